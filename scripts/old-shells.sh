#!/bin/sh
# Builds old shells from their public source into ~/.cache/ssoenv-old-shells, and runs the tests of their layers in them. Needs git,
# a C compiler, make and bison. SSOENV_BASH_SOURCE names a clone of the source, if there is one.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
folder=${SSOENV_OLD_SHELLS:-$HOME/.cache/ssoenv-old-shells}

# bash 3.2.48: nearest to the 3.2.57 of macOS that the source has.
bash32=f1be666c7d78939ad775078d290bec2758fa29a2
place=$folder/bash-3.2
if [ ! -x "$place/bash" ]; then
	mkdir -p "$place/source"
	clone=${SSOENV_BASH_SOURCE:-$folder/bash.git}
	[ -d "$clone" ] || git clone --bare --quiet https://github.com/bminor/bash "$clone"
	git --git-dir="$clone" archive "$bash32" | tar -x -C "$place/source"
	# The parser in the source was made from another version of its grammar.
	(
		cd "$place/source"
		rm -f y.tab.c y.tab.h
		CFLAGS='-O2 -w -std=gnu89 -fcommon' ./configure --without-bash-malloc --disable-nls >configure.log 2>&1
		make bash >make.log 2>&1
	)
	mv "$place/source/bash" "$place/bash"
	rm -rf "$place/source"
fi

# bats itself needs a newer bash, so only the shell under test is the old one. In bash 3.2, exported functions are variables of their
# own name, those of a newer bash stop it in posix mode, and it has neither a clock nor attributes without a process.
cd "$root"
TEST_BASH=$place node_modules/bats/bin/bats --filter "${1:-^bash: }" \
	--negative-filter 'under set -a$|posix mode$|start no process$' test/program/layer
