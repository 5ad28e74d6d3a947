# The shell layer in POSIX shells: a function, nothing at the prompt.

load support
load layer

shell_program=dash
in_sh() {
	command -v "$shell_program" >/dev/null || skip "$shell_program IS NOT ON PATH: nothing is proved for sh"
	printf '%s\n' ". '$program_root/shell/ssoenv.sh'" "$@" >script.sh
	run --separate-stderr "$shell_program" ${shell_options[@]+"${shell_options[@]}"} script.sh
	printf 'status %s, stdout %q, stderr %q\n' "$status" "$output" "$stderr" >&2
}

# A program that answers `use NAME` at once, and fails for other words.
answering_program() {
	mkdir -p answers
	local name
	for name; do
		copy "$name"
		cp "$HOME/.cache/ssoenv/shell/roles/$name" answers/
	done
	printf '#!/bin/sh\necho "$*" >>"%s/calls"\nfor name; do :; done\ncat "%s/answers/$name" 2>/dev/null || exit 7\n' "$PWD" "$PWD" >noting
	chmod +x noting
	export SSOENV_BIN=$PWD/noting
}

@test "sh: pitfall 7/8: sourcing prints nothing, exports nothing, also twice" {
	in_sh ". '$program_root/shell/ssoenv.sh'" 'env -0 >after'
	silent
	! tr '\0' '\n' <after | grep -q _ssoenv
}

@test "sh: use takes over what the program says" {
	cached_role
	in_sh 'ssoenv use dev' 'env -0 >after' 'set | grep _ssoenv | grep -e cached || :'
	equals "$status" 0
	equals "$stderr" ''
	sees after AWS_ACCESS_KEY_ID ASIACACHED
	sees after AWS_SECRET_ACCESS_KEY cached/secret+key
	sees after AWS_REGION eu-central-1
	sees after SSOENV_PROFILE dev
}

@test "sh: pitfall 23: use a, use b, use -, off give back unset, empty, unexported, multi-line and invalid UTF-8" {
	answering_program a b
	export AWS_PROFILE='' AWS_SESSION_TOKEN=$'it\'s\n"x" $(touch PWNED)' AWS_DEFAULT_REGION=$'\377\376 x' AWS_SECRET_ACCESS_KEY=$'x\nexport AWS_REGION'
	in_sh 'AWS_REGION="plain
value"' 'AWS_SECURITY_TOKEN=' 'env -0 >before' 'ssoenv use a; ssoenv use b; ssoenv use -' 'env -0 >between' 'ssoenv off' 'env -0 >after' 'echo "$AWS_REGION${AWS_SECURITY_TOKEN-unset}"'
	equals "$output" $'plain\nvalue'
	equals "$stderr" ''
	sees between SSOENV_PROFILE a
	same_environment before after
	[ ! -e PWNED ]
}

under_options() {
	answering_program dev
	read -ra shell_options <<<"$1"
	in_sh "${@:2}" 'AWS_REGION=plain; export AWS_PROFILE=mine' 'env -0 >before' 'ssoenv use dev' 'env -0 >after' 'ssoenv off' 'env -0 >off' '\printf done'
	equals "$status" 0
	equals "$output" done
	equals "$stderr" ''
	sees after SSOENV_PROFILE dev
	same_environment before off
	! tr '\0' '\n' <after | grep -q '^_ssoenv'
}
odd() { bats_test_function --description "sh: $1" -- under_options "${@:2}"; }
odd 'strict mode' -eu
odd 'noglob, noclobber' '-f -C'
odd 'pitfall 9: allexport' -a
odd 'pitfall 10: odd IFS' '' 'IFS=:/.0123456789=_A'
odd 'pitfall 12: functions named cat, date, command, env' '' 'cat() { echo BAD; }; date() { echo BAD; }; command() { echo BAD; }; env() { /usr/bin/env "$@"; }; sh() { echo BAD; }'

@test "sh: pitfall 12: aliases named export, unset, set, printf, eval" {
	answering_program dev
	printf '%s\n' "alias export='echo A' unset='echo A' set='echo A' printf='echo A' eval='echo A' exec='echo A' return='echo A'" ". '$program_root/shell/ssoenv.sh'" '\ssoenv use dev' 'env -0 >after' >script.sh
	run --separate-stderr dash script.sh
	silent
	sees after SSOENV_PROFILE dev
}

@test "sh: pitfall 13: a trace shows no secret, and goes on" {
	answering_program dev
	in_sh 'set -x' 'ssoenv use dev' 'ssoenv off' 'case $- in *x*) echo on;; esac'
	equals "$output" on
	[[ $stderr != *copied* && $stderr != *ASIACOPY* ]]
}

@test "sh: pitfall 4: statuses survive, set -e ends a script" {
	in_sh 'ssoenv use nope; echo $?' 'SSOENV_BIN=/nowhere/x ssoenv list 2>/dev/null; echo $?' 'ssoenv use -; echo $?' 'set -e; ssoenv use nope; echo RAN'
	equals "$status" 3
	equals "$output" $'3\n127\n2'
}

@test "sh: a readonly variable: nothing is changed, one line, status 3" {
	answering_program a b
	in_sh 'ssoenv use a' 'env -0 >before' 'readonly SSOENV_ROLE_NAME' 'ssoenv use b; echo $?' 'ssoenv off; echo $?' 'env -0 >after'
	equals "$output" $'3\n3'
	equals "$(uniq <<<"$stderr")" 'ssoenv: SSOENV_ROLE_NAME is readonly in this shell, so nothing was changed'
	same_environment before after
}

@test "sh: everything else passes through, word for word" {
	printf '#!/bin/sh\nprintf "<%%s>" "$@"\nexit 9\n' >noting
	chmod +x noting
	SSOENV_BIN=$PWD/noting in_sh "ssoenv export 'a b' '' '*' -- --yes; echo \$?" 'ssoenv use --help' 'ssoenv off --shell sh'
	equals "$output" $'<export><a b><><*><--><--yes>9\n<use><--help><off><--shell><sh>'
}

@test "sh: captured, the program's code comes out; in a subshell that writes where the shell does, it does not" {
	cached_role
	in_sh 'eval "$(ssoenv use dev)"' 'echo "$AWS_ACCESS_KEY_ID"' 'eval "$(ssoenv off)"' 'echo "${AWS_ACCESS_KEY_ID-unset}"' '(ssoenv use dev; echo "$SSOENV_PROFILE")'
	equals "$output" $'ASIACACHED\nunset\ndev'
}

@test "sh: in a shell that only inherited the role, off unsets it" {
	answering_program dev
	in_sh 'ssoenv use dev' "dash -c \". '$program_root/shell/ssoenv.sh'; ssoenv off; env -0 >after\""
	lacks after AWS_ACCESS_KEY_ID
	lacks after AWS_REGION
	lacks after SSOENV_REGION
	lacks after SSOENV_PROFILE
}

@test "sh: pitfall 3: an answer cut anywhere changes nothing" {
	answering_program dev
	mv answers/dev whole
	printf '#!/bin/sh\nhead -c "$CUT" whole\n' >noting
	in_sh 'env -0 >before' "c=0; while [ \$c -lt $(($(stat -c %s whole) - 4)) ]; do export CUT=\$c; ssoenv use dev 2>/dev/null && echo \$c; c=\$((c + 7)); done; unset CUT; env -0 >after"
	equals "$output" ''
	same_environment before after
}

@test "sh: behind -- stand names, and the options of the function do not" {
	noting_program
	in_sh 'ssoenv use -- dev || :'
	equals "$(calls)" 'use --shell sh --fields -- dev'
}
