# Whether `use` signs in, asks, or does neither: options, settings, and whether anybody is there.

load ../support/support
load ../support/sign-in

question='sso-session "corp": not signed in; sign in now?'
hint='ssoenv: hint: ssoenv login --sso-session corp'

signs_in_on_demand() {
	willing_browser
	signed_out
	run_script "$(applying use dev --login)" "$(printing_status)" "$(recording after)"
	equals "$output" status=0
	matches "$stderr" 'ssoenv: signed in to sso-session "corp"; valid for '
	sees after SSOENV_PROFILE dev
	signed_in
}
in_turn "$all_shells" '--login signs in without asking, also without a terminal' signs_in_on_demand

fails_without_a_terminal() {
	willing_browser
	signed_out
	run_script "$(recording before)" "$(applying use dev)" "$(printing_status)" "$(recording after)"
	equals "$output" status=4
	equals "$stderr" $'ssoenv: sso-session "corp": not signed in\n'"$hint"
	same_environment before after
	never_opened willing
}
in_turn "$all_shells" 'without a terminal there is no question: status 4, and nothing changes' fails_without_a_terminal

@test "SSOENV_LOGIN=auto starts no sign-in without a terminal" {
	export SSOENV_LOGIN=auto
	use_shell bash
	fails_without_a_terminal
}

# never_asks COMMAND: on a terminal.
never_asks() {
	willing_browser
	signed_out
	sit_at "$1; s=\$?; cat code; exit \$s"
	leaves
	equals "$ended" 4
	says screen "$hint"
	! says screen 'sign in now?' || fail 'it asked'
	never_opened willing
	equals "$(cat code)" '(exit 4);'
}
quiet_on_a_terminal() { bats_test_function --description "on a terminal, $1 never asks" -- never_asks "$2"; }
quiet_on_a_terminal --no-login 'ssoenv use dev --shell bash --no-login >code'
quiet_on_a_terminal SSOENV_LOGIN=never 'SSOENV_LOGIN=never ssoenv use dev --shell bash >code'
quiet_on_a_terminal '--no-login with SSOENV_LOGIN=auto' 'SSOENV_LOGIN=auto ssoenv use dev --shell bash --no-login >code'
quiet_on_a_terminal CI=1 'CI=1 ssoenv use dev --shell bash >code'
quiet_on_a_terminal 'CI=1 with SSOENV_LOGIN=auto' 'CI=1 SSOENV_LOGIN=auto ssoenv use dev --shell bash >code'
quiet_on_a_terminal 'stdin from a pipe' ': | ssoenv use dev --shell bash >code'
quiet_on_a_terminal 'stderr into a file' 'ssoenv use dev --shell bash >code 2>told; s=$?; cat told; (exit $s)'

# signs_in_at_once COMMAND: on a terminal, without a question.
signs_in_at_once() {
	willing_browser
	signed_out
	sit_at "$1"
	leaves
	equals "$ended" 0
	! says screen 'sign in now?' || fail 'it asked'
	was_opened willing
	grep -q AWS_ACCESS_KEY_ID code
}
at_once() { bats_test_function --description "on a terminal, $1 signs in without asking" -- signs_in_at_once "$2"; }
at_once --login 'ssoenv use dev --shell bash --login >code'
at_once SSOENV_LOGIN=auto 'SSOENV_LOGIN=auto ssoenv use dev --shell bash >code'
at_once '--login with SSOENV_LOGIN=never' 'SSOENV_LOGIN=never ssoenv use dev --shell bash --login >code'
at_once '--login with CI=1' 'CI=1 ssoenv use dev --shell bash --login >code'

asks() {
	idle_browser
	signed_out
	sit_at "$1"
	shows "$question"
	presses "n$enter"
	leaves
	equals "$ended" 4
}
@test "SSOENV_LOGIN=ask asks" { asks 'SSOENV_LOGIN=ask ssoenv use dev --shell bash >code'; }
@test "an empty SSOENV_LOGIN asks" { asks 'SSOENV_LOGIN= ssoenv use dev --shell bash >code'; }

