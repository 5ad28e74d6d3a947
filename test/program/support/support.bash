# For all tests of the built program: a private home, the fake's remote control, scripts in the shell under test, and checks of
# the environment that a child process of that shell has.
#
# A test function finds the row of the matrix that it runs for in $shell. The strings that it hands to run_script are lines
# of that shell's own language.

bats_require_minimum_version 1.5.0

support_folder=${BASH_SOURCE[0]%/*}
# The package as it is installed, with `ssoenv` in bin/.
program_root=${program_folder%/bin}

# True if the tests run another program than dist/: setup_suite.bash.
is_single_file() { [ -e "$program_root/ssoenv" ]; }
# not_in_single_file REASON: skips the test of what only the program for Node does.
not_in_single_file() { if is_single_file; then skip "$1"; fi; }

all_shells='bash zsh sh fish powershell'
posix_shells='bash zsh sh'
unix_shells='bash zsh sh fish'

# in_each SHELLS BEHAVIOUR FUNCTION [ARGUMENT ...]: one test per shell, named after both. PowerShell takes as long as all the others
# together: among them, it has its turn at each third behaviour, and at each with `npm test -- --all`.
in_each() {
	local one
	# bats reports such a test as passed, without its name, and does not run it.
	[[ ${*:$#} != *' ' ]] || {
		echo "the last argument of a test must not end in a blank: $2" >&2
		exit 1
	}
	for one in $1; do
		if [[ $one = powershell && $1 = *' '*' '* && ${SSOENV_ALL_TESTS-} != 1 ]]; then
			powershell_turn=$(((powershell_turn + 1) % 3))
			((powershell_turn == 1)) || continue
		fi
		bats_test_function --description "$one: $2" -- in_shell "$one" "${@:3}"
	done
}
powershell_turn=0

# in_turn SHELLS BEHAVIOUR FUNCTION [ARGUMENT ...]: like in_each with `npm test -- --all`; otherwise in two of the shells,
# and the next behaviour of the file in two others. For what depends on the program more than on the shell.
in_turn() {
	take_turn "$1"
	in_each "$taken" "${@:2}"
}

# take_turn SHELLS: sets $taken to the shells of this turn.
take_turn() {
	local shells
	read -ra shells <<<"$1"
	local count=${#shells[@]}
	taken=$1
	[[ ${SSOENV_ALL_TESTS-} != 1 && $count -gt 2 ]] || return 0
	taken="${shells[turn % count]} ${shells[(turn + count / 2) % count]}"
	turn=$((turn + 1))
}
turn=0

in_shell() {
	use_shell "$1"
	"${@:2}"
}

# use_shell SHELL: $shell is the shell under test, and its driver prints code in its language.
use_shell() {
	shell=$1
	layer_name=$1
	require_program "$shell" "$(program_of "$shell")"
	# shellcheck source=/dev/null
	. "$support_folder/drivers/$shell.bash"
}

program_of() {
	case $1 in
		sh) echo dash ;;
		powershell) echo pwsh ;;
		nushell) echo nu ;;
		*) echo "$1" ;;
	esac
}

# require_program NAME PROGRAM: a missing one is skipped by name, unless SSOENV_REQUIRE_SHELLS says that it must be there.
require_program() {
	command -v "$2" >/dev/null && return
	[[ " ${required_shells-} " != *" $1 "* && " ${required_shells-} " != *" $2 "* ]] || fail "$2 is required but not on PATH"
	skip "$2 IS NOT ON PATH: nothing is proved for $1"
}

fail() {
	printf '%s\n' "$*" >&2
	return 1
}

# Each of these skips its test, by name, where this machine lacks something.

require_terminal() {
	script --version 2>/dev/null | grep -q util-linux || skip 'script of util-linux is not here: NOTHING IS PROVED about terminals'
}

require_python() { [ -n "$python_program" ] || skip 'python3 is not here: NOTHING IS PROVED about terminals'; }

require_botocore() {
	"${python_program:-false}" -c 'import botocore' 2>/dev/null || skip 'botocore IS NOT HERE: nothing is proved about AWS SDKs'
}

require_strace() {
	strace -f -qq -o /dev/null true 2>/dev/null || skip 'strace IS NOT HERE, or may not trace: nothing is proved about processes'
}

## A private home

token_name=ee0bfd2552fbd840c02cc48b6e823320543c450f.json
role_name=e83cab308910340ce11a566ebf0b9e96b40f6c39.json

setup() {
	required_shells=${SSOENV_REQUIRE_SHELLS-}
	local name
	for name in $(compgen -e); do
		case $name in
			AWS_* | _AWS_* | SSOENV_* | npm_* | XDG_*) unset "$name" ;;
			# These decide how a sign-in is offered.
			BROWSER | CI | SSH_* | DISPLAY | WAYLAND_DISPLAY | CODESPACES | CLOUD_SHELL | GITPOD_*) unset "$name" ;;
		esac
	done
	mkdir -p "$BATS_TEST_TMPDIR/home/.aws/sso/cache"
	cd "$BATS_TEST_TMPDIR" || return
	export HOME=$BATS_TEST_TMPDIR/home PATH=$program_folder:${OLD_SHELL:+$OLD_SHELL:}$PATH NO_COLOR=1
	# In the C locale fish takes each byte of a script for a character, and hands on what it makes of it.
	export LC_ALL=C.UTF-8
	export POWERSHELL_TELEMETRY_OPTOUT=1 POWERSHELL_UPDATECHECK=Off
	export AWS_ENDPOINT_URL_SSO=$fake_sso AWS_ENDPOINT_URL_SSO_OIDC=$fake_oidc AWS_ENDPOINT_URL_STS=$fake_sts
	export AWS_ENDPOINT_URL_SIGNIN=$fake_signin
	# Without this folder, fish begins to make completions of all manual pages: half a minute of a core in each test.
	mkdir -p "$HOME/.local/share/fish/generated_completions"
	config_file=$HOME/.aws/config
	token_file=$HOME/.aws/sso/cache/$token_name
	role_file=$HOME/.aws/cli/cache/$role_name
	copies=$HOME/.cache/ssoenv/shell
	cp "$support_folder/config.ini" "$config_file"
	cp "$BATS_SUITE_TMPDIR/token.json" "$token_file"
	settle_folder
	prepare
}

# The rest of `setup`, for a file that needs more.
prepare() { :; }

# release FUNCTION ...: calls each of them, also when one before it fails.
release() {
	local one failed=0
	for one; do "$one" || failed=1; done
	return "$failed"
}

# Nothing has come or gone in the folder of the config file for a while: else no copy of a role would be current.
settle_folder() { touch -d '1 day ago' "$HOME/.aws"; }

# Role credentials of profile dev in the AWS CLI's cache, so that no request is needed. cached_role [EXPIRATION]
cached_role() {
	mkdir -p "${role_file%/*}"
	cat >"$role_file" <<-JSON
		{
			"ProviderType": "sso",
			"Credentials": {
				"AccessKeyId": "ASIACACHED",
				"SecretAccessKey": "cached/secret+key",
				"SessionToken": "cached+token/==",
				"Expiration": "${1:-2100-01-01T00:00:00Z}",
				"AccountId": "111111111111"
			}
		}
	JSON
	settle_folder
}

# Profile NAME as dev is, also where the name needs quotes of the config file's kind. add_profile HEADER [LINE ...]
add_profile() {
	printf '[%s]\nsso_session = corp\nsso_account_id = 111111111111\nsso_role_name = ReadOnly\n' "$1"
	shift
	if [ $# -gt 0 ]; then printf '%s\n' "$@"; fi
} >>"$config_file"

## The fake's remote control

# control COMMAND JSON: fails when the fake refuses the command.
control() {
	curl --silent --show-error --fail-with-body --noproxy '*' --header 'content-type: application/json' \
		--data-binary "$2" "$fake_control/$1"
}

# No request fails any more.
clear_faults() { control clear '{}' >/dev/null; }

# asked [OPERATION]: how many requests the fake has received.
asked() { curl --silent --fail --noproxy '*' "$fake_control/requests${1:+?operation=$1}" | grep -o '"operation":' | wc -l; }

# has_asked OPERATION: more often than $before.
has_asked() { [ "$(asked "$1")" -gt "$before" ]; }

# issued_field ACCOUNT ROLE FIELD: of the role credentials that the fake issued last.
issued_field() {
	curl --silent --show-error --fail --noproxy '*' "$fake_control/credentials?account_id=$1&role_name=$2" |
		sed -n "s/.*\"$3\":\"\\{0,1\\}\\([^\",}]*\\).*/\\1/p"
}

