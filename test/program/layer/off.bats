# `ssoenv off`: what was there before comes back, byte for byte, and it never leads to a role of ours.

load ../support/support
load ../support/layer

## What was there before

gives_everything_back() {
	role a
	role b '' ASIAB ''
	export AWS_PROFILE=$'two\nlines\n' AWS_DEFAULT_PROFILE=$'it\'s "x" $(touch PWNED) `touch PWNED` \\' AWS_SESSION_TOKEN='*'
	export AWS_SECRET_ACCESS_KEY=$'\xe2\x80\x99;New-Item PWNED;\xe2\x80\x98' SSOENV_REGION=' x ' AWS_SSO_PROFILE=-n "$@"
	in_layer "$(recording before)" "$(calling use a)" "$(calling use b)" "$(calling use a)" "$(calling use b)" "$(calling use -)" \
		"$(recording between)" "$(calling off)" "$(printing_status)" "$(recording after)"
	equals "$output" status=0
	equals "$stderr" ''
	sees between SSOENV_PROFILE a
	same_environment before after
	nothing_ran
}
in_layers 'after use a, use b, use - everything is as before: quotes, lines, code' gives_everything_back
in_layers 'after use a, use b, use - everything is as before: empty values' gives_everything_back \
	AWS_PROFILE= AWS_ACCESS_KEY_ID= AWS_SESSION_EXPIRATION= AWS_REGION=
gives_bytes_back() {
	needs bytes
	gives_everything_back AWS_REGION=$'\377\376 x' AWS_ACCESS_KEY_ID=$'\200' AWS_SECURITY_TOKEN=$'caf\303'
}
in_layers 'after use a, use b, use - everything is as before: bytes that are not UTF-8' gives_bytes_back

leaves_unexported_values_so() {
	needs unexported
	role a
	in_layer "$(setting AWS_REGION $'plain\nvalue')" "$(setting AWS_SECURITY_TOKEN '')" "$(setting AWS_PROFILE mine)" \
		"$(recording before)" "$(calling use a)" "$(recording during)" "$(calling off)" "$(recording after)" \
		'echo "$AWS_REGION|$AWS_SECURITY_TOKEN|$AWS_PROFILE"'
	equals "$output" $'plain\nvalue||mine'
	equals "$stderr" ''
	sees during AWS_REGION eu-west-1
	same_environment before after
}
in_layers 'a value that was not exported comes back, and is not exported' leaves_unexported_values_so

leaves_what_changed() {
	role a
	export AWS_REGION=mine
	in_layer "$(calling use a)" "$(exporting AWS_REGION by-hand)" "$(unsetting AWS_DEFAULT_REGION)" "$(exporting AWS_PROFILE other)" \
		"$(calling off)" "$(printing AWS_REGION AWS_DEFAULT_REGION AWS_PROFILE AWS_ACCESS_KEY_ID SSOENV_PROFILE SSOENV_EXPIRES)"
	equals "$output" 'by-hand unset other unset unset unset'
}
in_layers 'what something else has changed since stays as it is' leaves_what_changed

remembers_what_was_set_meanwhile() {
	role a
	role b
	in_layer "$(calling use a)" "$(calling use b)" "$(exporting AWS_REGION $'x y')" "$(exporting AWS_PROFILE mine)" \
		"$(calling use a)" "$(printing AWS_REGION AWS_PROFILE)" "$(calling use b)" "$(calling off)" \
		"$(printing AWS_REGION AWS_PROFILE AWS_DEFAULT_REGION AWS_ACCESS_KEY_ID)"
	equals "$output" $'eu-west-1 unset\nx y mine unset unset'
}
in_layers 'what was set by hand between two uses comes back' remembers_what_was_set_meanwhile

