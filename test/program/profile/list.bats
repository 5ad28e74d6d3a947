# `list`: every profile of Identity Center, and the problem of each broken one.

load ../support/support

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
	matches "${lines[1]}" '^dev +corp +111111111111 +ReadOnly +eu-central-1$'
	matches "${lines[2]}" '^broken +missing +222222222222 +- +- +! profile "broken" names sso-session "missing", which is not in '
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
