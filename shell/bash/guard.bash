# SSOENV_GUARD asks before a profile is used, and SSOENV_GUARD_MINUTES drops its role again.
# shellcheck shell=bash disable=SC2034,SC2154 # variables of other parts and of callers: shell/README.md
_ssoenv_begin_part

#   _ssoenv_until  when the guarded role is dropped, in epoch seconds, and after how many minutes that is
_ssoenv_until=("${_ssoenv_until[0]-}" "${_ssoenv_until[1]-}")

_ssoenv_is_guarded() {
	local pattern list=${SSOENV_GUARD-}
	while [ -n "$list" ]; do
		pattern=${list%%[[:space:]]*}
		case $list in
			*[[:space:]]*) list=${list#*[[:space:]]} ;;
			*) list= ;;
		esac
		# shellcheck disable=SC2254 # the patterns are meant as patterns
		case $1 in $pattern) [ -z "$pattern" ] || return 0 ;; esac
	done
	return 1
}

# True if PROFILE may be used. Asks on a terminal if it is guarded, and `yes` of the caller is empty.
_ssoenv_may_enter() {
	local answer='' shown
	if [ -n "$yes" ] || ! _ssoenv_is_guarded "$1" || ! [ -t 0 ] || ! [ -t 2 ]; then return 0; fi
	_ssoenv_show "$1"
	_ssoenv_say_guarded "$shown"
	builtin read -r answer || builtin printf '\n' >&2
	case $answer in [Yy] | [Yy][Ee][Ss]) return 0 ;; esac
	_ssoenv_say_unchanged
	return 130
}

# Sets when the role of `profile` of the caller is dropped.
_ssoenv_set_limit() {
	if _ssoenv_is_number "${SSOENV_GUARD_MINUTES-}" && _ssoenv_is_guarded "$profile"; then
		_ssoenv_until=("$((now + SSOENV_GUARD_MINUTES * 60))" "$SSOENV_GUARD_MINUTES")
	fi
}

# The time in a guarded profile is over.
_ssoenv_drop() {
	local shown
	_ssoenv_show "$SSOENV_PROFILE"
	_ssoenv_say_dropped "$shown" "${_ssoenv_until[1]}"
	_ssoenv_until=('' '')
	_ssoenv_off
}

_ssoenv_end_part

# All parts have been read.
_ssoenv_parts=(all)