says_that_nothing_is_active() {
	export AWS_ACCESS_KEY_ID=mine AWS_REGION=mine
	role a
	in_layer "$(recording before)" "$(calling off)" "$(printing_status)" "$(calling use a)" "$(calling off)" "$(calling off)" \
		"$(printing_status)" "$(recording after)"
	equals "$output" $'status=0\nstatus=0'
	equals "$(sort -u <<<"$stderr")" 'ssoenv: no profile is active in this shell'
	equals "$(grep -c . <<<"$stderr")" 2
	same_environment before after
}
in_layers 'without a role it says so, has status 0, and changes nothing' says_that_nothing_is_active

## A role that the shell inherited

# What a shell above has left in the environment: a role of dev, and a region of the person's own.
inherit() {
	inherit_role "${1-2035}"
	export SSOENV_REGION=eu-north-1 AWS_REGION=eu-north-1 AWS_DEFAULT_REGION=mine AWS_SSO_PROFILE=dev
	export AWS_ACCESS_KEY_ID=OLD AWS_SECRET_ACCESS_KEY=OLD AWS_SESSION_TOKEN=OLD AWS_CREDENTIAL_EXPIRATION=2100-01-01T00:00:00Z
}

# has_no_role FILE: of all variables of a role, there is the region of the person's own.
has_no_role() {
	equals "$(tr '\0' '\n' <"$1" | grep -E '^(SSOENV_(PROFILE|EXPIRES|ACCOUNT|ROLE|REGION)|AWS_(P|ACC|SEC|SES|CRED|SSO|REG|DEF))')" \
		AWS_DEFAULT_REGION=mine
}

unsets_what_came_with_it() {
	inherit
	in_layer "$(calling off)" "$(printing_status)" "$(recording after)"
	equals "$output" status=0
	equals "$stderr" ''
	has_no_role after
}
in_layers 'an inherited role is unset, with the region that came with it' unsets_what_came_with_it

# Settings that came with the role, but for one that was changed since, one that is gone, and one whose label is gone.
inherit_settings() {
	inherit
	export AWS_ENDPOINT_URL=http://x AWS_USE_FIPS_ENDPOINT=true AWS_USE_DUALSTACK_ENDPOINT=true AWS_DEFAULT_OUTPUT=yaml
	export SSOENV_ENDPOINT_URL=http://x SSOENV_USE_FIPS_ENDPOINT=true SSOENV_CA_BUNDLE=/ca.pem SSOENV_OUTPUT=text
}

unsets_the_settings_that_came_with_it() { # [NAME]
	inherit_settings
	role bare '' ASIABARE ''
	local steps=("$(calling off)") show
	show=$(printing "${rare[@]}" "${rare_labels[@]}" SSOENV_PROFILE)
	[ -z "${1-}" ] || steps=("$(has prompt && prompting)" "$(calling use "$1")" "$show" "$(calling off)")
	in_layer "${steps[@]}" "$show"
	equals "$output" "${1:+unset unset true unset yaml unset unset unset unset unset $1$'\n'}unset unset true unset yaml unset unset \
unset unset unset unset"
	equals "$stderr" ''
}
in_layers 'the settings that came with an inherited role go with it, unless they were changed' unsets_the_settings_that_came_with_it
in_layers 'use takes them away as well, also if the profile has none' unsets_the_settings_that_came_with_it bare

gives_a_label_back() {
	role a
	role b
	local show
	show=$(printing SSOENV_OUTPUT AWS_DEFAULT_OUTPUT)
	in_layer "$(calling use a)" "$(exporting SSOENV_OUTPUT mine)" "$(exporting AWS_DEFAULT_OUTPUT mine)" "$(calling use b)" "$show" \
		"$(calling use a)" "$(calling off)" "$show"
	equals "$output" $'unset mine\nmine mine'
}
in_layers 'a label that the person has set goes with a role, and comes back' gives_a_label_back

leads_to_no_role() {
	role a '' ASIAA
	inherit
	in_layer "$(has prompt && prompting)" "$(calling use a)" "$(printing SSOENV_PROFILE AWS_ACCESS_KEY_ID AWS_DEFAULT_REGION)" \
		"$(calling off)" "$(recording after)" "$(calling off)"
	equals "$output" 'a ASIAA eu-west-1'
	equals "$stderr" 'ssoenv: no profile is active in this shell'
	has_no_role after
}
in_layers 'off after use in a shell with an inherited role leads to no role' leads_to_no_role

