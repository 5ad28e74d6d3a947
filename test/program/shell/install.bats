# init, install and uninstall, with the shells that take what they give.

load ../support/support

rc_of() {
	case $1 in
		bash) echo "$HOME/.bashrc" ;;
		zsh) echo "$HOME/.zshrc" ;;
		sh) echo "$HOME/.profile" ;;
		fish) echo "$HOME/.config/fish/config.fish" ;;
		powershell) echo "$HOME/.config/powershell/profile.ps1" ;;
	esac
}

# Runs a line in a shell that has read its start-up file.
in_started_shell() {
	case $shell in
		bash) bash --norc -i -c ". '$(rc_of bash)'; $1" ;;
		zsh) zsh -ic "$1" ;;
		sh) dash -c ". '$(rc_of sh)'; $1" ;;
		fish) fish -c "$1" ;;
		powershell) pwsh -NoLogo -Command "$1" ;;
	esac
}

takes_a_role() {
	cached_role
	mkdir -p "$(dirname "$(rc_of "$shell")")"
	printf '# mine\n' >"$(rc_of "$shell")"
	run --separate-stderr ssoenv install "$shell"
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	[[ $stderr == *"+ # >>> ssoenv >>>"* ]]
	local first
	first=$(cat "$(rc_of "$shell")")
	ssoenv install "$shell" 2>/dev/null
	[ "$(cat "$(rc_of "$shell")")" = "$first" ]
	run --separate-stderr in_started_shell "ssoenv use dev; env | grep ^AWS_ACCESS_KEY_ID="
	[ "$output" = AWS_ACCESS_KEY_ID=ASIACACHED ]
	ssoenv uninstall "$shell" 2>/dev/null
	[ "$(cat "$(rc_of "$shell")")" = '# mine' ]
	[ "$(cat "$(rc_of "$shell").before-ssoenv")" = "$first" ]
}

in_each "$all_shells" 'after install a new shell takes a role; after uninstall the file is as it was' takes_a_role

survives_its_loss() {
	mkdir -p "$(dirname "$(rc_of "$shell")")"
	ssoenv install "$shell" --prompt 2>/dev/null
	# As after the package has gone.
	sed -i "s|$program_root|$BATS_TEST_TMPDIR/gone|g; s|$(dirname "$program_root")/program|$BATS_TEST_TMPDIR/gone|g" "$(rc_of "$shell")"
	grep -q gone "$(rc_of "$shell")"
	local draws
	# The functions that the lines for a prompt define.
	case $shell in
		fish) draws='fish_prompt >/dev/null; functions -q fish_right_prompt; and fish_right_prompt >/dev/null;' ;;
		powershell) draws='$null = prompt; foreach ($one in $Error) { [Console]::Error.WriteLine("ssoenv: $one") };' ;;
	esac
	run --separate-stderr in_started_shell "${draws-} echo started"
	[ "$output" = started ]
	[[ ${stderr,,} != *ssoenv* ]] || fail "it says $stderr"
}

in_turn "$all_shells" 'a start-up file prints nothing after ssoenv is removed' survives_its_loss

evaluates() {
	cached_role
	local use='ssoenv use dev; env | grep ^AWS_ACCESS_KEY_ID='
	case $shell in
		fish) run --separate-stderr fish --no-config -c "ssoenv init fish | source; $use" ;;
		powershell) run --separate-stderr pwsh -NoProfile -NoLogo -Command "ssoenv init powershell | Invoke-Expression; $use" ;;
		zsh) run --separate-stderr zsh -fc "eval \"\$(ssoenv init zsh)\"; $use" ;;
		*) run --separate-stderr "$(program_of "$shell")" -c "eval \"\$(ssoenv init $shell)\"; $use" ;;
	esac
	[ "$output" = AWS_ACCESS_KEY_ID=ASIACACHED ]
}

in_turn "$all_shells" 'the output of init can be evaluated' evaluates

@test "init --path names a file that is there, for each shell" {
	local one
	for one in $all_shells; do [ -f "$(ssoenv init "$one" --path)" ]; done
}

