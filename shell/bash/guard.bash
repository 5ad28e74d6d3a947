# SSOENV_GUARD asks before a profile is used, and SSOENV_GUARD_MINUTES drops its role again.
# shellcheck shell=bash disable=SC2034,SC2154 # variables of other parts and of callers: shell/README.md
_ssoenv_begin_part

#   _ssoenv_until  when the guarded role is dropped, in epoch seconds, and after how many minutes that is
_ssoenv_until=("${_ssoenv_until[0]-}" "${_ssoenv_until[1]-}")

_ssoenv_is_guarded() {
	local _ssoenv_pattern _ssoenv_list=${SSOENV_GUARD-}
	while [ -n "$_ssoenv_list" ]; do
		_ssoenv_pattern=${_ssoenv_list%%[[:space:]]*}
		case $_ssoenv_list in
			*[[:space:]]*) _ssoenv_list=${_ssoenv_list#*[[:space:]]} ;;
			*) _ssoenv_list= ;;
		esac
		# shellcheck disable=SC2254 # the patterns are meant as patterns
		case $1 in $_ssoenv_pattern) [ -z "$_ssoenv_pattern" ] || return 0 ;; esac
	done
	return 1
}

# True if PROFILE may be used. Asks on a terminal if it is guarded, and `_ssoenv_yes` of the caller is empty.
_ssoenv_may_enter() {
	local _ssoenv_answer='' _ssoenv_shown
	if [ -n "$_ssoenv_yes" ] || ! _ssoenv_is_guarded "$1" || ! [ -t 0 ] || ! [ -t 2 ]; then return 0; fi
	_ssoenv_show "$1"
	_ssoenv_say_guarded "$_ssoenv_shown"
	builtin read -r _ssoenv_answer || builtin printf '\n' >&2
	case $_ssoenv_answer in [Yy] | [Yy][Ee][Ss]) return 0 ;; esac
	_ssoenv_say_unchanged
	return 130
}

# Sets when the role of `_ssoenv_profile` of the caller is dropped.
_ssoenv_set_limit() {
	if _ssoenv_is_number "${SSOENV_GUARD_MINUTES-}" && _ssoenv_is_guarded "$_ssoenv_profile"; then
		_ssoenv_until=("$((_ssoenv_now + SSOENV_GUARD_MINUTES * 60))" "$SSOENV_GUARD_MINUTES")
	fi
}

# The time in a guarded profile is over.
_ssoenv_drop() {
	local _ssoenv_shown
	_ssoenv_show "$SSOENV_PROFILE"
	_ssoenv_say_dropped "$_ssoenv_shown" "${_ssoenv_until[1]}"
	_ssoenv_until=('' '')
	_ssoenv_off
}

_ssoenv_end_part

# All parts have been read.
_ssoenv_parts=(all)
