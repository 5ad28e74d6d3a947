# The driver of lksh, which has the layer of the POSIX shells.

. "$support_folder/drivers/sh.bash"
