# The shell layer in zsh.

load ../support/support
load ../support/layer

# Among the values that a child sees, `_` is the command itself. For the role that is active, time passes by `age`: it has less than
# 15 minutes left then, and no copy.
helpers='snap() { env -u _ -0 >$1; }
	age() { export SSOENV_EXPIRES=$(( EPOCHSECONDS + 535 )); _ssoenv_ours[16]="=$SSOENV_EXPIRES"
		command rm ~/.cache/ssoenv/shell/roles/$SSOENV_PROFILE; }'

# The program that most of this is tried with prints the file `answer` and ends with status $ANSWER.
prepare() {
	layer_in zsh
	mkdir -p "$copies/roles"
	chmod 700 "$copies" "$copies/roles"
	age_config
	stand_in "echo \"\$*\" >>'$PWD/calls'" "[ ! -f '$PWD/answer' ] || cat '$PWD/answer'" 'exit "${ANSWER:-4}"'
}

# A copy that comes from another terminal, made of the file `later`.
comes_later="(umask 077; cp later ~/.cache/ssoenv/shell/roles/dev)"

## Taking a role, giving it back

@test "zsh: loading is silent, exports nothing and leaves every option as it was" {
	run_script 'setopt >before.options; env -u _ -0 >before' "source '$layer'" 'echo status=$?' \
		'setopt >after.options; env -u _ -0 >after'
	equals "$output" status=0
	equals "$stderr" ''
	same_environment before after
	cmp before.options after.options
}

@test "zsh: a warm use sets the sixteen variables without the program" {
	copy dev 3590 K1
	export AWS_PROFILE=old AWS_SECURITY_TOKEN=x
	in_layer false 'ssoenv use dev; echo status=$?' 'snap after'
	equals "$output$stderr" status=0
	never_called
	for name in AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN AWS_SESSION_EXPIRATION; do lacks after $name; done
	sees after AWS_ACCESS_KEY_ID K1
	sees after AWS_SECRET_ACCESS_KEY secret/of+K1
	sees after AWS_SESSION_TOKEN token+of/K1==
	sees after AWS_CREDENTIAL_EXPIRATION 2100-01-01T00:00:00Z
	for name in AWS_REGION AWS_DEFAULT_REGION SSOENV_REGION; do sees after $name eu-west-1; done
	for name in AWS_SSO_PROFILE SSOENV_PROFILE; do sees after $name dev; done
	sees after SSOENV_ACCOUNT_ID 111111111111
	sees after SSOENV_ROLE_NAME ReadOnly
}

doubts() {
	copy dev 3590 K1
	local file=$copies/roles/dev profile=dev
	eval "$1"
	in_layer "ssoenv use '$profile'; echo status=\$?" 'echo "key=$AWS_ACCESS_KEY_ID"'
	equals "$output" $'status=4\nkey='
	equals "$(calls)" "shell-role --shell zsh $profile"
	nothing_ran
}
doubt() { bats_test_function --description "zsh: the program is asked when $1" -- doubts "$2"; }
doubt 'the copy is a symlink' 'mv "$file" real; ln -s "$PWD/real" "$file"'
doubt 'the copy can be read by others' 'chmod 644 "$file"'
doubt 'the folder can be written by others' 'chmod 770 "$copies"'
doubt 'the copy belongs to another user' '[ "$(id -u)" = 0 ] || skip "only root can give files away"; chown 1 "$file"'
doubt 'the copy is cut short' 'sed -i \$d "$file"'
doubt 'the copy is empty' ': >"$file"'
doubt 'the copy has another layout' 'sed -i 1s/2/1/ "$file"'
doubt 'the copy has a line too many' 'sed -i "20s/.*/&\n/" "$file"'
doubt 'the copy is of a profile that differs in case' 'mv "$file" "$copies/roles/Dev"; profile=Dev'
doubt 'less than 15 minutes are left' 'copy dev 899 K1'
doubt 'the expiry is code' 'sed -i "22s/.*/=x[\$(touch PWNED)]/" "$file"'
doubt 'the name leads out of the folder' 'cp "$file" "$copies/x"; profile=../x'
doubt 'a name as it would be encoded is asked for' 'cp "$file" "$copies/roles/%64ev"; profile=%64ev'
doubt 'HOME is another' 'sed -i 2s/.*/=elsewhere/ "$file"'
doubt 'the config file is another' 'export AWS_CONFIG_FILE=$config_file'
doubt 'the credentials file is another' 'export AWS_SHARED_CREDENTIALS_FILE='
doubt 'the config file has changed since' 'touch -d "1 minute" "$config_file"'
doubt 'the credentials file has changed since' 'touch -d "1 minute" "$HOME/.aws/credentials"'
doubt 'copies are switched off' 'export SSOENV_SHELL_CACHE=0'

@test "zsh: code in a copy stays a value" {
	copy dev 3590 '$(touch PWNED)`touch PWNED`'
	in_layer 'ssoenv use dev' 'snap after'
	sees after AWS_ACCESS_KEY_ID '$(touch PWNED)`touch PWNED`'
	nothing_ran
}

# The values that `off` has to give back. The bytes ff fe are no UTF-8.
cycle="ssoenv use a; ssoenv use b; ssoenv use -; ssoenv off"
is_given_back() {
	copy a 3590 KA
	copy b 3590 KB ''
	export AWS_PROFILE=$'two\nlines\n' AWS_REGION=$'\xff\xfe' AWS_ACCESS_KEY_ID='' AWS_SECRET_ACCESS_KEY="=a 'b' \$c" AWS_SESSION_TOKEN='*'
	export AWS_SSO_PROFILE=-n
	in_layer "$1" 'AWS_DEFAULT_REGION="in the shell alone"' 'snap before' "${2-$cycle}" \
		'builtin print -r -- "rc=$? ${(t)AWS_DEFAULT_REGION} $AWS_DEFAULT_REGION"' 'snap after'
	matches "$output" "^rc=0 scalar ?in the shell alone$"
	same_environment before after
	never_called
}

@test "zsh: off restores unset, empty, unexported, multi-line and invalid UTF-8 values byte for byte" {
	is_given_back :
	lacks after SSOENV_PROFILE
}

for option in ksharrays shwordsplit globsubst rcexpandparam nounset errexit errreturn noglob rcquotes cshjunkiequotes warncreateglobal \
	warnnestedvar kshglob shglob extendedglob nullglob nomatch noclobber posixbuiltins posixidentifiers ignorebraces kshtypeset \
	magicequalsubst octalzeroes forcefloat typesetsilent nomultibyte nocasematch nobareglobqual promptsubst localloops cbases noequals \
	noshortloops verbose; do
	bats_test_function --description "zsh: everything holds under setopt $option" -- zoo "$option"
done
zoo() {
	begin="setopt $1; $begin"
	is_given_back :
	[ "$1" = verbose ] || equals "$stderr" ''
}

@test "zsh: everything holds under set -a, and no private state or prompt text is exported" {
	copy a 3590 KA
	begin="set -a; $begin"
	in_layer 'ssoenv use a; _ssoenv_hook; print -r -- $SSOENV_PROMPT' 'snap after' "zsh -fc \"source '$layer'; typeset -x\" >nested"
	equals "$output$stderr" 'a 59m'
	run grep -zaiE '^(_ssoenv|ssoenv_prompt|psvar)' after
	equals "$status" 1
	run grep -iE '^(_ssoenv|ssoenv_prompt)' nested
	equals "$status" 1
}

@test "zsh: everything holds with an odd IFS" { is_given_back 'IFS=:/.o1'; }

