# `logout`: ends the sign-in that is meant, here and at AWS, and leaves everything that is not of it alone.

load ../support/support
load ../support/sign-in

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
	echo '{"clientId":"a","clientSecret":"b","expiresAt":"2100-01-01T00:00:00Z","scopes":["sso:account:access"]}' \
		>"$(cache registration.json)"
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

@test "the only sign-in needs no name; role credentials of one that has ended are removed as well" {
	setup_cache
	rm "$(cache_path west)"
	run --separate-stderr ssoenv logout
	equals "$status" 0
	equals "$stderr" 'ssoenv: signed out of sso-session "corp"'
	only_gone "$token_file" "$role_file" "$(cache_path west)" "$west_role"
}

@test "--all signs out of every sign-in, and leaves the files of other tools" {
	setup_cache
	local mine other
	mine=$(token_in "$token_file") other=$(token_in "$(cache_path west)")
	run --separate-stderr ssoenv logout --all
	equals "$status" 0
	equals "$stderr" 'ssoenv: signed out of 2 sessions'
	only_gone "$token_file" "$(cache_path west)" "$role_file" "$west_role"
	! accepted "$mine" && ! accepted "$other" || fail 'AWS still takes a token'
}

@test "--all signs out of a session that is no longer in the config file" {
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

@test "when AWS cannot be reached it warns, and signs out on this machine" {
	setup_cache
	export AWS_ENDPOINT_URL_SSO=http://127.0.0.1:9 AWS_MAX_ATTEMPTS=1
	run --separate-stderr ssoenv logout dev
	equals "$status" 0
	matches "${stderr_lines[0]}" \
		'^ssoenv: warning: cannot reach http://127.0.0.1:9: .*; AWS has not revoked the token, which is valid until 20'
	equals "${stderr_lines[1]}" 'ssoenv: signed out of sso-session "corp"'
	only_gone "$token_file" "$role_file"
}

@test "a token that AWS no longer knows is signed out without a warning" {
	setup_cache
	control revoke "{\"token\":\"$(token_in "$token_file")\"}" >/dev/null
	run --separate-stderr ssoenv logout dev
	equals "$status" 0
	equals "$stderr" 'ssoenv: signed out of sso-session "corp"'
	only_gone "$token_file" "$role_file"
}

goes_as_well() {
	setup_cache
	"$@" "$token_file"
	run --separate-stderr ssoenv logout dev
	equals "$status" 0
	equals "${stderr_lines[-1]}" 'ssoenv: signed out of sso-session "corp"'
	only_gone "$token_file" "$role_file"
}
half() { truncate -s 100 "$1"; }
nameless() { sed -i 's/"startUrl":"[^"]*",//' "$1" && ! grep -q startUrl "$1"; }
bats_test_function --description 'a broken token file is removed as well' -- goes_as_well half
bats_test_function --description 'an empty token file is removed as well' -- goes_as_well truncate -s 0
bats_test_function --description 'a token file without read permission is removed as well' -- goes_as_well chmod 0
bats_test_function --description 'a token file without a start URL is removed as well' -- goes_as_well nameless

@test "--all removes a token file by its name, with or without a start URL in it" {
	setup_cache
	nameless "$token_file"
	half "$(cache_path west)"
	run --separate-stderr ssoenv logout --all
	equals "$status" 0
	equals "${stderr_lines[-1]}" 'ssoenv: signed out of 2 sessions'
	only_gone "$token_file" "$(cache_path west)" "$role_file" "$west_role"
}

## Everything that the sign-in brought

copied_names() { (cd "$copies/roles" && echo *); }

# Roles of both sessions: of profiles, of profiles that are gone, and given by hand; all with copies for the shells.
setup_roles() {
	setup_cache
	local name session
	for session in corp west; do
		printf '[profile gone-%s]\nsso_session = %s\nsso_account_id = 222222222222\nsso_role_name = ReadOnly\n' "$session" "$session"
	done >>"$config_file"
	for name in dev west gone-corp gone-west; do ssoenv shell-role --shell bash "$name"; done >/dev/null
	for session in west corp; do
		ssoenv shell-role --shell bash --account 111111111111 --role PowerUser --sso-session "$session"
	done >/dev/null
	sed -i '/profile gone-corp/,$d' "$config_file"
	# As the AWS CLI leaves it: nothing here knows of that role.
	sed 's/ASIA/ASIB/' "$role_file" >"$HOME/.aws/cli/cache/0123456789abcdef0123456789abcdef01234567.json"
	equals "$(find "$HOME/.aws/cli/cache" -name '*.json' | wc -l)" 8
	matches "$(copied_names)" 'dev.*gone-corp.*gone-west.*west'
}

role_path() {
	printf '%s/.aws/cli/cache/%s.json' "$HOME" \
		"$(printf '{"accountId":"%s","roleName":"%s","sessionName":"%s"}' "$@" | sha1sum | cut -d' ' -f1)"
}

@test "roles without a profile are removed too, with their copies; those of another sign-in stay" {
	setup_roles
	run --separate-stderr ssoenv logout --sso-session corp
	equals "$status" 0
	equals "$(cd "$HOME/.aws/cli/cache" && printf '%s\n' *.json | sort)" "$(printf '%s\n' assumed.json "${west_role##*/}" \
		"$(basename "$(role_path 222222222222 ReadOnly west)")" "$(basename "$(role_path 111111111111 PowerUser west)")" | sort)"
	[[ $(copied_names) != *dev* && $(copied_names) != *gone-corp* ]]
	matches "$(copied_names)" 'gone-west.*west'
	run --separate-stderr ssoenv use --shell bash PowerUser-111111111111
	[ "$status" -ne 0 ]
}

@test "--all removes all role credentials and copies, also of profiles that are gone" {
	setup_roles
	: >"$config_file"
	run --separate-stderr ssoenv logout --all
	equals "$status" 0
	equals "$(cd "$HOME/.aws/cli/cache" && echo *)" assumed.json
	[ ! -e "$copies" ]
}

@test "files that killed writers left are removed with their token and roles" {
	setup_cache
	local name all
	for name in "$token_file" "$role_file" "$west_role" "$(cache_path west)"; do cp "$name" "$name.1234567890"; done
	half "$role_file.1234567890"
	(cd "$HOME/.aws" && find sso cli config -type f -exec sha1sum {} + | sort) >files-before
	run --separate-stderr ssoenv logout --sso-session corp
	equals "$status" 0
	only_gone "$token_file" "$role_file" "$token_file.1234567890" "$role_file.1234567890"
	run --separate-stderr ssoenv logout --all
	equals "$stderr" 'ssoenv: signed out of one session'
	only_gone "$token_file" "$role_file" "$token_file.1234567890" "$role_file.1234567890" \
		"$(cache_path west)" "$west_role" "$(cache_path west).1234567890" "$west_role.1234567890"
}

@test "only files of a sign-in are removed, wherever links lead" {
	setup_cache
	mkdir -p outside "$copies"
	echo text >outside/diary
	cp "$role_file" outside/role
	ln -s "$PWD/outside" "$copies/roles"
	mv "$role_file" outside/own
	ln -s "$PWD/outside/own" "$role_file"
	ln -s /nothing/there "$HOME/.aws/sso/cache/dangling.json"
	mkfifo "$HOME/.aws/cli/cache/fifo.json"
	run --separate-stderr ssoenv logout dev
	equals "$status" 0
	[ ! -e "$token_file" ] && [ ! -L "$role_file" ]
	equals "$(echo outside/*)" 'outside/diary outside/own outside/role'
	run --separate-stderr ssoenv logout --all
	equals "$status" 0
	equals "$(echo outside/*)" 'outside/diary outside/own outside/role'
	[ -L "$HOME/.aws/sso/cache/dangling.json" ] && [ -p "$HOME/.aws/cli/cache/fifo.json" ]
}

## While something is under way

# The request stays unanswered until the sign-out has ended. ends_under_way WORD ... of logout
ends_under_way() {
	control sign-in '{}' >"$token_file"
	control fail '{"operation":"GetRoleCredentials","faults":[{"kind":"hold"}]}' >/dev/null
	local before using=0
	before=$(asked GetRoleCredentials)
	ssoenv shell-role --shell bash dev >fields 2>told 3>&- &
	waiting=$!
	until_true has_asked GetRoleCredentials
	run --separate-stderr ssoenv logout "$@"
	equals "$status" 0
	control release '{}' >/dev/null
	wait "$waiting" || using=$?
	equals "$using" 4
	equals "$(head -n 1 told)" 'ssoenv: sso-session "corp": signed out in the meantime'
	[ ! -s fields ] || ! grep -q ASIA fields || fail 'credentials were given'
	nothing_is_kept
}
nothing_is_kept() {
	equals "$(find "$HOME/.aws/cli" "$copies" -type f ! -name names 2>/dev/null)" ''
	run --separate-stderr ssoenv export dev
	equals "$status" 4
}
bats_test_function --description 'a logout during a request for a role: nothing is kept' -- ends_under_way dev
bats_test_function --description 'a logout --all during a request for a role: nothing is kept' -- ends_under_way --all

@test "a logout and a new sign-in during a request for a role: nothing is kept" {
	control sign-in '{}' >"$token_file"
	control fail '{"operation":"GetRoleCredentials","faults":[{"kind":"hold"}]}' >/dev/null
	local before using=0
	before=$(asked GetRoleCredentials)
	ssoenv export dev >given 2>told 3>&- &
	waiting=$!
	until_true has_asked GetRoleCredentials
	ssoenv logout dev
	control sign-in '{}' >"$token_file"
	control release '{}' >/dev/null
	wait "$waiting" || using=$?
	equals "$using" 4
	[ ! -s given ] && [ ! -e "$role_file" ]
}

## What cannot be done

# write_protected FOLDER COMMAND: as a mount that may only be read; for others than root, folders without the right to write.
write_protected() {
	if [ "$EUID" = 0 ]; then
		unshare -m true 2>/dev/null || skip 'root WITHOUT MOUNTS: nothing is proved'
		run --separate-stderr unshare -m sh -c 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && eval "$2"' sh "$@"
	else
		find "$1" -type d -exec chmod 555 {} +
		run --separate-stderr sh -c "$2"
		find "$1" -type d -exec chmod 755 {} +
	fi
}

cannot_be_removed() {
	setup_cache
	write_protected "$1" "ssoenv logout $2"
	equals "$status" 3
	equals "$output" ''
	matches "${stderr_lines[0]}" \
		"^ssoenv: the sign-out is incomplete: cannot remove .*$3.* \\((the file system is read-only|permission denied)\\)"
	matches "$stderr" "$4"
	matches "$stderr" "ssoenv: hint: ssoenv logout $2"
	[[ $stderr != *'you were not signed in'* ]]
	holds_no_secret "$stderr"
}
ALL_TOLD='; AWS has revoked the token'

@test "tokens that cannot be removed: status 3, their names, and whether AWS knows; everything else is removed" {
	cannot_be_removed "$HOME/.aws/sso/cache" '--sso-session corp' "$token_name" "$ALL_TOLD"
	only_gone "$role_file"
}
@test "role credentials that cannot be removed: status 3, and they are named; everything else is removed" {
	cannot_be_removed "$HOME/.aws/cli/cache" '--sso-session corp' "$role_name" "$ALL_TOLD"
	only_gone "$token_file"
}
@test "--all, when nothing can be removed: status 3, and every file is named" {
	cannot_be_removed "$HOME/.aws" --all "$token_name.*${role_name}" "$ALL_TOLD"
	only_gone
}
@test "shell copies that cannot be removed: status 3, and they are named" {
	control sign-in '{}' >"$token_file"
	ssoenv shell-role --shell bash dev >/dev/null
	write_protected "$copies/roles" 'ssoenv logout dev'
	equals "$status" 3
	matches "$stderr" 'cannot remove .*/shell/roles/dev '
	[ ! -e "$token_file" ] && [ ! -e "$role_file" ]
}
@test "nothing can be removed, and AWS cannot be reached: both are reported" {
	export AWS_ENDPOINT_URL_SSO=http://127.0.0.1:9 AWS_MAX_ATTEMPTS=1
	write_protected "$HOME/.aws" 'ssoenv logout dev'
	equals "$status" 3
	matches "$stderr" 'warning: cannot reach http://127.0.0.1:9'
	matches "$stderr" '; AWS has not revoked the token'
}

@test "nobody is signed in: it says so, with status 0" {
	signed_out
	for words in '' --all; do
		run --separate-stderr ssoenv logout $words
		equals "$status" 0
		equals "$stderr" 'ssoenv: you were not signed in'
	done
	run --separate-stderr ssoenv logout dev
	equals "$status" 0
	equals "$stderr" 'ssoenv: you were not signed in to sso-session "corp"'
}

@test "--all cannot be used with PROFILE or --sso-session" {
	for words in '--all dev' '--all --sso-session corp'; do
		run --separate-stderr ssoenv logout $words
		equals "$status" 2
		matches "$stderr" '--all cannot be used with PROFILE or --sso-session'
	done
	[ -e "$token_file" ]
}

names_the_role_that_stays() {
	control sign-in '{}' >"$token_file"
	run_script "$(applying use dev)" 'ssoenv logout' "$(recording after)" "$(applying off)" "$(recording off)"
	equals "$status" 0
	matches "$stderr" 'ssoenv: the credentials of dev stay in this shell until they expire; to remove them: ssoenv off'
	sees after SSOENV_PROFILE dev
	lacks off SSOENV_PROFILE
}
in_turn "$all_shells" 'with a role in the shell, logout names the way to drop it' names_the_role_that_stays
