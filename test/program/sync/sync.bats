# `sync`: the built program, a person at a terminal, and the shells that are to know the new profiles.

load ../support/support
load ../support/sign-in

# directory ACCOUNTS: what the service has, as JSON, until the end of the test.
directory() { control configure "{\"directory\":{\"accounts\":$1}}" >/dev/null; }
ACCOUNTS='[{"accountId":"111111111111","accountName":"dev","roles":["ReadOnly","PowerUser"]},
	{"accountId":"333333333333","accountName":"prod","roles":["ReadOnly","Admin"]}]'
FEWER='[{"accountId":"111111111111","accountName":"dev","roles":["ReadOnly","PowerUser"]},
	{"accountId":"333333333333","accountName":"prod","roles":["ReadOnly"]}]'

keeps_the_file() { cmp "$config_file" before.ini || fail "the config file is another: $(diff "$config_file" before.ini)"; }

names_of_botocore() {
	"$python_program" -c 'import botocore.session; print("\n".join(sorted(botocore.session.Session().available_profiles)))'
}

@test "sync adds, changes and removes profiles, and --undo restores them" {
	directory "$ACCOUNTS"
	cp "$config_file" before.ini
	run --separate-stderr ssoenv sync --yes
	equals "$status" 0
	equals "$output" ''
	matches "$stderr" '\+ prod-Admin  Admin in 333333333333'
	cp "$config_file" first.ini
	run --separate-stderr ssoenv sync
	equals "$status" 0
	matches "$stderr" 'nothing to write$'
	cmp "$config_file" first.ini
	directory "$FEWER"
	run --separate-stderr ssoenv sync --refresh --yes --template '{role_name}@{account_id}'
	equals "$status" 0
	matches "$stderr" '~ prod-ReadOnly -> ReadOnly@333333333333'
	matches "$stderr" '\? prod-Admin .*no longer assigned; --prune removes it'
	run --separate-stderr ssoenv sync --yes --prune
	matches "$stderr" '- prod-Admin  Admin in 333333333333'
	! grep -q prod-Admin "$config_file" || fail 'the profile is still there'
	run --separate-stderr ssoenv sync --undo
	equals "$status" 0
	grep -q prod-Admin "$config_file"
	cp first.ini "$config_file"
	directory "$ACCOUNTS"
}

@test "the AWS CLI's own reader and list have the same names after a sync" {
	require_botocore
	directory "$ACCOUNTS"
	ssoenv sync --yes 2>told
	equals "$(names_of_botocore)" "$(ssoenv list --json | grep -o '"profile": "[^"]*"' | cut -d'"' -f4 | LC_ALL=C sort)"
	[[ $(names_of_botocore) == *prod-Admin* ]]
}

@test "sync --undo after the block was edited: refused, and nothing is changed" {
	directory "$ACCOUNTS"
	ssoenv sync --yes 2>told
	sed -i 's/^\[profile prod-Admin\]/# by hand\n&/' "$config_file"
	cp "$config_file" before.ini
	run --separate-stderr ssoenv sync --undo
	equals "$status" 3
	matches "$stderr" 'has changed in the meantime, so nothing was written'
	keeps_the_file
}

@test "sync asks at a terminal: a no and Ctrl-C give status 130, and the file is as it was" {
	directory "$ACCOUNTS"
	cp "$config_file" before.ini
	local key
	for key in "n$enter" "$ctrl_c"; do
		sit_at 'ssoenv sync'
		shows 'write these changes to'
		presses "$key"
		leaves
		equals "$ended" 130
		keeps_the_file
		cursor_is_visible
	done
	sit_at 'ssoenv sync'
	shows 'write these changes to'
	presses "$enter"
	leaves
	equals "$ended" 0
	grep -q '^\[profile prod-Admin\]' "$config_file"
}

@test "sync writes nothing without a terminal and --yes (status 2), or to a damaged block (status 3)" {
	directory "$ACCOUNTS"
	cp "$config_file" before.ini
	run --separate-stderr ssoenv sync
	equals "$status" 2
	matches "$stderr" 'it requires --yes'
	keeps_the_file
	printf '# >>> ssoenv sync corp >>>\n' >>"$config_file"
	cp "$config_file" before.ini
	run --separate-stderr ssoenv sync --yes
	equals "$status" 3
	matches "$stderr" 'is damaged: it has no end line'
	keeps_the_file
}

uses_hostile() {
	local long
	printf -v long '%0300d' 7
	directory '[{"accountId":"111111111111","roles":["ReadOnly","$(touch PWNED)"],
			"accountName":"a\u001b[31m\n[default]\rx $(touch PWNED) `touch PWNED` \u202e"},
		{"accountId":"333333333333","accountName":"'"$long"'","roles":["ReadOnly"]}]'
	rm -rf "$HOME/.cache"
	sed -i '/^\[profile dev\]/,$d' "$config_file"
	run --separate-stderr ssoenv sync --yes
	equals "$status" 0
	[[ $stderr != *$'\e'* && $stderr != *$'\u202e'* && $stderr != *$'\r'* ]] || fail 'something acts on the terminal'
	mapfile -t names < <(sed -n 's/^\[profile \(.*\)\]$/\1/p' "$config_file")
	equals "${#names[@]}" 2
	for name in "${names[@]}"; do
		run_script "$(loading_layer)" "ssoenv use $name" "$(recording after)"
		equals "$status" 0
		sees after SSOENV_PROFILE "$name"
	done
	nothing_ran
}
in_turn "$all_shells" 'names from the service are safe to use unquoted' uses_hostile

