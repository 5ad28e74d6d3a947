# Shows the role in front of a PS1 that is set anew before each prompt, as bash-it, oh-my-bash, bash-git-prompt and __git_ps1 do.
# Put this into ~/.bashrc, below the shell integration and below the framework.
# shellcheck shell=bash

ssoenv_in_ps1() {
	case ${PS1-} in
		'' | *SSOENV_PROMPT*) ;;
		*) PS1='${SSOENV_PROMPT:+$SSOENV_PROMPT }'$PS1 ;;
	esac
}

# A PROMPT_COMMAND of one text stays one text: the shell integration of VS Code watches only the first element.
case "${PROMPT_COMMAND[*]-}" in
	*ssoenv_in_ps1*) ;;
	*)
		if [ "${#PROMPT_COMMAND[@]}" -gt 1 ]; then
			PROMPT_COMMAND+=(ssoenv_in_ps1)
		else
			PROMPT_COMMAND+=$'\nssoenv_in_ps1'
		fi
		;;
esac