@test "zsh: everything holds with aliases and functions of the names used" {
	local name names='export unset typeset local command printf print env_ date zstat read setopt emulate_'
	begin="setopt aliases; $(for name in $names; do printf 'alias %s="echo HIJACKED"; ' "$name"; done)
		alias -g -- '-f=HIJACKED'
		$begin"
	is_given_back :
	# A reserved word can be no function.
	is_given_back \
		'unalias -m "*"; for name in unset command printf print date read setopt cat; do eval "function $name { echo HIJACKED }"; done' \
		"$cycle; unfunction command unset print"
}

@test "zsh: set -x and traced functions show no secret" {
	copy dev 3590 K1
	in_layer 'set -x; typeset -ft ssoenv _ssoenv_hook; ssoenv use dev; _ssoenv_hook; ssoenv off; set +x'
	[[ $stderr == *'ssoenv use dev'* && $stderr != *K1* ]]
	fields dev 3590 K1 >answer
	export ANSWER=0 SSOENV_SHELL_CACHE=0
	in_layer 'set -x; ssoenv use dev; _ssoenv_hook; ssoenv off'
	[[ $stderr != *K1* ]]
}

@test "zsh: off leaves variables that something else has changed" {
	copy a 3590 KA
	export AWS_REGION=mine
	in_layer 'ssoenv use a; export AWS_REGION=changed AWS_PROFILE=other; ssoenv off' 'snap after'
	sees after AWS_REGION changed
	sees after AWS_PROFILE other
	lacks after AWS_ACCESS_KEY_ID
}

@test "zsh: a profile without region gives back the region that was there before" {
	copy a 3590 KA
	copy b 3590 KB ''
	in_layer 'AWS_REGION=mine; ssoenv use a; ssoenv use b; print -r "$AWS_REGION ${(t)AWS_REGION} ${+AWS_DEFAULT_REGION} ${+SSOENV_REGION}"'
	equals "$output" 'mine scalar 0 0'
}

@test "zsh: off unsets an inherited role and the region that came with it" {
	copy a 3590 KA
	in_layer 'ssoenv use a; export AWS_DEFAULT_REGION=mine' "zsh -fc 'source $layer; ssoenv off; env -0 >after'"
	for name in AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_REGION SSOENV_PROFILE SSOENV_EXPIRES; do lacks \
		after $name; done
	sees after AWS_DEFAULT_REGION mine
}

@test "zsh: off unsets a role that was inherited and renewed, and restores no stale one" {
	copy a 3590 KA
	export SSOENV_PROFILE=a SSOENV_EXPIRES=1000 SSOENV_ACCOUNT_ID=111111111111 SSOENV_ROLE_NAME=ReadOnly AWS_ACCESS_KEY_ID=STALE
	in_layer '_ssoenv_hook; print -r "$AWS_ACCESS_KEY_ID"; ssoenv off; print "${+AWS_ACCESS_KEY_ID} ${+SSOENV_PROFILE}"'
	equals "$output" $'KA\n0 0'
	never_called
}

@test "zsh: off without a role says so" {
	in_layer 'ssoenv off; echo $?'
	equals "$output" 0
	equals "$stderr" 'ssoenv: no profile is active in this shell'
}

@test "zsh: with a readonly variable nothing is changed and the status is 3" {
	copy a 3590 KA
	in_layer 'export AWS_PROFILE=x; readonly AWS_SESSION_TOKEN=mine; snap before; ssoenv use a; echo $?; snap after' \
		'setopt errexit; ssoenv use a || echo $?'
	equals "$output" $'3\n3'
	equals "${stderr%%$'\n'*}" 'ssoenv: AWS_SESSION_TOKEN is readonly in this shell, so nothing was changed'
	same_environment before after
}

@test "zsh: use - goes back and forth, also after off, and says when there is no earlier profile" {
	copy a 3590 KA
	copy b 3590 KB
	in_layer 'ssoenv use -; echo $?' 'ssoenv use a; ssoenv use b' 'ssoenv use -; print $SSOENV_PROFILE' \
		'ssoenv use -; print $SSOENV_PROFILE' \
		'ssoenv off; ssoenv use -; print $SSOENV_PROFILE'
	equals "$output" $'2\na\nb\nb'
	equals "$stderr" 'ssoenv: there is no previous profile to return to'
}

## The program

for status_of_program in 2 3 4 5 6 130; do
	bats_test_function --description "zsh: status $status_of_program of the program survives and nothing changes" -- survives \
		"$status_of_program"
done
survives() {
	export ANSWER=$1
	echo 'export HALF=1' >answer
	in_layer 'snap before; ssoenv use dev; echo $?; ssoenv list; echo $?; snap after'
	equals "$output" "$1"$'\n'"$(<answer)"$'\n'"$1"
	same_environment before after
}

@test "zsh: a program cut off at any line changes nothing" {
	export ANSWER=0
	fields dev 3590 K1 >whole
	local lines
	for lines in 0 1 8 15; do
		head -n "$lines" whole >answer
		in_layer 'ssoenv use dev; echo "$? ${+AWS_ACCESS_KEY_ID}"'
		equals "$output" '1 0'
	done
}

@test "zsh: the program's answer is taken, with options and with --" {
	export ANSWER=0
	fields dev 3590 K1 '' >answer
	in_layer 'ssoenv use dev --region x --no-login; print $? $AWS_ACCESS_KEY_ID; ssoenv use -- dev; print $?'
	equals "$output" $'0 K1\n0'
	equals "$(calls)" $'shell-role --shell zsh dev --region x --no-login\nshell-role --shell zsh dev'
}

@test "zsh: every other command passes through, word for word" {
	stand_in 'printf "<%s>" "$@"; echo'
	in_layer 'ssoenv export "a  b" "" "*" --x="\$y" -- use; ssoenv; ssoenv use --help; ssoenv use x --shell fish; ssoenv off --shell zsh'
	equals "$output" $'<export><a  b><><*><--x=$y><--><use>\n<>\n<use><--help>\n<use><x><--shell><fish>\n<off><--shell><zsh>'
}

@test "zsh: a missing program is status 127" {
	export SSOENV_BIN=/nowhere/ssoenv
	in_layer 'ssoenv use dev; echo $?; ssoenv list; echo $?'
	equals "$output" $'127\n127'
}

@test "zsh: eval, source and substitutions take the role through a call" {
	unset SSOENV_BIN
	cached_role
	in_layer 'eval "$(ssoenv use dev)"; print $AWS_ACCESS_KEY_ID' \
		'unset AWS_ACCESS_KEY_ID; source =(ssoenv use dev); print $AWS_ACCESS_KEY_ID' \
		'eval "$(ssoenv off)"; print ${+AWS_ACCESS_KEY_ID}'
	equals "$output" $'ASIACACHED\nASIACACHED\n0'
	equals "$stderr" ''
}

@test "zsh: a subshell whose output goes to a file takes the role and shows no code" {
	copy dev 3590 K1
	in_layer '(ssoenv use dev && print $AWS_ACCESS_KEY_ID) >log; cat log'
	equals "$output" K1
	never_called
}

@test "zsh: the program writes the copy that the next use takes" {
	unset SSOENV_BIN
	mkdir -p "${role_file%/*}"
	settle_folder
	in_layer 'ssoenv use dev || exit; print $SSOENV_PROFILE $AWS_REGION' \
		'ssoenv off; SSOENV_BIN=/nowhere; ssoenv use dev; print $? ${#AWS_SECRET_ACCESS_KEY}'
	matches "$output" $'^dev eu-central-1\n0 [1-9][0-9]*$'
	equals "$(stat -c %a "$copies/roles/dev")" 600
	equals "$stderr" ''
}

@test "zsh: another config that is moved into place is read, however old it is" {
	copy dev 3590 K1
	touch -d '1 day ago' "$config_file.other"
	settle_folder
	in_layer 'ssoenv use dev; print $?' "mv '$config_file.other' '$config_file'" 'ssoenv use dev; print $?'
	equals "$output" $'0\n4'
}

