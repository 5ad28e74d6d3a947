#!/usr/bin/env bash
# Shows the role in the prompts of real frameworks: scripts/frameworks.sh [OPTIONS OF BATS]. Needs tmux and the built program.
#
# Clones each framework at the commit below into ~/.cache/ssoenv-frameworks, and runs test/frameworks. With FRAMEWORKS=/folder it
# clones nothing and takes what is in that folder: a test whose framework is not there is skipped, and says so.
# Not among them are starship and oh-my-posh, which are programs and not shell code.
set -eu -o pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# NAME OWNER/REPOSITORY COMMIT-OR-TAG [FOLDER, where that is all that is wanted]
table='
	bash-git-prompt magicmonty/bash-git-prompt 0bca4060a7b43d315e56113c7fb636e03cc29573
	bash-it Bash-it/bash-it 0f04edce0ca93fbe66f1fe23c8d9b7a01e53f94c
	bash-preexec rcaloras/bash-preexec 66e913cd9dec25b1399262c8301fb6d637c68e7e
	oh-my-bash ohmybash/oh-my-bash ae44713948daaf99b2e2c6fe7e436f6a83bf07da
	oh-my-zsh ohmyzsh/ohmyzsh 830a5bcfd29fd577fdcd5f3b8e98cbaf973421fa
	posh-git dahlbyk/posh-git bbc5ac380018239e0ac70411a59f4e367ca87f2d
	powerlevel10k romkatv/powerlevel10k 604f19a9eaa18e76db2e60b8d446d5f879065f90
	prezto sorin-ionescu/prezto cff2d01871425b1b80710f8ec6a475c5a53145b4
	pure sindresorhus/pure 89c9e30a38d3d35457bcc58b43ea6c28ae56934b
	pure-fish pure-fish/pure 1d458fa50ddbe8993376a290a5eb817cee8a31c0
	tide IlanCosman/tide fcda500d2c2996e25456fb46cd1a5532b3157b16
	vscode microsoft/vscode 1.100.3 src/vs/workbench/contrib/terminal/common/scripts
'

# clone NAME OWNER/REPOSITORY COMMIT [FOLDER]: brings one commit, or the files of one folder of it, into $FRAMEWORKS/NAME.
clone() {
	local new=$FRAMEWORKS/$1.new
	if [ "$(cat "$FRAMEWORKS/$1/.git/ssoenv-pinned" 2>/dev/null)" = "$3" ]; then return; fi
	rm -rf "$new" "${FRAMEWORKS:?}/$1"
	git init --quiet "$new"
	git -C "$new" remote add origin "https://github.com/$2.git"
	[ -z "${4-}" ] || git -C "$new" sparse-checkout set "$4"
	git -C "$new" fetch --quiet --depth 1 ${4:+--filter=blob:none} origin "$3"
	git -C "$new" checkout --quiet FETCH_HEAD
	echo "$3" >"$new/.git/ssoenv-pinned"
	mv "$new" "$FRAMEWORKS/$1"
}

if [ -z "${FRAMEWORKS-}" ]; then
	FRAMEWORKS=${XDG_CACHE_HOME:-$HOME/.cache}/ssoenv-frameworks
	mkdir -p "$FRAMEWORKS"
	while read -r name repository commit folder; do
		[ -z "$name" ] || clone "$name" "$repository" "$commit" "$folder"
	done <<<"$table"
fi
export FRAMEWORKS
exec node_modules/bats/bin/bats "$@" test/frameworks
