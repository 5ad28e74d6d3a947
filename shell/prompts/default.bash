# Shows the role in front of PS1. Put this into ~/.bashrc, below the shell integration and all lines that set PS1.
# shellcheck shell=bash

# bash expands the variable each time it draws the prompt. Scripts look at PS1 to learn whether a shell is interactive, so a
# PS1 that is not set stays so.
case ${PS1-} in
	'' | *SSOENV_PROMPT*) ;;
	*) PS1='${SSOENV_PROMPT:+$SSOENV_PROMPT }'$PS1 ;;
esac
