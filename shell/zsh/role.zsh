# `use` and `off`: the variables of a role.
# shellcheck disable=all # zsh, which it cannot read: `zsh -n` does

# Private state, in arrays because `setopt allexport` does not export those. The items are in the order of `_ssoenv_names`.
#   _ssoenv_ours     what this shell made of each variable, as in a record: `=value`, empty for unset, `-` for not ours. Without the rare
#                    variables, the role has left them to the person.
#   _ssoenv_was      what each of them was before: its type and `=value`, or empty if it was not set
#   _ssoenv_direnv   DIRENV_DIFF and __MISE_DIFF when that was remembered
#   _ssoenv_mise
#   _ssoenv_met      the end and the name of an inherited role, which is then in _ssoenv_ours too
#   _ssoenv_last     the profile before this one, for `use -`
typeset -ga _ssoenv_ours _ssoenv_was _ssoenv_direnv _ssoenv_mise _ssoenv_met _ssoenv_last

## The commands, without the person's options. Tracing would put every value on the screen

# ssoenv use [PROFILE | -] [OPTION …]
function _ssoenv_use {
	emulate -L zsh -o no_xtrace
	local profile expires rare
	local -a record flags named
	# Mostly there is one name and a copy for it. Each function that need not be called then is a twentieth of the time.
	if (( $# != 1 )) || [[ $1 == -* || -n ${SSOENV_GUARD-} ]] || ! _ssoenv_load "$1" 900; then
		# Code and help are for the program. Behind `--` there are only names.
		local -a options_given=("${(@)@[1,(i)--]}")
		if (( ${options_given[(I)--help|-h|--shell|--shell=*]} )); then
			_ssoenv_program use "$@"
			return
		fi
		_ssoenv_get "$@"
	fi && _ssoenv_take || { _ssoenv_fail $?; return }
	if [[ -t 2 ]]; then _ssoenv_greet; fi
	if (( ZSH_SUBSHELL )) && _ssoenv_is_captured; then _ssoenv_print_use; fi
}

function _ssoenv_fail {
	! _ssoenv_is_captured || _ssoenv_print_call $1
	return $1
}

# ssoenv off [OPTION …]
function _ssoenv_drop {
	emulate -L zsh -o no_xtrace
	if (( $# )); then
		_ssoenv_program off "$@"
	elif _ssoenv_is_captured; then
		_ssoenv_off
		_ssoenv_print_call $? _ssoenv_captured_off
	else
		_ssoenv_off
	fi
}

# Gets the role of WORD …, from a copy or from the program: sets `record` of the caller and what `_ssoenv_unpack` sets, and the words apart,
# `flags` and `named`. A guarded profile is asked about once.
function _ssoenv_get {
	local yes=''
	_ssoenv_read_words "$@" || return
	if (( $#flags || $#named != 1 )); then
		_ssoenv_ask && _ssoenv_may_enter "$profile" $yes
	else
		_ssoenv_may_enter "${named[1]}" $yes || return
		_ssoenv_load "${named[1]}" 900 || _ssoenv_ask
	fi
}

# Sets `flags`, `named` and `yes` of the caller from WORD ….
function _ssoenv_read_words {
	local word next=flag
	for word; do
		case $next:$word in
			(value:*) flags+=("$word") next=flag ;;
			(flag:--yes) yes=--yes ;;
			(flag:--) next=name ;;
			(flag:--(account|role|sso-session|role-arn|source-profile|external-id|region|mfa-code)) flags+=("$word") next=value ;;
			(flag:-?*) flags+=("$word") ;;
			(flag:-)
				if [[ -z ${_ssoenv_last[1]-} ]]; then
					_ssoenv_say no-previous
					return 2
				fi
				named+=("${_ssoenv_last[1]}")
				;;
			(*) named+=("$word") ;;
		esac
	done
}

# Sets `reply` of the caller to `flags` and `named` in one line. Without `--` the program reads it faster.
function _ssoenv_join_words {
	if [[ -n ${(M)named:#-*} ]]; then
		reply=("${(@)flags}" -- "${(@)named}")
	else
		reply=("${(@)named}" "${(@)flags}")
	fi
}

function _ssoenv_greet {
	local REPLY account role region
	_ssoenv_describe
	_ssoenv_name_time $(( expires - EPOCHSECONDS ))
	_ssoenv_tell greeting "$profile" "$role" "$account" "${region:+ ($region)}" "$REPLY"
}

## Taking a role

# `_ssoenv_take` is in `record`, as it is generated.

# Takes an inherited role, from the shell above this one, tmux or an editor, for one of ours. Then renewal and `off` are the same for
# both. What was there before it is not known, and is left unset. A role that came later by itself is met again.
function _ssoenv_meet {
	[[ -n ${SSOENV_PROFILE-} && -n ${SSOENV_EXPIRES-} ]] || return 0
	local role="$SSOENV_EXPIRES $SSOENV_PROFILE"
	(( ! $#_ssoenv_ours )) || [[ -n ${_ssoenv_met[1]-} && ${_ssoenv_met[1]} != "$role" ]] || return 0
	local -a states types
	local -i i count
	local rare=''
	_ssoenv_find_count
	_ssoenv_look
	for (( i = 1; i <= count; i++ )); do
		case ${_ssoenv_kinds[i]} in
			# No role comes with one of these, so beside one it is foreign.
			(rival) states[i]='' ;;
			(setting) [[ -n ${states[i]} && ${states[i]} == "=${(P)_ssoenv_labels[i]-}" ]] || states[i]=- ;;
		esac
	done
	_ssoenv_ours=("${(@)states}") _ssoenv_was=() _ssoenv_met=("$role")
}

# Takes over `record` where something has to be remembered or given back. Nothing is changed before all of it can be.
function _ssoenv_enter {
	local -a states types rows set gone
	local -i i count
	_ssoenv_find_count
	# A role without rare settings has left them to the person.
	while (( $#_ssoenv_ours && $#_ssoenv_ours < count )); do _ssoenv_ours+=(-); done
	_ssoenv_look
	_ssoenv_list_rows
	for (( i = 1; i <= count; i++ )); do
		[[ ${rows[i]} == - && ${states[i]} != "${_ssoenv_ours[i]-}" ]] || _ssoenv_is_fit $i || return
	done
	for (( i = 1; i <= count; i++ )); do
		if [[ ${rows[i]} == - ]]; then
			# The value of an earlier role goes, and the person's own stays.
			(( ! $#_ssoenv_ours )) || [[ ${states[i]} != "${_ssoenv_ours[i]}" ]] || _ssoenv_give_back $i
			continue
		fi
		(( $#_ssoenv_ours )) && [[ ${states[i]} == "${_ssoenv_ours[i]}" ]] || _ssoenv_remember $i
		if [[ -n ${rows[i]} ]]; then
			# It may be of the type that has been found fit, so this cannot fail half way.
			[[ ${types[i]} == (|scalar|scalar-export) ]] || builtin unset -v "${_ssoenv_names[i]}"
			set+=("${_ssoenv_names[i]}=${rows[i]#=}")
		elif [[ -n ${types[i]} ]]; then
			gone+=("${_ssoenv_names[i]}")
		fi
	done
	(( ! $#gone )) || builtin unset -v "${(@)gone}"
	builtin typeset -gx -- "${(@)set}"
	_ssoenv_ours=("${(@)rows[1,count]}")
	[[ -n $rare ]] || _ssoenv_forget_rare
}

# Remembers the variable with this index, as it is in `states` and `types`.
function _ssoenv_remember {
	_ssoenv_was[$1]=${types[$1]:+${types[$1]}${states[$1]}}
	_ssoenv_direnv[$1]=${DIRENV_DIFF-} _ssoenv_mise[$1]=${__MISE_DIFF-}
}

# Makes the variable with this index what it was before.
function _ssoenv_give_back {
	local name=${_ssoenv_names[$1]} was=${_ssoenv_was[$1]-}
	case $was in
		# A variable that is readonly and not there yet could not be unset.
		('') [[ -z ${(tP)name} ]] || builtin unset -v "$name" ;;
		(*export*=*) builtin typeset -gx -- "$name=${was#*=}" ;;
		(*) builtin typeset -g +x -- "$name=${was#*=}" ;;
	esac
}

# False, with a word about it, if the variable with this index cannot be changed: zsh would leave the whole function at that point, with
# half of the work done. So is one that does not take any text as it is, because it could not be given back as it was.
function _ssoenv_is_fit {
	local name=${_ssoenv_names[$1]} part
	local type=${(tP)name}
	case $type in
		(|scalar|scalar-export) return 0 ;;
		(*readonly*)
			_ssoenv_say readonly "$name"
			return 3
			;;
	esac
	# Where a variable is known, and whether it is listed, makes no difference to what it holds.
	for part in ${(s:-:)type}; do
		[[ $part != (scalar|export|local|tag|hide|hideval) ]] || continue
		_ssoenv_say typed "$name" "$name"
		return 3
	done
}

## Giving it up

# Gives back what is still ours. With `quiet` the shell that captured the call has already said all.
function _ssoenv_off {
	local -a states types mine changed
	local -i i count
	_ssoenv_waiting=()
	_ssoenv_meet
	if (( ! $#_ssoenv_ours )) || [[ -n ${_ssoenv_met[1]-} && ( -z ${SSOENV_PROFILE-} || -z ${SSOENV_EXPIRES-} ) ]]; then
		[[ -n ${1-} ]] || _ssoenv_say not-active
		return 0
	fi
	count=$#_ssoenv_ours
	_ssoenv_look
	for (( i = 1; i <= count; i++ )); do
		if [[ ${states[i]} == "${_ssoenv_ours[i]}" ]]; then mine+=($i)
		# A type that came later, as of `typeset -gl`, shows another text, but what the variable holds is still ours.
		elif [[ ${_ssoenv_ours[i]} == '='* ]]; then changed+=($i); fi
	done
	for i in $mine $changed; do _ssoenv_is_fit $i || return; done
	[[ -z ${SSOENV_PROFILE-} ]] || _ssoenv_last=("$SSOENV_PROFILE")
	_ssoenv_give_all_back "${1-}" $mine
	_ssoenv_unmark
	_ssoenv_ours=() _ssoenv_was=() _ssoenv_met=() _ssoenv_until=() _ssoenv_told=() _ssoenv_calm=()
	_ssoenv_put ''
}

# The role is no longer that of a folder. To unset what is readonly would end all functions.
function _ssoenv_unmark { [[ ${(t)SSOENV_DIRECTORY-} != scalar* || ${(t)SSOENV_DIRECTORY} == *readonly* ]] || builtin unset -v SSOENV_DIRECTORY }

# Gives the variables with these indices back, and names those that decide who AWS commands run as. Not what direnv or mise had set: they
# have left that folder if their own variable differs now, and then they would have unset it.
function _ssoenv_give_all_back {
	local quiet=$1 name
	local -a left_direnv left_mise restored listed
	local -i i
	for i in "${@[2,-1]}"; do
		name=${_ssoenv_names[i]}
		if [[ ${_ssoenv_was[i]-} == *export*=* ]]; then
			if _ssoenv_has_left "${_ssoenv_direnv[i]-}" "${DIRENV_DIFF-}" $name; then
				left_direnv+=($name) _ssoenv_was[i]=''
			elif _ssoenv_has_left "${_ssoenv_mise[i]-}" "${__MISE_DIFF-}" $name; then
				left_mise+=($name) _ssoenv_was[i]=''
			else
				case $name in
					(AWS_PROFILE|AWS_DEFAULT_PROFILE) restored+=("$name=${_ssoenv_was[i]#*=}") ;;
					(AWS_ACCESS_KEY_ID) restored+=($name) ;;
				esac
			fi
		fi
		_ssoenv_give_back $i
	done
	[[ -z $quiet ]] || return 0
	(( ! $#left_direnv )) || _ssoenv_tell not-restored direnv "${(j:, :)left_direnv}"
	(( ! $#left_mise )) || _ssoenv_tell not-restored mise "${(j:, :)left_mise}"
	[[ ! -t 2 ]] || (( ! $#restored )) || _ssoenv_tell restored "${(j:, :)restored}"
}

# _ssoenv_has_left DIFF NOW NAME: true if a tool has left the folder in which its variable was DIFF, and may have set NAME there. Only this
# odd case takes processes.
function _ssoenv_has_left {
	[[ -n $1 && $1 != "$2" ]] || return
	[[ $1 == "${listed[1]-}" ]] || listed=("$1" $'\n'"$(builtin print -rn -- "$1" | _ssoenv_list_names)"$'\n')
	[[ ${listed[2]} == ($'\n\n'|*$'\n'"$3"$'\n'*) ]]
}
