# The shell layer in POSIX shells: a function, nothing at the prompt. Each test runs in each of them.

load ../support/support
load ../support/layer

# One shell a word. scripts/shells-of-debian.sh names all that Debian has.
sh_shells=${SSOENV_SH_SHELLS:-dash mksh ksh93}

# in_sh LINE ...: in $shell_program with the layer. Should a call ever call itself again, its process group ends here.
in_sh() {
	printf '%s\n' ". '$program_root/shell/ssoenv.sh'" "$@" >script.sh
	# shellcheck disable=SC2046 # several words
	run --separate-stderr timeout -k 1 "${limit:-60}" $(words_of "$shell_program") ${shell_options[@]+"${shell_options[@]}"} script.sh
	printf 'status %s, stdout %q, stderr %q\n' "$status" "$output" "$stderr" >&2
}

words_of() { case $1 in busybox) echo busybox ash ;; *) echo "$1" ;; esac; }

# in_every DESCRIPTION FUNCTION [ARGUMENT ...]: one test per shell.
in_every() {
	local one
	take_turn "$sh_shells"
	for one in $taken; do bats_test_function --description "$one: $1" -- in_one "$one" "${@:2}"; done
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
	[ "$shell_program" != posh ] || skip 'posh has no aliases'
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

# yash and posh forget traps. There the call is printed at once, also where nobody wants it.
without_call() { case $shell_program in posh | yash) grep -v '^_ssoenv_captured_use ' <<<"$1" ;; *) printf %s "$1" ;; esac; }

## Each shell's own

program_missing='ssoenv: found no ssoenv program on PATH
ssoenv: hint: npm install --global ssoenv'

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
	equals "$stderr" "$program_missing"
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

## Captured output

# A program that notes its words, and answers as answering_program does.
noting_and_answering() {
	answering_program "$@"
	mv stand-in answering
	stand_in "printf '<%s>' \"\$@\" >>'$PWD/calls'; echo >>'$PWD/calls'; exec '$PWD/answering' \"\$@\""
}

# The person's options go with the call, without those about signing in: the subshell has signed in.
asks_once() {
	noting_and_answering dev "it's"
	in_sh 'code=$(ssoenv use --login --region "eu west" dev); echo "$code"; eval "$code"; echo "$SSOENV_PROFILE"' \
		'eval "$(ssoenv use --account 111111111111 --role "it'"'"'s")"; echo "$?"' 'eval "$(ssoenv use "it'"'"'s")"; echo "$SSOENV_PROFILE"'
	equals "$output" "_ssoenv_captured_use '--region' 'eu west' '--' 'dev'
dev
0
it's"
	equals "$stderr" ''
	equals "$(cat calls)" "<shell-role><--shell><sh><--login><--region><eu west><--><dev>
<shell-role><--shell><sh><--no-login><--region><eu west><--><dev>
<shell-role><--shell><sh><--account><111111111111><--role><it's>
<shell-role><--shell><sh><--no-login><--account><111111111111><--role><it's>
<shell-role><--shell><sh><--><it's>
<shell-role><--shell><sh><--no-login><--><it's>"
}
in_every 'a captured use is a call, which asks the program again without a sign-in' asks_once

# The profile that was chosen from a menu is in the answer alone.
names_what_was_chosen() {
	answering_program dev
	stand_in "case \$* in *--no-login*) echo \"\$*\" >>'$PWD/calls' ;; esac" "cat '$PWD/answers/dev'"
	in_sh 'eval "$(ssoenv use)"; echo "$SSOENV_PROFILE"'
	equals "$output" dev
	equals "$(calls)" 'shell-role --shell sh --no-login -- dev'
}
in_every 'a captured use without a profile names the one that was chosen' names_what_was_chosen

