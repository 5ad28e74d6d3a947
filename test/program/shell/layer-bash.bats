# The shell layer in bash.

load ../support/support
load ../support/layer

# TEST_BASH is the folder of another bash (scripts/old-shells.sh).
prepare() {
	PATH=${TEST_BASH:+$TEST_BASH:}$PATH
	layer_in bash
}

# typed LINE ...: typed at prompts, which $prompts matches, of an interactive bash that has the layer; $output is the screen.
prompts='#> '
typed() {
	require_python
	printf '%s\n' 'set +o histexpand' "${before_layer[@]-:}" "$begin" "PS1='<\$SSOENV_PROMPT>'\"\$PROMPT_END\"" >rc
	PROMPT_END='#> ' run "$python_program" "$support_folder/type.py" "$prompts" ${under[@]+"${under[@]}"} \
		bash --noprofile --rcfile rc -i < <(printf '%s\n' "$@" exit)
	output=${output//$'\r'/}
	printf 'status %s, screen:\n%s\n' "$status" "$output" >&2
}
# since VERSION: skips the test in an older bash, 404 for 4.4.
since() {
	[ "$(bash -c 'echo "$((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1]))"')" -ge "$1" ] || skip "this bash IS OLDER than ${1/0/.}"
}
shows() { [[ $output == *"$1"* ]] || fail "not on the screen: $1"; }
hides() { [[ $output != *"$1"* ]] || fail "on the screen: $1"; }
has_line() { grep -qxF -- "$1" <<<"$output" || fail "no such line: $1"; }

# A newer copy of dev, which the layer finds while it has the old one.
newer="sed -i 's/^=[0-9]\{10\}$/=4102444800/;s/^=ASIACOPY$/=ASIANEW/' ~/.cache/ssoenv/shell/roles/dev"

# own_package: a copy of the layer in ./mine, as a package has it.
own_package() {
	mkdir mine
	cp -R "$program_root/shell" "$program_root/completions" mine/
	use_layer "$PWD/mine/shell/ssoenv.bash"
}

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
	since 402 # the clock
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
	equals "$(calls)" 'shell-role --shell bash -- dev'
	nothing_ran
}
refused() { bats_test_function --description "bash: a copy is left to the program: $1" -- refuses_copy "$2"; }
refused 'a symlink' 'mv "$file" x; ln -s "$PWD/x" "$file"'
refused 'truncated' 'head -n 15 "$file" >x; cp x "$file"'
refused 'of another profile' 'sed -i 18s/dev/Dev/ "$file"'
refused 'a folder' 'rm "$file"; mkdir "$file"'
refused 'expiry that is code' 'sed -i "22s/.*/=a[\$(touch PWNED)]/" "$file"'
refused 'less than 15 minutes left' 'sed -i "22s/.*/=$(($(date +%s) + 890))/" "$file"'
refused 'older than the config' 'touch -d "1 hour" "$config_file"'
refused 'older than credentials that appeared' 'touch -d "1 hour" "$HOME/.aws/credentials"'
refused 'another AWS_CONFIG_FILE' 'export AWS_CONFIG_FILE=$config_file'
refused 'an empty AWS_SHARED_CREDENTIALS_FILE' 'export AWS_SHARED_CREDENTIALS_FILE='
refused 'switched off' 'export SSOENV_SHELL_CACHE=0'
refused 'another layout' 'sed -i 1s/2/3/ "$file"'

@test "bash: a copy of another owner is left to the program" {
	[ "$(id -u)" = 0 ] || skip 'not root'
	refuses_copy 'chown 1 "$file"'
}
@test "bash: a name with ../ is passed to the program" {
	copy dev
	noting_program
	in_layer 'ssoenv use ../roles/dev'
	equals "$status" 7
	equals "$(calls)" 'shell-role --shell bash -- ../roles/dev'
}
@test "bash: code in a copy stays a value" {
	copy dev
	sed -i '12s/.*/=$(touch PWNED)`touch PWNED`/' "$copies/roles/dev"
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
	equals "$(calls)" 'shell-role --shell bash -- dev'
}

# A newer bash has the code for older ones as well: the version that the layer remembers decides.
as_version() {
	own_package
	sed -i "s/^_ssoenv_bash=.*/_ssoenv_bash=($1)/" mine/shell/bash/start.bash
	grep -qxF "_ssoenv_bash=($1)" mine/shell/bash/start.bash
}

