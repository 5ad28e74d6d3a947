# `remove` and `rename`: the block of a sync afterwards, what still names a profile, and names that are refused.

load ../support/support
load ../support/sign-in

prepare() {
	cat >"$config_file" <<-'INI'
		[sso-session corp]
		sso_start_url = https://d-1234567890.awsapps.com/start
		sso_region = us-east-1
		sso_registration_scopes = sso:account:access
	INI
	control configure "{\"directory\":{\"accounts\":$ACCOUNTS}}" >/dev/null
	settle_folder
}
ACCOUNTS='[{"accountId":"111111111111","accountName":"dev","roles":["ReadOnly","PowerUser"]},
	{"accountId":"222222222222","accountName":"staging","roles":["ReadOnly"]},
	{"accountId":"333333333333","accountName":"prod","roles":["ReadOnly","Admin"]}]'

# More sections of the person's own. own LINE ...
own() {
	printf '%s\n' "$@" >>"$config_file"
	settle_folder
	cp "$config_file" before.ini
}

keeps_the_file() { cmp "$config_file" before.ini || fail "$(diff before.ini "$config_file")"; }

nothing_to_sync() {
	run --separate-stderr ssoenv sync --check
	equals "$status" 0
	[[ $stderr != *'by hand'* ]] || fail "$stderr"
}

@test "a block that loses a profile, or all, is as sync writes it: the next sync changes nothing" {
	local words
	ssoenv sync --yes --region eu-west-1 2>/dev/null
	cp "$config_file" synced.ini
	for words in 'remove dev-PowerUser' 'remove staging-ReadOnly' 'remove prod-Admin prod-ReadOnly' 'rename dev-ReadOnly ro' \
		'rename staging-ReadOnly st' 'remove dev-PowerUser dev-ReadOnly prod-Admin prod-ReadOnly staging-ReadOnly'; do
		ssoenv $words 2>/dev/null
		nothing_to_sync
		cp "$config_file" after.ini
		ssoenv sync --yes 2>/dev/null
		cmp "$config_file" after.ini
		ssoenv "${words%% *}" --undo 2>/dev/null
		cmp "$config_file" synced.ini || fail "after $words: $(diff synced.ini "$config_file")"
	done
}

@test "removed profiles stay away when none is left" {
	ssoenv sync --yes --include prod --region eu-west-1 2>/dev/null
	ssoenv remove prod-Admin prod-ReadOnly 2>/dev/null
	ssoenv sync --yes 2>/dev/null
	ssoenv sync --yes 2>/dev/null
	! grep -q '^\[profile' "$config_file" || fail 'a profile is back'
	grep -q -- '--region eu-west-1 --include prod --exclude 333333333333/Admin' "$config_file"
}

@test "rename: a profile that names itself goes on doing so" {
	own '[profile self]' 'role_arn = arn:aws:iam::333333333333:role/Deploy' 'source_profile = self' 'aws_access_key_id = AKIAX' \
		'aws_secret_access_key = x'
	ssoenv rename self me 2>told
	diff <(sed 's/self/me/' before.ini) "$config_file"
	! grep -q 'names self' told || fail "$(cat told)"
}

@test "rename refuses its own name, a name that is taken and no name, and its hints take nothing away" {
	own '[profile one]' 'region = x' '[profile two]' 'region = x'
	printf '[keys]\nregion = x\n' >"$HOME/.aws/credentials"
	run ssoenv rename one one
	equals "$status" 2
	equals "${lines[0]}" 'ssoenv: "one" is already the name of the profile'
	for taken in two keys; do
		run ssoenv rename one "$taken"
		equals "$status" 3
		matches "${lines[0]}" "profile \"$taken\" is already in "
		equals "${lines[1]}" 'ssoenv: hint: ssoenv rename one OTHER_NAME'
	done
	run ssoenv rename one ''
	equals "$status" 3
	matches "$output" 'a profile needs a name'
	keeps_the_file
}

