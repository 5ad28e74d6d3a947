#!/bin/sh
# Runs the tests of the layer for fish with fish 4, which Debian 13 has: in a chroot, so only as root. The first run needs mmdebstrap,
# and takes a minute to fetch the packages. PATTERN chooses tests by title: `scripts/fish4.sh guard`.
set -eu

repository=$(cd "$(dirname "$0")/.." && pwd -P)
modules=$(cd "$repository/node_modules" && pwd -P)
root=${SSOENV_FISH4:-$HOME/.cache/ssoenv-fish4}
packages=fish,nodejs,python3,strace,curl,procps,bsdutils,tmux
[ -x "$root/usr/bin/fish" ] || mmdebstrap --variant=minbase --include="$packages" trixie "$root"

export repository modules root
# What is mounted in a namespace of its own is gone when the tests end.
exec unshare --mount sh -euc '
	for folder in /dev /proc "$repository" "$modules"; do
		mkdir -p "$root$folder"
		mount --rbind "$folder" "$root$folder"
	done
	exec chroot "$root" env -i HOME=/root PATH=/usr/bin:/bin:/usr/sbin LANG=C.UTF-8 repository="$repository" sh -euc "
		cd \"\$repository\"
		fish --version
		exec env SSOENV_ALL_TESTS=1 SSOENV_LAYER_SHELLS=fish node_modules/bats/bin/bats --filter \"^fish: .*(\$1)\" test/program/layer
	" sh "$1"
' sh "${1-}"