clock_agrees() {
	[ "$1" -le "$(bash -c 'echo "$((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1]))"')" ] || skip "this bash IS OLDER: nothing is proved for $1"
	as_version "$1"
	# Where SECONDS is the clock, it is made to pass, from a start that is not 0.
	in_layer 'SECONDS=4711; _ssoenv_read_parts' 'look() { earliest=$(date +%s); _ssoenv_clock; latest=$(date +%s); }' \
		'look; echo "$((earliest - 1 <= now && now <= latest))"' "${2-}" \
		'look; echo "$((now - earliest + 1 >= ${passed-0} && now <= latest + ${passed-0}))"'
	equals "$output" $'1\n1'
}
clock() { bats_test_function --description "bash: the clock for bash $1 agrees with date" -- clock_agrees "$2" "${3-}"; }
clock 3.2 302 'passed=100; SECONDS=$((SECONDS + passed))'
clock 4.2 402
clock 5.0 500

under_options() {
	# Exported functions have other names in the environment of bash 3.2.
	case $1 in -a | --posix) since 404 ;; esac
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
	sed -i '15,16s/.*/-/;21s/.*//' "$copies/roles/c"
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
	own_package
	in_layer 'mv mine gone; ssoenv use dev; echo "$? ${AWS_ACCESS_KEY_ID-unset}"' \
		'SSOENV_PROFILE=x SSOENV_EXPIRES=99999999999 _ssoenv_hook; echo $?' \
		'mv gone mine; env -0 >before; ssoenv use dev; rm -r mine; ssoenv use dev; _ssoenv_hook; ssoenv off; env -0 >after'
	equals "$output" $'1 unset\n0'
	equals "$stderr" "ssoenv: $PWD/mine/shell/bash/start.bash no longer exists, so nothing was changed
ssoenv: hint: npm install --global ssoenv && exec bash"
	same_environment before after
}

