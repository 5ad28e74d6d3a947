# `each` on a terminal: Ctrl-C, the progress bar, colors, and the question about guarded profiles.

load ../support/support
load ../support/sign-in

prepare() {
	cached_role
	add_profile 'profile two'
	add_profile 'profile three'
}

# at_terminal SCRIPT-LINE ...: in an interactive bash there, as typist.py says; what it showed is $output.
at_terminal() {
	require_python
	printf '%s\n' '< $ ' '> PS1=">> "; bind "set enable-bracketed-paste off"' '< >> ' '< >> ' "$@" >typed
	run env -u CI -u NO_COLOR TERM=xterm SHELL="$(command -v bash)" "$python_program" "$support_folder/typist.py" typed \
		env PS1='$ ' bash --norc --noprofile -i
	[ "$status" -eq 0 ] || fail "$output"
}

# A shell without colors in what it shows, and with one line end.
plain_output() { sed -e 's/\x1b\[[0-9;?]*[A-Za-z]//g' -e 's/\r//g' <<<"$output"; }

@test "words and output that are not in UTF-8 arrive byte for byte" {
	printf 'dev: a\xff\x80|\xfe\n' >expected
	ssoenv each dev -- printf 'a\xff\x80|%s' $'\xfe' 2>/dev/null >printed
	cmp expected printed
}

@test "stdin is empty, and there is no shell in between" {
	run --separate-stderr ssoenv each dev -- cat <<<'not for it'
	[ -z "$output" ]
	run --separate-stderr ssoenv each dev -- printf '<%s>' '$HOME' ' a  b ' '*' --help --
	[ "$output" = 'dev: <$HOME>< a  b ><*><--help><-->' ]
}

@test "a reader that leaves ends the commands that write on" {
	ssoenv each dev two -- yes 2>table | head -n 1 >one
	[[ $(cat one) = *': y' ]]
	[ "$(grep -cE '^(141|1) ' table)" -eq 2 ] || fail "$(cat table)"
}

@test "the command gets what exec gives it" {
	export AWS_PROFILE=other AWS_SECURITY_TOKEN=rival
	ssoenv exec dev -- env | grep -v '^_=' | sort >with-exec
	ssoenv each dev -- env 2>/dev/null | sed 's/^dev: //' | grep -v '^_=' | sort >with-each
	cmp with-exec with-each
}

@test "Ctrl-C reaches each command once, and ssoenv waits for them" {
	cat >counting <<-'SH'
		n=0
		trap 'n=$((n + 1))' INT
		echo "going"
		while [ $n = 0 ]; do sleep 0.1; done
		# A second one would come by now.
		i=0
		while [ $i -lt 300000 ]; do i=$((i + 1)); done
		echo "count=$n"
	SH
	at_terminal '> ssoenv each dev two three --jobs 2 -- sh counting' '< going' '< going' '= \x03' '< count=1' '< count=1' \
		'< interrupted by SIGINT' '< >> ' '> echo "status=$?"' '< status=130'
	plain_output >shown
	[ "$(grep -c 'count=' shown)" -eq 2 ]
	grep -qx 'ssoenv: 0 of 3 failed, 1 not started' shown
	grep -Eq '^- +- +three +! not started' shown
}

@test "a second Ctrl-C ends commands that ignore the first" {
	echo 'trap "" INT; echo going; exec sleep 60' >deaf
	at_terminal '> ssoenv each dev -- sh deaf' '< going' '= \x03' '< Ctrl-C again ends it' '= \x03' \
		'< interrupted by SIGINT' '< >> ' '> echo "status=$?"' '< status=130'
	plain_output | grep -Eq '^143 +[0-9.]+s +dev'
}

@test "the bar shows how many are done, and is gone at the end; lines have a color for each profile" {
	echo 'echo "in $SSOENV_PROFILE"; until [ -e "go-$SSOENV_PROFILE" ]; do sleep 0.1; done' >waiting
	at_terminal '> ssoenv each dev two --jobs 1 -- sh waiting &' \
		'< in ' '< 0 of 2 profiles' '> touch go-dev' '< in ' '< 1 of 2 profiles' '> touch go-two' '< all 2 succeeded' '> ' '< >> '
	[[ $output == *$'\e[36mdev:\e[39m in dev'* ]] || fail "$output"
	[[ $output == *$'\e[35mtwo:\e[39m in two'* ]] || fail "$output"
}

@test "NO_COLOR leaves the lines plain" {
	at_terminal '> NO_COLOR=1 ssoenv each dev -- echo wo""rd' '< dev: word' '< all 1 succeeded' '< >> '
}

@test "guarded profiles ask once, with their count; no is the answer of Enter; --yes asks nothing" {
	export SSOENV_GUARD='d* two'
	at_terminal '> ssoenv each dev two three -- echo r""an' '< 2 of 3 profiles are guarded (SSOENV_GUARD); use them?' '> ' \
		'< nothing was changed' '< >> ' '> echo "status=$?"' '< status=130' \
		'> ssoenv each dev three -- echo r""an' '< 1 of 2 profiles is guarded (SSOENV_GUARD); use it?' '> y' '< ran' '< >> ' \
		'> ssoenv each dev --yes -- echo un""asked' '< unasked'
	run ! grep -q ': ran' <<<"${output%%status=*}"
}

@test "without a terminal guarded profiles ask nothing" {
	export SSOENV_GUARD='*'
	run --separate-stderr ssoenv each dev -- echo ran
	[ "$output" = 'dev: ran' ]
}

@test "a person at the terminal is asked once to sign in, and then all run" {
	willing_browser
	signed_out
	rm "$role_file"
	at_terminal '> ssoenv each dev regionless -- echo r""an' '< sso-session "corp": not signed in; sign in now?' '> ' \
		'< signed in to sso-session' '< all 2 succeeded' '< >> '
	[ "$(grep -o 'sign in now' <<<"$output" | sort -u | wc -l)" -eq 1 ]
	[ "$(wc -l <willing-was-given)" -eq 1 ]
}
