# The shell layer in POSIX shells: a function, nothing at the prompt. Each test runs in each of them.

load ../support/support
load ../support/layer

sh_shells='dash mksh lksh ksh93 yash busybox'

# in_sh LINE ...: in $shell_program with the layer. Should a call ever call itself again, its process group ends here.
in_sh() {
	printf '%s\n' ". '$program_root/shell/ssoenv.sh'" "$@" >script.sh
	# shellcheck disable=SC2046 # several words
	run --separate-stderr timeout -k 1 60 $(words_of "$shell_program") ${shell_options[@]+"${shell_options[@]}"} script.sh
	printf 'status %s, stdout %q, stderr %q\n' "$status" "$output" "$stderr" >&2
}

words_of() { case $1 in busybox) echo busybox ash ;; *) echo "$1" ;; esac; }

# ksh93 adds variables of its own to the environment of its children.
same_environment() {
	cmp <(kept_of "$1") <(kept_of "$2") || fail "$1 and $2 differ: $(changed_between "$1" "$2")"
}
kept_of() { LC_ALL=C sort -z "$1" | grep -zv -e ^_= -e ^_AST_FEATURES=; }

# in_every DESCRIPTION FUNCTION [ARGUMENT ...]: one test per shell.
in_every() {
	local one
	for one in $sh_shells; do bats_test_function --description "$one: $1" -- in_one "$one" "${@:2}"; done
}

in_one() {
	shell_program=$1
	require_program "$(if [ "$1" = dash ]; then echo sh; else echo "$1"; fi)" "$1"
	"${@:2}"
}

# A program that answers `use NAME` at once, and fails for other words.
answering_program() {
	mkdir -p answers
	local name
	for name; do fields "$name" >"answers/$name"; done
	stand_in 'for name; do :; done' "cat '$PWD/answers/'\"\$name\" 2>/dev/null || exit 7"
}

sources_silently() {
	in_sh ". '$program_root/shell/ssoenv.sh'" 'env -0 >after'
	silent
	! tr '\0' '\n' <after | grep -q _ssoenv
}
in_every 'sourcing prints nothing, exports nothing, also twice' sources_silently

takes_over() {
	cached_role
	in_sh 'ssoenv use dev' 'env -0 >after' 'set | grep _ssoenv | grep -e cached || :'
	equals "$status" 0
	equals "$stderr" ''
	sees after AWS_ACCESS_KEY_ID ASIACACHED
	sees after AWS_SECRET_ACCESS_KEY cached/secret+key
	sees after AWS_REGION eu-central-1
	sees after SSOENV_PROFILE dev
}
in_every 'use sets what the program prints' takes_over

goes_and_returns() {
	answering_program a b
	export AWS_PROFILE='' AWS_SESSION_TOKEN=$'it\'s\n"x" $(touch PWNED)' AWS_DEFAULT_REGION=$'\377\376 x' \
		AWS_SECRET_ACCESS_KEY=$'x\nexport AWS_REGION'
	in_sh 'AWS_REGION="plain' 'value"' 'AWS_SECURITY_TOKEN=' 'env -0 >before' 'ssoenv use a; ssoenv use b; ssoenv use -' \
		'env -0 >between' 'ssoenv off' 'env -0 >after' 'echo "$AWS_REGION${AWS_SECURITY_TOKEN-unset}"'
	equals "$output" $'plain\nvalue'
	equals "$stderr" ''
	sees between SSOENV_PROFILE a
	same_environment before after
	nothing_ran
}
in_every 'off after use a, use b, use - restores unset, empty, unexported, multi-line and invalid UTF-8 values' goes_and_returns

under_options() {
	answering_program dev
	read -ra shell_options <<<"$1"
	in_sh "${@:2}" 'AWS_REGION=plain; export AWS_PROFILE=mine' 'env -0 >before' 'ssoenv use dev' 'env -0 >after' 'ssoenv off' \
		'env -0 >off' '\printf done'
	equals "$status" 0
	equals "$output" done
	equals "$stderr" ''
	sees after SSOENV_PROFILE dev
	same_environment before off
	! tr '\0' '\n' <after | grep -q '^_ssoenv'
}
odd() { in_every "$1" under_options "${@:2}"; }
odd 'strict mode' -eu
odd 'noglob, noclobber' '-f -C'
odd 'allexport' -a
odd 'odd IFS' '' 'IFS=:/.0123456789=_A'
odd 'functions named cat, date, command, env' '' \
	'cat() { echo BAD; }; date() { echo BAD; }; command() { echo BAD; }; env() { /usr/bin/env "$@"; }; sh() { echo BAD; }'

