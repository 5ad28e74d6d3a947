# The layers for Nushell, elvish, xonsh and tcsh: one set of behaviours, each in every shell.

load ../support/support
load ../support/layer
load ../support/small-layer

it_sets_the_variables_of_the_role() {
	role_program dev
	in_small_layer "$(assign AWS_PROFILE other)" "$(dumping before)" 'ssoenv use dev' "$(dumping after)"
	silent
	equals "$(changed_between before after | cut -d= -f1 | tr '\n' ' ')" "$set_by_use "
	sees after AWS_SECRET_ACCESS_KEY secret/of+ASIACOPY
	sees after AWS_SESSION_TOKEN token+of/ASIACOPY==
	lacks after AWS_PROFILE
	equals "$(calls)" "shell-role --shell $shell dev"
}

it_gives_back_what_was_before() {
	role_program dev two
	export AWS_REGION='' AWS_PROFILE=$' a  $b `c` "d" \'e\' \\ ! é *' AWS_SESSION_TOKEN=mine
	in_small_layer "$(dumping before)" 'ssoenv use dev' 'ssoenv use two' 'ssoenv off' "$(dumping after)"
	silent
	same_environment before after
	nothing_ran
}

it_returns_to_the_last_role_and_then_to_none() {
	role_program a b
	in_small_layer "$(dumping before)" 'ssoenv use a' 'ssoenv use b' 'ssoenv use -' "$(dumping back)" 'ssoenv off' "$(dumping after)"
	silent
	sees back SSOENV_PROFILE a
	same_environment before after
}

it_unsets_an_inherited_role() {
	role_program b
	inherit_role 3000
	export AWS_ACCESS_KEY_ID=K AWS_SECRET_ACCESS_KEY=S AWS_SESSION_TOKEN=T AWS_REGION=eu-west-1 SSOENV_REGION=eu-west-1
	export AWS_DEFAULT_REGION=mine
	in_small_layer 'ssoenv use b' 'ssoenv off' "$(dumping after)"
	silent
	equals "$(tr '\0' '\n' <after | grep -E '^(AWS_(ACC|SEC|SES|REG|SSO_|DEF)|SSOENV_[APRE])')" AWS_DEFAULT_REGION=mine
	in_small_layer 'ssoenv off' "$(dumping after)"
	silent
	equals "$(tr '\0' '\n' <after | grep -E '^(AWS_(ACC|SEC|SES|REG|SSO_|DEF)|SSOENV_[APRE])')" AWS_DEFAULT_REGION=mine
}

# The role that is taken or dropped is no longer the one of a folder, which the shell above this one has taken.
it_takes_and_drops_the_role_of_a_folder() {
	role_program b
	inherit_role 3000
	export SSOENV_DIRECTORY=$PWD
	in_small_layer 'ssoenv use b' "$(dumping used)" 'ssoenv off' "$(dumping after)"
	silent
	lacks used SSOENV_DIRECTORY
	lacks after SSOENV_DIRECTORY
	in_small_layer 'ssoenv off' "$(dumping after)"
	silent
	lacks after SSOENV_DIRECTORY
}

it_leaves_what_another_program_has_changed() {
	role_program dev
	in_small_layer 'ssoenv use dev' "$(assign AWS_ACCESS_KEY_ID foreign)" 'ssoenv off' "$(dumping after)"
	silent
	sees after AWS_ACCESS_KEY_ID foreign
	lacks after AWS_SESSION_TOKEN
	lacks after SSOENV_PROFILE
}

it_leaves_a_region_that_the_profile_has_not_to_the_person() {
	role_program dev
	fields plain '' ASIACOPY '' >plain.fields
	in_small_layer "$(assign AWS_REGION mine)" 'ssoenv use dev' 'ssoenv use plain' "$(dumping after)"
	silent
	sees after AWS_REGION mine
	lacks after AWS_DEFAULT_REGION
	lacks after SSOENV_REGION
}

