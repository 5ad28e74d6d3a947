# `list`: every profile of Identity Center, and the problem of each broken one.

load ../support/support
load ../support/sign-in

setup_list() {
	cat >"$config_file" <<-'INI'
		[sso-session corp]
		sso_start_url = https://d-1234567890.awsapps.com/start
		sso_region = us-east-1
		[profile dev]
		sso_session = corp
		sso_account_id = 111111111111
		sso_role_name = ReadOnly
		region = eu-central-1
		[profile broken]
		sso_session = missing
		sso_account_id = 222222222222
		[profile static]
		aws_access_key_id = AKIASTATIC
		aws_secret_access_key = never/shown
		[profile "it's odd"]
		sso_start_url = https://d-1234567890.awsapps.com/start
		sso_region = us-east-1
		sso_account_id = 333333333333
		sso_role_name = Admin
	INI
}

@test "list shows profiles in columns, and the problem of a broken one" {
	setup_list
	run --separate-stderr ssoenv list
	equals "$status" 0
	equals "$stderr" ''
	equals "${#lines[@]}" 4
	matches "${lines[0]}" '^PROFILE +SSO-SESSION +ACCOUNT +ROLE +REGION$'
	matches "${lines[2]}" '^dev +corp +111111111111 +ReadOnly +eu-central-1$'
	matches "${lines[1]}" '^broken +missing +222222222222 +- +- +! profile "broken" names sso-session "missing", which is not in '
	matches "${lines[3]}" "^it's odd +- +333333333333 +Admin +-\$"
	[[ $output != *never/shown* && $output != *static* ]]
}

@test "list --json is JSON with the same facts" {
	setup_list
	ssoenv list --json >printed 2>told
	[ ! -s told ]
	node -e '
		const profiles = JSON.parse(require("node:fs").readFileSync("printed", "utf8"));
		for (const { profile, ssoSession, startUrl, ssoRegion, accountId, roleName, region } of profiles)
			console.log([profile, ssoSession, startUrl, ssoRegion, accountId, roleName, region].join("|"));
		console.log(profiles.map((p) => typeof p.problem).join("|"));
		console.log(profiles[1].problem);
	' >facts
	run cat facts
	equals "${lines[0]}" 'dev|corp|https://d-1234567890.awsapps.com/start|us-east-1|111111111111|ReadOnly|eu-central-1'
	equals "${lines[1]}" 'broken|missing|||222222222222||'
	equals "${lines[2]}" "it's odd||https://d-1234567890.awsapps.com/start|us-east-1|333333333333|Admin|"
	equals "${lines[3]}" 'object|string|object'
	matches "${lines[4]}" '^profile "broken" names sso-session "missing"'
	[[ $(cat printed) != *never/shown* ]]
}

@test "list needs no sign-in and makes no request" {
	setup_list
	rm "$token_file"
	export AWS_ENDPOINT_URL_SSO=http://127.0.0.1:9
	run --separate-stderr ssoenv list
	equals "$status" 0
}

@test "list shows no control character of a name" {
	add_profile $'profile "a\e[31m\ab"'
	run --separate-stderr ssoenv list
	[[ $output == *'a\x1b[31m\x07b'* ]]
	[[ $output != *$'\e'* ]]
	ssoenv list --json >printed
	run ! grep -q $'\e' printed
}

@test "list without any profile says so, and --json is an empty list" {
	: >"$config_file"
	run --separate-stderr ssoenv list
	equals "$status" 0
	equals "$output" ''
	matches "$stderr" '^ssoenv: there is no Identity Center profile in '
	equals "$(ssoenv list --json)" '[]'
}

## On a terminal

# profiles COUNT: so many more of them.
profiles() {
	for ((i = 1; i <= $1; i++)); do
		printf '[profile team-%s]\nsso_session = corp\nsso_account_id = 111111111111\nsso_role_name = ReadOnly\n' "$i"
	done >>"$config_file"
}

# pager NAME [LINE ...]: a program that keeps what it is given, and how.
pager() {
	local name=$1
	shift
	printf '%s\n' '#!/bin/sh' "printf '%s\\n' \"\$*\" >'$PWD/pager-was-given'" "printf %s \"\$LESS\" >'$PWD/less-was'" "$@" >"$name"
	chmod +x "$name"
}

@test "a list that is longer than the screen goes through the pager, whole" {
	setup_list
	profiles 60
	pager own-pager "cat >'$PWD/paged'"
	unset AWS_PAGER SSOENV_PAGER LESS
	PAGER="$PWD/own-pager --some 'two words'" sit_at 'ssoenv list'
	leaves
	equals "$ended" 0
	equals "$(cat pager-was-given)" '--some two words'
	equals "$(cat less-was)" FRX
	equals "$(grep -c '^team-' paged)" 60
	! says screen team-1 || fail 'it stands on the screen, too'
	ssoenv list >piped
	equals "$(grep -c '^team-' piped)" 60
}

@test "a list that fits on the screen needs no pager" {
	setup_list
	pager own-pager
	SSOENV_PAGER=$PWD/own-pager sit_at 'ssoenv list'
	leaves
	equals "$ended" 0
	[ ! -e pager-was-given ] || fail 'the pager came'
	says screen "it's odd"
}

pages_nothing() {
	setup_list
	profiles 60
	pager own-pager
	export PAGER=$PWD/own-pager
	sit_at "$1"
	leaves
	equals "$ended" 0
	[ ! -e pager-was-given ] || fail 'the pager came'
	says "${2-screen}" team-60
}
no_pager() { bats_test_function --description "no pager: $1" -- pages_nothing "${@:2}"; }
no_pager 'SSOENV_PAGER is empty' 'SSOENV_PAGER= ssoenv list'
no_pager 'AWS_PAGER is empty' 'AWS_PAGER= ssoenv list'
no_pager 'the pager is not there' 'SSOENV_PAGER=no-such-pager ssoenv list'
no_pager 'into a file' 'ssoenv list >file' file
no_pager 'JSON' 'ssoenv list --json'

@test "who leaves the pager early leaves with status 0" {
	setup_list
	# More than a pipe takes.
	profiles 2000
	pager early 'head -c 10 >/dev/null'
	SSOENV_PAGER=$PWD/early sit_at 'ssoenv list'
	leaves
	equals "$ended" 0
	! says screen 'ssoenv: ' || fail 'it says something'
}

@test "Ctrl-C is the pager's" {
	setup_list
	profiles 60
	pager patient "trap 'echo caught >$PWD/caught; exit 3' INT" "echo ready" "while :; do read -r _ </dev/tty || :; done"
	SSOENV_PAGER=$PWD/patient sit_at 'ssoenv list'
	shows ready
	presses "$ctrl_c"
	leaves
	equals "$ended" 0
	[ -e caught ] || fail 'the pager got nothing'
	! says screen interrupted || fail 'it is interrupted'
}

@test "a list that is wider than the terminal is folded" {
	setup_list
	sit_at 'stty cols 60; ssoenv list'
	leaves
	equals "$ended" 0
	tr -d '\r' <screen >lines
	grep -q '^dev       corp         111111111111  ReadOnly  eu-central-1$' lines
	grep -q '^    ! profile "broken" names sso-session "missing", which is$' lines
	[ "$(grep -v '^Script' lines | awk '{ if (length > most) most = length } END { print most }')" -le 60 ] || fail 'a line is too long'
}
