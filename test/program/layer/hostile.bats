# What is in variables, records and names is never run, never shown raw, and never half applied, however a shell is set up.

load ../support/support
load ../support/layer

## Values

# shellcheck disable=SC2016,SC1003
texts=('$(touch PWNED)`touch PWNED`' "';touch PWNED;'" '";touch PWNED;"' '-n' '=x' '\' "it's \"x\"" '%s %n \0101 \e' '*' '~'
	'${IFS}$HOME' '!! !x' $'\xe2\x80\x98;New-Item PWNED;\xe2\x80\x99' $'caf\xc3\xa9 \xf0\x9f\x98\x80' $'tab\tesc\e[31m bell\a'
	'(touch PWNED)' ' leading and trailing ' '{a,b}[x]' '#x' 'a=b' '@(a|b)'
	$'\x7f\x01')

carries_values() {
	local number steps=()
	mkdir -p answers
	for number in "${!texts[@]}"; do
		role "p$number" 5035
		edit "$copies/roles/p$number" AWS_SECRET_ACCESS_KEY "=${texts[number]}"
		edit "$copies/roles/p$number" SSOENV_ROLE_NAME "=${texts[number]}"
		cp "$copies/roles/p$number" "answers/$(printf %s "p$number" | cksum | tr ' ' -)"
		steps+=("$(calling use "p$number")" "$(recording "after$number")")
		has prompt && steps+=("$(prompting)")
	done
	in_layer "$(recording before)" "${steps[@]}" "$(calling off)" "$(recording after)"
	equals "$output" ''
	equals "$stderr" ''
	for number in "${!texts[@]}"; do
		sees "after$number" AWS_SECRET_ACCESS_KEY "${texts[number]}"
		sees "after$number" SSOENV_ROLE_NAME "${texts[number]}"
	done
	same_environment before after
	nothing_ran
}
in_layers 'values that look like code arrive byte for byte, and off takes them back' carries_values

traces_nothing() {
	role dev 5035
	in_layer "$(tracing)" "$(calling use dev)" "$(has prompt && prompting)" "$(has prompt && before_command)" "$(calling use dev)" \
		"$(calling off)" "$(tracing_no_more)" "$(printing SSOENV_PROFILE)"
	equals "${lines[-1]}" unset
	[[ $output$stderr == *'use'* ]] || fail 'there is no trace'
	[[ $output$stderr != *ASIACOPY* ]] || fail 'the key is shown'
	holds_no_secret "$output$stderr"
}
in_layers 'a trace shows no secret' traces_nothing

## Set-ups

goes_round() { # in a shell with what the lines of $setup have done
	local name
	role a 5035 ASIAA
	role b 5035 ASIAB ''
	export AWS_PROFILE=mine AWS_SECRET_ACCESS_KEY=$'two\nlines'
	run_script "$@" "$(loading_layer)" "$(recording before)" "$(calling use a)" "$(recording during)" "$(has prompt && prompting)" \
		"$(has prompt && before_command)" "$(calling use b)" "$(calling use -)" "$(has prompt && prompting)" "$(calling off)" \
		"$(has prompt && prompting)" "$(recording after)" "$ending"
	equals "$output" done
	[[ -n ${noisy-} ]] || equals "$stderr" ''
	sees during SSOENV_PROFILE a
	sees during AWS_SECRET_ACCESS_KEY secret/of+ASIAA
	lacks during AWS_PROFILE
	for name in before after; do grep -zE '^(AWS|SSOENV)_' "$name" | grep -zv ^SSOENV_PROMPT= >"$name.ours"; done
	same_environment before.ours after.ours
	! tr '\0' '\n' <during | grep '^_ssoenv' || fail 'private state is exported'
	nothing_ran
}

