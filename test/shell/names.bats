# Which sections of the config Tab takes for profiles, without the program: those that botocore does.

load support

eval "home_$(declare -f setup)"
setup() {
	home_setup
	export SSOENV_BIN=/nowhere/ssoenv
	program_root=${program_folder%/bin}
}

# Lines end as on Windows.
write_config() {
	printf '%s\r\n' '[default]' '# [profile commented]' '; [profile commented too]' '#[profile commented-tightly]' '[profile plain]' 'key = [profile value]' \
		'[ profile spaced]' $'[profile\ttabbed]' $'[profile\t"tab quoted"]' '[profilex glued]' '[profile  blanks ]' "[profile 'single quoted']" '[profile "double quoted"]' "[profile o\\'b]" '[profile in"ner q"uote]' \
		'[profile two words]' '[sso-session corp]' '[services other]' '[plugins]' '[profile followed] # by a comment' '[profile org:9:a]' >"$config_file"
	printf '%s\n' '[from credentials]' '# [commented]' >"$HOME/.aws/credentials"
	printf '%s\n' blanks default 'double quoted' followed 'from credentials' glued 'inner quote' "o'b" org:9:a plain 'single quoted' 'tab quoted' tabbed | LC_ALL=C sort >golden
}

# Writes what Tab offers behind `ssoenv use ` into `offered`.
offer() {
	case $shell in
		bash)
			run_script ". '$program_root/completions/ssoenv.bash'" 'COMP_LINE="ssoenv use " COMP_POINT=11; _ssoenv_complete; eval "printf \"%s\\n\" ${COMPREPLY[*]}" >got'
			;;
		zsh)
			run_script 'compdef() { }' "source '$program_root/completions/_ssoenv'" 'PREFIX= names=() abouts=(); _ssoenv_read_names p; print -rl -- "${names[@]}" >got'
			;;
		fish)
			run_script "source '$program_root/completions/ssoenv.fish'" 'complete -C "ssoenv use " | cut -f1 >got'
			;;
		powershell)
			run_script "Import-Module '$program_root/shell/ssoenv'" '[IO.File]::WriteAllLines("$PWD/got", [string[]] (TabExpansion2 "ssoenv use " 11).CompletionMatches.ListItemText)'
			;;
	esac
	silent
	LC_ALL=C sort got >offered
}

offers_the_golden_list() {
	write_config
	offer
	diff golden offered
}
in_each 'bash zsh fish powershell' 'pitfall 19: Tab tells sections apart as botocore does' offers_the_golden_list

offers_ten_thousand() {
	write_config
	printf '[profile p%d]\r\nregion = eu-west-1\r\n' {1..10000} >>"$config_file"
	printf 'p%d\n' {1..10000} | LC_ALL=C sort - golden >many
	offer
	cmp many offered
}
in_each 'bash zsh fish powershell' 'pitfall 19: Tab finds each of ten thousand profiles' offers_ten_thousand

offers_very_many_from_their_list() {
	cached_role
	printf '[profile p%d]\nregion = eu-west-1\n' {1..400} >>"$config_file"
	printf '[profile "odd %d"]\n' 1 2 >>"$config_file"
	touch -d '1 hour ago' "$config_file"
	"$program_folder/ssoenv" shell-role dev --shell bash >/dev/null
	[ -f "$HOME/.cache/ssoenv/shell/profiles" ] || fail 'there is no list'
	offer
	printf '%s\n' dev regionless unassigned 'odd 1' 'odd 2' p{1..400} | LC_ALL=C sort | cmp offered -
}
in_each 'bash zsh' 'Tab finds very many profiles in the list that the program keeps' offers_very_many_from_their_list

@test "pitfall 19: botocore itself agrees with the list that Tab is held against" {
	"${python_program:-false}" -c 'import botocore' 2>/dev/null || skip 'botocore IS NOT HERE: nothing is proved about its list'
	write_config
	"$python_program" -c 'from botocore.session import Session; print(*Session().available_profiles, sep="\n")' | LC_ALL=C sort | diff golden -
}
