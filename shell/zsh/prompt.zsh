# Before each prompt and each command: the state of the role, its renewal, and the text for the prompt.
# shellcheck disable=all # zsh, which it cannot read: `zsh -n` does

# Private state, in arrays because `setopt allexport` does not export those.
#   _ssoenv_retry    before this time no other renewal is started
#   _ssoenv_told     the expiry that has been announced
#   _ssoenv_calm     until when the text in the prompt stays; what it was made from; the four elements of psvar; from when on it stays
#   _ssoenv_seen     the time at the latest prompt that had something to do
#   _ssoenv_doubt    how often a renewal may still be tried because the clock was set back
typeset -ga _ssoenv_retry _ssoenv_told _ssoenv_calm _ssoenv_seen _ssoenv_doubt

function _ssoenv_at_prompt {
	emulate -L zsh -o no_xtrace
	local scene
	[[ -z ${SSOENV_DIRECTORIES-} ]] || _ssoenv_look_here || { _ssoenv_put ''; return }
	! _ssoenv_is_calm || return 0
	_ssoenv_calm=()
	_ssoenv_watch_clock
	if _ssoenv_is_time_up; then
		_ssoenv_tell dropped "$SSOENV_PROFILE" "${_ssoenv_until[2]-}"
		_ssoenv_until=()
		_ssoenv_off
	else
		_ssoenv_check_role
	fi
}

# A command may be typed long after its prompt was drawn.
function _ssoenv_at_command {
	emulate -L zsh -o no_xtrace
	local left window
	_ssoenv_is_number "$SSOENV_EXPIRES" || return 0
	left=$(( SSOENV_EXPIRES - EPOCHSECONDS ))
	_ssoenv_find_window
	if _ssoenv_is_due && _ssoenv_is_ours; then _ssoenv_renew; fi
	return 0
}

# True if the role is the one that this shell took, or inherited.
function _ssoenv_is_ours {
	_ssoenv_is_number "$SSOENV_EXPIRES" || return 1
	_ssoenv_meet
	_ssoenv_is_untouched
}

# Renews the role if it is due, and draws. Uses `scene` of the caller.
function _ssoenv_check_role {
	local left window
	local -i class=0
	if ! _ssoenv_is_ours; then
		_ssoenv_draw '[?]' 2
		return
	fi
	left=$(( SSOENV_EXPIRES - EPOCHSECONDS ))
	_ssoenv_find_window
	# The program renews a role with less than 15 minutes left, so before that there is no use in asking it.
	if _ssoenv_is_due || _ssoenv_is_doubted; then
		_ssoenv_renew || { (( left >= 900 )) && ! _ssoenv_is_doubted } || _ssoenv_start_renewal
	fi
	if (( left <= 0 )); then
		_ssoenv_announce
		_ssoenv_draw expired 2
		return
	fi
	(( left >= window )) || class=1
	if [[ -n ${SSOENV_GUARD-} ]] && _ssoenv_is_guarded "$SSOENV_PROFILE"; then class=3; fi
	_ssoenv_draw_time $class
}

## Renewal

# Sets `window` to the seconds before the end in which a role is renewed.
function _ssoenv_find_window {
	window=900
	if [[ -n ${SSOENV_REFRESH_WINDOW-} ]] && _ssoenv_is_number "$SSOENV_REFRESH_WINDOW"; then window=$SSOENV_REFRESH_WINDOW; fi
}

# True if the role has to be renewed, by `left` and `window`.
function _ssoenv_is_due { (( left < window )) && [[ ${SSOENV_REFRESH-} != 0 ]] }

# Notes the time. If the clock was set back, the role may have been fetched while it was ahead, and then ends sooner than its expiry
# says: the program knows.
function _ssoenv_watch_clock {
	if [[ ${_ssoenv_seen[1]-} == <-> ]] && (( EPOCHSECONDS + 60 < _ssoenv_seen[1] )); then _ssoenv_retry=() _ssoenv_doubt=(3); fi
	_ssoenv_seen=($EPOCHSECONDS)
}

function _ssoenv_is_doubted { [[ ${_ssoenv_doubt[1]-} == [1-9] && ${SSOENV_REFRESH-} != 0 ]] }

# True if `record` is to replace the role: it lasts longer, or it is another one and the clock was set back.
function _ssoenv_is_better {
	(( expires > SSOENV_EXPIRES )) || { _ssoenv_is_doubted && _ssoenv_has_other_key }
}

