# The shell layer in bash.

load ../support/support
load ../support/layer

prepare() { layer_in bash; }

# typed LINE ...: typed at prompts, which $prompts matches, of an interactive bash that has the layer; $output is the screen.
prompts='#> '
typed() {
	require_python
	printf '%s\n' "${before_layer[@]-:}" "$begin" "PS1='<\$SSOENV_PROMPT>'\"\$PROMPT_END\"" >rc
	PROMPT_END='#> ' run "$python_program" "$support_folder/type.py" "$prompts" ${under[@]+"${under[@]}"} \
		bash --noprofile --rcfile rc -i < <(printf '%s\n' "$@" exit)
	output=${output//$'\r'/}
	printf 'status %s, screen:\n%s\n' "$status" "$output" >&2
}
shows() { [[ $output == *"$1"* ]] || fail "not on the screen: $1"; }
hides() { [[ $output != *"$1"* ]] || fail "on the screen: $1"; }
has_line() { grep -qxF -- "$1" <<<"$output" || fail "no such line: $1"; }

# A newer copy of dev, which the layer finds while it has the old one.
newer="sed -i '7s/.*/4102444800/;9s/.*/ASIANEW/' ~/.cache/ssoenv/shell/roles/dev"

# sets_clock SECONDS: code for a clock of the layer that is so far ahead.
sets_clock() { echo "_ssoenv_clock() { now=\$((\$(date +%s) + $1)); }"; }

@test "bash: sourcing prints nothing, exports nothing and starts no process" {
	require_strace
	run --separate-stderr strace -f -qq -o trace -e trace=process \
		bash --norc -c '. "$1"; . "$1"; [ -z "$(compgen -e | grep -i _ssoenv)" ]' - "$layer"
	silent
	equals "$(grep -c "execve(" trace)" 2 # bash, and the grep of the test
}

@test "bash: a warm use starts no process, sets everything and prints nothing" {
	copy dev
	noting_program
	in_layer 'ssoenv use dev' "env -0 >after"
	equals "$status" 0
	silent
	never_called
	sees after AWS_ACCESS_KEY_ID ASIACOPY
	sees after AWS_SECRET_ACCESS_KEY secret/of+ASIACOPY
	sees after AWS_SESSION_TOKEN token+of/ASIACOPY==
	sees after AWS_REGION eu-west-1
	sees after SSOENV_EXPIRES 4102444800
	! tr '\0' '\n' <after | grep -q _ssoenv
}

@test "bash: warm use, idle prompt, active prompt and Tab start no process" {
	require_strace
	copy dev
	under=(strace -f -qq -o trace -e trace=process)
	typed : 'ssoenv use dev' : 'ssoenv use d\t' 'echo "$SSOENV_PROFILE is on"'
	shows 'dev is on'
	equals "$(grep -cE 'fork|clone|execve' trace)" 1
}

@test "bash: the program and its copy set the same values" {
	cached_role
	age_config
	in_layer 'SSOENV_SHELL_CACHE=0 ssoenv use dev' 'env -0 >cold' 'ssoenv off' 'SSOENV_BIN=false' 'ssoenv use dev' 'env -0 >warm'
	equals "$status" 0
	equals "$(tr '\0' '\n' <cold | grep -E '^(AWS|SSOENV_[APRE])' | sort)" "$(tr '\0' '\n' <warm | grep -E '^(AWS|SSOENV_[APRE])' | sort)"
	sees warm AWS_ACCESS_KEY_ID ASIACACHED
}

gives_everything_back() {
	copy a
	copy b
	export AWS_PROFILE=$1
	in_layer "AWS_REGION=\$'plain\\nvalue'" "export AWS_DEFAULT_REGION=\$'\\377\\376 x'" 'export AWS_SESSION_TOKEN=' 'AWS_SECURITY_TOKEN=' \
		'env -0 >before' 'declare -p AWS_REGION AWS_SECURITY_TOKEN >plain' 'ssoenv use a; ssoenv use b; ssoenv use -' \
		'env -0 >between' 'ssoenv off' \
		'env -0 >after' 'declare -p AWS_REGION AWS_SECURITY_TOKEN | cmp - plain'
	equals "$status" 0
	silent
	sees between SSOENV_PROFILE a
	same_environment before after
}
@test "bash: off after use a, use b, use - restores unset, empty, unexported, multi-line and invalid UTF-8 values" { \
	gives_everything_back ''; }
@test "bash: off restores quotes and newlines" { gives_everything_back $'it\'s "x" $(touch PWNED)\n'; }

@test "bash: off restores only variables that nothing else has changed" {
	copy dev
	in_layer 'ssoenv use dev' 'export AWS_REGION=mine' 'ssoenv off' \
		'echo "$AWS_REGION ${AWS_DEFAULT_REGION-unset} ${AWS_ACCESS_KEY_ID-unset}"'
	equals "$output" 'mine unset unset'
}

refuses_copy() {
	copy dev
	local file=$copies/roles/dev
	noting_program
	eval "$1"
	in_layer 'ssoenv use dev' 'echo "$? ${AWS_ACCESS_KEY_ID-unset}"'
	equals "$output" '7 unset'
	equals "$(calls)" 'shell-role --shell bash dev'
	nothing_ran
}
refused() { bats_test_function --description "bash: a copy is left to the program: $1" -- refuses_copy "$2"; }
refused 'a symlink' 'mv "$file" x; ln -s "$PWD/x" "$file"'
refused 'truncated' 'head -n 15 "$file" >x; cp x "$file"'
refused 'of another profile' 'sed -i 8s/dev/Dev/ "$file"'
refused 'a folder' 'rm "$file"; mkdir "$file"'
refused 'expiry that is code' 'sed -i "7s/.*/a[\$(touch PWNED)]/" "$file"'
refused 'less than 15 minutes left' 'sed -i "7s/.*/$(($(date +%s) + 890))/" "$file"'
refused 'older than the config' 'touch -d "1 hour" "$config_file"'
refused 'older than credentials that appeared' 'touch -d "1 hour" "$HOME/.aws/credentials"'
refused 'another AWS_CONFIG_FILE' 'export AWS_CONFIG_FILE=$config_file'
refused 'an empty AWS_SHARED_CREDENTIALS_FILE' 'export AWS_SHARED_CREDENTIALS_FILE='
refused 'switched off' 'export SSOENV_SHELL_CACHE=0'
refused 'another layout' 'sed -i 1s/1/2/ "$file"'

@test "bash: a copy of another owner is left to the program" {
	[ "$(id -u)" = 0 ] || skip 'not root'
	refuses_copy 'chown 1 "$file"'
}
@test "bash: a name with ../ is passed to the program" {
	copy dev
	noting_program
	in_layer 'ssoenv use ../roles/dev'
	equals "$status" 7
	equals "$(calls)" 'shell-role --shell bash ../roles/dev'
}
@test "bash: code in a copy stays a value" {
	copy dev
	sed -i '10s/.*/$(touch PWNED)`touch PWNED`/' "$copies/roles/dev"
	in_layer 'ssoenv use dev' 'printf %s "$AWS_SECRET_ACCESS_KEY"'
	equals "$output" '$(touch PWNED)`touch PWNED`'
	nothing_ran
}

@test "bash: a config that changes in the second in which its copy is made is newer than the copy" {
	local file=$copies/roles/dev
	cached_role
	age_config
	ssoenv shell-role dev --shell bash >/dev/null
	noting_program
	in_layer 'ssoenv use dev' 'echo "$AWS_ACCESS_KEY_ID"'
	equals "$output" ASIACACHED
	# Bash 4.4 and older compare whole seconds; a file's change time is when it was written, not the date that it was given.
	touch -d "@$(stat -c %Z "$file")" "$config_file"
	in_layer 'ssoenv use dev'
	equals "$(calls)" 'shell-role --shell bash dev'
}

# A newer bash has the code for older ones as well: what it is said to be decides.
clock_agrees() {
	[ "$1" -le "$(bash -c 'echo "$((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1]))"')" ] || skip "this bash IS OLDER: nothing is proved for $1"
	sed "s/^_ssoenv_bash=.*/_ssoenv_bash=($1)/" "$layer" >as-old.bash
	grep -qxF "_ssoenv_bash=($1)" as-old.bash
	use_layer "$PWD/as-old.bash"
	# Where SECONDS is the clock, it is made to pass, from a start that is not 0.
	in_layer 'unset -f _ssoenv_clock; SECONDS=4711' "$begin" 'look() { earliest=$(date +%s); _ssoenv_clock; latest=$(date +%s); }' \
		'look; echo "$((earliest - 1 <= now && now <= latest))"' "${2-}" \
		'look; echo "$((now - earliest + 1 >= ${passed-0} && now <= latest + ${passed-0}))"'
	equals "$output" $'1\n1'
}
clock() { bats_test_function --description "bash: the clock for bash $1 agrees with date" -- clock_agrees "$2" "${3-}"; }
clock 3.2 302 'passed=100; SECONDS=$((SECONDS + passed))'
clock 4.2 402
clock 5.0 500

under_options() {
	copy dev
	local name
	read -ra shell_options <<<"$1"
	in_layer "${@:2}" 'export AWS_PROFILE=mine' 'env -0 >before' 'ssoenv use dev' 'env -0 >after' '_ssoenv_hook' 'ssoenv off' \
		'env -0 >off' 'builtin echo done'
	equals "$status" 0
	equals "$output" done
	equals "$stderr" ''
	sees after SSOENV_PROFILE dev
	# With allexport bash exports its clock too.
	for name in before off; do grep -zE '^(AWS|SSOENV|_)' "$name" | grep -zv '^_=' >"$name.ours"; done
	same_environment before.ours off.ours
	! tr '\0' '\n' <after | grep -q '^_ssoenv\|of+ASIACOPY.*of/ASIACOPY'
}
odd() { bats_test_function --description "bash: $1" -- under_options "${@:2}"; }
odd 'strict mode' '-eu -o pipefail'
odd 'allexport' -a
odd 'noglob and noclobber' '-f -C'
odd 'posix mode' --posix
odd 'failglob, nocasematch' '' 'shopt -s failglob nocasematch nullglob'
odd 'localvar_inherit' '' 'shopt -s localvar_inherit 2>/dev/null || :'
odd 'odd IFS' '' 'IFS=:/.0123456789='
odd 'errtrace, functrace' '-E -T'
odd 'sourced twice' '' '. "$LAYER"'
odd 'functions named export, cat, date, command' '' 'export() { builtin echo BAD; builtin export "$@"; }' \
	'cat() { builtin echo BAD; }; date() { builtin echo BAD; }; command() { builtin echo BAD; }; unset -f export'

@test "bash: aliases of every word, set before sourcing" {
	copy dev
	run_script 'shopt -s expand_aliases' \
		"alias export='echo A' local='echo A' unset='echo A' command='echo A' printf='echo A' ssoenv='echo A' case='echo A'" "$begin" \
		'\ssoenv use dev' 'env -0 >after' 'shopt -q expand_aliases && alias ssoenv'
	equals "$output" "alias ssoenv='echo A'"
	sees after SSOENV_PROFILE dev
}

@test "bash: a trace shows no secret, and goes on" {
	copy dev
	in_layer 'set -x' 'ssoenv use dev' '_ssoenv_hook' '_ssoenv_before_command' 'ssoenv off' 'case $- in *x*) echo on;; esac'
	equals "$output" on
	[[ $stderr != *ASIACOPY* ]]
}

@test "bash: statuses survive, set -e ends a script" {
	in_layer 'ssoenv use nope; echo $?' 'false; SSOENV_BIN=/nowhere/x ssoenv list; echo $?' 'set -e; ssoenv use nope; echo RAN'
	equals "$status" 3
	equals "$output" $'3\n127'
}

@test "bash: a readonly variable: nothing is changed, one line, status 3" {
	copy a
	copy b
	in_layer 'ssoenv use a' 'env -0 >before' 'readonly SSOENV_ROLE_NAME' 'ssoenv use b; echo $?' 'ssoenv off; echo $?' 'env -0 >after'
	equals "$output" $'3\n3'
	equals "$(uniq <<<"$stderr")" 'ssoenv: SSOENV_ROLE_NAME is readonly in this shell, so nothing was changed'
	same_environment before after
}
@test "bash: a readonly variable that is unset: nothing is changed either" {
	copy dev
	in_layer 'env -0 >before' 'readonly SSOENV_EXPIRES' 'ssoenv use dev; echo $?' 'env -0 >after'
	equals "$output" 3
	same_environment before after
}

@test "bash: off restores values that were set by hand between two uses" {
	copy a
	copy b
	copy c
	sed -i 13s/.*// "$copies/roles/c"
	in_layer 'env -0 >before; ssoenv use a; ssoenv use b; ssoenv use a; ssoenv use c; echo "${AWS_REGION-unset}"' \
		'ssoenv use a; ssoenv off; env -0 >after' \
		'ssoenv use a; ssoenv use b; export AWS_REGION=$'"'x\\ny'"' AWS_PROFILE=mine' \
		'ssoenv use a; echo "$AWS_REGION ${AWS_PROFILE-unset}"; ssoenv use b' \
		'ssoenv off; echo "$AWS_REGION $AWS_PROFILE ${AWS_DEFAULT_REGION-unset}"'
	equals "$output" $'unset\neu-west-1 unset\nx\ny mine unset'
	equals "$stderr" ''
	same_environment before after
}

## When the rest of the layer is read

@test "bash: a layer whose file is gone changes nothing and says why; with a role it no longer needs the file" {
	copy dev
	own_layer
	in_layer 'mv mine gone; ssoenv use dev; echo "$? ${AWS_ACCESS_KEY_ID-unset}"' \
		'SSOENV_PROFILE=x SSOENV_EXPIRES=99999999999 _ssoenv_hook; echo $?' \
		'mv gone mine; env -0 >before; ssoenv use dev; rm -r mine; ssoenv use dev; _ssoenv_hook; ssoenv off; env -0 >after'
	equals "$output" $'1 unset\n0'
	equals "$stderr" "ssoenv: $layer no longer exists, so nothing was changed"$'\nssoenv: hint: exec bash'
	same_environment before after
}

@test "bash: a running shell takes a later version of the layer as a whole, and keeps its state" {
	copy dev
	own_layer
	in_layer "sed -i 's/^_ssoenv_forget() {/later() { echo later; }\\n&/' mine/shell/ssoenv.bash" \
		'type later 2>/dev/null; env -0 >before; ssoenv use dev; later' \
		"$begin; ssoenv use dev; $begin; ssoenv off; env -0 >after"
	equals "$output" later
	equals "$stderr" ''
	same_environment before after
}

@test "bash: the first use exports no function under set -a, and set -x does not trace the file" {
	copy dev
	in_layer 'set -ax; ssoenv use dev; set +x; case $- in *a*) echo on ;; esac; env | grep -c "^BASH_FUNC_.*ssoenv"'
	equals "$output" $'on\n0'
	[[ $stderr != *_ssoenv_names=* ]]
}

@test "bash: a layer outside of a package is read whole at once, because its file may go" {
	copy dev
	cp "$layer" elsewhere.bash
	use_layer "$PWD/elsewhere.bash"
	in_layer 'rm elsewhere.bash; ssoenv use dev; echo "$AWS_ACCESS_KEY_ID"'
	equals "$output$stderr" ASIACOPY
}

@test "bash: every other command passes through, word for word" {
	stand_in 'printf "<%s>" "$@"' 'exit 9'
	in_layer "ssoenv export 'a b' '' '*' -- --yes \$'x\\ny'; echo \$?" 'ssoenv use --help' 'ssoenv off --shell bash'
	equals "$output" $'<export><a b><><*><--><--yes><x\ny>9\n<use><--help><off><--shell><bash>'
}

@test "bash: code is printed where output is captured, and not in a subshell that writes where the shell does" {
	cached_role
	in_layer 'eval "$(ssoenv use dev)"' 'echo "$AWS_ACCESS_KEY_ID"' 'eval "$(ssoenv off)"' 'echo "${AWS_ACCESS_KEY_ID-unset}"' \
		'(ssoenv use dev; echo "$SSOENV_PROFILE")'
	equals "$output" $'ASIACACHED\nunset\ndev'
}

# As a program on Windows might write.
@test "bash: an answer with a carriage return in each line changes nothing" {
	copy dev
	sed -i 's/$/\r/' "$copies/roles/dev"
	stand_in "cat '$copies/roles/dev'"
	in_layer 'env -0 >before; ssoenv use dev; echo $?; env -0 >after'
	equals "$output" 1
	same_environment before after
}

@test "bash: an answer cut anywhere changes nothing" {
	cached_role
	ssoenv shell-role dev --shell bash >whole
	noting_program 'head -c "$CUT" "$WHOLE"; exit 0'
	export WHOLE=$PWD/whole
	in_layer 'SSOENV_SHELL_CACHE=0; env -0 >before' "for ((c = 0; c < $(($(stat -c %s whole) - 4)); c += 7)); do" \
		'export CUT=$c; ssoenv use dev 2>/dev/null && echo "$c"; done; unset CUT; env -0 >after'
	equals "$output" ''
	same_environment before after
}

## At the prompt

@test "bash: \$?, PIPESTATUS, \$! and \$_ survive the hook" {
	copy dev
	typed 'ssoenv use dev' '(exit 42)' 'echo "rc=$?"' 'true | (exit 3) | (exit 5)' 'echo "ps=${PIPESTATUS[*]}"' \
		'sleep 0 & p=$!; wait' '[ "$p" = "$!" ] && echo same=$?'
	has_line rc=42
	has_line 'ps=0 3 5'
	has_line same=0
}

@test "bash: the hook neither ends a shell under set -e nor runs the ERR trap again" {
	copy dev
	typed 'ssoenv use dev' "trap 'echo sprung' ERR" false 'trap - ERR' 'set -e' '! true' 'echo alive'
	equals "$(grep -cx sprung <<<"$output")" 1
	has_line alive
}

joins_prompt_command() {
	copy dev
	before_layer=("$1")
	typed 'ssoenv use dev' '(exit 4)' "$2" ". '$layer'" 'echo "hooks=$(grep -o _ssoenv_hook <<<"${PROMPT_COMMAND[*]}" | wc -l)"'
	shows '<dev '
	has_line hooks=1
	[ -z "$3" ] || has_line "$3"
	hides 'syntax error'
}
joins() { bats_test_function --description "bash: PROMPT_COMMAND $1" -- joins_prompt_command "$2" "$3" "${4-}"; }
joins unset 'unset PROMPT_COMMAND' :
joins 'a string' "PROMPT_COMMAND='seen=\$?'" 'echo "seen=$seen"' 'seen=4'
joins 'a string with a trailing ;' "PROMPT_COMMAND='seen=\$?; '" 'echo "seen=$seen"' 'seen=4'
joins 'an array' "PROMPT_COMMAND=('seen=\$?' 'also=\$?')" 'echo "seen=$seen$also"' 'seen=44'
joins 'extended as a string later' 'unset PROMPT_COMMAND' 'PROMPT_COMMAND="$PROMPT_COMMAND; seen=\$?"'

@test "bash: a nested shell and exec inherit nothing private" {
	copy dev
	typed 'ssoenv use dev' 'env | grep -ci _ssoenv; declare -F | grep -c _ssoenv_hook' \
		"bash --norc -c 'declare -p | grep -c _ssoenv_; type ssoenv' 2>/dev/null | tr '\\n' ' '; echo"
	has_line 0
}

@test "bash: a nested shell shows the role, takes a copy, starts no refresh, and off leaves nothing" {
	copy dev 1015
	noting_program
	export SSOENV_REFRESH_WINDOW=2000
	typed 'ssoenv use dev' "exec bash --rcfile rc -i" 'echo "one=$SSOENV_PROMPT[0]"' "$newer" 'echo "key=$AWS_ACCESS_KEY_ID"' \
		'ssoenv off' 'echo "left=$(env | grep -cE "^(AWS_(ACC|SEC|SES|REG)|SSOENV_(PROF|EXP|REG|ACC|ROLE))")"'
	shows 'one=dev 16m'
	has_line key=ASIANEW
	has_line left=0
	never_called
}

@test "bash: the background refresh is silent, starts at most every 30 s, keeps \$!, and the prompt takes its result" {
	copy dev 960
	mkfifo ready
	noting_program "sed -i '7s/.*/4102444800/;9s/.*/ASIANEW/' ~/.cache/ssoenv/shell/roles/dev; echo noise; echo noise >&2; echo >ready"
	# Time passes by the clock of the layer.
	typed 'sleep 0 & p=$!; wait' 'ssoenv use dev' "$(sets_clock 100)" 'read -r <ready; [ "$p" = "$!" ] && echo same=1' \
		'echo "key=$AWS_ACCESS_KEY_ID"'
	has_line same=1
	has_line key=ASIANEW
	hides noise
	equals "$(calls)" 'shell-role --shell bash --no-login dev'
	equals "$(grep -c Done <<<"$output")" 1 # of the sleep
	hides '[2]'
}

@test "bash: Ctrl-C does not end the refresh" {
	copy dev 960
	mkfifo go ready
	noting_program "read -r line <go; sed -i '7s/.*/4102444800/;9s/.*/ASIANEW/' ~/.cache/ssoenv/shell/roles/dev; echo >ready"
	typed 'ssoenv use dev' "$(sets_clock 100)" : $'\003' 'echo >go; read -r <ready' 'echo "key=$AWS_ACCESS_KEY_ID"'
	shows '^C'
	has_line key=ASIANEW
}

all_refreshes_ended() { [ "$(grep -c . ended)" = "$1" ]; }

# A role that no other test takes: the list of requests is that of the whole run.
@test "bash: twenty shells whose role runs out make one request" {
	local asked="$fake_control/requests?operation=GetRoleCredentials" number processes=()
	printf '[profile storm]\nsso_session = corp\nsso_account_id = 333333333333\nsso_role_name = Admin\n' >>"$config_file"
	fields storm 500 ASIAOLD eu-west-1 333333333333 Admin >given
	stand_in 'case $* in' "	*--no-login*) ssoenv \"\$@\"; echo \"\$?\" >>'$PWD/ended' ;;" "	*) cat '$PWD/given' ;;" 'esac'
	: >ended
	printf '%s\n' "$begin" 'ssoenv use storm; _ssoenv_hook' >script.bash
	for number in {1..20}; do
		bash --norc script.bash 3>&- &
		processes+=("$!")
	done
	wait "${processes[@]}"
	until_true all_refreshes_ended 20
	equals "$(sort -u ended)" 0
	equals "$(curl --silent --fail --noproxy '*' "$asked" | grep -o '"333333333333"[^}]*"Admin"' | grep -c .)" 1
}

@test "bash: a failing refresh is tried again after 30 s, not before; SSOENV_REFRESH=0 never" {
	copy dev 950
	mkfifo ready
	noting_program 'echo >ready'
	typed 'ssoenv use dev' 'SSOENV_REFRESH=0; t=100; _ssoenv_clock() { now=$((EPOCHSECONDS + t)); }' : 'SSOENV_REFRESH=1' \
		'read -r <ready' : : 't=140' 'read -r <ready' 'echo end'
	has_line end
	equals "$(calls | wc -l)" 2
}

@test "bash: a change by another program shows [?], and nothing is refreshed" {
	copy dev 950
	noting_program
	typed 'ssoenv use dev' "export AWS_ACCESS_KEY_ID=foreign; $(sets_clock 100)" 'echo "$AWS_ACCESS_KEY_ID"' \
		'ssoenv use dev; export AWS_PROFILE=x' 'echo two'
	shows '<dev [?]>'
	has_line foreign
	equals "$(calls | grep -c no-login)" 0
}

@test "bash: expiry is announced once, with a hint" {
	copy dev 950
	noting_program
	typed 'ssoenv use dev' "SSOENV_REFRESH=0; $(sets_clock 1000)" : : 'echo end'
	shows '<dev expired>'
	equals "$(grep -cxF 'ssoenv: the credentials of dev have expired' <<<"$output")" 1
	equals "$(grep -cxF 'ssoenv: hint: ssoenv use dev' <<<"$output")" 1
}

@test "bash: a shell that starts with an expired role looks at the copy once, without a process" {
	copy dev -10
	noting_program
	inherit_role -10
	export AWS_ACCESS_KEY_ID=OLD
	typed 'echo start'
	shows '<dev expired>'
	never_called
}

@test "bash: numbers from the environment are never evaluated as code" {
	copy dev
	export SSOENV_REFRESH_WINDOW='a[$(touch PWNED)]' SSOENV_GUARD='dev' SSOENV_GUARD_MINUTES='a[$(touch PWNED)]'
	typed 'ssoenv use dev --yes' 'SSOENV_EXPIRES='"'a[\$(touch PWNED)]'" '_ssoenv_before_command' 'SSOENV_EXPIRES=08' :
	shows '<dev [?]>'
	nothing_ran
}

@test "bash: the guard takes answers and minutes" {
	copy prod
	export SSOENV_GUARD='x* *prod*' SSOENV_GUARD_MINUTES=5
	prompts='#> |N\] '
	typed 'ssoenv use prod' n 'echo "st=$? ${SSOENV_PROFILE-none}"' 'ssoenv use prod' y "$(sets_clock 301)" \
		'echo "now ${SSOENV_PROFILE-none}"' 'ssoenv use prod --yes' 'echo "then $SSOENV_PROFILE"'
	has_line 'st=130 none'
	has_line 'ssoenv: nothing was changed'
	has_line 'ssoenv: dropped the role of prod after 5 min (SSOENV_GUARD_MINUTES)'
	has_line 'now none'
}
@test "bash: without a terminal a guarded profile is taken without a question" {
	copy prod
	SSOENV_GUARD='*' in_layer 'ssoenv use prod </dev/null' 'echo "$SSOENV_PROFILE"'
	equals "$output" prod
}

hostile_names=('$(touch PWNED)' '`touch PWNED`' '%n%F{red}\u\w' $'a\e[31mb' '!!' '${IFS}')
@test "bash: hostile names in the prompt are text, promptvars on and off" {
	local name number=0
	cached_role
	for name in "${hostile_names[@]}"; do
		add_profile "profile '$name'"
		export "NAME$((number++))=$name"
	done
	for number in 0 1 2 3 4 5; do
		typed "ssoenv use \"\$NAME$number\"" 'echo "[$SSOENV_PROMPT]"' 'shopt -u promptvars' :
		nothing_ran
		name=${hostile_names[number]//$'\e'/?}
		[[ $output == *"<$name "* ]] || fail "not shown: $name"
	done
}

@test "bash: formats, colours, NO_COLOR" {
	copy dev
	unset NO_COLOR
	export SSOENV_PROMPT_FORMAT='{account}/{role}/{region}/{profile}/{x}/{left' SSOENV_GUARD=dev
	in_layer 'ssoenv use dev; _ssoenv_hook; printf "%q\n" "$SSOENV_PROMPT"' 'NO_COLOR=1 _ssoenv_hook; echo "$SSOENV_PROMPT"' \
		'SSOENV_COLOR_GUARD=; _ssoenv_hook; echo "$SSOENV_PROMPT"' \
		'SSOENV_GUARD=; SSOENV_COLOR_FRESH=35; _ssoenv_hook; printf "%q\n" "$SSOENV_PROMPT"'
	equals "${lines[0]}" "\$'\\001\\E[1;37;41m\\002111111111111/ReadOnly/eu-west-1/dev/{x}/{left\\001\\E[0m\\002'"
	equals "${lines[1]}" '111111111111/ReadOnly/eu-west-1/dev/{x}/{left'
	equals "${lines[2]}" '111111111111/ReadOnly/eu-west-1/dev/{x}/{left'
	[[ ${lines[3]} == *'[35m'* ]]
}

@test "bash: a renewal leaves a region that was set by hand" {
	copy dev 950
	in_layer 'ssoenv use dev; export AWS_REGION=mine' "$newer" "$(sets_clock 100)" \
		'_ssoenv_hook; echo "$AWS_ACCESS_KEY_ID $AWS_REGION"' 'ssoenv off; echo "${AWS_ACCESS_KEY_ID-unset} $AWS_REGION"'
	equals "$output" $'ASIANEW mine\nunset mine'
}

@test "bash: the clock for old versions does not go back with SECONDS" {
	sed 's/^_ssoenv_bash=.*/_ssoenv_bash=(302)/' "$layer" >old.bash
	use_layer "$PWD/old.bash"
	in_layer 'SECONDS=1000 _ssoenv_epoch=($((_ssoenv_epoch[0] - 1000)) 0)' \
		'_ssoenv_clock; SECONDS=0; _ssoenv_clock; echo $((now - $(date +%s) >= -1))'
	equals "$output" 1
}

@test "bash: another config that is moved into place is read, however old it is" {
	copy dev
	noting_program
	touch -d '1 day ago' "$config_file.other"
	settle_folder
	in_layer 'ssoenv use dev; echo $?' "mv '$config_file.other' '$config_file'" 'ssoenv use dev; echo $?'
	equals "$output" $'0\n7'
}

@test "bash: a rival variable behind a local one is unset too, and restored by off" {
	copy dev
	export AWS_PROFILE=outer
	in_layer 'AWS_PROFILE=once ssoenv use dev; echo "${AWS_PROFILE-gone}"; ssoenv off; echo "$AWS_PROFILE"' \
		'f() { local AWS_PROFILE=inner; ssoenv use dev; echo "${AWS_PROFILE-gone}"; }' \
		'f; echo "${AWS_PROFILE-gone}"; ssoenv off; sh -c "echo \$AWS_PROFILE"'
	equals "$output" $'gone\nouter\ngone\ngone\nouter'
}

@test "bash: an inherited role whose credentials were replaced by hand is foreign and left alone" {
	copy dev
	inherit_role 2035
	export AWS_ACCESS_KEY_ID=K1
	in_layer '_ssoenv_hook; echo "$SSOENV_PROMPT"' 'export AWS_ACCESS_KEY_ID=PASTED SSOENV_REFRESH_WINDOW=3000' \
		'_ssoenv_hook; _ssoenv_before_command; echo "$SSOENV_PROMPT $AWS_ACCESS_KEY_ID"' \
		'AWS_ACCESS_KEY_ID=K1; _ssoenv_hook; echo "$AWS_ACCESS_KEY_ID"'
	equals "$output" $'dev 33m\ndev [?] PASTED\nASIACOPY'
}

@test "bash: with SSOENV_REFRESH=0 no copy is taken, at the prompt, before a command, or where the role is inherited" {
	copy dev 950
	export SSOENV_REFRESH=0 SSOENV_REFRESH_WINDOW=2000
	in_layer 'ssoenv use dev' "$newer" 'look() { _ssoenv_hook; _ssoenv_before_command; echo "$AWS_ACCESS_KEY_ID"; }; look' \
		'_ssoenv_forget; look; SSOENV_REFRESH=1; look'
	equals "$output" $'ASIACOPY\nASIACOPY\nASIANEW'
}

## Tab

completes_to() { # TYPED NAME
	age_config
	typed 'ssoenv() { printf "args="; printf "<%s>" "$@"; echo; }' "set +o histexpand" "$1\\t"
	nothing_ran
	has_line "args=<use><$2>"
}
tab() {
	bats_test_function --description "bash: Tab: $1" -- tab_from "$2" "$3"
}
tab_from() {
	printf '[profile %s]\n' org:9:a x:y@z mail:a@b:c user@corp 'we$ird' >"$config_file"
	printf '%s\n' '# [profile old]' '[profile "a="]' "[profile 'team 7']" '[profile "o'"'"'b"]' \
		"[profile 'inj\$(touch PWNED)']" '[sso-session corp]' '[services orgs]' >>"$config_file"
	completes_to "$1" "$2"
}
tab 'colons' 'ssoenv use org:' org:9:a
tab 'colon and at' 'ssoenv use x:y@' x:y@z
tab 'at and colon' 'ssoenv use mail:a@b' mail:a@b:c
tab 'at' 'ssoenv use user@c' user@corp
tab 'equals' 'ssoenv use a' a=
tab 'backslash' 'ssoenv use team\ ' 'team 7'
tab 'open double quote' 'ssoenv use "te' 'team 7'
tab 'open single quote' "ssoenv use 'te" 'team 7'
tab 'a quote' "ssoenv use o\\'" "o'b"
tab 'a dollar' 'ssoenv use we' 'we$ird'
tab 'code' 'ssoenv use in' 'inj$(touch PWNED)'
tab 'a word in the middle' 'X=1 ssoenv use user' user@corp

@test "bash: Tab reads the list of names while it is current, else the config" {
	names_list 'ReadOnly of 1' 'listed one'
	in_layer ". '$program_root/completions/ssoenv.bash'" \
		'tab() { COMP_LINE=$1 COMP_POINT=${#1}; _ssoenv_complete; echo "${COMPREPLY[*]}"; }' "tab 'ssoenv use l'" \
		"tab 'ssoenv login --sso-session '" \
		"touch -d '1 hour' '$config_file'" "tab 'ssoenv use d'" "tab 'ssoenv login --sso-session='"
	equals "$output" $'listed\\ one\ncorp other\\ one\ndev\ncorp'
}

@test "bash: Tab takes many profiles, plain and odd ones, from their list while it is current" {
	mkdir -p "$copies"
	age_config
	printf '%s\n' ssoenv-profiles1 "=$HOME" '' '' "$config_file" "$HOME/.aws/credentials" 6 Zed a=b many1 many2 user@corp zoo \
		'team 7' "o'b" many:x >"$copies/profiles"
	in_layer ". '$program_root/completions/ssoenv.bash'" "COMP_WORDBREAKS=\$' \\t\\n\"\\'><=;|&(:@'" \
		'tab() { COMP_LINE="ssoenv use $1" COMP_POINT=$((${#1} + 11)); _ssoenv_complete; printf "<%s>" "${COMPREPLY[@]}"; echo; }' \
		'tab ""; tab many; tab many2; tab user@c; tab a=; tab "\"te"; tab "o\\'"'"'"; tab n; tab zz; tab A' \
		"touch -d '1 hour' '$config_file'" 'tab d; tab m'
	equals "${lines[*]}" "<Zed><a=b><many1><many2><user@corp><zoo><team\\ 7><o\\'b><many:x> <many1><many2><many:x> <many2> <@corp> <b> \
<team 7> <o\\'b> <> <> <> <dev> <>"
	equals "$stderr" ''
}

## What a variable was declared as

for declaration in 'typeset -i AWS_REGION' 'typeset -xi AWS_REGION=3' 'typeset -u AWS_SSO_PROFILE' \
	'typeset -l AWS_SECRET_ACCESS_KEY=x' 'AWS_SESSION_TOKEN=(a b)' 'typeset -A AWS_SESSION_TOKEN' \
	'typeset -c SSOENV_ROLE_NAME=x' 'typeset -n AWS_REGION=OTHER' 'typeset -n AWS_PROFILE=AWS_REGION' \
	'typeset -r SSOENV_EXPIRES' 'typeset -x AWS_REGION=plain'; do
	bats_test_function --description "bash: $declaration: whole or not at all" -- is_whole_or_nothing "$declaration"
done

for declaration in 'typeset -i AWS_REGION' 'typeset -u SSOENV_PROFILE' 'OTHER=eu-west-1; export OTHER; typeset -n AWS_REGION=OTHER'; do
	bats_test_function --description "bash: $declaration between two roles: nothing is changed" -- declared_meanwhile "$declaration"
done

## What the environment brought

@test "bash: private state and numbers from the environment are dropped, and not run" {
	drops_inherited_state 'PATH[$(touch PWNED)0]' aliases bash epoch file completion wanted names was ours all met last until retry \
		told calm hidden
}
