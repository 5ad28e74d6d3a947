#!/bin/sh
# Gets a version of Node from npm for this system, as FOLDER/VERSION/node: scripts/node-from-npm.sh FOLDER VERSION ...
set -eu

folder=$1
shift
system=$(node -p 'process.platform + "-" + process.arch')
for version; do
	place=$folder/$version
	[ ! -x "$place/node" ] || continue
	mkdir -p "$place"
	archive=$(cd "$place" && npm pack --silent "node-$system@$version") || {
		rmdir "$place"
		echo "there is no node-$system@$version" >&2
		continue
	}
	tar -xzf "$place/$archive" -C "$place" --strip-components=2 package/bin/node
	rm "$place/$archive"
done
