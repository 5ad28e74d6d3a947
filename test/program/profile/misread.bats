# Names that are in the config file, under a header that AWS tools pass over, and values that are not of their form: what every
# command says of them, and that doing what it says helps.

load ../support/support

# header HEADER: the section of dev gets it.
header() { sed -i "s/^\[profile dev\]\$/$1/" "$config_file"; }
line() { grep -nF "$1" "$config_file" | cut -d: -f1; }

@test "every command that takes a profile names the misread line, and what to write there" {
	header '[dev]'
	for words in 'use dev --shell bash' 'export dev' 'login dev' 'logout dev' 'status dev' 'status --check dev' 'wait dev'; do
		# shellcheck disable=SC2086 # several words
		run --separate-stderr ssoenv $words
		equals "$status" 3
		matches "$stderr" "ssoenv: profile \"dev\" cannot be read: line $(line '[dev]') of $config_file has \[dev\]"
		matches "$stderr" ", but AWS tools read only \[profile dev\]"
		matches "$stderr" "ssoenv: hint: write \[profile dev\] on line $(line '[dev]') of $config_file"
	done
	sed -i "$(line '[dev]')s/.*/[profile dev]/" "$config_file"
	run --separate-stderr ssoenv export dev
	equals "$status" 0
}

@test "every command that takes an sso-session names the line, too" {
	sed -i -e 's/^\[sso-session corp\]$/[sso-session FOO BAR]/' -e 's/^sso_session = corp$/sso_session = FOO BAR/' "$config_file"
	for words in 'login --sso-session' 'logout --sso-session' 'status --sso-session' 'sync --sso-session' \
		'use --shell bash --account 111111111111 --role ReadOnly --sso-session'; do
		# shellcheck disable=SC2086 # several words
		run --separate-stderr ssoenv $words 'FOO BAR'
		equals "$status" 3
		matches "$stderr" "line 1 of $config_file has \[sso-session FOO BAR\], but the AWS CLI reads only \[sso-session \"FOO BAR\"\]"
	done
	run --separate-stderr ssoenv export dev
	equals "$status" 3
	matches "$stderr" 'profile "dev" names sso-session "FOO BAR", which cannot be read: '
	sed -i '1s/.*/[sso-session "FOO BAR"]/' "$config_file"
	run --separate-stderr ssoenv status 'dev'
	equals "$status" 0
}

@test "list and status report such headers once, on stderr" {
	header '[profile My Account]'
	for words in list 'list --json' status 'status --json'; do
		# shellcheck disable=SC2086 # several words
		run --separate-stderr ssoenv $words
		equals "$status" 0
		equals "$(grep -c 'the AWS CLI reads only \[profile "My Account"\]' <<<"$stderr")" 1
		matches "$output" 'regionless'
		[[ $output != *'My Account'* ]] || fail "$output"
	done
}

@test "a comment behind a value is reported with its line, and nothing is exported" {
	cp "$config_file" before.ini
	for key in region sso_account_id sso_role_name sso_session; do
		cp before.ini "$config_file"
		sed -i "/^\[profile dev\]/,/^\$/s/^\($key = .*\)\$/\1 # mine/" "$config_file"
		value=$(sed -n "s/^$key = \(.*\) # mine\$/\1/p" "$config_file")
		run --separate-stderr ssoenv use dev --shell bash
		equals "$status" 3
		matches "$stderr" "$key of profile \"dev\" is \"$value # mine\", which is not "
		matches "$stderr" ": the comment after # is part of the value, as in the AWS CLI \\(line $(line '# mine') of $config_file\\)"
		matches "$stderr" "hint: write $key = $value on line $(line '# mine') of $config_file"
		[[ $output != *export* ]] || fail "$output"
		run --separate-stderr ssoenv list
		matches "$output" "! $key of profile"
	done
}
