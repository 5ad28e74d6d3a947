# Shows the role in the status line of tmux: each prompt sets the title of its pane, without starting a process.
# Put this into ~/.bashrc, below the shell integration, and these lines into ~/.tmux.conf:
#   set -g status-right '#{q/h:pane_title}'
#   set -g status-right-length 60
# Keep `q/h`: without it, tmux reads `#[fg=red]` in the name of a profile as a color.
# shellcheck shell=bash

ssoenv_title() {
	# The text stands between the \001 and \002 that mark its colors for PS1.
	local text=${SSOENV_PROMPT#*$'\002'}
	printf '\e]2;%s\e\134' "${text%%$'\001'*}"
}

# A PROMPT_COMMAND of one text stays one text: the shell integration of VS Code watches only the first element.
case "${PROMPT_COMMAND[*]-} ${precmd_functions[*]-}" in
	*ssoenv_title*) ;;
	# bash-preexec would take what follows it in PROMPT_COMMAND for the first command of the person.
	"${__bp_install_string:-none} "*) precmd_functions+=(ssoenv_title) ;;
	*)
		if [ "${#PROMPT_COMMAND[@]}" -gt 1 ]; then
			PROMPT_COMMAND+=(ssoenv_title)
		else
			# shellcheck disable=SC2179 # It is a text, or an array with one.
			PROMPT_COMMAND+=$'\nssoenv_title'
		fi
		;;
esac
