# The driver of busybox, which has the layer of the POSIX shells.

. "$support_folder/drivers/sh.bash"
