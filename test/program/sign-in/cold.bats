# `use` without a sign-in asks on the terminal whether to sign in, and follows the answer.

load ../support/support
load ../support/sign-in

question='sso-session "corp": not signed in; sign in now?'

asked_about_dev() {
	signed_out
	begins "$(applying use dev)"
	shows "$question"
}

changes_nothing() {
	same_environment before after
	[ ! -e "$token_file" ] || fail 'there is a sign-in'
	[ ! -e "$role_file" ] || fail 'there are role credentials'
}

enter_signs_in() {
	willing_browser
	asked_about_dev
	presses "$enter"
	ends 'min left'
	equals "$left" 0
	sees after SSOENV_PROFILE dev
	sees after AWS_ACCESS_KEY_ID "$(issued_field 111111111111 ReadOnly accessKeyId)"
	sees after AWS_SESSION_TOKEN "$(issued_field 111111111111 ReadOnly sessionToken)"
	says screen 'ssoenv: signed in to sso-session "corp"; valid for '
	says screen 'ssoenv: dev: ReadOnly in account 111111111111 (eu-central-1), '
	was_opened willing
	signed_in
	holds_no_secret "$(cat screen)"
}
in_turn "$all_shells" 'Enter at the question signs in and takes the role' enter_signs_in

no_changes_nothing() {
	willing_browser
	asked_about_dev
	presses "n$enter"
	ends 'ssoenv: hint: ssoenv login --sso-session corp'
	equals "$left" 4
	never_opened willing
	changes_nothing
}
in_turn "$all_shells" 'n at the question changes nothing and gives status 4' no_changes_nothing

interrupt_changes_nothing() {
	willing_browser
	asked_about_dev
	presses "$ctrl_c"
	ends 'ssoenv: interrupted by SIGINT'
	equals "$left" 130
	never_opened willing
	changes_nothing
}
in_turn "$all_shells" 'Ctrl-C at the question changes nothing and gives status 130' interrupt_changes_nothing

waits_for_the_browser() {
	idle_browser
	asked_about_dev
	presses "$enter"
	shows 'waiting for the browser, '
	was_opened idle
}

# The message begins on a line of its own, not behind the spinner.
shows_the_interruption() {
	grep -aq $'\\(^\\|[\r]\\|\e\\[0K\\)ssoenv: interrupted by SIGINT' screen || fail 'it is glued to the words of the wait'
}

interrupted_wait_changes_nothing() {
	waits_for_the_browser
	presses "$ctrl_c"
	ends 'ssoenv: interrupted by SIGINT'
	# Ctrl-C reaches the shell as well, and zsh says 1 where it takes note before ssoenv has ended.
	if [ "$shell $left" != 'zsh 1' ]; then equals "$left" 130; fi
	shows_the_interruption
	changes_nothing
}
in_turn "$unix_shells" 'Ctrl-C while it waits for the browser changes nothing and gives status 130' interrupted_wait_changes_nothing

# There a Ctrl-C ends the script as well.
interrupted_wait_ends_powershell() {
	idle_browser
	signed_out
	printf '%s\n' "$(applying use dev)" "$(recording after)" >script.ps1
	sit_at 'stty -a >stty-before; trap : INT; pwsh -NoProfile -File script.ps1; stty -a >stty-after'
	shows "$question"
	presses "$enter"
	shows 'waiting for the browser, '
	presses "$ctrl_c"
	leaves
	cmp stty-before stty-after
	cursor_is_visible
	[ ! -e after ] || lacks after AWS_ACCESS_KEY_ID
	[ ! -e "$token_file" ] || fail 'there is a sign-in'
}
in_each powershell 'Ctrl-C while it waits for the browser ends the script' interrupted_wait_ends_powershell

# stdout holds only code for eval. prints_on_stdout TEXT KEY ...
prints_on_stdout() {
	idle_browser
	signed_out
	sit_at 'ssoenv use dev --shell bash >code'
	shows "$question"
	presses "$2"
	[ $# -lt 3 ] || shows 'waiting for the browser, '
	[ $# -lt 3 ] || presses "$3"
	leaves
	equals "$(cat code)" "$1"
}
@test "after a no at the question, stdout holds only failing code" { prints_on_stdout '(exit 4);' "n$enter"; }
@test "after Ctrl-C at the question, stdout holds only failing code" { prints_on_stdout '(exit 130);' "$ctrl_c"; }
@test "after Ctrl-C while it waits, stdout holds only failing code" { prints_on_stdout '(exit 130);' "$enter" "$ctrl_c"; }

@test "after a sign-in at the question, stdout holds only the code for the role" {
	willing_browser
	signed_out
	sit_at 'ssoenv use dev --shell bash >code'
	shows "$question"
	presses "$enter"
	leaves
	equals "$ended" 0
	equals "$(wc -l <code)" 1
	bash -n code
	[[ $(cat code) != *'signed in'* && $(cat code) != *$'\e'* ]]
}

@test "a sign-in by another process in the meantime is used, without a second one" {
	willing_browser
	signed_out
	use_shell bash
	begins "$(applying use dev)"
	shows "$question"
	cp "$BATS_SUITE_TMPDIR/token.json" "$token_file"
	presses "$enter"
	ends 'min left'
	equals "$left" 0
	never_opened willing
	sees after SSOENV_PROFILE dev
}

ends_by_signal() {
	idle_browser
	signed_out
	sit_at "stty -a >stty-before; sh -c 'echo \$\$ >process; exec ssoenv use dev --shell bash >code'; stty -a >stty-after"
	shows "$question"
	[ "$2" = question ] || presses "$enter"
	[ "$2" = question ] || shows 'waiting for the browser, '
	kill "-$1" "$(cat process)"
	leaves
	equals "$(cat code)" '(exit 130);'
	says screen "ssoenv: interrupted by SIG$1"
	cmp stty-before stty-after || fail 'the terminal is not as it was'
	cursor_is_visible
}
for signal in TERM HUP; do
	for moment in question wait; do
		bats_test_function --description "SIG$signal at the $moment leaves failing code and the terminal as it was" -- \
			ends_by_signal "$signal" "$moment"
	done
done
