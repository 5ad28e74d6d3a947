#!/bin/bash
# Switches real Nodes under running shells, with nvm itself: test/program/upgrade/nvm.bats. The Nodes come from npm; nvm from
# NVM_FILE, a path to its nvm.sh, else from its public source.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=${SSOENV_NODES:-$HOME/.cache/ssoenv-nodes}
sh scripts/node-from-npm.sh "$folder" 16.20.2 22.23.5
if [ -z "${NVM_FILE-}" ]; then
	[ -d "$folder/nvm" ] || git clone --quiet --depth 1 https://github.com/nvm-sh/nvm "$folder/nvm"
	NVM_FILE=$folder/nvm/nvm.sh
fi
export NVM_FILE NODE_OF_16=$folder/16.20.2/node NODE_OF_22=$folder/22.23.5/node
exec node_modules/bats/bin/bats test/program/upgrade/nvm.bats
