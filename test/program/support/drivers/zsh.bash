# The driver of zsh.

. "$support_folder/drivers/posix.bash"

declare -gA gaps=(
	[patterns]='has patterns of its own where POSIX leaves them open'
	[doubt]='takes a pattern that it does not understand for one that matches nothing'
)
prompting() { echo '_ssoenv_hook'; }
before_command() { echo '_ssoenv_before_command'; }
# The layer reads the parameter of a module, which gives way to a plain one.
passing() { echo "zmodload -F zsh/datetime -p:EPOCHSECONDS; EPOCHSECONDS=\$((\$(date +%s) + $1))"; }
showing_drawn() { echo 'print -r -- "drawn=<${${(%%)ssoenv_prompt}% }>"'; }

completing() {
	echo "compdef() { }; . '$program_root/completions/_ssoenv'; PREFIX=$(quoted "${1##* }") names=() abouts=()"
	echo '_ssoenv_read_names p; print -rl -- "${(@M)names:#$PREFIX*}" >got'
}

interactive_shell() {
	mkdir -p zdot
	printf '%s\n' 'unsetopt beep prompt_cr prompt_sp; HISTFILE=' "$@" 'PROMPT="<$ssoenv_prompt>$PROMPT_END"' >zdot/.zshrc
	terminal=(env "ZDOTDIR=$PWD/zdot" zsh -di)
}
starting_completion() { echo 'autoload -Uz compinit; compinit -C -D'; }
