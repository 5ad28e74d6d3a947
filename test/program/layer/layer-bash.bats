# The shell layer in bash.

load ../support/support
load ../support/layer

prepare() { layer_in bash; }

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

# A newer copy of dev, which the layer finds while it has the old one.
newer="sed -i 's/^=[0-9]\{10\}$/=4102444800/;s/^=ASIACOPY$/=ASIANEW/' ~/.cache/ssoenv/shell/roles/dev"

# own_package: a copy of the layer in ./mine, as a package has it.
own_package() {
	mkdir mine
	cp -R "$program_root/shell" "$program_root/completions" mine/
	use_layer "$PWD/mine/shell/ssoenv.bash"
}

# sets_clock SECONDS: code for a clock of the layer that is so far ahead.
sets_clock() { echo "_ssoenv_clock() { _ssoenv_now=\$((\$(date +%s) + $1)); }"; }

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

holds_a_nul() {
	copy dev
	noting_program
	${1:-:} 302
	sed -i 's/=ASIACOPY/=ASIA\x00COPY/' "$copies/roles/dev"
	age_copy "$copies/roles/dev"
	in_layer 'ssoenv use dev; echo $?'
	equals "$output" 7
}
@test "bash: a copy in which a NUL cuts a value is left to the program" { holds_a_nul; }
@test "bash: a copy in which a NUL cuts a value is left to the program, as in bash 3.2" { holds_a_nul as_version; }

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
		'look; echo "$((earliest - 1 <= _ssoenv_now && _ssoenv_now <= latest))"' "${2-}" \
		'look; echo "$((_ssoenv_now - earliest + 1 >= ${passed-0} && _ssoenv_now <= latest + ${passed-0}))"'
	equals "$output" $'1\n1'
}
clock() { bats_test_function --description "bash: the clock for bash $1 agrees with date" -- clock_agrees "$2" "${3-}"; }
clock 3.2 302 'passed=100; SECONDS=$((SECONDS + passed))'
clock 4.2 402
clock 5.0 500
clock '5.0, whose EPOCHREALTIME is a variable like others,' 500 'unset EPOCHREALTIME; EPOCHREALTIME=4711.000000'

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
odd 'localvar_inherit' '' 'shopt -s localvar_inherit 2>/dev/null || :'

## When the rest of the layer is read

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
	local name
	cd "${layer%/*}"
	run bash -c '. ssoenv.bash; cd /; ssoenv use dev; echo "$AWS_ACCESS_KEY_ID"'
	equals "$output" ASIACOPY
	for name in ./ssoenv.bash .//ssoenv.bash ././ssoenv.bash ../shell/./ssoenv.bash; do
		run bash -c '. "$1"; cd /; ssoenv use dev; echo "$AWS_ACCESS_KEY_ID"' bash "$name"
		equals "$output" ASIACOPY
	done
	cd bash
	run bash -c '. ../ssoenv.bash; cd /; ssoenv use dev; echo "$AWS_ACCESS_KEY_ID"'
	equals "$output" ASIACOPY
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
	[ -n "${OLD_SHELL-}" ] || shows '^C' # readline of bash 3.2 does not show it
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

@test "bash: the clock for old versions does not go back with SECONDS" {
	as_version 302
	in_layer '_ssoenv_read_parts; SECONDS=1000 _ssoenv_epoch=($((_ssoenv_epoch[0] - 1000)) 0)' \
		'_ssoenv_clock; SECONDS=0; _ssoenv_clock; echo $((_ssoenv_now - $(date +%s) >= -1))'
	equals "$output" 1
}

@test "bash: a rival variable behind a local one is unset too, and restored by off" {
	copy dev
	export AWS_PROFILE=outer
	in_layer 'AWS_PROFILE=once ssoenv use dev; echo "${AWS_PROFILE-gone}"; ssoenv off; echo "$AWS_PROFILE"' \
		'f() { local AWS_PROFILE=inner; ssoenv use dev; echo "${AWS_PROFILE-gone}"; }' \
		'f; echo "${AWS_PROFILE-gone}"; ssoenv off; sh -c "echo \$AWS_PROFILE"'
	equals "$output" $'gone\nouter\ngone\ngone\nouter'
}