@test "a start-up file that is not UTF-8 is refused and left as it is" {
	printf '# caf\xe9\n' >"$HOME/.bashrc"
	cp "$HOME/.bashrc" before
	run --separate-stderr ssoenv install bash
	equals "$status" 3
	matches "$stderr" 'not UTF-8'
	cmp before "$HOME/.bashrc"
}

is_found_anywhere() {
	local folder="$BATS_TEST_TMPDIR/José's \$(touch PWN)"
	mkdir -p "$folder"
	cp -R "$program_root" "$folder/program"
	"$folder/program/bin/ssoenv" install "$shell" 2>/dev/null
	run --separate-stderr in_started_shell 'ssoenv use -'
	matches "$stderr" 'there is no previous profile to return to'
	[ ! -e PWN ]
}

in_turn "$all_shells" 'install writes lines that work for a path with quotes, blanks and other letters' is_found_anywhere

@test "an unknown shell is refused with the known ones, and eval fails" {
	run --separate-stderr bash -c 'eval "$(ssoenv init csh)"'
	[ "$status" -eq 2 ]
	[[ $stderr == *'SHELL is "csh", expected one of "bash", "zsh"'* ]]
}

## The role in the prompt

# The start of each shell reads the lines and prints nothing; uninstall takes them away.
starts_with_prompt_lines() {
	mkdir -p "$(dirname "$(rc_of "$shell")")"
	printf '# mine\n' >"$(rc_of "$shell")"
	run --separate-stderr ssoenv install "$shell" --prompt
	equals "$status" 0
	matches "$(cat "$(rc_of "$shell")")" '# The role in the prompt: plain'
	run --separate-stderr in_started_shell 'echo started'
	equals "$output" started
	# bash says that it has no terminal.
	equals "$(grep -v '^bash: \(cannot set terminal\|no job control\)' <<<"$stderr")" ''
	ssoenv install "$shell" --no-prompt 2>/dev/null
	[[ $(cat "$(rc_of "$shell")") != *'The role in the prompt'* ]] || fail 'the lines are still there'
	ssoenv uninstall "$shell" 2>/dev/null
	equals "$(cat "$(rc_of "$shell")")" '# mine'
}

in_each 'bash zsh fish powershell' 'install --prompt adds lines that a new shell reads' starts_with_prompt_lines

# at_terminal SCRIPT-LINE ...: runs ssoenv install there, as typist.py says; what it showed is $output.
at_terminal() {
	require_python
	printf '%s\n' "$@" >typed
	run env -u CI TERM=xterm "$python_program" "$support_folder/typist.py" typed ssoenv install bash
}

@test "on a terminal, install asks about the prompt: Enter accepts, and another answer later takes it back" {
	printf "PS1='> '\n" >"$HOME/.bashrc"
	at_terminal '< show the role in your prompt?' '> ' '< exec bash'
	equals "$status" 0
	matches "$(cat "$HOME/.bashrc")" SSOENV_PROMPT
	at_terminal '< show the role in your prompt?' '> n' '< exec bash'
	equals "$status" 0
	[[ $(cat "$HOME/.bashrc") != *SSOENV_PROMPT* ]] || fail 'the lines are still there'
	matches "$(cat "$HOME/.bashrc")" 'ssoenv.bash'
}

@test "Ctrl-C at the question about the prompt changes nothing" {
	at_terminal '< show the role in your prompt?' '= \x03'
	equals "$status" 0
	[ ! -e "$HOME/.bashrc" ]
}

@test "bash: PS1 shows the text for the prompt, and no blank where there is none" {
	printf "PS1='sign> '\n" >"$HOME/.bashrc"
	ssoenv install bash --prompt 2>/dev/null
	# Read twice, the lines stand there once.
	run --separate-stderr bash --norc -ic '. ~/.bashrc; . ~/.bashrc
		SSOENV_PROMPT=; echo "[${PS1@P}]"; SSOENV_PROMPT="dev 5m"; echo "[${PS1@P}]"'
	equals "$output" $'[sign> ]\n[dev 5m sign> ]'
	# A script that looks at PS1 still learns that its shell is not interactive.
	run bash --norc -c '. "$0/shell/prompts/default.bash"; echo "${PS1-unset}"' "$program_root"
	equals "$output" unset
}

