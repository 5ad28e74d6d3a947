# A role that ends soon gets newer credentials by itself, at a prompt or before a command.

load ../support/support
load ../support/layer

# What dash lacks here, the other POSIX shells lack too.
layer_shells='bash zsh sh fish powershell'

prepare() { export SSOENV_REFRESH_WINDOW=2000; }

# later NAME [SECONDS [KEY ...]]: a newer copy, in place of the old one as soon as `$arriving` has run.
later() {
	local had=
	[ ! -e "$copies/roles/$(encoded "$1")" ] || had=yes
	[ -z "$had" ] || mv "$copies/roles/$(encoded "$1")" kept
	copy "$1" "${2-7200}" "${3-ASIANEW}" "${@:4}"
	mv "$copies/roles/$(encoded "$1")" later
	[ -z "$had" ] || mv kept "$copies/roles/$(encoded "$1")"
	arriving="mv later $(quoted "$copies/roles/$(encoded "$1")")"
}

# What a shell above has left in the environment.
inherit() {
	inherit_role "${1-1000}"
	export SSOENV_REGION=eu-west-1 AWS_REGION=eu-west-1 AWS_DEFAULT_REGION=eu-west-1 AWS_SSO_PROFILE=dev
	export AWS_ACCESS_KEY_ID=OLD AWS_SECRET_ACCESS_KEY=OLD AWS_SESSION_TOKEN=OLD AWS_CREDENTIAL_EXPIRATION=2026-01-01T00:00:00Z
}

renewed='AWS_ACCESS_KEY_ID AWS_CREDENTIAL_EXPIRATION AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN SSOENV_EXPIRES '

takes_a_newer_copy() { # HOOK [ENDPOINT]
	needs copies prompt
	passed=(${2+"$2"})
	copy dev 1000
	passed=()
	later dev 7200 ASIANEW eu-north-1
	edit later AWS_CREDENTIAL_EXPIRATION =2100-02-02T00:00:00Z
	noting_program
	in_layer "$(calling use dev)" "$(prompting)" "$(exporting AWS_REGION by-hand)" "$(recording before)" "$arriving" "$($1)" \
		"$(recording after)" "$(prompting)" "$(showing_prompt)" "$(calling off)" \
		"$(printing AWS_REGION AWS_ACCESS_KEY_ID AWS_DEFAULT_REGION AWS_ENDPOINT_URL)"
	matches "$output" $'^prompt=<dev (1h59m|2h0m)>\nby-hand unset unset unset$'
	[ -z "${2-}" ] || sees after AWS_ENDPOINT_URL "$2"
	equals "$stderr" ''
	equals "$(changed_between before after | cut -d= -f1 | tr '\n' ' ')" "$renewed"
	sees after AWS_ACCESS_KEY_ID ASIANEW
	never_called
}
in_layers 'at the prompt a newer copy is taken, and changes five variables' takes_a_newer_copy prompting
in_layers 'before a command a newer copy is taken, and changes five variables' takes_a_newer_copy before_command http://x

renews_what_it_inherited() { # HOOK
	needs copies prompt
	inherit
	export AWS_CA_BUNDLE=/ca.pem SSOENV_CA_BUNDLE=/ca.pem
	later dev
	noting_program
	in_layer "$(prompting)" "$(recording before)" "$arriving" "$($1)" "$(recording after)" "$(prompting)" "$(showing_prompt)" \
		"$(calling off)" "$(printing AWS_CA_BUNDLE SSOENV_CA_BUNDLE)"
	matches "$output" $'^prompt=<dev (1h59m|2h0m)>\nunset unset$'
	equals "$(changed_between before after | cut -d= -f1 | tr '\n' ' ')" "$renewed"
	sees after AWS_ACCESS_KEY_ID ASIANEW
	never_called
}
in_layers 'at the prompt an inherited role is renewed' renews_what_it_inherited prompting
in_layers 'before a command an inherited role is renewed' renews_what_it_inherited before_command

takes_no_other_copy() {
	needs copies prompt
	copy dev 1000
	copy account 7200 ASIANEW eu-west-1 222222222222
	copy role 7200 ASIANEW eu-west-1 111111111111 Admin
	copy profile 7200 ASIANEW
	copy sooner 900 ASIANEW
	edit "$copies/roles/sooner" SSOENV_PROFILE =dev
	edit "$copies/roles/account" SSOENV_PROFILE =dev
	edit "$copies/roles/role" SSOENV_PROFILE =dev
	noting_program
	local name steps=()
	for name in account role profile sooner; do
		steps+=("cp -p $(quoted "$copies/roles/$name") $(quoted "$copies/roles/dev")" "$(prompting)" "$(before_command)" \
			"$(printing AWS_ACCESS_KEY_ID)")
	done
	in_layer "$(calling use dev)" "${steps[@]}"
	equals "$output" $'ASIACOPY\nASIACOPY\nASIACOPY\nASIACOPY'
	inherit
	in_layer "$(prompting)" "${steps[@]}"
	equals "$output" $'OLD\nOLD\nOLD\nOLD'
	equals "$stderr" ''
}
in_layers 'no copy of another account, role or profile is taken, and none that ends sooner' takes_no_other_copy

