# On a terminal: no secret appears, and a person is told what to type.

load support

# on_terminal CODE: what a terminal would show of it.
on_terminal() {
	script --version 2>/dev/null | grep -q util-linux || skip 'script of util-linux is not here: NOTHING IS PROVED about terminals'
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

tell() { bats_test_function --description "$1: pitfall 25: $2 on a terminal shows how to apply it and no secret" -- refuses_to_show_code "$2" "$1" "$3"; }
for one in bash zsh sh; do
	tell "$one" 'use dev' 'eval "$(ssoenv use dev)"'
	tell "$one" off 'eval "$(ssoenv off)"'
done
tell fish 'use dev' 'ssoenv use dev | source'
tell fish off 'ssoenv off | source'
tell powershell 'use dev' 'ssoenv use dev | Invoke-Expression'
tell powershell off 'ssoenv off | Invoke-Expression'

@test "pitfall 25: a failing use on a terminal prints no code" {
	on_terminal 'ssoenv use nope --shell bash'
	equals "$status" 3
	[[ $output != *exit* ]]
	matches "$output" 'profile "nope" is not in'
}

@test "with stderr on a terminal a line without secrets greets" {
	on_terminal 'ssoenv use dev --shell bash >code'
	equals "$status" 0
	matches "$output" $'^ssoenv: dev: ReadOnly in account 111111111111 \(eu-central-1\), (59 min|1 h 0 min) left\r?$'
	grep -q AWS_SECRET_ACCESS_KEY code
}

@test "the greeting of a profile without region names none" {
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

@test "export prints on a terminal, because it was asked to" {
	cached_role
	script --version 2>/dev/null | grep -q util-linux || skip 'script of util-linux is not here: NOTHING IS PROVED about terminals'
	run env SHELL=/bin/sh script -qefc 'ssoenv export dev --format env' /dev/null </dev/null
	equals "$status" 0
	[[ $output == *'export AWS_ACCESS_KEY_ID=ASIACACHED'* ]]
}
