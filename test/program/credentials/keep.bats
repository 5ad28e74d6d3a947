# SSOENV_KEEP=0 and `ssoenv_keep = false`: no role credentials in any file.

load ../support/support
load ../support/layer
load ../support/sign-in

prepare() {
	cat >>"$config_file" <<-'INI'
		[profile deploy]
		role_arn = arn:aws:iam::333333333333:role/Deploy
		source_profile = dev
		region = eu-central-1
	INI
	settle_folder
}

forbid_by_key() { sed -i 's/^\[sso-session corp\]/&\nssoenv_keep = false/' "$config_file"; }

# secrets_in FILE ...: the secret keys and tokens that JSON or lines of the environment hold.
secrets_in() {
	cat -- "$@" | tr '\0' '\n' | sed -nE 's/.*(SecretAccessKey": "|SessionToken": "|SECRET_ACCESS_KEY=|SESSION_TOKEN=)([^"]*).*/\2/p'
}

# What people do, whose answers are below ./given.
do_all() {
	mkdir -p given
	ssoenv export dev >given/dev
	ssoenv export deploy >given/deploy
	ssoenv exec dev -- env >given/exec
	ssoenv exec deploy -- env >given/exec-deploy
	ssoenv use dev --shell bash >given/use
	ssoenv shell-role dev --shell bash >given/role
	ssoenv sync --sso-session corp --yes >given/sync
	secrets_in given/* | sort -u >given/secrets
	[ "$(grep -c . given/secrets)" -ge 4 ] || fail "few secrets: $(wc -l <given/secrets)"
}

# kept: the files under the home folder that hold a secret of a role.
kept() {
	[ -s given/secrets ] || fail 'no secret to look for'
	grep -rlFf given/secrets "$HOME" | sed "s|^$HOME/||" | sort
}

@test "where roles may be kept, the same search finds them" {
	do_all
	[[ $(kept) == *.aws/cli/cache/*.cache/ssoenv/shell/roles/dev* ]] || fail "$(kept)"
}

keeps_nothing() {
	do_all
	equals "$(kept)" ''
	[ ! -e "$HOME/.aws/cli" ]
	[ ! -e "$copies/roles" ]
	# Names are no secrets.
	[ -s "$copies/names" ]
}

@test "with SSOENV_KEEP=0 no file under the home folder holds a secret of a role" {
	export SSOENV_KEEP=0
	keeps_nothing
}

@test "so it is with the key of the sso-session, which SSOENV_KEEP=1 does not outweigh" {
	forbid_by_key
	export SSOENV_KEEP=1
	keeps_nothing
}

@test "so it is with the older name" {
	export SSOENV_SHELL_CACHE=0
	keeps_nothing
}

@test "another sso-session keeps its roles" {
	forbid_by_key
	cat >>"$config_file" <<-'INI'
		[sso-session other]
		sso_start_url = https://d-1234567890.awsapps.com/start
		sso_region = us-east-1
		[profile elsewhere]
		sso_session = other
		sso_account_id = 222222222222
		sso_role_name = ReadOnly
	INI
	cp "$token_file" "$(cache_path other)"
	do_all
	equals "$(kept)" ''
	ssoenv export elsewhere >given/elsewhere
	secrets_in given/elsewhere >given/secrets
	[[ $(kept) == .aws/cli/cache/* ]] || fail "$(kept)"
}

@test "what others have kept is read, without a request" {
	cached_role
	export SSOENV_KEEP=0
	local before
	before=$(asked)
	run ssoenv export dev
	[[ $output == *ASIACACHED* ]] || fail "$output"
	equals "$(asked)" "$before"
	grep -q ASIACACHED "$role_file"
}

@test "what puts keys into a file is refused before a request, and keys there are not renewed" {
	cached_role
	ssoenv write dev --as dev-keys
	cp -p "$HOME/.aws/credentials" before
	rm "$role_file"
	export SSOENV_KEEP=0 GITHUB_ENV=$PWD/job
	local requests words
	requests=$(asked)
	for words in 'write dev --as other' 'write dev --keep' 'export dev --format github'; do
		run --separate-stderr ssoenv $words
		equals "$status" 3
		equals "$output" ''
		equals "$stderr" $'ssoenv: SSOENV_KEEP forbids role credentials in files\nssoenv: hint: ssoenv exec dev -- COMMAND'
	done
	equals "$(asked)" "$requests"
	[ ! -e job ]
	ssoenv shell-role dev --shell bash >given
	cmp before "$HOME/.aws/credentials"
	ssoenv write --remove dev-keys
}

@test "a value that says neither is refused, and nothing is asked" {
	export SSOENV_KEEP=perhaps
	local before
	before=$(asked)
	run --separate-stderr ssoenv export dev
	equals "$status" 3
	equals "$stderr" "ssoenv: SSOENV_KEEP is \"perhaps\", expected true, false, 1 or 0"
	equals "$(asked)" "$before"
}

## Shells

uses_without_copies() {
	needs copies
	export SSOENV_KEEP=0
	local before
	before=$(asked GetRoleCredentials)
	in_layer "$(calling use dev)" "$(printing_status)" "$(recording first)" "$(calling use dev)" "$(recording second)"
	equals "$output" status=0
	equals "$stderr" ''
	mkdir -p given
	secrets_in first second | sort -u >given/secrets
	equals "$(kept)" ''
	equals "$(asked GetRoleCredentials)" $((before + 2))
}
in_layers 'a shell asks AWS at each use, and leaves nothing' uses_without_copies

renews_nothing() {
	needs copies prompt
	forbid_by_key
	inherit_role 500
	export AWS_ACCESS_KEY_ID=OLD AWS_SECRET_ACCESS_KEY=OLD AWS_SESSION_TOKEN=OLD AWS_CREDENTIAL_EXPIRATION=2026-01-01T00:00:00Z
	stand_in "'$program_folder/ssoenv' \"\$@\"; status=\$?; touch '$PWD/asked'; exit \$status"
	local before
	before=$(asked)
	in_layer "$(prompting)" "sh -c 'i=0; until [ -e asked ] || [ \$i = 100 ]; do sleep 0.1; i=\$((i + 1)); done'" \
		"$(prompting)" "$(printing AWS_ACCESS_KEY_ID)"
	[ -e asked ]
	equals "$output" OLD
	equals "$(asked)" "$before"
	rm asked
	export SSOENV_KEEP=0
	noting_program
	in_layer "$(prompting)" "$(prompting)" "$(printing AWS_ACCESS_KEY_ID)"
	never_called
}
in_layers 'a shell renews nothing in the background' renews_nothing