# stops_what_follows KEYS: they leave the question, and the commands behind `use` must not run without the role.
stops_what_follows() {
	idle_browser
	signed_out
	sit_at 'eval "$(ssoenv use dev --shell bash)" && echo WENT-ON >went; exit $?'
	shows "$question"
	presses "$1"
	leaves
	equals "$ended" 130
	[ ! -e went ] || fail 'the next command ran'
}
@test "Ctrl-C at the question fails in the shell" { stops_what_follows "$ctrl_c"; }
@test "Ctrl-D at the question fails in the shell" { stops_what_follows "$ctrl_d"; }

@test "a question that can get no answer any more fails in the shell" {
	[ -z "${SSOENV_TEST_PROGRAM-}" ] || skip 'the single file runs without Node'
	cat >deaf.cjs <<-'JS'
		const { once } = process.stdin;
		process.stdin.once = (name, listener) => (name === 'pause' ? process.stdin : once.call(process.stdin, name, listener));
	JS
	idle_browser
	signed_out
	sit_at 'NODE_OPTIONS="-r ./deaf.cjs" ssoenv use dev --shell bash >code'
	shows "$question"
	presses "$ctrl_d"
	leaves
	equals "$(cat code)" '(exit 1);'
}

refuses_the_setting() {
	willing_browser
	signed_out
	export SSOENV_LOGIN=always
	run_script "$(recording before)" "$(applying use dev)" "$(printing_status)" "$(recording after)"
	equals "$output" status=3
	matches "$stderr" '^ssoenv: SSOENV_LOGIN is "always", expected ask, auto or never'
	same_environment before after
}
in_turn "$all_shells" 'a wrong SSOENV_LOGIN gives status 3 and changes nothing' refuses_the_setting

@test "--login and --no-login cannot be used together" {
	run --separate-stderr ssoenv use dev --shell bash --login --no-login
	equals "$status" 2
	equals "$output" '(exit 2);'
	matches "$stderr" '^ssoenv: --login and --no-login cannot be used together'
}

@test "export never asks and never signs in" {
	willing_browser
	signed_out
	SSOENV_LOGIN=auto sit_at 'ssoenv export dev >code'
	leaves
	equals "$ended" 4
	says screen "$hint"
	never_opened willing
}

## Token files that cannot be used

broken_token_is_repaired() {
	willing_browser
	eval "$1" >"$token_file"
	use_shell bash
	run_script "$(recording before)" "$(applying use dev)" "$(printing_status)" "$(recording after)"
	equals "$output" status=4
	[[ $stderr == *"$2"* ]] || fail 'it does not say why'
	[[ $stderr == *"$hint"* ]] || fail 'the hint is missing'
	same_environment before after
	[[ $stderr != *SECRET* ]] || fail 'a secret is shown'
	run --separate-stderr ssoenv login dev
	equals "$status" 0
	signed_in
}
broken() { bats_test_function --description "a token file that $1: status 4, and login repairs it" -- broken_token_is_repaired "$2" "$3"; }
broken 'is empty' ':' "$token_name cannot be used: it is not a JSON object"
broken 'is half written' "printf '{\"accessToken\": \"SECRET'" "$token_name cannot be used: it is not a JSON object"
broken 'is no JSON' 'printf "SECRET\\n"' "$token_name cannot be used: it is not a JSON object"
broken 'is a JSON array' 'echo "[\"SECRET\"]"' "$token_name cannot be used: it is not a JSON object"
broken 'has no time' "echo '{\"accessToken\":\"SECRET\"}'" "$token_name cannot be used: its expiresAt is not a time"
broken 'has an odd token' "echo '{\"accessToken\":\"SECRET RET\",\"expiresAt\":\"2100-01-01T00:00:00Z\"}'" \
	'cannot be used: its accessToken is missing or cannot be sent'
broken 'is a registration' "echo '{\"clientId\":\"SECRET\",\"clientSecret\":\"SECRET\",\"expiresAt\":\"2100-01-01T00:00:00Z\"}'" \
	"$token_name contains a client registration, not an access token"
broken 'is a token of yesterday' "control sign-in '{\"expiresInSeconds\":-60,\"refreshable\":false}'" 'the sign-in expired at '