# setups SHELLS OPTIONS LINE ...: with the shell's own options, after the lines. The ending prints `done`.
set_up() {
	read -ra shell_options <<<"$1"
	ending='\builtin printf "done\n"'
	[ "$shell" != sh ] || ending='\printf "done\n"'
	goes_round "${@:2}"
}
ending="sh -c 'echo done'"
setups() { in_each "$1" "use, prompt and off under $2" set_up "${@:3}"; }
setups 'bash zsh sh' 'set -eu' -eu
setups 'bash zsh sh' 'set -a' -a
setups 'bash zsh sh' 'noglob and noclobber' '-f -C'
setups bash 'pipefail and posix mode' '--posix -o pipefail'
setups bash 'errtrace and functrace' '-E -T'
setups bash 'failglob, nocasematch, nullglob' '' 'shopt -s failglob nocasematch nullglob'
setups 'bash sh' 'an odd IFS' '' 'IFS=:/.0123456789=_A'
setups zsh 'an odd IFS' '' 'IFS=:/.0123456789=_A'
setups bash 'functions of the names used' '' \
	'export() { builtin echo BAD; }; cat() { builtin echo BAD; }; date() { builtin echo BAD; }; command() { builtin echo BAD; }'
setups sh 'functions of the names used' '' \
	'cat() { echo BAD; }; date() { echo BAD; }; command() { echo BAD; }; od() { echo BAD; }'
setups zsh 'functions of the names used' '' \
	'for name in command unset printf print date read setopt cat zstat; do eval "function $name { echo HIJACKED }"; done'
for option in ksharrays shwordsplit globsubst rcexpandparam errreturn rcquotes cshjunkiequotes warncreateglobal \
	warnnestedvar kshglob shglob extendedglob nullglob posixbuiltins posixidentifiers ignorebraces kshtypeset \
	magicequalsubst octalzeroes forcefloat typesetsilent nomultibyte nocasematch nomatch nobareglobqual promptsubst localloops cbases \
	noequals noshortloops; do
	setups zsh "setopt $option" "-o $option"
done

is_noisy() {
	noisy=yes
	set_up "$@"
}
in_each zsh 'use, prompt and off under setopt verbose' is_noisy '-o verbose'

has_aliases() {
	ending="$1"
	goes_round "${@:2}"
}
in_each bash 'use, prompt and off with aliases of the words used' has_aliases '\printf "done\n"' 'shopt -s expand_aliases' \
	"alias export='echo A' local='echo A' unset='echo A' command='echo A' printf='echo A' case='echo A' read='echo A' eval='echo A'"
in_each 'zsh sh' 'use, prompt and off with aliases of the words used' has_aliases '\printf "done\n"' \
	"alias export='echo A' unset='echo A' set='echo A' command='echo A' printf='echo A' eval='echo A' return='echo A' read='echo A'"
in_each zsh 'use, prompt and off with a global alias' has_aliases '\builtin printf "done\n"' "alias -g -- '-f=HIJACKED'"

fish_set_up() {
	ending='builtin echo done'
	goes_round "$@"
}
fishes() { in_each fish "use, prompt and off with $1" fish_set_up "$1"; }
fishes "set -g IFS ''"
fishes 'set -g IFS =:/'
fishes 'set -g fish_read_limit 20'
fishes 'set -g name kept; set -g fields a; set -g now x; set -g state y; set -g record z'
fishes 'set -gx LC_ALL C'
fishes 'set -gx fish_trace'
fishes 'set -U AWS_REGION universal'
fishes 'set -U fish_features qmark-noglob'
fishes 'for name in math printf path count echo sh; function $name; builtin echo BAD; end; end'

strict_powershell() {
	ending='"done"'
	goes_round "$@"
}
in_each powershell 'use, prompt and off in strict mode where every error stops' strict_powershell \
	'Set-StrictMode -Version Latest; $ErrorActionPreference = "Stop"; $PSNativeCommandUseErrorActionPreference = $true'
in_each powershell 'use, prompt and off with functions of the names used' strict_powershell \
	"foreach (\$name in 'Get-Item', 'Select-Object', 'ForEach-Object', 'Where-Object', 'Write-Error', 'Get-Date', 'Test-Path', 'env') {" \
	"	Set-Item \"function:global:\$name\" { 'hijacked' } }"

## What is shown

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
	if has prompt; then
		in_layer "$(prompting)" "$(showing_prompt)"
	else
		in_layer '_ssoenv_show "$SSOENV_PROFILE"' 'printf "prompt=<%s>\n" "$_ssoenv_shown"'
	fi
	output=${output#prompt=<}
	output=$stderr$'\n'${output%>}
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