## Names of profiles

# Names that the file of a copy cannot have as they are.
odd_names=(team/env acct:role 'two words' '%41' 'ü' '日本' .hidden @at -x '--yes' "it's" '$(touch PWNED)' '*' 'a\b' '~' 'Ünï/cödé')

## A role that the shell inherited

# has_no_role FILE: none of the variables that a role sets is in it.
has_no_role() {
	local names='AWS_(ACCESS|SECRET|SESSION|CREDENTIAL|REGION|DEFAULT_REGION|SSO)|SSOENV_(PROFILE|ACC|ROLE|REG|EXP)'
	! tr '\0' '\n' <"$1" | grep -E "^($names)"
}

off_in_a_nested_shell() {
	copy a
	copy b
	in_layer 'ssoenv use a' "bash --norc -c \"$begin; $1; env -0 >off; ssoenv off\""
	has_no_role off
}
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

## The program

@test "bash: text that is evaluated finds the program on PATH, or says that there is none" {
	ssoenv init bash >whole
	run_script 'eval "$(cat whole)"; ssoenv --version; PATH=/nowhere; ssoenv --version; echo $?'
	matches "$output" $'^[0-9.]+\n127$'
	equals "$stderr" $'ssoenv: found no ssoenv program on PATH\nssoenv: hint: npm install --global ssoenv'
}

## Variables of the person

