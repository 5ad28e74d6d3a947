# The code of `use` and `off` in a shell without a layer: what a child process sees after it.

load ../support/support

is_the_issued_role() {
	local now
	equals "$status" 0
	silent
	sees after AWS_ACCESS_KEY_ID "$(issued_field 111111111111 ReadOnly accessKeyId)"
	sees after AWS_SECRET_ACCESS_KEY "$(issued_field 111111111111 ReadOnly secretAccessKey)"
	sees after AWS_SESSION_TOKEN "$(issued_field 111111111111 ReadOnly sessionToken)"
	now=$(issued_field 111111111111 ReadOnly expiration)
	sees after SSOENV_EXPIRES "${now%???}"
	sees after AWS_CREDENTIAL_EXPIRATION "$(node -p 'new Date(process.argv[1] * 1000).toISOString().replace(".000Z", "Z")' "${now%???}")"
	sees after AWS_REGION eu-central-1
	sees after AWS_DEFAULT_REGION eu-central-1
	sees after SSOENV_REGION eu-central-1
	sees after AWS_SSO_PROFILE dev
	sees after SSOENV_PROFILE dev
	sees after SSOENV_ACCOUNT_ID 111111111111
	sees after SSOENV_ROLE_NAME ReadOnly
}

applies_the_issued_role() {
	run_script "$(recording before)" "$(applying use dev)" "$(recording after)"
	is_the_issued_role
	equals "$(changed_between before after | cut -d= -f1 | tr '\n' ' ')" "$set_by_use "
	equals "$(changed_between after before)" ''
}
in_each "$all_shells" 'a child sees the issued credentials and nothing else changed' applies_the_issued_role

applies_unquoted() {
	local code='eval $(ssoenv use dev)'
	[ "$shell" != fish ] || code='eval (ssoenv use dev)'
	run_script "$code" "$(recording after)"
	is_the_issued_role
}
in_turn "$unix_shells" 'an eval without quotes sets everything too' applies_unquoted

applies_as_one_string() {
	run_script 'Invoke-Expression ((ssoenv use dev) -join "`n")' "$(recording after)"
	is_the_issued_role
}
in_each powershell 'joined lines work like piped ones' applies_as_one_string

unsets_the_rivals() {
	local name
	cached_role
	export AWS_PROFILE=old AWS_DEFAULT_PROFILE=older AWS_SECURITY_TOKEN=legacy AWS_SESSION_EXPIRATION=2001-01-01T00:00:00Z
	run_script "$(recording before)" "$(applying use dev)" "$(recording after)"
	for name in AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN AWS_SESSION_EXPIRATION; do
		lacks after "$name"
	done
	sees before AWS_PROFILE old
	sees after AWS_ACCESS_KEY_ID ASIACACHED
}
in_each "$all_shells" 'rival variables are unset, not emptied' unsets_the_rivals

leaves_the_persons_region() {
	export AWS_REGION=ap-south-1
	run_script "$(applying use regionless)" "$(recording after)"
	equals "$status" 0
	sees after AWS_REGION ap-south-1
	lacks after AWS_DEFAULT_REGION
	lacks after SSOENV_REGION
	sees after SSOENV_PROFILE regionless
	sees after AWS_ACCESS_KEY_ID "$(issued_field 222222222222 ReadOnly accessKeyId)"
}
in_turn "$all_shells" "a profile without region leaves the person's region" leaves_the_persons_region

takes_the_region_away() {
	cached_role
	run_script "$(applying use dev)" "$(recording first)" "$(applying use regionless)" "$(recording second)"
	equals "$status" 0
	sees first AWS_REGION eu-central-1
	lacks second AWS_REGION
	lacks second AWS_DEFAULT_REGION
	lacks second SSOENV_REGION
	sees second SSOENV_PROFILE regionless
	sees second SSOENV_ACCOUNT_ID 222222222222
}
in_turn "$all_shells" 'a switch to a profile without region unsets the region of the first' takes_the_region_away

keeps_a_region_set_by_hand() {
	cached_role
	run_script "$(applying use dev)" "$(exporting AWS_REGION ap-south-1)" "$(applying use regionless)" "$(recording after)"
	sees after AWS_REGION ap-south-1
	lacks after AWS_DEFAULT_REGION
}
in_turn "$all_shells" 'a switch leaves a region that was set by hand in between' keeps_a_region_set_by_hand

# Settings of the profile beyond the region.
carries_settings() {
	cached_role
	printf '%s\n' 'endpoint_url = https://h.example/x?a=b' 'use_fips_endpoint = TRUE' 'ca_bundle = /ca files/ca.pem' >settings
	sed -i '/^\[profile dev\]/r settings' "$config_file"
	export AWS_DEFAULT_OUTPUT=yaml
	local name
	run_script "$(recording before)" "$(applying use dev)" "$(recording first)" "$(exporting AWS_USE_FIPS_ENDPOINT false)" \
		"$(applying use regionless)" "$(recording second)" "$(unsetting AWS_USE_FIPS_ENDPOINT)" "$(applying use dev)" \
		"$(applying off)" "$(recording after)"
	for name in AWS_ENDPOINT_URL SSOENV_ENDPOINT_URL; do sees first "$name" 'https://h.example/x?a=b'; done
	for name in AWS_USE_FIPS_ENDPOINT SSOENV_USE_FIPS_ENDPOINT; do sees first "$name" true; done
	for name in AWS_CA_BUNDLE SSOENV_CA_BUNDLE; do sees first "$name" '/ca files/ca.pem'; done
	lacks first SSOENV_OUTPUT
	sees second AWS_USE_FIPS_ENDPOINT false
	sees second AWS_DEFAULT_OUTPUT yaml
	for name in AWS_ENDPOINT_URL AWS_CA_BUNDLE SSOENV_ENDPOINT_URL SSOENV_USE_FIPS_ENDPOINT SSOENV_CA_BUNDLE; do lacks second "$name"; done
	sees second SSOENV_PROFILE regionless
	same_environment before after
}
in_turn "$all_shells" 'the settings of a profile come with it, each with a label, and go with it' carries_settings