@test "bash: Tab offers the profiles that a sync has added" {
	directory "$ACCOUNTS"
	ssoenv list >printed
	ssoenv shell-role dev --shell bash >printed
	ssoenv sync --yes 2>told
	run bash --norc -c \
		'. "$1/../completions/ssoenv.bash"; COMP_LINE="ssoenv use pro" COMP_POINT=14; _ssoenv_complete; printf "%s\n" "${COMPREPLY[@]}"' \
		bash "$program_folder"
	equals "$output" $'prod-Admin\nprod-ReadOnly'
}

@test "sync --from granted: the same name works without granted, and --undo restores the file to the byte" {
	cat >>"$config_file" <<-'INI'
		[profile team/Read]
		granted_sso_start_url = https://d-1234567890.awsapps.com/start
		granted_sso_region = us-east-1
		granted_sso_account_id = 111111111111
		granted_sso_role_name = ReadOnly
		credential_process = granted credential-process --profile team/Read
	INI
	cp "$config_file" before.ini
	run --separate-stderr ssoenv sync --from granted --dry-run
	equals "$output" '~ team/Read  ReadOnly in 111111111111, through sso-session corp'
	keeps_the_file
	ssoenv sync --from granted --yes 2>told
	ssoenv export team/Read >printed
	run --separate-stderr ssoenv sync --undo
	equals "$status" 0
	keeps_the_file
}

@test "sync --from aws-sso-cli: settings that are not YAML are refused" {
	mkdir -p "$HOME/.aws-sso"
	printf 'a: [\n' >"$HOME/.aws-sso/config.yaml"
	run --separate-stderr ssoenv sync --from aws-sso-cli --yes
	equals "$status" 3
	matches "$stderr" 'config.yaml: it is not a YAML file with SSOConfig'
}

@test "sync copes with lines that aws configure set writes, and reports each one that goes" {
	hash aws 2>/dev/null || skip 'aws IS NOT HERE: nothing is proved about it'
	directory "$ACCOUNTS"
	cp "$config_file" before.ini
	ssoenv sync --yes 2>/dev/null
	last=$(sed -n 's/^\[profile \(.*\)\]$/\1/p' "$config_file" | tail -n 1)
	matches "$(tail -n 1 "$config_file")" '^# <<< ssoenv sync'
	aws configure set output text --profile "$last"
	matches "$(tail -n 1 "$config_file")" '^output = text'
	cp "$config_file" set.ini
	run --separate-stderr ssoenv sync --undo
	equals "$status" 0
	matches "$stderr" "removed settings that were added to its block by hand: output of profile \"$last\""
	keeps_the_file
	cp set.ini "$config_file"
	run --separate-stderr ssoenv sync --yes
	equals "$status" 0
	matches "$stderr" "would remove those edits: output of profile \"$last\""
	run --separate-stderr ssoenv sync
	matches "$stderr" 'nothing to write$'
}

@test "sync tells a problem of the config file once" {
	directory "$ACCOUNTS"
	printf '\n[profile twice]\nregion = x\n[profile twice]\nregion = y\n' >>"$config_file"
	run --separate-stderr ssoenv sync --dry-run
	equals "$status" 0
	equals "$(grep -c 'duplicate section' <<<"$stderr")" 1
}
