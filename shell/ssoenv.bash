# The path that people have in their start-up files; it may be a link. The layer is in bash/. In evaluated text there is no such
# path, and the parts follow.
# shellcheck shell=bash disable=SC1090,SC1091
_ssoenv_path=("${BASH_SOURCE[0]-}")
if [ -L "${_ssoenv_path[0]}" ]; then _ssoenv_path=("$(command readlink -f "${_ssoenv_path[0]}")"); fi
case ${_ssoenv_path[0]} in *ssoenv.bash) . "${_ssoenv_path[0]%ssoenv.bash}bash/start.bash" ;; esac
