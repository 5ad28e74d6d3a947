# `console`: Tab for its services, and its output in a shell. What it asks AWS for: test/answers/console.test.ts.

load ../support/support

in_each 'bash zsh fish powershell' 'Tab offers services after console --service' \
	offers_word 'ssoenv console --service stepf' stepfunctions

completes() { # LINE
	local line='COMP_LINE=$1 COMP_POINT=${#1}'
	bash --norc -c ". '$program_root/completions/ssoenv.bash'; $line; _ssoenv_complete; printf '%s\n' \"\${COMPREPLY[@]}\"" bash "$1"
}

@test "bash: the profile is offered behind the value of an option, and a value with = in one word" {
	[ "$(completes 'ssoenv console --service s3 de')" = dev ]
	[ "$(completes 'ssoenv console --path /x de')" = dev ]
	completes 'ssoenv console --service=eventb' | grep -qxE '(--service=)?eventbridge'
}

@test "the address is all of stdout, and leads to the console" {
	run --separate-stderr ssoenv console dev --print --service s3
	equals "$status" 0
	matches "$stderr" '^ssoenv: this address is a secret for 15 minutes'
	run curl --silent --output /dev/null --write-out '%{redirect_url}' "$output"
	equals "$output" 'https://eu-central-1.console.aws.amazon.com/s3/buckets?region=eu-central-1'
}

@test "nobody is asked about a guarded profile without a terminal, or with --yes" {
	export SSOENV_GUARD='de*'
	run --separate-stderr ssoenv console dev --portal --print
	equals "$status" 0
	require_terminal
	run script -qec 'ssoenv console dev --portal --print --yes' /dev/null </dev/null
	matches "$output" '#/console\?account_id='
}
