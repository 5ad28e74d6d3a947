# For tests of the shell layers: copies of roles made by hand, a program that only takes notes, and what every layer is tried with.

# layer_in SHELL: the tests of this file are about the layer of SHELL. In `prepare`.
layer_in() {
	use_shell "$1"
	use_layer "$program_root/shell/ssoenv.$shell"
}

# use_layer FILE: the tests run this layer, which scripts have as $LAYER. $begin defines $helpers as well.
use_layer() {
	layer=$1
	export LAYER=$layer
	begin=". '$layer'${helpers+; $helpers}"
}

# in_layer LINE ...: runs the lines in $shell after $begin, which loads the layer. `run`'s $status, $output, $stderr.
in_layer() { run_script "${begin-$(loading_layer)}" "$@"; }

# traced CALLS LINE ...: runs a script of these lines, with what they print in `said`, and its system calls in `trace`.
traced() {
	local code calls=$1
	shift
	code=$(program_of "$shell")
	run_script() { # as support.bash has it, but traced
		printf '%s\n' "$@" >"script.${script_ending-$shell}"
		timeout 120 strace -f -qq -e signal=none -e trace="$calls" -o trace "$code" "${script_words[@]}" \
			"script.${script_ending-$shell}" >said 2>&1 || fail "$(cat said)"
	}
	case $shell in
		powershell) script_ending=ps1 script_words=(-NoProfile -NonInteractive -File) ;;
		# shellcheck disable=SC2207 # one word or none
		*) script_words=($(quiet_start)) ;;
	esac
	run_script "$@"
}

# processes_of LINE ...: how many processes and programs a script of these lines starts. Threads are no processes.
processes_of() {
	traced execve,execveat,fork,vfork,clone,clone3 "$@"
	grep -E '(execve|execveat|fork|vfork|clone3?)\(' trace | grep -vcE 'CLONE_THREAD|ENOENT|exited with'
}

## One behaviour, in all layers

# `npm run posix-shells` names all POSIX shells. layer-sh.bats has tests in more than one of them.
layer_shells=${SSOENV_LAYER_SHELLS:-bash zsh sh fish powershell}