it_carries_the_settings_of_a_profile() {
	passed=('https://h.example/x?a=b' true false '/ca files/ca.pem' text)
	fields all >all.fields
	passed=('' true)
	fields one >one.fields
	passed=()
	role_program none
	export AWS_CA_BUNDLE=/mine.pem AWS_USE_FIPS_ENDPOINT=mine
	in_small_layer "$(dumping before)" 'ssoenv use all' "$(dumping all)" 'ssoenv use one' "$(dumping one)" 'ssoenv use none' \
		"$(dumping none)" 'ssoenv use all' 'ssoenv off' "$(dumping after)"
	silent
	local at
	passed=('https://h.example/x?a=b' true false '/ca files/ca.pem' text)
	for at in "${!rare[@]}"; do
		sees all "${rare[at]}" "${passed[at]}"
		sees all "${rare_labels[at]}" "${passed[at]}"
		lacks none "${rare_labels[at]}"
	done
	sees one AWS_USE_FIPS_ENDPOINT true
	sees one SSOENV_USE_FIPS_ENDPOINT true
	sees one AWS_CA_BUNDLE /mine.pem
	lacks one AWS_ENDPOINT_URL
	lacks one SSOENV_CA_BUNDLE
	sees none AWS_USE_FIPS_ENDPOINT mine
	lacks none AWS_DEFAULT_OUTPUT
	same_environment before after
}

it_unsets_the_settings_of_an_inherited_role() {
	inherit_role 3000
	export AWS_ENDPOINT_URL=http://x SSOENV_ENDPOINT_URL=http://x AWS_USE_FIPS_ENDPOINT=false SSOENV_USE_FIPS_ENDPOINT=true
	export SSOENV_CA_BUNDLE=/ca.pem AWS_DEFAULT_OUTPUT=text
	in_small_layer 'ssoenv off' "$(dumping after)"
	silent
	equals "$(tr '\0' '\n' <after | grep -E '^(AWS_(ENDPOINT_URL=|USE|CA_|DEFAULT_O)|SSOENV_[EUCOPR])' | sort)" \
		$'AWS_DEFAULT_OUTPUT=text\nAWS_USE_FIPS_ENDPOINT=false'
}

it_changes_nothing_if_the_program_fails() {
	stand_in 'echo "ssoenv: no" >&2' 'exit 4'
	in_small_layer "$(dumping before)" "$(attempt 'ssoenv use dev')" "$(dumping after)"
	equals "$output" failed
	matches "$stderr" 'ssoenv: no'
	same_environment before after
}

it_refuses_an_answer_that_is_not_whole() {
	fields dev >whole
	local change
	for change in '1s/[0-9]/9/' '$d' '$s/end/en/' '8d' '9i\\' 's/^=4102444800$/={ touch PWN }/' 's/^=4102444800$/=12a/'; do
		sed "$change" whole >dev.fields
		stand_in "cat '$PWD/dev.fields'"
		in_small_layer "$(dumping before)" "$(attempt 'ssoenv use dev')" "$(dumping after)"
		equals "$output" failed
		matches "$stderr" 'ssoenv: cannot read the output of the ssoenv program'
		same_environment before after
		nothing_ran
	done
}

it_refuses_rows_that_are_not_in_the_form_of_their_kind() {
	local name line
	while IFS='|' read -r name line; do
		fields dev >answer
		edit answer "$name" "$line"
		stand_in "cat '$PWD/answer'"
		in_small_layer "$(dumping before)" "$(attempt 'ssoenv use dev')" "$(dumping after)"
		matches "$stderr" 'ssoenv: cannot read the output of the ssoenv program'
		same_environment before after
	done <<-'ROWS'
		AWS_PROFILE|=x
		AWS_ACCESS_KEY_ID|garbage
		AWS_SECRET_ACCESS_KEY|garbage=1
		AWS_SESSION_TOKEN|
		AWS_REGION|
		SSOENV_ACCOUNT_ID|-
		AWS_ENDPOINT_URL|
		SSOENV_OUTPUT|-
	ROWS
}

