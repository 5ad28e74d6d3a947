# `remove` and `rename`: the config file, what ssoenv keeps, and the role of this shell.

load ../support/support
load ../support/layer
load ../support/sign-in

prepare() {
	cat >>"$config_file" <<-'INI'

		# twin of dev
		[profile twin]
		# within
		sso_session = corp
		sso_account_id = 111111111111
		sso_role_name = ReadOnly
		# behind

		[profile deploy]
		role_arn = arn:aws:iam::333333333333:role/Deploy
		source_profile = dev
		region = eu-central-1
	INI
	settle_folder
	cp "$config_file" before.ini
}

keeps_the_file() { cmp "$config_file" before.ini || fail "$(diff before.ini "$config_file")"; }

# without LINE ...: the config file as it was, without these lines.
without() {
	cp before.ini expected.ini
	sed -i "$1" expected.ini
	cmp "$config_file" expected.ini || fail "$(diff expected.ini "$config_file")"
}

@test "remove takes out the section alone, and --undo brings it back" {
	run --separate-stderr ssoenv remove twin
	equals "$status" 0
	equals "$output" ''
	equals "$stderr" "ssoenv: removed profile \"twin\" from $config_file; backup: $config_file.before-ssoenv; to undo: ssoenv remove --undo"
	without '/^\[profile twin\]/,/sso_role_name/d'
	cmp "$config_file.before-ssoenv" before.ini
	run ssoenv remove --undo
	equals "$output" "ssoenv: undid ssoenv remove in $config_file; backup: $config_file.before-ssoenv"
	keeps_the_file
}

@test "what was kept of it goes, but not what another profile needs" {
	ssoenv shell-role dev --shell bash >given
	ssoenv shell-role twin --shell bash >given
	ssoenv shell-role deploy --shell bash >given
	ssoenv write deploy --as deploy-keys
	ssoenv remove twin
	[ ! -e "$copies/roles/twin" ]
	[ -e "$role_file" ]
	ssoenv remove dev deploy
	equals "$(ls "$copies/roles" "$HOME/.aws/cli/cache")" "$HOME/.aws/cli/cache:

$copies/roles:"
	! grep -q deploy-keys "$HOME/.aws/credentials" || fail 'the keys are still there'
	[ -e "$token_file" ]
}

@test "a source is not removed from under others" {
	run --separate-stderr ssoenv remove dev
	equals "$status" 3
	equals "$stderr" 'ssoenv: profile "dev" is the source of "deploy", so it cannot be removed alone
ssoenv: hint: ssoenv remove dev deploy'
	run ssoenv remove --sso-session corp
	equals "$status" 3
	[[ $output == *'hint: ssoenv remove --sso-session corp deploy' ]] || fail "$output"
	keeps_the_file
	[ -e "$token_file" ]
}

@test "an sso-session goes with its profiles, its block and its sign-in" {
	control sign-in '{}' >"$token_file"
	ssoenv sync --yes 2>/dev/null
	ssoenv shell-role dev --shell bash >given
	run --separate-stderr ssoenv remove --sso-session corp deploy
	equals "$status" 0
	equals "$(grep -v '^$' "$config_file")" $'# twin of dev\n# behind'
	[ ! -e "$token_file" ]
	[ ! -e "$role_file" ]
}

@test "a profile of sync is left out by the next one" {
	sed -i '/^\[profile twin\]/,/sso_role_name/d; /^\[profile dev\]/,/^region/d; /^\[profile deploy\]/,/^region/d' "$config_file"
	ssoenv sync --yes --template '{account_name}-{role_name}' 2>/dev/null
	grep -q '^\[profile dev-PowerUser\]' "$config_file"
	ssoenv remove dev-PowerUser
	grep -qF -- "--exclude 111111111111/PowerUser" "$config_file"
	cp "$config_file" after.ini
	run --separate-stderr ssoenv sync --yes
	matches "$stderr" 'nothing to write'
	cmp "$config_file" after.ini
}

@test "what is not there, or not there alone, is told" {
	printf '[mine]\naws_access_key_id = AKIAMINE\naws_secret_access_key = x\n' >"$HOME/.aws/credentials"
	local words
	for words in 'remove' 'remove dev --undo' 'rename dev' 'rename'; do
		run ssoenv $words
		equals "$status" 2
	done
	for words in 'remove devv:ssoenv remove dev' 'remove mine:take [mine] out' 'remove --sso-session nobody:' \
		'rename devv new:ssoenv rename dev' 'rename twin deploy:ssoenv rename twin OTHER_NAME' 'rename mine yours:take [mine] out'; do
		run ssoenv ${words%%:*}
		equals "$status" 3
		[[ $output == *"${words#*:}"* ]] || fail "$output"
	done
	run ssoenv rename twin $'a\nb'
	equals "$status" 3
	keeps_the_file
}

