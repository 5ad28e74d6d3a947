# `export` prints what `aws configure export-credentials` prints, to the byte, and what a shell or an SDK makes of it.

load ../support/support

teardown() { issue_fresh; }

issue_sample() {
	issue_for_dev '{"accessKeyId":"ASIASSO","secretAccessKey":"sso/secret+x","sessionToken":"sso+tok/==","expiration":4102444800000}'
}

sample() {
	case $1 in
		process)
			cat <<-'TEXT'
				{
				  "Version": 1,
				  "AccessKeyId": "ASIASSO",
				  "SecretAccessKey": "sso/secret+x",
				  "SessionToken": "sso+tok/==",
				  "Expiration": "2100-01-01T00:00:00+00:00"
				}
			TEXT
			;;
		env) assignments 'export ' '=' ;;
		env-no-export) assignments '' '=' ;;
		powershell) assignments "\$Env:" '="' '"' ;;
		windows-cmd) assignments 'set ' '=' ;;
		fish) assignments 'set -gx ' ' "' '"' ;;
	esac
}

assignments() {
	printf '%s%s%s%s%s\n' "$1" AWS_ACCESS_KEY_ID "$2" ASIASSO "${3-}" "$1" AWS_SECRET_ACCESS_KEY "$2" sso/secret+x "${3-}" \
		"$1" AWS_SESSION_TOKEN "$2" sso+tok/== "${3-}" "$1" AWS_CREDENTIAL_EXPIRATION "$2" 2100-01-01T00:00:00+00:00 "${3-}"
}

prints_the_sample() {
	issue_sample
	ssoenv export dev --format "$1" >printed 2>told
	sample "$1" >expected
	cmp printed expected
	[ ! -s told ]
}
for format in process env env-no-export powershell windows-cmd fish; do
	bats_test_function --description "export --format $format is the AWS CLI's, byte for byte" -- prints_the_sample "$format"
done

@test "export without a format is process" {
	issue_sample
	ssoenv export dev >printed
	sample process | cmp printed -
}

@test "export --format json holds everything that use sets" {
	issue_sample
	ssoenv export dev --format json >printed
	node -e '
		const names = Object.keys(JSON.parse(require("node:fs").readFileSync("printed", "utf8")));
		process.stdout.write(names.sort().join(" "));
	' >names
	equals "$(cat names)" "$set_by_use"
}

@test "export --format dotenv is read by node" {
	node --help | grep -q -- --env-file || skip 'this node has no --env-file'
	issue_sample
	add_profile 'profile "a #b \"c\" $d"'
	ssoenv export 'a #b "c" $d' --format dotenv >variables
	equals "$(node --env-file=variables -p 'process.env.SSOENV_PROFILE + process.env.AWS_SECRET_ACCESS_KEY')" \
		"a #b \"c\" \$dsso/secret+x"
}

@test "export --format sts has the credentials as AssumeRole gives them" {
	issue_sample
	ssoenv export dev --format sts >printed
	equals "$(node -p 'Object.keys(JSON.parse(require("node:fs").readFileSync("printed")).Credentials).join()')" \
		AccessKeyId,SecretAccessKey,SessionToken,Expiration
}

@test "export --format github fills the file of the runner, and shows the keys only as masks" {
	issue_sample
	printf 'EARLIER=1\n' >set_env
	GITHUB_ENV=$PWD/set_env ssoenv export dev --format github >printed
	equals "$(cat printed)" $'::add-mask::ASIASSO\n::add-mask::sso/secret+x\n::add-mask::sso+tok/=='
	equals "$(head -n 1 set_env)" EARLIER=1
	word=$(sed -n 's/^AWS_SECRET_ACCESS_KEY<<//p' set_env)
	equals "$(grep -A 2 '^AWS_SECRET_ACCESS_KEY<<' set_env | tail -n 2)" "sso/secret+x"$'\n'"$word"
	GITHUB_ENV=$PWD/gone run --separate-stderr ssoenv export dev --format github
	equals "$status" 3
	matches "$stderr" "$PWD/gone"
}

