# Profiles that assume a role, in each shell with the layer: copies, `use -`, `off`, renewal, and codes of MFA devices.

load ../support/support
load ../support/layer
load ../support/sign-in

prepare() {
	cat >>"$config_file" <<-'INI'
		[profile deploy]
		role_arn = arn:aws:iam::333333333333:role/Deploy
		source_profile = dev
		region = eu-central-1

		[profile release]
		role_arn = arn:aws:iam::333333333333:role/team/Release
		source_profile = deploy
		region = eu-central-1

		[profile short]
		role_arn = arn:aws:iam::444444444444:role/Audit
		source_profile = dev
		duration_seconds = 900
		region = eu-central-1

		[profile emergency]
		role_arn = arn:aws:iam::333333333333:role/Emergency
		source_profile = dev
		mfa_serial = arn:aws:iam::111111111111:mfa/alice
		duration_seconds = 900
		region = eu-central-1

		[profile shell]
		role_arn = arn:aws:iam::333333333333:role/Deploy
		credential_source = Environment
		region = eu-central-1
	INI
	mkdir -p "$HOME/.aws/cli/cache"
	age_config
	echo 123456 >code
}

# noting_renewals: the real program, which leaves ./renewed when the layer has run it in the background.
noting_renewals() {
	stand_in "'$program_folder/ssoenv' \"\$@\"" 'status=$?' "case \$* in *--no-login*) touch '$PWD/renewed' ;; esac" 'exit $status'
}

# waiting_for FILE: code that waits for a file.
waiting_for() { echo "sh -c 'i=0; until [ -e \$1 ] || [ \$i = 100 ]; do sleep 0.1; i=\$((i + 1)); done' sh $(quoted "$PWD/$1")"; }

has_release() { # FILE
	sees "$1" SSOENV_PROFILE release
	sees "$1" SSOENV_ACCOUNT_ID 333333333333
	sees "$1" SSOENV_ROLE_NAME Release
	sees "$1" AWS_REGION eu-central-1
}

starts_no_program() {
	needs copies
	noting_program
	local program=$SSOENV_BIN
	unset SSOENV_BIN
	in_layer "$(recording before)" "$(calling use deploy)" "$(calling use release)" "$(recording cold)" "$(calling off)" \
		"$(exporting SSOENV_BIN "$program")" "$(calling use deploy)" "$(calling use release)" "$(printing_status)" "$(recording warm)" \
		"$(calling use -)" "$(printing SSOENV_PROFILE)" "$(calling use -)" "$(printing SSOENV_PROFILE)" "$(calling off)" \
		"$(unsetting SSOENV_BIN)" "$(recording after)"
	equals "$output" $'status=0\ndeploy\nrelease'
	equals "$stderr" ''
	has_release warm
	equals "$(changed_between cold warm)" "SSOENV_BIN=$program"
	same_environment before after
	never_called
}
in_layers 'with a copy, use, use - and off start no program' starts_no_program

starts_no_process() {
	needs copies prompt tab
	require_strace
	in_layer "$(calling use deploy)" "$(calling use release)"
	local bare lines=("$(loading_layer)" "$(prompting)" "$(calling use deploy)" "$(prompting)" "$(calling use release)" "$(calling use -)")
	noting_program
	bare=$(processes_of :)
	equals "$(processes_of "${lines[@]}" "$(completing 'use d')" "$(calling off)" "$(prompting)")" "$bare"
	grep -qx deploy got
	never_called
}
in_layers 'loading, warm use, use -, prompts, Tab and off start no process' starts_no_process

takes_the_role() {
	in_layer "$(recording before)" "$(calling use release)" "$(printing_status)" "$(recording used)" "$(calling off)" "$(recording after)"
	equals "$output" status=0
	has_release used
	same_environment before after
}
in_layers 'use takes the role, and off gives everything back' takes_the_role

