#!/bin/sh
# Installs ssoenv @VERSION@ below a prefix: install.sh [PREFIX]. It needs no Node, checks the archive, and writes nothing before. For
# devcontainers, of which it is the feature together with devcontainer-feature.json, for CI jobs, and for images.
set -eu

fail() {
	printf 'ssoenv: %s\n' "$1" >&2
	exit 1
}

prefix=${1:-/usr/local}
case $(uname -s) in
	Linux) system=linux ;;
	Darwin) system=darwin ;;
	*) fail "there is no archive for $(uname -s)" ;;
esac
case $(uname -m) in
	x86_64 | amd64) machine=x64 ;;
	aarch64 | arm64) machine=arm64 ;;
	*) fail "there is no archive for $(uname -m)" ;;
esac
# The loader of musl, such as in Alpine.
for loader in /lib/ld-musl-*; do
	if [ -e "$loader" ] && [ ! -e /lib/ld-linux-aarch64.so.1 ] && [ ! -e /lib64/ld-linux-x86-64.so.2 ]; then machine=$machine-musl; fi
done
case $system-$machine in
	linux-x64) sum=@SHA256:linux-x64@ ;;
	linux-arm64) sum=@SHA256:linux-arm64@ ;;
	linux-x64-musl) sum=@SHA256:linux-x64-musl@ ;;
	linux-arm64-musl) sum=@SHA256:linux-arm64-musl@ ;;
	darwin-x64) sum=@SHA256:darwin-x64@ ;;
	darwin-arm64) sum=@SHA256:darwin-arm64@ ;;
esac
name=ssoenv-@VERSION@-$system-$machine

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
url=@RELEASE@/$name.tar.gz
if command -v curl >/dev/null; then
	curl --fail --silent --show-error --location --output "$folder/archive" "$url" || fail "cannot get $url"
elif command -v wget >/dev/null; then
	wget -q -O "$folder/archive" "$url" || fail "cannot get $url"
else
	fail 'needs curl or wget'
fi
if command -v sha256sum >/dev/null; then got=$(sha256sum "$folder/archive"); else got=$(shasum -a 256 "$folder/archive"); fi
[ "${got%% *}" = "$sum" ] || fail "the checksum of $url is ${got%% *} in place of $sum"

tar -xzf "$folder/archive" -C "$folder"
mkdir -p "$prefix"
cp -R "$folder/$name/bin" "$folder/$name/lib" "$folder/$name/share" "$prefix/"
"$prefix/bin/ssoenv" --version >/dev/null || fail "$prefix/bin/ssoenv does not run here"
printf 'ssoenv: installed %s\n' "$prefix/bin/ssoenv"