# is_foreign LINE ...: after these lines the shell has a role with the values of the file `was`. Each of five variables changes in
# turn; between them there is no moment without a foreign value, because zsh looks before each line of a script, too.
is_foreign() {
	local name value steps=() back='' expected=''
	for name in AWS_PROFILE AWS_DEFAULT_PROFILE AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN; do
		steps+=("$(exporting "$name" FOREIGN)${back:+; $back}" "$arriving" "$(prompting)" "$(before_command)" "$(showing_prompt)" \
			"$(printing AWS_CREDENTIAL_EXPIRATION)")
		arriving=
		value=$(sed -n "s/^$name=//p" was)
		if [ -n "$value" ]; then back=$(exporting "$name" "$value"); else back=$(unsetting "$name"); fi
		expected+="prompt=<dev [?]>"$'\n'$(sed -n 's/^AWS_CREDENTIAL_EXPIRATION=//p' was)$'\n'
	done
	in_layer "$@" "$(prompting)" "${steps[@]}" "$back" "$(prompting)" "$(printing AWS_ACCESS_KEY_ID)"
	equals "$output" "${expected}ASIANEW"
	equals "$stderr" ''
	never_called
}

leaves_foreign_values() {
	needs copies prompt
	copy dev 1000
	later dev
	noting_program
	printf '%s\n' AWS_ACCESS_KEY_ID=ASIACOPY AWS_SECRET_ACCESS_KEY=secret/of+ASIACOPY AWS_SESSION_TOKEN=token+of/ASIACOPY== \
		AWS_CREDENTIAL_EXPIRATION=2100-01-01T00:00:00Z >was
	is_foreign "$(calling use dev)"
}
in_layers 'a role whose values another program has changed is left alone, until they are back' leaves_foreign_values

leaves_foreign_values_of_an_inherited_role() {
	needs copies prompt
	inherit
	later dev
	noting_program
	env | grep ^AWS >was
	is_foreign
}
in_layers 'an inherited role whose values were changed is left alone, until they are back' \
	leaves_foreign_values_of_an_inherited_role

stays_as_met() {
	needs copies prompt
	inherit
	copy dev 7200
	export AWS_DEFAULT_PROFILE=x
	noting_program
	in_layer "$(prompting)" "$(before_command)" "$(showing_prompt)" "$(printing AWS_ACCESS_KEY_ID)"
	equals "$output" $'prompt=<dev [?]>\nOLD'
	never_called
}
in_layers 'an inherited role beside a rival is foreign' stays_as_met

does_nothing_by_itself() {
	needs copies prompt
	copy dev 1000
	later dev
	noting_program
	export SSOENV_REFRESH=0
	in_layer "$(calling use dev)" "$(prompting)" "$arriving" "$(prompting)" "$(before_command)" "$(printing AWS_ACCESS_KEY_ID)" \
		"$(unsetting SSOENV_REFRESH)" "$(prompting)" "$(printing AWS_ACCESS_KEY_ID)"
	equals "$output" $'ASIACOPY\nASIANEW'
	inherit 100
	in_layer "$(exporting SSOENV_REFRESH 0)" "$(prompting)" "$(before_command)" "$(printing AWS_ACCESS_KEY_ID)"
	equals "$output" OLD
	never_called
}
in_layers 'with SSOENV_REFRESH=0 no copy is taken and no program is started' does_nothing_by_itself

waits_for_the_window() {
	needs copies prompt
	copy dev 2500
	later dev
	noting_program
	in_layer "$(calling use dev)" "$(prompting)" "$arriving" "$(prompting)" "$(printing AWS_ACCESS_KEY_ID)" \
		"$(exporting SSOENV_REFRESH_WINDOW 'a[$(touch PWNED)0]')" "$(prompting)" "$(printing AWS_ACCESS_KEY_ID)" \
		"$(exporting SSOENV_REFRESH_WINDOW 3000)" "$(prompting)" "$(printing AWS_ACCESS_KEY_ID)"
	equals "$output" $'ASIACOPY\nASIACOPY\nASIANEW'
	never_called
	nothing_ran
}
in_layers 'a role with more time than the window is left as it is' waits_for_the_window

## The program in the background

# giving FILE [LINE ...]: a program that prints FILE, but runs the lines where the layer starts it in the background.
giving() {
	local file=$1
	shift
	stand_in "echo \"\$*\" >>'$PWD/calls'" 'case $* in' '	*--no-login*)' "$@" '	exit 0 ;;' 'esac' "cat '$PWD/$file'"
}

