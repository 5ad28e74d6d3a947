# `exec --renew`: the program gets a profile that SDKs renew by themselves, in copies of the AWS files in which nothing wins over it.

load ../support/support

prepare() { cached_role; }

@test "the program gets a profile of its own in place of keys, and the rest as with use" {
	ssoenv exec dev --renew -- env >inside
	run ! grep -E '^(AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|AWS_CREDENTIAL_EXPIRATION|SSOENV_EXPIRES)=' inside
	grep -qx AWS_PROFILE=ssoenv inside
	grep -qx SSOENV_PROFILE=dev inside
	grep -qx "$(ssoenv exec dev -- env | grep ^AWS_REGION=)" inside
}

@test "no other source of credentials is left in the environment" {
	export AWS_ROLE_ARN=x AWS_WEB_IDENTITY_TOKEN_FILE=x AWS_CONTAINER_CREDENTIALS_FULL_URI=http://localhost AWS_SECURITY_TOKEN=x
	export AWS_DEFAULT_PROFILE=other AWS_ACCESS_KEY_ID=AKIAOTHER AWS_SECRET_ACCESS_KEY=x
	ssoenv exec dev --renew -- env >inside
	run ! grep -E '^AWS_(ROLE_ARN|WEB_IDENTITY|CONTAINER|SECURITY_TOKEN|DEFAULT_PROFILE|ACCESS_KEY_ID)' inside
}

@test "the copies are private, and gone when the program has ended, also by a signal" {
	echo 'ls -ld "${AWS_CONFIG_FILE%/*}" "$AWS_CONFIG_FILE" "$AWS_SHARED_CREDENTIALS_FILE"; echo "$AWS_CONFIG_FILE"' >looking
	ssoenv exec dev --renew -- sh looking >seen
	[ "$(cut -c1-10 seen | head -3 | tr '\n' ' ')" = 'drwx------ -rw------- -rw------- ' ]
	[ ! -e "$(tail -n 1 seen)" ]
	(ssoenv exec dev --renew -- sh -c 'kill -KILL $$') 2>/dev/null || [ $? -eq 137 ]
	(ssoenv exec dev --renew -- sh -c 'kill -TERM $$') 2>/dev/null || [ $? -eq 143 ]
	[ -z "$(ls "$HOME/.cache/ssoenv/exec")" ]
}

@test "what a killed ssoenv left is removed by the next one" {
	local program
	ssoenv exec dev --renew -- sh -c 'echo $PPID >parent; : >ready; exec sleep 60' 3>&- &
	program=$!
	until [ -e ready ]; do sleep 0.05; done
	kill -KILL "$(cat parent)"
	wait "$program" || true
	[ "$(ls "$HOME/.cache/ssoenv/exec" | wc -l)" -eq 1 ]
	ssoenv exec dev --renew -- true
	[ -z "$(ls "$HOME/.cache/ssoenv/exec")" ]
}

@test "the person's own files are as they were, and the copies have all that is in them" {
	printf '[static]\naws_access_key_id = AKIASTATIC\naws_secret_access_key = s\n' >"$HOME/.aws/credentials"
	cp "$config_file" before
	ssoenv exec dev --renew -- sh -c 'cp "$AWS_CONFIG_FILE" config; cp "$AWS_SHARED_CREDENTIALS_FILE" credentials'
	cmp before "$config_file"
	cmp credentials "$HOME/.aws/credentials"
	head -c "$(wc -c <before)" config | cmp before -
}

# What boto3 takes.
sdk='import boto3; print(boto3.Session().get_credentials().get_frozen_credentials().access_key)'

gets_the_role() { # CONFIG-LINE ...
	require_botocore
	local file=$config_file
	[ "$1" != credentials ] || { file=$HOME/.aws/credentials && shift; }
	printf '%s\n' "$@" >>"$file"
	run ssoenv exec dev --renew -- "$python_program" -c "$sdk"
	[ "$output" = ASIACACHED ] || fail "$output"
}
bats_test_function --description 'boto3 takes the role beside no [default]' -- gets_the_role ''
bats_test_function --description 'boto3 takes the role beside a [default] with static keys' -- gets_the_role \
	'[default]' 'aws_access_key_id = AKIADEFAULT' 'aws_secret_access_key = s'
bats_test_function --description 'boto3 takes the role beside static keys in the credentials file' -- gets_the_role \
	credentials '[default]' 'aws_access_key_id = AKIADEFAULT' 'aws_secret_access_key = s'
bats_test_function --description 'boto3 takes the role beside a [default] with a program' -- gets_the_role \
	'[default]' 'credential_process = false'
bats_test_function --description 'boto3 takes the role beside a [default] of Identity Center' -- gets_the_role \
	'[default]' 'sso_session = corp' 'sso_account_id = 222222222222' 'sso_role_name = Other'
bats_test_function --description 'boto3 takes the role beside a profile that has its name' -- gets_the_role \
	'[profile ssoenv]' 'aws_access_key_id = AKIADEFAULT' 'aws_secret_access_key = s'
bats_test_function --description 'boto3 takes the role behind a last line without an end' -- gets_the_role '# no end'

@test "the JS SDK takes the role" {
	local sdk="require('node:module').createRequire(process.argv[1])('@aws-sdk/credential-provider-ini').fromIni()()"
	run ssoenv exec dev --renew -- node -e "$sdk.then(({ accessKeyId }) => console.log(accessKeyId))" "$BATS_TEST_DIRNAME/"
	[ "$output" = ASIACACHED ] || fail "$output"
}

@test "a program gets new credentials after they have ended, by one request for each" {
	require_botocore
	local keys
	cat >sdk.py <<-PYTHON
		import boto3
		for _ in range(3):
		    print(boto3.Session().get_credentials().get_frozen_credentials().access_key)
		    open('ended', 'w').close()
	PYTHON
	rm "$role_file"
	before=$(asked GetRoleCredentials)
	ssoenv exec dev --renew -- "$python_program" sdk.py >same
	[ "$(sort -u same | wc -l)" -eq 1 ]
	[ "$(($(asked GetRoleCredentials) - before))" -eq 1 ]
	ssoenv exec dev --renew -- sh -c '
		"$1" -c "$2"
		sed -i "s/\"Expiration\": \"[^\"]*\"/\"Expiration\": \"2020-01-01T00:00:00Z\"/" "$3"
		"$1" -c "$2"' sh "$python_program" "$sdk" "$role_file" >new
	keys=$(sort -u new | wc -l)
	[ "$keys" -eq 2 ]
	[ "$(($(asked GetRoleCredentials) - before))" -eq 2 ]
}

@test "a path with a blank, a quote or a dollar sign, and files that variables name" {
	require_botocore
	local folder
	for folder in 'a b' "it's" 'a$b"c'; do
		mkdir -p "$PWD/$folder/.aws"
		cp "$config_file" "$PWD/$folder/.aws/named config"
		cp -r "$HOME/.aws/sso" "$HOME/.aws/cli" "$PWD/$folder/.aws"
		touch -d '1 day ago' "$PWD/$folder/.aws"
		run env HOME="$PWD/$folder" AWS_CONFIG_FILE="$PWD/$folder/.aws/named config" \
			ssoenv exec dev --renew -- "$python_program" -c "$sdk"
		[ "$output" = ASIACACHED ] || fail "$folder: $output"
	done
}
