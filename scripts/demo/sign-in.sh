# Signs in and shows the expiry times of the sign-in. A script in place of the browser approves at once.

step() {
	printf '\n\033[1m$ %s\033[0m\n' "$1"
	eval "$1"
}

step 'ssoenv status --check dev; echo "status $?"'
step 'ssoenv login dev'
step 'ssoenv login dev'
step 'ssoenv status dev'
ssoenv status --check dev
