# `off` takes away what `use` brought, and nothing else.

load ../support/support

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
in_each "$all_shells" 'off after a profile without region restores the environment' takes_everything_away regionless

takes_two_away() {
	cached_role
	run_script "$(recording before)" "$(applying use dev)" "$(applying use regionless)" "$(applying use dev)" \
		"$(applying off)" "$(recording after)"
	same_environment before after
}
in_each "$all_shells" 'off after switches restores the environment' takes_two_away

leaves_a_region_set_by_hand() {
	cached_role
	run_script "$(applying use dev)" "$(exporting AWS_REGION ap-south-1)" "$(applying off)" "$(recording after)"
	sees after AWS_REGION ap-south-1
	lacks after AWS_DEFAULT_REGION
	lacks after AWS_ACCESS_KEY_ID
}
in_each "$all_shells" 'off leaves a region that was set by hand' leaves_a_region_set_by_hand

leaves_a_region_of_before() {
	export AWS_REGION=ap-south-1
	run_script "$(recording before)" "$(applying use regionless)" "$(applying off)" "$(recording after)"
	same_environment before after
}
in_each "$all_shells" 'off leaves a region that the profile did not set' leaves_a_region_of_before

does_nothing_when_nothing_is_active() {
	export AWS_ACCESS_KEY_ID=mine AWS_REGION=ap-south-1
	run_script "$(recording before)" 'ssoenv off' "$(applying off)" "$(printing_status)" "$(recording after)"
	equals "$output" status=0
	matches "$stderr" '^ssoenv: no profile is active'
	same_environment before after
}
in_each "$all_shells" 'off with nothing active prints no code' does_nothing_when_nothing_is_active

turns_off_unquoted() {
	cached_role
	local words='eval $(ssoenv off)'
	[ "$shell" != fish ] || words='eval (ssoenv off)'
	run_script "$(recording before)" "$(applying use dev)" "$words" "$(recording after)"
	equals "$status" 0
	same_environment before after
}
in_each "$unix_shells" 'off in an eval without quotes' turns_off_unquoted
