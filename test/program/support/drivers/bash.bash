# The driver of bash.

. "$support_folder/drivers/posix.bash"

declare -gA gaps=(
	[modes]='cannot read the mode of a file without a process'
	[doubt]='takes a pattern that it does not understand for one that matches nothing'
)
prompting() { echo '_ssoenv_hook'; }
before_command() { echo '_ssoenv_before_command'; }
passing() { echo "_ssoenv_clock() { _ssoenv_now=\$((\$(date +%s) + $1)); }"; }

showing_drawn() { echo 'printf "drawn=<%s>\n" "$SSOENV_PROMPT" | tr -d "\001\002"'; }

# completing WORDS: code that writes what Tab offers behind `ssoenv WORDS` into ./got, one a line.
completing() {
	local line="ssoenv $1"
	echo ". '$program_root/completions/ssoenv.bash'; COMP_LINE=$(quoted "$line") COMP_POINT=${#line}"
	echo '_ssoenv_complete; eval "printf \"%s\\n\" ${COMPREPLY[*]}" >got'
}

# interactive_shell LINE ...: sets $terminal to the words of an interactive shell that runs these lines first.
interactive_shell() {
	printf '%s\n' "$@" "PS1='<\$SSOENV_PROMPT>'\"\$PROMPT_END\"" >rc
	terminal=(bash --noprofile --rcfile rc -i)
}
starting_completion() { echo :; }
