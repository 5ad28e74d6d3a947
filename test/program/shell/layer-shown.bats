# Names that could act on a terminal, or hide on it, from each layer in each kind of locale.

load ../support/support
load ../support/layer

# The ends of every range of src/core/text/printable.ts, but for NUL, which no variable holds, and surrogates, which no text does.
hidden_characters() {
	(cd "$support_folder/../../.." && node --import tsx --input-type=module -e "
		import { hiddenRanges } from './src/core/text/printable.ts';
		const codes = hiddenRanges.flat().filter((code) => code > 0 && (code < 0xd800 || code > 0xdfff));
		process.stdout.write(codes.map((code) => 'x' + String.fromCodePoint(code)).join(''));")
}

# Shows the profile of a role that was inherited and is over: in words and in the prompt, which is the last line of $output.
show_role() {
	export SSOENV_PROFILE=$1 SSOENV_EXPIRES=1 SSOENV_ROLE_NAME=R SSOENV_ACCOUNT_ID=1 AWS_ACCESS_KEY_ID=K SSOENV_PROMPT_FORMAT='{profile}'
	case $shell in
		bash | zsh) run_script "$(loading_layer)" '_ssoenv_hook' 'printf "%s\n" "$SSOENV_PROMPT"' ;;
		fish) run_script "$(loading_layer)" '__ssoenv_hook' 'printf "%s\n" "$SSOENV_PROMPT"' ;;
		powershell) run_script "$(loading_layer)" '[Console]::Out.WriteLine((Get-SsoenvPrompt))' ;;
		*) run_script ". '$program_root/shell/ssoenv.sh'" '_ssoenv_show "$SSOENV_PROFILE"' 'printf "%s\n" "$_ssoenv_shown"' ;;
	esac
	output=$stderr$'\n'$output
}

questions() { printf "x?%.0s" $(seq "$1"); }

hides_what_hides() {
	local hidden count
	hidden=$(hidden_characters)
	count=$(node -e 'console.log([...process.argv[1]].length / 2)' "$hidden")
	show_role "$hidden"
	equals "$(tail -n 1 <<<"$output")" "$(questions "$count")"
	[ -z "$(LC_ALL=C tr -d '\n -~' <<<"$output")" ] || fail 'something hidden is in it'
}

shows_what_can_be_seen() {
	show_role "café 日本 😀 it's {x} \\0101 %s ~"
	equals "$(tail -n 1 <<<"$output")" "café 日本 😀 it's {x} \\0101 %s ~"
}

# Continuation bytes without a start, a cut sequence, surrogates, forms that are too long.
is_ascii() {
	show_role "$1"
	[ -n "$output" ] || fail 'nothing is shown'
	[ -z "$(LC_ALL=C tr -d '\n -~' <<<"$output")" ] || fail 'it is not ASCII'
}
broken=$'a\233 31m\302 \342\200 \355\240\200 \300\200 \370\210\200\200\200 z'

shows_ascii_alone() {
	export LC_ALL=$1
	if [[ $1 == *ISO* ]]; then
		mkdir locales
		localedef -i de_DE -f ISO-8859-1 "locales/$1" || skip 'localedef cannot make it: nothing is proved about ISO-8859-1'
		export LOCPATH=$PWD/locales
	fi
	is_ascii $'a\302\23331m\342\200\256\363\240\201\201\310\233z'
	is_ascii "$broken"
}

in_each "$all_shells" 'characters that hide or act on a terminal are not shown' hides_what_hides
in_each "$all_shells" 'visible characters are shown' shows_what_can_be_seen
in_each "$unix_shells" 'bytes that are not UTF-8 are not shown' is_ascii "$broken"
# .NET writes in the encoding of the locale, and has no byte for a character outside of it.
in_each "$unix_shells" 'in the C locale, only ASCII is shown' shows_ascii_alone C
in_each 'bash zsh sh' 'in a locale without UTF-8, only ASCII is shown' shows_ascii_alone de_DE.ISO-8859-1
for one in mksh lksh ksh93; do
	bats_test_function --description "$one: characters that hide or act on a terminal are not shown" -- in_shell "$one" hides_what_hides
	bats_test_function --description "$one: visible characters are shown" -- in_shell "$one" shows_what_can_be_seen
done

## Tab

# Names with something hidden are not offered, whether they come from the program's list or from the file itself.
offers_what_is_shown() {
	local hidden
	for hidden in $'\302\233' $'\342\200\256' $'\342\200\213' $'\363\240\201\201' $'\343\205\244'; do
		add_profile "profile té${hidden}st"
	done
	add_profile 'profile tést'
	export SSOENV_SHELL_CACHE=0
	offer t
	equals "$(cat offered)" 'tést'
}
in_each 'bash zsh fish powershell' 'Tab offers no name with hidden characters' offers_what_is_shown
