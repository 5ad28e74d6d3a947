# `login`: signs in where that is needed, in any browser, and never has a shell run BROWSER.

load ../support/support
load ../support/sign-in

setup_login() {
	willing_browser
	signed_out
}
as_before() { control configure '{"approveByVisit":false,"autoApprove":false,"denyAuthorize":false}' >/dev/null; }
teardown() { release leave_terminal as_before; }

login_works() {
	run --separate-stderr ssoenv login "$@"
	printf '%s\n' "$stderr" >&2
	equals "$status" 0
	equals "$output" ''
	matches "$stderr" 'ssoenv: signed in to .*; valid for '
}

@test "login signs in with the browser, and shows the address as well" {
	setup_login
	login_works
	was_opened willing
	[[ $stderr == "ssoenv: opening the browser to sign in to sso-session \"corp\"; if it does not open, open this URL:"* ]]
	grep -qxF "  $(cat willing-was-given)" <<<"$stderr" || fail 'the address is another one'
	holds_no_secret "$stderr"
	signed_in
	equals "$(stat -c %a "$token_file")" 600
}

@test "when signed in already it says so, and makes no request" {
	setup_login
	cp "$BATS_SUITE_TMPDIR/token.json" "$token_file"
	local before
	before=$(asked)
	for words in '' dev '--sso-session corp' '--device-code'; do
		run --separate-stderr ssoenv login $words
		equals "$status" 0
		equals "$output" ''
		matches "$stderr" '^ssoenv: already signed in to sso-session "corp"; valid for [0-9]+ min \(--force signs in again\)$'
	done
	equals "$(asked)" "$before"
	cmp "$BATS_SUITE_TMPDIR/token.json" "$token_file"
}

@test "--force signs in again" {
	setup_login
	cp "$BATS_SUITE_TMPDIR/token.json" "$token_file"
	local before
	before=$(asked CreateToken)
	login_works --force
	equals "$(asked CreateToken)" "$((before + 1))"
	! cmp -s "$BATS_SUITE_TMPDIR/token.json" "$token_file" || fail 'it is the old token'
	signed_in
}

# by_hand WORD ...: login in the background, with what it says in ./told.
by_hand() {
	ssoenv login "$@" >printed 2>told 3>&- &
	waiting=$!
}
login_ends() {
	ended=0
	wait "$waiting" || ended=$?
	waiting=
	cat told >&2
	equals "$ended" "$1"
	equals "$(cat printed)" ''
}
until_told() { until_true says told "$1"; }
user_code() { sed -n 's/.*confirm the code \([A-Z-]*\),.*/\1/p' told; }

@test "--device-code shows a code, and waits until it is confirmed" {
	setup_login
	unset BROWSER
	by_hand --device-code
	until_told 'user_code='
	[[ $(user_code) =~ ^[A-Z]{4}-[A-Z]{4}$ ]]
	control approve "{\"userCode\":\"$(user_code)\"}" >/dev/null
	login_ends 0
	! grep -q '[█▀▄]' told || fail 'a picture in a file'
	signed_in
}

@test "a code that is denied ends the login with status 4" {
	setup_login
	unset BROWSER
	by_hand --device-code
	until_told 'user_code='
	control deny "{\"userCode\":\"$(user_code)\"}" >/dev/null
	login_ends 4
	matches "$(cat told)" 'the sign-in to sso-session "corp" was refused: AccessDeniedException'
	[ ! -e "$token_file" ]
}

@test "a sign-in that is denied on the page ends the login with status 4" {
	setup_login
	control configure '{"denyAuthorize":true}' >/dev/null
	by_hand
	login_ends 4
	matches "$(cat told)" 'the sign-in to sso-session "corp" was refused: access_denied'
	matches "$(cat told)" 'hint: ssoenv login --sso-session corp$'
	[ ! -e "$token_file" ]
}

@test "--device-code opens a browser where one is named, with the code filled in" {
	setup_login
	control configure '{"approveByVisit":true}' >/dev/null
	login_works --device-code
	matches "$(cat willing-was-given)" '/device\?user_code=[A-Z]{4}-[A-Z]{4}$'
}

@test "on a terminal the code is also a picture, and the cursor comes back" {
	setup_login
	unset BROWSER
	sit_at 'ssoenv login --device-code'
	shows 'waiting for you to confirm '
	grep -aq '█▀' screen || fail 'there is no picture'
	local code
	code=$(sed -n 's/.*confirm the code \([A-Z-]*\),.*/\1/p' screen)
	control approve "{\"userCode\":\"$code\"}" >/dev/null
	leaves
	equals "$ended" 0
	cursor_is_visible
	signed_in
}

opens_nothing() {
	setup_login
	by_hand --no-browser $1
	until_told "$2"
	never_opened willing
}
@test "--no-browser shows the address and opens nothing" {
	opens_nothing '' redirect_uri=
	grep -qF 'open this URL in a browser on this machine:' told
	"$BROWSER" "$(sed -n 's/^  \(http.*\)/\1/p' told)"
	login_ends 0
	signed_in
}
@test "--no-browser opens nothing for a device code either" {
	opens_nothing --device-code user_code=
	control approve "{\"userCode\":\"$(user_code)\"}" >/dev/null
	login_ends 0
}

