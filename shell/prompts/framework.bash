# Shows the role in front of a PS1 that is set anew before each prompt, as bash-it, oh-my-bash, bash-git-prompt and __git_ps1 do.
# Put this into ~/.bashrc, below the shell integration and below the framework.
# shellcheck shell=bash

ssoenv_in_ps1() {
	local start=''
	case ${PS1-} in
		'' | *SSOENV_PROMPT*) return ;;
		# Some themes leave a line empty above the prompt.
		'\n'*) start='\n' ;;
		$'\n'*) start=$'\n' ;;
	esac
	PS1=$start'${SSOENV_PROMPT:+$SSOENV_PROMPT }'${PS1#"$start"}
}

# A PROMPT_COMMAND of one text stays one text: the shell integration of VS Code watches only the first element.
case "${PROMPT_COMMAND[*]-} ${precmd_functions[*]-}" in
	*ssoenv_in_ps1*) ;;
	# bash-preexec would take what follows it in PROMPT_COMMAND for the first command of the person.
	"${__bp_install_string:-none} "*) precmd_functions+=(ssoenv_in_ps1) ;;
	*)
		if [ "${#PROMPT_COMMAND[@]}" -gt 1 ]; then
			PROMPT_COMMAND+=(ssoenv_in_ps1)
		else
			# shellcheck disable=SC2179 # It is a text, or an array with one.
			PROMPT_COMMAND+=$'\nssoenv_in_ps1'
		fi
		;;
esac
