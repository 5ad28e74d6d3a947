# Where code is wanted of the functions, and where a role: both run in a subshell that writes into a pipe.

load ../support/support
load ../support/layer

prepare() {
	fields dev '' KEY >given
	stand_in 'case $* in' "	shell-role*) cat '$PWD/given' ;;" '	*) echo "got=code" ;;' 'esac'
}

# The key of the role in this shell.
# shellcheck disable=SC2016
key='echo "key=${AWS_ACCESS_KEY_ID-none}"'

captures() { run_script "$(loading_layer)" "$@"; }

gives_code() {
	captures 'eval "$(ssoenv use dev)"; echo "$got"' 'a=$( (ssoenv use dev) ); echo "$a"' \
		'f() { ssoenv use dev; }; echo "$(f)"' 'echo "$(echo x | { ssoenv use dev; })"' "$key"
	equals "$output" $'code\ngot=code\ngot=code\ngot=code\nkey=none'
	equals "$stderr" ''
}

# The secrets would be in the log, and the work be done with other credentials.
gives_role() {
	captures "{ ssoenv use dev; $key; } | cat" "( (ssoenv use dev; $key) ) | cat" "(ssoenv use dev; $key) | cat | cat" \
		"(ssoenv use dev; $key)" "$key"
	equals "$output" $'key=KEY\nkey=KEY\nkey=KEY\nkey=KEY\nkey=none'
	equals "$stderr" ''
}

# In bash a call is printed: layer-bash.bats.
in_each "${posix_shells/bash/}" 'code is printed where the shell reads it' gives_code
in_each "$posix_shells" 'in a pipeline and in a subshell the role is taken, and no code is written' gives_role