keeps_statuses_of_captures() {
	answering_program dev
	in_sh 'eval "$(ssoenv use nope)"; echo $?' 'eval "$(ssoenv use nope)" && echo RAN' \
		'eval "$(ssoenv use dev)" && echo "$SSOENV_PROFILE"' \
		'eval "$(ssoenv use -)"; echo $?' 'eval "$(ssoenv off)" && echo ${SSOENV_PROFILE-unset}' \
		'eval "$(ssoenv use -)"; echo "$SSOENV_PROFILE"' \
		'readonly AWS_REGION; eval "$(ssoenv use dev)"; echo $?' 'set -e; eval "$(ssoenv use nope)"; echo RAN'
	equals "$status" 7
	equals "$output" $'7\ndev\n2\nunset\ndev\n3'
}
in_every 'the evaluating shell has the status of a captured use, and set -e ends it' keeps_statuses_of_captures

works_in_captures() {
	answering_program dev
	in_sh 'f() { ssoenv use dev; }' 'eval "$(f)"; echo "$SSOENV_PROFILE"; ssoenv off' \
		'eval "$( (ssoenv use dev) )"; echo "$SSOENV_PROFILE"; ssoenv off' \
		'eval "$(echo x | { ssoenv use dev; })"; echo "$SSOENV_PROFILE"; ssoenv off' \
		'eval "$(ssoenv use dev | cat)"; echo "$SSOENV_PROFILE"; ssoenv off' \
		'eval "$(ssoenv use dev; ssoenv off)"; echo "${SSOENV_PROFILE-unset}"' \
		'eval "$(eval "$(ssoenv use dev)")"; echo "$SSOENV_PROFILE"; ssoenv off' \
		'trap "echo bye" EXIT; eval "$(ssoenv use dev)"; echo "$SSOENV_PROFILE"'
	equals "$output" $'dev\ndev\ndev\ndev\nunset\ndev\ndev\nbye'
	equals "$stderr" ''
}
in_every 'functions, subshells and pipelines can be captured' works_in_captures

under_options_in_captures() {
	answering_program dev
	read -ra shell_options <<<"$1"
	in_sh "${@:2}" 'eval "$(ssoenv use dev)"' '\printf "%s\n" "$SSOENV_PROFILE"' 'eval "$(ssoenv off)"' \
		'\printf done${SSOENV_PROFILE-}'
	equals "$output" $'dev\ndone'
	holds_no_secret "$stderr"
}
captured_under() { in_every "captured: $1" under_options_in_captures "${@:2}"; }
captured_under 'strict mode' -eu
captured_under 'allexport, noglob, noclobber' '-a -f -C'
captured_under 'a trace' -x
captured_under 'odd IFS' '' 'IFS=:/.0123456789=_A'
captured_under 'functions of programs' '' 'cat() { echo BAD; }; date() { echo BAD; }; command() { echo BAD; }; sh() { echo BAD; }'

# What a pipeline is for has the role. What it writes is what the log has.
gives_role_to_pipelines() {
	answering_program dev
	printf '#!/bin/sh\necho "deployed with $AWS_ACCESS_KEY_ID"\n' >deploy
	chmod +x deploy
	PATH=$PWD:$PATH in_sh '{ ssoenv use dev && deploy; } | cat' '(ssoenv use dev && deploy) | cat | cat' '(ssoenv use dev && deploy)' \
		'echo "$(ssoenv use dev && deploy)"' 'echo "${AWS_ACCESS_KEY_ID-unset}"'
	equals "$(without_call "$output" | sed '/^$/d')" "$(printf 'deployed with ASIACOPY\n%.0s' 1 2 3 4)
unset"
}
in_every 'a pipeline and a subshell have the role for their programs, and write nothing else' gives_role_to_pipelines

keeps_traps() {
	answering_program dev
	in_sh '(trap "echo cleaned" EXIT; ssoenv use dev; sh -c :) | cat' 'x=$(trap "echo cleaned" EXIT; ssoenv use dev; :); echo "$x"' \
		'trap "echo bye" EXIT; { ssoenv use dev; sh -c :; } | cat; eval "$(ssoenv use dev)"; sh -c "echo \$SSOENV_PROFILE"'
	equals "$(grep -v '^_ssoenv_captured_use ' <<<"$output")" $'cleaned\ncleaned\ndev\nbye'
	equals "$stderr" ''
}
in_every 'a trap that a subshell has set stays' keeps_traps

## An inherited role

