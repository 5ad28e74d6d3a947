# What happens to a shell when `use` fails: its environment stays as it is, and the failure is its own.

load ../support/support

# Sets $words and $expected for a case, and makes the home fit.
arrange() {
	case $1 in
		unknown-profile) words='use nope' expected=3 ;;
		bad-flag) words='use dev --nonsense' expected=2 ;;
		unknown-command) words='usee dev' expected=2 ;;
		no-token) words='use dev' expected=4 && rm "$token_file" ;;
		role-not-assigned) words='use unassigned' expected=5 ;;
		service-down) words='use dev' expected=6 && export AWS_ENDPOINT_URL_SSO=http://127.0.0.1:9 AWS_MAX_ATTEMPTS=1 ;;
	esac
}
cases='unknown-profile bad-flag unknown-command no-token role-not-assigned service-down'

fails_alone() {
	arrange "$1"
	export AWS_PROFILE=mine AWS_REGION=ap-south-1
	run_script "$(recording before)" "$(applying "$words")" "$(printing_status)" "$(applying "$words") && echo RAN" "$(recording after)"
	equals "$output" "status=$expected"
	matches "$stderr" '^ssoenv: '
	same_environment before after
}

stops_under_errexit() {
	arrange "$1"
	run_script 'set -e' "$(applying "$words")" 'echo RAN'
	equals "$status" "$expected"
	equals "$output" ''
}

for one in $cases; do
	in_each "$all_shells" "$one gives its status, changes nothing and does not run the command after &&" fails_alone "$one"
	in_each "$posix_shells" "$one stops a shell under set -e with its status" stops_under_errexit "$one"
done

fails_alone_by_eval() {
	arrange "$1"
	run_script "$(recording before)" "eval (ssoenv $words)" "$(printing_status)" "$(recording after)" \
		"eval (ssoenv $words); and echo RAN"
	equals "$output" "status=$expected"
	same_environment before after
}
for one in $cases; do
	in_each fish "$one through eval gives its status, changes nothing and does not run the command after it" \
		fails_alone_by_eval "$one"
done

tells_powershell_twice() {
	run_script 'ssoenv use nope | Invoke-Expression' '"$? $LASTEXITCODE"'
	equals "$output" 'False 3'
}
in_each powershell 'both status variables show a failure' tells_powershell_twice

stops_powershell() {
	run_script '$ErrorActionPreference = "Stop"' '$PSNativeCommandUseErrorActionPreference = $true' \
		'ssoenv use nope | Invoke-Expression' 'echo RAN'
	[ "$status" -ne 0 ]
	equals "$output" ''
}
in_each powershell 'a failure ends a script whose ErrorActionPreference is Stop' stops_powershell

keeps_the_active_role() {
	cached_role
	run_script "$(applying use dev)" "$(recording before)" "$(applying use nope)" "$(printing_status)" "$(recording after)"
	equals "$output" status=3
	sees after SSOENV_PROFILE dev
	same_environment before after
}
in_turn "$all_shells" 'a failing switch leaves the active role' keeps_the_active_role

fails_without_a_known_shell() {
	export SSOENV_SHELL=nonsense
	run_script "$(recording before)" "$(applying use dev)" "$(printing_status)" "$(recording after)"
	equals "$output" status=3
	matches "$stderr" 'SSOENV_SHELL is "nonsense", expected one of bash, zsh, sh, fish, powershell'
	same_environment before after
}
in_turn "$all_shells" 'a wrong SSOENV_SHELL gives status 3 and changes nothing' fails_without_a_known_shell

fails_with_a_wrong_shell_option() {
	run_script "$(recording before)" "$(applying use dev --shell nonsense)" "$(printing_status)" "$(recording after)"
	equals "$output" status=2
	same_environment before after
}
in_turn "$all_shells" 'a wrong shell option gives status 2 and changes nothing' fails_with_a_wrong_shell_option