@test "--dry-run prints what would go" {
	run --separate-stderr ssoenv remove dev deploy --dry-run
	equals "$output" $'- dev  ReadOnly in 111111111111\n- deploy  Deploy in 333333333333'
	equals "$stderr" ''
	run --separate-stderr ssoenv rename dev new --dry-run
	equals "$output" $'~ dev -> new\n~ deploy  source_profile = new'
	keeps_the_file
}

@test "on a terminal it asks, and no is the answer of Enter" {
	require_terminal
	run script -qec 'ssoenv remove twin' /dev/null <<<''
	[[ $output == *'- twin  ReadOnly in 111111111111'* ]] || fail "$output"
	keeps_the_file
	script -qec 'ssoenv remove twin' /dev/null <<<y
	! grep -q '^\[profile twin\]' "$config_file" || fail 'it is still there'
}

@test "rename asks, too" {
	require_terminal
	run script -qec 'ssoenv rename twin other' /dev/null <<<n
	[[ $output == *'~ twin -> other'*'rename it?'* ]] || fail "$output"
	keeps_the_file
	script -qec 'ssoenv rename twin other --yes' /dev/null </dev/null
	grep -q '^\[profile other\]' "$config_file"
}

@test "rename changes the header and what names it" {
	ssoenv shell-role dev --shell bash >given
	SSOENV_GUARD='de*' run --separate-stderr ssoenv rename dev new
	equals "$status" 0
	[[ $stderr == *'SSOENV_GUARD guards dev, which becomes new: no pattern matches the new name'* ]] || fail "$stderr"
	without 's/^\[profile dev\]/[profile new]/; s/source_profile = dev/source_profile = new/'
	[ ! -e "$copies/roles/dev" ]
	[ -e "$role_file" ]
	ssoenv export deploy >/dev/null
	ssoenv rename --undo
	keeps_the_file
}

@test "an allowed .ssoenv that names the profile is told" {
	mkdir shop
	echo twin >shop/.ssoenv
	cached_role
	ssoenv allow shop
	run ssoenv rename twin other
	[[ $output == *"$PWD/shop/.ssoenv names twin, which becomes other"* ]] || fail "$output"
	ssoenv rename --undo
	run ssoenv remove twin
	[[ $output == *"$PWD/shop/.ssoenv names twin, which is gone"* ]] || fail "$output"
}

@test "a profile of sync becomes the person's own" {
	sed -i '/^\[profile dev\]/,/^region/d; /^\[profile deploy\]/,/^region/d; /^\[profile twin\]/,/sso_role_name/d' "$config_file"
	ssoenv sync --yes 2>/dev/null
	run --separate-stderr ssoenv rename dev-PowerUser power
	equals "$status" 0
	[[ $stderr == *'from now on it is your own'* ]] || fail "$stderr"
	run --separate-stderr ssoenv sync --yes
	[[ $stderr == *'already covered by your own profiles'*power*'nothing to write'* ]] || fail "$stderr"
	equals "$(grep -c sso_role_name.*PowerUser "$config_file")" 1
}

@test "a linked file stays a link, and a read-only folder is told" {
	mkdir dotfiles
	mv "$config_file" dotfiles/config
	ln -s "$PWD/dotfiles/config" "$config_file"
	ssoenv remove twin
	[ -L "$config_file" ]
	! grep -q '^\[profile twin\]' dotfiles/config || fail 'it is still there'
	[ "$EUID" -ne 0 ] || skip 'root may write everywhere'
	chmod 500 dotfiles
	run ssoenv remove deploy
	chmod 700 dotfiles
	equals "$status" 3
}

## Shells

leaves_the_role() {
	in_layer "$(calling use twin)" "$(calling remove deploy)" "$(printing SSOENV_PROFILE)" "$(calling remove twin)" "$(printing_status)" \
		"$(recording after)"
	equals "$output" $'twin\nstatus=0'
	lacks after SSOENV_PROFILE
	lacks after AWS_ACCESS_KEY_ID
	[[ $stderr != *'still active'* ]] || fail "$stderr"
}
in_layers 'a shell leaves the role of a profile that is removed' leaves_the_role

leaves_the_old_name() {
	in_layer "$(calling use twin)" "$(calling rename twin other)" "$(printing_status)" "$(recording after)"
	equals "$output" status=0
	lacks after SSOENV_PROFILE
}
in_turn "$layer_shells" 'a shell leaves the role of a profile that is renamed' leaves_the_old_name

@test "the bare program says that the role is still active" {
	inherit_role 500
	run --separate-stderr ssoenv remove twin dev deploy
	equals "$status" 0
	[[ $stderr == *'ssoenv: the role of dev is still active in this shell'*'hint: '*'ssoenv off'* ]] || fail "$stderr"
}