@test "a source of a profile in the credentials file is not removed, and the hint is an edit" {
	own '[profile one]' 'region = x'
	printf '[keys]\nrole_arn = arn:aws:iam::333333333333:role/Deploy\nsource_profile = one\n' >"$HOME/.aws/credentials"
	run ssoenv remove one
	equals "$status" 3
	equals "${lines[1]}" "ssoenv: hint: change source_profile of [keys] in $HOME/.aws/credentials first"
	run ssoenv remove keys
	equals "${lines[0]}" "ssoenv: profile \"keys\" is in $HOME/.aws/credentials, which remove does not change"
	keeps_the_file
}

@test "what still names a profile is told: variables, commands, and keys that write wrote" {
	own '[profile one]' 'sso_session = corp' 'sso_account_id = 111111111111' 'sso_role_name = ReadOnly' \
		'[profile tool]' 'credential_process = ssoenv export one'
	ssoenv write one --as keys 2>/dev/null
	export SSOENV_FAVORITES='two one' AWS_PROFILE=one
	run ssoenv rename one other
	equals "$status" 0
	[[ $output == *'credential_process of profile "tool" names one, which becomes other'* ]] || fail "$output"
	[[ $output == *'SSOENV_FAVORITES names one, which becomes other'* ]] || fail "$output"
	[[ $output == *'AWS_PROFILE names one, which becomes other'* ]] || fail "$output"
	[[ $output == *"removed [keys] from $HOME/.aws/credentials; to write it again: ssoenv write other --as keys"* ]] || fail "$output"
	run ssoenv remove other
	[[ $output != *tool* && $output != *FAVORITES* ]] || fail "$output"
	ssoenv remove --undo
	export SSOENV_FAVORITES=other AWS_PROFILE=x AWS_DEFAULT_PROFILE=other
	run ssoenv remove other
	[[ $output == *'SSOENV_FAVORITES names other, which is gone'* ]] || fail "$output"
	[[ $output == *'AWS_DEFAULT_PROFILE names other, which is gone'* ]] || fail "$output"
}

@test "undo says what it undoes, and where the earlier file is if it cannot" {
	own '[profile one]' 'region = x'
	run ssoenv remove --undo
	equals "$status" 2
	equals "$output" "ssoenv: there is no change to $config_file to undo: only the last one of sync, remove or rename can be undone"
	ssoenv remove one 2>/dev/null
	run ssoenv sync --undo --dry-run
	equals "$output" "ssoenv: the last change to $config_file was made by ssoenv remove: undo would revert all of it"
	printf '# mine\n' >>"$config_file"
	run ssoenv remove --undo
	equals "$status" 3
	equals "${lines[1]}" "ssoenv: hint: compare it with $config_file.before-ssoenv, the file before the last change of ssoenv"
	sed -i '/^# mine/d' "$config_file"
	run ssoenv sync --undo
	equals "$output" "ssoenv: undid ssoenv remove in $config_file; backup: $config_file.before-ssoenv"
	keeps_the_file
}

# The config file is as it was or as it is meant, and --undo brings it back or does nothing: never an older change.
killed_at_each_write() {
	local at state
	ssoenv sync --yes 2>/dev/null
	own '' '[profile one]' 'region = x'
	for at in 1 2 3 4 5 6 7 8 9; do
		run strace -f -qq -o /dev/null -e trace=fsync -e inject=fsync:signal=KILL:when="$at" ssoenv "$@"
		state=$status
		if ! cmp -s "$config_file" before.ini; then
			sed '/^\[profile one\]/,$d' before.ini | cmp - <(sed '/^\[profile other\]/,$d' "$config_file") || fail "killed at $at"
		fi
		run ssoenv remove --undo
		[[ $output == *"undid ssoenv $1 "* || $output == *'there is no change'* ]] ||
			fail "killed at $at: $output"
		[ "$state" != 0 ] || break
		cp before.ini "$config_file"
		ssoenv sync --yes --set "output=$at" 2>/dev/null
		cp "$config_file" before.ini
	done
	equals "$state" 0
	keeps_the_file
}

@test "remove that is killed at any write undoes no older change" {
	require_strace
	killed_at_each_write remove one
}

@test "rename that is killed at any write undoes no older change" {
	require_strace
	killed_at_each_write rename one other
}
