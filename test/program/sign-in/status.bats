# `status`: reads only files, and answers scripts by its exit status.

load ../support/support
load ../support/sign-in

first_session() { node -p 'const [s] = JSON.parse(process.argv[1]).sessions; [s.ssoSession, s.state, s.tokenFile].join()' -- "$1"; }

# shows_state STATE-FOR-PEOPLE STATE-FOR-PROGRAMS CHECK SETUP
shows_state() {
	local before
	eval "$4"
	before=$(asked)
	run --separate-stderr ssoenv status
	equals "$status" 0
	equals "$stderr" ''
	equals "${lines[0]}" 'this shell: no role'
	[[ $output == *"sso-session \"corp\": $1 (https://d-1234567890.awsapps.com/start, us-east-1)"* ]] || fail "$output"
	grep -qF "  token file        $token_file" <<<"$output"
	run --separate-stderr ssoenv status --json
	equals "$status" 0
	equals "$stderr" ''
	equals "$(first_session "$output")" "corp,$2,$token_file"
	run --separate-stderr ssoenv status --check
	equals "$status" "$3"
	silent
	equals "$(asked)" "$before"
}
state() { bats_test_function --description "$1: in text, in JSON and by --check" -- shows_state "$@"; }
state 'not signed in' signed-out 4 signed_out
state 'signed in' fresh 0 :
state 'signed in, expires soon' ageing 0 "control sign-in '{\"expiresInSeconds\":300}' >\"\$token_file\""
state 'signed in, renews on next use' refreshable 0 "control sign-in '{\"expiresInSeconds\":-60}' >\"\$token_file\""
state expired expired 4 "control sign-in '{\"expiresInSeconds\":-60,\"refreshable\":false}' >\"\$token_file\""
state 'unusable token file' unusable 4 'echo "{\"acc" >"$token_file"'
state 'refused by AWS' refused 4 refused_by_aws

refused_by_aws() {
	control sign-in '{"refreshable":false}' >"$token_file"
	control revoke "{\"token\":\"$(token_field accessToken)\"}" >/dev/null
	! ssoenv export dev >/dev/null 2>&1
}

exits() {
	equals "$status" "$1"
	equals "$output" ''
}
@test "--check: exit statuses 0, 4, 3 and 2" {
	run --separate-stderr ssoenv status dev --check
	exits 0
	run --separate-stderr ssoenv status --check --min-left 30m
	exits 0
	control sign-in '{"expiresInSeconds":300,"refreshable":false}' >"$token_file"
	run --separate-stderr ssoenv status --check --min-left 10m
	exits 4
	equals "$stderr" ''
	run --separate-stderr ssoenv status --check --min-left 4m
	exits 0
	run --separate-stderr ssoenv status nope --check
	exits 3
	matches "$stderr" 'profile "nope" is not in'
	run --separate-stderr ssoenv status --check --min-left soon
	exits 2
	matches "$stderr" '--min-left is "soon", expected a duration such as 90s, 15m or 2h'
	run --separate-stderr ssoenv status --min-left 5m
	exits 2
	run --separate-stderr ssoenv status --json --check
	exits 2
}

@test "cached role credentials satisfy --check for their profile" {
	signed_out
	cached_role
	run --separate-stderr ssoenv status dev --check
	equals "$status" 0
	silent
	run --separate-stderr ssoenv status regionless --check
	equals "$status" 4
	silent
}

shows_the_role() {
	cached_role
	run_script "$(applying use dev)" 'ssoenv status' 'ssoenv status --json >json'
	equals "$status" 0
	matches "$output" '^this shell: dev, ReadOnly in account 111111111111'
	matches "$output" 'role credentials  dev: [0-9]+ d [^,]*left, until 2100-01-01T00:00:00Z'
	equals "$(node -p 'JSON.parse(require("fs").readFileSync("json", "utf8").replace(/^\ufeff/, "")).active.profile')" dev
}
in_turn "$all_shells" 'status shows the role of the shell' shows_the_role

renews_by_the_shells_own_command() {
	cached_role
	run_script "$(exporting SSOENV_PROFILE dev)" "$(exporting SSOENV_EXPIRES 1000000000)" 'ssoenv status'
	equals "$status" 0
	[[ $output == *"  next              renew the expired credentials: $(applying use dev)"* ]] || fail 'the command is missing'
}
in_turn "$unix_shells" 'status shows the command of this shell that renews an expired role' renews_by_the_shells_own_command

@test "status holds no secret" {
	cached_role
	for words in '' --json dev; do
		run --separate-stderr ssoenv status $words
		holds_no_secret "$output$stderr"
	done
}

