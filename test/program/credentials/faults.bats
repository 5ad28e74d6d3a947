# Everything that can go wrong on the way to role credentials: the exit status, the message, the hint, and an unchanged shell.

load ../support/support

setup_shell() {
	use_shell bash
	export AWS_MAX_ATTEMPTS=1
	issue_for_dev '{"secretAccessKey":"wire/secret+key","sessionToken":"wire+token/=="}'
}
teardown() { release issue_fresh clear_faults; }

fail_with() { control fail >/dev/null "{\"operation\":\"GetRoleCredentials\",\"faults\":[$1]}"; }

shows_no_secret() {
	holds_no_secret "$stderr"
	[[ $stderr != *wire* ]] || fail 'a secret of the answer is shown'
	[[ $stderr != *$'\e'* ]] || fail 'a raw ESC is on stderr'
}

# fails_cleanly STATUS MESSAGE HINT FAULT
fails_cleanly() {
	setup_shell
	fail_with "${4%\}},\"times\":\"always\"}"
	run_script "$(recording before)" "$(applying use dev)" "$(printing_status)" "$(recording after)"
	equals "$output" "status=$1"
	matches "$stderr" "$2"
	matches "$stderr" "ssoenv: hint: $3"
	same_environment before after
	shows_no_secret
	[ ! -e "$role_file" ] || fail 'something is in the cache'
	export SSOENV_DEBUG=1
	run --separate-stderr ssoenv use dev --shell bash
	equals "$status" "$1"
	equals "$output" "(exit $1);"
	matches "$stderr" 'debug: Failure'
	shows_no_secret
}

fault() { bats_test_function --description "$1: status $2, and nothing changes" -- fails_cleanly "${@:2}"; }

moment='run the command again in a moment'
proxy='a proxy or the sign-in page of a network may have answered'
check='check sso_account_id = 111111111111 and sso_role_name = ReadOnly in '
unusable='cannot use the response of .* to GetRoleCredentials: '

fault 'bad request' 5 'refused GetRoleCredentials: InvalidRequestException \(400\)' "$check" '{"kind":"status","status":400}'
fault 'token refused' 4 'does not accept the access token of sso-session "corp": .*a sign-out or an administrator revoked it' \
	'ssoenv login --sso-session corp' '{"kind":"status","status":401}'
fault 'role refused' 5 'role "ReadOnly" in account 111111111111 is listed, but AWS refuses it' \
	'roles assigned to you in account 111111111111: ReadOnly, PowerUser' '{"kind":"status","status":403}'
fault 'not found' 5 'refused GetRoleCredentials: ResourceNotFoundException \(404\)' "$check" '{"kind":"status","status":404}'
fault 'unknown exception' 5 'refused GetRoleCredentials: an unknown exception \(400\)' "$check" \
	'{"kind":"status","status":400,"code":"OddException","message":"wire \u001b[31m"}'
fault 'hostile name of an exception' 6 "${unusable}it has status 400 but no AWS error" "$proxy" \
	'{"kind":"status","status":400,"code":"wire secret","message":"wire"}'
fault 'error without an AWS error name' 6 "${unusable}it has status 418 but no AWS error" "$proxy" '{"kind":"status","status":418}'
fault 'proxy that wants a password' 6 "${unusable}it has status 407 but no AWS error" "$proxy" '{"kind":"html","status":407}'
fault 'throttled' 6 'is throttling requests \(429\)' 'wait a minute' '{"kind":"status","status":429}'
for number in 500 502 503 504; do
	fault "failure $number" 6 "failed with status $number" "$moment" "{\"kind\":\"status\",\"status\":$number}"
done
fault 'reset' 6 'cannot reach http://127.0.0.1:[0-9]*: the connection was reset' 'check the network' '{"kind":"reset"}'
fault 'reset after the effect' 6 'the connection was reset' 'check the network' '{"kind":"reset","afterEffect":true}'
fault 'truncated' 6 '(the connection was|not JSON)' '.' '{"kind":"truncated"}'
fault 'page of a captive portal' 6 "${unusable}it is not JSON from an AWS service" "$proxy" '{"kind":"html"}'
fault 'refusal of a captive portal' 6 "${unusable}it has status 403 but no AWS error" "$proxy" '{"kind":"html","status":403}'
fault 'redirect' 6 "${unusable}it is a redirect \(302\)" "$proxy" '{"kind":"redirect","location":"http://127.0.0.1:9/wire"}'
fault 'lasting redirect' 6 "${unusable}it is a redirect \(308\)" "$proxy" \
	'{"kind":"redirect","location":"http://127.0.0.1:9/wire","status":308}'
fault 'expired credentials' 6 "${unusable}the credentials expired at 2001-09-09T01:46:40Z, and this machine.s clock shows " 'date -u' \
	'{"kind":"credentials","fields":{"expiration":1000000000000}}'