# issue_for_dev JSON: fixes what the fake issues for profile dev; null for fresh values again.
issue_for_dev() {
	control issue >/dev/null "{\"accountId\":\"111111111111\",\"roleName\":\"ReadOnly\",\"values\":$1}"
}

issue_fresh() { issue_for_dev null; }

json_text() { node -e 'process.stdout.write(JSON.stringify(process.argv[1]))' -- "$1"; }

token_field() { sed -n "s/.*\"$1\":\"\\([^\"]*\\)\".*/\\1/p" "$token_file"; }

## Scripts in the shell under test

# The variables that `use` sets for a profile with a region.
set_by_use='AWS_ACCESS_KEY_ID AWS_CREDENTIAL_EXPIRATION AWS_DEFAULT_REGION AWS_REGION AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN'
set_by_use+=' AWS_SSO_PROFILE SSOENV_ACCOUNT_ID SSOENV_EXPIRES SSOENV_PROFILE SSOENV_REGION SSOENV_ROLE_NAME'

# run_script LINE ...: in $shell, with $shell_options; then `run`'s $status, $output and $stderr are those of the script.
shell_options=()
run_script() {
	case $shell in
		powershell)
			printf '%s\n' "$@" >script.ps1
			run --separate-stderr pwsh -NoProfile -NonInteractive ${shell_options[@]+"${shell_options[@]}"} -File script.ps1
			;;
		*)
			printf '%s\n' "$@" >"script.$shell"
			# shellcheck disable=SC2046 # one word or none
			run --separate-stderr "$(program_of "$shell")" $(quiet_start) ${shell_options[@]+"${shell_options[@]}"} "script.$shell"
			;;
	esac
	printf '%s: status %s, stdout %q, stderr %q\n' "$shell" "$status" "$output" "${stderr-}" >&2
}