# Each name that the functions of the layer declare, and common names of scripts.
with_variables() { # DECLARE
	case $1 in 'declare -u') since 400 ;; esac
	local name lines=() taken
	taken=$(grep -hoE '\blocal .*' "$program_root"/shell/bash/*.bash "$program_root/completions/ssoenv.bash" | grep -oE '\b[a-z_]+' |
		sed s/^_ssoenv_//)
	taken=$(printf '%s\n' $taken text met parts call last list mine fields | sort -u)
	[ "$(wc -w <<<"$taken")" -gt 60 ] || fail 'the names of the layer were not found'
	export AWS_PROFILE=mine
	role a 3590 ASIAA
	role b 3590 ASIAB ''
	for name in $taken; do lines+=("$1 $name=Kept"); done
	in_layer "${lines[@]}" "${2-:}" 'ssoenv use a; echo $?' 'env -0 >during' _ssoenv_hook '_ssoenv_before_command' 'ssoenv use b; echo $?' \
		'ssoenv use -; echo $?' 'eval "$(ssoenv use b)"; echo $?; echo "$SSOENV_PROFILE"' 'ssoenv off; echo $?' 'echo "$AWS_PROFILE"'
	equals "$output" $'0\n0\n0\n0\nb\n0\nmine'
	equals "$stderr" ''
	sees during AWS_SECRET_ACCESS_KEY secret/of+ASIAA
	sees during SSOENV_ROLE_NAME ReadOnly
}
variables() { bats_test_function --description "bash: variables of the person: $1" -- with_variables "${@:2}"; }
variables 'readonly' 'readonly'
variables 'upper case, which localvar_inherit hands on' 'declare -u' 'shopt -s localvar_inherit 2>/dev/null || :'
variables 'exported' 'export'
variables 'arrays' 'declare -a'

# The text at the prompt is made from the keys, too.
@test "bash: what is local to the layer does not reach the program" {
	cached_role
	stand_in "env -0 >'$PWD/seen.new'" "mv '$PWD/seen.new' '$PWD/seen'"
	inherit_role 300
	export scene=mine text=mine AWS_ACCESS_KEY_ID=ASIAHIDDEN AWS_SECRET_ACCESS_KEY=s AWS_SESSION_TOKEN=t
	in_layer 'set -a' _ssoenv_hook 'until [ -e seen ]; do sleep 0.1; done'
	equals "$(tr '\n' '|' <seen | tr '\0' '\n' | grep ASIAHIDDEN)" AWS_ACCESS_KEY_ID=ASIAHIDDEN
	! tr '\0' '\n' <seen | grep ^_ssoenv
}

@test "bash: with a readonly IFS nothing is changed, and one message says so" {
	copy dev
	in_layer 'readonly IFS' 'env -0 >before' 'ssoenv use dev; echo $?' 'ssoenv off; echo $?' 'env -0 >after'
	equals "$output" $'3\n3'
	equals "$stderr" "$(for _ in 1 2; do echo 'ssoenv: IFS is readonly in this shell, so nothing was changed'; done)"
	same_environment before after
	inherit_role 3000
	in_layer 'readonly IFS=:' _ssoenv_hook _ssoenv_hook 'echo "<$SSOENV_PROMPT>"'
	equals "$output" '<>'
	equals "$stderr" 'ssoenv: IFS is readonly in this shell, so the role is not renewed and the prompt does not show it'
}

## Captured output

@test "bash: a capture gives everything back, and use - knows it" {
	copy a
	copy b
	export AWS_PROFILE=mine
	in_layer 'env -0 >before; eval "$(ssoenv use a)"; eval "$(ssoenv use b)"; eval "$(ssoenv use -)"; echo "$SSOENV_PROFILE"' \
		'ssoenv off; env -0 >after'
	equals "$output" a
	equals "$stderr" ''
	same_environment before after
}

captured() { # LINE: what it prints, with the call as CALL
	[ -z "${3-}" ] || since "$3"
	copy dev
	noting_program
	in_layer "$1"
	equals "${output//"_ssoenv_captured_use 'dev'"/CALL}" "$2"
	never_called
}
capture() { bats_test_function --description "bash: captured: $1" -- captured "${@:2}"; }
capture 'a function that returns the status' 'f() { ssoenv use dev; return $?; }; echo "$(f)"' CALL
capture 'a function that writes to stderr' 'f() { ssoenv use dev; echo text >&2; }; echo "$(f 2>/dev/null)"' CALL
capture 'a trap on EXIT in it' 'x=$(trap "echo mine" EXIT; ssoenv use dev); echo "$x"' $'CALL\nmine'
capture 'a trap on EXIT outside' 'trap "echo outer" EXIT; x=$(ssoenv use dev); echo "$x"' $'CALL\nouter'
capture 'a trap on DEBUG' 'set -T; trap : DEBUG; x=$(ssoenv use dev); echo "$x"' CALL
capture 'a trap on DEBUG outside' 'trap : DEBUG; x=$(ssoenv use dev); echo "$x"' CALL
capture 'posix mode' 'set -o posix; x=$(ssoenv use dev); echo "$x"' CALL
capture 'a command that needs the role' 'x=$(ssoenv use dev && echo "$SSOENV_PROFILE"); echo "$x"' dev
capture 'a pipeline that needs the role' 'x=$(if ssoenv use dev; then echo "$SSOENV_PROFILE" | cat; fi); echo "$x"' dev

## Captured: what follows and cannot write

capture 'a status that is kept' 'x=$(ssoenv use dev; rc=$?; exit $rc); echo "$x"' CALL
capture 'a wrapper with a local' 'w() { ssoenv use "$@"; local rc=$?; return $rc; }; echo "$(w dev)"' CALL
capture 'a function that writes to stderr in its own way' \
	'log() { echo "log: $*" >&2; }; x=$(ssoenv use dev && log switched); echo "$x"' CALL
capture 'a function whose output all goes to stderr' \
	'log() { echo a; echo "$@"; } 2>/dev/null >&2; x=$(ssoenv use dev && log switched); echo "$x"' CALL 400
capture 'a group whose output goes away' 'x=$(ssoenv use dev; { echo a; echo b; } >/dev/null); echo "$x"' CALL 400
capture 'a function whose output is wanted' 'f() { local x=1; echo "$SSOENV_PROFILE"; }; x=$(ssoenv use dev && f); echo "$x"' dev
capture 'a function that calls one whose output is wanted' 'g() { echo got; }; f() { g; }; x=$(ssoenv use dev && f); echo "$x"' got
capture 'output to another descriptor' 'x=$(exec 3>&1; ssoenv use dev; echo out >&3); echo "$x"' out
capture 'another descriptor that leads to stderr' 'x=$(ssoenv use dev; echo out 3>&2); echo "$x"' out
capture 'a command substitution' 'x=$(ssoenv use dev; y=$(echo "$SSOENV_PROFILE" >&2); echo "$y"); echo "<$x>"' '<>'
capture 'an assignment before a command' 'x=$(ssoenv use dev; A=1 echo out); echo "$x"' out
capture 'a variable that is printed' 'x=$(ssoenv use dev; v=1; declare -p v); echo "${x:0:7}"' declare
capture 'the same twice' 'x=$(ssoenv use dev; ssoenv use dev); echo "$x"' CALL
capture 'another command of ssoenv' 'x=$(ssoenv use dev; ssoenv() { echo listed; }; ssoenv list); echo "$x"' listed
while IFS= read -r line; do
	capture "$line" "x=\$(v=1; ssoenv use dev; $line); echo \"\$x\"" CALL
done <<'LINES'
unset v
hash -r
v='a b' w="c d"
v+=1
((v++)) || :
n=$((v + 1))
export v
declare -x v
readonly v
shift
set -e
set -- a b
cd /
trap : INT
wait
[ -n "$v" ]
[[ -n $v ]]
test -n "$v"
for v in 1 2; do continue; done
case $v in (1) ;; esac
while :; do break; done
echo text >/dev/null
echo text >&2 2>/dev/null
echo text 1>&2 2>/dev/null
echo text &>/dev/null
trap 'v=2' EXIT
LINES
while IFS='|' read -r line expected; do
	capture "$line" "x=\$(v=1; ssoenv use dev; $line); echo \"\$x\"" "$expected"
done <<'LINES'
echo '>&2'|>&2
echo 'x 1>&2'|x 1>&2
hash -r; echo out|out
v=1 printf %s out|out
echo "v=1"|v=1
\builtin echo out|out
LINES

@test "bash: a process substitution is evaluated like a capture" {
	since 400 # bash 3.2 cannot source one
	copy dev
	in_layer '. <(ssoenv use dev); echo "$AWS_ACCESS_KEY_ID"'
	equals "$output" ASIACOPY
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

@test "bash: bash-preexec sees the first command of the person" {
	copy dev
	# The mechanics of bash-preexec.sh: it calls precmd_functions, and takes for a command what the trap on DEBUG meets next,
	# unless this is a line of PROMPT_COMMAND.
	before_layer=('precmd_functions=()' 'PROMPT_COMMAND=__bp_precmd_invoke_cmd' '__bp_precmd_invoke_cmd() {' "interactive=''" \
		'for hook in "${precmd_functions[@]}"; do "$hook"; done' 'interactive=1; }' 'preexec() { [ -n "${interactive-}" ] || return 0' \
		"interactive=''" \
		'[[ $1 == __bp_* || $1 == interactive=* ]] || echo "$1" >>seen; }' "trap 'preexec \"\$BASH_COMMAND\"' DEBUG")
	typed 'echo one' 'ssoenv use dev' 'echo two' 'PROMPT_COMMAND=' 'ssoenv off' 'ssoenv use dev' 'echo "$PROMPT_COMMAND"'
	equals "$(cat seen)" $'echo one\nssoenv use dev\necho two\nPROMPT_COMMAND='
	has_line _ssoenv_hook\ \&\&\ :
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
	typed 'ssoenv() { printf "args="; printf "<%s>" "$@"; echo; }' "bind 'set completion-ignore-case on'" \
		"ssoenv use zEd\\t" "ssoenv use zet\\t"
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

changed_in_case() {
	role a
	role b
	in_layer 'shopt -s nocasematch' 'ssoenv use a; AWS_REGION=${AWS_REGION^^}; printf "%s\n" "$AWS_REGION"' \
		'ssoenv use b; ssoenv off; printf "%s\n" "$AWS_REGION"'
	equals "${lines[0]}" "${lines[1]}"
}
@test "bash: under nocasematch, a value that only differs in case from ours is not ours" { changed_in_case; }

between_roles() {
	[[ $1 != *'typeset -'[un]* ]] || since 404
	declared_meanwhile "$1"
}
for declaration in 'typeset -i AWS_REGION' 'typeset -u SSOENV_PROFILE' 'OTHER=eu-west-1; export OTHER; typeset -n AWS_REGION=OTHER'; do
	bats_test_function --description "bash: $declaration between two roles: nothing is changed" -- between_roles "$declaration"
done

## What the environment brought