# waiting_for FILE: code that waits for a file.
waiting_for() { echo "sh -c 'i=0; until [ -e \$1 ] || [ \$i = 100 ]; do sleep 0.1; i=\$((i + 1)); done' sh $(quoted "$PWD/$1")"; }

refreshes_in_the_background() {
	needs copies prompt
	fields "$1" 500 >given
	later "$1"
	giving given 'echo noise' 'echo noise >&2' "mv '$PWD/later' '$copies/roles/$(encoded "$1")'" "touch '$PWD/done'"
	in_layer "$(calling use -- "$1")" "$(prompting)" "$(prompting)" "$(waiting_for done)" "$(before_command)" \
		"$(printing AWS_ACCESS_KEY_ID)" "$(prompting)" "$(showing_prompt)" "$(printing SSOENV_PROFILE)"
	matches "$output" $'^ASIANEW\nprompt=<.* (1h59m|2h0m)>\n'
	equals "${lines[2]}" "$1"
	equals "$stderr" ''
	equals "$(tail -n +2 calls)" "shell-role --shell $layer_name --no-login -- $1"
}
in_layers 'a role with less than 15 minutes is refreshed in the background, once, silently, and taken' \
	refreshes_in_the_background dev
for name in 'team/env: a' -dash $'caf\303\251 %'; do
	in_layers "the same for a profile named $(printf '%q' "$name" | tr -d "\\\\'")" refreshes_in_the_background "$name"
done

refreshes_what_it_inherited() {
	needs copies prompt
	inherit 500
	later dev
	giving later "mv '$PWD/later' '$copies/roles/dev'" "touch '$PWD/done'"
	in_layer "$(prompting)" "$(waiting_for done)" "$(prompting)" "$(printing AWS_ACCESS_KEY_ID)" \
		"$(prompting)"
	equals "$output" ASIANEW
	equals "$stderr" ''
	equals "$(calls)" "shell-role --shell $layer_name --no-login -- dev"
}
in_layers 'an inherited role is refreshed in the background' refreshes_what_it_inherited

starts_nothing_needless() {
	needs copies prompt
	fields long 950 >given
	fields dev 500 >short
	mkdir -p started
	stand_in 'case $* in' "	*--no-login*) touch '$PWD/started/'\"\$name\"; exit 0 ;;" 'esac' "cat '$PWD/'\"\$answer\""
	in_layer "$(exporting answer given)" "$(calling use long)" "$(exporting name long)" "$(prompting)" "$(before_command)" \
		"$(exporting answer short)" "$(calling use dev)" "$(exporting name copies)" "$(exporting SSOENV_SHELL_CACHE 0)" "$(prompting)" \
		"$(unsetting SSOENV_SHELL_CACHE)" "$(exporting name off)" "$(exporting SSOENV_REFRESH 0)" "$(prompting)" \
		"$(unsetting SSOENV_REFRESH)" "$(exporting name foreign)" "$(exporting AWS_PROFILE x)" "$(prompting)" \
		"$(unsetting AWS_PROFILE)" "$(exporting name yes)" "$(prompting)" "$(waiting_for started/yes)"
	equals "$(ls started)" yes
	equals "$stderr" ''
}
in_layers 'no program is started with 15 minutes left, without copies, with SSOENV_REFRESH=0, or for a foreign role' \
	starts_nothing_needless

tries_again() {
	needs copies prompt clock
	fields dev 500 >given
	mkdir tries
	giving given "mktemp '$PWD/tries/XXXXXX'"
	local number tried="sh -c 'i=0; until [ \$(ls tries | wc -l) = \$1 ] || [ \$i = 100 ]; do sleep 0.1; i=\$((i + 1)); done' sh"
	in_layer "$(calling use dev)" "$(prompting)" "$(prompting)" "$tried 1" "$(passing 20)" "$(prompting)" "$(passing 31)" "$(prompting)" \
		"$(prompting)" "$tried 2" 'ls tries | wc -l'
	equals "${output// /}" 2
	equals "$(grep -c no-login calls)" 2
}
in_layers 'a refresh that brought nothing is tried again after 30 seconds, and not before' tries_again

prints_nothing_without_a_program() {
	needs copies prompt
	fields dev 500 >given
	giving given
	in_layer "$(calling use dev)" "$(exporting SSOENV_BIN /nowhere/ssoenv)" "$(prompting)" "$(before_command)" "$(prompting)" \
		"$(printing SSOENV_PROFILE)"
	equals "$output" dev
	equals "$stderr" ''
}
in_layers 'a program that is missing is not mentioned at the prompt' prints_nothing_without_a_program

outlives_the_shell() {
	needs copies prompt
	fields dev 500 >given
	mkfifo go
	giving given "read -r line <'$PWD/go'" "touch '$PWD/done'"
	in_layer "$(calling use dev)" "$(prompting)"
	silent
	echo go >go
	until_true [ -e done ]
}
in_layers 'a refresh goes on when the shell ends' outlives_the_shell
