# What the prompt shows, what the hook leaves as it is, and what it says once.

load ../support/support
load ../support/layer

# What dash lacks here, the other POSIX shells lack too.
layer_shells='bash zsh sh fish powershell'

is_idle() {
	needs prompt
	in_layer "$(prompting)" "$(before_command)" "$(showing_prompt)"
	equals "$output" 'prompt=<>'
	equals "$stderr" ''
}
in_layers 'without a role the text is empty, and nothing is printed' is_idle

shows_the_state() {
	needs prompt
	copy dev 5035
	noting_program
	in_layer "$(calling use dev)" "$(prompting)" "$(showing_prompt)" "$(exporting AWS_SESSION_TOKEN x)" "$(prompting)" "$(showing_prompt)" \
		"$(calling use dev)" "$(exporting AWS_PROFILE x)" "$(prompting)" "$(showing_prompt)" "$(unsetting AWS_PROFILE)" "$(prompting)" \
		"$(showing_prompt)" "$(exporting SSOENV_EXPIRES 08)" "$(prompting)" "$(showing_prompt)" "$(calling off)" "$(prompting)" \
		"$(showing_prompt)"
	equals "$output" 'prompt=<dev 1h23m>
prompt=<dev [?]>
prompt=<dev [?]>
prompt=<dev 1h23m>
prompt=<dev [?]>
prompt=<>'
	equals "$stderr" ''
}
in_layers 'it shows profile and time left, [?] for what another program changed, and nothing after off' shows_the_state

goes_by_what_tells_roles_apart() {
	needs prompt
	copy dev 5035
	noting_program
	local name steps=()
	for name in AWS_CREDENTIAL_EXPIRATION AWS_REGION AWS_SSO_PROFILE SSOENV_ACCOUNT_ID SSOENV_ROLE_NAME SSOENV_REGION; do
		steps+=("$(exporting "$name" by-hand)")
	done
	in_layer "$(calling use dev)" "${steps[@]}" "$(prompting)" "$(showing_prompt)"
	equals "$output" 'prompt=<dev 1h23m>'
}
in_layers 'a role stays ours while only what does not tell roles apart has changed' goes_by_what_tells_roles_apart

shows_what_it_inherited() {
	needs prompt
	export SSOENV_REFRESH=0
	local seconds expected=('2h2m' '14m' '[1-5]?[0-9]s' 'expired') number=0
	for seconds in 7370 850 58 -5; do
		inherit_role "$seconds"
		export AWS_ACCESS_KEY_ID=K SSOENV_EXPIRES
		in_layer "$(prompting)" "$(showing_prompt)"
		matches "$output" "^prompt=<dev ${expected[number]}>$"
		number=$((number + 1))
	done
	export AWS_DEFAULT_PROFILE=x
	inherit_role 7370
	in_layer "$(prompting)" "$(showing_prompt)"
	equals "$output" 'prompt=<dev [?]>'
}
in_layers 'it shows an inherited role by the time that is left' shows_what_it_inherited