@test "bash: a running shell takes a later version of the layer as a whole, and keeps its state" {
	copy dev
	own_package
	in_layer "sed -i 's/^_ssoenv_forget() {/later() { echo later; }\\n&/' mine/shell/bash/state.bash" \
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

@test "bash: what init prints is read whole, evaluated or from a file, because it has no other files" {
	copy dev
	ssoenv init bash >elsewhere.bash
	export SSOENV_BIN=false
	run_script 'eval "$(cat elsewhere.bash)"; rm elsewhere.bash; ssoenv use dev; echo "$AWS_ACCESS_KEY_ID"'
	equals "$output$stderr" ASIACOPY
	"$program_folder/ssoenv" init bash >elsewhere.bash
	run_script '. ./elsewhere.bash; rm elsewhere.bash; ssoenv use dev; echo "$AWS_ACCESS_KEY_ID"'
	equals "$output$stderr" ASIACOPY
}

@test "bash: the layer is found through a link, and by a path without a folder" {
	copy dev
	ln -s "$layer" link.sh
	run_script '. ./link.sh; ssoenv use dev; echo "$AWS_ACCESS_KEY_ID"'
	equals "$output$stderr" ASIACOPY
	cd "${layer%/*}"
	run bash -c '. ssoenv.bash; cd /; ssoenv use dev; echo "$AWS_ACCESS_KEY_ID"'
	equals "$output" ASIACOPY
}

@test "bash: every other command passes through, word for word" {
	stand_in 'printf "<%s>" "$@"' 'exit 9'
	in_layer "ssoenv export 'a b' '' '*' -- --yes \$'x\\ny'; echo \$?" 'ssoenv use --help' 'ssoenv off --shell bash'
	equals "$output" $'<export><a b><><*><--><--yes><x\ny>9\n<use><--help><off><--shell><bash>'
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
	since 402 # PIPESTATUS
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
	[[ $1 != *=\(* ]] || since 501
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
	noting_program "$newer; echo noise; echo noise >&2; echo >ready"
	# Time passes by the clock of the layer.
	typed 'sleep 0 & p=$!; wait' 'ssoenv use dev' "$(sets_clock 100)" 'read -r <ready; [ "$p" = "$!" ] && echo same=1' \
		'echo "key=$AWS_ACCESS_KEY_ID"'
	has_line same=1
	has_line key=ASIANEW
	hides noise
	equals "$(calls)" 'shell-role --shell bash --no-login -- dev'
	equals "$(grep -c Done <<<"$output")" 1 # of the sleep
	hides '[2]'
}

@test "bash: Ctrl-C does not end the refresh" {
	copy dev 960
	mkfifo go ready
	noting_program "read -r line <go; $newer; echo >ready"
	typed 'ssoenv use dev' "$(sets_clock 100)" : $'\003' 'echo >go; read -r <ready' 'echo "key=$AWS_ACCESS_KEY_ID"'
	[ -n "${TEST_BASH-}" ] || shows '^C' # readline of bash 3.2 does not show it
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
	since 500 # the clock of the test
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

was_called() { [ -e calls ]; }

@test "bash: a shell that starts with an expired role looks at the copy, and tries to renew it once" {
	copy dev -10
	noting_program
	inherit_role -10
	export AWS_ACCESS_KEY_ID=OLD
	typed 'echo start' :
	shows '<dev expired>'
	until_true was_called
	equals "$(calls)" 'shell-role --shell bash --no-login -- dev'
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
	export TERM=xterm SSOENV_PROMPT_FORMAT='{account}/{role}/{region}/{profile}/{x}/{left' SSOENV_GUARD=dev
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
	as_version 302
	in_layer '_ssoenv_read_parts; SECONDS=1000 _ssoenv_epoch=($((_ssoenv_epoch[0] - 1000)) 0)' \
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

## Names of profiles

# Names that the file of a copy cannot have as they are.
odd_names=(team/env acct:role 'two words' '%41' 'ü' '日本' .hidden @at -x '--yes' "it's" '$(touch PWNED)' '*' 'a\b' '~' 'Ünï/cödé')

takes_odd_names() {
	local name number=0
	cached_role
	export LC_ALL=$1
	for name in "${odd_names[@]}"; do
		add_profile "profile '${name//\'/\'\"\'\"\'}'"
		export "NAME$((number++))=$name"
	done
	age_config
	in_layer 'for ((i = 0; i < 16; i++)); do n=NAME$i' 'ssoenv use -- "${!n}" || echo "cold: ${!n}"' \
		'SSOENV_BIN=false ssoenv use -- "${!n}" || echo "warm: ${!n}"' '[ "$SSOENV_PROFILE" = "${!n}" ] || echo "not: ${!n}"; done' \
		'ssoenv off; echo end'
	equals "$output" end
	equals "$stderr" ''
	nothing_ran
}
@test "bash: the copy of each name is found, by bytes" { takes_odd_names C.UTF-8; }
@test "bash: the copy of each name is found in the locale C" { takes_odd_names C; }

@test "bash: a name whose file name would be too long, or of two lines, is left to the program" {
	noting_program
	in_layer "ssoenv use '$(printf 'ü%.0s' {1..43})'" "ssoenv use '$(printf 'a%.0s' {1..256})'" "ssoenv use \$'a\\nb'" 'echo $?'
	equals "$output" 7
	equals "$(calls | grep -c '^shell-role')" 3
}

@test "bash: a role with an odd name is renewed, from a copy and in the background, and is no option" {
	copy x 960
	mv "$copies/roles/x" "$copies/roles/%2Dteam%2F%25"
	sed -i 's|^=x$|=-team/%|' "$copies/roles/%2Dteam%2F%25"
	age_copy "$copies/roles/%2Dteam%2F%25"
	noting_program
	typed 'ssoenv use -- -team/%' "$(sets_clock 100)" : "sed -i 's/^=[0-9]\\{10\\}$/=4102444800/;s/^=ASIACOPY$/=ASIANEW/' ~/.cache/ssoenv/shell/roles/*" \
		: 'echo "key=$AWS_ACCESS_KEY_ID"'
	has_line key=ASIANEW
	equals "$(calls)" 'shell-role --shell bash --no-login -- -team/%'
}

## A role that the shell inherited

@test "bash: an inherited role is renewed in the background" {
	copy dev 500
	mkfifo ready
	noting_program "$newer; echo >ready"
	inherit_role 500
	export AWS_ACCESS_KEY_ID=ASIAOLD
	typed 'read -r <ready' 'echo "key=$AWS_ACCESS_KEY_ID"'
	has_line key=ASIANEW
	equals "$(calls)" 'shell-role --shell bash --no-login -- dev'
}

# has_no_role FILE: none of the variables that a role sets is in it.
has_no_role() { ! tr '\0' '\n' <"$1" | grep -E '^(AWS_(ACCESS|SECRET|SESSION|CREDENTIAL|REGION|DEFAULT_REGION|SSO)|SSOENV_(PROFILE|ACC|ROLE|REG|EXP))'; }

off_in_a_nested_shell() {
	copy a
	copy b
	in_layer 'ssoenv use a' "bash --norc -c \"$begin; $1; env -0 >off; ssoenv off\""
	has_no_role off
}
@test "bash: off after a use in a nested shell leads to no role" {
	off_in_a_nested_shell 'ssoenv use b; ssoenv off'
	equals "$stderr" 'ssoenv: no profile is active in this shell'
}
@test "bash: off in a nested shell unsets the role" { off_in_a_nested_shell 'ssoenv off'; }
@test "bash: off after use in a nested shell whose role has a rival gives the rival back alone" {
	copy a
	copy b
	in_layer 'ssoenv use a' "bash --norc -c \"$begin; export AWS_PROFILE=rival; _ssoenv_hook; ssoenv use b; ssoenv off; env -0 >off\""
	has_no_role off
	sees off AWS_PROFILE rival
}
@test "bash: off in a nested shell leaves keys that were replaced since" {
	copy a
	in_layer 'ssoenv use a' "bash --norc -c \"$begin; _ssoenv_hook; export AWS_ACCESS_KEY_ID=mine; ssoenv off; env -0 >off\""
	sees off AWS_ACCESS_KEY_ID mine
	lacks off SSOENV_PROFILE
	lacks off AWS_REGION
}

@test "bash: on a terminal, off names what is in force again" {
	copy dev
	export AWS_PROFILE=$'x\e[31m' AWS_ACCESS_KEY_ID=MINE AWS_REGION=eu
	typed 'ssoenv use dev' 'ssoenv off' 'unset AWS_PROFILE AWS_ACCESS_KEY_ID; ssoenv use dev; ssoenv off; echo "end"'
	has_line 'ssoenv: in force again, as before `ssoenv use`: AWS_PROFILE=x?[31m, AWS_ACCESS_KEY_ID'
	equals "$(grep -c 'in force' <<<"$output")" 1
	hides MINE
}

stays_unset() { # TOOL VARIABLE
	copy dev
	copy b
	in_layer "export $2=folder AWS_PROFILE=admin; AWS_REGION=plain" 'ssoenv use dev; ssoenv off; echo "$AWS_PROFILE"' \
		"ssoenv use dev; unset $2; ssoenv use b; ssoenv off; echo \"\${AWS_PROFILE-unset} \$AWS_REGION\""
	equals "$output" $'admin\nunset plain'
	equals "$stderr" "ssoenv: not set again, because $1 has left the folder in which it set them: AWS_PROFILE"
}
@test "bash: off does not set what direnv set in a folder that it has left" { stays_unset direnv DIRENV_DIFF; }
@test "bash: off does not set what mise set in a folder that it has left" { stays_unset mise __MISE_DIFF; }

## The program

# in_package LINE ...: the lines in a shell with a layer whose package has this program.
own_program() {
	own_package
	mkdir -p mine/dist
	printf '%s\n' "$@" >mine/dist/cli.cjs
	chmod +x mine/dist/cli.cjs
}

@test "bash: the program of the layer's own package is used, then that on PATH" {
	own_program '#!/bin/sh' 'echo "own $*"'
	mkdir other
	printf '%s\n' '#!/bin/sh' 'echo "other $*"' >other/ssoenv
	chmod +x other/ssoenv
	in_layer 'PATH=$PWD/other:$PATH; ssoenv list; rm mine/dist/cli.cjs; ssoenv list; PATH=/usr/bin:/bin; ssoenv list; echo $?'
	equals "$output" $'own list\nother list\n127'
	equals "$stderr" "ssoenv: found no ssoenv program: $PWD/mine/dist/cli.cjs no longer exists, and there is none on PATH
ssoenv: hint: npm install --global ssoenv"
}

@test "bash: without node there is one line, and the role stays" {
	copy dev
	own_program '#!/usr/bin/env node' 'x'
	in_layer 'ssoenv use dev; PATH=/nowhere; ssoenv list; echo $?; ssoenv use other; echo "$? $SSOENV_PROFILE"'
	equals "$output" $'127\n127 dev'
	equals "$(uniq <<<"$stderr")" 'ssoenv: ssoenv needs Node.js, and there is no node on PATH'
}

@test "bash: text that is evaluated finds the program on PATH, or says that there is none" {
	ssoenv init bash >whole
	run_script 'eval "$(cat whole)"; ssoenv --version; PATH=/nowhere; ssoenv --version; echo $?'
	matches "$output" $'^[0-9.]+\n127$'
	equals "$stderr" $'ssoenv: found no ssoenv program on PATH\nssoenv: hint: npm install --global ssoenv'
}

@test "bash: after the package is removed, use, off and Tab stay clear" {
	copy dev
	own_package
	typed 'ssoenv use dev' 'rm -r mine; ssoenv off; echo "off=$?"' 'ssoenv o\t' 'exec bash --norc' "PS1='#> '" 'echo end'
	has_line off=0
	hides 'No such file'
	hides 'ssoenv off '
}

## Captured output

@test "bash: what is captured is a call without a secret, and the shell that evaluates it takes the role" {
	cached_role
	in_layer 'code=$(ssoenv use dev); echo "$code"; eval "$code" && echo "$? $AWS_ACCESS_KEY_ID"' 'eval "$(ssoenv off)"; echo "$? ${AWS_ACCESS_KEY_ID-unset}"' \
		'eval $(ssoenv use dev); echo "$AWS_ACCESS_KEY_ID"; x=`ssoenv off`; echo "$x"; eval "$x"; echo "${AWS_ACCESS_KEY_ID-unset}"'
	equals "$output" "_ssoenv_captured_use 'dev'
0 ASIACACHED
0 unset
ASIACACHED
_ssoenv_captured_off
unset"
	equals "$stderr" ''
}

@test "bash: a capture gives everything back, and use - knows it" {
	copy a
	copy b
	export AWS_PROFILE=mine
	in_layer 'env -0 >before; eval "$(ssoenv use a)"; eval "$(ssoenv use b)"; eval "$(ssoenv use -)"; echo "$SSOENV_PROFILE"' 'ssoenv off; env -0 >after'
	equals "$output" a
	equals "$stderr" ''
	same_environment before after
}

captured() { # LINE: what it prints, with the call as CALL
	copy dev
	noting_program
	in_layer "$1"
	equals "${output//"_ssoenv_captured_use 'dev'"/CALL}" "$2"
	never_called
}
capture() { bats_test_function --description "bash: captured: $1" -- captured "$2" "$3"; }
capture 'a subshell in it' 'x=$( (ssoenv use dev) ); echo "$x"' CALL
capture 'a function' 'f() { ssoenv use dev || return; }; echo "$(f)"' CALL
capture 'a function that returns the status' 'f() { ssoenv use dev; return $?; }; echo "$(f)"' CALL
capture 'a function that writes to stderr' 'f() { ssoenv use dev; echo text >&2; }; echo "$(f 2>/dev/null)"' CALL
capture 'a trap on EXIT in it' 'x=$(trap "echo mine" EXIT; ssoenv use dev); echo "$x"' $'CALL\nmine'
capture 'a trap on EXIT outside' 'trap "echo outer" EXIT; x=$(ssoenv use dev); echo "$x"' $'CALL\nouter'
capture 'a trap on DEBUG' 'set -T; trap : DEBUG; x=$(ssoenv use dev); echo "$x"' CALL
capture 'a trap on DEBUG outside' 'trap : DEBUG; x=$(ssoenv use dev); echo "$x"' CALL
capture 'strict mode' 'set -eu -o pipefail; x=$(ssoenv use dev); echo "$x"' CALL
capture 'posix mode' 'set -o posix; x=$(ssoenv use dev); echo "$x"' CALL
capture 'a command that needs the role' 'x=$(ssoenv use dev && echo "$SSOENV_PROFILE"); echo "$x"' dev
capture 'a pipeline that needs the role' 'x=$(if ssoenv use dev; then echo "$SSOENV_PROFILE" | cat; fi); echo "$x"' dev
capture 'a log' '{ ssoenv use dev && echo "$SSOENV_PROFILE"; } | cat' dev
capture 'a log through pipes' '(ssoenv use dev; echo "$SSOENV_PROFILE") | cat | cat' dev
capture 'a subshell' '(ssoenv use dev; echo "$SSOENV_PROFILE"); echo "${SSOENV_PROFILE-none}"' $'dev\nnone'

@test "bash: a process substitution is evaluated like a capture" {
	since 400 # bash 3.2 cannot source one
	copy dev
	in_layer '. <(ssoenv use dev); echo "$AWS_ACCESS_KEY_ID"'
	equals "$output" ASIACOPY
}

@test "bash: a capture that fails gives its status to the shell that evaluates" {
	in_layer 'eval "$(ssoenv use nope)"; echo $?' 'eval "$(ssoenv use nope || echo "(exit 9)")"; echo $?' \
		'echo "$(ssoenv use nope 2>/dev/null)"; (set -e; eval "$(ssoenv use nope)"; echo RAN); echo $?' 'eval "$(ssoenv use nope)" && echo RAN; ssoenv use --shell sh nope; echo $?'
	equals "$output" $'3\n9\n(exit 3);\n3\n(exit 3);\n3'
}

@test "bash: the call asks the program again if there is no copy, and does not sign in" {
	cached_role
	stand_in "echo \"\$*\" >>'$PWD/calls'" 'exec ssoenv "$@"'
	SSOENV_SHELL_CACHE=0 in_layer 'eval "$(ssoenv use --login --region eu-west-3 dev)"; echo "$AWS_REGION"'
	equals "$output" eu-west-3
	equals "$(calls)" "shell-role --shell bash --login --region eu-west-3 -- dev
shell-role --shell bash --no-login --region eu-west-3 -- dev"
}

@test "bash: the call in a shell without the layer fails with 127" {
	copy dev
	in_layer 'code=$(ssoenv use dev); bash --norc -c "$code"; echo $?'
	equals "$output" 127
	matches "$stderr" '_ssoenv_captured_use: command not found$'
}

## Beside others

@test "bash: in bash 5.3 a command that is typed late gets the newer copy" {
	since 503
	copy dev 1015
	noting_program
	export SSOENV_REFRESH_WINDOW=1000
	# The prompt was drawn before the time of renewal.
	typed 'ssoenv use dev' "$newer; $(sets_clock 100); _ssoenv_hook() { :; }" 'echo "key=$AWS_ACCESS_KEY_ID"'
	has_line key=ASIANEW
}

@test "bash: VS Code sees the commands of the person, where PROMPT_COMMAND was set before the layer" {
	copy dev
	before_layer=("PROMPT_COMMAND='history -a /dev/null'")
	# The mechanics of its shellIntegration-bash.sh: it wraps the first element, and takes for a command what the trap on DEBUG
	# meets between two prompts.
	printf '%s\n' 'in_command=1 original=$PROMPT_COMMAND' 'wrapped() { eval "$original"; in_command=0; }' 'PROMPT_COMMAND=wrapped' \
		'preexec() { [ "$in_command" = 1 ] || [ "$1" = wrapped ] || { in_command=1; echo "$1" >>seen; }; }' \
		"trap 'preexec \"\$BASH_COMMAND\"' DEBUG" >vscode
	export TERM_PROGRAM=vscode
	typed '. ./vscode' 'echo one' 'ssoenv use dev' 'echo two'
	equals "$(cat seen)" $'echo one\nssoenv use dev\necho two\nexit'
	shows '<dev '
}

@test "bash: a prompt that is built by value before the hook shows the role" {
	copy dev
	before_layer=("PROMPT_COMMAND='PS1=\"[\$SSOENV_PROMPT]#> \"'")
	typed 'ssoenv use dev' 'ssoenv off' :
	shows '[dev '
	shows $'\n[]#> exit'
}

@test "bash: PIPESTATUS reaches the commands that were in PROMPT_COMMAND before" {
	before_layer=("PROMPT_COMMAND='seen=\"\${PIPESTATUS[*]}\"'")
	typed '(exit 3) | (exit 5)' 'echo "seen=$seen"'
	has_line 'seen=3 5'
}

@test "bash: a readonly PROMPT_COMMAND is told at the first use, once, and the text is set" {
	copy dev
	before_layer=('readonly PROMPT_COMMAND=:' 'echo loading')
	typed 'echo loaded' 'ssoenv use dev' 'ssoenv off' 'ssoenv use dev' 'echo "end"'
	shows '<dev '
	equals "$(grep -c 'PROMPT_COMMAND is readonly in this shell, so the role is not renewed' <<<"$output")" 1
	[[ ${output%%loaded*} != *readonly* ]]
}

@test "bash: a PROMPT_COMMAND that was overwritten gets the hook back with use" {
	copy dev
	typed 'PROMPT_COMMAND="seen=1"' 'ssoenv use dev' 'echo "$PROMPT_COMMAND"' "SSOENV_PROMPT=" 'echo "end"'
	has_line _ssoenv_hook\ \&\&\ :
	equals "$(grep -c '^<dev ' <<<"$output")" 4
}

@test "bash: no colour where TERM is dumb" {
	copy dev
	unset NO_COLOR
	in_layer 'TERM=xterm; ssoenv use dev; _ssoenv_hook; printf "%q\n" "$SSOENV_PROMPT"; TERM=dumb; _ssoenv_hook; printf "%q\n" "$SSOENV_PROMPT"'
	matches "${lines[0]}" '32m'
	matches "${lines[1]}" '^dev\\ [0-9hm]+$'
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
	# Its readline hands on what stands before the command.
	[[ $1 != X=1* ]] || since 400
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

folds_case() {
	printf '[profile %s]\n' Upper-Case Upper:Sub upper-sso other '"Two words"' >"$config_file"
	age_config
	typed 'ssoenv() { printf "args="; printf "<%s>" "$@"; echo; }' "bind 'set completion-ignore-case $1'" "ssoenv use $2\\t"
	has_line "args=<use><$3>"
}
@test "bash: Tab folds case under completion-ignore-case" { folds_case on upper-c Upper-Case; }
@test "bash: Tab folds case behind a colon" { folds_case on Upper:s Upper:Sub; }
@test "bash: Tab does not fold what readline keeps" { folds_case on upper:s upper:s; }
@test "bash: Tab folds case of a name with a blank" { folds_case on 'tW' 'Two words'; }
@test "bash: Tab does not fold case otherwise" { folds_case off upper-c upper-c; }

@test "bash: Tab folds case of many profiles" {
	since 400
	mkdir -p "$copies"
	age_config
	printf '%s\n' ssoenv-profiles1 "=$HOME" '' '' "$config_file" "$HOME/.aws/credentials" 3 Zed many1 zoo 'Zeta x' >"$copies/profiles"
	typed 'ssoenv() { printf "args="; printf "<%s>" "$@"; echo; }' "bind 'set completion-ignore-case on'" "ssoenv use zEd\\t" "ssoenv use zet\\t"
	has_line 'args=<use><Zed>'
	has_line 'args=<use><Zeta x>'
}

@test "bash: for ble.sh, Tab offers names without quotes, and without what it keeps" {
	printf '[profile %s]\n' '"two words"' '"it'"'"'s"' me@at >"$config_file"
	age_config
	in_layer ". '$program_root/completions/ssoenv.bash'; BLE_ATTACHED=1" "COMP_WORDBREAKS=\$' \\t\\n\"\\'><=;|&(:@'" \
		'tab() { COMP_LINE="ssoenv use $1" COMP_POINT=$((${#1} + 11)); _ssoenv_complete; printf "<%s>" "${COMPREPLY[@]}"; echo; }' \
		'tab tw; tab it; tab me@'
	equals "$output" $'<two words>\n<it\'s>\n<at>'
}

@test "bash: Tab reads the list of names while it is current, else the config" {
	names_list 'ReadOnly of 1' 'listed one'
	in_layer ". '$program_root/completions/ssoenv.bash'" \
		'tab() { COMP_LINE=$1 COMP_POINT=${#1}; _ssoenv_complete; echo "${COMPREPLY[*]}"; }' "tab 'ssoenv use l'" \
		"tab 'ssoenv login --sso-session '" \
		"touch -d '1 hour' '$config_file'" "tab 'ssoenv use d'" "tab 'ssoenv login --sso-session='"
	equals "$output" $'listed\\ one\ncorp other\\ one\ndev\ncorp'
}

@test "bash: Tab takes many profiles, plain and odd ones, from their list while it is current" {
	since 400
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

between_roles() {
	[[ $1 != *'typeset -'[un]* ]] || since 404
	declared_meanwhile "$1"
}
for declaration in 'typeset -i AWS_REGION' 'typeset -u SSOENV_PROFILE' 'OTHER=eu-west-1; export OTHER; typeset -n AWS_REGION=OTHER'; do
	bats_test_function --description "bash: $declaration between two roles: nothing is changed" -- between_roles "$declaration"
done

## What the environment brought

@test "bash: private state and numbers from the environment are dropped, and not run" {
	drops_inherited_state 'PATH[$(touch PWNED)0]' aliases bash epoch package parts path names kinds labels renewed was ours text tools \
		met last until retry told calm warned call_at_end hidden
}
