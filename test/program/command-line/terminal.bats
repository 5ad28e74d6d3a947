# On a terminal no secret appears, and a hint shows what to type.

load ../support/support

# on_terminal CODE: what a terminal would show of it.
on_terminal() {
	require_terminal
	run env SHELL=/bin/sh script -qefc "$1" /dev/null </dev/null
	printf 'status %s, shown %q\n' "$status" "$output" >&2
	holds_no_secret "$output"
}

refuses_to_show_code() {
	cached_role
	on_terminal "ssoenv $1 --shell $2"
	equals "$status" 2
	matches "$output" "^ssoenv: (ssoenv )?${1%% *} prints code for the shell"
	[[ $output == *"ssoenv: hint: $3"* ]] || fail 'the hint is missing'
	[[ $output != *AWS_* ]]
}

prints_code() {
	bats_test_function --description "$1: $2 on a terminal shows how to apply it and no secret" -- refuses_to_show_code "$2" "$1" "$3"
}
for one in bash zsh sh; do
	prints_code "$one" 'use dev' 'eval "$(ssoenv use dev)"'
	prints_code "$one" off 'eval "$(ssoenv off)"'
done
prints_code fish 'use dev' 'ssoenv use dev | source'
prints_code fish off 'ssoenv off | source'
prints_code powershell 'use dev' 'ssoenv use dev | Invoke-Expression'
prints_code powershell off 'ssoenv off | Invoke-Expression'

@test "a failing use on a terminal prints no code" {
	on_terminal 'ssoenv use nope --shell bash'
	equals "$status" 3
	[[ $output != *exit* ]]
	matches "$output" 'profile "nope" is not in'
}

@test "use prints a greeting without secrets when stderr is a terminal" {
	on_terminal 'ssoenv use dev --shell bash >code'
	equals "$status" 0
	matches "$output" $'^ssoenv: dev: ReadOnly in account 111111111111 \(eu-central-1\), (59 min|1 h 0 min) left\r?$'
	grep -q AWS_SECRET_ACCESS_KEY code
}

@test "the greeting of a profile without region shows no region" {
	on_terminal 'ssoenv use regionless --shell bash >code'
	matches "$output" $'^ssoenv: regionless: ReadOnly in account 222222222222, [^ ]+ [^ ]+( 0 min)? left\r?$'
}

@test "the greeting of a hostile name holds no control character" {
	cached_role
	add_profile $'profile "a\e[31m\ab"'
	on_terminal $'ssoenv use "a\e[31m\ab" --shell bash >code'
	equals "$status" 0
	[[ $output == *'ssoenv: a\x1b[31m\x07b: ReadOnly'* ]]
	[[ $output != *$'\e'* ]]
}

@test "export prints on a terminal, too" {
	cached_role
	require_terminal
	run env SHELL=/bin/sh script -qefc 'ssoenv export dev --format env' /dev/null </dev/null
	equals "$status" 0
	[[ $output == *'export AWS_ACCESS_KEY_ID=ASIACACHED'* ]]
}
