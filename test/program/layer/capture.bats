# `$(ssoenv use …)`, pipelines and subshells in a shell with the layer: what is captured holds no secret, and what is evaluated works.

load ../support/support
load ../support/layer

## Evaluated

applies() { # WORDS
	role dev 5035
	in_layer "$(applying "$1")" "$(printing_status)" "$(recording after)" "sh -c 'exit 5'" "$(applying "$1") && echo RAN" \
		"$(calling off)" "$(printing SSOENV_PROFILE)"
	equals "$output" $'status=0\nRAN\nunset'
	equals "$stderr" ''
	sees after SSOENV_PROFILE dev
	sees after AWS_ACCESS_KEY_ID ASIACOPY
}
in_layers 'code that is evaluated as the documentation says takes the role, which off gives back' applies 'use dev'
in_layers 'the same behind --' applies 'use -- dev'

applies_what_was_held() {
	role dev 5035
	in_layer "$(holding use dev)" "$(evaluating_held)" "$(printing_status)" "$(printing SSOENV_PROFILE AWS_ACCESS_KEY_ID)"
	equals "$output" $'status=0\ndev ASIACOPY'
	equals "$stderr" ''
	holds_no_secret "$(cat held)"
	[[ $(cat held) != *ASIACOPY* ]] || fail "the key is in it: $(cat held)"
}
in_layers 'what a variable holds has no secret, and takes the role when it is evaluated' applies_what_was_held

applies_a_name() {
	local name=$'it\'s a "name" $(touch PWNED) \\ \xe2\x80\x99;touch PWNED;'
	role "$name" 5035
	copy "$name" 5035
	export NAME=$name
	in_layer "$(applying use "$(argument_from NAME)")" "$(printing_status)" "$(recording after)"
	equals "$output" status=0
	sees after SSOENV_PROFILE "$name"
	nothing_ran
}
in_layers 'a name of any kind can be evaluated' applies_a_name

fails_alone() {
	local code
	stand_in 'for name; do :; done' 'echo "why $name" >&2' 'exit "$name"'
	for code in 3 4 130; do
		in_layer "$(recording before)" "$(applying use "$code")" "$(printing_status)" "$(applying use "$code") && echo RAN" \
			"$(recording after)"
		equals "$output" "status=$code"
		equals "$(sort -u <<<"$stderr")" "why $code"
		same_environment before after
	done
}
in_layers 'a failure has the status of the program, runs nothing behind &&, and changes nothing' fails_alone

stops_under_errexit() {
	noting_program
	in_layer 'set -e' "$(applying use dev)" 'echo RAN'
	equals "$status" 7
	equals "$output" ''
}
in_each 'bash zsh sh' 'a failure ends a shell under set -e' stops_under_errexit

turns_off() {
	role dev
	export AWS_PROFILE=mine
	in_layer "$(recording before)" "$(calling use dev)" "$(applying off)" "$(printing_status)" "$(recording after)"
	equals "$output" status=0
	same_environment before after
}
in_layers 'off can be evaluated' turns_off

# Between the two the copy went away: the program is asked, but nobody is.
asks_again_without_a_sign_in() {
	needs copies capture
	copy dev 5035
	fields dev 5035 ASIAASKED >given
	stand_in "echo \"\$*\" >>'$PWD/calls'" "cat '$PWD/given'"
	in_layer "$(holding use dev)" "rm $(quoted "$copies/roles/dev")" "$(evaluating_held)" "$(printing AWS_ACCESS_KEY_ID)"
	equals "$output" ASIAASKED
	equals "$(asked_for)" dev
	matches "$(calls)" '--no-login'
}
in_layers 'if there is no copy any more, the call asks the program, without a sign-in' asks_again_without_a_sign_in

fails_without_a_layer() {
	needs capture
	role dev
	in_layer "$(holding use dev)"
	printf '%s\n' "$(cat held)" >code
	run_script "$(recording before)" "eval \"\$(cat code)\"" "$(printing_status)" "$(recording after)"
	equals "$output" status=127
	equals "$(grep -c . <<<"$stderr")" 1
	same_environment before after
}
in_layers 'the call in a shell without the layer is status 127 and one line' fails_without_a_layer

