# The driver of fish.

declare -gA gaps=(
	[modes]='cannot read the mode of a file without a process'
	[readonly]='has no readonly variables of this kind'
	[capture]='takes the role at once, also in a command substitution'
	[subshells]='has no subshells'
)

quoted() {
	local text=${1//\\/\\\\}
	printf "'%s'" "${text//\'/\\\'}"
}
applying() { echo "ssoenv $* | source"; }
loading_layer() { echo ". '$program_root/shell/ssoenv.fish'"; }
recording() { echo "env -0 >'$1'"; }
exporting() { echo "set -gx $1 $(quoted "$2")"; }
setting() { echo "set -g $1 $(quoted "$2")"; }
unsetting() { echo "set -e $*"; }
holding() { echo "set held (ssoenv $*); printf '%s\n' \$held >held"; }
evaluating_held() { echo 'eval $held'; }
printing_status() { echo 'echo status=$status'; }
argument_from() { echo "\"\$$1\""; }
prompting() { echo 'emit fish_prompt'; }
before_command() { echo 'emit fish_preexec'; }
showing_prompt() { echo 'printf "prompt=<%s>\n" "$SSOENV_PROMPT"'; }
showing_drawn() { echo 'printf "drawn=<%s>\n" "$SSOENV_PROMPT"'; }
passing() {
	echo 'function __ssoenv_clock --no-scope-shadowing'
	echo "	set clock (builtin path mtime /) (builtin math $1 + (builtin path mtime -R /))"
	echo 'end'
}

completing() {
	echo ". '$program_root/completions/ssoenv.fish'; complete -C $(quoted "ssoenv $1") | string split -f1 \\t >got"
}

interactive_shell() {
	# fish writes its prompt again while a line is typed; the number tells a new one.
	printf '%s\n' 'function fish_prompt; set -g prompts_so_far "x$prompts_so_far"' \
		'printf "<%s>%s%s" "$SSOENV_PROMPT" (string length $prompts_so_far) $PROMPT_END; end' 'function fish_greeting; end' "$@" >rc
	terminal=(fish --no-config --private -i -C 'source rc')
}
# The parts are read by the first call.
guarding() { echo "ssoenv off 2>/dev/null; __ssoenv_is_guarded $(quoted "$1"); echo guarded=\$status"; }
tracing() { echo 'set -gx fish_trace 1'; }
tracing_no_more() { echo 'set -e fish_trace'; }
starting_completion() { echo ''; }
