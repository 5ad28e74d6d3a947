# SSOENV_JSON_ERRORS=1: programs read one line of JSON, and what it says to run works when it is pasted.

load ../support/support
load ../support/sign-in

# field JSON NAME: its text, or the JSON of what is not a text.
field() {
	node -e 'const value = JSON.parse(process.argv[1])[process.argv[2]];
		process.stdout.write(typeof value === "string" ? value : JSON.stringify(value))' "$1" "$2"
}

# told_in_json STATUS CODE: what is on stderr, after `run`.
told_in_json() {
	equals "$status" "$1"
	equals "${#stderr_lines[@]}" 1
	[[ $stderr != *[$'\x7f'-$'\xff']* && $stderr != *$'\e'* ]] || fail 'it is not plain ASCII'
	equals "$(field "$stderr" code)" "$2"
	equals "$(field "$stderr" status)" "$1"
}

fails_in_json() {
	willing_browser
	signed_out
	export SSOENV_JSON_ERRORS=1
	run_script "$(recording before)" "$(applying use dev)" "$(printing_status)" "$(recording after)"
	equals "$output" status=4
	status=4 told_in_json 4 sign-in-needed
	equals "$(field "$stderr" session)" corp
	equals "$(field "$stderr" command)" 'ssoenv login --sso-session corp'
	equals "$(field "$stderr" message)" 'sso-session "corp": not signed in'
	same_environment before after
}
in_turn "$all_shells" 'a sign-in that is needed is one line of JSON' fails_in_json

# shellcheck disable=SC1003
hostile_names=("it's" 'say "hi" $(touch PWNED) `touch PWNED`' '-rf' '--all' 'a b;touch PWNED' 'back\slash' 'größe 😀' \
	"$(printf 'long%.0s' {1..50})"
	$'esc\e[31m tab\tx' '$HOME' '*' '#no' '~')

# The command of the JSON, pasted into a POSIX shell.
command_works() {
	local name=${hostile_names[$1]} command
	willing_browser
	export SSOENV_JSON_ERRORS=1
	add_session "'${name//\'/\'\\\'\'}'" plain
	printf '%s\n' "$name" >>"$config_file"
	run --separate-stderr ssoenv use plain --shell bash
	told_in_json 4 sign-in-needed
	equals "$(field "$stderr" session)" "$name"
	command=$(field "$stderr" command)
	pasted "$command" "$1"
	token_file=$(cache_path "$name")
	[ -s "$token_file" ] || fail "no sign-in by: $command"
	run --separate-stderr ssoenv use plain --shell bash
	equals "$status" 0
}

# By turns in each of them.
pasted() {
	local some
	read -ra some <<<"$posix_shells"
	shell=${some[$2 % ${#some[@]}]}
	require_program "$shell" "$(program_of "$shell")"
	run --separate-stderr "$(program_of "$shell")" -c "$1"
	equals "$status" 0
	nothing_ran
}
for number in "${!hostile_names[@]}"; do
	bats_test_function --description "the command for a hostile sso-session works when pasted, case $number" -- command_works "$number"
done

# A legacy sign-in is named by a profile.
legacy_command_works() {
	local name=${hostile_names[$1]}
	control configure '{"approveByVisit":true}' >/dev/null
	willing_browser
	export SSOENV_JSON_ERRORS=1
	printf '%s\n' "[profile '${name//\'/\'\\\'\'}']" 'sso_start_url = https://legacy.awsapps.com/start' 'sso_region = us-east-1' \
		'sso_account_id = 111111111111' 'sso_role_name = ReadOnly' >>"$config_file"
	run --separate-stderr ssoenv use --shell bash -- "$name"
	told_in_json 4 sign-in-needed
	equals "$(field "$stderr" session)" https://legacy.awsapps.com/start
	run --separate-stderr sh -c "$(field "$stderr" command)"
	control configure '{"approveByVisit":false}' >/dev/null
	equals "$status" 0
	[ -s "$(cache_path https://legacy.awsapps.com/start)" ]
	nothing_ran
}
for number in 1 2; do
	bats_test_function --description "the command for a hostile legacy profile works when pasted, case $number" -- \
		legacy_command_works "$number"
done

other_failures_too() {
	export SSOENV_JSON_ERRORS=1
	run --separate-stderr ssoenv $1
	told_in_json "$2" "$3"
	equals "$(field "$stderr" session)" null
	equals "$(field "$stderr" command)" null
}
also() { bats_test_function --description "$1 fails in JSON" -- other_failures_too "$@"; }
also 'use nope --shell bash' 3 profile-not-found
also 'use dev --shell bash --region=' 2 usage
also 'nonsense' 2 command-not-found
also 'wait --timeout soon' 2 usage

@test "status --check prints the reason as JSON, where it is silent otherwise" {
	signed_out
	export SSOENV_JSON_ERRORS=1
	run --separate-stderr ssoenv status --check
	told_in_json 4 sign-in-check-failed
	equals "$(field "$stderr" command)" 'ssoenv login --sso-session corp'
}

@test "without SSOENV_JSON_ERRORS=1 failures are printed as lines" {
	signed_out
	SSOENV_JSON_ERRORS=0 run --separate-stderr ssoenv use dev --shell bash
	equals "$stderr" $'ssoenv: sso-session "corp": not signed in\nssoenv: hint: ssoenv login --sso-session corp'
}