@test "zsh: in a subshell of a script whose output is a pipe the role is taken, and no code is printed" {
	copy dev 3590 K1
	in_layer '(ssoenv use dev; print $AWS_ACCESS_KEY_ID)'
	equals "$output" K1
	never_called
}

@test "zsh: an inherited role whose credentials were replaced by hand is foreign and left alone" {
	copy dev 7200 K2
	inherit_role 2035
	export AWS_ACCESS_KEY_ID=K1
	in_layer '_ssoenv_hook; print $SSOENV_PROMPT' 'export AWS_ACCESS_KEY_ID=PASTED SSOENV_REFRESH_WINDOW=3000' \
		'_ssoenv_hook; _ssoenv_before_command; print $SSOENV_PROMPT $AWS_ACCESS_KEY_ID' \
		'AWS_ACCESS_KEY_ID=K1; _ssoenv_hook; print $AWS_ACCESS_KEY_ID'
	equals "$output" $'dev 33m\ndev [?] PASTED\nK2'
}

@test "zsh: sourced again, also by the plugin, it has one hook, keeps its state and finds its completion" {
	copy dev 3590 K1
	export AWS_REGION=mine
	in_layer 'ssoenv use dev' "source '$layer'; source '$program_root/ssoenv.plugin.zsh'; source '$program_root/ssoenv.plugin.zsh'" \
		'print $precmd_functions $preexec_functions; ssoenv off; print $AWS_REGION; print -l $fpath | grep -c ${0:h}/program/completions'
	equals "$output" $'_ssoenv_hook _ssoenv_register _ssoenv_before_command\nmine\n1'
}

@test "zsh: it can be evaluated as text" {
	copy dev 3590 K1
	"$program_folder/ssoenv" init zsh >text
	run_script "alias export='echo HIJACKED' command=false" 'eval "$(<text)"' \
		'ssoenv use dev; print $AWS_ACCESS_KEY_ID $#precmd_functions'
	equals "$output$stderr" 'K1 1'
}

@test "zsh: a layer whose file is gone changes nothing and says why; with a role it no longer needs the file" {
	copy dev 3590 K1
	own_layer
	in_layer 'mv mine gone; ssoenv use dev; print "$? ${+AWS_ACCESS_KEY_ID}"; SSOENV_PROFILE=x SSOENV_EXPIRES=99999999999 _ssoenv_hook' \
		'mv gone mine; snap before; ssoenv use dev; rm -r mine; ssoenv use dev; _ssoenv_hook; ssoenv off; snap after'
	equals "$output" '1 0'
	equals "$stderr" "ssoenv: $PWD/mine/shell/zsh no longer exists, so nothing was changed
ssoenv: hint: npm install --global ssoenv && exec zsh"
	same_environment before after
}

@test "zsh: a running shell takes a later version of the layer as a whole, and keeps its state" {
	copy dev 3590 K1
	own_layer
	in_layer "sed -i 's/^function _ssoenv_program {/function later { print later }\\n&/' mine/shell/zsh/start.zsh" \
		'snap before; ssoenv use dev; later' \
		"source '$layer'; ssoenv use dev; source '$layer'; ssoenv off; snap after"
	equals "$output" later
	equals "$stderr" ''
	same_environment before after
}

@test "zsh: a layer outside of a package is read whole at once, because its file may go" {
	copy dev 3590 K1
	"$program_folder/ssoenv" init zsh >ssoenv.zsh
	run_script "source =(<ssoenv.zsh)" 'ssoenv use dev; print $AWS_ACCESS_KEY_ID; ssoenv off' \
		'source ./ssoenv.zsh; rm ssoenv.zsh; ssoenv use dev; print $AWS_ACCESS_KEY_ID'
	equals "$output" $'K1\nK1'
	equals "$stderr" ''
}

@test "zsh: off restores values that were set by hand between two uses, and a readonly or typed variable is refused" {
	copy a 3590 KA
	copy b 3590 KB
	in_layer 'snap before; ssoenv use a; ssoenv use b; ssoenv use a; ssoenv off; snap after' \
		'ssoenv use a; ssoenv use b; export AWS_REGION=$'"'x\\ny'"' AWS_PROFILE=mine' \
		'ssoenv use a; print -r "$AWS_REGION ${+AWS_PROFILE}"; ssoenv use b' \
		'ssoenv off; print -r "$AWS_REGION $AWS_PROFILE ${+AWS_DEFAULT_REGION}"' \
		'ssoenv use a; typeset -u SSOENV_PROFILE; snap three; ssoenv use b; print $?; snap four; unset SSOENV_PROFILE; ssoenv off' \
		'ssoenv use a; snap one; readonly SSOENV_ROLE_NAME; ssoenv use b; print $?; snap two'
	equals "$output" $'eu-west-1 0\nx\ny mine 0\n3\n3'
	equals "$stderr" 'ssoenv: SSOENV_PROFILE is declared with attributes in this shell, so nothing was changed
ssoenv: hint: unset SSOENV_PROFILE
ssoenv: SSOENV_ROLE_NAME is readonly in this shell, so nothing was changed'
	same_environment three four
	same_environment before after
	same_environment one two
}

@test "zsh: a nested and a replaced shell start without state" {
	copy dev 3590 K1
	in_layer 'ssoenv use dev' "exec zsh -fc 'source $layer; print \${#_ssoenv_ours} \$SSOENV_PROFILE
		_ssoenv_hook; print \$SSOENV_PROMPT; whence -w ssoenv'"
	equals "$output" $'0 dev\ndev 59m\nssoenv: function'
}

## Before each prompt

@test "zsh: the prompt text stands in one slot of psvar, by time left and guard" {
	copy dev 3590 K1
	in_layer 'show() { _ssoenv_hook; print -r "$SSOENV_PROMPT|${(j:,:)psvar[7,10]}|${(%%)ssoenv_prompt}" }' \
		'show; ssoenv use dev; show; SSOENV_GUARD="x *ev"; show; SSOENV_GUARD="[ ( |dev) dev|x"; show; ssoenv off; show'
	equals "$output" $'||\ndev 59m|dev 59m,,,|dev 59m \ndev 59m|,,,dev 59m|dev 59m \ndev 59m|dev 59m,,,|dev 59m \n|,,,|'
	equals "$stderr" ''
}

shows() {
	export SSOENV_PROFILE=dev SSOENV_EXPIRES=$(($(date +%s) + $1)) SSOENV_REGION=r SSOENV_ROLE_NAME='{left}' SSOENV_ACCOUNT_ID=1
	unset NO_COLOR
	run_script "SSOENV_PSVAR=20; $begin; _ssoenv_hook; print -r -- \"\${(V)\${(%%)ssoenv_prompt}}\""
	matches "$output" "$2"
	nothing_ran
}
shown() { bats_test_function --description "zsh: with $1 s left the prompt shows $3" -- shows "$1" "$2"; }
shown 7370 '^\^\[\[32mdev 2h2m\^\[\[0m $' '2h2m in green'
shown 850 '^\^\[\[33mdev 14m\^\[\[0m $' '14m in yellow'
shown 59 '^\^\[\[33mdev [1-5]?[0-9]s\^\[\[0m $' 'seconds'
shown -5 '^\^\[\[31mdev expired\^\[\[0m $' 'expired in red'

@test "zsh: an expiry that is not a number is foreign, and never evaluated" {
	export SSOENV_PROFILE=dev SSOENV_EXPIRES='x[$(touch PWNED)]'
	in_layer '_ssoenv_hook; _ssoenv_before_command; print -r $SSOENV_PROMPT'
	equals "$output" 'dev [?]'
	nothing_ran
}