stays_inherited() {
	needs copies prompt
	copy dev 7200 ASIANEW
	mv "$copies/roles/dev" later
	inherit 1000
	export SSOENV_REFRESH_WINDOW=2000
	in_layer "$(prompting)" "mv later $(quoted "$copies/roles/dev")" "$($1)" "$(printing AWS_ACCESS_KEY_ID AWS_REGION)" \
		"$(calling off)" "$(recording after)"
	equals "$output" 'ASIANEW eu-north-1'
	equals "$stderr" ''
	has_no_role after
}
in_layers 'an inherited role that was renewed at the prompt is unset' stays_inherited prompting
in_layers 'an inherited role that was renewed before a command is unset' stays_inherited before_command

takes_its_region_away() {
	role bare '' ASIABARE ''
	inherit
	in_layer "$(calling use bare)" "$(printing SSOENV_PROFILE AWS_REGION SSOENV_REGION AWS_DEFAULT_REGION)" "$(calling off)" \
		"$(recording after)"
	equals "$output" 'bare unset unset mine'
	has_no_role after
}
in_layers 'use takes the region of an inherited role away, and no other' takes_its_region_away

ends_in_a_nested_shell() {
	role dev
	export AWS_PROFILE=mine
	printf '%s\n' "$(loading_layer)" "$(has prompt && prompting)" "$(calling off)" "$(recording inner)" >"inner.${ending[$shell]-sh}"
	in_layer "$(calling use dev)" "$(nesting "inner.${ending[$shell]-sh}")" "$(printing SSOENV_PROFILE)" "$(calling off)" \
		"$(printing SSOENV_PROFILE AWS_PROFILE)"
	equals "$output" $'dev\nunset mine'
	equals "$stderr" ''
	lacks inner SSOENV_PROFILE
	lacks inner AWS_ACCESS_KEY_ID
	lacks inner AWS_PROFILE
}
declare -A ending=([powershell]=ps1 [fish]=fish)
nesting() {
	case $shell in
		powershell) echo "pwsh -NoProfile -NonInteractive -File '$1'" ;;
		*) echo "$(program_of "$shell") $(quiet_start) '$1'" ;;
	esac
}
in_layers 'off in a nested shell unsets the role there, and the shell above keeps it' ends_in_a_nested_shell

## Values of another program

takes_over_and_gives_back() {
	role dev
	role a
	in_layer "$(calling use dev)" "$(exporting AWS_ACCESS_KEY_ID FOREIGN)" "$(exporting AWS_SESSION_TOKEN FOREIGN)" \
		"$(calling use a)" "$(printing SSOENV_PROFILE AWS_ACCESS_KEY_ID)" "$(calling off)" \
		"$(printing AWS_ACCESS_KEY_ID AWS_SESSION_TOKEN AWS_SECRET_ACCESS_KEY SSOENV_PROFILE)"
	equals "$output" $'a ASIACOPY\nFOREIGN FOREIGN unset unset'
}
in_layers 'use takes over from another program, and off gives its values back' takes_over_and_gives_back

