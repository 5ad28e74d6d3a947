# One fake Identity Center for the whole run, and one folder with `ssoenv` as a command. bats looks for this file beside the first
# test file that it is given, so each room has a link to it.

suite_root=$(cd "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/../../.." && pwd)

# Prints to the terminal, also where bats hides output.
announce() { printf '# %s\n' "$*" >&3; }

# What the package will hold, copied, so that a build during the run changes nothing under it. SSOENV_TEST_PROGRAM names another
# program than dist/, such as the single file, which has the shell layer beside it.
link_program() {
	local part program=$BATS_SUITE_TMPDIR/program
	[ -x "${SSOENV_TEST_PROGRAM:-$suite_root/dist/cli.cjs}" ] || {
		announce "${SSOENV_TEST_PROGRAM:-dist/cli.cjs} is missing: build it first"
		return 1
	}
	mkdir -p "$program/bin"
	for part in package.json dist shell completions conf.d functions ssoenv.plugin.zsh; do
		if [ -e "$suite_root/$part" ]; then cp -R "$suite_root/$part" "$program/"; fi
	done
	if [ -n "${SSOENV_TEST_PROGRAM-}" ]; then
		cp "$SSOENV_TEST_PROGRAM" "$program/ssoenv"
		ln -sf ../ssoenv "$program/dist/cli.cjs"
	fi
	ln -s ../dist/cli.cjs "$program/bin/ssoenv"
	export program_folder=$program/bin
}

# The fake ends when its standard input closes, so not even a killed suite leaves it behind.
start_fake() {
	local says=$BATS_SUITE_TMPDIR/fake-says input=$BATS_SUITE_TMPDIR/fake-input line
	mkfifo "$says" "$input"
	# One file starts in a tenth of the time that tsx takes for many.
	"$suite_root/node_modules/.bin/esbuild" "$suite_root/test/support/identity-center/main.ts" --bundle --platform=node --format=esm \
		--outfile="$BATS_SUITE_TMPDIR/fake.mjs" --log-level=error || return
	node "$BATS_SUITE_TMPDIR/fake.mjs" --with-parent <"$input" >"$says" 3>&- &
	fake_pid=$!
	exec 9>"$input"
	while IFS= read -r line; do
		case $line in
			AWS_ENDPOINT_URL_SSO=*) export fake_sso=${line#*=} ;;
			AWS_ENDPOINT_URL_SSO_OIDC=*) export fake_oidc=${line#*=} ;;
			AWS_ENDPOINT_URL_STS=*) export fake_sts=${line#*=} ;;
			AWS_ENDPOINT_URL_SIGNIN=*) export fake_signin=${line#*=} ;;
			SSOENV_FAKE_CONTROL=*) export fake_control=${line#*=} ;;
			ready) return 0 ;;
		esac
	done <"$says"
	announce 'the fake Identity Center did not start'
	return 1
}

# One token for all: tests that spoil theirs sign in for themselves.
sign_in() {
	curl --silent --show-error --fail --noproxy '*' --header 'content-type: application/json' --data-binary '{}' \
		--output "$BATS_SUITE_TMPDIR/token.json" "$fake_control/sign-in"
}

announce_missing_shells() {
	local pair
	for pair in bash:bash zsh:zsh sh:dash fish:fish powershell:pwsh mksh:mksh lksh:lksh ksh93:ksh93 \
		nushell:nu elvish:elvish xonsh:xonsh tcsh:tcsh; do
		command -v "${pair#*:}" >/dev/null || announce "WARNING: ${pair#*:} is not on PATH, so NOTHING IS PROVED for ${pair%:*}"
	done
}

# Found while HOME is still the real one: version managers put a script in front of python that needs it.
find_python() {
	python_program=$(python3 -c 'import sys; print(sys.executable)' 2>/dev/null) || python_program=
	export python_program
}

setup_suite() {
	bats_require_minimum_version 1.5.0
	announce_missing_shells
	find_python
	link_program && start_fake && sign_in
}

teardown_suite() {
	[ -z "${fake_pid-}" ] || kill "$fake_pid"
	exec 9>&-
}
