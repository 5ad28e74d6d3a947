# Shells that forbid much, expand oddly, or whose words mean something else.

load ../support/support

is_the_cached_role() {
	equals "$status" 0
	silent
	sees after AWS_ACCESS_KEY_ID ASIACACHED
	sees after AWS_SECRET_ACCESS_KEY cached/secret+key
	sees after AWS_SESSION_TOKEN cached+token/==
	sees after AWS_REGION eu-central-1
	sees after SSOENV_PROFILE dev
	lacks after AWS_PROFILE
}

# The lines come before `use`.
applies_after() {
	cached_role
	export AWS_PROFILE=mine
	run_script "$@" "$(applying use dev)" "$(recording after)" "$(applying off)" "$(recording off)"
	is_the_cached_role
	lacks off AWS_ACCESS_KEY_ID
	lacks off AWS_REGION
	lacks off SSOENV_PROFILE
}

under() {
	read -ra shell_options <<<"$1"
	shift
	applies_after "$@"
}

in_each bash 'errexit, nounset and pipefail' under '-euo pipefail'
in_each bash 'posix mode' under --posix
in_each bash 'posix mode with errexit and nounset' under '--posix -eu'
in_each bash 'allexport, noglob and noclobber' under '-a -f -C'
in_each zsh 'errexit and nounset' under -eu
in_each zsh 'ksharrays shwordsplit globsubst rcquotes cshjunkiequotes noglob' under \
	'-o ksharrays -o shwordsplit -o globsubst -o rcquotes -o cshjunkiequotes -o noglob'
in_each zsh 'globsubst, extendedglob, nullglob and ignorebraces' under '-o globsubst -o extendedglob -o nullglob -o ignorebraces'
in_each zsh 'emulation of sh' applies_after 'emulate sh'
in_each zsh 'emulation of ksh' applies_after 'emulate ksh'
in_each zsh 'interactive comments and history expansion' under '-o interactivecomments -o banghist'
in_each sh 'errexit and nounset' under -eu
in_each sh 'allexport, noglob and noclobber' under '-a -f -C'
in_each powershell 'strict mode where every error stops' applies_after \
	'Set-StrictMode -Version Latest' '$ErrorActionPreference = "Stop"' '$PSNativeCommandUseErrorActionPreference = $true'

in_each bash 'aliases named export, unset and set' applies_after 'shopt -s expand_aliases' \
	"alias export='echo ALIASED' unset='echo ALIASED' set='echo ALIASED' exit='echo ALIASED'"
in_each 'zsh sh' 'aliases named export, unset and set' applies_after \
	"alias export='echo ALIASED' unset='echo ALIASED' set='echo ALIASED' exit='echo ALIASED'"
# `set` itself is a reserved word there.
in_each fish 'functions named export and sh' applies_after \
	'function export; echo SHADOWED; end' 'function sh; echo SHADOWED; end'

for separators in ':/.={};' "aeiou'"; do
	in_each "$posix_shells" "IFS of $(printf %q "$separators" | tr -d "\\\\'")" applies_after "IFS=\"$separators\""
done
in_each fish 'its own IFS' applies_after 'set -g IFS aeiou'

# The keys are code for the shell that traces, but nothing of ours prints them.
traces_no_secret() {
	shell_options=(-x)
	cached_role
	run_script ': ssoenv use nope' "$(applying use nope)" ':'
	[[ $stderr != *cached* ]]
}
in_each "$posix_shells" 'a trace of a failing use holds no secret' traces_no_secret

fails_under_errexit() {
	read -ra shell_options <<<"$1"
	run_script "$(applying use nope)" 'echo RAN'
	equals "$status" 3
	equals "$output" ''
}
in_each bash 'a failure ends a shell with errexit, nounset and pipefail' fails_under_errexit '-euo pipefail'
in_each zsh 'a failure ends a shell with errexit and nounset' fails_under_errexit -eu
in_each sh 'a failure ends a shell with errexit and nounset' fails_under_errexit -eu

fails_beside_a_function_named_sh() {
	run_script 'function sh; echo SHADOWED; end' "$(applying use nope)" "$(printing_status)"
	equals "$output" status=3
}
in_each fish 'a failure keeps its status beside a function named sh' fails_beside_a_function_named_sh

# What a variable was declared as must not change what becomes of it: all of it arrives, or nothing is changed.
is_whole_or_nothing() {
	cached_role
	case $shell in
		sh) ;;
		*) "$shell" -c "$1" 2>/dev/null || skip "$shell has no such declaration" ;;
	esac
	export AWS_PROFILE=mine
	run_script "$1" "$(recording before)" "$(applying use dev)" "used=\$?" "$(recording after)" 'echo $used' "$(applying off)" \
		"$(recording off)"
	if [ "$output" = 0 ]; then
		is_the_cached_role_in after
		lacks off AWS_REGION
	else
		same_environment before after
		[ -n "$stderr" ] || fail 'it says nothing'
	fi
}
is_the_cached_role_in() {
	sees "$1" AWS_ACCESS_KEY_ID ASIACACHED
	sees "$1" AWS_SECRET_ACCESS_KEY cached/secret+key
	sees "$1" AWS_SESSION_TOKEN cached+token/==
	sees "$1" AWS_REGION eu-central-1
	sees "$1" AWS_DEFAULT_REGION eu-central-1
	sees "$1" SSOENV_PROFILE dev
	lacks "$1" AWS_PROFILE
}
for declaration in 'typeset -i AWS_REGION' 'typeset -xi AWS_REGION=3' 'typeset -u AWS_SSO_PROFILE' 'typeset -l AWS_ACCESS_KEY_ID=x' \
	'AWS_SESSION_TOKEN=(a b)' 'typeset -A AWS_SESSION_TOKEN'; do
	in_each 'bash zsh' "$declaration: the evaluated code is whole" is_whole "$declaration"
done
for declaration in 'typeset -n AWS_REGION=OTHER' 'typeset -rn AWS_REGION=OTHER' 'typeset -r SSOENV_EXPIRES=1'; do
	in_each 'bash' "$declaration: the evaluated code changes nothing" is_nothing "$declaration"
done
for declaration in 'typeset -T AWS_SECRET_ACCESS_KEY keys' 'typeset -E AWS_REGION=1' 'typeset -Z 9 AWS_REGION=1' \
	'typeset -L 2 SSOENV_PROFILE' \
	'typeset -U AWS_PROFILE'; do
	in_each 'zsh' "$declaration: the evaluated code is whole" is_whole "$declaration"
done
is_whole() {
	is_whole_or_nothing "$1"
	equals "$output" 0
}
is_nothing() {
	is_whole_or_nothing "$1"
	[ "$output" != 0 ] || fail 'it claims to have worked'
}