# A tool that follows folders exported AWS_PROFILE. It has left that folder since, if its own variable is another.
follows() { # VARIABLE TOOL
	in_layers "where $2 has left the folder, its AWS_PROFILE stays unset, and off says so" gone "$1" "$2"
	in_layers "where $2 has left the folder, what it had not set comes back" others_come_back "$1" "$2"
	in_layers "where $2 is in the same folder, its AWS_PROFILE comes back" stayed "$1"
}
gone() { # VARIABLE TOOL
	role dev
	export AWS_PROFILE=project "$1=there" AWS_CA_BUNDLE=/mine.pem
	in_layer "$(calling use dev)" "$(unsetting "$1")" "$(calling off)" "$(printing_status)" "$(printing AWS_PROFILE AWS_CA_BUNDLE)" \
		"$(exporting AWS_PROFILE project)" "$(exporting "$1" there)" "$(calling use dev)" "$(exporting "$1" elsewhere)" "$(calling off)" \
		"$(printing AWS_PROFILE AWS_ACCESS_KEY_ID AWS_CA_BUNDLE)"
	equals "$output" $'status=0\nunset /mine.pem\nunset unset /mine.pem'
	equals "$(sort -u <<<"$stderr")" \
		"ssoenv: not set again, because $2 has left the folder in which it set them: AWS_PROFILE"
}
# What it had not set comes back: its variable is compressed text, with the names of what it had set.
others_come_back() { # VARIABLE TOOL
	require_python
	role dev
	export AWS_PROFILE=project AWS_REGION=mine AWS_DEFAULT_REGION='' "$1=$(diff_of "$2")"
	in_layer "$(calling use dev)" "$(unsetting "$1")" "$(calling off)" "$(printing AWS_PROFILE AWS_REGION AWS_DEFAULT_REGION)"
	equals "$output" 'unset mine '
	equals "$stderr" "ssoenv: not set again, because $2 has left the folder in which it set them: AWS_PROFILE"
}
# diff_of TOOL [NAME]: as direnv (gzenv.go) and mise (env_diff.rs) write it, where they have set NAME, or AWS_PROFILE.
diff_of() {
	"$python_program" - "$1" "${2-AWS_PROFILE}" <<-'PY'
		import base64, os, sys, zlib
		noise = os.urandom(6000).hex()
		name = sys.argv[2]
		if sys.argv[1] == 'direnv':
		    text = ('{"p":{"PATH":"%s"},"n":{"%s":"project","OLD_AWS_REGION":"x"}}' % (noise, name)).encode()
		    print(base64.urlsafe_b64encode(zlib.compress(text)).decode())
		else:
		    text = b'\x83\xa3old\x80\xa3new\x82' + bytes([0xa0 + len(name)]) + name.encode() + b'\xa7project'
		    text += b'\xaeOLD_AWS_REGION\xa1x\xa4path\x91\xda\x2e\xe0' + noise.encode()
		    print(base64.b64encode(zlib.compress(text)).decode().rstrip('='))
	PY
}
stayed() {
	role dev
	export AWS_PROFILE=project "$1=there"
	in_layer "$(calling use dev)" "$(calling off)" "$(printing_status)" "$(printing AWS_PROFILE AWS_ACCESS_KEY_ID)"
	equals "$output" $'status=0\nproject unset'
	equals "$stderr" ''
}
# What each of them had set is in its own variable.
both_gone() {
	require_python
	role dev
	export AWS_PROFILE=project AWS_REGION=theirs AWS_DEFAULT_REGION=mine AWS_CA_BUNDLE=/mine.pem
	DIRENV_DIFF=$(diff_of direnv) __MISE_DIFF=$(diff_of mise AWS_REGION)
	export DIRENV_DIFF __MISE_DIFF
	in_layer "$(calling use dev)" "$(unsetting DIRENV_DIFF __MISE_DIFF)" "$(calling off)" \
		"$(printing AWS_PROFILE AWS_REGION AWS_DEFAULT_REGION AWS_CA_BUNDLE)"
	equals "$output" 'unset unset mine /mine.pem'
	equals "$stderr" 'ssoenv: not set again, because direnv has left the folder in which it set them: AWS_PROFILE
ssoenv: not set again, because mise has left the folder in which it set them: AWS_REGION'
}
both_cannot_be_read() {
	require_python
	role dev
	export AWS_PROFILE=project AWS_REGION=theirs __MISE_DIFF=there
	DIRENV_DIFF=$(diff_of direnv)
	export DIRENV_DIFF
	in_layer "$(calling use dev)" "$(unsetting DIRENV_DIFF __MISE_DIFF)" "$(calling off)" "$(printing AWS_PROFILE AWS_REGION)"
	equals "$output" 'unset unset'
	equals "$stderr" 'ssoenv: not set again, because direnv has left the folder in which it set them: AWS_PROFILE
ssoenv: not set again, because mise has left the folder in which it set them: AWS_REGION'
}
in_layers 'where direnv and mise have left the folder, what each had set stays unset' both_gone
in_layers 'where both have left, and one cannot be read, the rest counts as set by that one' both_cannot_be_read
follows DIRENV_DIFF direnv
follows __MISE_DIFF mise