# Of what came with the role, the person has changed the region, and another tool the keys.
keeps_what_is_foreign() {
	answering_program a b
	in_sh 'ssoenv use a' "AWS_REGION=mine AWS_PROFILE=other $(words_of "$shell_program") -c \". '$program_root/shell/ssoenv.sh'
		export AWS_ACCESS_KEY_ID=FOREIGN; env -0 >before; ssoenv use b; ssoenv off; env -0 >after\""
	sees after AWS_ACCESS_KEY_ID FOREIGN
	sees after AWS_REGION mine
	sees after AWS_PROFILE other
	lacks after AWS_SECRET_ACCESS_KEY
	lacks after AWS_DEFAULT_REGION
	lacks after SSOENV_PROFILE
}
in_every 'of an inherited role, off leaves what somebody else has changed' keeps_what_is_foreign

ends_code_of_program() {
	cached_role
	answering_program a
	in_sh 'ssoenv use a' "eval \"\$(SSOENV_BIN= PATH='$program_folder':\$PATH; '$program_folder/ssoenv' use --shell sh dev)\"" \
		'echo "$SSOENV_PROFILE"' \
		'ssoenv off; echo "${AWS_ACCESS_KEY_ID-unset} ${SSOENV_PROFILE-unset} ${AWS_REGION-unset}"'
	equals "$output" $'dev\nunset unset unset'
}
in_every 'off ends a role that code of the program has set' ends_code_of_program

