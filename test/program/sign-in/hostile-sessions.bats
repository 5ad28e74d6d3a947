# Names of sso-sessions that would be code if a quote were wrong: each is shown to the letter, and nothing runs.

load ../support/support
load ../support/sign-in

# shellcheck disable=SC1003
names=("it's" 'say "hi" $(touch PWNED1) `touch PWNED2`;touch PWNED3;|touch PWNED4' '--force' \
	'größe 😀 %s %n $HOME * a/../../b\' "$(printf 'long%.0s' {1..50})")

whole_life() {
	local name=${names[$1]} quoted token_file
	willing_browser
	signed_out
	quoted="'${name//\'/\'\\\'\'}'"
	add_session "$quoted" odd
	printf '%s\n' "$name" >>"$config_file"
	token_file=$(cache_path "$name")

	run --separate-stderr ssoenv use odd --shell bash
	equals "$status" 4
	equals "${stderr_lines[0]}" "ssoenv: sso-session \"$name\": not signed in"

	run --separate-stderr ssoenv login "--sso-session=$name"
	equals "$status" 0
	equals "${stderr_lines[0]}" "ssoenv: opening the browser to sign in to sso-session \"$name\"; if it does not open, open this URL:"
	[[ $stderr == *"ssoenv: signed in to sso-session \"$name\"; valid for "* ]] || fail 'the name is another one'
	[ -s "$token_file" ] || fail "no token in $token_file"

	run --separate-stderr ssoenv login "--sso-session=$name"
	[[ $stderr == "ssoenv: already signed in to sso-session \"$name\"; valid for "* ]] || fail 'the name is another one'

	run --separate-stderr ssoenv status
	equals "$status" 0
	[[ $output == *"sso-session \"$name\": signed in ("* ]] || fail 'the name is another one'
	run --separate-stderr ssoenv wait "--sso-session=$name" --timeout 0
	equals "$status" 0

	run --separate-stderr ssoenv logout "--sso-session=$name"
	equals "$status" 0
	equals "$stderr" "ssoenv: signed out of sso-session \"$name\""
	[ ! -e "$token_file" ]

	run --separate-stderr ssoenv wait "--sso-session=$name" --timeout 0
	equals "$status" 4
	equals "${stderr_lines[0]}" "ssoenv: timed out waiting for a sign-in to sso-session \"$name\""
	run --separate-stderr ssoenv status --json
	equals "$(node -p 'JSON.parse(process.argv[1]).sessions[1].ssoSession' -- "$output")" "$name"
	nothing_ran
}
for number in "${!names[@]}"; do
	bats_test_function --description "a hostile sso-session from login to logout, case $number" -- whole_life "$number"
done

@test "control characters in the name are shown as escapes" {
	signed_out
	add_session $'"a\e[31m\ab"' odd
	printf 'a\e[31m\ab\n' >>"$config_file"
	idle_browser
	run --separate-stderr ssoenv use odd --shell bash
	equals "${stderr_lines[0]}" 'ssoenv: sso-session "a\x1b[31m\x07b": not signed in'
	run --separate-stderr ssoenv status
	[[ $output == *'sso-session "a\x1b[31m\x07b": not signed in'* && $output != *$'\e'* ]] || fail 'a raw ESC is shown'
}