## On a terminal

# A value of several lines is one value.
names_several_lines() {
	copy dev
	export AWS_PROFILE=$'two\nlines'
	typed "$(calling use dev)" "$(calling off)"
	shows 'in force again, as before `ssoenv use`: AWS_PROFILE=two?lines'
}
in_each 'bash zsh fish powershell' 'off names a value of several lines in one message' names_several_lines

names_what_is_in_force() {
	role dev
	export AWS_PROFILE=prod-admin AWS_DEFAULT_PROFILE=$'od\ed' AWS_ACCESS_KEY_ID=AKIAMINE AWS_SECRET_ACCESS_KEY=mine/secret
	typed "$(calling use dev)" "$(calling off)"
	shows 'ssoenv: in force again, as before `ssoenv use`: AWS_'
	shows AWS_PROFILE=prod-admin
	shows 'AWS_DEFAULT_PROFILE=od?d'
	matches "$output" '(, |: )AWS_ACCESS_KEY_ID'
	hides AKIAMINE
	hides mine/secret
}
in_layers 'off names what is in force again' names_what_is_in_force

says_nothing_where_nothing_is() {
	role dev
	export AWS_REGION=mine
	typed "$(calling use dev)" "$(calling off)"
	hides 'in force again'
	shows 'ssoenv: dev: ReadOnly in account 111111111111 (eu-west-1), '
}
in_layers 'off says nothing where nothing decides who AWS commands run as' says_nothing_where_nothing_is

## Variables that cannot be changed

refuses_readonly() {
	needs readonly
	role a
	role b
	in_layer "$(calling use a)" "$(recording before)" "$(freezing SSOENV_ROLE_NAME)" "$(calling use b)" "$(printing_status)" \
		"$(calling off)" "$(printing_status)" "$(recording after)"
	equals "$output" $'status=3\nstatus=3'
	equals "$(uniq <<<"$stderr")" 'ssoenv: SSOENV_ROLE_NAME is readonly in this shell, so nothing was changed'
	same_environment before after
}
in_layers 'with a readonly variable use and off change nothing, say one line, and have status 3' refuses_readonly

refuses_readonly_rivals() {
	needs readonly
	role a
	local name
	for name in AWS_PROFILE AWS_REGION SSOENV_EXPIRES; do
		in_layer "$(recording before)" "$(freezing "$name")" "$(calling use a)" "$(printing_status)" "$(recording after)"
		equals "$output" status=3
		equals "$stderr" "ssoenv: $name is readonly in this shell, so nothing was changed"
		same_environment before after
	done
}
in_layers 'with a readonly variable that is not set, use changes nothing' refuses_readonly_rivals

leaves_a_readonly_setting() {
	needs readonly
	role a
	passed=(http://x '' '' /ca.pem)
	role p
	in_layer "$(freezing AWS_CA_BUNDLE)" "$(calling use a)" "$(calling use a)" "$(printing SSOENV_PROFILE)" "$(calling use p)" \
		"$(printing_status)" "$(calling off)" "$(printing_status)" "$(printing SSOENV_PROFILE AWS_ENDPOINT_URL)"
	equals "$output" $'a\nstatus=3\nstatus=0\nunset unset'
	equals "$stderr" 'ssoenv: AWS_CA_BUNDLE is readonly in this shell, so nothing was changed'
}
in_layers 'a readonly variable that a role has no value for does not matter' leaves_a_readonly_setting