## The start-up file that the shell really reads

@test "zsh: a ZDOTDIR that .zshenv sets and does not export is where the block goes" {
	require_program zsh zsh
	mkdir -p "$HOME/z dir"
	# What it prints without a line end is no part of the answer.
	printf '%s\n' 'printf noise' 'ZDOTDIR="$HOME/z dir"' >"$HOME/.zshenv"
	run --separate-stderr ssoenv install zsh
	equals "$status" 0
	[ -e "$HOME/z dir/.zshrc" ]
	[ ! -e "$HOME/.zshrc" ]
	run --separate-stderr zsh -ic 'whence -w ssoenv'
	matches "$output" 'ssoenv: function'
	ssoenv uninstall zsh 2>/dev/null
	equals "$(cat "$HOME/z dir/.zshrc")" ''
}

@test "zsh: where zsh is missing or fails, install takes the exported ZDOTDIR" {
	mkdir -p fake "$HOME/z"
	printf '#!/bin/sh\nexit 1\n' >fake/zsh
	chmod +x fake/zsh
	ZDOTDIR=$HOME/z PATH=$PWD/fake:$PATH ssoenv install zsh 2>/dev/null
	[ -e "$HOME/z/.zshrc" ]
}

# reads_after_hint FILE TEXT: install says that login shells have no ssoenv; after its hint they have it.
reads_after_hint() {
	local hint
	printf '%s' "$2" >"$HOME/$1"
	run --separate-stderr bash -lic 'type -t ssoenv'
	[ "$output" != function ] || fail 'it is there before'
	run --separate-stderr ssoenv install bash
	equals "$status" 0
	matches "$stderr" "login shells of bash read ~/$1 instead of ~/.bashrc"
	hint=$(sed -n 's/^ssoenv: hint: //p' <<<"$stderr")
	bash -c "$hint"
	run --separate-stderr bash -lic 'type -t ssoenv'
	equals "$output" function
	run --separate-stderr ssoenv install bash
	[[ $stderr != *'login shells'* ]] || fail "it is said again: $stderr"
}

@test "bash: a login shell that does not read .bashrc has ssoenv after the hint of install" {
	# No line end, to which a hint could be glued.
	reads_after_hint .bash_profile 'export MINE=1'
}

@test "bash: the hint for .profile leaves other shells alone" {
	require_program sh dash
	reads_after_hint .profile 'export MINE=1'
	run dash -lc 'echo "$MINE"'
	equals "$output" 1
}

@test "bash: where .bashrc reads .bash_profile, the hint makes no circle" {
	printf '[ -n "$PS1" ] && . ~/.bash_profile\n' >"$HOME/.bashrc"
	reads_after_hint .bash_profile 'export MINE=1'
}

@test "bash: install says nothing about login shells that read .bashrc" {
	printf '[ -r ~/.bashrc ] && . ~/.bashrc\n' >"$HOME/.bash_profile"
	run --separate-stderr ssoenv install bash
	[[ $stderr != *'login shells'* ]]
}

## The command prompt

@test "prompt finds out what draws the prompt, and prints the lines only to stdout" {
	printf 'source ~/.oh-my-zsh/oh-my-zsh.sh\n' >"$HOME/.zshrc"
	run --separate-stderr ssoenv prompt --shell zsh
	equals "$status" 0
	equals "$output" "$(cat "$program_root/shell/prompts/framework.zsh")"
	matches "$stderr" 'ssoenv: oh-my-zsh draws your prompt \(.*/\.zshrc\)'
	run --separate-stderr ssoenv prompt --for nothing
	equals "$status" 2
	matches "$stderr" '"plain".*"tmux"'
}

in_each 'bash zsh fish powershell' 'Tab offers prompts after prompt --for' offers_word 'ssoenv prompt --for ti' tide
