# shellcheck shell=sh disable=SC2034,SC2154 # the parts share their variables
## Guarded profiles

# True if a pattern of SSOENV_GUARD matches PROFILE.
_ssoenv_is_guarded() {
	_ssoenv_list=${SSOENV_GUARD-}
	while [ -n "$_ssoenv_list" ]; do
		_ssoenv_pattern=${_ssoenv_list%%[[:space:]]*}
		case $_ssoenv_list in
			*[[:space:]]*) _ssoenv_list=${_ssoenv_list#*[[:space:]]} ;;
			*) _ssoenv_list= ;;
		esac
		# shellcheck disable=SC2254 # the patterns are meant as patterns
		case $1 in $_ssoenv_pattern) [ -z "$_ssoenv_pattern" ] || \return 0 ;; esac
	done
	\return 1
}

# False if the person does not want the guarded PROFILE after all. Asks only on a terminal.
_ssoenv_may_enter() {
	if [ -n "$_ssoenv_yes" ] || ! _ssoenv_is_guarded "$1" || ! [ -t 0 ] || ! [ -t 2 ]; then \return 0; fi
	_ssoenv_say guarded "$1"
	_ssoenv_answered=
	\read -r _ssoenv_answered || \printf '\n' >&2
	case $_ssoenv_answered in [Yy] | [Yy][Ee][Ss]) \return 0 ;; esac
	_ssoenv_say unchanged
	\return 130
}
