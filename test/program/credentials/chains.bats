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

		[profile program]
		credential_process = sh program

		[profile of-program]
		role_arn = arn:aws:iam::333333333333:role/Deploy
		source_profile = program
		region = eu-central-1
	INI
	cat >program <<-'SH'
		echo '{"Version": 1, "AccessKeyId": "AKIAIOSFODNN7EXAMPLE",'
		echo '"SecretAccessKey": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}'
	SH
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

takes_the_session_name() {
	needs copies
	in_layer "$(calling use deploy)" "$(printing AWS_ACCESS_KEY_ID)" "$(exporting SSOENV_ROLE_SESSION_NAME audited)" \
		"$(calling use deploy)" "$(printing AWS_ACCESS_KEY_ID)" "$(unsetting SSOENV_ROLE_SESSION_NAME)" "$(calling use deploy)" \
		"$(printing AWS_ACCESS_KEY_ID)"
	equals "$stderr" ''
	equals "${lines[0]}" "${lines[2]}"
	[ "${lines[0]}" != "${lines[1]}" ] || fail 'the copy was used for another session name'
}
in_turn "$layer_shells" 'another session name is another session' takes_the_session_name

takes_the_role() {
	in_layer "$(recording before)" "$(calling use release)" "$(printing_status)" "$(recording used)" "$(calling off)" "$(recording after)"
	equals "$output" status=0
	has_release used
	same_environment before after
}
in_turn "$layer_shells" 'use takes the role, and off gives everything back' takes_the_role

asks_for_the_code() {
	begins "$(applying use emergency)"
	shows 'code of the MFA device arn:aws:iam::111111111111:mfa/alice'
	presses "123456$enter"
	ends 'min left'
	equals "$left" 0
	sees after SSOENV_PROFILE emergency
	! says screen 123456 || fail 'the code is on the screen'
}
in_turn "$all_shells" 'a code is asked for on the terminal, and not shown' asks_for_the_code

asks_for_the_program() {
	{ echo 'printf "secret of the program: " >&2; read -r answer; [ "$answer" = open ] || exit 1' && cat program; } >asking
	mv asking program
	begins "$(applying use of-program)"
	shows 'secret of the program'
	presses "open$enter"
	ends 'min left'
	equals "$left" 0
	sees after SSOENV_PROFILE of-program
}
in_turn "$all_shells" 'the program of a source may ask on the terminal' asks_for_the_program

takes_no_answer() {
	begins "$(applying use emergency)"
	shows 'code of the MFA device arn:aws:iam::111111111111:mfa/alice'
	presses "$ctrl_d"
	ends 'interrupted by SIGINT'
	equals "$left" 130
	same_environment before after
}
in_turn "$all_shells" 'Ctrl-D in place of a code changes nothing and gives status 130' takes_no_answer

takes_no_wrong_code() {
	begins "$(applying use emergency)"
	shows 'code of the MFA device arn:aws:iam::111111111111:mfa/alice'
	presses "000000$enter"
	ends 'each code is valid once'
	equals "$left" 5
	same_environment before after
}
in_turn "$all_shells" 'a wrong code changes nothing and gives status 5' takes_no_wrong_code

reads_the_code() {
	in_layer "$(calling use emergency --mfa-code -) <code" "$(printing_status)" "$(recording after)"
	equals "$output" status=0
	sees after SSOENV_PROFILE emergency
}
layer_shells='bash zsh sh fish' # PowerShell has no `<`
in_turn "$layer_shells" 'the function hands --mfa-code - on, and the program reads the code' reads_the_code
layer_shells='bash zsh sh fish powershell'

takes_no_dash_for_a_name() {
	in_layer "$(calling use emergency --mfa-code -)" "$(printing_status)"
	equals "$output" status=2
	matches "$stderr" '^ssoenv: stdin has no code '
}
in_turn "$layer_shells" 'the dash behind --mfa-code is not the previous profile' takes_no_dash_for_a_name

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
in_turn "$layer_shells" 'a role with less than 15 minutes is renewed in the background' renews_in_the_background

renews_from_a_program() {
	needs copies prompt
	inherit of-program 333333333333 Deploy
	noting_renewals
	in_layer "$(prompting)" "$(waiting_for renewed)" "$(prompting)" "$(printing AWS_ACCESS_KEY_ID SSOENV_PROFILE)"
	matches "$output" '^ASIA[A-Z0-9]+ of-program$'
	equals "$stderr" ''
}
in_turn "$layer_shells" 'a role from the keys of a program is renewed in the background' renews_from_a_program

takes_the_role_of_a_program() {
	needs copies
	in_layer "$(calling use of-program)" "$(calling off)"
	mv program gone
	in_layer "$(calling use of-program)" "$(printing_status)" "$(printing AWS_ACCESS_KEY_ID SSOENV_PROFILE)"
	matches "$output" $'^status=0\nASIA[A-Z0-9]+ of-program$'
}
in_turn "$layer_shells" 'a copy of a role from the keys of a program needs no program' takes_the_role_of_a_program

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
in_turn "$layer_shells" 'a role that needs a code is never assumed in the background' is_not_renewed_with_a_code

