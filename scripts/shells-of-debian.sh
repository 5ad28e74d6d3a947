#!/bin/sh
# Runs the tests of the layer for POSIX shells in each shell of that kind that Debian has, and names those that are missing.
# scripts/shells-of-debian.sh [--install] [PATTERN]: --install gets the missing ones with apt-get; PATTERN chooses tests by title.
set -eu
cd "$(dirname "$0")/.."

if [ "${1-}" = --install ]; then
	shift
	apt-get install --yes busybox dash ksh mksh posh yash
fi

present='' missing=''
for shell in dash busybox yash posh mksh lksh ksh93; do
	if command -v "$shell" >/dev/null; then present="$present $shell"; else missing="$missing $shell"; fi
done
for shell in $missing; do echo "$shell IS NOT HERE: nothing is proved for it"; done

for shell in $present; do
	package=$(dpkg-query --search "*/bin/$shell" 2>/dev/null | sed 's/:.*//;q')
	echo "$shell: $(dpkg-query --show --showformat '${Package} ${Version}' "$package" 2>/dev/null)"
done
# The driver of dash is called sh.
SSOENV_SH_SHELLS=$present SSOENV_LAYER_SHELLS=$(echo "$present" | sed 's/dash/sh/') FUZZ_COUNT=${FUZZ_COUNT-2000}
export SSOENV_SH_SHELLS SSOENV_LAYER_SHELLS FUZZ_COUNT SSOENV_ALL_TESTS=1
cd test/program/layer
exec ../../../node_modules/bats/bin/bats --filter "${1-.}" layer-sh.bats load.bats use.bats off.bats capture.bats hostile.bats