# in_layers BEHAVIOUR FUNCTION [ARGUMENT ...]: one test for each layer, and in a short run for three of five, in turn. Where a layer
# cannot do it, `needs` says so.
in_layers() {
	local shells
	read -ra shells <<<"$layer_shells"
	if [[ ${SSOENV_ALL_TESTS-} != 1 && ${#shells[@]} -eq 5 ]]; then
		shells=("${shells[layer_turn % 5]}" "${shells[(layer_turn + 1) % 5]}" "${shells[(layer_turn + 2) % 5]}")
		layer_turn=$((layer_turn + 1))
	fi
	in_each "${shells[*]}" "$@"
}
layer_turn=0

# needs GAP ...: skips the test, by name, in a shell that has one of these gaps (support/drivers/README.md).
needs() {
	local one
	for one; do [ -z "${gaps[$one]-}" ] || skip "GAP: $shell ${gaps[$one]}"; done
}

# has GAP: the shell has no such gap.
has() { [ -z "${gaps[$1]-}" ]; }

# calling WORD ...: code that calls the function with these words, whatever they are.
calling() {
	local word code=ssoenv
	for word; do
		case $word in
			*[!A-Za-z0-9_.=-]* | '' | --) code+=" $(quoted "$word")" ;;
			*) code+=" $word" ;;
		esac
	done
	echo "$code"
}

# printing NAME ...: code that prints the values that a child sees, or `unset`.
printing() {
	local name code=
	for name; do code+=" \"\${$name-unset}\""; done
	echo "sh -c 'echo$code'"
}

# typed LINE ...: typed at prompts, which $prompts matches, of an interactive shell that has the layer; $output is the screen.
# The lines of $before_layer run before the layer is loaded, those of $after_layer behind it.
prompts='([0-9]*)#> '
typed() {
	require_python
	interactive_shell ${before_layer[@]+"${before_layer[@]}"} "${begin-$(loading_layer)}" ${after_layer[@]+"${after_layer[@]}"}
	PROMPT_END='#> ' run "$python_program" "$support_folder/type.py" "$prompts" "${terminal[@]}" < <(printf '%s\n' "$@" exit) 3>&-
	# fish 4 tells the terminal about itself: titles, marks, and modes of the keyboard. Colours stay.
	output=$(sed -E $'s/\r//g; s/\e\\][^\a\e]*(\a|\e\\\\)//g; s/\e(\\[[?>=][0-9;]*[a-zA-Z]|[=>])//g' <<<"$output")
	printf 'status %s, screen:\n%s\n' "$status" "$output" >&2
}
shows() { [[ $output == *"$1"* ]] || fail "not on the screen: $1"; }
hides() { [[ $output != *"$1"* ]] || fail "on the screen: $1"; }
has_line() { grep -qxF -- "$1" <<<"$output" || fail "no such line: $1"; }

now() { date +%s; }

## Copies of roles, below $copies

# The settings that hardly any profile has, and their labels.
rare=(AWS_ENDPOINT_URL AWS_USE_FIPS_ENDPOINT AWS_USE_DUALSTACK_ENDPOINT AWS_CA_BUNDLE AWS_DEFAULT_OUTPUT)
rare_labels=(SSOENV_ENDPOINT_URL SSOENV_USE_FIPS_ENDPOINT SSOENV_USE_DUALSTACK_ENDPOINT SSOENV_CA_BUNDLE SSOENV_OUTPUT)

core_shell=$support_folder/../../../src/core/shell
magic_word=$(sed -n "s/^export const MAGIC = '\(.*\)';/\1/p" "$core_shell/role-copy.ts")

# contract: a line with name and kind for each variable that a role changes, in the order of a record.
contract() {
	tr -d '\n\t' <"$core_shell/contract.ts" | grep -o "{ *name: '[^}]*}" | sed "s/.*name: '\([A-Z_]*\)', *kind: '\([a-z]*\)'.*/\1 \2/"
}

# fields NAME [SECONDS [KEY [REGION [ACCOUNT [ROLE]]]]]: what the program prints for a role that has so many seconds left. The values
# of the rare settings are in $passed. A variable without a value here has the line of a profile without it.
fields() {
	local key=${3-ASIACOPY} expires=4102444800 region=${4-eu-west-1} at name kind
	[ -z "${2-}" ] || expires=$(($(now) + $2))
	local -A value=([AWS_ACCESS_KEY_ID]=$key [AWS_SECRET_ACCESS_KEY]=secret/of+$key [AWS_SESSION_TOKEN]=token+of/$key==)
	value+=([AWS_CREDENTIAL_EXPIRATION]=2100-01-01T00:00:00Z [SSOENV_EXPIRES]=$expires [AWS_SSO_PROFILE]=$1 [SSOENV_PROFILE]=$1)
	value+=([SSOENV_ACCOUNT_ID]=${5-111111111111} [SSOENV_ROLE_NAME]=${6-ReadOnly})
	[ -z "$region" ] || value+=([AWS_REGION]=$region [AWS_DEFAULT_REGION]=$region [SSOENV_REGION]=$region)
	for at in "${!passed[@]}"; do
		[ -z "${passed[at]}" ] || value+=(["${rare[at]}"]=${passed[at]} ["${rare_labels[at]}"]=${passed[at]})
	done
	printf '%s\n' "$magic_word" "=$HOME" '' '' '' "$config_file" "$HOME/.aws/credentials"
	while read -r name kind; do
		if [ -n "${value[$name]+x}" ]; then
			printf '=%s\n' "${value[$name]}"
		elif [ "$kind" = setting ]; then
			echo -
		else
			echo
		fi
	done < <(contract)
	echo end
}

# rows: the names of a record's lines, in their order.
rows() {
	echo MAGIC HOME AWS_CONFIG_FILE AWS_SHARED_CREDENTIALS_FILE SSOENV_ROLE_SESSION_NAME CONFIG CREDENTIALS
	contract | cut -d' ' -f1
	echo END
}

# row NAME: the number of its line.
row() { rows | tr ' ' '\n' | grep -nx "$1" | cut -d: -f1; }

# edit FILE NAME LINE: the row of NAME becomes LINE.
edit() {
	LINE=$3 awk -v row="$(row "$2")" 'NR == row { print ENVIRON["LINE"]; next } { print }' "$1" >edited
	cat edited >"$1"
	rm edited
	age_copy "$1"
}

# copy NAME ...: the same, as the program keeps it.
copy() {
	fields "$@" >fields
	keep fields "$(encoded "$1")"
}

# role NAME ...: the same for a layer without copies as well, which asks the program.
role() {
	copy "$@"
	mkdir -p answers
	mv fields "answers/$(printf %s "$1" | cksum | tr ' ' -)"
	stand_in 'for name; do :; done' "cat '$PWD/answers/'\"\$(printf %s \"\$name\" | cksum | tr ' ' -)\" 2>/dev/null || exit 7"
}

# encoded NAME: the file name of a profile's copy.
encoded() {
	local LC_ALL=C at code name=
	for ((at = 0; at < ${#1}; at++)); do
		case $at${1:at:1} in
			*[A-Za-z0-9_] | [1-9]*[.@+=,-]) name+=${1:at:1} ;;
			*)
				printf -v code %d "'${1:at:1}"
				printf -v code %%%02X $((code & 255))
				name+=$code
				;;
		esac
	done
	echo "$name"
}

# keep FILE NAME: FILE becomes the copy of NAME, which is newer than the config file.
keep() {
	mkdir -p "$copies/roles"
	chmod 700 "$copies" "$copies/roles"
	age_config
	install -m 600 "$1" "$copies/roles/.new"
	age_copy "$copies/roles/.new"
	mv "$copies/roles/.new" "$copies/roles/$2"
}

age_copy() { touch -d '1 minute ago' "$1"; }

age_config() {
	touch -d '2 hours ago' "$config_file"
	[ ! -e "$HOME/.aws/credentials" ] || touch -d '2 hours ago' "$HOME/.aws/credentials"
	settle_folder
}

# names_list DESCRIPTION NAME ...: the list of names that Tab reads: profiles with this description, and the sso-sessions `corp` and
# `other one`.
names_list() {
	local description=$1 name
	shift
	mkdir -p "$copies"
	chmod 700 "$copies"
	age_config
	{
		printf '%s\n' ssoenv-names1 "=$HOME" '' '' "$config_file" "$HOME/.aws/credentials"
		for name; do printf 'p\t%s\t%s\n' "$name" "$description"; done
		printf 's\t%s\n' corp 'other one'
	} >"$copies/names"
	chmod 600 "$copies/names"
	age_copy "$copies/names"
}

# inherit_role SECONDS: this shell is below one that has taken dev, with so many seconds left.
inherit_role() {
	export SSOENV_PROFILE=dev SSOENV_EXPIRES=$(($(now) + $1)) SSOENV_ACCOUNT_ID=111111111111 SSOENV_ROLE_NAME=ReadOnly
}

## In place of the program

# stand_in LINE ...: a program in place of ssoenv that runs these lines of sh.
stand_in() {
	printf '%s\n' '#!/bin/sh' "$@" >stand-in
	chmod +x stand-in
	export SSOENV_BIN=$PWD/stand-in
}

# noting_program [LINE ...]: one that writes down its words, a line for each call, runs the lines, and fails with status 7.
noting_program() { stand_in "echo \"\$*\" >>'$PWD/calls'" "$@" 'exit 7'; }

calls() { if [ -f calls ]; then cat calls; fi; }

# asked_for: the names in the calls of `shell-role`, whatever the order of the words.
asked_for() {
	sed -E "s/^shell-role --shell $layer_name //; s/--region [^ ]+//; s/--(no-)?login//; s/(^| )-- / /; s/^ +//; s/ +$//" calls
}

never_called() { [ ! -e calls ] || fail "the program was called: $(cat calls)"; }

# own_layer: a layer of its own in ./mine, as a package has it.
own_layer() {
	mkdir -p mine/shell
	cp "$layer" mine/shell/
	[ ! -d "$program_root/shell/$shell" ] || cp -R "$program_root/shell/$shell" mine/shell/
	use_layer "$PWD/mine/shell/${layer##*/}"
}

## What a variable was declared as, in shells that have types

# The change is whole and `off` gives everything back, or nothing is changed. `typeset -p` shows what a child does not see.
is_whole_or_nothing() {
	copy dev
	in_layer "$1" 'AWS_DEFAULT_REGION=plain; export AWS_SECURITY_TOKEN=mine' \
		'show() { env -0; typeset -p AWS_{REGION,PROFILE,SSO_PROFILE,SECRET_ACCESS_KEY,SESSION_TOKEN,DEFAULT_REGION} \' \
		'	SSOENV_{EXPIRES,ROLE_NAME} 2>/dev/null; }' \
		'show >before' 'ssoenv use dev; used=$?' 'env -0 >after; show >shown' 'ssoenv off' 'show >off' 'echo $used'
	if [ "$output" = 0 ]; then
		sees after AWS_REGION eu-west-1
		sees after AWS_SESSION_TOKEN token+of/ASIACOPY==
		sees after SSOENV_PROFILE dev
	else
		equals "$output" 3
		local reasons='is declared with attributes|is readonly|is a reference to another variable'
		matches "$stderr" "^ssoenv: [A-Z_]+ ($reasons) in this shell, so nothing was changed"
		cmp before shown
	fi
	cmp before off
}

declared_meanwhile() {
	copy a
	copy b
	in_layer 'ssoenv use a' "$1" 'env -0 >before' 'ssoenv use b; echo $?' 'env -0 >after'
	equals "$output" 3
	same_environment before after
	nothing_ran
}

## What the environment brought

# drops_inherited_state CODE NAME ...: CODE is in the environment as each variable of the layer, and as each number.
drops_inherited_state() {
	local name evil=$1
	shift
	for name; do export "_ssoenv_$name=$evil"; done
	for name in EPOCHSECONDS SECONDS SSOENV_GUARD_MINUTES SSOENV_REFRESH_WINDOW SSOENV_PSVAR SSOENV_PROMPT now left window fields; do
		export "$name=$evil"
	done
	export SSOENV_GUARD='*' SSOENV_EXPIRES=$(($(now) + 300)) SSOENV_PROFILE=dev AWS_ACCESS_KEY_ID=K SSOENV_BIN=false
	in_layer '_ssoenv_hook; _ssoenv_hook; _ssoenv_before_command' 'ssoenv use nope' 'SSOENV_EXPIRES=$SSOENV_PROMPT; _ssoenv_hook' \
		'ssoenv off' 'env | grep -c ^_ssoenv'
	equals "$output" 0
	equals "$stderr" ''
	nothing_ran
}

## Tab

# offer [TYPED]: writes the profiles that Tab offers behind `ssoenv use TYPED` into ./offered, one a line, sorted.
offer() {
	local lines=()
	[ "$shell" != powershell ] || lines=("$(loading_layer)")
	run_script ${lines[@]+"${lines[@]}"} "$(completing "${2:-use} ${1-}")"
	silent
	LC_ALL=C sort got >offered
}
