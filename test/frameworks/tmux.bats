# The role in the status line of tmux, by the title of the pane.

load terminal

status_has() { [[ $(in_tmux display-message -p '#{E:status-right}') =~ $1 ]]; }
status_lacks() { ! status_has "$1"; }

# A start-up file with a prompt, below which the shell integration and the lines for tmux will stand.
start_with_prompt() {
	case $shell in
		bash) rc .bashrc "PS1='sign> '" ;;
		zsh) rc .zshrc "PROMPT='sign> '" ;;
		fish)
			mkdir -p "$HOME/.local/share/fish/generated_completions"
			rc .config/fish/config.fish 'function fish_prompt; echo -n "sign> "; end'
			;;
		# There, the lines go into the function.
		powershell)
			rc .config/powershell/profile.ps1 'function prompt {' \
				"$(ssoenv prompt --for tmux --shell powershell 2>/dev/null)" '"sign> "' '}'
			;;
	esac
}

has_title() {
	local file
	start_with_prompt
	ssoenv install "$shell" --no-prompt 2>/dev/null
	for file in .bashrc .zshrc .config/fish/config.fish; do
		[ ! -e "$HOME/$file" ] || ssoenv prompt --for tmux --shell "$shell" 2>/dev/null >>"$HOME/$file"
	done
	cached_role
	shell_opens "$shell"
	# The lines for ~/.tmux.conf stand in the comment.
	ssoenv prompt --for tmux --shell "$shell" 2>/dev/null | sed -n 's/^# *set -g/set -g/p' >tmux.conf
	[ "$(wc -l <tmux.conf)" = 2 ] || fail 'the comment has no lines for tmux'
	in_tmux source-file tmux.conf
	prompt_becomes 1 'sign>'
	types 'ssoenv use dev'
	until_true status_has "^$role$"
	types 'ssoenv off'
	until_true status_lacks dev
}

in_each 'bash zsh fish powershell' 'the status line of tmux shows the role' has_title