# odd_body NAME PROBLEM BODY
odd_body() { fault "$1" 6 "$unusable$2" "$proxy" "{\"kind\":\"body\",\"body\":$3}"; }
odd_credentials() { odd_body "$1" "$2" "{\"roleCredentials\":$3}"; }
odd_body 'empty object' 'roleCredentials is missing' '{}'
odd_body 'empty body' '(roleCredentials is missing|it is not JSON)' '""'
odd_body 'array' 'roleCredentials is missing' '[]'
odd_body 'null' '(roleCredentials is missing|it is not JSON)' 'null'
odd_body 'half a JSON text' 'it is not JSON from an AWS service' '"{\"roleCredentials\":{\"secretAccessKey\":\"wire/secret+key\""'
odd_credentials 'credentials that are null' 'roleCredentials is missing' null
odd_credentials 'no secret key' 'secretAccessKey is missing' '{"accessKeyId":"ASIA","sessionToken":"wire","expiration":4102444800000}'
odd_credentials 'no token' 'sessionToken is missing' '{"accessKeyId":"ASIA","secretAccessKey":"wire","expiration":4102444800000}'
odd_credentials 'empty token' 'sessionToken is not a valid value' \
	'{"accessKeyId":"ASIA","secretAccessKey":"wire","sessionToken":"","expiration":4102444800000}'
odd_credentials 'token that is a number' 'sessionToken is' \
	'{"accessKeyId":"ASIA","secretAccessKey":"wire","sessionToken":7,"expiration":4102444800000}'
odd_credentials 'NUL in the key' 'accessKeyId is not a valid value' \
	'{"accessKeyId":"A\u0000B","secretAccessKey":"wire","sessionToken":"wire","expiration":4102444800000}'
odd_credentials 'no expiration' 'expiration is not a time' '{"accessKeyId":"ASIA","secretAccessKey":"wire","sessionToken":"wire"}'
odd_credentials 'expiration that is a text' 'expiration is not a time' \
	'{"accessKeyId":"ASIA","secretAccessKey":"wire","sessionToken":"wire","expiration":"2100-01-01T00:00:00Z"}'
odd_credentials 'expiration beyond all years' 'expiration is not a time' \
	'{"accessKeyId":"ASIA","secretAccessKey":"wire","sessionToken":"wire","expiration":1e300}'

takes_too_long() {
	export SSOENV_TIMEOUT=1
	fails_cleanly 6 'cannot reach .*: no response within 1 s \(SSOENV_TIMEOUT\)' 'check the network' "$1"
}
slowness() { bats_test_function --description "$1: given up after SSOENV_TIMEOUT" -- takes_too_long "$2"; }
slowness 'no answer' '{"kind":"hang"}'
slowness 'endless drip' '{"kind":"drip"}'
slowness 'endless drip of an error' '{"kind":"drip","status":403}'
slowness 'late answer' '{"kind":"slow","delayMs":60000}'

@test "a wrong SSOENV_TIMEOUT is refused" {
	setup_shell
	export SSOENV_TIMEOUT=soon
	run_script "$(applying use dev)" "$(printing_status)"
	equals "$output" status=3
	matches "$stderr" 'SSOENV_TIMEOUT is "soon", expected a whole number from 1 to 600'
}

@test "unknown host: status 6" {
	setup_shell
	export AWS_ENDPOINT_URL_SSO=http://nowhere.invalid
	run_script "$(applying use dev)" "$(printing_status)"
	equals "$output" status=6
	matches "$stderr" 'cannot reach http://nowhere.invalid: '
}

@test "an answer that is slow but in time is taken" {
	setup_shell
	export SSOENV_TIMEOUT=5
	fail_with '{"kind":"slow","delayMs":300}'
	run_script "$(applying use dev)" "$(recording after)"
	silent
	sees after AWS_SESSION_TOKEN wire+token/==
}

passes_by_itself() {
	setup_shell
	unset AWS_MAX_ATTEMPTS
	fail_with "$1"
	run_script "$(applying use dev)" "$(recording after)"
	equals "$status" 0
	silent
	sees after AWS_SESSION_TOKEN wire+token/==
}
retried() { bats_test_function --description "$1 once: tried again in silence" -- passes_by_itself "$2"; }
retried 'failure 500' '{"kind":"status","status":500}'
retried 'failure 503' '{"kind":"status","status":503}'
retried 'throttled' '{"kind":"status","status":429}'
retried 'reset' '{"kind":"reset"}'

## Cached credentials with ten minutes left

in_minutes() { node -p 'new Date(Date.now() + process.argv[1] * 60_000).toISOString().replace(/\.\d+Z$/, "Z")' -- "$1"; }