gives_the_keys_back() {
	export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
	in_layer "$(recording before)" "$(calling use shell)" "$(printing SSOENV_PROFILE)" "$(calling use shell)" "$(printing_status)" \
		"$(calling off)" "$(recording after)" "$(calling use shell)" "$(printing SSOENV_PROFILE)"
	equals "$output" $'shell\nstatus=3\nshell'
	matches "$stderr" 'ssoenv: hint: ssoenv off'
	same_environment before after
	[ ! -e "$copies/roles/shell" ] || fail 'there is a copy'
}
in_turn "$layer_shells" 'a role from the keys of the environment is not its own source, and off gives the keys back' gives_the_keys_back

## With no profile

deploy=arn:aws:iam::333333333333:role/Deploy
audit=arn:aws:iam::444444444444:role/Audit

needs_no_profile() {
	in_layer "$(recording before)" "$(calling use --role-arn "$audit" --source-profile dev --region eu-north-1)" \
		"$(printing_status)" "$(recording used)" "$(calling off)" "$(recording after)"
	equals "$output" status=0
	equals "$stderr" ''
	sees used SSOENV_PROFILE Audit-444444444444
	sees used SSOENV_ACCOUNT_ID 444444444444
	sees used SSOENV_ROLE_NAME Audit
	sees used AWS_REGION eu-north-1
	same_environment before after
}
in_turn "$layer_shells" 'use --role-arn needs no profile, and off gives everything back' needs_no_profile

takes_the_active_role() {
	in_layer "$(calling use dev)" "$(calling use --role-arn "$audit")" "$(printing SSOENV_PROFILE)" \
		"$(calling use -)" "$(printing SSOENV_PROFILE)" "$(calling use -)" "$(printing SSOENV_PROFILE SSOENV_ACCOUNT_ID)"
	equals "$output" $'Audit-444444444444\ndev\nAudit-444444444444 444444444444'
	equals "$stderr" ''
}
in_turn "$layer_shells" 'the active role is the source of use --role-arn, and use - knows the role by its name' takes_the_active_role

is_warm_by_its_name() {
	needs copies
	noting_program
	local program=$SSOENV_BIN
	unset SSOENV_BIN
	in_layer "$(calling use --role-arn "$audit" --source-profile dev)" "$(calling off)" "$(exporting SSOENV_BIN "$program")" \
		"$(calling use Audit-444444444444)" "$(printing_status)" "$(printing SSOENV_PROFILE)"
	equals "$output" $'status=0\nAudit-444444444444'
	never_called
}
in_turn "$layer_shells" 'by its name, with a copy, the role starts no program' is_warm_by_its_name

is_renewed_by_its_name() {
	needs copies prompt
	ssoenv use --shell bash --role-arn "$audit" --source-profile dev >/dev/null
	inherit Audit-444444444444 444444444444 Audit
	noting_renewals
	in_layer "$(prompting)" "$(waiting_for renewed)" "$(prompting)" "$(printing AWS_ACCESS_KEY_ID SSOENV_PROFILE)"
	matches "$output" '^ASIA[A-Z0-9]+ Audit-444444444444$'
	equals "$stderr" ''
}
in_turn "$layer_shells" 'a role without a profile is renewed in the background' is_renewed_by_its_name

can_be_captured() {
	in_layer "$(holding use --role-arn "$(quoted "$audit")" --source-profile dev)" "$(evaluating_held)" "$(printing_status)" \
		"$(printing SSOENV_PROFILE)"
	equals "$output" $'status=0\nAudit-444444444444'
	equals "$stderr" ''
	holds_no_secret "$(cat held)"
}
in_turn "$layer_shells" 'what a variable holds of use --role-arn has no secret, and takes the role when it is evaluated' can_be_captured

refuses_a_name_beside_it() {
	in_layer "$(recording before)" "$(calling use deploy --role-arn "$deploy")" "$(printing_status)" "$(recording after)"
	equals "$output" status=2
	matches "$stderr" '^ssoenv: PROFILE and --role-arn cannot be used together'
	same_environment before after
}
in_turn "$layer_shells" 'a profile beside --role-arn is refused' refuses_a_name_beside_it

applies_to_any_shell() {
	run_script "$(applying use --role-arn "$(quoted "$audit")" --source-profile dev --region eu-west-3)" "$(recording after)"
	equals "$status" 0
	sees after SSOENV_PROFILE Audit-444444444444
	sees after AWS_REGION eu-west-3
}
in_turn "$all_shells" 'bare: --role-arn needs no profile' applies_to_any_shell