@test "zsh: format and colours can be set, and values are not filled in again" {
	export SSOENV_PROFILE='{left}' SSOENV_EXPIRES=$(($(date +%s) + 5035)) SSOENV_REGION=r SSOENV_ROLE_NAME=R SSOENV_ACCOUNT_ID=1
	export SSOENV_COLOR_FRESH='' SSOENV_PROMPT_FORMAT='} {{account}{role}@{region} {nope} {profile}{left} {'
	unset NO_COLOR
	in_layer '_ssoenv_hook; print -r -- "${(%%)ssoenv_prompt}"'
	equals "$output" '} {{account}R@r {nope} {left}1h23m { '
}

@test "zsh: a change by another program shows [?], and nothing is refreshed, fetched or restored" {
	copy dev 3590 K1
	in_layer 'SSOENV_REFRESH_WINDOW=99999' 'ssoenv use dev' \
		'AWS_ACCESS_KEY_ID=other _ssoenv_hook; export AWS_ACCESS_KEY_ID=other; _ssoenv_hook; print -r $SSOENV_PROMPT' \
		'ssoenv use dev; _ssoenv_ask() { : }; AWS_PROFILE=other; _ssoenv_hook; _ssoenv_before_command' \
		'print -r $SSOENV_PROMPT; ssoenv off; print $AWS_PROFILE'
	equals "$output" $'dev [?]\ndev [?]\nother'
}

@test "zsh: expiry is announced once, with a hint" {
	export SSOENV_PROFILE=$'d\e[31mev' SSOENV_EXPIRES=1000
	in_layer '_ssoenv_hook; _ssoenv_hook; print -r $SSOENV_PROMPT'
	equals "$output" 'd?[31mev expired'
	equals "$stderr" $'ssoenv: the credentials of d?[31mev have expired\nssoenv: hint: ssoenv use d?[31mev'
}

@test "zsh: expiry is announced after the instant prompt of powerlevel10k, not under it" {
	export SSOENV_PROFILE=dev SSOENV_EXPIRES=1000
	in_layer 'typeset -gi __p9k_instant_prompt_active=1; _ssoenv_hook; print -r $SSOENV_PROMPT; print -u2 that was it' \
		'unset __p9k_instant_prompt_active; _ssoenv_hook; _ssoenv_hook'
	equals "$output" 'dev expired'
	equals "$stderr" $'that was it\nssoenv: the credentials of dev have expired\nssoenv: hint: ssoenv use dev'
}

@test "zsh: a refresh starts in the background, once in 30 seconds, and the next prompt takes its result" {
	copy dev 3590 K1
	mkfifo ran
	noting_program 'echo >ran'
	fields dev 7200 K2 >later
	in_layer 'ssoenv use dev; age' 'before=$!; _ssoenv_hook; _ssoenv_hook; print $(( $! == before )) $AWS_ACCESS_KEY_ID; read <ran' \
		"$comes_later" '_ssoenv_before_command; print $AWS_ACCESS_KEY_ID; _ssoenv_hook; print -r $SSOENV_PROMPT; jobs'
	matches "$output" $'^1 K1\nK2\ndev (1h59m|2h0m)$'
	equals "$stderr" ''
	equals "$(calls)" 'shell-role --shell zsh --no-login -- dev'
}

@test "zsh: no refresh where it is switched off, and no copy of another role is taken" {
	copy dev 3590 K1
	fields dev 7200 K2 | sed 's/ReadOnly/Admin/' >later
	export SSOENV_REFRESH=0
	in_layer 'ssoenv use dev; age; _ssoenv_hook' "$comes_later" \
		'SSOENV_REFRESH=1; _ssoenv_retry=(99999999999); _ssoenv_hook; print $AWS_ACCESS_KEY_ID'
	equals "$output" K1
	never_called
}

@test "zsh: with SSOENV_REFRESH=0 no copy is taken, at the prompt, before a command, or where the role is inherited" {
	copy dev 3590 K1
	fields dev 7200 K2 >later
	in_layer 'SSOENV_REFRESH=0; ssoenv use dev; age' "$comes_later" \
		'look() { _ssoenv_hook; _ssoenv_before_command; print $AWS_ACCESS_KEY_ID }; look' \
		'_ssoenv_ours=() _ssoenv_was=(); look; SSOENV_REFRESH=1; look'
	equals "$output" $'K1\nK1\nK2'
	never_called
}

@test "zsh: between SSOENV_REFRESH_WINDOW and 15 minutes copies are taken without the program" {
	copy dev 3590 K1
	fields dev 7200 K2 >later
	in_layer 'SSOENV_REFRESH_WINDOW=9999; ssoenv use dev; _ssoenv_hook; print $AWS_ACCESS_KEY_ID' "$comes_later" \
		'_ssoenv_hook; print $AWS_ACCESS_KEY_ID'
	equals "$output" $'K1\nK2'
	never_called
}

@test "zsh: a renewal leaves a region that was set by hand, and off does too" {
	copy dev 3590 K1
	fields dev 7200 K2 >later
	in_layer 'ssoenv use dev; export AWS_REGION=mine; age' "$comes_later" \
		'_ssoenv_hook; print $AWS_ACCESS_KEY_ID $AWS_REGION; ssoenv off; print ${+AWS_ACCESS_KEY_ID} $AWS_REGION'
	equals "$output" $'K2 mine\n0 mine'
}

@test "zsh: an inherited role beside a profile of AWS's own is foreign" {
	export SSOENV_PROFILE=dev SSOENV_EXPIRES=99999999999 AWS_DEFAULT_PROFILE=other
	in_layer '_ssoenv_hook; print -r $SSOENV_PROMPT'
	equals "$output" 'dev [?]'
}

@test "zsh: settings that are not plain numbers are ignored, and never evaluated" {
	copy dev 3590 K1
	export SSOENV_REFRESH_WINDOW='x[$(touch PWNED)]' SSOENV_GUARD=dev SSOENV_GUARD_MINUTES='x[$(touch PWNED)]' \
		SSOENV_PSVAR='x[$(touch PWNED)]'
	in_layer 'ssoenv use dev; _ssoenv_hook; print -r $SSOENV_PROMPT' \
		'SSOENV_EXPIRES="x[\$(touch PWNED)]"; _ssoenv_hook; _ssoenv_before_command' \
		'SSOENV_EXPIRES=0999; _ssoenv_hook; print -r $SSOENV_PROMPT'
	equals "$output" $'dev 59m\ndev [?]'
	equals "$stderr" ''
	nothing_ran
}

@test "zsh: the prompt text is made again when its minute is over, or settings or psvar change" {
	copy dev 3590 K1
	in_layer 'show() { _ssoenv_hook; print -r "$SSOENV_PROMPT|${(j:,:)psvar[7,10]}" }; ssoenv use dev; show; show' \
		'psvar=(); show; SSOENV_PROMPT=; show; SSOENV_GUARD=dev; show; SSOENV_PROMPT_FORMAT="{role}"; show' \
		'SSOENV_EXPIRES=$(( SSOENV_EXPIRES - 60 )); show; SSOENV_EXPIRES=$(( SSOENV_EXPIRES + 60 )); show' \
		'_ssoenv_calm[1]=$(( EPOCHSECONDS )); psvar[10]=x; show' \
		'print $(( _ssoenv_calm[1] > EPOCHSECONDS && _ssoenv_calm[1] <= EPOCHSECONDS + 61 ))'
	equals "$output" 'dev 59m|dev 59m,,,
dev 59m|dev 59m,,,
dev 59m|dev 59m,,,
dev 59m|dev 59m,,,
dev 59m|,,,dev 59m
ReadOnly|,,,ReadOnly
ReadOnly|,,ReadOnly,
ReadOnly|,,,ReadOnly
ReadOnly|,,,ReadOnly
1'
}

@test "zsh: an idle hook and one with a fresh role print nothing" {
	copy dev 3590 K1
	in_layer '_ssoenv_hook; ssoenv use dev; _ssoenv_hook; _ssoenv_before_command'
	equals "$output$stderr" ''
}

