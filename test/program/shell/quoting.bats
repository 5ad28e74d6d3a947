# Names and credentials that would be code if a quote were wrong arrive byte for byte; regions and roles are refused. Nothing runs.

load ../support/support

teardown() { issue_fresh; }

is_harmless() {
	nothing_ran
	[[ ${stderr-} != *$'\e'* ]] || fail 'a raw ESC is on stderr'
}

# What bash makes of \u depends on the locale.
export LC_ALL=C.UTF-8
# shellcheck disable=SC1003
texts=(
	"it's" 'say "hi" $(touch PWNED1) `touch PWNED2`' $'\u2018x\u2019;touch PWNED3;\u201ay\u201b' 'a b  c 😀 café' 'trailing\'
	$'bell\a esc\e[31m del\x7f tab\t!' ';touch PWNED4;|touch PWNED5|&&touch PWNED6' "\\';touch PWNED7;#" "' ; touch PWNED8 ; '"
	'100%s %n *?[a-z]~{a,b} !! &<> #x $HOME ${IFS} $env:HOME' $'x\u2019;New-Item PWNED9;\u2018' $'in fish \uf601 \ufdd0 \ufffe'
	"\"+(New-Item PWNED10)+\"'+(New-Item PWNED11)+'" '(touch PWNED12) @(touch PWNED13)' $'nel \u0085 ls \u2028 bom \ufeff.'
)

# As it stands in a header of the config file, which is read as POSIX shell words are.
header() { printf "profile '%s'" "${1//\'/\'\\\'\'}"; }

carries_profile_names() {
	local number script=()
	cached_role
	for number in "${!texts[@]}"; do
		add_profile "$(header "${texts[number]}")"
		export "NAME$number=${texts[number]}"
		script+=("$(applying use "$(argument_from "NAME$number")")" "$(recording "after$number")")
	done
	run_script "${script[@]}"
	equals "$status" 0
	silent
	for number in "${!texts[@]}"; do
		sees "after$number" SSOENV_PROFILE "${texts[number]}"
		sees "after$number" AWS_SSO_PROFILE "${texts[number]}"
	done
	is_harmless
}
in_turn "$all_shells" 'hostile profile names arrive byte for byte' carries_profile_names

# Many shells are called sh. Dash takes $'...' for a dollar and a text; ksh and mksh know it, and read more than two digits after \x.
carries_to() {
	reader=$1
	# shellcheck disable=SC2317 # run_script calls it
	program_of() { echo "$reader"; }
	require_program "$reader" "$reader"
	use_shell 'sh'
	export SSOENV_SHELL=$shell
	carries_profile_names
}
for one in dash ksh ksh93 mksh yash; do
	bats_test_function --description "sh: hostile profile names arrive byte for byte in $one" -- carries_to "$one"
done

# A region has a form, so it is the program that stops these; what it says of them is all that the shell gets to see.
refuses_regions() {
	local number script=() some=(1 2 4 5 7 9)
	cached_role
	script=("$(recording before)")
	for number in "${some[@]}"; do
		add_profile "profile r$number" "region = ${texts[number]}"
		script+=("$(applying use "r$number")" "$(printing_status)")
	done
	run_script "${script[@]}" "$(recording after)"
	equals "$output" "$(printf 'status=3\n%.0s' "${some[@]}")"
	equals "$(grep -c 'which is not the name of a region' <<<"$stderr")" "${#some[@]}"
	same_environment before after
	is_harmless
}
in_turn "$all_shells" 'hostile regions are refused and not run' refuses_regions

# The role would go over the wire, too, and name the cache entry.
refuses_roles() {
	local role="it's "$'\e[31m\u2019;touch PWNED;\u2018 "$(touch PWNED)" `touch PWNED` %41 &x=1 + \\'
	printf '[profile odd]\nsso_session = corp\nsso_account_id = 111111111111\nsso_role_name = %s\n' "$role" >>"$config_file"
	run_script "$(recording before)" "$(applying use odd)" "$(printing_status)" "$(recording after)"
	equals "$output" 'status=3'
	matches "$stderr" 'which is not the name of a role'
	same_environment before after
	is_harmless
}
in_turn "$all_shells" 'a hostile role name is refused and not run' refuses_roles

