# The formats of `ssoenv export`, with the secrets masked.

mask() {
	sed -E 's/((SECRET_ACCESS_KEY|SESSION_TOKEN|SecretAccessKey|SessionToken)"?[=: ]+"?[A-Za-z0-9+/]{4})[A-Za-z0-9+/=]+/\1…/; s/^/  /'
}

for format in process env env-no-export fish powershell windows-cmd dotenv json; do
	printf '\n\033[1m$ ssoenv export dev --format %s\033[0m\n' "$format"
	ssoenv export dev --format "$format" | mask
done