stands_aliases() {
	answering_program dev
	printf '%s\n' \
		"alias export='echo A' unset='echo A' set='echo A' printf='echo A' eval='echo A' exec='echo A' return='echo A'" \
		". '$program_root/shell/ssoenv.sh'" '\ssoenv use dev' 'env -0 >after' >script.sh
	# shellcheck disable=SC2046 # several words
	run --separate-stderr $(words_of "$shell_program") script.sh
	silent
	sees after SSOENV_PROFILE dev
}
in_every 'aliases named export, unset, set, printf, eval' stands_aliases

hides_a_trace() {
	answering_program dev
	in_sh 'set -x' 'ssoenv use dev' 'ssoenv off' 'case $- in *x*) echo on;; esac'
	equals "$output" on
	[[ $stderr != *of+ASIACOPY* && $stderr != *ASIACOPY* ]]
}
in_every 'a trace shows no secret, and goes on' hides_a_trace

keeps_statuses() {
	in_sh 'ssoenv use nope; echo $?' '(SSOENV_BIN=/nowhere/x; ssoenv list 2>/dev/null); echo $?' 'ssoenv use -; echo $?' \
		'set -e; ssoenv use nope; echo RAN'
	equals "$status" 3
	equals "$output" $'3\n127\n2'
}
in_every 'statuses survive, set -e ends a script' keeps_statuses

refuses_readonly() {
	answering_program a b
	in_sh 'ssoenv use a' 'env -0 >before' 'readonly SSOENV_ROLE_NAME' 'ssoenv use b; echo $?' 'ssoenv off; echo $?' 'env -0 >after'
	equals "$output" $'3\n3'
	equals "$(uniq <<<"$stderr")" 'ssoenv: SSOENV_ROLE_NAME is readonly in this shell, so nothing was changed'
	same_environment before after
}
in_every 'a readonly variable: nothing is changed, one line, status 3' refuses_readonly

passes_through() {
	stand_in 'printf "<%s>" "$@"' 'exit 9'
	in_sh "ssoenv export 'a b' '' '*' -- --yes; echo \$?" 'ssoenv use --help' 'ssoenv off --shell sh'
	equals "$output" $'<export><a b><><*><--><--yes>9\n<use><--help><off><--shell><sh>'
}
in_every 'every other command passes through, word for word' passes_through

tells_captures() {
	cached_role
	in_sh 'eval "$(ssoenv use dev)"' 'echo "$AWS_ACCESS_KEY_ID"' 'eval "$(ssoenv off)"' 'echo "${AWS_ACCESS_KEY_ID-unset}"' \
		'(ssoenv use dev; echo "$SSOENV_PROFILE")'
	equals "$output" $'ASIACACHED\nunset\ndev'
}
in_every 'code is printed where output is captured, and not in a subshell that writes where the shell does' tells_captures

ends_what_it_inherited() {
	answering_program dev
	in_sh 'ssoenv use dev' "$(words_of "$shell_program") -c \". '$program_root/shell/ssoenv.sh'; ssoenv off; env -0 >after\""
	lacks after AWS_ACCESS_KEY_ID
	lacks after AWS_REGION
	lacks after SSOENV_REGION
	lacks after SSOENV_PROFILE
}
in_every 'off unsets an inherited role' ends_what_it_inherited

refuses_cuts() {
	answering_program dev
	mv answers/dev whole
	stand_in 'head -c "$CUT" whole'
	in_sh 'env -0 >before' "c=0; while [ \$c -lt $(($(stat -c %s whole) - 4)) ]; do export CUT=\$c" \
		'ssoenv use dev 2>/dev/null && echo $c; c=$((c + 7)); done; unset CUT; env -0 >after'
	equals "$output" ''
	same_environment before after
}
in_every 'an answer cut anywhere changes nothing' refuses_cuts

hands_names_on() {
	noting_program
	in_sh 'ssoenv use -- dev || :'
	equals "$(calls)" 'shell-role --shell sh -- dev'
}
in_every 'a word after -- is a name, never an option of the function' hands_names_on

## Each shell's own