## The guard

@test "zsh: without a terminal a guarded profile is entered, and left by itself after its time" {
	copy prod 3590 K1
	in_layer 'SSOENV_GUARD="*prod*" SSOENV_GUARD_MINUTES=5; ssoenv use prod; _ssoenv_hook; print $SSOENV_PROMPT' \
		'_ssoenv_until[1]=$(( EPOCHSECONDS - 1 )); _ssoenv_hook; print "[$SSOENV_PROMPT] ${+AWS_ACCESS_KEY_ID}"'
	equals "$output" $'prod 59m\n[] 0'
	equals "$stderr" 'ssoenv: dropped the role of prod after 5 min (SSOENV_GUARD_MINUTES)'
}

## Hostile names

hostile=('$(touch PWNED)' '`touch PWNED`' '%n%F{red}' $'raw\e[31mesc' 'x)y.%(7V' "a'b" 'a"b' 'a\b' '${HOME}' '!! ;touch PWNED' \
	$'tab\tbell\a')

@test "zsh: hostile names are text in every prompt, with promptsubst too" {
	local number expected=''
	for number in "${!hostile[@]}"; do
		export "NAME$number=${hostile[number]}"
		expected+="${hostile[number]//[[:cntrl:]]/?}"$'\n'
	done
	export SSOENV_EXPIRES=99999999999 SSOENV_PROMPT_FORMAT='{profile}'
	in_layer 'setopt promptsubst promptpercent promptbang; PROMPT=$ssoenv_prompt' \
		"for (( i = 0; i < ${#hostile[@]}; i++ )); do" 'name=NAME$i; export SSOENV_PROFILE=${(P)name}' \
		'_ssoenv_hook; print -rP -- "$PROMPT"; done'
	equals "${output// $'\n'/$'\n'}" "${expected%$'\n'} "
	nothing_ran
}

## On a terminal

# at_terminal LINE ...: types into an interactive zsh with the layer, as typist.py says; what it showed is $output.
at_terminal() {
	require_python
	mkdir -p zdot
	[ -e zdot/.zshrc ] || interactive
	printf '%s\n' '< READY' "$@" >typed
	run env -u SSOENV_PSVAR ZDOTDIR="$PWD/zdot" TERM=vt100 SHELL=/bin/sh ${tracer-} \
		"$python_program" "$support_folder/typist.py" typed ${traced-} zsh -di 3>&-
	printf 'status %s, shown %q\n' "$status" "$output" >&2
	equals "$status" 0
}

# The widget writes the command line into a file, which an external command cannot.
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

@test "zsh: use greets on the terminal, and the hook keeps \$?, pipestatus, \$! and \$_" {
	copy dev 3590 K1
	at_terminal '> ssoenv use dev' '< ssoenv: dev: ReadOnly in account 111111111111 (eu-west-1), 59 min left' '< [0]dev 59m > ' \
		'> (exit 42)' '< [42]dev 59m > ' '> print A$?' '< A42' '< > ' '> true | (exit 3) | (exit 5)' '< [5]dev' \
		'> print P$pipestatus' '< P0 3 5' '< > ' \
		'> print one last' '< > ' '> print U$_' '< Ulast' '< > ' '> sleep 0 & b=$!' '< > ' '> print B$(( $! == b ))' '< B1' '< > ' '> exit'
}

# Like the instant prompt of powerlevel10k: what is written before the last hook of the first prompt is caught and reported.
@test "zsh: nothing is written on the way to the first prompt, with a role that was inherited fresh or stale too" {
	local expires
	copy dev 3590 K1
	begin="exec {out}>&1 {err}>&2 >>caught 2>&1; $begin"
	mkdir zdot
	interactive 'release() { exec >&$out 2>&$err; precmd_functions=("${(@)precmd_functions:#release}") }; precmd_functions+=(release)'
	for expires in '' 1000 99999999999; do
		[ -z "$expires" ] || export SSOENV_PROFILE=dev SSOENV_ACCOUNT_ID=111111111111 SSOENV_ROLE_NAME=ReadOnly SSOENV_EXPIRES=$expires
		at_terminal '< > ' '> exit'
		[ -e caught ] || fail 'nothing was looked at'
		equals "$(<caught)" ''
	done
	never_called
}

@test "zsh: a refresh is silent on the terminal, also when the shell ends at once" {
	copy dev 3590 K1
	at_terminal '> ssoenv use dev' '< > ' '> age' '< > ' '> jobs; print X$!' '< X' '< > ' '> exit'
	[[ $output != *'[1]'* && $output != *done* && $output != *Done* && $output != *'running jobs'* && $output == *X0* ]]
}

@test "zsh: Ctrl-C ends a use with status 130 and no change, but does not end a refresh" {
	copy dev 3590 K1
	mkfifo go ran
	stand_in 'case $* in' '	*--no-login*) read x <go; echo refreshed >ran ;;' '	*) echo ASKING >&2; exec sleep 60 ;;' 'esac'
	at_terminal '> trap "print MINE" INT; ssoenv use dev' '< READY2[0]dev 59m > ' '> age' '< READY3[0]dev 8m > ' '= \x03' \
		'< MINE' '> ' '< READY4' '< > ' '> echo >go; read -r x <ran; print GOT $x' '< GOT refreshed' '< > ' \
		'> ssoenv use other' '< ASKING' '= \x03' '< [130]' '< > ' '> print KEY$AWS_ACCESS_KEY_ID; trap' '< KEYK1' \
		"< trap -- 'print MINE' INT" '< > ' '> exit'
}

@test "zsh: a role that went stale while the prompt stood open is renewed before the command runs" {
	copy dev 3590 K1
	fields dev 7200 K2 >later
	export SSOENV_REFRESH_WINDOW=9999
	mkdir -p zdot
	interactive "later() { $comes_later; zle -M TOLD }; zle -N later; bindkey '^X' later"
	# shellcheck disable=SC2016
	at_terminal '> ssoenv use dev' '< > ' '= \x18' '< TOLD' '> print KEY$AWS_ACCESS_KEY_ID' '< KEYK2' '< > ' '> exit'
}

@test "zsh: a guarded profile asks on a terminal: no gives status 130, --yes skips the question" {
	copy prod 3590 K1
	export SSOENV_GUARD='x *prod*'
	at_terminal '> ssoenv use prod' '< ssoenv: prod is guarded (SSOENV_GUARD); use it? [y/N] ' '> n' \
		'< ssoenv: nothing was changed' '< [130]> ' \
		'> ssoenv use prod' '< [y/N] ' '> yes' '< [0]prod 59m > ' '> ssoenv off' '< > ' \
		'> ssoenv use --yes prod; print "[N/y]"' '< [N/y]' '< prod 59m > ' '> exit'
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
	never_called
}

names=('org:9:a' 'x:y@z' 'mail:a@b:c' 'user@c' 'a=' 'team 7' "o'b" 'we$ird' 'inj$(touch PWN)' 'pct%F{red}' 'q"t')
completes_names() {
	completes 'ssoenv use org' 'ssoenv use org:9:a' 'ssoenv use org:9' 'ssoenv use org:9:a' 'ssoenv use x:y@' \
		'ssoenv use x:y@z' 'ssoenv use mail:a@' 'ssoenv use mail:a@b:c' \
		'ssoenv use us' 'ssoenv use user@c' 'ssoenv use a' 'ssoenv use a=' 'ssoenv use te' 'ssoenv use team\ 7' \
		"ssoenv use \\'te" "ssoenv use 'team 7'" \
		'ssoenv use \"team ' 'ssoenv use "team 7"' 'ssoenv use o' 'ssoenv use o' 'ssoenv use o\\\x27' "ssoenv use o\\'b" \
		'ssoenv use we' 'ssoenv use we\$ird' \
		'ssoenv use inj' 'ssoenv use inj\$\(touch\ PWN\)' 'ssoenv use pct' 'ssoenv use pct%F\{red\}' 'ssoenv use q' 'ssoenv use q\"t'
}

