# The path that people have in their start-up files; it may be a link. The layer is in bash/. Any word but these may be an alias.
# shellcheck shell=bash disable=SC1090,SC1091
_ssoenv_path=("${BASH_SOURCE[0]}")
\builtin test ! -L "${_ssoenv_path[0]}" || _ssoenv_path=("$(\builtin command readlink -f "${_ssoenv_path[0]}")")
\builtin . "${_ssoenv_path[0]%ssoenv.bash}bash/start.bash"
