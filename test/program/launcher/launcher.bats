# The launcher answers as the program does, without a process, in each `sh`.

load ../support/launcher

prepare() { prepare_launcher; }

shells='bash zsh sh fish powershell nushell elvish xonsh tcsh'
formats='process env env-no-export powershell windows-cmd fish json dotenv sts docker systemd'

# each_answer PREFIX WORD ...: what these words print for each shell and format, each in a file.
each_answer() {
	local one prefix=$1
	shift
	for one in $shells; do "$@" use dev --shell "$one" >"$prefix-use-$one" 2>&1; done
	for one in $formats; do "$@" export --format "$one" dev >"$prefix-export-$one" 2>&1; done
}

same_answers() {
	local one
	each_answer own "${sh[@]}" "$answers"
	for one in program-*; do cmp "$one" "own-${one#program-}" || return; done
}

@test "every shell and format: the bytes of the program" {
	each_answer program ssoenv
	[ "$(grep -c . program-use-bash)" = 1 ]
	in_each_sh same_answers
}

@test "a role without a region leaves that of the person" {
	add_profile 'profile plain'
	touch -d '1 day ago' "$config_file"
	settle_folder
	"$launcher" export plain >/dev/null
	export AWS_REGION=mine
	local one
	for one in "use plain --shell bash" "use plain --shell fish" "use plain --shell nushell" "export plain --format json"; do
		# shellcheck disable=SC2086 # words
		equals "$("$answers" $one)" "$(ssoenv $one)"
	done
	# One of an earlier role would have to go.
	SSOENV_REGION=mine run "$answers" use plain --shell bash
	equals "$output" 'program use plain --shell bash'
}

@test "SSOENV_SHELL names the shell, and what else the words say is the program's" {
	equals "$(SSOENV_SHELL=fish "$answers" use dev)" "$(ssoenv use dev --shell fish)"
	local one
	for one in 'use dev' 'use dev --shell=bash' 'use dev --shell csh' 'use --shell bash' 'use - --shell bash' 'use dev --region x' \
		'export' 'export dev --format github' 'export dev --format direnv' 'exec dev' 'exec dev true' 'exec dev --renew -- true' \
		'status' 'status --check' 'status --check --json' '--version' 'list' 'use dev --shell --shell' 'use other/one --shell bash'; do
		# shellcheck disable=SC2086 # words
		equals "$("$answers" $one)" "program $one"
	done
	equals "$(SSOENV_SHELL=csh "$answers" use dev)" 'program use dev'
	equals "$("$answers")" 'program '
}

@test "status --check looks at the role that is named or active" {
	"$answers" status --check dev
	"$answers" status dev --check
	SSOENV_PROFILE=dev "$answers" status --check
	equals "$("$answers" status --check other)" 'program status --check other'
}

# The calls that start a process or a program. A program is looked for in each folder of PATH.
started() {
	strace -f -qq -e trace=process -o calls "${sh[@]}" "$answers" "$@" >/dev/null
	grep -E 'clone|fork|execve' calls | grep -cv ENOENT
}

starts_nothing() {
	local one
	for one in 'use dev --shell bash' 'export dev' 'status --check dev'; do
		# shellcheck disable=SC2086 # words
		equals "$(started $one)" 1 || return
	done
	# It itself, and the command that it becomes; by `env` where the shell would run a command of its own.
	equals "$(started exec dev -- true)" "$([[ ${sh[0]} == dash || ${sh[0]} == bash ]] && echo 2 || echo 3)"
}

@test "no process starts but the command" {
	require_strace
	in_each_sh starts_nothing
}

@test "on a terminal it says how long the role lasts, as the program does" {
	require_terminal
	local before after own
	# Again, if a minute ended meanwhile.
	until [ "${before-}" = "${after-x}" ]; do
		before=$(script -qec 'ssoenv use dev --shell bash >/dev/null' /dev/null)
		own=$(script -qec "'$answers' use dev --shell bash >/dev/null" /dev/null)
		after=$(script -qec 'ssoenv use dev --shell bash >/dev/null' /dev/null)
	done
	equals "$own" "$before"
	matches "$own" '^ssoenv: dev: ReadOnly in account 111111111111 \(eu-central-1\), [0-9]+ (h|min)'
	# It shows no secret there.
	matches "$(script -qec "'$answers' use dev --shell bash" /dev/null)" '^program use dev --shell bash'
}

# What the shell itself adds to the environment is the shell's.
entries() { tr '\0' '\n' <"$1" | grep -aEv '^(_|PWD|OLDPWD|SHLVL|LOGNAME|_AST_FEATURES|A__z)=' | sort; }

runs_command() {
	"${without_functions[@]}" "${sh[@]}" "$answers" exec dev -- env -0 >own || return
	cmp <(entries expected) <(entries own) || fail "$(diff <(entries expected) <(entries own))" || return
	"${sh[@]}" "$answers" exec dev -- printf '<%s>' "${words[@]}" >own-words || return
	cmp expected-words own-words || return
	# yash cannot have such a word.
	[[ ${sh[0]} == yash ]] || equals "$("${sh[@]}" "$answers" exec dev -- printf %s $'\xff\x80')" $'\xff\x80' || return
	run "${sh[@]}" "$answers" exec dev -- sh -c 'exit 7'
	equals "$status" 7 || return
	run "${sh[@]}" "$answers" exec dev -- sh -c 'kill -TERM $$'
	equals "$status" 143 || return
	# A function or a command of the shell itself is no program.
	equals "$("${sh[@]}" "$answers" exec dev -- _ssoenv_start x)" 'program exec dev -- _ssoenv_start x' || return
	equals "$("${sh[@]}" "$answers" exec dev -- ./missing)" 'program exec dev -- ./missing' || return
	equals "$("${sh[@]}" "$answers" exec dev -- -x)" 'program exec dev -- -x' || return
	equals "$("${sh[@]}" "$answers" exec dev -- "$PWD")" "program exec dev -- $PWD"
}

@test "exec passes on words, variables, status and signal" {
	export AWS_PROFILE=other AWS_SECURITY_TOKEN=rival AWS_REGION=mine KEPT=$'v\xffalue'
	# dash hands on no variable whose name it cannot have, such as a function that bash exports.
	without_functions=(env -u 'BASH_FUNC_bats_readlinkf%%')
	"${without_functions[@]}" ssoenv exec dev -- env -0 >expected
	words=('' ' a  b ' '*' '$HOME' --help -- "it's" $'two\nlines' é)
	printf '<%s>' "${words[@]}" >expected-words
	in_each_sh runs_command
}

@test "a guarded name is the program's" {
	export SSOENV_GUARD='prod* dev'
	equals "$("$answers" exec dev -- true)" 'program exec dev -- true'
	equals "$("$answers" use dev --shell bash)" 'program use dev --shell bash'
}