@test "zsh: Tab completes names of every kind from the list of names" {
	: >"$config_file"
	names_list 'ReadOnly of 1' "${names[@]}"
	mkdir zdot && interactive
	completes_names
}

@test "zsh: Tab leaves no mapfile parameter behind, and works where the person has one" {
	: >"$config_file"
	names_list 'ReadOnly of 1' one two
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
	printf '[profile %s]\n' 'org:9:a' 'x:y@z' 'mail:a@b:c' '"user@c"' 'a=' "'team 7'" "\"o'b\"" 'we$ird' "'inj\$(touch PWN)'" \
		'pct%F{red}' "'q\"t'"
	printf '%s\n' '# [profile inactive]' ' [profile indented]' '[ profile teapot]' '[profile two words]' '[sso-session telco]' \
		'[services mailer]' "[profile 'open]"
} >"$config_file"

@test "zsh: Tab completes names of every kind from the config file itself" {
	hostile_config
	mkdir zdot && interactive
	completes_names
}

@test "zsh: Tab completes commands, flags, sessions, shells and formats" {
	hostile_config
	printf '[spare]\n' >"$HOME/.aws/credentials"
	mkdir zdot && interactive
	completes 'ssoenv exp' 'ssoenv export' 'ssoenv logi' 'ssoenv login' 'ssoenv use --no-' 'ssoenv use --no-login' \
		'ssoenv login --sso-session t' 'ssoenv login --sso-session telco' \
		'ssoenv use --shell=z' 'ssoenv use --shell=zsh' 'ssoenv off --shell p' 'ssoenv off --shell powershell' \
		'ssoenv export --format win' 'ssoenv export --format windows-cmd' \
		'ssoenv export --format fish sp' 'ssoenv export --format fish spare' 'ssoenv use --region x sp' \
		'ssoenv use --region x spare' 'ssoenv list sp' 'ssoenv list sp'
}

@test "zsh: Tab shows descriptions, and control characters never reach the terminal" {
	names_list 'ReadOnly of 1%F{red}' dev1 'dev%F{red}'
	mkdir zdot && interactive
	at_terminal '= ssoenv use d\t\t' '< dev%F{red} -- ReadOnly of 1%F{red}' '= \x15' '> exit'
}

@test "zsh: the completion works from a folder of fpath, sourced after compinit, and by the layer before compinit" {
	local way
	hostile_config
	mkdir zdot
	for way in "fpath+=('$program_root/completions'); compinit -C -D" "source '$program_root/completions/_ssoenv'" \
		"source '$layer'; compinit -C -D"; do
		rm -f buffer
		begin='autoload -Uz compinit; compinit -C -D' interactive
		[[ $way != *'; compinit'* ]] || begin=: interactive
		[[ $way != *'; compinit'* ]] || sed -i '/^autoload/d' zdot/.zshrc
		sed -i "/^PROMPT/i autoload -Uz compinit; $way" zdot/.zshrc
		completes 'ssoenv use te' 'ssoenv use team\ 7'
	done
}

@test "zsh: the completion works where a plugin manager puts compdef off while it loads the layer" {
	run_script 'autoload -Uz compinit; compinit -C -D; real=$functions[compdef]; compdef() { : }' "source '$layer'" \
		'functions[compdef]=$real' \
		'for hook in $precmd_functions; do $hook; done; print -r -- $_comps[ssoenv] $precmd_functions'
	equals "$output$stderr" '_ssoenv_complete _ssoenv_hook'
}

@test "zsh: warm use, idle and active prompt, Tab and off start no process" {
	require_strace
	copy dev 3590 K1
	hostile_config
	age_config
	mkdir -p zdot mark1 mark2
	interactive
	traced="strace --seccomp-bpf -f -o $PWD/trace -e trace=process,chdir"
	at_terminal '< > ' '> cd mark1; source '"$layer" '< > ' '> ' '< > ' '> ssoenv use dev' '< dev 59m > ' '> ' '< > ' \
		'= ssoenv use te\t\x14' '< TOLD' \
		'> ssoenv use dev' '< > ' '> ssoenv off' '< > ' '> ' '< > ' '> cd ../mark2' '< > ' '> exit'
	grep -q mark1 trace
	equals "$(sed -n '/chdir.*mark1/,/chdir.*mark2/p' trace | grep -cE 'clone|fork|execve|wait4\([0-9]')" 0
	equals "$(<mark1/buffer)" 'ssoenv use team\ 7 '
}

## What a variable was declared as

for declaration in 'typeset -i AWS_REGION' 'typeset -xi AWS_REGION=3' 'typeset -u AWS_SSO_PROFILE' \
	'typeset -l AWS_SECRET_ACCESS_KEY=x' 'AWS_SESSION_TOKEN=(a b)' 'typeset -A AWS_SESSION_TOKEN' \
	'typeset -T AWS_SECRET_ACCESS_KEY keys' 'typeset -F AWS_REGION=1' 'typeset -Z 9 AWS_REGION=1' \
	'typeset -R 3 AWS_REGION=abcdef' 'typeset -U AWS_PROFILE=mine' 'typeset -r SSOENV_EXPIRES=1' \
	'typeset -x AWS_REGION=plain'; do
	bats_test_function --description "zsh: $declaration: whole or not at all" -- is_whole_or_nothing "$declaration"
done

for declaration in 'typeset -i AWS_REGION' 'typeset -u SSOENV_PROFILE' 'typeset -T AWS_REGION regions'; do
	bats_test_function --description "zsh: $declaration between two roles: nothing is changed" -- declared_meanwhile "$declaration"
done

# A type that comes after the role shows another text, but what the variable holds is still the secret.
off_refuses_a_later_type() {
	copy dev 3590 K1
	in_layer 'ssoenv use dev 2>/dev/null' "typeset $1" 'ssoenv off' 'print -r -- $?'
	equals "$output" 3
	matches "$stderr" 'is declared with attributes in this shell'
	matches "$stderr" "hint: unset ${1##* }"
}
for declaration in '-gl AWS_SESSION_TOKEN' '-gu AWS_SECRET_ACCESS_KEY' '-gL3 AWS_ACCESS_KEY_ID' '-gxZ9 SSOENV_EXPIRES' '-gi AWS_REGION'; do
	bats_test_function --description "zsh: typeset $declaration before off: nothing is left behind unsaid" -- \
		off_refuses_a_later_type "$declaration"
done

## What the environment brought

@test "zsh: private state and numbers from the environment are dropped, and not run" {
	drops_inherited_state 'path[$(touch PWNED)0]' odd folder parts slot messages names kinds labels \
		renewed was ours met direnv mise last until retry told calm hidden option
}

## Names of every kind

# copied NAME FILE [KEY]: a copy of the profile NAME, under the name that the program gives the file.
copied() {
	fields "$1" 3590 "${3-K1}" >copied
	keep copied "$2"
}

has_copy() {
	copied "$1" "$2"
	export NAME=$1
	in_layer 'ssoenv use -- "$NAME"; print -r -- "$? $AWS_ACCESS_KEY_ID"; [[ $SSOENV_PROFILE == "$NAME" ]]; print $?'
	equals "$output" $'0 K1\n0'
	export LC_ALL=C
	in_layer 'ssoenv use -- "$NAME"; print -r -- "$? $AWS_ACCESS_KEY_ID"'
	equals "$output$stderr" '0 K1'
	never_called
	nothing_ran
}
copy_of() { bats_test_function --description "zsh: the copy ${2//%/_} is found in every locale" -- has_copy "$1" "$2"; }
copy_of team/dev team%2Fdev
copy_of 111111111111:ReadOnly 111111111111%3AReadOnly
copy_of 'two  words' two%20%20words
copy_of café caf%C3%A9
copy_of 日本 %E6%97%A5%E6%9C%AC
copy_of -x- %2Dx-
copy_of .. %2E.
copy_of 100%41 100%2541
copy_of '$(touch PWNED)' '%24%28touch%20PWNED%29'
copy_of "it's*[a]" 'it%27s%2A%5Ba%5D'
copy_of $'\t\x01' '%09%01'

