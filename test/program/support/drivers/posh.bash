# The driver of posh, which has the layer of the POSIX shells.

. "$support_folder/drivers/sh.bash"
