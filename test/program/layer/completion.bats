# Tab offers the names of profiles, from the list that the program keeps, else from the config, as botocore reads it.

load ../support/support
load ../support/layer

# What dash lacks here, the other POSIX shells lack too.
layer_shells='bash zsh sh fish powershell'

prepare() { export SSOENV_BIN=/nowhere/ssoenv; }

## From the config itself

# Lines end as on Windows.
write_config() {
	printf '%s\r\n' '[default]' '# [profile commented]' '; [profile commented too]' '#[profile commented-tightly]' \
		'[profile plain]' 'key = [profile value]' \
		'[ profile spaced]' $'[profile\ttabbed]' $'[profile\t"tab quoted"]' '[profilex glued]' '[profile  blanks ]' \
		"[profile 'single quoted']" '[profile "double quoted"]' "[profile o\\'b]" '[profile in"ner q"uote]' \
		'[profile two words]' '[sso-session corp]' '[services other]' '[plugins]' '[profile followed] # by a comment' \
		'[profile org:9:a]' >"$config_file"
	printf '%s\n' '[from credentials]' '# [commented]' >"$HOME/.aws/credentials"
	printf '%s\n' blanks default 'double quoted' followed 'from credentials' glued 'inner quote' "o'b" org:9:a plain \
		'single quoted' 'tab quoted' tabbed | LC_ALL=C sort >golden
}

offers_the_golden_list() {
	needs tab
	write_config
	offer
	diff golden offered
}
in_layers 'Tab reads sections as botocore reads them' offers_the_golden_list

offers_sources() {
	needs tab
	write_config
	offer '--role-arn x --source-profile '
	diff golden offered
}
in_layers 'Tab offers profiles as the source of a role' offers_sources

offers_nothing_for() {
	needs tab nothing
	write_config
	offer "$1 "
	equals "$(cat offered)" ''
}
# The driver of zsh does not look at the words before.
in_each 'bash fish powershell' 'Tab takes the value of --role-arn for no profile' offers_nothing_for --role-arn
in_each 'bash fish powershell' 'Tab takes the value of --external-id for no profile' offers_nothing_for --external-id

in_each 'bash zsh fish powershell' 'Tab offers tools after sync --from' offers_word 'ssoenv sync --from aws-s' aws-sso-cli

@test "bash: Tab takes the value of each option for no profile" {
	local line shell=bash
	# With nothing behind them, each of these commands offers profiles.
	for line in 'each ' 'serve ' 'configure '; do
		[[ $(offered_behind "$line") == *dev* ]] || fail "$line offers no profile"
	done
	for line in 'each --jobs ' 'each --output-dir ' 'serve --port ' 'configure --scopes '; do
		equals "$line: $(offered_behind "$line")" "$line: "
	done
}
offered_behind() { # LINE
	run_script ". '$program_root/completions/ssoenv.bash'" "COMP_LINE='ssoenv $1' COMP_POINT=$((7 + ${#1}))" \
		'_ssoenv_complete; printf "%s\n" ${COMPREPLY[@]+"${COMPREPLY[@]}"}'
	equals "$status" 0
	echo "$output"
}

completes_a_program() {
	needs tab
	write_config
	in_layer "$(completing "exec $1")"
	equals "$(sort -u got)" mkfifo
}
for words in 'plain -- mkfif' 'plain mkfif' '-- mkfif' '--account 111111111111 --role ReadOnly mkfif' \
	'--region=eu-west-1 plain -- mkfif'; do
	# The driver of zsh does not look at the words before.
	in_each 'bash fish powershell' "Tab completes exec $words" completes_a_program "$words"
done

completes_a_program_of_each() {
	needs tab
	write_config
	in_layer "$(completing "each $1")"
	equals "$(sort -u got)" mkfifo
}
in_each 'bash fish powershell' 'Tab completes each PATTERN ... -- mkfif' completes_a_program_of_each 'plain odd* --role x -- mkfif'

offers_profiles_to_each() {
	needs tab
	write_config
	offer "$1${1:+ }" each
	diff golden offered
}
for words in '' plain '--role x plain'; do
	# The driver of zsh does not look at the words before.
	in_each 'bash fish powershell' "Tab offers profiles behind each $words" offers_profiles_to_each "$words"
done