@test "zsh: a name whose file would have more than 255 bytes is asked for each time, and so is one with a line end" {
	local long
	printf -v long '%0128d' 0
	copied "${long//0/é}" x
	NAME=${long//0/é} in_layer 'ssoenv use "$NAME"; ssoenv use "${NAME[1,42]}/"; ssoenv use $'"'a\\nb'"
	equals "$(grep -c shell-role calls)" 3
	fields "${long:0:84}//" 3590 K1 >copied
	keep copied "${long:0:84}%2F%2F"
	NAME=${long:0:84}// in_layer 'ssoenv use "$NAME"; print $?'
	equals "$output" 0
}

@test "zsh: the copy that the program writes for a name of any kind is taken" {
	unset SSOENV_BIN
	add_profile "profile 'té/a m:1'"
	mkdir -p "${role_file%/*}"
	age_config
	in_layer "ssoenv use 'té/a m:1' || exit" 'ssoenv off; SSOENV_BIN=/nowhere; ssoenv use -; print -r -- $? $SSOENV_PROFILE'
	equals "$output" '0 té/a m:1'
	equals "$stderr" ''
}

@test "zsh: a role with a name of any kind is renewed, and the name is not taken for an option" {
	local new="$copies/roles/%2D-login"
	export SSOENV_PROFILE=--login SSOENV_EXPIRES=$(($(now) + 535)) SSOENV_ACCOUNT_ID=111111111111 SSOENV_ROLE_NAME=ReadOnly
	fields --login 7200 K2 >later
	mkfifo ran
	noting_program 'echo >ran'
	in_layer '_ssoenv_hook; read <ran' "(umask 077; cp later '$new'); _ssoenv_hook; print \$AWS_ACCESS_KEY_ID"
	equals "$output" K2
	equals "$(calls)" 'shell-role --shell zsh --no-login -- --login'
}

## A role that was inherited

@test "zsh: an inherited role is renewed, by the program in the background too" {
	inherit_role 500
	export AWS_ACCESS_KEY_ID=K1 AWS_SECRET_ACCESS_KEY=S AWS_SESSION_TOKEN=T
	fields dev 1000 K2 >later
	fields dev 7200 K3 >last
	mkfifo ran
	noting_program 'echo >ran'
	in_layer '_ssoenv_hook; read <ran' "$comes_later" '_ssoenv_hook; print $AWS_ACCESS_KEY_ID' \
		'SSOENV_REFRESH_WINDOW=2000' "${comes_later/later/last}" '_ssoenv_before_command; print $AWS_ACCESS_KEY_ID' \
		'ssoenv off; print ${+AWS_ACCESS_KEY_ID}${+AWS_SESSION_TOKEN}${+SSOENV_PROFILE}'
	equals "$output" $'K2\nK3\n000'
	equals "$(calls)" 'shell-role --shell zsh --no-login -- dev'
}

# With another account, another role, or a rival, the role is not the one that was inherited.
is_not_renewed() {
	inherit_role 500
	export AWS_ACCESS_KEY_ID=K1
	fields dev 7200 K2 '' "${2-111111111111}" "${3-ReadOnly}" >later
	in_layer "_ssoenv_retry=(99999999999); _ssoenv_hook; $1" "$comes_later" '_ssoenv_hook; _ssoenv_before_command; print $AWS_ACCESS_KEY_ID'
	equals "$output" K1
	never_called
}
@test "zsh: an inherited role is not renewed beside a rival" { is_not_renewed 'export AWS_SECURITY_TOKEN=x'; }
@test "zsh: an inherited role is not renewed from the copy of another account" { is_not_renewed : 222222222222; }
@test "zsh: an inherited role is not renewed from the copy of another role" { is_not_renewed : 111111111111 Admin; }
@test "zsh: an inherited role is not renewed as a role that its labels were changed to" {
	is_not_renewed 'export SSOENV_ROLE_NAME=Admin' 111111111111 Admin
}

@test "zsh: off after use over an inherited role leads to no role" {
	copy a 3590 KA
	copy b 3590 KB
	in_layer 'AWS_DEFAULT_REGION=mine; snap before; ssoenv use a; export AWS_DEFAULT_REGION=mine AWS_PROFILE=' \
		"zsh -fc 'unset AWS_PROFILE; source $layer; snap() { env -u _ -0 >\$1 }; ssoenv use b; ssoenv off; ssoenv off; snap after
			ssoenv use -; print \$SSOENV_PROFILE; ssoenv use -; print \$SSOENV_PROFILE'"
	equals "$output" $'b\nb'
	equals "$stderr" 'ssoenv: no profile is active in this shell'
	for name in AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_REGION SSOENV_PROFILE SSOENV_EXPIRES; do lacks after $name; done
	sees after AWS_DEFAULT_REGION mine
}

@test "zsh: off after use over a foreign role gives back what is foreign, and nothing of the role that was inherited" {
	copy b 3590 KB
	inherit_role 2000
	export AWS_ACCESS_KEY_ID=K1 AWS_SECRET_ACCESS_KEY=S1
	in_layer '_ssoenv_hook; export AWS_ACCESS_KEY_ID=PASTED AWS_PROFILE=other; ssoenv use b; ssoenv off' \
		'print "$AWS_ACCESS_KEY_ID $AWS_PROFILE ${+AWS_SECRET_ACCESS_KEY}${+SSOENV_PROFILE}"'
	equals "$output" 'PASTED other 00'
}

@test "zsh: off says on a terminal what is in force again" {
	copy dev 3590 K1
	export AWS_PROFILE=mine AWS_DEFAULT_PROFILE=$'x\ey' AWS_ACCESS_KEY_ID=AKIA
	at_terminal '> ssoenv use dev' '< dev 59m > ' '> ssoenv off' \
		'< in force again, as before `ssoenv use`: AWS_PROFILE=mine, AWS_DEFAULT_PROFILE=x?y, AWS_ACCESS_KEY_ID' '> exit'
	in_layer 'ssoenv use dev; ssoenv off'
	equals "$stderr" ''
}

leaves_the_folder() {
	copy dev 3590 K1
	export "$1=one" AWS_PROFILE=prod
	in_layer 'AWS_REGION=plain; ssoenv use dev; ssoenv off; print "$AWS_PROFILE $AWS_REGION"' "ssoenv use dev; $2" \
		'ssoenv off; print "${+AWS_PROFILE} $AWS_REGION"'
	equals "$output" $'prod plain\n0 plain'
	equals "$stderr" "ssoenv: not set again, because $3 has left the folder in which it set them: AWS_PROFILE"
}
@test "zsh: off does not set again what direnv set in a folder that it has left" { leaves_the_folder DIRENV_DIFF 'unset DIRENV_DIFF' direnv; }
@test "zsh: off does not set again what mise set in a folder that it has left" { leaves_the_folder __MISE_DIFF '__MISE_DIFF=two' mise; }

## The program that is used

# packaged LINE ...: a program of the package in ./mine that runs these lines of sh.
packaged() {
	own_layer
	mkdir mine/dist
	printf '%s\n' '#!/bin/sh' "$@" >mine/dist/cli.cjs
	chmod +x mine/dist/cli.cjs
	unset SSOENV_BIN
}

@test "zsh: the program of the layer's own package goes before the one on PATH, if it can be executed" {
	packaged 'echo own "$@"'
	mkdir bin
	printf '%s\n' '#!/bin/sh' 'echo path "$@"' >bin/ssoenv
	chmod +x bin/ssoenv
	in_layer "PATH=$PWD/bin:\$PATH" 'ssoenv list; chmod -x mine/dist/cli.cjs; ssoenv list; SSOENV_BIN=echo; ssoenv list'
	equals "$output" $'own list\npath list\nlist'
	equals "$stderr" ''
}

@test "zsh: a package that is removed from under a shell means one clear line, and off still works" {
	packaged 'exit 5'
	copy dev 3590 K1
	in_layer 'path=(/usr/bin /bin); snap before; ssoenv use dev; rm -r mine; ssoenv use other; print $?; ssoenv list; print $?; ssoenv off; snap after'
	equals "$output" $'127\n127'
	equals "$stderr" "$(for _ in 1 2; do
		echo "ssoenv: found no ssoenv program: $PWD/mine/dist/cli.cjs no longer exists, and there is none on PATH"
		echo 'ssoenv: hint: npm install --global ssoenv'
	done)"
	same_environment before after
}

