# SSOENV_GUARD and SSOENV_GUARD_MINUTES: profiles that need care. This is the last part.
# shellcheck disable=all # zsh, which it cannot read: `zsh -n` does

#   _ssoenv_until    when a guarded profile is left, in epoch seconds, and after how many minutes that is
typeset -ga _ssoenv_until

function _ssoenv_is_guarded {
	[[ -n ${SSOENV_GUARD-} ]] || return 1
	# So that a pattern means the same in all shells.
	builtin setopt local_options sh_glob
	local pattern IFS=$' \t\n\v\f\r'
	local -i is_clear
	# Two blanks of some kinds have an empty pattern between them.
	for pattern in ${${=SSOENV_GUARD}:#}; do
		# A pattern that zsh refuses guards every name.
		is_clear=1
		{
			{ [[ $1 == ${~pattern} ]] && return 0 } always { (( TRY_BLOCK_ERROR < 1 )) || is_clear=0 TRY_BLOCK_ERROR=0 }
		} 2>/dev/null
		(( is_clear )) || return 0
	done
	return 1
}

# Asks on a terminal whether PROFILE may be used, if it is guarded and the person has not said --yes.
function _ssoenv_may_enter {
	local answer='' IFS=$' \t\n'
	if [[ -n ${2-} || ! -t 0 || ! -t 2 ]] || ! _ssoenv_is_guarded "$1"; then return 0; fi
	_ssoenv_tell guarded "$1"
	builtin read -r answer || builtin print -u2
	[[ $answer != ([Yy]|[Yy][Ee][Ss]) ]] || return 0
	_ssoenv_say unchanged
	return 130
}

# Sets the time after which the role of `profile` is left.
function _ssoenv_start_timer {
	if _ssoenv_is_number "${SSOENV_GUARD_MINUTES-}" && _ssoenv_is_guarded "$profile"; then
		_ssoenv_until=($(( EPOCHSECONDS + SSOENV_GUARD_MINUTES * 60 )) $SSOENV_GUARD_MINUTES)
	fi
}

function _ssoenv_is_time_up { [[ ${_ssoenv_until[1]-} == <-> ]] && (( EPOCHSECONDS >= _ssoenv_until[1] )) }

# In one text, as of `ssoenv init zsh`, all parts have been read now, and the person's options come back.
if [[ -n ${_ssoenv_odd+x} ]]; then
	[[ -z ${_ssoenv_odd-} ]] || 'builtin' 'setopt' "${_ssoenv_odd[@]}"
	'builtin' 'unset' _ssoenv_odd
fi