# on_terminal LINE ...: as in_sh, with a terminal. What the screen shows is in $output.
on_terminal() {
	require_terminal
	printf '%s\n' ". '$program_root/shell/ssoenv.sh'" "$@" >script.sh
	run script -qec "$(words_of "$shell_program") script.sh" /dev/null
	output=${output//$'\r'/}
}

greets_once() {
	answering_program dev
	on_terminal 'eval "$(ssoenv use dev)"' 'eval "$(ssoenv off)"' 'SSOENV_GUARD=d*; export SSOENV_GUARD' 'eval "$(ssoenv use --yes dev)"'
	equals "$(grep -c 'dev: ReadOnly in account 111111111111 (eu-west-1)' <<<"$output")" 2
	equals "$(grep -c '' <<<"$output")" 2
}
in_every 'a captured use greets once' greets_once

## Programs

tells_of_node() {
	mkdir bin
	ln -s "$(type -P sh)" "$(type -P printf)" "$(type -P rm)" bin/
	printf '#!/usr/bin/env node\n' >bin/ssoenv
	chmod +x bin/ssoenv
	in_sh "PATH=$PWD/bin" 'ssoenv use dev; echo $?' 'ssoenv list; echo $?' 'SSOENV_BIN=$PWD/no; ssoenv list; echo $?' \
		'SSOENV_BIN=; rm bin/ssoenv; ssoenv use dev; echo $?'
	equals "$output" $'127\n127\n127\n127'
	equals "$stderr" "ssoenv: ssoenv needs Node.js, and there is no node on PATH
ssoenv: ssoenv needs Node.js, and there is no node on PATH
ssoenv: found no program $PWD/no, which SSOENV_BIN names
$program_missing"
}
in_every 'without Node, and without a program: one message, status 127' tells_of_node

uses_its_package() {
	local code
	mkdir -p mine/shell mine/dist elsewhere
	cp "$program_root/shell/ssoenv.sh" mine/shell/
	printf '#!/bin/sh\necho "mine $*"\n' >mine/dist/cli.cjs
	printf '#!/bin/sh\necho "elsewhere $*"\n' >elsewhere/ssoenv
	chmod +x mine/dist/cli.cjs elsewhere/ssoenv
	# The block that `ssoenv install` writes.
	HOME=$PWD ENV='' ssoenv install sh 2>/dev/null
	code=$(sed -n "s|$program_root|$PWD/mine|gp" .profile)
	PATH=$PWD/elsewhere:/usr/bin:/bin in_sh 'ssoenv list' "$code" 'ssoenv list' "mv '$PWD/mine' gone" 'ssoenv list' 'rm elsewhere/ssoenv' \
		'ssoenv list; echo $?' 'ssoenv off'
	equals "$output" $'elsewhere list\nmine list\nelsewhere list\n127'
	equals "$stderr" "ssoenv: found no ssoenv program: $PWD/mine/dist/cli.cjs no longer exists, and there is none on PATH
ssoenv: hint: npm install --global ssoenv
ssoenv: no profile is active in this shell"
}
in_every 'installed, it uses the program of its own package, and tells if that is gone' uses_its_package

## Words

hands_words_on() {
	noting_program
	in_sh 'ssoenv use -- -dev || :' 'ssoenv use -- --yes || :' 'ssoenv use --region --yes dev || :' 'ssoenv use "" || :' \
		'ssoenv use value: || :' \
		'ssoenv use a --no-login b || :'
	equals "$(calls)" 'shell-role --shell sh -- -dev
shell-role --shell sh -- --yes
shell-role --shell sh --region --yes -- dev
shell-role --shell sh -- 
shell-role --shell sh -- value:
shell-role --shell sh --no-login a -- b'
}
in_every 'the options go before the profile, which stands behind --' hands_words_on

leaves_nothing_behind() {
	answering_program dev
	in_sh 'ssoenv use dev; eval "$(ssoenv use dev)"; ssoenv use nope; ssoenv off; set' || :
	local left
	left=$(grep -o '^_ssoenv_[a-z_]*' <<<"$output" | sort -u)
	equals "$left" _ssoenv_last
}
in_every 'only state stays in private variables' leaves_nothing_behind

## For the prompt

draws_prompt() {
	answering_program dev
	fields "a!b \\e it's \$(touch PWNED) {left} é" 3000 eu-west-1 >answers/odd
	fields soon 30 >answers/soon
	fields over 0 >answers/over
	in_sh 'ssoenv_prompt; echo 1' 'ssoenv use dev; ssoenv_prompt; echo 2' \
		'ssoenv use soon; SSOENV_PROMPT_FORMAT="{role} {account} {region} {x} {profile"' \
		'ssoenv_prompt; echo 3; unset SSOENV_PROMPT_FORMAT' 'ssoenv use over; ssoenv_prompt; echo 4' \
		'ssoenv use odd; SSOENV_PROMPT_FORMAT="{profile}"; ssoenv_prompt; echo 5' \
		'AWS_PROFILE=mine; ssoenv_prompt; echo 6; unset AWS_PROFILE' \
		'AWS_SECRET_ACCESS_KEY=mine; SSOENV_PROMPT_FORMAT="{left}"; set -x; x=$(ssoenv_prompt); set +x; echo "$x"' \
		'ssoenv off; ssoenv_prompt; echo 7'
	local odd="a!b ?e it's \$(touch PWNED) {left} é" lines
	case $shell_program in
		ksh93) odd="a!!b \\e it's \$(touch PWNED) {left} é" ;;
		mksh | lksh) odd="a!b \\e it's \$(touch PWNED) {left} é" ;;
	esac
	mapfile -t lines <<<"$output"
	equals "${lines[0]}" 1
	# mksh counts in 32 bits, and the role of this test ends in 2100.
	[ "$shell_program" = mksh ] || matches "${lines[1]}" '^dev [0-9]+h[0-9]+m 2$'
	equals "${lines[2]}" 'ReadOnly 111111111111 eu-west-1 {x} {profile 3'
	equals "${lines[3]}" 'over expired 4'
	equals "${lines[4]}" "$odd 5"
	equals "${lines[5]}" "$odd 6"
	equals "${lines[6]}" '[?] '
	equals "${lines[7]}" 7
	[[ $stderr != *ASIACOPY* ]] || fail 'the trace shows the key'
	nothing_ran
}
in_every 'ssoenv_prompt shows the role, and no code of a name' draws_prompt

