#!/bin/sh
# Builds old shells from their public source into ~/.cache/ssoenv-old-shells, and tries the quoting for them and the tests of their
# layers in them. Needs git, a C compiler, make, bison, autoconf and the headers of ncurses. SSOENV_BASH_SOURCE and SSOENV_ZSH_SOURCE
# name clones of the source, if there are any. SSOENV_OLD_SHELLS names another folder, from the root on.
# scripts/old-shells.sh [SHELL [PATTERN]]: SHELL is bash-3.2, zsh-5.4 or zsh-5.7; PATTERN chooses tests by title.
set -eu

cd "$(dirname "$0")/.."
folder=${SSOENV_OLD_SHELLS:-$HOME/.cache/ssoenv-old-shells}

# unpack CLONE URL COMMIT FOLDER: a commit of the source. Makes the clone if it is missing.
unpack() {
	mkdir -p "$4"
	[ -d "$1" ] || git clone --bare --quiet "$2" "$1"
	git --git-dir="$1" archive "$3" | tar -x -C "$4"
}

# build_bash COMMIT FOLDER
build_bash() {
	unpack "${SSOENV_BASH_SOURCE:-$folder/bash.git}" https://github.com/bminor/bash "$1" "$2/source"
	# The parser in the source was made from another version of its grammar.
	(
		cd "$2/source"
		rm -f y.tab.c y.tab.h
		CFLAGS='-O2 -w -std=gnu89 -fcommon' ./configure --without-bash-malloc --disable-nls >configure.log 2>&1
		make bash >make.log 2>&1
	)
	mkdir -p "$2/bin"
	mv "$2/source/bash" "$2/bin/bash"
	rm -rf "$2/source"
}

# build_zsh COMMIT FOLDER: with its modules and the functions of its completion.
build_zsh() {
	unpack "${SSOENV_ZSH_SOURCE:-$folder/zsh.git}" https://github.com/zsh-users/zsh "$1" "$2/source"
	# zsh 5.4 looks for the names of signals in one file, but glibc has had them in two since 2.26.
	signals=/usr/include/asm-generic/signal.h
	[ ! -f "$signals" ] || export zsh_cv_path_signal_h="$signals"
	# Without this option, configure needs a terminal.
	(
		cd "$2/source"
		./Util/preconfig >preconfig.log 2>&1
		CFLAGS='-O2 -w' ./configure --prefix="$2" --with-tcsetpgrp >configure.log 2>&1
		make >make.log 2>&1
		make install.modules install.fns install.bin >install.log 2>&1
	)
	rm -rf "$2/source"
}

# try SHELL COMMIT [BATS-ARGUMENT ...]: bats itself needs a newer bash, so only the shell under test is the old one.
try() {
	name=${1%-*} place=$folder/$1 commit=$2
	[ "$only" = "$1" ] || [ -z "$only" ] || return 0
	shift 2
	[ -x "$place/bin/$name" ] || "build_$name" "$commit" "$place"
	"$place/bin/$name" --version | head -n 1
	PATH=$place/bin:$PATH node --import tsx test/fuzz/quoting.ts --shell "$name" || failed="$failed $name"
	OLD_SHELL=$place/bin SSOENV_ALL_TESTS=1 SSOENV_LAYER_SHELLS=$name \
		node_modules/bats/bin/bats --filter "^$name: .*($pattern)" "$@" test/program/layer || failed="$failed $name"
}

only=${1-} pattern=${2-} failed=

# 3.2.48 is nearest to the 3.2.57 of macOS that the source has. In bash 3.2, exported functions are variables of their own name, those
# of a newer bash stop it in posix mode, and it has neither a clock nor attributes without a process.
try bash-3.2 f1be666c7d78939ad775078d290bec2758fa29a2 --negative-filter 'under set -a$|posix mode$|start no process$'
# 5.4.2 is the oldest that the layer takes; 5.7.1 was the zsh of macOS 10.15 and Debian 10.
try zsh-5.4 6ff4787e830f8edb3a7e32490a88a131e4b62f7f
try zsh-5.7 8b89d0d57710d044e85591aac25952f5a6ae84c7

[ -z "$failed" ] || exit 1
