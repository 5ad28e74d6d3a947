# `exec` runs a program as `env VAR=… COMMAND` would: the same words, statuses, signals and terminal.

load ../support/support

prepare() { cached_role; }

@test "the program gets what use sets, lacks what use unsets, and the rest is as it was" {
	export AWS_PROFILE=other AWS_SECURITY_TOKEN=rival KEPT=1
	env | cut -d= -f1 >before
	ssoenv exec dev -- env >inside
	(
		eval "$(ssoenv use dev --shell bash)"
		env
	) >after-use
	cmp <(grep -v '^_=' inside | sort) <(grep -v '^_=' after-use | sort)
	grep -qx AWS_ACCESS_KEY_ID=ASIACACHED inside
	grep -qx KEPT=1 inside
	run ! grep -E '^AWS_(PROFILE|SECURITY_TOKEN)=' inside
	cmp before <(env | cut -d= -f1)
}

@test "after a request to AWS the program gets nothing more" {
	ssoenv exec dev -- env | cut -d= -f1 | sort >warm
	rm "$role_file"
	ssoenv exec dev -- env | cut -d= -f1 | sort >cold
	cmp warm cold
}

@test "a setting of an earlier role goes with it" {
	add_profile 'profile plain'
	(
		eval "$(ssoenv use dev --shell bash)"
		run ssoenv exec plain -- sh -c 'echo "${AWS_REGION-none} ${SSOENV_PROFILE}"'
		[ "$output" = 'none plain' ]
	)
}

@test "words arrive as they are, also those that look like options, and --" {
	run ssoenv exec dev -- printf '<%s>' '' ' a  b ' '*' '$HOME' '--help' -- "it's" $'two\nlines' '\n' é
	[ "$output" = "<>< a  b ><*><\$HOME><--help><--><it's><two"$'\n'"lines><\\n><é>" ]
	run ssoenv exec dev printf '<%s>' --help -- x
	[ "$output" = '<--help><--><x>' ]
	run ssoenv exec dev --region eu-west-3 sh -c 'echo "$AWS_REGION $1"' sh --region
	[ "$output" = 'eu-west-3 --region' ]
}

@test "words and variables that are not in UTF-8 arrive byte for byte" {
	local bytes=$'\xff\xfe\x80\n\n' plain=$'\xf0\x9f\x98\x80 \xc3\xa9'
	export RAW=$'v\xffalue\n' PLAIN=$plain
	printf '%s|' "$bytes" "$plain" $'\xef\xbf\xbd' '' "$RAW" "$PLAIN" >expected
	ssoenv exec dev -- sh -c 'printf "%s|" "$@" "$RAW" "$PLAIN"' sh "$bytes" "$plain" $'\xef\xbf\xbd' '' >printed
	cmp expected printed
	ssoenv exec dev -- sh -c 'printf "%s|" "$@" "$RAW" "$PLAIN"' sh "$plain" >printed
	printf '%s|' "$plain" "$RAW" "$PLAIN" | cmp - printed
}

@test "stdin and stdout are those of the program" {
	[ "$(printf 'a\nb' | ssoenv exec dev -- cat)" = $'a\nb' ]
	ssoenv exec dev -- yes | head -n 1 >one
	[ "$(cat one)" = y ]
}

@test "its status is that of the program" {
	local status
	for status in 0 1 42 125 126 127 128 255; do
		run ssoenv exec dev -- sh -c "exit $status"
		[ "$status" -eq "$status" ]
		[ -z "$output" ]
	done
}

dies_as() { # SIGNAL
	local expected=0 got=0
	(env X=1 sh -c "kill -$1 \$\$") 2>/dev/null || expected=$?
	(ssoenv exec dev -- sh -c "kill -$1 \$\$") 2>/dev/null || got=$?
	[ "$got" -eq "$expected" ] || fail "$got, not $expected"
}
for signal in INT TERM HUP QUIT KILL PIPE ABRT USR1 ALRM; do
	bats_test_function --description "a program that SIG$signal ends: the same status as with env" -- dies_as "$signal"
done

# The signal goes to ssoenv alone.
gets() { # SIGNAL
	ssoenv exec dev -- sh -c "trap 'echo got >told; exit 9' $1; : >ready; while :; do sleep 0.05; done" 3>&- &
	local program=$! status=0
	until [ -e ready ]; do sleep 0.02; done
	kill -s "$1" "$program"
	wait "$program" || status=$?
	[ "$status" -eq 9 ]
	[ "$(cat told)" = got ]
}
for signal in TERM HUP USR1 USR2 WINCH; do
	bats_test_function --description "SIG$signal reaches the program" -- gets "$signal"
done

@test "a program that is not found: status 127, and no sign-in; one that cannot run: 126" {
	rm "$token_file" "$role_file"
	run --separate-stderr ssoenv exec dev -- no-such-program
	[ "$status" -eq 127 ]
	[ "$stderr" = 'ssoenv: no-such-program is not found' ]
	run --separate-stderr ssoenv exec dev -- /etc/passwd
	[ "$status" -eq 126 ]
	[ "$stderr" = 'ssoenv: /etc/passwd is not executable' ]
	run --separate-stderr ssoenv exec dev -- /
	[ "$status" -eq 126 ]
	run --separate-stderr ssoenv exec dev -- ''
	[ "$status" -eq 127 ]
}

@test "a script without a first line that names its program is run by sh, as execvp does" {
	printf 'echo "by sh: $1"\n' >script
	chmod +x script
	run ssoenv exec dev -- ./script word
	[ "$status" -eq 0 ]
	[ "$output" = 'by sh: word' ]
}

