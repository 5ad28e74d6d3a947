# `logout`: ends the sign-in that is meant, here and at AWS, and leaves everything that is not of it alone.

load support
load sign-in

teardown() { leave_terminal; }

cache() { printf '%s/.aws/sso/cache/%s' "$HOME" "$1"; }

# Two sign-ins with role credentials, registrations, and what belongs to others.
setup_cache() {
	control sign-in '{}' >"$token_file"
	add_session west west
	echo west >>"$config_file"
	control sign-in '{}' >"$(cache_path west)"
	ssoenv export dev >/dev/null
	ssoenv export west >/dev/null
	west_role=$(find "$HOME/.aws/cli/cache" -name '*.json' ! -name "$role_name")
	echo '{"clientId":"a","clientSecret":"b","expiresAt":"2100-01-01T00:00:00Z","scopes":["sso:account:access"]}' >"$(cache registration.json)"
	echo '{"accessToken":"of another tool","expiresAt":"2100-01-01T00:00:00Z"}' >"$(cache other-tool.json)"
	echo 'not JSON' >"$(cache notes.json)"
	echo '{"Credentials":{"AccessKeyId":"ASIA"},"AssumedRoleUser":{}}' >"${role_file%/*}/assumed.json"
	(cd "$HOME/.aws" && find sso cli config -type f -exec sha1sum {} + | sort) >files-before
}

# only_gone FILE ...: nothing but these has changed.
only_gone() {
	local file
	(cd "$HOME/.aws" && find sso cli config -type f -exec sha1sum {} + | sort) >files-after
	for file; do
		[ ! -e "$file" ] || fail "$file is still there"
		grep -vF "  ${file#"$HOME/.aws/"}" files-before >files-kept
		mv files-kept files-before
	done
	diff files-before files-after || fail 'other files have changed'
}

accepted() { curl --silent --fail --noproxy '*' --output /dev/null --header "x-amz-sso_bearer_token: $1" "$fake_sso/assignment/accounts"; }
token_in() { sed -n 's/.*"accessToken": *"\([^"]*\)".*/\1/p' "$1"; }

signs_out_of_corp() {
	setup_cache
	local mine other
	mine=$(token_in "$token_file") other=$(token_in "$(cache_path west)")
	accepted "$mine" || fail 'the token is not accepted to begin with'
	run --separate-stderr ssoenv logout "$@"
	equals "$status" 0
	equals "$output" ''
	equals "$stderr" 'ssoenv: signed out of sso-session "corp"'
	only_gone "$token_file" "$role_file"
	! accepted "$mine" || fail 'AWS still takes the token'
	accepted "$other" || fail 'AWS does not take the other token any more'
}
@test "--sso-session signs out of that one" { signs_out_of_corp --sso-session corp; }
@test "a profile signs out of its sign-in" { signs_out_of_corp regionless; }

@test "the only sign-in needs no name" {
	setup_cache
	rm "$(cache_path west)"
	grep -v " $(cd "$HOME/.aws" && echo "sso/cache/$(basename "$(cache_path west)")")" files-before >kept
	mv kept files-before
	run --separate-stderr ssoenv logout
	equals "$status" 0
	equals "$stderr" 'ssoenv: signed out of sso-session "corp"'
	only_gone "$token_file" "$role_file"
}

@test "--all signs out of every sign-in, and leaves what is of others" {
	setup_cache
	local mine other
	mine=$(token_in "$token_file") other=$(token_in "$(cache_path west)")
	run --separate-stderr ssoenv logout --all
	equals "$status" 0
	equals "$stderr" 'ssoenv: signed out of 2 sessions'
	only_gone "$token_file" "$(cache_path west)" "$role_file" "$west_role"
	! accepted "$mine" && ! accepted "$other" || fail 'AWS still takes a token'
}

@test "--all signs out of what the config file does not know any more" {
	setup_cache
	: >"$config_file"
	run --separate-stderr ssoenv logout --all
	equals "$status" 0
	[ ! -e "$token_file" ] && [ ! -e "$(cache_path west)" ]
}