it_takes_hostile_values_as_they_are() {
	local evil=$'$(touch PWN1)`touch PWN2`;touch PWN3;\'"\\!touch PWN4 * ~ {a,b} é\t %s @(touch PWN5) | touch PWN6 #'
	fields "$evil" '' "$evil" "$evil" "$evil" "$evil" >evil.fields
	stand_in "cat '$PWD/evil.fields'"
	in_small_layer "$(dumping before)" 'ssoenv use dev' "$(dumping between)" 'ssoenv off' "$(dumping after)"
	silent
	sees between SSOENV_PROFILE "$evil"
	sees between AWS_REGION "$evil"
	sees between AWS_SECRET_ACCESS_KEY "secret/of+$evil"
	same_environment before after
	nothing_ran
}

it_hands_other_commands_to_the_program() {
	stand_in "printf \"<%s>\" \"\$@\" >>'$PWD/calls'" "echo >>'$PWD/calls'"
	in_small_layer 'ssoenv status dev --json' "ssoenv use 'a b' --shell fish" 'ssoenv off --help' 'ssoenv list'
	silent
	equals "$(calls)" $'<status><dev><--json>\n<use><a b><--shell><fish>\n<off><--help>\n<list>'
}

it_hands_on_words_in_their_order() {
	role_program b
	in_small_layer 'ssoenv use --region us-east-1 --yes --device-code --mfa-code - b'
	silent
	equals "$(calls)" "shell-role --shell $shell --region us-east-1 --device-code --mfa-code - b"
}

it_hands_on_the_arn_of_a_role() {
	role_program dev
	in_small_layer 'ssoenv use --role-arn arn:aws:iam::444444444444:role/Audit --source-profile dev'
	silent
	equals "$(calls)" "shell-role --shell $shell --role-arn arn:aws:iam::444444444444:role/Audit --source-profile dev"
}

it_says_that_nothing_is_active() {
	in_small_layer 'ssoenv off' "$(attempt 'ssoenv use -')"
	equals "$output" failed
	matches "$stderr" 'ssoenv: no profile is active in this shell'
	matches "$stderr" 'ssoenv: there is no previous profile to return to'
}

it_keeps_its_state_to_itself() {
	role_program dev
	export _ssoenv_state=evil _ssoenv_was=evil _ssoenv_ours=evil _ssoenv_active=evil _ssoenv_last='$(touch PWN)'
	in_small_layer 'ssoenv use dev' 'ssoenv use dev' "$(dumping after)" 'ssoenv off' "$(attempt 'ssoenv use -')"
	equals "$(tr '\0' '\n' <after | grep '^_ssoenv' | grep -v '^_ssoenv_[a-z]*=\(evil\|$(touch PWN)\)$')" ''
	nothing_ran
}

it_puts_no_secret_on_a_pipe() {
	role_program dev
	in_small_layer "$(capture 'ssoenv use dev')" "$(dumping after)"
	holds_no_secret "$(cat captured 2>/dev/null)$output$stderr"
	sees after SSOENV_PROFILE dev
}

it_says_that_there_is_no_program() {
	own_small_layer
	PATH=$(dirname "$(command -v "$(program_of "$shell")")"):/usr/bin:/bin
	in_small_layer "$(attempt 'ssoenv use dev')" "$(attempt 'ssoenv list')"
	equals "$output" $'failed\nfailed'
	matches "$stderr" 'ssoenv: found no ssoenv program on PATH'
	matches "$stderr" 'ssoenv: hint: npm install --global ssoenv'
}

