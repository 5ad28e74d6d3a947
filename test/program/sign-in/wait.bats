# `wait`: returns as soon as a sign-in is there, made by any process.

load ../support/support
load ../support/sign-in

@test "when signed in already it does not wait" {
	local before
	before=$(asked)
	for words in '' dev '--sso-session corp' '--timeout 0'; do
		run --separate-stderr ssoenv wait $words
		equals "$status" 0
		silent
	done
	equals "$(asked)" "$before"
}

# The screen shows when it has looked at the token file and begun to wait.
@test "it returns when another process has signed in" {
	willing_browser
	signed_out
	sit_at 'ssoenv wait --timeout 1m >printed'
	shows 'waiting for a sign-in to sso-session "corp", '
	ssoenv login
	leaves
	equals "$ended" 0
	says screen 'ssoenv: signed in to sso-session "corp"'
	equals "$(cat printed)" ''
	cursor_is_visible
}

@test "without a terminal it waits in silence" {
	signed_out
	ssoenv wait --timeout 1m >printed 2>told 3>&- &
	waiting=$!
	cp "$BATS_SUITE_TMPDIR/token.json" token
	mv token "$token_file"
	wait "$waiting"
	waiting=
	equals "$(cat printed)" ''
	[[ $(cat told) == 'ssoenv: signed in to sso-session "corp"' || ! -s told ]]
}

@test "nobody signs in: status 4, and the command to sign in" {
	signed_out
	run --separate-stderr ssoenv wait --timeout 1s
	equals "$status" 4
	equals "$output" ''
	equals "$stderr" $'ssoenv: timed out waiting for a sign-in to sso-session "corp"\nssoenv: hint: ssoenv login --sso-session corp'
}

@test "a sign-in to something else does not count" {
	signed_out
	add_session west west
	echo west >>"$config_file"
	cp "$BATS_SUITE_TMPDIR/token.json" "$(cache_path west)"
	run --separate-stderr ssoenv wait dev --timeout 0
	equals "$status" 4
	run --separate-stderr ssoenv wait west --timeout 0
	equals "$status" 0
}

@test "Ctrl-C ends the wait with status 130" {
	signed_out
	sit_at 'trap : INT; stty -a >stty-before; ssoenv wait --timeout 1m >printed; s=$?; stty -a >stty-after; exit $s'
	shows 'waiting for a sign-in'
	presses "$ctrl_c"
	leaves
	equals "$ended" 130
	says screen 'ssoenv: interrupted by SIGINT'
	equals "$(cat printed)" ''
	cmp stty-before stty-after
	cursor_is_visible
}

refuses_timeout() {
	run --separate-stderr ssoenv wait "--timeout=$1"
	equals "$status" 2
	equals "$output" ''
	[[ $stderr == "ssoenv: --timeout is \"$1\", expected a duration such as 90s, 10m or 2h"* ]] || fail "$stderr"
}
@test "a timeout that is not a duration is refused" {
	local timeout
	for timeout in soon -5 1.5h '10 m' 99999999 '' '$(touch PWNED)'; do refuses_timeout "$timeout"; done
	nothing_ran
}

waits_in_a_script() {
	willing_browser
	signed_out
	run_script 'ssoenv wait --timeout 0' "$(printing_status)" 'ssoenv login' 'ssoenv wait --timeout 1m' "$(printing_status)"
	equals "${lines[0]}" status=4
	equals "${lines[1]}" status=0
}
in_turn "$all_shells" 'wait gives a script its status' waits_in_a_script
