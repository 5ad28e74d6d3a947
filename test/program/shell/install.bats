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
	ssoenv install "$shell" 2>/dev/null
	# As after the package has gone.
	sed -i "s|$program_root|$BATS_TEST_TMPDIR/gone|g; s|$(dirname "$program_root")/program|$BATS_TEST_TMPDIR/gone|g" "$(rc_of "$shell")"
	grep -q gone "$(rc_of "$shell")"
	run --separate-stderr in_started_shell 'echo started'
	[ "$output" = started ]
	[[ $stderr != *ssoenv* ]]
}

in_each "$all_shells" 'a start-up file prints nothing after ssoenv is removed' survives_its_loss

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

in_each "$all_shells" 'the output of init can be evaluated' evaluates

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

in_each "$all_shells" 'install writes lines that work for a path with quotes, blanks and other letters' is_found_anywhere

@test "an unknown shell is refused with the known ones, and eval fails" {
	run --separate-stderr bash -c 'eval "$(ssoenv init tcsh)"'
	[ "$status" -eq 2 ]
	[[ $stderr == *'SHELL is "tcsh", expected one of "bash", "zsh"'* ]]
}