@test "several sign-ins, no name and no terminal: status 2, commands to paste, and nothing changes" {
	setup_cache
	run --separate-stderr ssoenv logout
	equals "$status" 2
	matches "$stderr" '^ssoenv: there are several sign-ins: sso-session "corp", sso-session "west"'
	[[ $stderr == *'hint: ssoenv logout --sso-session corp'*'hint: ssoenv logout --sso-session west' ]]
	only_gone
	run --separate-stderr sh -c "$(sed -n 's/^ssoenv: hint: //p' <<<"$stderr" | tail -n 1)"
	equals "$stderr" 'ssoenv: signed out of sso-session "west"'
	only_gone "$(cache_path west)" "$west_role"
}

@test "several sign-ins on a terminal: arrow keys choose one" {
	setup_cache
	sit_at 'ssoenv logout'
	shows 'sso-session "west"'
	presses "$arrow_down"
	shows '❯ sso-session "west"'
	presses "$enter"
	leaves
	equals "$ended" 0
	says screen 'ssoenv: signed out of sso-session "west"'
	cursor_is_visible
	only_gone "$(cache_path west)" "$west_role"
}

@test "several sign-ins on a terminal: Ctrl-C ends it and changes nothing" {
	setup_cache
	sit_at 'ssoenv logout'
	shows 'sso-session "west"'
	presses "$ctrl_c"
	leaves
	equals "$ended" 130
	says screen 'ssoenv: interrupted by SIGINT'
	cursor_is_visible
	only_gone
}

@test "out of reach of AWS it warns, and signs out here" {
	setup_cache
	export AWS_ENDPOINT_URL_SSO=http://127.0.0.1:9 AWS_MAX_ATTEMPTS=1
	run --separate-stderr ssoenv logout dev
	equals "$status" 0
	matches "${stderr_lines[0]}" '^ssoenv: warning: cannot reach http://127.0.0.1:9: .*; AWS was not told, and would accept the token until 20'
	equals "${stderr_lines[1]}" 'ssoenv: signed out of sso-session "corp"'
	only_gone "$token_file" "$role_file"
}

@test "a token that AWS no longer knows is signed out without a word about it" {
	setup_cache
	control revoke "{\"token\":\"$(token_in "$token_file")\"}" >/dev/null
	run --separate-stderr ssoenv logout dev
	equals "$status" 0
	equals "$stderr" 'ssoenv: signed out of sso-session "corp"'
	only_gone "$token_file" "$role_file"
}

@test "a token file that is broken goes as well" {
	setup_cache
	echo '{"accessTok' >"$token_file"
	run --separate-stderr ssoenv logout dev
	equals "$status" 0
	[ ! -e "$token_file" ] && [ ! -e "$role_file" ]
}

@test "nobody is signed in: it says so, and is content" {
	signed_out
	for words in '' --all; do
		run --separate-stderr ssoenv logout $words
		equals "$status" 0
		equals "$stderr" 'ssoenv: nobody was signed in'
	done
	run --separate-stderr ssoenv logout dev
	equals "$status" 0
	equals "$stderr" 'ssoenv: nobody was signed in to sso-session "corp"'
}

@test "--all excludes PROFILE and --sso-session" {
	for words in '--all dev' '--all --sso-session corp'; do
		run --separate-stderr ssoenv logout $words
		equals "$status" 2
		matches "$stderr" '--all excludes PROFILE and --sso-session'
	done
	[ -e "$token_file" ]
}

names_the_role_that_stays() {
	control sign-in '{}' >"$token_file"
	run_script "$(applying use dev)" 'ssoenv logout' "$(recording after)" "$(applying off)" "$(recording off)"
	equals "$status" 0
	matches "$stderr" 'ssoenv: the credentials of dev stay in this shell until they expire, or: ssoenv off'
	sees after SSOENV_PROFILE dev
	lacks off SSOENV_PROFILE
}
in_each "$all_shells" 'with a role in the shell, logout names the way to drop it' names_the_role_that_stays
