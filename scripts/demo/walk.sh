# A person's day in the shells of the POSIX family: each step is shown, run and checked.

step() {
	printf '\n\033[1m$ %s\033[0m\n' "$1"
	eval "$1"
}

expect() {
	[ "$1" = "$2" ] || {
		printf 'demo: expected %s, got %s\n' "$2" "$1" >&2
		exit 1
	}
}

# Prints the variables that ssoenv sets, with the secrets masked.
show() {
	env | grep -E '^(AWS|SSOENV)_' | grep -v '^AWS_ENDPOINT_URL' | sort |
		sed -E 's/^(AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN)=(.{4}).*/\1=\2… (masked)/; s/^/  /'
}

step 'ssoenv list'

step 'eval "$(ssoenv use dev)"'
show
expect "${SSOENV_PROFILE:-}" dev

step 'eval "$(ssoenv use staging)"'
show | grep -E 'ACCOUNT|REGION|PROFILE'
expect "${SSOENV_ACCOUNT_ID:-}" 222222222222

step 'eval "$(ssoenv use prod)"; echo "status $?"'
expect "${SSOENV_PROFILE:-}" staging

step 'eval "$(ssoenv use stagin)" && terraform apply; echo "status $?"'
expect "${SSOENV_PROFILE:-}" staging

step 'eval "$(ssoenv off)"'
show
expect "${AWS_ACCESS_KEY_ID:-none}" none

step '. "$(ssoenv init --path)"'

step 'ssoenv use dev'
show | grep -E 'ACCOUNT|REGION|PROFILE'
expect "${SSOENV_PROFILE:-}" dev

step 'ssoenv use staging; ssoenv use -'
expect "${SSOENV_PROFILE:-}" dev

step 'ssoenv use prod && terraform apply; echo "status $?"'
expect "${SSOENV_PROFILE:-}" dev

step 'ssoenv off'
show
expect "${AWS_ACCESS_KEY_ID:-none}" none
