# For tests with the real frameworks: a home with a framework in it, and a shell on a terminal of tmux.

load ../program/support/support

# framework NAME: sets `clone` to its folder, or skips the test.
framework() {
	clone=${FRAMEWORKS:?is set by scripts/frameworks.sh}/$1
	[ -d "$clone" ] || skip "$1 is not in $FRAMEWORKS: NOTHING IS PROVED for it"
}

# rc FILE LINE ...: writes a start-up file of the home.
rc() {
	mkdir -p "$(dirname "$HOME/$1")"
	printf '%s\n' "${@:2}" >"$HOME/$1"
}

in_tmux() { TMUX='' tmux -S "$BATS_TEST_TMPDIR/tmux" -f /dev/null "$@"; }

# open_terminal COMMAND ...: on a screen of 150 columns, in the folder ./here.
open_terminal() {
	require_program tmux tmux
	mkdir -p here
	# Of these, a framework in the shell that runs the tests would tell the one under test too much.
	unset TMUX TMUX_PANE ZDOTDIR PROMPT_COMMAND PS1 STARSHIP_SHELL POSH_SHELL P9K_TTY BASH_IT OSH ZSH
	export TERM=xterm-256color
	in_tmux new-session -d -x 150 -y 50 -c "$PWD/here" "$@"
}

# shell_opens SHELL: the shell under test, with its start-up files.
shell_opens() {
	case $1 in
		bash) open_terminal bash -i ;;
		zsh) open_terminal zsh -i ;;
		fish) open_terminal fish -i ;;
		powershell) open_terminal pwsh -NoLogo ;;
	esac
}

# Closes the terminal, and with it the shell.
teardown() { in_tmux kill-server 2>/dev/null || :; }

types() {
	in_tmux send-keys -l -- "$1"
	in_tmux send-keys Enter
}

screen() { in_tmux capture-pane -p | sed '/^$/d'; }

# The last COUNT lines on the screen: where the prompt is.
prompt_is() { screen | tail -n "$1" | grep -Eq -- "$2"; }
prompt_is_not() { ! prompt_is "$@"; }

# prompt_becomes COUNT REGEX: within the last COUNT lines.
prompt_becomes() { until_true prompt_is "$@" || fail "the screen is: $(screen)"; }
prompt_loses() { until_true prompt_is_not "$@" || fail "the screen is: $(screen)"; }

# Installs into the start-up file, and expects that the framework was found.
install_finds() {
	run --separate-stderr ssoenv install "$1" --prompt
	equals "$status" 0
	[[ $stderr == *"# The role in the prompt: $2"* ]] || fail "not found: $stderr"
}

# A role that lasts for many years.
role='dev [0-9]+h[0-9]+m'

# shows_role SHELL COUNT SIGN: the prompt, which has the SIGN of the framework, gets the role, keeps it, and loses it.
shows_role() {
	cached_role
	shell_opens "$1"
	prompt_becomes "$2" "$3"
	prompt_is_not "$2" "$role" || fail "there is a role: $(screen)"
	types 'clear; ssoenv use dev'
	prompt_becomes "$2" "$role"
	types 'clear; echo again'
	prompt_becomes "$2" "$role"
	prompt_becomes "$2" "$3"
	types 'clear; ssoenv off'
	prompt_loses "$2" 'dev '
	prompt_becomes "$2" "$3"
}
