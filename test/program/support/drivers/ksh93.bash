# The driver of ksh93, which has the layer of the POSIX shells.

. "$support_folder/drivers/sh.bash"
