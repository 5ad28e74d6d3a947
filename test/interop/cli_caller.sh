# Asks STS who the caller is, with an AWS CLI, until it has used COUNT different access keys. Prints them as JSON with the
# number of calls. Usage: cli_caller.sh AWS COUNT

keys=
calls=0
count=0
while [ "$count" -lt "$2" ]; do
	# Only the log says which key has signed the request.
	log=$("$1" sts get-caller-identity --debug 2>&1 >/dev/null) || {
		printf '%s\n' "$log" >&2
		exit 1
	}
	calls=$((calls + 1))
	key=$(printf '%s\n' "$log" | sed -n 's/.*AWS4-HMAC-SHA256 Credential=\([A-Z0-9]*\).*/\1/p' | head -n 1)
	case "$keys" in
		*"\"$key\""*) ;;
		*) keys="$keys${keys:+, }\"$key\"" count=$((count + 1)) ;;
	esac
done
printf '{"keys": [%s], "calls": %s}\n' "$keys" "$calls"