@test "status connects to nothing, and loads no SDK" {
	require_strace
	traced() { strace -f -qq -e trace=connect,openat,open -o trace ssoenv "$@" >/dev/null 2>&1 || :; }
	for words in status 'status --json' 'status --check' 'status dev'; do
		traced $words
		grep -q '\.aws/config' trace || fail 'nothing was traced'
		! grep -E 'connect\(.*(AF_INET|AF_UNIX)' trace || fail "ssoenv $words connects"
		! grep -E 'dist/(fetch|adapters-(aws-sdk|sign-in|terminal-question))' trace || fail "ssoenv $words loads more than it needs"
	done
	# It would have been seen.
	traced export dev
	grep -qE 'connect\(.*AF_INET' trace
	# The single file holds all parts, so that no trace shows which it uses.
	if is_single_file; then return 0; fi
	grep -q 'dist/fetch' trace
	! grep -q 'dist/adapters-aws-sdk-portal' trace || fail 'one request takes the whole SDK'
	traced accounts
	grep -q 'dist/adapters-aws-sdk-portal' trace
}

## On a terminal



@test "on a terminal each time has a bar in the colours of the prompt; into a pipe the words alone go" {
	cached_role
	export LC_ALL=C.UTF-8
	unset NO_COLOR
	sit_at 'SSOENV_COLOR_FRESH=35 ssoenv status; ssoenv status | cat >piped'
	leaves
	equals "$ended" 0
	shows $'  access token      \e[35m████████████████████████\e[0m  '
	! grep -q $'\e\\|█' piped || fail 'a pipe gets bars'
	grep -qE '^  access token      [0-9]+ (h|min) .*left, until ' piped
	sit_at 'NO_COLOR=1 LC_ALL=C ssoenv status'
	shows '  access token      ########################  '
	leaves
	! says screen $'\e[' || fail 'NO_COLOR has colours'
}

# watches COMMAND...: runs `status --watch` on a terminal, and waits until it is drawn.
watches() {
	sit_at "stty -a >stty-before; sh -c 'echo \$\$ >process; exec ssoenv status --watch'; s=\$?; stty -a >stty-after; exit \$s"
	shows 'q leaves'
}

# stops_watching STATUS: the terminal is as it was.
stops_watching() {
	leaves
	equals "$ended" "$1"
	# A test may have changed its size.
	equals "$(sed 's/rows.*columns [0-9]*;//' stty-after)" "$(sed 's/rows.*columns [0-9]*;//' stty-before)"
	cursor_is_visible
	equals "$(grep -ao $'\e\\[?1049[hl]' screen | tail -n 1)" $'\e[?1049l'
	equals "$(grep -ao $'\e\\[?7[hl]' screen | tail -n 1)" $'\e[?7h'
}

@test "--watch: q leaves with status 0" {
	watches
	presses q
	stops_watching 0
}

@test "--watch: Ctrl-C leaves with status 130, and says so on the screen of the shell" {
	watches
	presses "$ctrl_c"
	stops_watching 130
	says_after "$(grep -abo $'\e\\[?1049l' screen | tail -n 1 | cut -d: -f1)" 'ssoenv: interrupted by SIGINT'
}

@test "--watch: a signal leaves, too" {
	watches
	kill -TERM "$(cat process)"
	stops_watching 130
}

@test "--watch shows what another shell renews, and asks for nothing itself" {
	local before
	control sign-in '{"expiresInSeconds":300}' >"$token_file"
	watches
	shows 'sso-session "corp": signed in, expires soon'
	before=$(asked)
	control sign-in '{"expiresInSeconds":200000}' >"$token_file"
	shows '2 d 7 h left'
	equals "$(asked)" "$before"
	presses q
	stops_watching 0
}

@test "--watch draws anew for a terminal of another size" {
	watches
	tty=$(readlink "/proc/$(cat process)/fd/0")
	stty -F "$tty" cols 60 rows 8
	shows 'more lines: the screen is too small'
	presses q
	stops_watching 0
}

no_watch() {
	sit_at "$1"
	leaves
	equals "$ended" 2
	! says screen $'\e[?1049h' || fail 'it takes the screen'
}
without() { bats_test_function --description "--watch is refused: $1" -- no_watch "$2"; }
without 'stdout is a pipe' 'set -o pipefail; ssoenv status --watch | cat'
without 'stdin is a file' 'ssoenv status --watch </dev/null'
without 'TERM=dumb' 'TERM=dumb ssoenv status --watch'