@test "direnv loads a role again when it is renewed, and nothing without a sign-in" {
	command -v direnv >/dev/null || skip 'direnv IS NOT HERE: nothing is proved about it'
	cached_role
	touch -d '1 minute ago' "$role_file"
	mkdir project
	echo 'eval "$(ssoenv export dev --format direnv || echo exit 1)"' >project/.envrc
	direnv allow project
	cat >script <<-'LINES'
		cd project
		eval "$(direnv export bash)"
		echo "$AWS_ACCESS_KEY_ID $SSOENV_PROFILE"
		rm "$role_file"
		ssoenv export dev >/dev/null
		eval "$(direnv export bash)"
		echo "$AWS_ACCESS_KEY_ID $SSOENV_PROFILE"
		cd ..
		eval "$(direnv export bash)"
		echo "${AWS_ACCESS_KEY_ID-unset}"
		rm "$role_file" "$token_file"
		cd project
		eval "$(direnv export bash)"
		echo "${AWS_ACCESS_KEY_ID-unset}"
	LINES
	issue_sample
	role_file=$role_file token_file=$token_file run --separate-stderr bash --norc script
	equals "$output" $'ASIACACHED dev\nASIASSO dev\nunset\nunset'
	matches "$stderr" 'not signed in'
}

evaluates_the_sample() {
	issue_sample
	run_script "$(applying export dev --format "$1")" "$(recording after)"
	equals "$status" 0
	silent
	sees after AWS_ACCESS_KEY_ID ASIASSO
	sees after AWS_SECRET_ACCESS_KEY sso/secret+x
	sees after AWS_SESSION_TOKEN sso+tok/==
	sees after AWS_CREDENTIAL_EXPIRATION 2100-01-01T00:00:00+00:00
}
in_each "$posix_shells" 'export --format env evaluates' evaluates_the_sample env
in_each fish 'export --format fish evaluates' evaluates_the_sample fish
in_each powershell 'export --format powershell evaluates' evaluates_the_sample powershell

refuses_like_a_program() {
	run --separate-stderr ssoenv export "${@:2}"
	equals "$status" "$1"
	equals "$output" ''
	matches "$stderr" '^ssoenv: '
}
@test "export of an unknown profile prints nothing on stdout" { refuses_like_a_program 3 nope; }
@test "export in an unknown format prints nothing on stdout" { refuses_like_a_program 2 dev --format nonsense; }
@test "export of a role that is not assigned prints nothing on stdout" { refuses_like_a_program 5 unassigned; }

## credential_process

without_the_fake() {
	require_botocore
	unset AWS_ENDPOINT_URL_SSO AWS_ENDPOINT_URL_SSO_OIDC
	export AWS_EC2_METADATA_DISABLED=true
}

frozen_credentials() {
	"$python_program" -c '
import sys
from botocore.session import Session
found = Session(profile=sys.argv[1]).get_credentials().get_frozen_credentials()
print(found.access_key, found.secret_key, found.token)
' "$1"
}

@test "botocore takes credentials through credential_process" {
	without_the_fake
	cached_role
	printf '[profile process]\ncredential_process = %s export dev\n' "$program_folder/ssoenv" >>"$config_file"
	equals "$(frozen_credentials process)" 'ASIACACHED cached/secret+key cached+token/=='
}

@test "botocore shows why credential_process failed" {
	without_the_fake
	printf '[profile process]\ncredential_process = %s export nope\n' "$program_folder/ssoenv" >>"$config_file"
	run frozen_credentials process
	[ "$status" -ne 0 ]
	matches "$output" 'profile "nope" is not in'
}

refuses_the_chain() {
	cached_role
	export _AWS_CLI_PROFILE_CHAIN=$1
	refuses_like_a_program 3 dev
	matches "$stderr" "$2"
}
@test "a credential_process chain with the profile in it is refused" { refuses_the_chain a,dev 'a -> dev -> dev'; }
@test "a credential_process chain of four is refused" { refuses_the_chain a,b,c,d 'a -> b -> c -> d -> dev'; }
@test "a quoted name in a credential_process chain is read" { refuses_the_chain '"x,y",dev' 'x,y -> dev -> dev'; }
@test "a credential_process chain without the profile is accepted" {
	cached_role
	export _AWS_CLI_PROFILE_CHAIN='a,"dev,b",c'
	run --separate-stderr ssoenv export dev
	equals "$status" 0
}