colours_tell_the_state() {
	needs prompt
	copy dev 5035
	noting_program
	unset NO_COLOR
	export TERM=xterm-256color SSOENV_REFRESH=0
	local draw
	draw="$(prompting)"$'\n'"$(showing_drawn)"
	in_layer "$(calling use dev)" "$draw" "$(exporting SSOENV_GUARD 'x de?')" "$draw" "$(unsetting SSOENV_GUARD)" \
		"$(exporting SSOENV_REFRESH_WINDOW 9999)" "$draw" "$(unsetting SSOENV_REFRESH_WINDOW)" \
		"$(exporting SSOENV_PROMPT_FORMAT '{role}@{account} {region} {nope} {profile}{left')" "$draw" \
		"$(unsetting SSOENV_PROMPT_FORMAT)" "$(exporting AWS_PROFILE x)" "$draw"
	equals "${output//$'\e'/^}" 'drawn=<^[32mdev 1h23m^[0m>
drawn=<^[1;37;41mdev 1h23m^[0m>
drawn=<^[33mdev 1h23m^[0m>
drawn=<^[32mReadOnly@111111111111 eu-west-1 {nope} dev{left^[0m>
drawn=<^[31mdev [?]^[0m>'
	equals "$stderr" ''
}
in_layers 'colours tell the state, and the format can be set' colours_tell_the_state

draws() { # DRAWN SETTING ...
	needs prompt
	copy dev 5035
	unset NO_COLOR
	export TERM=xterm-256color "${@:2}"
	in_layer "$(calling use dev)" "$(prompting)" "$(showing_drawn)"
	equals "${output//$'\e'/^}" "drawn=<$1>"
	equals "$stderr" ''
}
in_layers 'a colour can be set' draws '^[35mdev 1h23m^[0m' SSOENV_COLOR_FRESH=35
in_layers 'a colour that is not numbers means no colour' draws 'dev 1h23m' SSOENV_COLOR_FRESH=$'1m\e]0;x\a'
in_layers 'an empty colour means no colour' draws 'dev 1h23m' SSOENV_COLOR_FRESH=
in_layers 'an empty colour leaves the other colours' draws '^[33mdev 1h23m^[0m' SSOENV_COLOR_FRESH= SSOENV_REFRESH_WINDOW=9999
in_layers 'NO_COLOR means no colours' draws 'dev 1h23m' NO_COLOR=1
in_layers 'TERM=dumb means no colours' draws 'dev 1h23m' TERM=dumb

# Values are not filled in again, and nothing of them runs, also where a shell expands its prompt.
shows_values_as_they_are() {
	needs prompt
	export SSOENV_PROFILE='{left}$(touch PWNED)`touch PWNED`%F{red}\u!' SSOENV_EXPIRES=$(($(now) + 5035)) SSOENV_ROLE_NAME='{profile}' \
		SSOENV_ACCOUNT_ID=$'a\e[31m\ab' AWS_ACCESS_KEY_ID=K SSOENV_PROMPT_FORMAT='{profile}|{role}|{account}|{left}'
	in_layer "$(prompting)" "$(showing_prompt)"
	equals "$output" 'prompt=<{left}$(touch PWNED)`touch PWNED`%F{red}\u!|{profile}|a?[31m?b|1h23m>'
	nothing_ran
}
in_layers 'values are shown as they are: not filled in, not run, without control characters' shows_values_as_they_are

is_inert_at_real_prompts() {
	needs prompt
	local name='$(touch PWNED)`touch PWNED`%n%F{red}\u!!{left}'
	role "$name"
	copy "$name" 5035
	typed "$(calling use "$name")" : "$(printing SSOENV_PROFILE)"
	nothing_ran
	shows "<$name 1h23m"
}
in_layers 'a hostile name is text in a real prompt' is_inert_at_real_prompts

announces_once() {
	needs prompt
	noting_program
	export SSOENV_PROFILE=$'d\eev' SSOENV_EXPIRES=1000000000 AWS_ACCESS_KEY_ID=K
	in_layer "$(prompting)" "$(prompting)" "$(showing_prompt)" "$(prompting)"
	equals "$output" 'prompt=<d?ev expired>'
	equals "$stderr" $'ssoenv: the credentials of d?ev have expired\nssoenv: hint: ssoenv use d?ev'
	in_layer "$(exporting SSOENV_REFRESH 0)" "$(prompting)" "$(prompting)" "$(before_command)"
	equals "$stderr" $'ssoenv: the credentials of d?ev have expired\nssoenv: hint: ssoenv use d?ev'
}
in_layers 'the end of a role is announced once, with a hint' announces_once

announces_the_end_of_its_own() {
	needs prompt clock
	copy dev 5035
	noting_program
	export SSOENV_REFRESH=0
	in_layer "$(calling use dev)" "$(prompting)" "$(passing 5100)" "$(prompting)" "$(showing_prompt)" "$(prompting)"
	equals "$output" 'prompt=<dev expired>'
	equals "$stderr" $'ssoenv: the credentials of dev have expired\nssoenv: hint: ssoenv use dev'
}
in_layers 'the end of a role that this shell took is announced once' announces_the_end_of_its_own

follows_the_minutes() {
	needs prompt clock
	copy dev 5035
	in_layer "$(calling use dev)" "$(prompting)" "$(showing_prompt)" "$(passing 50)" "$(prompting)" "$(showing_prompt)" "$(passing 3640)" \
		"$(prompting)" "$(showing_prompt)"
	equals "$output" $'prompt=<dev 1h23m>\nprompt=<dev 1h23m>\nprompt=<dev 23m>'
}
in_layers 'the time left follows the clock' follows_the_minutes

ignores_odd_numbers() {
	needs prompt
	local value steps=()
	copy dev 5035
	for value in 'x[$(touch PWNED)]' '$(touch PWNED)' 08 99999999999999999999 -1 1e2 '1 + 1' 0x10 $'7\n'; do
		steps+=("$(exporting SSOENV_EXPIRES "$value")" "$(prompting)" "$(before_command)" "$(showing_prompt)")
	done
	export SSOENV_PROFILE=dev AWS_ACCESS_KEY_ID=K
	in_layer "${steps[@]}"
	equals "$(sort -u <<<"$output")" 'prompt=<dev [?]>'
	equals "$stderr" ''
	nothing_ran
}
in_layers 'an expiry that is no number is foreign, and is not run' ignores_odd_numbers

keeps_the_status() {
	needs prompt
	copy dev
	export SSOENV_PROMPT_FORMAT='{profile}'
	typed "$(calling use dev)" "sh -c 'exit 5'" "$(printing_status)" "sh -c 'exit 0'" "$(printing_status)"
	shows '<dev'
	has_line status=5
	has_line status=0
}
in_layers 'the status of the last command is what it was behind the hook' keeps_the_status

greets() {
	role dev 5035
	typed "$(calling use dev)" "$(printing SSOENV_PROFILE)"
	shows 'ssoenv: dev: ReadOnly in account 111111111111 (eu-west-1), 1 h 23 min left'
}
in_layers 'on a terminal use greets' greets

