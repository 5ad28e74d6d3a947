# The file that people source in zsh. Most of it is tried with copies written here, and a stand-in for the program that writes down
# what it was asked.

load support

eval "home_$(declare -f setup)"
# shellcheck disable=SC2034 # run_script reads it
setup() {
	home_setup
	shell=zsh
	require_program zsh zsh
	layer=${program_folder%/bin}/shell/ssoenv.zsh
	copies=$HOME/.cache/ssoenv/shell
	mkdir -p "$copies/roles"
	chmod 700 "$copies"
	touch -d '1 hour ago' "$config_file"
	printf '#!/bin/sh\nfor word; do printf "%%s\\0" "$word"; done >>"%s"\n[ ! -f "%s" ] || cat "%s"\nexit "${ANSWER:-4}"\n' \
		"$PWD/asked" "$PWD/answer" "$PWD/answer" >stand-in
	chmod +x stand-in
	export SSOENV_BIN=$PWD/stand-in
	# Of the values that a child sees, `_` is the command itself.
	# Time passes for the role that is active: it has less than 15 minutes left, and no copy that is newer.
	begin="source '$layer'; snap() { env -u _ -0 >\$1 }
		age() { export SSOENV_EXPIRES=\$(( EPOCHSECONDS + 500 )); _ssoenv_ours[16]=\"=\$SSOENV_EXPIRES\"; command rm '$copies/roles/'\$SSOENV_PROFILE; }"
}

# fields PROFILE KEY SECONDS [REGION]: what the program prints for a role that lasts so long.
fields() {
	local expiry=$(($(date +%s) + $3))
	printf '%s\n' ssoenv1 "=$HOME" '' '' "$config_file" "$HOME/.aws/credentials" "$expiry" "$1" "$2" "secret/$2" "token+$2" \
		2030-01-01T00:00:00Z "${4-eu-west-1}" 111111111111 ReadOnly end
}

# copy PROFILE KEY SECONDS [REGION]: as the program keeps it.
copy() { (umask 077 && fields "$@" >"$copies/roles/$1.new" && mv "$copies/roles/$1.new" "$copies/roles/$1"); }

in_zsh() { run_script "$begin" "$@"; }

nothing_asked() { [ ! -e asked ] || fail "the program was asked: $(tr '\0' ' ' <asked)"; }

asked() { equals "$(tr '\0' ' ' <asked)" "$*${1:+ }"; }

nothing_ran() { [ -z "$(find "$BATS_TEST_TMPDIR" -name 'PWN*')" ] || fail 'code ran'; }

## Taking a role, giving it back

@test "zsh: pitfall 24: loading is silent, exports nothing and leaves every option as it was" {
	run_script 'setopt >before.options; env -u _ -0 >before' "source '$layer'" 'echo status=$?' \
		'setopt >after.options; env -u _ -0 >after'
	equals "$output" status=0
	equals "$stderr" ''
	same_environment before after
	cmp before.options after.options
}

@test "a warm use sets the sixteen variables and asks nobody" {
	copy dev K1 3590
	export AWS_PROFILE=old AWS_SECURITY_TOKEN=x
	in_zsh false 'ssoenv use dev; echo status=$?' 'snap after'
	equals "$output$stderr" status=0
	nothing_asked
	for name in AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN AWS_SESSION_EXPIRATION; do lacks after $name; done
	sees after AWS_ACCESS_KEY_ID K1
	sees after AWS_SECRET_ACCESS_KEY secret/K1
	sees after AWS_SESSION_TOKEN token+K1
	sees after AWS_CREDENTIAL_EXPIRATION 2030-01-01T00:00:00Z
	for name in AWS_REGION AWS_DEFAULT_REGION SSOENV_REGION; do sees after $name eu-west-1; done
	for name in AWS_SSO_PROFILE SSOENV_PROFILE; do sees after $name dev; done
	sees after SSOENV_ACCOUNT_ID 111111111111
	sees after SSOENV_ROLE_NAME ReadOnly
}

doubts() {
	copy dev K1 3590
	local file=$copies/roles/dev profile=dev
	eval "$1"
	in_zsh "ssoenv use '$profile'; echo status=\$?" 'echo "key=$AWS_ACCESS_KEY_ID"'
	equals "$output" $'status=4\nkey='
	asked shell-role --shell zsh "$profile"
	nothing_ran
}
doubt() { bats_test_function --description "zsh: pitfall 14/15: the program is asked when $1" -- doubts "$2"; }
doubt 'the copy is a symlink' 'mv "$file" real; ln -s "$PWD/real" "$file"'
doubt 'the copy can be read by others' 'chmod 644 "$file"'
doubt 'the folder can be written by others' 'chmod 770 "$copies"'
doubt 'the copy belongs to somebody else' '[ "$(id -u)" = 0 ] || skip "only root can give files away"; chown 1 "$file"'
doubt 'the copy is cut short' 'sed -i \$d "$file"'
doubt 'the copy is empty' ': >"$file"'
doubt 'the copy has another layout' 'sed -i 1s/1/2/ "$file"'
doubt 'the copy is of a profile that differs in case' 'mv "$file" "$copies/roles/Dev"; profile=Dev'
doubt 'less than 15 minutes are left' 'copy dev K1 899'
doubt 'the expiry is code' 'sed -i "7s/.*/x[\$(touch PWNED)]/" "$file"'
doubt 'the name leads out of the folder' 'cp "$file" "$copies/x"; profile=../x'
doubt 'the name is not plain' 'profile="a b"'
doubt 'HOME is another' 'sed -i 2s/.*/=elsewhere/ "$file"'
doubt 'the config file is another' 'export AWS_CONFIG_FILE=$config_file'
doubt 'the credentials file is another' 'export AWS_SHARED_CREDENTIALS_FILE='
doubt 'the config file has changed since' 'touch -d "1 minute" "$config_file"'
doubt 'the credentials file has changed since' 'touch -d "1 minute" "$HOME/.aws/credentials"'
doubt 'copies are switched off' 'export SSOENV_SHELL_CACHE=0'

@test "zsh: pitfall 14: what looks like code in a copy is a value" {
	copy dev '$(touch PWNED)`touch PWNED`' 3590
	in_zsh 'ssoenv use dev' 'snap after'
	sees after AWS_ACCESS_KEY_ID '$(touch PWNED)`touch PWNED`'
	nothing_ran
}

# The values that `off` has to give back. The bytes ff fe are no UTF-8.
cycle="ssoenv use a; ssoenv use b; ssoenv use -; ssoenv off"
is_given_back() {
	copy a KA 3590
	copy b KB 3590 ''
	export AWS_PROFILE=$'two\nlines\n' AWS_REGION=$'\xff\xfe' AWS_ACCESS_KEY_ID='' AWS_SECRET_ACCESS_KEY="=a 'b' \$c" AWS_SESSION_TOKEN='*'
	export AWS_SSO_PROFILE=-n
	in_zsh "$1" 'AWS_DEFAULT_REGION="in the shell alone"' 'snap before' "${2-$cycle}" \
		'builtin print -r -- "rc=$? ${(t)AWS_DEFAULT_REGION} $AWS_DEFAULT_REGION"' 'snap after'
	matches "$output" "^rc=0 scalar ?in the shell alone$"
	same_environment before after
	nothing_asked
}

@test "zsh: pitfall 23: off gives back unset, empty, unexported, multi-line and invalid UTF-8 values byte for byte" {
	is_given_back :
	lacks after SSOENV_PROFILE
}

for option in ksharrays shwordsplit globsubst rcexpandparam nounset errexit errreturn noglob rcquotes cshjunkiequotes warncreateglobal \
	warnnestedvar kshglob shglob extendedglob nullglob nomatch noclobber posixbuiltins posixidentifiers ignorebraces kshtypeset \
	magicequalsubst octalzeroes forcefloat typesetsilent nomultibyte nocasematch nobareglobqual promptsubst localloops cbases noequals \
	noshortloops verbose; do
	bats_test_function --description "zsh: pitfall 11: everything holds under setopt $option" -- zoo "$option"
done
zoo() {
	begin="setopt $1; $begin"
	is_given_back :
	[ "$1" = verbose ] || equals "$stderr" ''
}

@test "zsh: pitfall 9/11: everything holds under set -a, and no private state or prompt text is exported" {
	copy a KA 3590
	begin="set -a; $begin"
	in_zsh 'ssoenv use a; _ssoenv_hook; print -r -- $SSOENV_PROMPT' 'snap after' "zsh -fc \"source '$layer'; typeset -x\" >nested"
	equals "$output$stderr" 'a 59m'
	run grep -zaiE '^(_ssoenv|ssoenv_prompt|psvar)' after
	equals "$status" 1
	run grep -iE '^(_ssoenv|ssoenv_prompt)' nested
	equals "$status" 1
}

@test "zsh: pitfall 10: everything holds with an odd IFS" { is_given_back 'IFS=:/.o1'; }

@test "zsh: pitfall 12: everything holds with aliases and functions of the names used" {
	local name names='export unset typeset local command printf print env_ date zstat read setopt emulate_'
	begin="setopt aliases; $(for name in $names; do printf 'alias %s="echo HIJACKED"; ' "$name"; done) alias -g -- '-f=HIJACKED'"$'\n'"$begin"
	is_given_back :
	# A reserved word can be no function.
	is_given_back 'unalias -m "*"; for name in unset command printf print date read setopt cat; do eval "function $name { echo HIJACKED }"; done' \
		"$cycle; unfunction command unset print"
}

@test "zsh: pitfall 13: set -x and traced functions show no secret" {
	copy dev K1 3590
	in_zsh 'set -x; typeset -ft ssoenv _ssoenv_hook; ssoenv use dev; _ssoenv_hook; ssoenv off; set +x'
	[[ $stderr == *'ssoenv use dev'* && $stderr != *K1* ]]
	fields dev K1 3590 >answer
	export ANSWER=0 SSOENV_SHELL_CACHE=0
	in_zsh 'set -x; ssoenv use dev; _ssoenv_hook; ssoenv off'
	[[ $stderr != *K1* ]]
}

@test "off leaves alone what is no longer ours" {
	copy a KA 3590
	export AWS_REGION=mine
	in_zsh 'ssoenv use a; export AWS_REGION=changed AWS_PROFILE=other; ssoenv off' 'snap after'
	sees after AWS_REGION changed
	sees after AWS_PROFILE other
	lacks after AWS_ACCESS_KEY_ID
}

@test "a profile without region gives back the region that was there before" {
	copy a KA 3590
	copy b KB 3590 ''
	in_zsh 'AWS_REGION=mine; ssoenv use a; ssoenv use b; print -r "$AWS_REGION ${(t)AWS_REGION} ${+AWS_DEFAULT_REGION} ${+SSOENV_REGION}"'
	equals "$output" 'mine scalar 0 0'
}

@test "where the role was only inherited, off unsets it and a region that came with it" {
	copy a KA 3590
	in_zsh 'ssoenv use a; export AWS_DEFAULT_REGION=mine' "zsh -fc 'source $layer; ssoenv off; env -0 >after'"
	for name in AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_REGION SSOENV_PROFILE SSOENV_EXPIRES; do lacks after $name; done
	sees after AWS_DEFAULT_REGION mine
}

@test "zsh: pitfall 27: a role that was inherited and then renewed is unset by off, not given back stale" {
	copy a KA 3590
	export SSOENV_PROFILE=a SSOENV_EXPIRES=1000 SSOENV_ACCOUNT_ID=111111111111 SSOENV_ROLE_NAME=ReadOnly AWS_ACCESS_KEY_ID=STALE
	in_zsh '_ssoenv_hook; print -r "$AWS_ACCESS_KEY_ID"; ssoenv off; print "${+AWS_ACCESS_KEY_ID} ${+SSOENV_PROFILE}"'
	equals "$output" $'KA\n0 0'
	nothing_asked
}

@test "off without a role says so" {
	in_zsh 'ssoenv off; echo $?'
	equals "$output" 0
	equals "$stderr" 'ssoenv: no profile is active in this shell'
}

@test "with a readonly variable nothing is changed and the status is 3" {
	copy a KA 3590
	in_zsh 'export AWS_PROFILE=x; readonly AWS_SESSION_TOKEN=mine; snap before; ssoenv use a; echo $?; snap after' 'setopt errexit; ssoenv use a || echo $?'
	equals "$output" $'3\n3'
	equals "${stderr%%$'\n'*}" 'ssoenv: AWS_SESSION_TOKEN is readonly in this shell, so nothing was changed'
	same_environment before after
}

@test "use - goes back and forth, also after off, and says when there is nothing" {
	copy a KA 3590
	copy b KB 3590
	in_zsh 'ssoenv use -; echo $?' 'ssoenv use a; ssoenv use b' 'ssoenv use -; print $SSOENV_PROFILE' 'ssoenv use -; print $SSOENV_PROFILE' \
		'ssoenv off; ssoenv use -; print $SSOENV_PROFILE'
	equals "$output" $'2\na\nb\nb'
	equals "$stderr" 'ssoenv: there is no previous profile to return to'
}

## The program

for status_of_program in 2 3 4 5 6 130; do
	bats_test_function --description "zsh: pitfall 4: status $status_of_program of the program survives and nothing changes" -- survives "$status_of_program"
done
survives() {
	export ANSWER=$1
	echo 'export HALF=1' >answer
	in_zsh 'snap before; ssoenv use dev; echo $?; ssoenv list; echo $?; snap after'
	equals "$output" "$1"$'\n'"$(<answer)"$'\n'"$1"
	same_environment before after
}

@test "zsh: pitfall 3: a program cut off at any line changes nothing" {
	export ANSWER=0
	fields dev K1 3590 >whole
	local lines
	for lines in 0 1 8 15; do
		head -n "$lines" whole >answer
		in_zsh 'ssoenv use dev; echo "$? ${+AWS_ACCESS_KEY_ID}"'
		equals "$output" '1 0'
	done
}

@test "an answer of the program is taken, with options and with --" {
	export ANSWER=0
	fields dev K1 3590 '' >answer
	in_zsh 'ssoenv use dev --region x --no-login; print $? $AWS_ACCESS_KEY_ID; ssoenv use -- dev; print $?'
	equals "$output" $'0 K1\n0'
	asked shell-role --shell zsh dev --region x --no-login shell-role --shell zsh -- dev
}

@test "what is not use or off passes through word for word" {
	in_zsh 'ssoenv export "a  b" "" "*" --x="\$y" -- use; ssoenv; ssoenv use --help; ssoenv use x --shell fish; ssoenv off --shell zsh'
	equals "$(tr '\0' '|' <asked)" 'export|a  b||*|--x=$y|--|use|use|--help|use|x|--shell|fish|off|--shell|zsh|'
}

@test "a missing program is status 127" {
	export SSOENV_BIN=/nowhere/ssoenv
	in_zsh 'ssoenv use dev; echo $?; ssoenv list; echo $?'
	equals "$output" $'127\n127'
}

@test "eval, source and substitutions still get code from the real program" {
	unset SSOENV_BIN
	cached_role
	in_zsh 'eval "$(ssoenv use dev)"; print $AWS_ACCESS_KEY_ID' 'unset AWS_ACCESS_KEY_ID; source =(ssoenv use dev); print $AWS_ACCESS_KEY_ID' \
		'eval "$(ssoenv off)"; print ${+AWS_ACCESS_KEY_ID}'
	equals "$output" $'ASIACACHED\nASIACACHED\n0'
	equals "$stderr" ''
}

@test "a subshell whose output goes to a file takes the role and shows no code" {
	copy dev K1 3590
	in_zsh '(ssoenv use dev && print $AWS_ACCESS_KEY_ID) >log; cat log'
	equals "$output" K1
	nothing_asked
}

@test "the real program fills the copy that the next use takes" {
	unset SSOENV_BIN
	mkdir -p "${role_file%/*}"
	settle_folder
	in_zsh 'ssoenv use dev || exit; print $SSOENV_PROFILE $AWS_REGION' 'ssoenv off; SSOENV_BIN=/nowhere; ssoenv use dev; print $? ${#AWS_SECRET_ACCESS_KEY}'
	matches "$output" $'^dev eu-central-1\n0 [1-9][0-9]*$'
	equals "$(stat -c %a "$copies/roles/dev")" 600
	equals "$stderr" ''
}

@test "another config moved into place, however old, is read" {
	copy dev K1 3590
	touch -d '1 day ago' "$config_file.other"
	settle_folder
	in_zsh 'ssoenv use dev; print $?' "mv '$config_file.other' '$config_file'" 'ssoenv use dev; print $?'
	equals "$output" $'0\n4'
}

@test "in a subshell of a script whose output is a pipe the role is taken, and no code is printed" {
	copy dev K1 3590
	in_zsh '(ssoenv use dev; print $AWS_ACCESS_KEY_ID)'
	equals "$output" K1
	nothing_asked
}

@test "an inherited role whose credentials were replaced by hand is foreign, and hands are off" {
	copy dev K2 7200
	export SSOENV_PROFILE=dev SSOENV_EXPIRES=$(($(date +%s) + 2000)) SSOENV_ACCOUNT_ID=111111111111 SSOENV_ROLE_NAME=ReadOnly AWS_ACCESS_KEY_ID=K1
	in_zsh '_ssoenv_hook; print $SSOENV_PROMPT' 'export AWS_ACCESS_KEY_ID=PASTED SSOENV_REFRESH_WINDOW=3000' \
		'_ssoenv_hook; _ssoenv_before_command; print $SSOENV_PROMPT $AWS_ACCESS_KEY_ID' \
		'AWS_ACCESS_KEY_ID=K1; _ssoenv_hook; print $AWS_ACCESS_KEY_ID'
	equals "$output" $'dev 33m\ndev [?] PASTED\nK2'
}

@test "zsh: pitfall 7: sourced again, also by the plugin, it has one hook, keeps what it remembers and finds its completion" {
	copy dev K1 3590
	export AWS_REGION=mine
	cp "$BATS_TEST_DIRNAME/../../ssoenv.plugin.zsh" "${program_folder%/bin}/"
	in_zsh 'ssoenv use dev' "source '$layer'; source '${program_folder%/bin}/ssoenv.plugin.zsh'; source '${program_folder%/bin}/ssoenv.plugin.zsh'" \
		'print $precmd_functions $preexec_functions; ssoenv off; print $AWS_REGION; print -l $fpath | grep -c ${0:h}/program/completions'
	equals "$output" $'_ssoenv_hook _ssoenv_register _ssoenv_before_command\nmine\n1'
}

@test "it can be evaluated as text" {
	copy dev K1 3590
	run_script "alias export='echo HIJACKED' command=false" "eval \"\$(<'$layer')\"" 'ssoenv use dev; print $AWS_ACCESS_KEY_ID $#precmd_functions'
	equals "$output$stderr" 'K1 1'
}

# A layer of its own in ./mine, as a package has it.
own_layer() {
	mkdir -p mine/shell
	cp "$layer" mine/shell/
	layer=$PWD/mine/shell/ssoenv.zsh
	begin="source '$layer'; snap() { env -u _ -0 >\$1 }"
}

@test "zsh: without its file, the layer changes nothing and says why; with a role it needs the file no more" {
	copy dev K1 3590
	own_layer
	in_zsh 'mv mine gone; ssoenv use dev; print "$? ${+AWS_ACCESS_KEY_ID}"; SSOENV_PROFILE=x SSOENV_EXPIRES=99999999999 _ssoenv_hook' \
		'mv gone mine; snap before; ssoenv use dev; rm -r mine; ssoenv use dev; _ssoenv_hook; ssoenv off; snap after'
	equals "$output" '1 0'
	equals "$stderr" "ssoenv: $layer no longer exists, so nothing was changed"$'\nssoenv: hint: exec zsh'
	same_environment before after
}

@test "zsh: pitfall 7: a later version under a running shell is taken as a whole, and what is remembered stays" {
	copy dev K1 3590
	own_layer
	in_zsh "sed -i 's/^function _ssoenv_forget {/function later { print later }\\n&/' mine/shell/ssoenv.zsh" 'snap before; ssoenv use dev; later' \
		"source '$layer'; ssoenv use dev; source '$layer'; ssoenv off; snap after"
	equals "$output" later
	equals "$stderr" ''
	same_environment before after
}

@test "zsh: a copy that lies elsewhere, and may be gone tomorrow, is read whole at once" {
	copy dev K1 3590
	cp "$layer" ssoenv.zsh
	run_script "source =(<'$layer')" 'ssoenv use dev; print $AWS_ACCESS_KEY_ID; ssoenv off' 'source ./ssoenv.zsh; rm ssoenv.zsh; ssoenv use dev; print $AWS_ACCESS_KEY_ID'
	equals "$output" $'K1\nK1'
	equals "$stderr" ''
}

@test "zsh: what was changed by hand between two uses is what off gives back, and a readonly or odd one is no surprise" {
	copy a KA 3590
	copy b KB 3590
	in_zsh 'snap before; ssoenv use a; ssoenv use b; ssoenv use a; ssoenv off; snap after' \
		'ssoenv use a; ssoenv use b; export AWS_REGION=$'"'x\\ny'"' AWS_PROFILE=mine; ssoenv use a; print -r "$AWS_REGION ${+AWS_PROFILE}"; ssoenv use b' \
		'ssoenv off; print -r "$AWS_REGION $AWS_PROFILE ${+AWS_DEFAULT_REGION}"' \
		'ssoenv use a; typeset -u SSOENV_PROFILE; snap three; ssoenv use b; print $?; snap four; unset SSOENV_PROFILE; ssoenv off' \
		'ssoenv use a; snap one; readonly SSOENV_ROLE_NAME; ssoenv use b; print $?; snap two'
	equals "$output" $'eu-west-1 0\nx\ny mine 0\n3\n3'
	equals "$stderr" $'ssoenv: SSOENV_PROFILE is declared with attributes in this shell, so nothing was changed\nssoenv: hint: unset SSOENV_PROFILE\nssoenv: SSOENV_ROLE_NAME is readonly in this shell, so nothing was changed'
	same_environment three four
	same_environment before after
	same_environment one two
}

@test "zsh: pitfall 8: a nested and a replaced shell start afresh" {
	copy dev K1 3590
	in_zsh 'ssoenv use dev; '"exec zsh -fc 'source $layer; print \${#_ssoenv_ours} \$SSOENV_PROFILE; _ssoenv_hook; print \$SSOENV_PROMPT; whence -w ssoenv'"
	equals "$output" $'0 dev\ndev 59m\nssoenv: function'
}

## Before each prompt

@test "the prompt text goes by time left, into one slot of psvar" {
	copy dev K1 3590
	in_zsh 'show() { _ssoenv_hook; print -r "$SSOENV_PROMPT|${(j:,:)psvar[7,10]}|${(%%)ssoenv_prompt}" }' \
		'show; ssoenv use dev; show; SSOENV_GUARD="x *ev"; show; SSOENV_GUARD="[ ( |dev) dev|x"; show; ssoenv off; show'
	equals "$output" $'||\ndev 59m|dev 59m,,,|dev 59m\ndev 59m|,,,dev 59m|dev 59m\ndev 59m|dev 59m,,,|dev 59m\n|,,,|'
	equals "$stderr" ''
}

shows() {
	export SSOENV_PROFILE=dev SSOENV_EXPIRES=$(($(date +%s) + $1)) SSOENV_REGION=r SSOENV_ROLE_NAME='{left}' SSOENV_ACCOUNT_ID=1
	[ "$1" != ? ] || SSOENV_EXPIRES='x[$(touch PWNED)]'
	unset NO_COLOR
	run_script "SSOENV_PSVAR=20; $begin; _ssoenv_hook; print -r -- \"\${(V)\${(%%)ssoenv_prompt}}\""
	matches "$output" "$2"
	nothing_ran
}
shown() { bats_test_function --description "with $1 s left the prompt shows $3" -- shows "$1" "$2"; }
shown 7322 '^\^\[\[32mdev 2h2m\^\[\[0m$' '2h2m in green'
shown 850 '^\^\[\[33mdev 14m\^\[\[0m$' '14m in yellow'
shown 40 '^\^\[\[33mdev [34][0-9]s\^\[\[0m$' 'seconds'
shown -5 '^\^\[\[31mdev expired\^\[\[0m$' 'expired in red'

@test "an expiry that is no number is not ours, and never evaluated" {
	export SSOENV_PROFILE=dev SSOENV_EXPIRES='x[$(touch PWNED)]'
	in_zsh '_ssoenv_hook; _ssoenv_before_command; print -r $SSOENV_PROMPT'
	equals "$output" 'dev [?]'
	nothing_ran
}

@test "format and colours can be set, and the format is filled in once" {
	export SSOENV_PROFILE='{left}' SSOENV_EXPIRES=$(($(date +%s) + 5000)) SSOENV_REGION=r SSOENV_ROLE_NAME=R SSOENV_ACCOUNT_ID=1
	export SSOENV_COLOR_FRESH='' SSOENV_PROMPT_FORMAT='} {{account}{role}@{region} {nope} {profile}{left} {'
	unset NO_COLOR
	in_zsh '_ssoenv_hook; print -r -- "${(%%)ssoenv_prompt}"'
	equals "$output" '} {{account}R@r {nope} {left}1h23m {'
}

@test "zsh: pitfall 22: a foreign change shows [?] and nothing is refreshed, fetched or given back" {
	copy dev K1 3590
	in_zsh 'SSOENV_REFRESH_WINDOW=99999' 'ssoenv use dev' 'AWS_ACCESS_KEY_ID=other _ssoenv_hook; export AWS_ACCESS_KEY_ID=other; _ssoenv_hook; print -r $SSOENV_PROMPT' \
		'ssoenv use dev; _ssoenv_ask() { : }; AWS_PROFILE=other; _ssoenv_hook; _ssoenv_before_command; print -r $SSOENV_PROMPT; ssoenv off; print $AWS_PROFILE'
	equals "$output" $'dev [?]\ndev [?]\nother'
}

@test "expiry is told once, with a hint" {
	export SSOENV_PROFILE=$'d\e[31mev' SSOENV_EXPIRES=1000
	in_zsh '_ssoenv_hook; _ssoenv_hook; print -r $SSOENV_PROMPT'
	equals "$output" 'd?[31mev expired'
	equals "$stderr" $'ssoenv: the credentials of d?[31mev have expired\nssoenv: hint: ssoenv use d?[31mev'
	nothing_asked
}

@test "zsh: pitfall 24: expiry is not told under the instant prompt of powerlevel10k, but after it" {
	export SSOENV_PROFILE=dev SSOENV_EXPIRES=1000
	in_zsh 'typeset -gi __p9k_instant_prompt_active=1; _ssoenv_hook; print -r $SSOENV_PROMPT; print -u2 that was it' \
		'unset __p9k_instant_prompt_active; _ssoenv_hook; _ssoenv_hook'
	equals "$output" 'dev expired'
	equals "$stderr" $'that was it\nssoenv: the credentials of dev have expired\nssoenv: hint: ssoenv use dev'
}

@test "zsh: pitfall 21: a refresh is started in the background, once in 30 seconds, and what it brings is taken at the next prompt" {
	copy dev K1 3590
	mkfifo ran
	printf '#!/bin/sh\nprintf "%%s " "$@" >>asked\necho >ran\n' >stand-in
	fields dev K2 7200 >later
	in_zsh 'ssoenv use dev; age' 'before=$!; _ssoenv_hook; _ssoenv_hook; print $(( $! == before )) $AWS_ACCESS_KEY_ID; read <ran' \
		"(umask 077; cp later '$copies/roles/dev')" '_ssoenv_before_command; print $AWS_ACCESS_KEY_ID; _ssoenv_hook; print -r $SSOENV_PROMPT; jobs'
	matches "$output" $'^1 K1\nK2\ndev (1h59m|2h0m)$'
	equals "$stderr" ''
	equals "$(<asked)" 'shell-role --shell zsh --no-login dev '
}

@test "no refresh where it is switched off, and no copy of another role is taken" {
	copy dev K1 3590
	fields dev K2 7200 | sed 's/ReadOnly/Admin/' >later
	export SSOENV_REFRESH=0
	in_zsh 'ssoenv use dev; age; _ssoenv_hook' "(umask 077; cp later '$copies/roles/dev')" 'SSOENV_REFRESH=1; _ssoenv_retry=(99999999999); _ssoenv_hook; print $AWS_ACCESS_KEY_ID'
	equals "$output" K1
	nothing_asked
}

@test "with SSOENV_REFRESH=0 no copy is taken, at the prompt, before a command, or where the role is inherited" {
	copy dev K1 3590
	fields dev K2 7200 >later
	in_zsh 'SSOENV_REFRESH=0; ssoenv use dev; age' "(umask 077; cp later '$copies/roles/dev')" 'look() { _ssoenv_hook; _ssoenv_before_command; print $AWS_ACCESS_KEY_ID }; look' \
		'_ssoenv_forget; look; SSOENV_REFRESH=1; look'
	equals "$output" $'K1\nK1\nK2'
	nothing_asked
}

@test "between SSOENV_REFRESH_WINDOW and 15 minutes copies are taken and nobody is asked" {
	copy dev K1 3590
	fields dev K2 7200 >later
	in_zsh 'SSOENV_REFRESH_WINDOW=9999; ssoenv use dev; _ssoenv_hook; print $AWS_ACCESS_KEY_ID' "(umask 077; cp later '$copies/roles/dev')" '_ssoenv_hook; print $AWS_ACCESS_KEY_ID'
	equals "$output" $'K1\nK2'
	nothing_asked
}

@test "a renewal leaves a region that was set by hand, and off does too" {
	copy dev K1 3590
	fields dev K2 7200 >later
	in_zsh 'ssoenv use dev; export AWS_REGION=mine; age' "(umask 077; cp later '$copies/roles/dev')" '_ssoenv_hook; print $AWS_ACCESS_KEY_ID $AWS_REGION; ssoenv off; print ${+AWS_ACCESS_KEY_ID} $AWS_REGION'
	equals "$output" $'K2 mine\n0 mine'
}

@test "an inherited role beside a profile of AWS's own is foreign" {
	export SSOENV_PROFILE=dev SSOENV_EXPIRES=99999999999 AWS_DEFAULT_PROFILE=other
	in_zsh '_ssoenv_hook; print -r $SSOENV_PROMPT'
	equals "$output" 'dev [?]'
}

@test "numbers that would be code, or of another base, are none" {
	copy dev K1 3590
	export SSOENV_REFRESH_WINDOW='x[$(touch PWNED)]' SSOENV_GUARD=dev SSOENV_GUARD_MINUTES='x[$(touch PWNED)]' SSOENV_PSVAR='x[$(touch PWNED)]'
	in_zsh 'ssoenv use dev; _ssoenv_hook; print -r $SSOENV_PROMPT; SSOENV_EXPIRES="x[\$(touch PWNED)]"; _ssoenv_hook; _ssoenv_before_command; SSOENV_EXPIRES=0999; _ssoenv_hook; print -r $SSOENV_PROMPT'
	equals "$output" $'dev 59m\ndev [?]'
	equals "$stderr" ''
	nothing_ran
}

@test "zsh: the prompt text is made anew when its minute is over, or the person's settings or psvar change" {
	copy dev K1 3590
	in_zsh 'show() { _ssoenv_hook; print -r "$SSOENV_PROMPT|${(j:,:)psvar[7,10]}" }; ssoenv use dev; show; show' \
		'psvar=(); show; SSOENV_PROMPT=; show; SSOENV_GUARD=dev; show; SSOENV_PROMPT_FORMAT="{role}"; show' \
		'SSOENV_EXPIRES=$(( SSOENV_EXPIRES - 60 )); show; SSOENV_EXPIRES=$(( SSOENV_EXPIRES + 60 )); show' \
		'_ssoenv_calm[1]=$(( EPOCHSECONDS )); psvar[10]=x; show; print $(( _ssoenv_calm[1] > EPOCHSECONDS && _ssoenv_calm[1] <= EPOCHSECONDS + 61 ))'
	equals "$output" $'dev 59m|dev 59m,,,\ndev 59m|dev 59m,,,\ndev 59m|dev 59m,,,\ndev 59m|dev 59m,,,\ndev 59m|,,,dev 59m\nReadOnly|,,,ReadOnly\nReadOnly|,,ReadOnly,\nReadOnly|,,,ReadOnly\nReadOnly|,,,ReadOnly\n1'
}

@test "zsh: pitfall 24: an idle hook and one with a fresh role print nothing" {
	copy dev K1 3590
	in_zsh '_ssoenv_hook; ssoenv use dev; _ssoenv_hook; _ssoenv_before_command'
	equals "$output$stderr" ''
}

## The guard

@test "without a terminal a guarded profile is entered, and left by itself after its time" {
	copy prod K1 3590
	in_zsh 'SSOENV_GUARD="*prod*" SSOENV_GUARD_MINUTES=5; ssoenv use prod; _ssoenv_hook; print $SSOENV_PROMPT' \
		'_ssoenv_until[1]=$(( EPOCHSECONDS - 1 )); _ssoenv_hook; print "[$SSOENV_PROMPT] ${+AWS_ACCESS_KEY_ID}"'
	equals "$output" $'prod 59m\n[] 0'
	equals "$stderr" 'ssoenv: left prod after 5 min (SSOENV_GUARD_MINUTES)'
}

## Hostile names

hostile=('$(touch PWNED)' '`touch PWNED`' '%n%F{red}' $'raw\e[31mesc' 'x)y.%(7V' "a'b" 'a"b' 'a\b' '${HOME}' '!! ;touch PWNED' $'tab\tbell\a')

@test "zsh: pitfall 17: hostile names are text in every prompt, with promptsubst too" {
	local number expected=''
	for number in "${!hostile[@]}"; do
		export "NAME$number=${hostile[number]}"
		expected+="${hostile[number]//[[:cntrl:]]/?}"$'\n'
	done
	export SSOENV_EXPIRES=99999999999 SSOENV_PROMPT_FORMAT='{profile}'
	in_zsh 'setopt promptsubst promptpercent promptbang; PROMPT=$ssoenv_prompt' \
		"for (( i = 0; i < ${#hostile[@]}; i++ )); do name=NAME\$i; export SSOENV_PROFILE=\${(P)name}; _ssoenv_hook; print -rP -- \"\$PROMPT\"; done"
	equals "$output" "${expected%$'\n'}"
	nothing_ran
}

## On a terminal

# at_terminal LINE ...: types into an interactive zsh with the layer, as typist.py says; what it showed is $output.
at_terminal() {
	[ -n "${python_program-}" ] || skip 'python3 is not here: NOTHING IS PROVED about terminals'
	mkdir -p zdot
	[ -e zdot/.zshrc ] || interactive
	printf '%s\n' '< READY' "$@" >typed
	run env -u SSOENV_PSVAR ZDOTDIR="$PWD/zdot" TERM=vt100 SHELL=/bin/sh ${tracer-} \
		"$python_program" "$BATS_TEST_DIRNAME/typist.py" typed ${traced-} zsh -di 3>&-
	printf 'status %s, shown %q\n' "$status" "$output" >&2
	equals "$status" 0
}

# The widget tells what stands on the command line, where an external command cannot.
interactive() {
	cat >zdot/.zshrc <<-END
		unsetopt beep prompt_cr; setopt noautoremoveslash; HISTFILE=
		$begin
		tell() { print -r -- "\$BUFFER" >buffer; zle kill-buffer; zle -M TOLD }
		zle -N tell; bindkey '^T' tell
		autoload -Uz compinit; compinit -C -D
		${1-}
		PROMPT='READY\$(( ++prompts ))[%?]'\$ssoenv_prompt'> '
		setopt promptsubst
	END
}

@test "zsh: pitfall 5: a greeting on the terminal, and \$?, pipestatus, \$! and \$_ as if there were no hook" {
	copy dev K1 3590
	at_terminal '> ssoenv use dev' '< ssoenv: dev: ReadOnly in account 111111111111 (eu-west-1), 59 min left' '< [0]dev 59m> ' \
		'> (exit 42)' '< [42]dev 59m> ' '> print A$?' '< A42' '< > ' '> true | (exit 3) | (exit 5)' '< [5]dev' '> print P$pipestatus' '< P0 3 5' '< > ' \
		'> print one last' '< > ' '> print U$_' '< Ulast' '< > ' '> sleep 0 & b=$!' '< > ' '> print B$(( $! == b ))' '< B1' '< > ' '> exit'
}

# Like the instant prompt of powerlevel10k: what is written before the last hook of the first prompt is caught, and complained about.
@test "zsh: pitfall 24: nothing is written on the way to the first prompt, with a role that was inherited fresh or stale too" {
	local expires
	copy dev K1 3590
	begin="exec {out}>&1 {err}>&2 >>caught 2>&1; $begin"
	mkdir zdot
	interactive 'release() { exec >&$out 2>&$err; precmd_functions=("${(@)precmd_functions:#release}") }; precmd_functions+=(release)'
	for expires in '' 1000 99999999999; do
		[ -z "$expires" ] || export SSOENV_PROFILE=dev SSOENV_ACCOUNT_ID=111111111111 SSOENV_ROLE_NAME=ReadOnly SSOENV_EXPIRES=$expires
		at_terminal '< > ' '> exit'
		[ -e caught ] || fail 'nothing was looked at'
		equals "$(<caught)" ''
	done
	nothing_asked
}

@test "zsh: pitfall 20: a refresh is silent on the terminal, also when the shell ends at once" {
	copy dev K1 3590
	at_terminal '> ssoenv use dev' '< > ' '> age' '< > ' '> jobs; print X$!' '< X' '< > ' '> exit'
	[[ $output != *'[1]'* && $output != *done* && $output != *Done* && $output != *'running jobs'* && $output == *X0* ]]
}

@test "zsh: pitfall 20: Ctrl-C does not end a refresh, but ends a use, with status 130 and nothing changed" {
	copy dev K1 3590
	mkfifo go ran
	printf '#!/bin/sh\ncase $* in (*--no-login*) read x <go; echo refreshed >ran ;; (*) echo ASKING >&2; exec sleep 60 ;; esac\n' >stand-in
	at_terminal '> trap "print MINE" INT; ssoenv use dev' '< READY2[0]dev 59m> ' '> age' '< READY3[0]dev 8m> ' '= \x03' '< MINE' '> ' '< READY4' '< > ' '> echo >go; read -r x <ran; print GOT $x' '< GOT refreshed' '< > ' \
		'> ssoenv use other' '< ASKING' '= \x03' '< [130]' '< > ' '> print KEY$AWS_ACCESS_KEY_ID; trap' '< KEYK1' "< trap -- 'print MINE' INT" '< > ' '> exit'
}

@test "a role that went stale while the prompt stood open is renewed before the command runs" {
	copy dev K1 3590
	fields dev K2 7200 >later
	export SSOENV_REFRESH_WINDOW=9999
	mkdir -p zdot
	interactive "later() { (umask 077; cp later '$copies/roles/dev'); zle -M TOLD }; zle -N later; bindkey '^X' later"
	# shellcheck disable=SC2016
	at_terminal '> ssoenv use dev' '< > ' '= \x18' '< TOLD' '> print KEY$AWS_ACCESS_KEY_ID' '< KEYK2' '< > ' '> exit'
}

@test "a guarded profile asks on a terminal; no is status 130, and --yes asks nothing" {
	copy prod K1 3590
	export SSOENV_GUARD='x *prod*'
	at_terminal '> ssoenv use prod' '< ssoenv: prod is guarded (SSOENV_GUARD); use it? [y/N] ' '> n' '< ssoenv: nothing was changed' '< [130]> ' \
		'> ssoenv use prod' '< [y/N] ' '> yes' '< [0]prod 59m> ' '> ssoenv off' '< > ' '> ssoenv use --yes prod; print "[N/y]"' '< [N/y]' '< prod 59m> ' '> exit'
	equals "$(grep -o 'y/N' <<<"$output" | wc -l)" 2
}

# completes TYPED LINE: after Tab the command line is LINE.
completes() {
	local steps=() expected=()
	while [ $# -gt 0 ]; do
		steps+=("= $1\\t\\x14" '< TOLD')
		expected+=("$2")
		shift 2
	done
	sed -i 's/>buffer/>>buffer/' zdot/.zshrc
	at_terminal '< > ' "${steps[@]}" '> exit'
	equals "$(sed 's/ *$//' buffer)" "$(printf '%s\n' "${expected[@]}")"
	nothing_ran
	nothing_asked
}

names=('org:9:a' 'x:y@z' 'mail:a@b:c' 'user@c' 'a=' 'team 7' "o'b" 'we$ird' 'inj$(touch PWN)' 'pct%F{red}' 'q"t')
completes_names() {
	completes 'ssoenv use org' 'ssoenv use org:9:a' 'ssoenv use org:9' 'ssoenv use org:9:a' 'ssoenv use x:y@' 'ssoenv use x:y@z' 'ssoenv use mail:a@' 'ssoenv use mail:a@b:c' \
		'ssoenv use us' 'ssoenv use user@c' 'ssoenv use a' 'ssoenv use a=' 'ssoenv use te' 'ssoenv use team\ 7' "ssoenv use \\'te" "ssoenv use 'team 7'" \
		'ssoenv use \"team ' 'ssoenv use "team 7"' 'ssoenv use o' 'ssoenv use o' 'ssoenv use o\\\x27' "ssoenv use o\\'b" 'ssoenv use we' 'ssoenv use we\$ird' \
		'ssoenv use inj' 'ssoenv use inj\$\(touch\ PWN\)' 'ssoenv use pct' 'ssoenv use pct%F\{red\}' 'ssoenv use q' 'ssoenv use q\"t'
}

@test "zsh: pitfall 18: Tab completes names of every kind from the list of names" {
	{
		printf '%s\n' ssoenv-names1 "=$HOME" '' '' "$config_file" "$HOME/.aws/credentials"
		printf 'p\t%s\tReadOnly of 1\n' "${names[@]}"
		printf 's\tcorp\n'
	} >"$copies/names"
	: >"$config_file"
	touch -d '1 hour ago' "$config_file"
	mkdir zdot && interactive
	completes_names
}

@test "zsh: Tab leaves no parameter behind that writes files, and does without it where somebody has one" {
	{
		printf '%s\n' ssoenv-names1 "=$HOME" '' '' "$config_file" "$HOME/.aws/credentials"
		printf 'p\t%s\tReadOnly of 1\n' one two
	} >"$copies/names"
	: >"$config_file"
	touch -d '1 hour ago' "$config_file"
	mkdir zdot
	interactive
	sed -i '/^PROMPT/i TRAPEXIT() { print -r -- ${+mapfile} ${mapfile-} >left; }' zdot/.zshrc
	completes 'ssoenv use on' 'ssoenv use one'
	equals "$(cat left)" 0
	rm buffer
	interactive
	sed -i '/^PROMPT/i mapfile=(mine); TRAPEXIT() { print -r -- ${+mapfile} ${mapfile-} >left; }' zdot/.zshrc
	completes 'ssoenv use tw' 'ssoenv use two'
	equals "$(cat left)" '1 mine'
}

# As they stand in headers, and others that are no profiles.
hostile_config() {
	printf '[profile %s]\n' 'org:9:a' 'x:y@z' 'mail:a@b:c' '"user@c"' 'a=' "'team 7'" "\"o'b\"" 'we$ird' "'inj\$(touch PWN)'" 'pct%F{red}' "'q\"t'"
	printf '%s\n' '# [profile inactive]' ' [profile indented]' '[ profile teapot]' '[profile two words]' '[sso-session telco]' '[services mailer]' "[profile 'open]"
} >"$config_file"

@test "zsh: pitfall 18/19: Tab completes names of every kind from the config file itself" {
	hostile_config
	mkdir zdot && interactive
	completes_names
}

@test "Tab completes commands, flags, sessions, shells and formats" {
	hostile_config
	printf '[spare]\n' >"$HOME/.aws/credentials"
	mkdir zdot && interactive
	completes 'ssoenv exp' 'ssoenv export' 'ssoenv logi' 'ssoenv login' 'ssoenv use --no-' 'ssoenv use --no-login' 'ssoenv login --sso-session t' 'ssoenv login --sso-session telco' \
		'ssoenv use --shell=z' 'ssoenv use --shell=zsh' 'ssoenv off --shell p' 'ssoenv off --shell powershell' 'ssoenv export --format win' 'ssoenv export --format windows-cmd' \
		'ssoenv export --format fish sp' 'ssoenv export --format fish spare' 'ssoenv use --region x sp' 'ssoenv use --region x spare' 'ssoenv list sp' 'ssoenv list sp'
}

@test "Tab shows descriptions, and control characters never reach the terminal" {
	{
		printf '%s\n' ssoenv-names1 "=$HOME" '' '' "$config_file" "$HOME/.aws/credentials"
		printf 'p\t%s\tReadOnly of 1%%F{red}\n' dev1 'dev%F{red}'
	} >"$copies/names"
	mkdir zdot && interactive
	at_terminal '= ssoenv use d\t\t' '< dev%F{red} -- ReadOnly of 1%F{red}' '= \x15' '> exit'
}

@test "the completion works from a folder of fpath, sourced after compinit, and by the layer before compinit" {
	local way
	hostile_config
	mkdir zdot
	for way in "fpath+=('${program_folder%/bin}/completions'); compinit -C -D" "source '${program_folder%/bin}/completions/_ssoenv'" "source '$layer'; compinit -C -D"; do
		rm -f buffer
		begin='autoload -Uz compinit; compinit -C -D' interactive
		[[ $way != *'; compinit'* ]] || begin=: interactive
		[[ $way != *'; compinit'* ]] || sed -i '/^autoload/d' zdot/.zshrc
		sed -i "/^PROMPT/i autoload -Uz compinit; $way" zdot/.zshrc
		completes 'ssoenv use te' 'ssoenv use team\ 7'
	done
}

@test "the completion is there where a plugin manager only notes down compdef while it loads the layer" {
	run_script 'autoload -Uz compinit; compinit -C -D; real=$functions[compdef]; compdef() { : }' "source '$layer'" 'functions[compdef]=$real' \
		'for hook in $precmd_functions; do $hook; done; print -r -- $_comps[ssoenv] $precmd_functions'
	equals "$output$stderr" '_ssoenv _ssoenv_hook'
}

@test "zsh: pitfall 28: warm use, idle and active prompt, Tab and off start no process" {
	command -v strace >/dev/null || skip 'strace is not here: NOTHING IS PROVED about processes'
	copy dev K1 3590
	hostile_config
	touch -d '1 hour ago' "$config_file"
	mkdir -p zdot mark1 mark2
	interactive
	traced="strace --seccomp-bpf -f -o $PWD/trace -e trace=process,chdir"
	at_terminal '< > ' '> cd mark1; source '"$layer" '< > ' '> ' '< > ' '> ssoenv use dev' '< dev 59m> ' '> ' '< > ' '= ssoenv use te\t\x14' '< TOLD' \
		'> ssoenv use dev' '< > ' '> ssoenv off' '< > ' '> ' '< > ' '> cd ../mark2' '< > ' '> exit'
	grep -q mark1 trace
	equals "$(sed -n '/chdir.*mark1/,/chdir.*mark2/p' trace | grep -cE 'clone|fork|execve|wait4\([0-9]')" 0
	equals "$(<mark1/buffer)" 'ssoenv use team\ 7 '
}

## What a variable was declared as

# The change is whole and off gives everything back, or nothing is changed. `declare -p` tells what a child does not see.
is_whole_or_nothing() {
	copy dev K1 3590
	in_zsh "$1" 'AWS_DEFAULT_REGION=plain; export AWS_SECURITY_TOKEN=mine' 'told() { env -0; typeset -p AWS_{REGION,PROFILE,SSO_PROFILE,SECRET_ACCESS_KEY,SESSION_TOKEN,DEFAULT_REGION} SSOENV_{EXPIRES,ROLE_NAME} 2>/dev/null; }' \
		'told >before' 'ssoenv use dev; used=$?' 'env -0 >after; told >told' 'ssoenv off' 'told >off' 'echo $used'
	if [ "$output" = 0 ]; then
		sees after AWS_REGION eu-west-1
		sees after AWS_SESSION_TOKEN token+K1
		sees after SSOENV_PROFILE dev
	else
		equals "$output" 3
		matches "$stderr" '^ssoenv: [A-Z_]+ (is declared with attributes|is readonly) in this shell, so nothing was changed'
		cmp before told
	fi
	cmp before off
}
for declaration in 'typeset -i AWS_REGION' 'typeset -xi AWS_REGION=3' 'typeset -u AWS_SSO_PROFILE' 'typeset -l AWS_SECRET_ACCESS_KEY=x' 'AWS_SESSION_TOKEN=(a b)' 'typeset -A AWS_SESSION_TOKEN' 'typeset -T AWS_SECRET_ACCESS_KEY keys' 'typeset -F AWS_REGION=1' 'typeset -Z 9 AWS_REGION=1' 'typeset -R 3 AWS_REGION=abcdef' 'typeset -U AWS_PROFILE=mine' 'typeset -r SSOENV_EXPIRES=1' 'typeset -x AWS_REGION=plain'; do
	bats_test_function --description "zsh: $declaration: whole or not at all" -- is_whole_or_nothing "$declaration"
done

declared_meanwhile() {
	copy a KA 3590
	copy b KB 3590
	in_zsh 'ssoenv use a' "$1" 'env -0 >before' 'ssoenv use b; echo $?' 'env -0 >after'
	equals "$output" 3
	same_environment before after
	[ ! -e PWNED ]
}
for declaration in 'typeset -i AWS_REGION' 'typeset -u SSOENV_PROFILE' 'typeset -T AWS_REGION regions'; do
	bats_test_function --description "zsh: $declaration between two roles: nothing is changed" -- declared_meanwhile "$declaration"
done

# A type that comes after the role shows another text, but what the variable holds is still the secret.
off_refuses_a_later_type() {
	copy dev K1 3590
	in_zsh 'ssoenv use dev 2>/dev/null' "typeset $1" 'ssoenv off' 'print -r -- $?'
	equals "$output" 3
	matches "$stderr" 'is declared with attributes in this shell'
	matches "$stderr" "hint: unset ${1##* }"
}
for declaration in '-gl AWS_SESSION_TOKEN' '-gu AWS_SECRET_ACCESS_KEY' '-gL3 AWS_ACCESS_KEY_ID' '-gxZ9 SSOENV_EXPIRES' '-gi AWS_REGION'; do
	bats_test_function --description "zsh: typeset $declaration before off: nothing is left behind unsaid" -- off_refuses_a_later_type "$declaration"
done

## What the environment brought

runs_nothing() {
	local name evil='path[$(touch PWNED)0]'
	for name in file wanted names was value ours met last until retry told calm hidden odd option slot; do export "_ssoenv_$name=$evil"; done
	for name in EPOCHSECONDS SECONDS SSOENV_GUARD_MINUTES SSOENV_REFRESH_WINDOW SSOENV_PSVAR SSOENV_PROMPT now left window fields; do export "$name=$evil"; done
	export SSOENV_GUARD='*' SSOENV_EXPIRES=$(($(date +%s) + 300)) SSOENV_PROFILE=dev AWS_ACCESS_KEY_ID=K SSOENV_BIN=false
	in_zsh '_ssoenv_hook; _ssoenv_hook; _ssoenv_before_command' 'ssoenv use nope' 'SSOENV_EXPIRES=$SSOENV_PROMPT; _ssoenv_hook' 'ssoenv off' 'env | grep -c ^_ssoenv'
	equals "$output" 0
	equals "$stderr" ''
	[ ! -e PWNED ]
}
@test "zsh: what the environment brought as private state, or as a number, is dropped and not run" { runs_nothing; }