it_does_nothing_at_the_start_if_the_file_is_gone() {
	begin=${begin//"$layer_file"//nowhere/ssoenv}
	in_small_layer "$(child 'echo on')"
	equals "$output" on
	equals "$stderr" ''
}

it_is_installed_and_removed() {
	HOME=$PWD/person XDG_CONFIG_HOME=$PWD/person/.config
	mkdir -p "$HOME"
	ssoenv install "$shell" 2>said
	local file
	file=$(find "$HOME" -type f)
	grep -qF "$installed" "$file"
	ssoenv uninstall "$shell" 2>>said
	equals "$(cat "$file")" ''
}

it_reports_a_tool_that_has_left_its_folder() {
	role_program dev
	in_small_layer "$(assign DIRENV_DIFF one)" "$(assign AWS_PROFILE stale)" "$(assign AWS_DEFAULT_OUTPUT text)" 'ssoenv use dev' \
		"$(drop DIRENV_DIFF)" 'ssoenv off' "$(dumping after)"
	equals "$stderr" 'ssoenv: not set again, because direnv has left the folder in which it set them: AWS_PROFILE'
	lacks after AWS_PROFILE
	sees after AWS_DEFAULT_OUTPUT text
}

it_has_a_text_for_the_prompt() {
	fields 'de v' 3000 >role.fields
	fields b -5 >b.fields
	stand_in "cat '$PWD/'\$4.fields"
	in_small_layer "$(prompt_text)" 'ssoenv use role' "$(prompt_text)" "$(assign AWS_ACCESS_KEY_ID foreign)" "$(prompt_text)" \
		'ssoenv use b' "$(prompt_text)" "$(drop AWS_SESSION_TOKEN)" "$(prompt_text)" 'ssoenv off' \
		"$(drop AWS_ACCESS_KEY_ID)" "$(prompt_text)"
	matches "$output" $'^\n?de v (49|50)m\n\\[\\?\\]\nexpired\n\\[\\?\\]\n?$'
	equals "$stderr" ''
}

it_completes_the_names_of_the_kept_list() {
	noting_program
	names_list 'ReadOnly in 1' one two/three
	in_small_layer "$(offered)"
	equals "$(sort <<<"$output")" $'one\ntwo/three'
	never_called
}

it_asks_the_program_for_names_if_the_list_is_older() {
	printf '%s\n' '[profile "team dev"]' 'sso_session = corp' 'sso_account_id = 1' 'sso_role_name = R' >>"$config_file"
	names_list '' old
	touch "$config_file"
	in_small_layer "$(offered)"
	[ "$shell" = tcsh ] && quoted='' || quoted="team dev"
	equals "$(tr -d "\"'" <<<"$output" | sort | tr '\n' ' ')" "dev regionless ${quoted:+$quoted }unassigned "
	equals "$stderr" ''
}

it_works_with_the_program() {
	cached_role
	in_small_layer 'ssoenv use dev' "$(dumping after)" 'ssoenv use dev' 'ssoenv off' "$(attempt 'ssoenv use nope')"
	equals "$output" failed
	matches "$stderr" '^ssoenv: [^\n]*nope'
	sees after AWS_ACCESS_KEY_ID ASIACACHED
	sees after SSOENV_PROFILE dev
}

it_says_what_is_printed_to_evaluate() {
	cached_role
	ssoenv use dev --shell "$shell" >code
	is_one_line code
	run_script "$(evaluating)" "$(dumping after)"
	silent
	sees after AWS_ACCESS_KEY_ID ASIACACHED
	sees after AWS_SESSION_TOKEN cached+token/==
	# No part of it does a part of the work.
	local size part
	size=$(($(wc -c <code) - 1))
	mv code whole
	for part in 20 $((size / 2)) $((size - 40)) $((size - 1)); do
		head -c "$part" whole >code
		rm -f after
		run_script "$(trying "$(evaluating)")" "$(dumping after)"
		[ ! -e after ] || lacks after AWS_ACCESS_KEY_ID
	done
}

# The question of the guard, on a terminal.
it_asks_before_a_guarded_profile() {
	require_python
	role_program prod-1
	export SSOENV_GUARD='live *prod*'
	printf '%s\n' "$begin" 'ssoenv use prod-1' "$(dumping after)" >typed
	local answer
	for answer in n y; do
		rm -f after
		run "$python_program" "$support_folder/typist.py" /dev/stdin "$(program_of "$shell")" $(quiet_start) typed <<-SCRIPT
			< ssoenv: prod-1 is guarded (SSOENV_GUARD); use it? [y/N]
			> $answer
		SCRIPT
		if [ "$answer" = n ]; then
			matches "$output" 'ssoenv: nothing was changed'
			[ ! -e after ] || lacks after SSOENV_PROFILE
		else
			matches "$output" 'ssoenv: prod-1: ReadOnly in account 111111111111 \(eu-west-1\), [0-9]+ h [0-9]+ min left'
			sees after SSOENV_PROFILE prod-1
		fi
	done
	export SSOENV_GUARD='[^p]* prod-?x'
	run_script "$begin" 'ssoenv use prod-1' "$(dumping after)"
	silent
}

