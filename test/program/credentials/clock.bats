# A machine whose clock is wrong, in each shell with the layer: the time left at the prompt, and the renewal of a role that ends.

load ../support/support
load ../support/layer

prepare() {
	cat >>"$config_file" <<-'INI'
		[profile deploy]
		role_arn = arn:aws:iam::333333333333:role/Deploy
		source_profile = dev
		region = eu-central-1
	INI
	mkdir -p "$HOME/.aws/cli/cache"
	age_config
}

teardown() { control clock '{"offsetSeconds":0}' >/dev/null; }

# noting_renewals: the real program, which leaves ./renewed when the layer has run it in the background.
noting_renewals() {
	stand_in "'$program_folder/ssoenv' \"\$@\"" 'status=$?' "case \$* in *--no-login*) touch '$PWD/renewed' ;; esac" 'exit $status'
}

# waiting_for FILE: code that waits for a file.
waiting_for() { echo "sh -c 'i=0; until [ -e \$1 ] || [ \$i = 100 ]; do sleep 0.1; i=\$((i + 1)); done' sh $(quoted "$PWD/$1")"; }

# is_ahead SECONDS: this machine's clock is that much ahead of AWS's, and the person has signed in since.
is_ahead() {
	control clock "{\"offsetSeconds\":$((-$1))}" >/dev/null
	control sign-in '{}' >"$token_file"
}

shows_the_time_left() { # SECONDS
	needs prompt
	is_ahead "$1"
	local profile steps=()
	for profile in dev dev deploy deploy; do steps+=("$(calling use "$profile")" "$(prompting)" "$(showing_prompt)"); done
	in_layer "${steps[@]}"
	matches "$output" $'^(prompt=<(dev|deploy) (59m|1h0m)>\n?){4}$'
	# Once for dev, and once for the chain: each asks AWS once.
	equals "$(grep -c "warning: this machine's clock is " <<<"$stderr")" 2
}

# inherit: a shell above has left a role that ends soon.
inherit() {
	inherit_role 500
	export SSOENV_REGION=eu-west-1 AWS_REGION=eu-west-1 AWS_DEFAULT_REGION=eu-west-1 AWS_SSO_PROFILE=dev
	export AWS_ACCESS_KEY_ID=OLD AWS_SECRET_ACCESS_KEY=OLD AWS_SESSION_TOKEN=OLD AWS_CREDENTIAL_EXPIRATION=2026-01-01T00:00:00Z
}

renews_in_the_background() { # SECONDS
	needs copies prompt
	is_ahead "$1"
	inherit
	noting_renewals
	in_layer "$(prompting)" "$(waiting_for renewed)" "$(prompting)" "$(showing_prompt)" "$(printing AWS_ACCESS_KEY_ID)"
	matches "$output" $'^prompt=<dev (59m|1h0m)>\nASIA[A-Z0-9]+$'
	equals "$stderr" ''
}

offsets='-86400 300'
[[ ${SSOENV_ALL_TESTS-} != 1 ]] || offsets='-86400 -3600 -300 300 3600 86400'
for seconds in $offsets; do
	in_layers "clock $seconds s ahead: the prompt shows what is left of a role" shows_the_time_left "$seconds"
	in_layers "clock $seconds s ahead: a role is renewed in the background" renews_in_the_background "$seconds"
done
