#!/bin/sh
# Goes from older releases to this one and to a later one, and back, under open shells: test/program/upgrade/upgrade.bats with real
# builds, in all shells. The older ones are the last of each earlier format of the record, or REF ...; the later one is this source
# with other numbers of formats. Then the same beside the single file, if `npm run single-file` has made it.
# FILTER chooses tests by title: scripts/upgrade.sh [REF ...]
set -eu
cd "$(dirname "$0")/.."
repository=$PWD

work=$(mktemp -d)
trap 'rm -rf "$work"; git worktree prune' EXIT
# dash runs no trap on EXIT when a signal ends it.
trap 'exit 1' HUP INT TERM

# build REF FOLDER: a release in FOLDER, from the source of that commit.
build() {
	git worktree add --quiet --detach "$2" "$1"
	ln -s "$repository/node_modules" "$2/node_modules"
	(cd "$2" && node scripts/build.mjs)
}

# The last commit before each raise of the format; none where the history is not here.
last_of_each_format() {
	number=$(sed -n "s/^export const MAGIC = 'ssoenv\([0-9]*\)';/\1/p" src/core/shell/role-copy.ts)
	while [ "$number" -gt 1 ]; do
		raise=$(git log --reverse --format=%H -S"MAGIC = 'ssoenv$number'" -- src | head -n 1)
		git rev-parse --quiet --verify "$raise^" || echo "there is no release of format $((number - 1)) in this history" >&2
		number=$((number - 1))
	done
}

# The later release: the numbers in the sources, and what is generated from them.
build_later() {
	build HEAD "$work/later"
	(
		cd "$work/later"
		sed -i "s/^\(export const MAGIC = 'ssoenv\)[0-9]*/\11002/" src/core/shell/role-copy.ts
		sed -i "s/\(_MAGIC = 'ssoenv-[a-z]*\)[0-9]*/\11002/" src/core/shell/completion-names.ts
		find src/core -name '*.ts' -exec sed -i 's/^\(const [A-Z_]*FORMAT =\) [0-9]*;/\1 1002;/' {} +
		for script in completions printable shell-layers; do node --import tsx "scripts/$script.ts"; done
		node scripts/build.mjs
		git diff --stat | tail -n 1
	)
}

failed=0
# try NAME: the tests with the releases in EARLIER_RELEASE and LATER_RELEASE.
try() {
	echo "# $1"
	SSOENV_ALL_TESTS=1 node_modules/bats/bin/bats --filter "${FILTER-.}" test/program/upgrade/upgrade.bats || failed=1
}

node scripts/build.mjs
build_later
export LATER_RELEASE="$work/later"
[ $# -gt 0 ] || set -- $(last_of_each_format)
for ref; do
	build "$ref" "$work/$ref"
	EARLIER_RELEASE=$work/$ref try "from $(git log -1 --format='%h of %ad' --date=short "$ref") to this, and to a later one"
done

for program in release/single/*/ssoenv; do
	[ -x "$program" ] && "$program" --version >/dev/null 2>&1 || continue
	# As the tests have it: dist/cli.cjs of a package is the program.
	mkdir -p "$work/single/dist"
	cp -R package.json shell completions "$program" "$work/single/"
	ln -s ../ssoenv "$work/single/dist/cli.cjs"
	LATER_RELEASE=$work/single EARLIER_RELEASE=$work/single try "to the single file $program, and back"
done
exit "$failed"
