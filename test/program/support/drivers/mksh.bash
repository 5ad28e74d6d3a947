# The driver of mksh, which has the layer of the POSIX shells.

. "$support_folder/drivers/sh.bash"