offers_ten_thousand() {
	needs tab
	write_config
	printf '[profile p%d]\r\nregion = eu-west-1\r\n' {1..10000} >>"$config_file"
	printf 'p%d\n' {1..10000} | LC_ALL=C sort - golden >many
	offer
	cmp many offered
}
in_layers 'Tab finds each of ten thousand profiles' offers_ten_thousand

offers_very_many_from_their_list() {
	cached_role
	printf '[profile p%d]\nregion = eu-west-1\n' {1..400} >>"$config_file"
	printf '[profile "odd %d"]\n' 1 2 >>"$config_file"
	age_config
	"$program_folder/ssoenv" shell-role dev --shell bash >/dev/null
	[ -f "$copies/profiles" ] || fail 'there is no list'
	offer
	printf '%s\n' dev regionless unassigned 'odd 1' 'odd 2' p{1..400} | LC_ALL=C sort | cmp offered -
}
in_each 'bash zsh' 'Tab finds hundreds of profiles in the list that the program keeps' offers_very_many_from_their_list

@test "botocore itself lists the profiles that the test expects of Tab" {
	require_botocore
	write_config
	"$python_program" -c 'from botocore.session import Session; print(*Session().available_profiles, sep="\n")' | LC_ALL=C \
		sort | diff golden -
}

## From the list

offers_its_list() {
	needs tab
	names_list 'ReadOnly of 1' alpha beta 'two words'
	offer
	equals "$(cat offered)" $'alpha\nbeta\ntwo words'
	offer al
	equals "$(cat offered)" alpha
	touch -d '1 hour' "$config_file"
	offer
	equals "$(cat offered)" $'dev\nregionless\nunassigned'
}
in_layers 'Tab reads the list while it is current, else the config' offers_its_list

# Names with something hidden are not offered, whether they come from the program's list or from the file itself.
offers_what_is_shown() {
	needs tab
	local hidden
	for hidden in $'\302\233' $'\342\200\256' $'\342\200\213' $'\363\240\201\201' $'\343\205\244'; do
		add_profile "profile té${hidden}st"
	done
	add_profile 'profile tést'
	export SSOENV_SHELL_CACHE=0
	offer t
	equals "$(cat offered)" 'tést'
}
in_layers 'Tab offers no name with hidden characters' offers_what_is_shown

# shellcheck disable=SC2016
hostile=('org:9:a' 'x:y@z' 'mail:a@b:c' 'user@c' 'a=' 'team/env' "o'b" 'we$ird' 'inj$(touch PWNED)' 'q"t' '%F{red}'
	$'caf\xc3\xa9' 'a;b|c&d' '@splat' '007' '#hash' '~home' '*' '!!' 'b\s')

offers_hostile_names() {
	needs tab
	printf '%s\n' "${hostile[@]}" | LC_ALL=C sort >expected
	: >"$config_file"
	names_list 'ReadOnly of 1' "${hostile[@]}"
	offer
	diff expected offered
	nothing_ran
	rm "$copies/names"
	local name
	for name in "${hostile[@]}"; do add_profile "profile '${name//\'/\'\"\'\"\'}'"; done
	offer
	diff expected offered
	nothing_ran
}
in_layers 'Tab offers names of every kind, from the list and from the config' offers_hostile_names

says_nothing_when_all_is_gone() {
	needs tab nothing
	rm "$config_file"
	offer
	equals "$(cat offered)" ''
}
in_layers 'Tab offers nothing, and says nothing, where there is no config' says_nothing_when_all_is_gone

## On a real line

completes_on_the_line() {
	needs tab
	copy alpha 5035
	names_list 'ReadOnly of 1' alpha "two words"
	age_copy "$copies/roles/alpha"
	noting_program
	before_layer=("$(starting_completion)")
	typed 'ssoenv use alp\t' "$(printing SSOENV_PROFILE)"
	has_line alpha
	never_called
}
in_layers 'Tab completes a name on the line' completes_on_the_line

completes_a_source_on_the_line() {
	needs tab
	names_list 'ReadOnly of 1' alpha "two words"
	noting_program
	before_layer=("$(starting_completion)")
	typed 'ssoenv use --role-arn x --source-profile alp\t'
	matches "$(calls)" '--role-arn x --source-profile alpha'
}
in_layers 'Tab completes the source of a role on the line' completes_a_source_on_the_line