# The option that keeps start files out.
quiet_start() {
	case $shell in
		zsh) echo -f ;;
		fish) echo --no-config ;;
		nushell) echo --no-config-file ;;
		elvish) echo -norc ;;
		xonsh) echo --no-rc ;;
		tcsh) echo -f ;;
		busybox) echo ash ;;
	esac
}

## What a child saw

# sees FILE NAME VALUE: byte for byte.
sees() {
	local entry
	while IFS= read -r -d '' entry; do
		[[ $entry == "$2="* ]] || continue
		[ "${entry#*=}" = "$3" ] || fail "in $1, $2 is $(printf %q "${entry#*=}"), expected $(printf %q "$3")"
		return
	done <"$1"
	fail "$2 is not in $1"
}

lacks() {
	local entry
	while IFS= read -r -d '' entry; do
		[[ $entry != "$2="* ]] || fail "$2 is in $1"
	done <"$1"
}

# Lines of AFTER that BEFORE does not have, sorted; for values of one line.
changed_between() { comm -13 <(tr '\0' '\n' <"$1" | LC_ALL=C sort) <(tr '\0' '\n' <"$2" | LC_ALL=C sort); }

# same_environment BEFORE AFTER: the same entries, byte for byte. Their order means nothing, and bash shuffles it. `_` is the command
# itself, and ksh93 adds a variable of its own.
same_environment() {
	cmp <(entries_of "$1") <(entries_of "$2") || fail "$1 and $2 differ: $(changed_between "$1" "$2")"
}

entries_of() { LC_ALL=C sort -z "$1" | grep -zv -e ^_= -e ^_AST_FEATURES=; }

equals() { [ "$1" = "$2" ] || fail "$(printf 'got %q, expected %q' "$1" "$2")"; }

matches() { [[ $1 =~ $2 ]] || fail "$(printf '%q does not match %s' "$1" "$2")"; }

# silent: the script under test wrote nothing at all.
silent() {
	equals "$output" ''
	equals "${stderr-}" ''
}

# holds_no_secret TEXT: neither tokens of the sign-in nor role credentials.
holds_no_secret() {
	local secret
	for secret in "$(token_field accessToken)" "$(token_field refreshToken)" "$(token_field clientSecret)" \
		"$(issued_field 111111111111 ReadOnly secretAccessKey)" "$(issued_field 111111111111 ReadOnly sessionToken)" \
		'cached/secret+key' 'cached+token/==' 'secret/of+' 'token+of/'; do
		[[ -z $secret || $1 != *"$secret"* ]] || fail "a secret is shown: $secret"
	done
}

# No code out of a name, a value or an answer ran: each such text would have made a file PWN….
nothing_ran() {
	local made
	made=$(find "$BATS_TEST_TMPDIR" -name 'PWN*')
	[ -z "$made" ] || fail "code ran: $made"
}

# offers_word LINE WORD: Tab at the end of LINE offers WORD and nothing else, in $shell without the layer.
offers_word() {
	local line=$1
	case $shell in
		bash)
			run_script ". '$program_root/completions/ssoenv.bash'" "COMP_LINE='$line' COMP_POINT=${#line}" \
				'_ssoenv_complete; printf "%s\n" "${COMPREPLY[@]}"'
			;;
		zsh)
			require_python
			printf '%s\n' '= echo ready\r' '< ready' "= $line\t" "< $2" >typed
			printf '%s\n' 'autoload -Uz compinit; compinit -D -u' ". '$program_root/completions/_ssoenv'" >"$HOME/.zshrc"
			run env TERM=dumb "$python_program" "$support_folder/typist.py" typed zsh -di
			equals "$status" 0
			output=$2
			;;
		fish) run_script ". '$program_root/completions/ssoenv.fish'" "complete -C '$line' | string split -f1 \\t" ;;
		powershell)
			run_script "$(loading_layer)" "(TabExpansion2 '$line' ${#line}).CompletionMatches | ForEach-Object CompletionText"
			;;
	esac
	matches "$output" "^$2 ?\$"
}

## Waiting, never for longer than this many seconds

patience=60

# until_true COMMAND ...: looks again and again.
until_true() {
	local end=$((SECONDS + patience))
	until "$@"; do
		[ "$SECONDS" -lt "$end" ] || fail "waited in vain for: $*$(on_the_screen)" || return
		sleep 0.03
	done
}

on_the_screen() { [ ! -e screen ] || printf '; on the screen: %s' "$(tail -c 2000 screen | cat -v)"; }
