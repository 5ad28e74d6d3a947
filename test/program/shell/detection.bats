# Without --shell the code is for the shell that runs ssoenv, not for the one in SHELL.

load ../support/support

code_of() {
	case $1 in
		fish) echo '^begin; if builtin set ' ;;
		powershell) echo '^\. \{ \$env:' ;;
		# Their code differs only in characters outside of ASCII.
		sh) echo "^\\{ .*AWS_SSO_PROFILE='café';" ;;
		bash | zsh) printf '%s\n' "^\\{ .*AWS_SSO_PROFILE=\\$'caf\\\\303\\\\251';" ;;
	esac
}

prints_its_code() {
	cached_role
	add_profile 'profile café'
	export SHELL=$1
	run_script 'ssoenv use café'
	matches "$output" "$(code_of "$shell")"
}
for liar in /bin/zsh /usr/bin/fish; do
	in_each "$all_shells" "the code is for the calling shell, although SHELL is '$liar'" prints_its_code "$liar"
done

honours_the_setting() {
	cached_role
	add_profile 'profile café'
	export SSOENV_SHELL=$1
	run_script 'ssoenv use café'
	matches "$output" "$(code_of "$1")"
}
for one in $all_shells; do
	in_each bash "SSOENV_SHELL=$one" honours_the_setting "$one"
done

prefers_the_option() {
	cached_role
	add_profile 'profile café'
	export SSOENV_SHELL=powershell
	run_script "ssoenv use café --shell $1" "ssoenv use --shell=$1 café"
	matches "${lines[0]}" "$(code_of "$1")"
	equals "${lines[1]}" "${lines[0]}"
}
for one in $all_shells; do
	in_each bash "--shell $one wins over SSOENV_SHELL" prefers_the_option "$one"
done

ignores_an_empty_setting() {
	cached_role
	add_profile 'profile café'
	export SSOENV_SHELL=
	run_script 'ssoenv use café'
	matches "$output" "$(code_of "$shell")"
}
in_turn "$all_shells" 'an empty SSOENV_SHELL is no setting' ignores_an_empty_setting

sees_through_a_program() {
	cached_role
	add_profile 'profile café'
	run_script 'env ssoenv use café' \
		'node -e "require(\"node:child_process\").spawnSync(\"ssoenv\", [\"use\", \"café\"], { stdio: \"inherit\" })"'
	matches "${lines[0]}" "$(code_of "$shell")"
	equals "${lines[1]}" "${lines[0]}"
}
in_each 'bash zsh fish' 'the code is for the calling shell, through programs in between' sees_through_a_program
