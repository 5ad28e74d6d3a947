# Looks for the `.ssoenv` of a folder, for people whose folders choose roles.
# shellcheck shell=bash disable=SC2034,SC2154 # variables of other parts
_ssoenv_begin_part

#   _ssoenv_here     where a file was looked for last, or empty to do it again, and the file that was found
#   _ssoenv_waiting  for the file, while its role is fetched: the profile, the folder, since when, and 1 after a failure was told

# Looks for a file after PWD has changed. True if there is a role then.
_ssoenv_look_here() {
	[ "${PWD-}" = "${_ssoenv_here[0]-}" ] || _ssoenv_look_around || :
	_ssoenv_has_role
}

# Finds the nearest file. A folder of that name is another program's.
_ssoenv_look_around() {
	local _ssoenv_folder=${PWD-}
	[ "$SSOENV_DIRECTORIES" = 1 ] || return 0
	case $_ssoenv_folder in /*) ;; *) return 0 ;; esac
	until [[ -e $_ssoenv_folder/.ssoenv && ! -d $_ssoenv_folder/.ssoenv ]]; do
		if [[ -z $_ssoenv_folder ]]; then
			_ssoenv_folder=-
			break
		fi
		_ssoenv_folder=${_ssoenv_folder%/*}
	done
	case $_ssoenv_folder in -) builtin set -- '' ;; *) builtin set -- "$_ssoenv_folder/.ssoenv" ;; esac
	# Below the same file as before, or neither there nor here below one.
	if [ "$1" = "${_ssoenv_here[1]-}" ] && [ -z "${_ssoenv_waiting[0]-}" ] && { [ -n "$1" ] || [ -z "${SSOENV_DIRECTORY+x}" ]; }; then
		_ssoenv_here=("$PWD" "$1")
		return
	fi
	[ -n "${_ssoenv_directory_magic[0]+x}" ] || _ssoenv_read_parts directory 2>/dev/null || return
	_ssoenv_call _ssoenv_follow "$1" || :
}

_ssoenv_end_part
