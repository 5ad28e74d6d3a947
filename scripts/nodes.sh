#!/bin/sh
# Runs the tests of the built program in each line of Node that package.json names: in its first version and its latest one. They come
# from npm, as ~/.cache/ssoenv-nodes/VERSION/node. VERSION ... chooses other versions: scripts/nodes.sh 24.22.3
set -eu
cd "$(dirname "$0")/.."

folder=${SSOENV_NODES:-$HOME/.cache/ssoenv-nodes}
[ $# -gt 0 ] || set -- 20.19.0 22.3.0 22.23.5 24.22.3 26.12.1
sh scripts/node-from-npm.sh "$folder" "$@"
node scripts/build.mjs

# The folders of test/ that run the built program; the others test sources, which npm test does.
part='^(shells: .*|tests: (answers|build|exec|planted|sign-in))$'
failed=0
for version; do
	began=$(date +%s)
	log=$folder/$version/tests.log
	PATH=$folder/$version:$PATH "$folder/$version/node" scripts/test.mjs --only "${ONLY:-$part}" >"$log" 2>&1 || failed=1
	echo "Node $version: $(tail -n 1 "$log"), in $(($(date +%s) - began)) s"
	# What failed, and what could not be tried; the whole is in the file.
	sed -n -e '/^not ok/p' -e '/^ *FAIL/p' -e '/ HANGS: /p' -e '/ IS NOT ON PATH/p' "$log" | sort -u
done
exit "$failed"
