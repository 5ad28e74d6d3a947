# The driver of the POSIX shells: dash, where `shell` is sh.

. "$support_folder/drivers/posix.bash"

layer_name='sh'
declare -gA gaps=(
	[patterns]='has patterns of its own where POSIX leaves them open'
	[doubt]='takes a pattern that it does not understand for one that matches nothing'
	[copies]='asks the program each time'
	[prompt]='runs nothing at the prompt'
	[tab]='has no completion'
	[quiet]='prints the call also where nothing reads it'
	[path]='does not know where its file is'
	[parts]='is one file, read as a whole'
)
loading_layer() { echo ". '$program_root/shell/ssoenv.sh'"; }

interactive_shell() {
	printf '%s\n' "$@" 'PS1="$PROMPT_END"' >rc
	# shellcheck disable=SC2046,SC2207 # one word or none
	terminal=(env "ENV=$PWD/rc" "$(program_of "$shell")" $(quiet_start) -i)
}