# Takes a newer copy of the same role, which another shell or the program in the background has fetched. Sets `left`.
function _ssoenv_renew {
	local profile expires rare
	local -a record rows words
	local -i i
	_ssoenv_load "$SSOENV_PROFILE" 1 && _ssoenv_is_better && _ssoenv_is_same_role || return 1
	_ssoenv_list_rows
	for i in $_ssoenv_renewed; do
		_ssoenv_is_fit $i 2>/dev/null || return 1
		[[ ${(tP)_ssoenv_names[i]} == (|scalar|scalar-export) ]] || return 1
		words+=("${_ssoenv_names[i]}=${rows[i]#=}")
	done
	builtin typeset -gx -- "${(@)words}"
	for i in $_ssoenv_renewed; do _ssoenv_ours[i]=${rows[i]}; done
	[[ -z ${_ssoenv_met[1]-} ]] || _ssoenv_met=("$SSOENV_EXPIRES $SSOENV_PROFILE")
	_ssoenv_told=() _ssoenv_doubt=()
	left=$(( SSOENV_EXPIRES - EPOCHSECONDS ))
}

# Starts the program, in a subshell that ends at once: so there is no job and no message, and `$!` stays what it was.
function _ssoenv_start_renewal {
	local REPLY
	[[ ${_ssoenv_retry[1]-} != <-> ]] || (( EPOCHSECONDS >= _ssoenv_retry[1] )) || return 0
	[[ ${_ssoenv_doubt[1]-} != [1-9] ]] || _ssoenv_doubt=($(( _ssoenv_doubt[1] - 1 )))
	# Without copies the shell would never see the new role.
	[[ ${SSOENV_KEEP-} != 0 && ${SSOENV_SHELL_CACHE-} != 0 ]] && _ssoenv_name_file "$SSOENV_PROFILE" || return 0
	_ssoenv_retry=($(( EPOCHSECONDS + 30 )))
	# Where `nice` is forbidden, BG_NICE would say so.
	builtin setopt local_options no_bg_nice
	( SSOENV_RENEWS=1 _ssoenv_program shell-role --shell zsh --no-login -- "$SSOENV_PROFILE" </dev/null >/dev/null 2>&1 & )
}

## The text

# Draws `left` in CLASS. The text stays until it tells another minute, or there is something to do. Uses `window` and `scene`.
function _ssoenv_draw_time {
	local -i next=$(( left < window || left < 60 ? 0 : EPOCHSECONDS + left % 60 + 1 ))
	local text
	if (( left < 60 )); then
		text=${left}s
	elif (( left < 3600 )); then
		text=$(( left / 60 ))m
	else
		text=$(( left / 3600 ))h$(( left % 3600 / 60 ))m
	fi
	_ssoenv_draw $text $1
	(( SSOENV_EXPIRES - window >= next )) || next=$(( SSOENV_EXPIRES - window ))
	[[ ${_ssoenv_until[1]-} != <-> ]] || (( _ssoenv_until[1] >= next )) || next=${_ssoenv_until[1]}
	! _ssoenv_is_doubted || next=0
	_ssoenv_calm=($next "$scene" "${psvar[_ssoenv_slot[1],_ssoenv_slot[1]+3]}" $EPOCHSECONDS)
}

# Draws with the time TEXT in CLASS 0 (fresh), 1 (soon), 2 (over) or 3 (guard).
function _ssoenv_draw {
	local text=${SSOENV_PROMPT_FORMAT-'{profile} {left}'} out='' word shown
	while [[ $text == *'{'*'}'* ]]; do
		out+=${text%%\{*} text=${text#*\{}
		word=${text%%\}*} text=${text#*\}}
		case $word in
			# Generated by scripts/shell-layers from src/core/shell: begin
			(profile) out+=${SSOENV_PROFILE-} ;;
			(account) out+=${SSOENV_ACCOUNT_ID-} ;;
			(role) out+=${SSOENV_ROLE_NAME-} ;;
			(region) out+=${SSOENV_REGION-} ;;
			# Generated: end
			(left) out+=$1 ;;
			(*) out+="{$word}" ;;
		esac
	done
	_ssoenv_show "$out$text"
	_ssoenv_put "$shown" $2
}

function _ssoenv_announce {
	[[ ${_ssoenv_told[1]-} != "$SSOENV_EXPIRES" ]] || return 0
	# Under the instant prompt of powerlevel10k any message brings up a page of warnings. The prompt after that is soon enough.
	(( ! ${+__p9k_instant_prompt_active} )) || return 0
	_ssoenv_told=("$SSOENV_EXPIRES")
	_ssoenv_tell expired "$SSOENV_PROFILE" "$SSOENV_PROFILE"
}
