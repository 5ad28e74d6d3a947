# How to sign in: `use --device-code` in each shell, and the keys of an sso-session.

load ../support/support
load ../support/layer
load ../support/sign-in

as_before() { control configure '{"approveByVisit":false,"autoApprove":false}' >/dev/null; }
teardown() { release leave_terminal as_before; }

by_device_code() {
	idle_browser
	signed_out
	control configure '{"autoApprove":true}' >/dev/null
	started=$(asked StartDeviceAuthorization)
}
signed_in_by_device_code() {
	equals "$(asked StartDeviceAuthorization)" "$((started + 1))"
	[[ $stderr != *redirect_uri* ]] || fail 'it was the browser'
	signed_in
}

bare_use() {
	by_device_code
	run_script "$(applying use dev --login --device-code)" "$(printing_status)" "$(recording after)"
	equals "$output" status=0
	sees after SSOENV_PROFILE dev
	signed_in_by_device_code
}
in_turn "$all_shells" 'use --device-code signs in with a device code' bare_use

use_of_the_layer() {
	by_device_code
	in_layer "$(calling use --device-code --login dev)" "$(printing_status)" "$(recording after)"
	equals "$output" status=0
	sees after SSOENV_PROFILE dev
	signed_in_by_device_code
}
in_turn "$layer_shells" 'the function hands --device-code on, and takes the name behind it for the profile' use_of_the_layer

@test "without a terminal, use --device-code suggests a login with --device-code" {
	idle_browser
	signed_out
	run --separate-stderr ssoenv use dev --shell bash --device-code
	equals "$status" 4
	equals "$output" '(exit 4);'
	equals "$stderr" $'ssoenv: sso-session "corp": not signed in\nssoenv: hint: ssoenv login --sso-session corp --device-code'
	never_opened idle
}

@test "on a terminal, use asks, and then follows the keys of the sso-session" {
	willing_browser
	signed_out
	control configure '{"approveByVisit":true}' >/dev/null
	set_keys 'ssoenv_device_code = true' "ssoenv_browser = '$PWD/willing' --new-window %s"
	unset BROWSER
	sit_at 'ssoenv use dev --shell bash >code'
	shows 'not signed in; sign in now?'
	presses "$enter"
	leaves
	equals "$ended" 0
	equals "$(sed -n 1p willing-was-given)" --new-window
	matches "$(sed -n 2p willing-was-given)" '/device\?user_code=[A-Z]{4}-[A-Z]{4}$'
}

# set_keys LINE ...: in the section of the sso-session.
set_keys() {
	local line
	for line; do sed -i "s|^\[sso-session corp\]|&\n$line|" "$config_file"; done
}

@test "on a terminal, a wrong key shows before the question" {
	idle_browser
	signed_out
	set_keys 'ssoenv_callback_port = 70000'
	sit_at 'ssoenv use dev --shell bash >code'
	leaves
	equals "$ended" 3
	equals "$(cat code)" '(exit 3);'
	says screen 'ssoenv_callback_port of sso-session "corp" is "70000", which is not a port from 1 to 65535'
	! says screen 'sign in now?' || fail 'it asked'
	never_opened idle
}

@test "no shell runs the command of a setting" {
	willing_browser
	signed_out
	export SSOENV_BROWSER="'$PWD/willing' \$(touch PWNED1) ; touch PWNED2 \`touch PWNED3\`"
	unset BROWSER
	run --separate-stderr ssoenv login
	equals "$status" 0
	equals "$(sed -n 1p willing-was-given)" '$(touch'
	nothing_ran
}

@test "configure and sync keep the keys" {
	cp "$BATS_SUITE_TMPDIR/token.json" "$token_file"
	set_keys 'ssoenv_browser = firefox -P "my work" %s' 'ssoenv_device_code = true' 'ssoenv_callback_port = 8400'
	sed -n '/^ssoenv_/p' "$config_file" >before
	run --separate-stderr ssoenv configure --session-only --sso-session corp --scopes sso:account:access
	equals "$status" 0
	run --separate-stderr ssoenv sync --yes
	equals "$status" 0
	sed -n '/^ssoenv_/p' "$config_file" >after
	cmp before after
	equals "$(wc -l <after)" 3
}
