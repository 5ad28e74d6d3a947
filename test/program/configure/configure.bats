# `configure` on a terminal: six situations, cancel at each prompt, and the screen; and without one.

load ../support/support
load ../support/sign-in

url=https://d-1234567890.awsapps.com/start

# Each test has its own directory in the fake, and gives back the one that the others know.
everything='{"accountId":"111111111111","accountName":"dev","emailAddress":"dev@example.com","roles":["ReadOnly","PowerUser"]},
	{"accountId":"222222222222","accountName":"staging","emailAddress":"staging@example.com","roles":["ReadOnly"]},
	{"accountId":"333333333333","accountName":"prod","emailAddress":"prod@example.com","roles":["ReadOnly","Admin"]}'
opens() { control configure "{\"directory\":{\"accounts\":[$1]}}" >/dev/null; }

opens_everything() { opens "$everything"; }
teardown() { release leave_terminal opens_everything clear_faults; }

# answers PROMPT KEYS ...: each prompt is waited for after the last.
answers() {
	while [ $# -gt 0 ]; do
		shows "$1"
		presses "$2"
		shift 2
	done
}

only_session() { sed -n '1,/^$/{/./p}' "$support_folder/config.ini" >"$config_file"; }
# As it is on disk afterwards; what `ssoenv` makes of it is another matter.
file_is() { printf '%s\n' "$@" | diff - "$config_file" || fail 'the file is another'; }
role_lines=('sso_account_id = 222222222222' 'sso_role_name = ReadOnly')

@test "new session, one account, one role: from no file to credentials" {
	opens '{"accountId":"222222222222","accountName":"staging","roles":["ReadOnly"]}'
	willing_browser
	signed_out
	rm "$config_file"
	sit_at 'ssoenv configure >out'
	answers 'name of the new sso-session:' "corp$enter" 'start URL:' "$url$enter" \
		'SSO region:' "us-east-1$enter" 'scopes: (sso:account:access)' "$enter" \
		'region of the profile' "eu-west-1$enter" 'output format' "json$enter" \
		'name of the profile: (ReadOnly-222222222222)' "$enter"
	leaves
	equals "$ended" 0
	says screen 'ssoenv: the only account assigned to you: staging (222222222222)'
	says screen 'ssoenv: the only role assigned to you in this account: ReadOnly'
	says screen 'ssoenv: to use it: ssoenv use ReadOnly-222222222222'
	file_is '[profile ReadOnly-222222222222]' 'sso_session = corp' "${role_lines[@]}" 'region = eu-west-1' 'output = json' '' \
		'[sso-session corp]' "sso_start_url = $url" 'sso_region = us-east-1' 'sso_registration_scopes = sso:account:access'
	equals "$(stat -c %a "$config_file")" 600
	equals "$(cat out)" ''
	run --separate-stderr ssoenv export ReadOnly-222222222222
	equals "$status" 0
	cursor_is_visible
}

@test "existing session, many accounts: typing filters, and no second sign-in is needed" {
	idle_browser
	before=$(cat "$config_file")
	sit_at 'ssoenv configure ops'
	answers 'sso-session:' '' "corp  $url" "$enter" 'prod, prod@example.com (333333333333)' 'prod' '1 of 3' "$enter" \
		'role:' '' '> Admin' "$arrow_down" '> ReadOnly' "$enter" 'region of the profile' "$enter" 'output format' "$enter"
	leaves
	equals "$ended" 0
	never_opened idle
	equals "$(cat "$config_file")" \
		"$before"$'\n\n[profile ops]\nsso_session = corp\nsso_account_id = 333333333333\nsso_role_name = ReadOnly'
	equals "$(cat "$config_file.before-ssoenv")" "$before"
	says screen "backup: $config_file.before-ssoenv"
}

@test "legacy: by device code, with the keys of that form" {
	control configure '{"autoApprove":true}' >/dev/null
	opens '{"accountId":"222222222222","roles":["ReadOnly"]}'
	rm "$config_file"
	sit_at 'ssoenv configure old --legacy --start-url '"$url"' --sso-region us-east-1 --no-browser'
	answers 'region of the profile' "$enter" 'output format' "$enter"
	leaves
	equals "$ended" 0
	control configure '{"autoApprove":false}' >/dev/null
	file_is '[profile old]' "sso_start_url = $url" 'sso_region = us-east-1' "${role_lines[@]}"
}

# no_access WHAT-IT-SAYS
no_access() {
	only_session
	before=$(cat "$config_file")
	sit_at 'ssoenv configure bearer --region eu-west-1 --output json'
	answers 'sso-session:' "$enter"
	leaves
	equals "$ended" 0
	says screen "$1"
	says screen 'the profile has no account and no role'
	equals "$(cat "$config_file")" "$before"$'\n\n[profile bearer]\nsso_session = corp\nregion = eu-west-1\noutput = json'
}
@test "no access: nothing is assigned" {
	opens ''
	no_access 'no account is assigned to you'
}
@test "no access: AWS forbids to list" {
	control fail \
		'{"operation":"ListAccounts","faults":[{"kind":"status","status":403,"code":"ForbiddenException","times":"always"}]}' \
		>/dev/null
	no_access 'refused ListAccounts'
}

@test "form change: a profile of the old form gets a session, and keeps its other keys" {
	opens '{"accountId":"222222222222","roles":["ReadOnly"]}'
	printf '%s\r\n' '# mine' '[profile old]' "sso_start_url=$url" 'sso_region = us-east-1' 'sso_account_id = 1' 'cli_pager =' \
		'# end' >"$config_file"
	printf '%s\n' '[sso-session corp]' "sso_start_url = $url" 'sso_region = us-east-1' >>"$config_file"
	sit_at 'ssoenv configure old'
	answers 'sso-session:' '' '> no sso-session' 'corp' '> corp' "$enter" 'region of the profile' "$enter" 'output format' "$enter"
	leaves
	equals "$ended" 0
	printf '%s\r\n' '# mine' '[profile old]' 'sso_account_id = 222222222222' 'cli_pager =' 'sso_session = corp' \
		'sso_role_name = ReadOnly' '# end' >expected
	printf '%s\n' '[sso-session corp]' "sso_start_url = $url" 'sso_region = us-east-1' >>expected
	cmp expected "$config_file"
}

@test "a wrong answer is reported at once, and asked for again" {
	sit_at 'ssoenv configure --session-only --sso-session lab'
	answers 'start URL:' "http://x$enter" 'expected an https URL' '\025'"$url$enter" 'SSO region:' "mars$enter" \
		'expected the name of a region' '\025us-east-1'"$enter" 'scopes:' "$enter"
	leaves
	equals "$ended" 0
	grep -qxF '[sso-session lab]' "$config_file"
	says screen 'ssoenv: to sign in: ssoenv login --sso-session lab'
}

## Leaving

steps=('sso-session:' 'a new'"$enter" 'name of the new sso-session:' "lab$enter" 'start URL:' "$url$enter"
	'SSO region:' "us-east-1$enter" 'scopes:' "$enter" 'staging@example.com' "prod$enter" 'role:' "$enter"
	'region of the profile' "$enter" 'output format' "$enter" 'name of the profile:' '')

# cancels KEY STEPS: answers so many prompts, and leaves at the next one.
cancels() {
	willing_browser
	cp -p "$config_file" before
	stamp=$(stat -c '%i %y' "$config_file")
	sit_at 'stty -a >stty-before; ssoenv configure; s=$?; stty -a >stty-after; exit $s'
	answers "${steps[@]:0:2*$2}" "${steps[2*$2]}" "$1"
	leaves
	equals "$ended" 130
	says screen 'ssoenv: nothing was changed'
	cmp before "$config_file"
	equals "$(stat -c '%i %y' "$config_file")" "$stamp"
	[ ! -e "$config_file.before-ssoenv" ]
	cmp stty-before stty-after
	cursor_is_visible
}
for ((at = 0; at < ${#steps[@]} / 2; at++)); do
	bats_test_function --description "Ctrl-C at \"${steps[2 * at]}\" leaves the file as it was" -- cancels "$ctrl_c" "$at"
	bats_test_function --description "Esc at \"${steps[2 * at]}\" leaves the file as it was" -- cancels '\033' "$at"
done

@test "Ctrl-C while it waits for the browser leaves the file as it was" {
	idle_browser
	signed_out
	cp "$config_file" before
	sit_at 'ssoenv configure ops --sso-session corp'
	until_true [ -e idle-was-given ]
	presses "$ctrl_c"
	leaves
	equals "$ended" 130
	cmp before "$config_file"
}

## Without a terminal

@test "every answer given as a flag: no terminal, no token, no request" {
	signed_out
	rm "$config_file"
	asked=$(asked)
	run --separate-stderr ssoenv configure 'dev' --sso-session corp --start-url "$url" --sso-region us-east-1 \
		--account 222222222222 --role ReadOnly </dev/null
	equals "$status" 0
	equals "$output" ''
	equals "$(asked)" "$asked"
	file_is '[profile dev]' 'sso_session = corp' "${role_lines[@]}" '' \
		'[sso-session corp]' "sso_start_url = $url" 'sso_region = us-east-1' 'sso_registration_scopes = sso:account:access'
	! says <(printf %s "$stderr") 'backup: '
}

@test "missing flags are named, and nothing is changed" {
	cp "$config_file" before
	run --separate-stderr ssoenv configure --sso-session lab --account 111111111111 </dev/null
	equals "$status" 2
	[[ $stderr == *'without a terminal, configure needs --start-url, --sso-region, --role, PROFILE'* ]] || fail "$stderr"
	cmp before "$config_file"
}
