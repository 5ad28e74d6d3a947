# When anything goes wrong around `use`, `eval` fails, and only the fixed set of statements runs.

load ../support/support
load ../support/sign-in

teardown() { release leave_terminal clear_faults; }

fails_with_stderr_full() {
	run_script 'eval "$(ssoenv use nope 2>/dev/full)" && echo RAN' 'echo status=$?'
	equals "$output" 'status=3'
}
in_each "$posix_shells" 'a failure still fails when its message cannot be written' fails_with_stderr_full

fails_interrupted() {
	control fail '{"operation":"GetRoleCredentials","faults":[{"kind":"hang"}]}' >/dev/null
	local before ended=0
	before=$(asked GetRoleCredentials)
	ssoenv use dev --shell bash >code 2>told 3>&- &
	waiting=$!
	until_true has_asked GetRoleCredentials
	kill "-$1" "$waiting"
	wait "$waiting" || ended=$?
	equals "$ended" 130
	equals "$(cat code)" '(exit 130);'
	matches "$(cat told)" "^ssoenv: interrupted by SIG$1$"
}
for signal in INT TERM HUP; do
	bats_test_function --description "SIG$signal while AWS is asked prints code that fails" -- fails_interrupted "$signal"
done

fails_for_readonly() {
	cached_role
	run_script "readonly $1=mine" "export $1" "$(recording before)" "$(applying use dev) && echo RAN" 'echo status=$?' "$(recording after)"
	[[ $output != *RAN* && $output == *status=[1-9]* ]] || fail "$output"
	same_environment before after
}
for one in AWS_PROFILE AWS_REGION SSOENV_EXPIRES; do
	in_each "$posix_shells" "a readonly $one makes it fail, and nothing changes" fails_for_readonly "$one"
done

@test "fish: a universal variable that would win is a failure, and nothing changes" {
	use_shell fish
	cached_role
	printf '%s\n' 'set -Ux AWS_PROFILE prod' "$(recording before)" "$(applying use dev)" "$(printing_status)" \
		"$(recording after)" >script.fish
	# Without start files fish keeps no universal variables, so the private home has to do.
	XDG_CONFIG_HOME=$HOME/.config run --separate-stderr fish script.fish
	equals "$output" 'status=3'
	matches "$stderr" 'hint: set -eU AWS_PROFILE'
	same_environment before after
}

# shellcheck disable=SC2016 # the script's own
no_file_name_is_run() {
	cached_role
	add_profile 'profile "x * y"'
	mkdir bait
	cd bait || return
	touch "';touch PWNED;'" "SSOENV_PROFILE='x';touch PWNED;'"
	run_script 'eval $(ssoenv use "x * y")' 'echo "$SSOENV_PROFILE|$AWS_SSO_PROFILE"'
	equals "$output" 'x * y|x * y'
	nothing_ran
}
in_each 'bash zsh' 'an eval without quotes neither splits values nor matches file names' no_file_name_is_run

@test "the parser's own words are refused, and no other profile is taken" {
	export AWS_PROFILE=regionless
	local words
	for words in '--$0 dev' '--_ x dev' '--no-region dev' '--get-yargs-completions dev' '--get-yargs-completions=x dev'; do
		# shellcheck disable=SC2086 # several words
		run --separate-stderr ssoenv use $words --shell bash
		equals "$status" 2
		equals "$output" '(exit 2);'
	done
	run --separate-stderr ssoenv --get-yargs-completions
	equals "$status" 2
	matches "$output" '^(\(exit 2\);|sh -c .exit 2.;)$'
}

@test "without a command, help goes to stderr and eval fails" {
	SSOENV_SHELL=bash run --separate-stderr ssoenv
	equals "$status" 2
	equals "$output" '(exit 2);'
	matches "$stderr" 'usage: ssoenv COMMAND'
}

@test "an output that cannot be written is reported in one line" {
	cached_role
	run bash -c 'ssoenv use dev --shell bash >/dev/full'
	equals "$status" 3
	equals "$output" 'ssoenv: cannot write the output: no space is left on the device'
}

@test "a relative or empty HOME is not used" {
	mkdir -p elsewhere/.aws
	cp "$config_file" elsewhere/.aws/config
	cd elsewhere
	HOME='' run --separate-stderr ssoenv list
	[[ $output != *dev* ]] || fail "$output"
	HOME=. run --separate-stderr ssoenv list
	[[ $output != *dev* ]] || fail "$output"
}

@test "a user without a home gets a message, and eval fails" {
	command -v setpriv >/dev/null && [ "$EUID" = 0 ] || skip 'setpriv as root IS NEEDED: nothing is proved for users without a home'
	local readable program
	readable=$(mktemp -d)
	program=$(readlink -f "$(command -v ssoenv)")
	cp -R "${program%/*}" "$readable/dist"
	chmod -R a+rX "$readable"
	cd /
	run --separate-stderr env -u HOME setpriv --reuid 54321 --clear-groups \
		"$readable/dist/${program##*/}" use dev --shell bash
	rm -r "$readable"
	equals "$status" 3
	equals "$output" '(exit 3);'
	matches "$stderr" '^ssoenv: cannot find your home folder: '
}

@test "a cache entry that names another account is not used" {
	cached_role
	sed -i 's/"AccountId": "111111111111"/"AccountId": "999999999999"/' "$role_file"
	run --separate-stderr ssoenv export dev
	equals "$status" 0
	[[ $output != *ASIACACHED* ]] || fail 'the foreign entry was used'
}

@test "control characters in credentials are not shown on a terminal" {
	cached_role
	sed -i 's#cached/secret#\\u001b[2J#' "$role_file"
	run script -qec 'ssoenv export dev --format env' /dev/null
	[[ $output != *$'\e'* ]] || fail "$(printf %q "$output")"
	matches "$output" 'control characters'
}

@test "half a megabyte of blanks in the config is read" {
	cached_role
	node -e 'process.stdout.write("odd = a" + " ".repeat(500000) + "b\n")' >>"$config_file"
	run ssoenv export dev
	equals "$status" 0
}