carries_credentials() {
	local key secret token chunk
	key=$'ASIA\'"$(touch PWNED)`touch PWNED`'
	secret=$'one\ntwo\r\nthree\rfour\t\x7f\e[31m \u2019;touch PWNED;\u2018 \'; touch PWNED; \' \n'
	chunk=$'x\u2019;touch PWNED;\u2018$(touch PWNED) \'"\\\n'
	token=
	while [ "${#token}" -lt 8192 ]; do token+=$chunk; done
	issue_for_dev "{\"accessKeyId\":$(json_text "$key"),\"secretAccessKey\":$(json_text "$secret"),\"sessionToken\":$(json_text "$token")}"
	# The second time they come from the cache.
	run_script "$(applying use dev)" "$(recording after)" "$(applying use dev)" "$(recording again)"
	equals "$status" 0
	silent
	for file in after again; do
		sees "$file" AWS_ACCESS_KEY_ID "$key"
		sees "$file" AWS_SECRET_ACCESS_KEY "$secret"
		sees "$file" AWS_SESSION_TOKEN "$token"
	done
	is_harmless
}
in_turn "$all_shells" 'hostile credentials of 8 KB arrive byte for byte' carries_credentials

# Where a syntax writes such text as terms of one expression, the shell must not run out of stack. Added up one by one, they would
# also take minutes; that they are not is seen in the unit tests of the syntaxes.
carries_long_text() {
	local token
	token=$(printf 'a\u2019%.0s' {1..8000})
	issue_for_dev "{\"sessionToken\":$(json_text "$token")}"
	run_script "$(applying use dev)" "$(recording after)"
	equals "$status" 0
	sees after AWS_SESSION_TOKEN "$token"
}
in_turn "$all_shells" 'a long token that is not ASCII arrives byte for byte' carries_long_text

refuses_nul() {
	issue_for_dev '{"sessionToken":"before\u0000after"}'
	run_script "$(recording before)" "$(applying use dev)" "$(printing_status)" "$(recording after)"
	equals "$output" status=6
	matches "$stderr" 'sessionToken is not a valid value of an environment variable'
	same_environment before after
	[ ! -e "$role_file" ] || fail 'it is in the cache'
}
in_turn "$all_shells" 'credentials with NUL are refused' refuses_nul

names_unknown_profiles() {
	local number script=() some=(1 2 5 14)
	for number in "${some[@]}"; do
		export "NAME$number=${texts[number]}"
		script+=("$(applying use "$(argument_from "NAME$number")")" "$(printing_status)")
	done
	run_script "$(recording before)" "${script[@]}" "$(recording after)"
	equals "$(sort -u <<<"$output")" status=3
	equals "${#lines[@]}" "${#some[@]}"
	matches "$stderr" 'profile "bell\\x07 esc\\x1b\[31m del\\x7f tab\\x09!" is not in'
	same_environment before after
	is_harmless
}
in_turn "$all_shells" 'hostile names of unknown profiles are shown without control characters' names_unknown_profiles

export_carries_credentials() {
	local key=$'ASIA\'"$(touch PWNED)`touch PWNED`\\' secret=$'one\ntwo \x7f\e \u2019;touch PWNED;\u2018 \\' \
		token=$'\';touch PWNED;\'\'$x%y'
	issue_for_dev "{\"accessKeyId\":$(json_text "$key"),\"secretAccessKey\":$(json_text "$secret"),\"sessionToken\":$(json_text "$token")}"
	run_script "$(applying export dev --format "$1")" "$(recording after)"
	equals "$status" 0
	silent
	sees after AWS_ACCESS_KEY_ID "$key"
	sees after AWS_SECRET_ACCESS_KEY "$secret"
	sees after AWS_SESSION_TOKEN "$token"
	is_harmless
}
in_each "$posix_shells" 'hostile credentials exported as env arrive byte for byte' export_carries_credentials env
in_each fish 'hostile credentials exported as fish arrive byte for byte' export_carries_credentials fish
in_each powershell 'hostile credentials exported as powershell arrive byte for byte' export_carries_credentials powershell

refuses_to_export() {
	issue_for_dev "{\"sessionToken\":$(json_text "$2")}"
	run --separate-stderr ssoenv export dev --format "$1"
	equals "$status" 2
	equals "$output" ''
	matches "$stderr" 'AWS_SESSION_TOKEN contains a character that'
	matches "$stderr" 'hint: ssoenv export --format json'
}
number=0
# shellcheck disable=SC1003
for text in 'a&calc' 'a|b' 'a%PATH%' 'a^b' 'a"b' 'a b' 'a>b' 'a!b' $'a\nb' 'ab\' 'é'; do
	number=$((number + 1))
	bats_test_function --description "windows-cmd refuses hostile credentials, case $number" -- refuses_to_export windows-cmd "$text"
done
for text in "a'b" $'a\nb'; do
	number=$((number + 1))
	bats_test_function --description "dotenv refuses what its readers disagree on, case $number" -- refuses_to_export dotenv "$text"
done