succeeds_after_a_failure() {
	cached_role
	local failing=false
	[ "$shell" != powershell ] || failing="sh -c 'exit 7'"
	run_script "$failing" "$(applying use dev)" "$(printing_status)"
	equals "$output" status=0
}
in_turn "$all_shells" 'status 0 after a command that failed' succeeds_after_a_failure

reports_last_exit_code() {
	cached_role
	run_script "sh -c 'exit 7'" "$(applying use dev)" "\"\$? \$LASTEXITCODE\""
	equals "$output" 'True 0'
}
in_each powershell 'both status variables are good after a command that failed' reports_last_exit_code

takes_the_named_region() {
	cached_role
	run_script "$(applying use dev --region us-west-2)" "$(recording after)"
	sees after AWS_REGION us-west-2
	sees after AWS_DEFAULT_REGION us-west-2
	sees after SSOENV_REGION us-west-2
}
in_turn "$all_shells" 'the region option replaces the one of the profile' takes_the_named_region

takes_the_profile_from_the_environment() {
	cached_role
	export AWS_PROFILE=dev
	run_script "$(applying use)" "$(recording after)"
	equals "$status" 0
	sees after SSOENV_PROFILE dev
	lacks after AWS_PROFILE
}
in_turn "$all_shells" 'without a name AWS_PROFILE is used, and unset' takes_the_profile_from_the_environment

## `off` takes away what `use` brought, and nothing else

takes_everything_away() {
	cached_role
	run_script "$(recording before)" "$(applying use "$1")" "$(recording active)" "$(applying off)" "$(printing_status)" \
		"$(recording after)"
	equals "$output" status=0
	equals "$stderr" ''
	sees active SSOENV_PROFILE "$1"
	same_environment before after
}
in_each "$all_shells" 'off restores the environment' takes_everything_away dev
in_turn "$all_shells" 'off after a profile without region restores the environment' takes_everything_away regionless

takes_two_away() {
	cached_role
	run_script "$(recording before)" "$(applying use dev)" "$(applying use regionless)" "$(applying use dev)" \
		"$(applying off)" "$(recording after)"
	same_environment before after
}
in_turn "$all_shells" 'off after switches restores the environment' takes_two_away

leaves_a_region_set_by_hand() {
	cached_role
	run_script "$(applying use dev)" "$(exporting AWS_REGION ap-south-1)" "$(applying off)" "$(recording after)"
	sees after AWS_REGION ap-south-1
	lacks after AWS_DEFAULT_REGION
	lacks after AWS_ACCESS_KEY_ID
}
in_turn "$all_shells" 'off leaves a region that was set by hand' leaves_a_region_set_by_hand

leaves_a_region_of_before() {
	export AWS_REGION=ap-south-1
	run_script "$(recording before)" "$(applying use regionless)" "$(applying off)" "$(recording after)"
	same_environment before after
}
in_turn "$all_shells" 'off leaves a region that the profile did not set' leaves_a_region_of_before

does_nothing_when_nothing_is_active() {
	export AWS_ACCESS_KEY_ID=mine AWS_REGION=ap-south-1
	run_script "$(recording before)" 'ssoenv off' "$(applying off)" "$(printing_status)" "$(recording after)"
	equals "$output" status=0
	matches "$stderr" '^ssoenv: no profile is active'
	same_environment before after
}
in_turn "$all_shells" 'off with nothing active prints no code' does_nothing_when_nothing_is_active

turns_off_unquoted() {
	cached_role
	local words='eval $(ssoenv off)'
	[ "$shell" != fish ] || words='eval (ssoenv off)'
	run_script "$(recording before)" "$(applying use dev)" "$words" "$(recording after)"
	equals "$status" 0
	same_environment before after
}
in_turn "$unix_shells" 'off in an eval without quotes' turns_off_unquoted

## For the shell functions

@test "use --fields, which shells from before an upgrade go on calling, answers as shell-role does" {
	cached_role
	run --separate-stderr ssoenv shell-role --shell bash dev
	equals "$status" 0
	matches "${lines[0]}" '^ssoenv[0-9]+$'
	local role=$output$stderr
	run --separate-stderr ssoenv use --shell bash --fields dev
	equals "$status" 0
	equals "$output$stderr" "$role"
}

@test "use --fields fails with code that fails, as ever; nothing evaluates shell-role, so it prints none" {
	run --separate-stderr ssoenv use --shell bash --fields nope
	equals "$status $output" '3 (exit 3);'
	local told=$stderr
	run --separate-stderr ssoenv shell-role --shell bash nope
	equals "$status $output" '3 '
	equals "$stderr" "$told"
}

@test "a wrong word is told of the command that the person typed" {
	run --separate-stderr ssoenv shell-role --shell bash dev --nope
	equals "$status $output" '2 '
	equals "$stderr" $'ssoenv: unknown argument: nope\nssoenv: hint: ssoenv use --help'
}
