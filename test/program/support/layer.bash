# For tests of the shell layers: copies of roles made by hand, a program that only takes notes, and what every layer is tried with.

# layer_in SHELL: the tests of this file are about the layer of SHELL. In `prepare`.
layer_in() {
	shell=$1
	require_program "$shell" "$(program_of "$shell")"
	use_layer "$program_root/shell/ssoenv.$shell"
}

# use_layer FILE: the tests run this layer, which scripts have as $LAYER. $begin defines $helpers as well.
use_layer() {
	layer=$1
	export LAYER=$layer
	begin=". '$layer'${helpers+; $helpers}"
}

# in_layer LINE ...: runs the lines in $shell after $begin, which loads the layer. `run`'s $status, $output, $stderr.
in_layer() { run_script "$begin" "$@"; }

now() { date +%s; }

## Copies of roles, below $copies

# fields NAME [SECONDS [KEY [REGION [ACCOUNT [ROLE]]]]]: what the program prints for a role that has so many seconds left.
fields() {
	local key=${3-ASIACOPY} expires=4102444800 region=${4-eu-west-1}
	[ -z "${2-}" ] || expires=$(($(now) + $2))
	local setting=${region:+=$region} label=${region:+=$region}
	printf '%s\n' ssoenv2 "=$HOME" '' '' "$config_file" "$HOME/.aws/credentials" '' '' '' '' "=$key" "=secret/of+$key" \
		"=token+of/$key==" =2100-01-01T00:00:00Z "${setting:--}" "${setting:--}" "=$1" "=$1" "=${5-111111111111}" \
		"=${6-ReadOnly}" "$label" "=$expires" end
}

# copy NAME ...: the same, as the program keeps it.
copy() {
	fields "$@" >"$1.fields"
	keep "$1.fields" "$1"
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

never_called() { [ ! -e calls ] || fail "the program was called: $(cat calls)"; }

# own_layer: a layer of its own in ./mine, as a package has it.
own_layer() {
	mkdir -p mine/shell
	cp "$layer" mine/shell/
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
		matches "$stderr" '^ssoenv: [A-Z_]+ (is declared with attributes|is readonly|is a reference to another variable) in this shell, so nothing was changed'
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
	local line="ssoenv use ${1-}"
	case $shell in
		bash)
			run_script ". '$program_root/completions/ssoenv.bash'" "COMP_LINE='$line' COMP_POINT=${#line}" \
				'_ssoenv_complete; eval "printf \"%s\\n\" ${COMPREPLY[*]}" >got'
			;;
		zsh)
			run_script 'compdef() { }' ". '$program_root/completions/_ssoenv'" "PREFIX='${1-}' names=() abouts=()" \
				'_ssoenv_read_names p; print -rl -- "${(@M)names:#$PREFIX*}" >got'
			;;
		fish)
			run_script ". '$program_root/completions/ssoenv.fish'" "complete -C '$line' | string split -f1 \\t >got"
			;;
		powershell)
			run_script "$(loading_layer)" "\$found = (TabExpansion2 '$line' ${#line}).CompletionMatches.ListItemText" \
				'[IO.File]::WriteAllLines("$PWD/got", [string[]] $found)'
			;;
	esac
	silent
	LC_ALL=C sort got >offered
}
