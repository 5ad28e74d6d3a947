# The driver of posh, which has the layer of the POSIX shells.

. "$support_folder/drivers/sh.bash"

# It reads no file that ENV names.
interactive_shell() {
	printf '%s\n' "$@" 'PS1="$PROMPT_END"' >"$HOME/.profile"
	terminal=(posh -l -i)
}
