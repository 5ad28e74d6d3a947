#!/bin/sh
# Installs old Node versions from npm as ~/.cache/ssoenv-old-nodes/VERSION/node; test/build/node-check.test.ts tries each of them.
set -eu

exec sh "$(dirname "$0")/node-from-npm.sh" "${SSOENV_OLD_NODES:-$HOME/.cache/ssoenv-old-nodes}" \
	0.12.18 4.9.1 6.17.1 8.17.0 10.24.1 12.22.12 14.21.3 16.20.2 18.20.8 20.18.3 21.7.3 22.2.0
