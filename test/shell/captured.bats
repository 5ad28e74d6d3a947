# Where code is wanted of the functions, and where a role: both run in a subshell that writes into a pipe.

load support

eval "home_$(declare -f setup)"
setup() {
	home_setup
	program_root=${program_folder%/bin}
	printf '#!/bin/sh\ncase $* in (shell-role*) printf "%%s\\n" ssoenv1 "=$HOME" "" "" /c /d 4102444800 dev KEY secret token 2100-01-01T00:00:00Z eu-west-1 111111111111 ReadOnly end ;; (*) echo "got=code" ;; esac\n' >stand-in
	chmod +x stand-in
	export SSOENV_BIN=$PWD/stand-in
}

# The key of the role in this shell.
# shellcheck disable=SC2016
key='echo "key=${AWS_ACCESS_KEY_ID-none}"'

captures() {
	local file=$program_root/shell/ssoenv.$shell
	[ "$shell" != dash ] || file=$program_root/shell/ssoenv.sh
	run_script ". '$file'" "$@"
}

gives_code() {
	captures 'eval "$(ssoenv use dev)"; echo "$got"' 'a=$( (ssoenv use dev) ); echo "$a"' 'f() { ssoenv use dev; }; echo "$(f)"' 'echo "$(echo x | { ssoenv use dev; })"' "$key"
	equals "$output" $'code\ngot=code\ngot=code\ngot=code\nkey=none'
	equals "$stderr" ''
}

# The secrets would be in the log, and the work be done with other credentials.
gives_role() {
	captures "{ ssoenv use dev; $key; } | cat" "( (ssoenv use dev; $key) ) | cat" "(ssoenv use dev; $key) | cat | cat" "(ssoenv use dev; $key)" "$key"
	equals "$output" $'key=KEY\nkey=KEY\nkey=KEY\nkey=KEY\nkey=none'
	equals "$stderr" ''
}

in_each 'bash zsh dash' 'code is given where the shell reads it' gives_code
in_each 'bash zsh dash' 'in a pipeline and in a subshell the role is taken, and no code is written' gives_role