prints_code() {
	cached_role
	local one=${1-sh}
	in_layer "$(holding use dev --shell "$one")" "$(printing SSOENV_PROFILE)"
	equals "$output" unset
	matches "$(cat held)" 'ASIACACHED'
}
in_layers 'with --shell the code of the program is printed' prints_code

## Where nothing reads it

# The secrets would be in the log, and the work be done with other credentials. COMMAND filters what was printed.
# works_in_a_pipeline COMMAND ...
works_in_a_pipeline() {
	needs subshells
	role dev 5035 KEY
	local key='echo "key=${AWS_ACCESS_KEY_ID-none}"'
	in_layer "{ ssoenv use dev; $key; } | cat" "( (ssoenv use dev; $key) ) | cat" "(ssoenv use dev; $key) | cat | cat" \
		"(ssoenv use dev; $key)" "(ssoenv use dev; $key) >log; cat log" "{ ssoenv use dev && $key; } 2>&1 | cat" "$key"
	equals "$("$@" <<<"$output")" $'key=KEY\nkey=KEY\nkey=KEY\nkey=KEY\nkey=KEY\nkey=KEY\nkey=none'
	equals "$stderr" ''
}
in_layers 'in a pipeline and in a subshell the role is taken' works_in_a_pipeline grep -v "^_ssoenv_captured_use '--' 'dev'$"
is_quiet_in_a_pipeline() {
	needs quiet
	works_in_a_pipeline cat
}
in_layers 'in a pipeline and in a subshell nothing is printed' is_quiet_in_a_pipeline

holds_no_secret_in_any_form() {
	needs subshells
	role dev 5035
	in_layer 'a=$( (ssoenv use dev) ); printf "%s\n" "$a"' 'f() { ssoenv use dev; }; printf "%s\n" "$(f)"' \
		'printf "%s\n" "$(echo x | { ssoenv use dev; })"' 'printf "%s\n" "`ssoenv use dev`"' 'ssoenv use dev | cat' \
		'{ ssoenv use dev; } | cat' 'a=$( { ssoenv use dev; echo between; } | tee log ); printf "%s\n" "$a"' '(ssoenv use dev) | cat' \
		'{ ssoenv use dev; ssoenv use dev; } | cat' "$(printing SSOENV_PROFILE)"
	holds_no_secret "$output$stderr$(cat log)"
	[[ $output != *ASIACOPY* ]] || fail 'the key is printed'
	equals "${lines[-1]}" unset
}
in_layers 'no form of a captured use has a secret in its output' holds_no_secret_in_any_form

evaluates_in_any_form() {
	needs subshells
	role dev 5035
	local key='echo "$AWS_ACCESS_KEY_ID"; ssoenv off'
	in_layer "eval \"\$( (ssoenv use dev) )\"; $key" "f() { ssoenv use dev; }; eval \"\$(f)\"; $key" "eval \"\`ssoenv use dev\`\"; $key" \
		"eval \"\$(ssoenv use dev || echo exit 9)\"; $key" "a=\$(ssoenv use dev) && eval \"\$a\"; $key" "eval \$(ssoenv use dev); $key" \
		"eval \"\$(cd / && ssoenv use dev)\"; $key"
	equals "$output" $'ASIACOPY\nASIACOPY\nASIACOPY\nASIACOPY\nASIACOPY\nASIACOPY\nASIACOPY'
	equals "$stderr" ''
}
in_layers 'a captured use can be evaluated in many forms' evaluates_in_any_form

traces_no_secret() {
	needs subshells
	role dev 5035
	in_layer 'set -x' 'eval "$(ssoenv use dev)"' '{ ssoenv use dev; } | cat' 'set +x' "$(printing SSOENV_PROFILE)"
	equals "${lines[-1]}" dev
	holds_no_secret "$output$stderr"
}
in_layers 'a trace of a captured use has no secret' traces_no_secret

shows_no_secret_at_a_prompt() {
	role dev 5035
	typed "$(holding use dev)" "$(evaluating_held)" "$(printing SSOENV_PROFILE)" "$(applying use dev)" "$(applying off)" \
		"$(printing SSOENV_PROFILE)"
	has_line dev
	has_line unset
	holds_no_secret "$output"
}
in_layers 'at a prompt a captured use works, and shows no secret' shows_no_secret_at_a_prompt