asks_for_the_code() {
	begins "$(applying use emergency)"
	shows 'code of the MFA device arn:aws:iam::111111111111:mfa/alice'
	presses "123456$enter"
	ends 'min left'
	equals "$left" 0
	sees after SSOENV_PROFILE emergency
	! says screen 123456 || fail 'the code is on the screen'
}
in_each "$all_shells" 'a code is asked for on the terminal, and not shown' asks_for_the_code

takes_no_wrong_code() {
	begins "$(applying use emergency)"
	shows 'code of the MFA device arn:aws:iam::111111111111:mfa/alice'
	presses "000000$enter"
	ends 'each code is valid once'
	equals "$left" 5
	same_environment before after
}
in_each "$all_shells" 'a wrong code changes nothing and gives status 5' takes_no_wrong_code

reads_the_code() {
	in_layer "$(calling use emergency --mfa-code -) <code" "$(printing_status)" "$(recording after)"
	equals "$output" status=0
	sees after SSOENV_PROFILE emergency
}
layer_shells='bash zsh sh fish' # PowerShell has no `<`
in_layers 'the function hands --mfa-code - on, and the program reads the code' reads_the_code
layer_shells='bash zsh sh fish powershell'

takes_no_dash_for_a_name() {
	in_layer "$(calling use emergency --mfa-code -)" "$(printing_status)"
	equals "$output" status=2
	matches "$stderr" '^ssoenv: stdin has no code '
}
in_layers 'the dash behind --mfa-code is not the previous profile' takes_no_dash_for_a_name

# inherit PROFILE ACCOUNT ROLE: a shell above has left a role that ends soon.
inherit() {
	export SSOENV_PROFILE=$1 SSOENV_ACCOUNT_ID=$2 SSOENV_ROLE_NAME=$3 SSOENV_EXPIRES=$(($(now) + 500)) AWS_SSO_PROFILE=$1
	export SSOENV_REGION=eu-central-1 AWS_REGION=eu-central-1 AWS_DEFAULT_REGION=eu-central-1
	export AWS_ACCESS_KEY_ID=OLD AWS_SECRET_ACCESS_KEY=OLD AWS_SESSION_TOKEN=OLD AWS_CREDENTIAL_EXPIRATION=2026-01-01T00:00:00Z
}

renews_in_the_background() {
	needs copies prompt
	inherit short 444444444444 Audit
	noting_renewals
	in_layer "$(prompting)" "$(waiting_for renewed)" "$(prompting)" "$(printing AWS_ACCESS_KEY_ID SSOENV_PROFILE)"
	matches "$output" '^ASIA[A-Z0-9]+ short$'
	equals "$stderr" ''
}
in_layers 'a role with less than 15 minutes is renewed in the background' renews_in_the_background

is_not_renewed_with_a_code() {
	needs copies prompt
	inherit emergency 333333333333 Emergency
	noting_renewals
	local before
	before=$(asked)
	in_layer "$(prompting)" "$(waiting_for renewed)" "$(prompting)" "$(printing AWS_ACCESS_KEY_ID SSOENV_PROFILE)"
	equals "$output" 'OLD emergency'
	equals "$stderr" ''
	equals "$(asked)" "$before"
}
in_layers 'a role that needs a code is never assumed in the background' is_not_renewed_with_a_code

gives_the_keys_back() {
	export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
	in_layer "$(recording before)" "$(calling use shell)" "$(printing SSOENV_PROFILE)" "$(calling use shell)" "$(printing_status)" \
		"$(calling off)" "$(recording after)" "$(calling use shell)" "$(printing SSOENV_PROFILE)"
	equals "$output" $'shell\nstatus=3\nshell'
	matches "$stderr" 'ssoenv: hint: ssoenv off'
	same_environment before after
	[ ! -e "$copies/roles/shell" ] || fail 'there is a copy'
}
in_layers 'a role from the keys of the environment is not its own source, and off gives the keys back' gives_the_keys_back