## Where no browser is expected

uses_a_code() {
	setup_login
	unset BROWSER
	eval "$2"
	control configure '{"autoApprove":true}' >/dev/null
	login_works
	matches "$stderr" "^ssoenv: signing in with a device code, because $1"$'\n'
	[[ $stderr != *redirect_uri* ]]
	signed_in
}
without_browser() { bats_test_function --description "device code, because $1" -- uses_a_code "$@"; }
without_browser 'this is an SSH session' 'export SSH_CONNECTION="10.0.0.1 1 10.0.0.2 22" DISPLAY=:0'
without_browser 'this is a CI job' 'export CI=true DISPLAY=:0'
without_browser 'this is a cloud shell' 'export CODESPACES=true DISPLAY=:0'
# Which of them it is depends on the machine.
without_browser '(there is no display|this is a container|the browser of Windows cannot reach this machine)' :

uses_the_browser() {
	setup_login
	eval "$1"
	login_works
	was_opened willing
	[[ $stderr != *'device code'* ]]
}
@test "a named BROWSER is used, also over SSH" { uses_the_browser 'export SSH_CONNECTION="10.0.0.1 1 10.0.0.2 22"'; }
@test "a named BROWSER is used, also in a CI job" { uses_the_browser 'export CI=1'; }

## What BROWSER can say

named_browsers() {
	setup_login
	browser broken 'exit 7'
	browser "with blank" "exec '$PWD/willing' \"\$@\""
	eval "BROWSER=$1"
	login_works
	was_opened willing
	eval "${2-:}"
}
named() { bats_test_function --description "BROWSER: $1" -- named_browsers "${@:2}"; }
named 'the first that starts' '/nowhere/to/be/found:$PWD/willing'
named 'only the first that starts' '$PWD/willing:$PWD/broken' 'never_opened broken'
named 'arguments before the address' '"$PWD/willing --new-window"' 'equals "$(sed -n 1p willing-was-given)" --new-window'
named '%s for the address' '"$PWD/willing --app=x %s"' 'equals "$(wc -l <willing-was-given)" 2'
named 'quotes around blanks' "\"'\$PWD/with blank' 'an argument'\"" 'equals "$(sed -n 1p "with blank-was-given")" "an argument"'
named 'empty entries' '"::$PWD/willing:"'

lives_without() {
	setup_login
	browser broken 'exit 7'
	eval "BROWSER=$1"
	# Where none of them is a program, and no display is there, the device code is chosen.
	BROWSER+=:$PWD/broken
	by_hand
	until_told redirect_uri=
	until_told 'cannot start the browser: '
	until_told 'broken" exited with 7'
	until_told 'open the URL above yourself; ssoenv is still waiting'
	./willing "$(sed -n 's/^  \(http.*\)/\1/p' told)"
	login_ends 0
	signed_in
	nothing_ran
}
failing() {
	bats_test_function --description "login goes on when BROWSER does not work, and runs no code from it: $1" -- lives_without "$2"
}
failing 'it fails' '$PWD/broken'
failing 'it is not there' /nowhere/to/be/found
failing 'it is not a program' '$PWD/told'
failing 'a list of commands' "'true; touch PWNED1'"
failing 'a substitution' "'\$(touch PWNED2) \`touch PWNED3\` %s'"
failing 'a pipe' "'|touch PWNED4'"
failing 'an open quote' "'sh -c \"touch PWNED5'"
failing 'only colons' '::'

## Which sign-in

@test "several sign-ins and no name: status 2, and commands to paste" {
	setup_login
	sed -i 's/^\[profile dev\]/[profile other]/' "$config_file"
	add_session "\"it's second\"" second
	echo "it's second" >>"$config_file"
	run --separate-stderr ssoenv login
	equals "$status" 2
	matches "$stderr" 'there are several sign-ins: sso-session "corp", sso-session "it.s second"'
	[[ $stderr == *"hint: ssoenv login --sso-session corp"*"hint: ssoenv login --sso-session 'it'\''s second'" ]]
	never_opened willing
	eval "$(sed -n "s/^ssoenv: hint: \(.*second'\)$/\1/p" <<<"$stderr")"
	[ -s "$(cache_path "it's second")" ]
}

@test "PROFILE and --sso-session cannot be used together" {
	run --separate-stderr ssoenv login dev --sso-session corp
	equals "$status" 2
	matches "$stderr" 'PROFILE and --sso-session cannot be used together'
}

@test "an sso-session that is not there: status 3" {
	run --separate-stderr ssoenv login --sso-session nope
	equals "$status" 3
	matches "$stderr" '"nope" is not in '
}

@test "AWS cannot be reached: status 6" {
	setup_login
	export AWS_ENDPOINT_URL_SSO_OIDC=http://127.0.0.1:9 AWS_MAX_ATTEMPTS=1
	run --separate-stderr ssoenv login
	equals "$status" 6
	matches "$stderr" 'cannot reach http://127.0.0.1:9'
	never_opened willing
}
