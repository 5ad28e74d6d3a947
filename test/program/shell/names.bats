# Without the program, Tab offers the sections of the config that botocore takes for profiles.

load ../support/support
load ../support/layer

prepare() { export SSOENV_BIN=/nowhere/ssoenv; }

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
	write_config
	offer
	diff golden offered
}
in_each 'bash zsh fish powershell' 'Tab reads sections as botocore reads them' offers_the_golden_list

offers_ten_thousand() {
	write_config
	printf '[profile p%d]\r\nregion = eu-west-1\r\n' {1..10000} >>"$config_file"
	printf 'p%d\n' {1..10000} | LC_ALL=C sort - golden >many
	offer
	cmp many offered
}
in_each 'bash zsh fish powershell' 'Tab finds each of ten thousand profiles' offers_ten_thousand

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