@test "zsh: a layer without a program says so, and a program without node too" {
	packaged
	rm -r mine/dist
	mkdir bin
	printf '%s\n' '#!/usr/bin/env node' >bin/ssoenv
	chmod +x bin/ssoenv
	in_layer 'path=(/nowhere); ssoenv use dev; print $?' "path=($PWD/bin); ssoenv use dev; print \$?"
	equals "$output" $'127\n127'
	equals "$stderr" 'ssoenv: found no ssoenv program on PATH
ssoenv: hint: npm install --global ssoenv
ssoenv: ssoenv needs Node.js, and there is no node on PATH'
}

@test "zsh: Tab writes nothing onto the line if the package is gone" {
	packaged
	cp -R "$program_root/completions" mine/
	mkdir zdot && interactive
	at_terminal '< > ' '> rm -r mine' '< > ' '= ssoenv use te\t\x14' '< TOLD' '> exit'
	equals "$(<buffer)" 'ssoenv use te'
	[[ $output != *'not found'* && $output != *'(eval)'* ]]
}

@test "zsh: a zsh that is too old is told in one line" {
	copy dev 3590 K1
	in_layer 'ZSH_VERSION=5.0.8; ssoenv use dev; print $?; ZSH_VERSION=5.3.1-test; ssoenv off; ZSH_VERSION=5.4; ssoenv use dev; print $?'
	equals "$output" $'1\n0'
	equals "$stderr" $'ssoenv: the shell integration needs zsh 5.4 or newer; this is 5.0.8\nssoenv: the shell integration needs zsh 5.4 or newer; this is 5.3.1-test'
}

## What is captured

# The secrets of a copy, and of the program's answer.
no_secret() { [[ $1 != *secret/of* && $1 != *token+of* && $1 != *K1* ]] || fail 'a secret is in it'; }

@test "zsh: what use and off print in a substitution is a call without a secret, which takes the role" {
	copy dev 3590 K1
	copied "o'b !x" "o%27b%20%21x" K2
	export AWS_REGION=mine
	in_layer 'code=$(ssoenv use dev); print -r -- $code; eval $code; print $? $AWS_ACCESS_KEY_ID' \
		'setopt rcquotes cshjunkiequotes; eval "$(ssoenv use "o'\''b !x")"; print -r -- $? $AWS_ACCESS_KEY_ID $SSOENV_PROFILE' \
		'source <(ssoenv use -); print $AWS_ACCESS_KEY_ID; source =(ssoenv use -); print $AWS_ACCESS_KEY_ID' \
		'code=$(ssoenv off); print -r -- $code; eval $code; print $? $AWS_REGION ${+AWS_ACCESS_KEY_ID}; eval "$(ssoenv off)"; print $?'
	equals "$output" "_ssoenv_captured_use 'dev'
0 K1
0 K2 o'b !x
K1
K2
_ssoenv_captured_off
0 mine 0
0"
	equals "$stderr" 'ssoenv: no profile is active in this shell'
	never_called
}

@test "zsh: a failed use in a substitution gives the shell its status" {
	export ANSWER=4
	in_layer 'code=$(ssoenv use dev); print -r -- "$? $code"; eval $code; print $?' \
		'eval "$(ssoenv use dev)" && print NO; readonly AWS_PROFILE=x; eval "$(ssoenv use dev 2>/dev/null)"; print $?' \
		'set -e; eval "$(ssoenv use dev)"; print NO'
	equals "$output" $'4 (exit 4);\n4\n4'
	equals "$status" 4
}

@test "zsh: options, and what was picked, are in the call, and no question is asked twice" {
	export ANSWER=0 SSOENV_GUARD='*'
	fields dev 3590 K1 >answer
	in_layer 'print -r -- "$(ssoenv use)"' 'code=$(ssoenv use --account 111111111111 --login); print -r -- $code' \
		'code=$(ssoenv use dev --region "x y" --yes); print -r -- $code; eval $code; print $? $AWS_ACCESS_KEY_ID'
	equals "$output" "_ssoenv_captured_use 'dev'
_ssoenv_captured_use '--account' '111111111111' '--role' 'ReadOnly'
_ssoenv_captured_use 'dev' '--region' 'x y'
0 K1"
	equals "$(calls)" 'shell-role --shell zsh
shell-role --shell zsh --account 111111111111 --login
shell-role --shell zsh dev --region x y
shell-role --shell zsh dev --region x y --no-login'
}

@test "zsh: a log of a pipeline holds no secret, and what runs in the pipeline has the role" {
	copy dev 3590 K1
	in_layer '{ ssoenv use dev && sh -c "echo \$SSOENV_PROFILE"; } | tee log' \
		'x=$( { ssoenv use dev; sh -c "echo \$SSOENV_PROFILE"; } | tee log2 ); print -r -- $x' 'ssoenv use dev | cat' 'print $?${+AWS_ACCESS_KEY_ID}'
	equals "$output" $'dev\n_ssoenv_captured_use \'dev\'\ndev\n00'
	no_secret "$(cat log log2)"
	never_called
}

@test "zsh: the call cut off at any byte changes nothing, and it fails in a shell without the layer" {
	copy dev 3590 K1
	in_layer 'code=$(ssoenv use dev); for (( i = 1; i < $#code; i++ )); do eval "${code[1,i]}"; done 2>/dev/null' \
		'print -r -- ${+AWS_ACCESS_KEY_ID}; print -r -- $code >code'
	equals "$output" 0
	run -127 --separate-stderr zsh -fc '. ./code'
	equals "$(wc -l <<<"$stderr")" 1
}

@test "zsh: with --shell the output is the program's, in a substitution too" {
	stand_in 'printf "<%s>" "$@"'
	in_layer 'print -r -- "$(ssoenv use dev --shell fish)$(ssoenv off --shell=zsh)$(ssoenv use --help)"'
	equals "$output" '<use><dev><--shell><fish><off><--shell=zsh><use><--help>'
}

## The prompt of a person

@test "zsh: the recipe shows the role above the layer and below it, and no blank without a role" {
	copy dev 3590 K1
	run_script "setopt promptsubst; PROMPT='\$ssoenv_prompt%# '; $begin" 'show() { _ssoenv_hook; print -rP -- "[$PROMPT]" }' \
		'show; ssoenv use dev; show; unsetopt promptsubst; PROMPT="$ssoenv_prompt%# "; show; ssoenv off; show'
	equals "$output" $'[# ]\n[dev 59m # ]\n[dev 59m # ]\n[# ]'
}

@test "zsh: a dumb terminal gets no colours" {
	copy dev 3590 K1
	unset NO_COLOR
	run_script "TERM=dumb; $begin; ssoenv use dev; _ssoenv_hook" 'print -r -- "${(V)${(%%)ssoenv_prompt}}"'
	equals "$output" 'dev 59m '
}