# As people have it: what the shell makes of the text, the status of the command before, an inherited role.
shows_prompt() {
	require_python
	fields 'a!b $(touch PWNED)' 3030 >given
	stand_in "cat '$PWD/given'"
	printf '%s\n' '> PS1='"'"'<$(ssoenv_prompt)> '"'" '> . "$LAYER"; (exit 5)' '< <>' \
		'> echo status=$?; ssoenv use x; (exit 6)' '< status=5' \
		'< <a!b $(touch PWNED) 50m >' "> echo status=\$?; $(words_of "$shell_program") -i" '< status=6' \
		'> PS1='"'"'<$(ssoenv_prompt)> '"'" \
		'> . "$LAYER"' '< <a!b $(touch PWNED) 50m >' '> export AWS_ACCESS_KEY_ID=mine' '< <a!b $(touch PWNED) [?] >' \
		'> exit' '> exit' >script
	# shellcheck disable=SC2046 # several words
	local typed=("$python_program" "$support_folder/typist.py" script $(words_of "$shell_program") -i)
	LAYER=$program_root/shell/ssoenv.sh ENV='' "${typed[@]}" >screen || fail "$(cat -v screen)"
	nothing_ran
}
for one in dash mksh lksh ksh93 busybox; do
	bats_test_function --description "$one: PS1 with ssoenv_prompt shows the role" -- in_one "$one" shows_prompt
done

## Tab

# Names need a list that the program has kept. Where no profile is wanted, Tab completes files as ever.
completes_in_ksh93() {
	require_program ksh93 ksh93
	require_python
	names_list 'ReadOnly in 1' dev deploy-a deploy-b 'team one' "it's \$(touch PWNED)" slash/name
	touch afile
	printf '%s\n' '> PS1="$ "; ssoenv() { printf "<%s>" "$@"; echo; }; set -o emacs; echo rea""dy' '< ready' \
		'> . "$LAYER/completions/ssoenv.ksh"; echo loa""ded' '< loaded' \
		'= ssoenv use dev\t' '> ' '< <use><dev>' '= ssoenv login dep\t' '< loy-' '= \t' '< deploy-a  deploy-b' '= b' '> ' \
		'< <login><deploy-b>' \
		'= ssoenv use tea\t' '> ' '< <use><team one>' '= ssoenv use it\t' '> ' "< <use><it's \$(touch PWNED)>" \
		'= ssoenv use slash\t' '> ' '< <use><slash/name>' '= ssoenv list af\t' '> ' '< <list><afile>' \
		'> set -o vi; echo now"" vi' '< now vi' '= ssoenv use sl\t' '> ' '< <use><slash/name>' '> set -x' '= ssoenv use sl\t' '> ' \
		'< <use>' '> exit' >script
	LAYER=$program_root ENV='' "$python_program" "$support_folder/typist.py" script ksh93 -i >screen || fail "$(cat -v screen)"
	equals "$(grep -c '^+ _ssoenv' screen)" 0
	nothing_ran
}
@test 'ksh93: Tab completes profile names' { completes_in_ksh93; }

@test 'ksh93 parses its completion' {
	require_program ksh93 ksh93
	ksh93 -n "$program_root/completions/ssoenv.ksh"
}

## Hostile values

# FUZZ_COUNT sets how many. Lines only: no profile name has more than one.
takes_hostile_values() {
	(cd "$support_folder/../../.." && node --import tsx --input-type=module -e "
		import { hostileValues, randomNumbers } from './test/fuzz/values.ts';
		const values = [...hostileValues(randomNumbers(${FUZZ_SEED:-15}), ${FUZZ_COUNT:-300})];
		process.stdout.write(values.map((value) => value.replace(/[\0\r\n]/g, ' ') + '\n').join(''));") >values
	limit=1000 in_sh 'count=0; while IFS= read -r value; do' \
		'	_ssoenv_call="set --"; _ssoenv_add_word "$value"; eval "$_ssoenv_call"; [ "$#/$1" = "1/$value" ] || echo "word: $value"' \
		'	_ssoenv_set "=$value" AWS_REGION; [ "$AWS_REGION" = "$value" ] || echo "set: $value"' \
		'	_ssoenv_has_role=1; _ssoenv_claim AWS_REGION; _ssoenv_is_ours AWS_REGION || echo "ours: $value"' \
		'	AWS_REGION=$value.; ! _ssoenv_is_ours AWS_REGION || echo "not ours: $value"' \
		'	_ssoenv_is_guarded "$value" && echo "guarded: $value"' \
		'	count=$((count + 1)); done <values; echo $count'
	equals "$output" "$(wc -l <values)"
	equals "$stderr" ''
	nothing_ran
}
in_every 'hostile values stay what they are' takes_hostile_values