unsets_the_variables_inside_a_command_of_the_person() {
	role_program dev
	in_small_layer 'def --env nothing [] { null }' 'def --env all [] { nothing; ssoenv use dev; nothing; ssoenv off }' \
		'def --env end [] { nothing; ssoenv off }' all "$(dumping after)" 'ssoenv use dev' end "$(dumping after2)"
	silent
	lacks after AWS_SECRET_ACCESS_KEY
	lacks after2 AWS_SECRET_ACCESS_KEY
	lacks after2 SSOENV_PROFILE
}

prints_no_value_of_a_trace() {
	role_program dev b
	export AWS_SESSION_TOKEN=token+of/mine
	in_small_layer 'set echo' 'ssoenv use dev' 'ssoenv use b' 'ssoenv off' 'unset echo' "$(dumping after)"
	holds_no_secret "$output$stderr"
	sees after AWS_SESSION_TOKEN token+of/mine
}

is_evaluated_in_backquotes() {
	fields 'a b' >fields
	stand_in "echo \"\$*\" >>'$PWD/calls'" "cat '$PWD/fields'"
	in_small_layer 'eval "`ssoenv use a\ b`"' "$(dumping after)" 'set code = "`ssoenv use a\ b --region x`"' 'echo $code:q' \
		'eval "`ssoenv off`"' "$(dumping off)"
	equals "$output" 'ssoenv use --yes a\ b --region x'
	equals "$stderr" ''
	equals "$(calls)" $'shell-role --shell tcsh a b\nshell-role --shell tcsh a b\nshell-role --shell tcsh a b --region x'
	sees after SSOENV_PROFILE 'a b'
	lacks off SSOENV_PROFILE
	stand_in 'exit 4'
	in_small_layer 'eval "`ssoenv use nope`" && echo ran' 'echo $status'
	equals "$output" 4
}

# A thread of xonsh that reads what `$(…)` captures may read once more when its pipe is closed, and then takes what is in another one.
is_told_the_answer_while_a_thread_reads_a_number_that_was_closed() {
	role_program dev
	cat >reading.py <<-'END'
		import os, threading
		def read_on(number, ended):
		    while not ended.is_set():
		        try:
		            if not os.read(number, 1024): return
		        except OSError: pass
		# Without the words of a command: xonsh opens files for these, and such a thread would take what is in them.
		def use_beside_threads(use):
		    free = os.open(os.devnull, os.O_RDONLY)
		    os.close(free)
		    ended = threading.Event()
		    for number in range(free, free + 4): threading.Thread(target=read_on, args=(number, ended), daemon=True).start()
		    use(['use', 'dev'])
		    ended.set()
	END
	in_small_layer 'ssoenv use dev' 'exec(open("reading.py").read(), globals())' \
		'for round in range(20): use_beside_threads(aliases["ssoenv"])' '' "$(dumping after)"
	silent
	sees after SSOENV_PROFILE dev
}

small_shells='nushell elvish xonsh tcsh'

in_small() {
	# shellcheck disable=SC1090 # one of the languages
	load "../support/language-$1"
	load_language
	"$2"
}

for behaviour in $(compgen -A function | grep '^it_' | LC_ALL=C sort); do
	title=${behaviour#it_}
	take_turn "$small_shells"
	for one in $taken; do
		bats_test_function --description "$one: ${title//_/ }" -- in_small "$one" "$behaviour"
	done
done
bats_test_function --description 'tcsh: prints no value while it prints what it runs' -- in_small tcsh prints_no_value_of_a_trace
bats_test_function --description 'tcsh: is evaluated in backquotes' -- in_small tcsh is_evaluated_in_backquotes
bats_test_function --description 'nushell: unsets the variables inside a command of the person' -- in_small nushell \
	unsets_the_variables_inside_a_command_of_the_person
bats_test_function --description 'xonsh: is told the answer while a thread reads a number that was closed' -- in_small xonsh \
	is_told_the_answer_while_a_thread_reads_a_number_that_was_closed