@test "a script whose program is gone: a status, and no crash" {
	printf '#!/no/such/program\n' >script
	chmod +x script
	run ssoenv exec dev -- ./script
	[ "$status" -eq 127 ]
}

@test "without a name: AWS_PROFILE, else the active role, else default" {
	local naming='echo "$SSOENV_PROFILE"'
	add_profile default
	run ssoenv exec -- sh -c "$naming"
	[ "$output" = default ]
	(
		eval "$(ssoenv use dev --shell bash)"
		[ "$(ssoenv exec -- sh -c "$naming")" = dev ]
		[ "$(AWS_PROFILE=default ssoenv exec -- sh -c "$naming")" = default ]
	)
}

@test "a role without a profile: the first word behind the options is the program" {
	run ssoenv exec --account 111111111111 --role ReadOnly --sso-session corp sh -c 'echo "$SSOENV_ROLE_NAME"'
	[ "$output" = ReadOnly ]
}

@test "a failure says why, and the program does not run" {
	run --separate-stderr ssoenv exec nobody -- touch ran
	[ "$status" -eq 3 ]
	[[ $stderr == *'profile "nobody" is not in '* ]]
	run --separate-stderr ssoenv exec dev --region 'not a region' -- touch ran
	[ "$status" -eq 2 ]
	run --separate-stderr ssoenv exec dev --regon x -- touch ran
	[ "$status" -eq 2 ]
	[ ! -e ran ]
}

@test "without a terminal a guarded profile asks nothing" {
	export SSOENV_GUARD='*'
	run --separate-stderr ssoenv exec dev -- echo ran
	[ "$output" = ran ]
	[ -z "$stderr" ]
}

# at_terminal SCRIPT-LINE ...: in an interactive bash there, as typist.py says; what it showed is $output.
at_terminal() {
	require_python
	printf '%s\n' '< $ ' '> PS1=">> "; bind "set enable-bracketed-paste off"' '< >> ' '< >> ' "$@" >typed
	run env -u CI TERM=xterm SHELL="$(command -v bash)" "$python_program" "$support_folder/typist.py" typed \
		env PS1='$ ' bash --norc --noprofile -i
	[ "$status" -eq 0 ] || fail "$output"
}

# The same keys, once for `env` and once for `exec`.
keys_of() { # COMMAND
	echo 'echo going; exec sleep 60' >sleeping
	# It has the terminal when it says so: until then, a key could still be the shell's. It starts nothing, because a sh
	# whose child is stopped between vfork and exec cannot be stopped.
	echo 'trap "echo resumed" CONT; echo going; while :; do :; done' >resuming
	echo 'kill -STOP $$; echo back' >stopping
	echo 'stty size; read -r line; echo "line: <$line>"' >reading
	at_terminal "> $1 sh sleeping" '< going' '= \x03' '< >> ' '> echo "status=$?"' '< status=1' \
		"> $1 sh resuming" '< going' '= \x1a' '< Stopped' '< >> ' '> jobs -p | wc -l; fg' '< resumed' '= \x03' '< >> ' \
		'> echo "status=$?"' '< status=1' \
		"> $1 sh sleeping" '< going' '= \x1c' '< >> ' '> echo "status=$?"' '< status=1' \
		"> $1 sh reading" '< 40 200' '> typed' '< line: <typed>' \
		"> $1 sh stopping" '< Stopped' '< >> ' '> fg' '< back' '< >> '
	grep -oE 'status=[0-9]+|line: <[^$>]*>|^[0-9]+ [0-9]+' <<<"$output"
}
@test "Ctrl-C, Ctrl-Z, fg, Ctrl-\\ and the size of the terminal are as with env" {
	keys_of 'env X=1' >with-env
	keys_of 'ssoenv exec dev --' >with-exec
	cmp with-env with-exec
	grep -qx status=130 with-exec
	grep -qx status=131 with-exec
}

@test "a program that handles Ctrl-C once gets it once, and ssoenv waits for it" {
	cat >counting <<-'SH'
		n=0
		trap 'n=$((n + 1))' INT
		echo going
		while [ $n = 0 ]; do sleep 0.1; done
		# A second one would come by now.
		i=0
		while [ $i -lt 300000 ]; do i=$((i + 1)); done
		echo "count=$n"
	SH
	at_terminal '> ssoenv exec dev -- sh counting' '< going' '= \x03' '< count=1' '< >> '
}

@test "on a terminal a guarded profile asks, and no is the answer of Enter; --yes asks nothing" {
	export SSOENV_GUARD=dev
	at_terminal '> ssoenv exec dev -- echo r""an' '< dev is guarded (SSOENV_GUARD); use it?' '> ' '< nothing was changed' '< >> ' \
		'> echo "status=$?"' '< status=130' '> ssoenv exec dev -- echo r""an' '< use it?' '> y' '< ran' '< >> ' \
		'> ssoenv exec dev --yes -- echo un""asked' '< unasked'
}

@test "without a command it starts the shell of the person, and says so; a second one is said to be inside" {
	at_terminal '> ssoenv exec dev' '< a new shell with the role of dev; exit ends it' '> echo "in $SSOENV_PROFILE"' '< in dev' \
		'> ssoenv exec' '< a new shell with the role of dev, inside the one for dev; exit ends it' \
		'> exit 4' '> echo "status=$?"' '< status=4' \
		'> exit' '> echo "out ${SSOENV_PROFILE-of it}"' '< out of it'
}