# Where `exec` prefers functions, a program of that name would be the function.
calls_no_function() {
	printf '#!/bin/sh\necho "$0 $*"\nexit 9\n' >ssoenv
	chmod +x ssoenv
	PATH=$PWD:$PATH in_sh 'ssoenv --version; echo $?' 'ssoenv use --help; echo $?' 'unset PATH; ssoenv list; echo $?'
	equals "$output" "$PWD/ssoenv --version
9
$PWD/ssoenv use --help
9
127"
	equals "$stderr" 'ssoenv: ssoenv was not found on PATH'
}
in_every 'the program is started, never the function' calls_no_function

stands_a_function_of_each_name() {
	answering_program dev
	mv stand-in noting
	in_sh 'date() { echo BAD; }; od() { echo BAD; }; noting() { echo BAD; }; readlink() { echo BAD; }' \
		'PATH=$PWD:$PATH SSOENV_BIN=noting' 'ssoenv use dev' 'echo "$AWS_ACCESS_KEY_ID"'
	equals "$output" ASIACOPY
	equals "$stderr" ''
}
in_every 'functions named as programs change nothing' stands_a_function_of_each_name

# Where a shell has such declarations, they are cleared or refused, and then nothing is changed.
is_whole_or_nothing() {
	answering_program dev
	$(words_of "$shell_program") -c "$DECLARATION" 2>/dev/null || skip "$shell_program has no such declaration"
	in_sh "$DECLARATION" 'env -0 >before' 'ssoenv use dev; used=$?' 'env -0 >after' 'ssoenv off' 'env -0 >off' 'echo $used'
	case $output in
		0)
			sees after AWS_REGION eu-west-1
			sees after AWS_SESSION_TOKEN token+of/ASIACOPY==
			sees after AWS_SSO_PROFILE dev
			;;
		3)
			matches "$stderr" '^ssoenv: [A-Z_]+ (is declared with attributes|is readonly) in this shell, so nothing was changed'
			same_environment before after
			;;
		*) fail "status $output" ;;
	esac
	same_environment before off
}
for declaration in 'typeset -i AWS_REGION' 'typeset -xi AWS_REGION=3' 'typeset -u AWS_SSO_PROFILE' 'typeset -l AWS_SECRET_ACCESS_KEY=x' \
	'set -A AWS_SESSION_TOKEN a b' 'typeset -n AWS_REGION=OTHER' 'typeset -L2 AWS_SSO_PROFILE' 'typeset -Z9 AWS_REGION=1' \
	'AWS_PROFILE=(a b)' \
	'typeset -r SSOENV_EXPIRES=1'; do
	in_every "$declaration: whole or not at all" eval "DECLARATION='$declaration'; export DECLARATION; is_whole_or_nothing"
done

drops_inherited_state() {
	answering_program dev
	export _ssoenv_is_active=1 _ssoenv_last=elsewhere _ssoenv_ours_AWS_PROFILE==mine _ssoenv_was_AWS_PROFILE==gone AWS_PROFILE=mine
	export _ssoenv_answer=x _ssoenv_number='a[$(touch PWNED)0]' _ssoenv_field='a[$(touch PWNED)0]' _ssoenv_tries='a[$(touch PWNED)0]'
	in_sh 'env | grep -c _ssoenv' 'ssoenv use -; echo $?' 'ssoenv off' 'env | grep AWS_PROFILE' \
		'ssoenv use dev; (ssoenv off); ssoenv off' 'env | grep AWS_PROFILE'
	equals "$output" $'0\n2\nAWS_PROFILE=mine\nAWS_PROFILE=mine'
	nothing_ran
}
in_every 'private state from the environment is dropped' drops_inherited_state

remembers_when_read_again() {
	answering_program a b
	in_sh 'ssoenv use a; ssoenv use b' ". '$program_root/shell/ssoenv.sh'" 'ssoenv use -; echo $SSOENV_PROFILE' \
		'ssoenv off; echo ${AWS_ACCESS_KEY_ID-unset}'
	equals "$output" $'a\nunset'
}
in_every 'sourced again, it keeps its state' remembers_when_read_again

refuses_numbers() {
	answering_program dev
	local number
	for number in '' 007 -1 1e9 99999999999999999999 'a[$(touch PWNED)0]' '1 + 1' 0x10; do
		awk -v n="$number" 'NR == 7 { print n; next } { print }' answers/dev >answers/odd
		in_sh 'ssoenv use odd; echo $? ${SSOENV_PROFILE-unset}'
		equals "$output" '1 unset'
		matches "$stderr" 'cannot read the output of the ssoenv program'
	done
	nothing_ran
}
in_every 'an answer whose expiry is not a number is refused' refuses_numbers
