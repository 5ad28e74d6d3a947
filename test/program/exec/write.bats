# `write`: shells in which the profile is active renew the keys in the credentials file.

load ../support/support
load ../support/layer

layer_shells='bash zsh sh fish powershell'

keys() { sed -n 's/^aws_access_key_id = //p' "$HOME/.aws/credentials"; }

# in_seconds N: that time, as the caches have it.
in_seconds() { date -u -d "+$1 seconds" +%Y-%m-%dT%H:%M:%SZ; }

# A shell that has had the role for so long that it ends soon.
inherit() {
	inherit_role 500
	export SSOENV_REGION=eu-west-1 AWS_REGION=eu-west-1 AWS_DEFAULT_REGION=eu-west-1 AWS_SSO_PROFILE=dev
	export AWS_ACCESS_KEY_ID=OLD AWS_SECRET_ACCESS_KEY=OLD AWS_SESSION_TOKEN=OLD AWS_CREDENTIAL_EXPIRATION=2026-01-01T00:00:00Z
}

renews_the_keys() {
	needs copies prompt
	cached_role "$(in_seconds 950)"
	ssoenv write dev --as dev-keys
	equals "$(keys)" ASIACACHED
	rm "$role_file"
	inherit
	local renewed
	renewed="sh -c 'i=0; while grep -q ASIACACHED \$1 || [ ! -e \$2 ]; do sleep 0.1; i=\$((i + 1)); [ \$i -lt 300 ] || exit; done' sh"
	in_layer "$(prompting)" "$renewed '$HOME/.aws/credentials' '$copies/profiles'" "$(prompting)" "$(printing AWS_ACCESS_KEY_ID)"
	[ "$(keys)" != ASIACACHED ]
	equals "$output" "$(keys)"
	equals "$stderr" ''
}
in_turn "$layer_shells" 'a shell whose role ends soon renews the keys, and takes the new role itself' renews_the_keys

@test "other prompts read nothing more, and write nothing" {
	require_strace
	cached_role
	ssoenv write dev --as dev-keys
	cp -p "$HOME/.aws/credentials" before
	strace -f -qq -e trace=%file -o trace ssoenv export dev >given
	run ! grep "$(printf 'written dev' | sha1sum | cut -d' ' -f1)" trace
	strace -f -qq -e trace=%file -o trace ssoenv use dev --shell bash >given
	run ! grep "$(printf 'written dev' | sha1sum | cut -d' ' -f1)" trace
	cmp before "$HOME/.aws/credentials"
}

@test "a guarded profile is asked for on a terminal, or takes --yes" {
	require_terminal
	cached_role
	export SSOENV_GUARD='d*'
	run script -qec 'ssoenv write dev --as dev-keys' /dev/null <<<n
	[[ $output == *'dev is guarded (SSOENV_GUARD); use it?'* ]] || fail "$output"
	[ ! -e "$HOME/.aws/credentials" ]
	run script -qec 'ssoenv write dev --as dev-keys --yes' /dev/null
	[[ $output != *guarded* ]] || fail "$output"
	equals "$(keys)" ASIACACHED
}

@test "on a full disk the file stays as it was" {
	cached_role
	printf '[mine]\naws_access_key_id = AKIAMINE\n' >"$HOME/.aws/credentials"
	head -c 3000 /dev/zero | tr '\0' '#' >>"$HOME/.aws/credentials"
	cp "$HOME/.aws/credentials" before
	ssoenv list >given
	run bash -c 'ulimit -f 2; exec ssoenv write dev --as dev-keys'
	[ "$status" -eq 3 ] || fail "$status $output"
	cmp before "$HOME/.aws/credentials"
	[ "$(ls "$HOME/.aws" | tr '\n' ' ')" = 'cli config credentials sso ' ]
}