keeps_the_living() {
	setup_shell
	cached_role "$(in_minutes 10)"
	fail_with "${1%\}},\"times\":\"always\"}"
	run_script "$(applying use dev)" "$(printing_status)" "$(recording after)"
	equals "$output" status=0
	matches "$stderr" '; using the cached credentials, which expire in 9 min$'
	equals "${#stderr_lines[@]}" 1
	sees after AWS_ACCESS_KEY_ID ASIACACHED
	shows_no_secret
}
passing() {
	bats_test_function --description "$1: credentials with ten minutes left are still used, with a message" -- keeps_the_living "$2"
}
passing throttled '{"kind":"status","status":429}'
passing 'failure 500' '{"kind":"status","status":500}'
passing reset '{"kind":"reset"}'
passing 'page of a captive portal' '{"kind":"html"}'

@test "no answer: credentials with ten minutes left are still used, with a message" {
	export SSOENV_TIMEOUT=1
	keeps_the_living '{"kind":"hang"}'
}

does_not_hide() {
	setup_shell
	cached_role "$(in_minutes "$1")"
	fail_with "${3%\}},\"times\":\"always\"}"
	run_script "$(recording before)" "$(applying use dev)" "$(printing_status)" "$(recording after)"
	equals "$output" "status=$2"
	same_environment before after
	shows_no_secret
}
@test "token refused: credentials with ten minutes left do not hide it" { does_not_hide 10 4 '{"kind":"status","status":401}'; }
@test "role refused: credentials with ten minutes left do not hide it" { does_not_hide 10 5 '{"kind":"status","status":403}'; }
@test "failure 500: expired credentials are not used" { does_not_hide -1 6 '{"kind":"status","status":500}'; }

@test "credentials with ten minutes left are replaced when AWS answers" {
	setup_shell
	cached_role "$(in_minutes 10)"
	run_script "$(applying use dev)" "$(recording after)"
	silent
	sees after AWS_SESSION_TOKEN wire+token/==
	grep -q wire+token "$role_file"
}

@test "credentials with twenty minutes left make no request" {
	setup_shell
	cached_role "$(in_minutes 20)"
	rm "$token_file"
	export AWS_ENDPOINT_URL_SSO=http://127.0.0.1:9
	run_script "$(applying use dev)" "$(recording after)"
	silent
	sees after AWS_ACCESS_KEY_ID ASIACACHED
}

refuses_the_token() {
	setup_shell
	run_script "$(recording before)" "$(applying use dev)" "$(printing_status)" "$(recording after)"
	equals "$output" status=4
	matches "$stderr" "$1"
	matches "$stderr" 'hint: .*ssoenv login --sso-session corp'
	same_environment before after
	shows_no_secret
}
@test "a revoked token: status 4" {
	control sign-in '{"refreshable":false}' >"$token_file"
	control revoke "{\"token\":\"$(token_field accessToken)\"}" >/dev/null
	refuses_the_token 'a sign-out or an administrator revoked it'
}
@test "an expired token: status 4" {
	control sign-in '{"expiresInSeconds":-60,"refreshable":false}' >"$token_file"
	refuses_the_token 'the sign-in expired at '
}
@test "a token of another region: status 4" {
	control sign-in '{"region":"eu-west-1","refreshable":false}' >"$token_file"
	control revoke "{\"token\":\"$(token_field accessToken)\"}" >/dev/null
	refuses_the_token 'it was issued in eu-west-1, but sso_region is us-east-1'
}
renews_silently() {
	setup_shell
	run_script "$(applying use dev)" "$(recording after)"
	equals "$status" 0
	silent
	sees after AWS_SESSION_TOKEN wire+token/==
}
@test "an expired token with a refresh token is renewed silently" {
	control sign-in '{"expiresInSeconds":-60}' >"$token_file"
	renews_silently
}
@test "a revoked token with a refresh token is renewed silently" {
	control sign-in '{}' >"$token_file"
	control revoke "{\"token\":\"$(token_field accessToken)\"}" >/dev/null
	renews_silently
}
@test "a token file with half a token: status 4" {
	local text
	text=$(cat "$token_file")
	printf %s "${text:0:200}" >"$token_file"
	refuses_the_token 'cannot be used: it is not a JSON object'
}

role_is_not_assigned() {
	setup_shell
	control fail >/dev/null "{\"operation\":\"ListAccountRoles\",\"faults\":[$1]}"
	run_script "$(applying use unassigned)" "$(printing_status)"
	equals "$output" status=5
	matches "$stderr" 'role "Admin" in account 111111111111 is not assigned to you'
	matches "$stderr" "hint: $2"
	shows_no_secret
}
@test "role refused, and the list of roles fails: still status 5" { role_is_not_assigned \
	'{"kind":"status","status":500,"times":"always"}' 'ssoenv list'; }
@test "role refused, and the list of roles is a page: still status 5" { role_is_not_assigned \
	'{"kind":"html","times":"always"}' 'ssoenv list'; }
