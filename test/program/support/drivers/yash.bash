# The driver of yash, which has the layer of the POSIX shells.

. "$support_folder/drivers/sh.bash"

interactive_shell() {
	printf '%s\n' "$@" 'PS1="$PROMPT_END"' >rc
	terminal=(yash --rcfile rc -i)
}
