# ssoenv for bash 3.2 and newer: source this file. What it does in the background and at each prompt, it does with builtins.
# shellcheck shell=bash

# While this file is read, a word is what it says, whatever aliases there are.
_ssoenv_aliases=('')
if \builtin shopt -q expand_aliases; then
	_ssoenv_aliases=(1)
	\builtin shopt -u expand_aliases
fi

# Private state is kept in arrays, and no array comes out of an environment: whatever else came from there under our names is none
# of ours. A shell that reads this for the second time keeps what it remembers.
_ssoenv_drop_inherited() {
	local name flags exported=''
	for name in "${!_ssoenv_@}"; do
		flags="${name}[@]"
		if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 404)); then
			flags=${!flags@a}
		else
			# What `declare` prints costs a fork, and values in it could imitate names.
			if [ -z "$exported" ]; then exported=$'\n'$(builtin declare -x); fi
			case $exported in *$'\n'"declare -x $name"*) flags=$(builtin declare -p "$name" 2>/dev/null) ;; *) continue ;; esac
			flags=${flags#declare -}
			flags=${flags%% *}
		fi
		case $flags in *a*) ;; *x*) builtin unset -v "$name" ;; esac
	done
}
_ssoenv_drop_inherited

# What this bash can do.
_ssoenv_bash=("$((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1]))")

## The clock: sets `now`, in epoch seconds

# Once EPOCHSECONDS was unset, it is a variable like others, and may hold anything.
if ((_ssoenv_bash[0] >= 402)); then
	_ssoenv_clock() { builtin printf -v now '%(%s)T' -1; }
else
	# No clock among the builtins of macOS's bash: one process when this is loaded, none later.
	_ssoenv_epoch=("$(($(builtin command date +%s) - SECONDS))" 0)
	_ssoenv_clock() {
		now=$((_ssoenv_epoch[0] + SECONDS))
		# Somebody has set SECONDS, as people do to time things: without this, credentials would seem to last longer than they do.
		if ((now < _ssoenv_epoch[1])); then
			now=$(builtin command date +%s)
			_ssoenv_epoch[0]=$((now - SECONDS))
		fi
		_ssoenv_epoch[1]=$now
	}
fi

## Until a role is wanted, or there

_ssoenv_program() { builtin command "${SSOENV_BIN:-ssoenv}" "$@"; }

ssoenv() {
	case ${1-} in
		use | off) if _ssoenv_open; then ssoenv "$@"; else _ssoenv_miss; fi ;;
		*) _ssoenv_program "$@" ;;
	esac
}

_ssoenv_hook() {
	local rc=$?
	if [ -z "${SSOENV_EXPIRES-}" ] || [ -z "${SSOENV_PROFILE-}" ]; then
		# shellcheck disable=SC2034 # for the person's PS1
		SSOENV_PROMPT=('')
	elif _ssoenv_open; then
		_ssoenv_hook
	fi
	return "$rc"
}

_ssoenv_before_command() { :; }

# Has the rest of this file read, in which the three above are defined anew. By then it may be that of a later version: all of
# it counts, but what this shell remembers. Tracing would only show how it is read, and `set -a` export every function.
_ssoenv_open() {
	local flags=$-
	[ -f "${_ssoenv_file[0]}" ] && [ -r "${_ssoenv_file[0]}" ] || return 1
	{ builtin set +ax; } 2>/dev/null
	local _ssoenv_wanted=1
	# shellcheck disable=SC1090
	builtin . "${_ssoenv_file[0]}" || :
	case $flags in *a*) builtin set -a ;; esac
	case $flags in *x*) { builtin set -x; } 2>/dev/null ;; esac
	[ -z "$_ssoenv_wanted" ]
}

_ssoenv_miss() {
	builtin printf 'ssoenv: %s no longer exists, so nothing was changed\nssoenv: hint: exec bash\n' "${_ssoenv_file[0]}" >&2
	return 1
}

# Sets `_ssoenv_file` to where this text lies, if that is where the package has it. Else it may be gone tomorrow, or it is being
# evaluated: then BASH_SOURCE is the file that does so, which its first line gives away.
_ssoenv_find_file() {
	local line='' path=${BASH_SOURCE[1]-}
	case $path in /*) ;; *) path=$PWD/$path ;; esac
	_ssoenv_file=('')
	case $path in */shell/ssoenv.bash) [ -f "$path" ] && [ -r "$path" ] || return 0 ;; *) return 0 ;; esac
	IFS= builtin read -r line <"$path" || :
	case $line in '# ssoenv for bash 3.2 and newer: '*) _ssoenv_file=("$path") ;; esac
}

## At home in this shell

# As the first half of `&&` its status, which is that of the command before the prompt, is handed on, and yet neither ends a
# shell under `set -e` nor springs the trap on ERR a second time.
_ssoenv_install_hook() {
	local IFS=$' \t\n'
	case "${PROMPT_COMMAND[*]-} ${__vsc_original_prompt_command[*]-}" in *_ssoenv_hook*) return 0 ;; esac
	if ((_ssoenv_bash[0] >= 501)); then
		# As an element of its own it leaves $? and PIPESTATUS to the others.
		if [ -z "${PROMPT_COMMAND[*]-}" ]; then PROMPT_COMMAND=(); fi
		PROMPT_COMMAND+=('_ssoenv_hook && :')
	else
		# First, so that a trailing `;` of the rest cannot swallow it.
		# shellcheck disable=SC2128,SC2178 # no array in these versions
		PROMPT_COMMAND="_ssoenv_hook && :${PROMPT_COMMAND:+; $PROMPT_COMMAND}"
	fi
}

# The first Tab reads the completion, if it lies where the package has it.
_ssoenv_complete_later() {
	# shellcheck disable=SC1090
	builtin . "${_ssoenv_completion[0]}" && _ssoenv_complete "$@"
}

_ssoenv_install_completion() {
	[ -n "${_ssoenv_file[0]}" ] || return 0
	_ssoenv_completion=("${_ssoenv_file[0]%shell/ssoenv.bash}completions/ssoenv.bash")
	if [ -r "${_ssoenv_completion[0]}" ]; then builtin complete -F _ssoenv_complete_later ssoenv 2>/dev/null || :; fi
}

if [ -z "${_ssoenv_wanted-}" ]; then
	# An attribute of this one would change a text, or run it.
	builtin unset -v SSOENV_PROMPT 2>/dev/null || :
	_ssoenv_find_file
	case $- in
		*i*)
			_ssoenv_install_hook
			_ssoenv_install_completion
			if ((_ssoenv_bash[0] >= 503)); then
				# shellcheck disable=SC2016 # expanded before each command
				case ${PS0-} in *_ssoenv_before_command*) ;; *) PS0=${PS0-}'${ _ssoenv_before_command >&2; }' ;; esac
			fi
			;;
	esac
	# Most shells need no more than this, and parsing it is what takes time.
	if [ -n "${_ssoenv_file[0]}" ]; then
		if [ -n "${_ssoenv_aliases[0]}" ]; then builtin shopt -s expand_aliases; fi
		return 0
	fi
fi

## The rest: what a role changes, in the order in which everything below counts

_ssoenv_names=(
	AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN AWS_SESSION_EXPIRATION
	AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION
	AWS_REGION AWS_DEFAULT_REGION
	AWS_SSO_PROFILE SSOENV_PROFILE SSOENV_ACCOUNT_ID SSOENV_ROLE_NAME SSOENV_REGION SSOENV_EXPIRES
)

# Private state is kept in arrays, also where it is one value: `set -a` exports no array. What is a number in it is compared by `[`,
# which evaluates nothing.
#   _ssoenv_was      what each variable was before: `=value` exported, `+value` plain, or empty; no element while no role is ours
#   _ssoenv_ours     what we made of it: `=value`, or empty where it is unset
#   _ssoenv_all      the same as one text, or empty where that is ambiguous; and 1 until the array is made of it
#   _ssoenv_met      the role that this shell inherited: its name and end, and its mark
#   _ssoenv_last     the profile before this one, for `use -`
#   _ssoenv_until    when a guarded profile is left, in epoch seconds, and after how many minutes that is
#   _ssoenv_retry    before this time no other refresh is started
#   _ssoenv_told     the expiry that has been announced
#   _ssoenv_calm     until then the text at the prompt stays, if all that it was made from does
_ssoenv_was=(${_ssoenv_was[@]+"${_ssoenv_was[@]}"})
_ssoenv_ours=(${_ssoenv_ours[@]+"${_ssoenv_ours[@]}"})
_ssoenv_all=("${_ssoenv_all[0]-}" "${_ssoenv_all[1]-}")
_ssoenv_met=("${_ssoenv_met[0]-}" "${_ssoenv_met[1]-}")
_ssoenv_last=("${_ssoenv_last[0]-}")
_ssoenv_until=("${_ssoenv_until[0]-}" "${_ssoenv_until[1]-}")
_ssoenv_retry=("${_ssoenv_retry[0]-0}")
_ssoenv_told=("${_ssoenv_told[0]-}")
_ssoenv_calm=(0 '')

## Reading: sets `fields`, an array of the caller

if ((_ssoenv_bash[0] >= 400)); then
	_ssoenv_read() { builtin mapfile -t fields <"$1"; }
else
	_ssoenv_read() {
		local line
		while IFS= builtin read -r line; do fields[${#fields[@]}]=$line; done <"$1"
	}
fi

# From text, without a here-string: those may lie in a file for a moment.
_ssoenv_split() {
	local rest=$1
	while [ -n "$rest" ]; do
		fields[${#fields[@]}]=${rest%%$'\n'*}
		case $rest in
			*$'\n'*) rest=${rest#*$'\n'} ;;
			*) rest= ;;
		esac
	done
}

# True for names that are the names of files as they stand; of other profiles there are no copies.
_ssoenv_is_plain() {
	case $1 in '' | [!A-Za-z0-9_]* | *[!A-Za-z0-9._@+=,-]*) return 1 ;; esac
	[ "${SSOENV_SHELL_CACHE-}" != 0 ]
}

# The copy for PROFILE, if it lasts for at least SECONDS; else nothing. Copies are what the program keeps for us, in a file that is
# ours alone. A current one was made from what this shell has, and is no older than its sources, nor than their folders: what is
# moved to the place of a source may be older still.
_ssoenv_load() {
	local folder file have
	_ssoenv_is_plain "$1" || return 1
	case ${XDG_CACHE_HOME-} in
		/*) folder=$XDG_CACHE_HOME/ssoenv/shell ;;
		*) folder=${HOME-}/.cache/ssoenv/shell ;;
	esac
	file=$folder/roles/$1
	[[ -f $file && ! -L $file && -O $file && -r $file && -O $folder ]] && _ssoenv_read "$file" && _ssoenv_is_whole || return 1
	have="$1
${HOME+=$HOME}
${AWS_CONFIG_FILE+=$AWS_CONFIG_FILE}
${AWS_SHARED_CREDENTIALS_FILE+=$AWS_SHARED_CREDENTIALS_FILE}"
	# `[` compares letter by letter, whatever nocasematch says. Fields are lines, so no others come to the same text.
	[ "$have" = "${fields[7]}
${fields[1]}
${fields[2]}
${fields[3]}" ] || return 1
	[[ ${fields[4]} -nt $file || ${fields[5]} -nt $file || ${fields[4]%/*}/ -nt $file || ${fields[5]%/*}/ -nt $file ]] && return 1
	((fields[6] - now >= $2))
}

_ssoenv_is_whole() {
	[ "${fields[0]-} ${fields[15]-}" = 'ssoenv1 end' ] && _ssoenv_is_number "${fields[6]}"
}

# True for what arithmetic can take: there, other text would be code, and a leading 0 another base. In some locales 0-9 has more
# than ten members.
_ssoenv_is_number() { case $1 in '' | 0?* | *[!0123456789]* | ????????????*) return 1 ;; esac; }

## The environment

# Sets `states` to what each variable is, empty or `=value`, and `mine` to 1 where that is what we made of it.
_ssoenv_look() {
	local i name
	_ssoenv_recall
	for ((i = 0; i < ${#_ssoenv_names[@]}; i++)); do
		name=${_ssoenv_names[i]}
		states[i]=${!name+=${!name}}
		mine[i]=
		if [ ${#_ssoenv_ours[@]} -gt 0 ] && [ "${states[i]}" = "${_ssoenv_ours[i]}" ]; then mine[i]=1; fi
	done
}

# _ssoenv_find_flags NAME: sets `flags` to the letters of its attributes, where `n` is a name for another variable.
if ((_ssoenv_bash[0] >= 404)); then
	_ssoenv_find_flags() {
		flags=
		if [ -R "$1" ]; then
			flags=n
		elif ((_ssoenv_bash[0] >= 501)) || [ -n "${!1+x}" ]; then
			# Before 5.1, one that is declared and has no value tells nothing.
			flags="${1}[@]"
			flags=${!flags@a}
		fi
	}
else
	_ssoenv_find_flags() {
		flags=
		[ -n "${!1+x}" ] || return 0
		flags=$(builtin declare -p "$1" 2>/dev/null)
		flags=${flags#declare -}
		flags=${flags%% *}
	}
fi

_ssoenv_is_exported() {
	local flags
	_ssoenv_find_flags "$1"
	case $flags in *x*) ;; *) return 1 ;; esac
}

# Fails, with a word about it, where NAME does not take any text as it is.
_ssoenv_is_free() {
	local flags
	_ssoenv_find_flags "$1"
	case $flags in
		*r*) _ssoenv_refuse_readonly "$1" ;;
		*n*) _ssoenv_refuse_typed "$1" 'unset -n' ;;
		*[!rtx-]*) _ssoenv_refuse_typed "$1" unset ;;
	esac
}

# Remembers whatever is not ours, to be given back by `off`.
_ssoenv_save() {
	local i
	for ((i = 0; i < ${#_ssoenv_names[@]}; i++)); do
		[ -z "${mine[i]}" ] || continue
		_ssoenv_was[i]=${states[i]}
		if [ -n "${states[i]}" ] && ! _ssoenv_is_exported "${_ssoenv_names[i]}"; then _ssoenv_was[i]=+${states[i]#=}; fi
	done
}

# _ssoenv_set NAME STATE: empty unsets, `=value` exports, `+value` does not. Fails for a readonly one.
_ssoenv_set() {
	case $2 in
		'') builtin unset -v "$1" ;;
		=*) builtin export "$1$2" ;;
		*) builtin unset -v "$1" && builtin printf -v "$1" %s "${2#+}" && builtin export -n "${1?}" ;;
	esac
}

# Makes of the variables what `targets` says, where `-` leaves one alone: all of them or none.
_ssoenv_change() {
	local i name
	for ((i = 0; i < ${#_ssoenv_names[@]}; i++)); do
		if [ "${targets[i]}" != - ]; then _ssoenv_is_free "${_ssoenv_names[i]}" || return; fi
	done
	{
		for ((i = 0; i < ${#_ssoenv_names[@]}; i++)); do
			name=${_ssoenv_names[i]}
			case ${targets[i]} in
				-) ;;
				=*)
					# Older ones do not tell of an attribute that has no value yet, and it goes with `unset`.
					if ((_ssoenv_bash[0] < 501)) && [ -z "${!name+x}" ]; then builtin unset -v "$name" || break; fi
					builtin export "$name${targets[i]}" || break
					[ "=${!name-}" = "${targets[i]}" ] || break
					;;
				*) _ssoenv_set "$name" "${targets[i]}" || break ;;
			esac
		done
		((i < ${#_ssoenv_names[@]})) || return 0
		for ((i--; i >= 0; i--)); do
			if [ "${targets[i]}" = - ]; then
				continue
			elif [ -n "${mine[i]}" ]; then
				_ssoenv_set "${_ssoenv_names[i]}" "${states[i]}"
			else
				_ssoenv_set "${_ssoenv_names[i]}" "${_ssoenv_was[i]}"
			fi
		done
	} 2>/dev/null
	_ssoenv_refuse_readonly "$name"
}

_ssoenv_refuse_readonly() {
	builtin printf 'ssoenv: %s is readonly in this shell, so nothing was changed\n' "$1" >&2
	return 3
}

_ssoenv_refuse_typed() {
	builtin printf 'ssoenv: %s is declared with attributes in this shell, so nothing was changed\nssoenv: hint: %s %s\n' "$1" "$2" "$1" >&2
	return 3
}

# Takes over `fields`.
_ssoenv_apply() {
	local all
	_ssoenv_find_all
	if [ -z "${fields[12]}" ] || [ "$all" != "${_ssoenv_all[0]}" ] || ! _ssoenv_switch; then _ssoenv_enter || return; fi
	_ssoenv_told[0]=
}

# True when the twelve that a role sets are exported, and nothing else.
if ((_ssoenv_bash[0] >= 404)); then
	# shellcheck disable=SC2166 # one command in place of twelve
	_ssoenv_are_plain() {
		[ "${AWS_ACCESS_KEY_ID@a}${AWS_SECRET_ACCESS_KEY@a}${AWS_SESSION_TOKEN@a}${AWS_CREDENTIAL_EXPIRATION@a}${AWS_REGION@a}${AWS_DEFAULT_REGION@a}${AWS_SSO_PROFILE@a}${SSOENV_PROFILE@a}${SSOENV_ACCOUNT_ID@a}${SSOENV_ROLE_NAME@a}${SSOENV_REGION@a}${SSOENV_EXPIRES@a}" = xxxxxxxxxxxx ] &&
			! [ -R AWS_ACCESS_KEY_ID -o -R AWS_SECRET_ACCESS_KEY -o -R AWS_SESSION_TOKEN -o -R AWS_CREDENTIAL_EXPIRATION -o -R AWS_REGION -o -R AWS_DEFAULT_REGION -o -R AWS_SSO_PROFILE -o -R SSOENV_PROFILE -o -R SSOENV_ACCOUNT_ID -o -R SSOENV_ROLE_NAME -o -R SSOENV_REGION -o -R SSOENV_EXPIRES ]
	}
else
	_ssoenv_are_plain() { return 1; }
fi

# From role to role, where all sixteen are as we left them: nothing has to be remembered or to go, and one command does it all.
_ssoenv_switch() {
	local i
	_ssoenv_are_plain || return
	if builtin export "AWS_ACCESS_KEY_ID=${fields[8]}" "AWS_SECRET_ACCESS_KEY=${fields[9]}" "AWS_SESSION_TOKEN=${fields[10]}" \
		"AWS_CREDENTIAL_EXPIRATION=${fields[11]}" "AWS_REGION=${fields[12]}" "AWS_DEFAULT_REGION=${fields[12]}" \
		"AWS_SSO_PROFILE=${fields[7]}" "SSOENV_PROFILE=${fields[7]}" "SSOENV_ACCOUNT_ID=${fields[13]}" \
		"SSOENV_ROLE_NAME=${fields[14]}" "SSOENV_REGION=${fields[12]}" "SSOENV_EXPIRES=${fields[6]}" 2>/dev/null; then
		_ssoenv_find_all
		# Unquoted, and by elements: quotes and lists have bash go through a long text once more.
		_ssoenv_all[0]=$all _ssoenv_all[1]=1
		return
	fi
	# One is readonly. All is put back, and the long way tells about it.
	_ssoenv_recall
	for ((i = 4; i < 16; i++)); do builtin export "${_ssoenv_names[i]}${_ssoenv_ours[i]}"; done 2>/dev/null
	return 1
}

_ssoenv_enter() {
	local states mine targets i region=${fields[12]}
	states=() mine=()
	# In the order of _ssoenv_names.
	targets=('' '' '' '' "=${fields[8]}" "=${fields[9]}" "=${fields[10]}" "=${fields[11]}" "=$region" "=$region"
		"=${fields[7]}" "=${fields[7]}" "=${fields[13]}" "=${fields[14]}" "=$region" "=${fields[6]}")
	_ssoenv_look
	if [ -z "$region" ]; then
		targets[14]=
		for i in 8 9; do
			targets[i]=-
			# A region that an earlier profile brought goes with it.
			if [ -n "${mine[i]}" ]; then
				targets[i]=${_ssoenv_was[i]}
			elif [ ${#_ssoenv_ours[@]} -eq 0 ] && [ -n "${SSOENV_REGION-}" ] && [ "${states[i]}" = "=$SSOENV_REGION" ]; then
				targets[i]=
			fi
		done
	fi
	_ssoenv_save
	if ! _ssoenv_change; then
		[ ${#_ssoenv_ours[@]} -gt 0 ] || _ssoenv_was=()
		return 3
	fi
	_ssoenv_uncover
	_ssoenv_claim
}

# A rival that was assigned for this call alone, or in a function that calls, hid one that its removal reveals: that goes too, and
# is the one to be given back, as it is there when the call is over.
_ssoenv_uncover() {
	local i name
	for i in 0 1 2 3; do
		name=${_ssoenv_names[i]}
		while [ -n "${!name+x}" ]; do
			_ssoenv_was[i]=+${!name}
			if _ssoenv_is_exported "$name"; then _ssoenv_was[i]="=${!name}"; fi
			builtin unset -v "$name" || break
		done
	done 2>/dev/null
}

# From now on the variables, as they are, are ours.
_ssoenv_claim() {
	local i name all
	for ((i = 0; i < ${#_ssoenv_names[@]}; i++)); do
		name=${_ssoenv_names[i]}
		_ssoenv_ours[i]=${!name+=${!name}}
	done
	_ssoenv_find_all
	_ssoenv_all=('' '')
	# Of a region that is not from a profile, and of a rival that would not go, nobody knows how many lines it has.
	if [ -n "${SSOENV_REGION-}" ]; then
		case $all in $'\n\n\n\n'*) _ssoenv_all=("$all" '') ;; esac
	fi
}

# Makes the array of the text.
_ssoenv_recall() {
	local fields
	[ -n "${_ssoenv_all[1]}" ] || return 0
	fields=()
	_ssoenv_split "${_ssoenv_all[0]}"
	_ssoenv_ours=("${fields[@]}")
	_ssoenv_all[1]=
}

# Sets `all` to what all sixteen are. Where each of those that we made is a single line, no others come to the same text.
_ssoenv_find_all() {
	all=${AWS_PROFILE+=$AWS_PROFILE}$'\n'${AWS_DEFAULT_PROFILE+=$AWS_DEFAULT_PROFILE}$'\n'
	all+=${AWS_SECURITY_TOKEN+=$AWS_SECURITY_TOKEN}$'\n'${AWS_SESSION_EXPIRATION+=$AWS_SESSION_EXPIRATION}$'\n'
	all+=${AWS_ACCESS_KEY_ID+=$AWS_ACCESS_KEY_ID}$'\n'${AWS_SECRET_ACCESS_KEY+=$AWS_SECRET_ACCESS_KEY}$'\n'
	all+=${AWS_SESSION_TOKEN+=$AWS_SESSION_TOKEN}$'\n'${AWS_CREDENTIAL_EXPIRATION+=$AWS_CREDENTIAL_EXPIRATION}$'\n'
	all+=${AWS_REGION+=$AWS_REGION}$'\n'${AWS_DEFAULT_REGION+=$AWS_DEFAULT_REGION}$'\n'${AWS_SSO_PROFILE+=$AWS_SSO_PROFILE}$'\n'
	all+=${SSOENV_PROFILE+=$SSOENV_PROFILE}$'\n'${SSOENV_ACCOUNT_ID+=$SSOENV_ACCOUNT_ID}$'\n'${SSOENV_ROLE_NAME+=$SSOENV_ROLE_NAME}$'\n'
	all+=${SSOENV_REGION+=$SSOENV_REGION}$'\n'${SSOENV_EXPIRES+=$SSOENV_EXPIRES}
}

# The rivals of the credentials, the credentials, and what they are said to be.
_ssoenv_find_mark() {
	mark="${AWS_PROFILE+=$AWS_PROFILE}
${AWS_DEFAULT_PROFILE+=$AWS_DEFAULT_PROFILE}
${AWS_ACCESS_KEY_ID-}
${AWS_SECRET_ACCESS_KEY-}
${AWS_SESSION_TOKEN-}
${SSOENV_PROFILE-}
${SSOENV_EXPIRES-}"
}

_ssoenv_forget() { _ssoenv_was=() _ssoenv_ours=() _ssoenv_all=('' '') _ssoenv_met=('' '') _ssoenv_until=('' '') _ssoenv_told=('') _ssoenv_calm=(0 ''); }

# Gives back what is still ours. In a shell that only inherited the role, its variables are unset.
_ssoenv_off() {
	local states mine targets i profile=${SSOENV_PROFILE-}
	states=() mine=() targets=()
	if [ ${#_ssoenv_ours[@]} -eq 0 ] && [ -z "${SSOENV_PROFILE+x}" ]; then
		builtin printf 'ssoenv: no profile is active in this shell\n' >&2
		return 0
	fi
	_ssoenv_look
	for ((i = 0; i < ${#_ssoenv_names[@]}; i++)); do
		targets[i]=-
		if [ ${#_ssoenv_ours[@]} -gt 0 ]; then
			if [ -n "${mine[i]}" ]; then targets[i]=${_ssoenv_was[i]}; fi
		else
			mine[i]=1
			case $i in
				[0-3]) ;;
				[89]) if [ -n "${SSOENV_REGION-}" ] && [ "${states[i]}" = "=$SSOENV_REGION" ]; then targets[i]=; fi ;;
				*) targets[i]= ;;
			esac
		fi
	done
	_ssoenv_change || return
	if [ -n "$profile" ]; then _ssoenv_last=("$profile"); fi
	_ssoenv_forget
	# shellcheck disable=SC2034 # for the person's PS1
	SSOENV_PROMPT=('')
}

## Words for people

# Sets `left` to a length of time, as the program tells it.
_ssoenv_tell_left() {
	if (($1 < 60)); then
		left="$1 s"
	elif (($1 < 3600)); then
		left="$(($1 / 60)) min"
	else
		left="$(($1 / 3600)) h $(($1 % 3600 / 60)) min"
	fi
}

# Sets `shown` to a text that can do nothing to a terminal: outside of UTF-8, ASCII is what all terminals have. Ranges mean
# other things in other locales.
_ssoenv_show() {
	shown=${1//[!abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 \!\"\#\$%\&\'()*+,.\/:\;\<=\>?@\[\\\]^_\`{|\}~-]/?}
	if [ "$shown" != "$1" ]; then
		case ${LC_ALL:-${LC_CTYPE:-${LANG-}}} in *[Uu][Tt][Ff]8* | *[Uu][Tt][Ff]-8*) _ssoenv_show_utf8 "$1" 2>/dev/null || : ;; esac
	fi
}

## Shared with the completion: begin
# What a terminal must not be shown, as first and last code points, from src/core/text/printable.ts: begin
_ssoenv_hidden=(
	0 31 127 159 173 173 847 847 1536 1541 1564 1564 1757 1757 1807 1807 2192 2193 2274 2274 4447 4448
	6068 6069 6155 6159 8203 8207 8232 8238 8288 8303 12644 12644 55296 57343 65024 65039 65279 65279
	65440 65440 65520 65531 69821 69821 69837 69837 78896 78911 113824 113827 119155 119162
	917504 921599
)
# end

# Sets `shown` to TEXT with `?` for each character that is hidden or acts on a terminal, and for each byte that is no UTF-8.
_ssoenv_show_utf8() {
	local i j size code byte text=''
	# By bytes, which a readonly LC_ALL does not allow.
	local LC_ALL=C || return
	[ ${#1} -le 4000 ] || return
	for ((i = 0; i < ${#1}; i += size)); do
		builtin printf -v code %d "'${1:i:1}"
		((code &= 255, size = code < 128 ? 1 : code < 194 ? 0 : code < 224 ? 2 : code < 240 ? 3 : code < 245 ? 4 : 0)) || :
		if ((size > 1)); then ((code &= 127 >> size)) || :; fi
		for ((j = 1; j < size; j++)); do
			builtin printf -v byte %d "'${1:i+j:1}"
			((byte &= 255)) || :
			if ((byte >> 6 != 2)); then size=0; else ((code = code << 6 | byte & 63)) || :; fi
		done
		# Longer than it had to be, or beyond Unicode.
		if ((size == 3 && code < 2048 || size == 4 && (code < 65536 || code > 1114111))); then size=0; fi
		for ((j = 0; size > 0 && j < ${#_ssoenv_hidden[@]}; j += 2)); do
			if ((_ssoenv_hidden[j] <= code && code <= _ssoenv_hidden[j + 1])); then break; fi
		done
		if ((size > 0 && j == ${#_ssoenv_hidden[@]})); then text=$text${1:i:size}; else text=$text'?'; fi
		if ((size == 0)); then size=1; fi
	done
	shown=$text
}
## Shared with the completion: end

_ssoenv_greet() {
	local left shown where=''
	_ssoenv_tell_left $((fields[6] - now))
	if [ -n "${fields[12]}" ]; then where=" (${fields[12]})"; fi
	_ssoenv_show "${fields[7]}: ${fields[14]} in account ${fields[13]}$where, $left left"
	builtin printf 'ssoenv: %s\n' "$shown" >&2
}

## The production guard

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

# May PROFILE be entered? Asks on a terminal where it is guarded.
_ssoenv_may_enter() {
	local answer='' shown
	if [ -n "$yes" ] || ! _ssoenv_is_guarded "$1" || ! [ -t 0 ] || ! [ -t 2 ]; then return 0; fi
	_ssoenv_show "$1"
	builtin printf 'ssoenv: %s is guarded (SSOENV_GUARD); use it? [y/N] ' "$shown" >&2
	builtin read -r answer || builtin printf '\n' >&2
	case $answer in [Yy] | [Yy][Ee][Ss]) return 0 ;; esac
	builtin printf 'ssoenv: nothing was changed\n' >&2
	return 130
}

## The command

# ssoenv use [PROFILE | -] [OPTION ...]
_ssoenv_use() {
	local fields words now profile='' yes='' word before=${SSOENV_PROFILE-}
	words=() fields=()
	for word; do
		case $word in
			--yes) yes=1 ;;
			# Code and help are the program's own business.
			--help | -h | --shell | --shell=* | --fields)
				_ssoenv_program use "$@"
				return
				;;
			-)
				if [ -z "${_ssoenv_last[0]}" ]; then
					builtin printf 'ssoenv: there is no previous profile to return to\n' >&2
					return 2
				fi
				words[${#words[@]}]=${_ssoenv_last[0]}
				;;
			*) words[${#words[@]}]=$word ;;
		esac
	done
	if ((${#words[@]} == 1)); then
		case ${words[0]} in -*) ;; *) profile=${words[0]} ;; esac
	fi
	_ssoenv_clock
	if [ -n "$profile" ]; then
		[ -z "${SSOENV_GUARD-}" ] || _ssoenv_may_enter "$profile" || return
		yes=1
	fi
	if [ -z "$profile" ] || ! _ssoenv_load "$profile" 900; then
		_ssoenv_ask && _ssoenv_may_enter "${fields[7]}" || return
	fi
	_ssoenv_apply || return
	if [ "$before" != "${fields[7]}" ] && [ -n "$before" ]; then _ssoenv_last=("$before"); fi
	_ssoenv_until[0]='' _ssoenv_calm[0]=0
	if [ -n "${SSOENV_GUARD-}" ] && _ssoenv_is_number "${SSOENV_GUARD_MINUTES-}" && _ssoenv_is_guarded "${fields[7]}"; then
		_ssoenv_until=("$((now + SSOENV_GUARD_MINUTES * 60))" "$SSOENV_GUARD_MINUTES")
	fi
	if [ -t 2 ]; then _ssoenv_greet; fi
}

# Has the program answer for `words`.
_ssoenv_ask() {
	local out
	fields=()
	# Options first: behind a `--` of the person they would be names.
	out=$(_ssoenv_program shell-role --shell bash ${words[@]+"${words[@]}"}) || return
	_ssoenv_split "$out"
	out=
	_ssoenv_is_whole || {
		builtin printf 'ssoenv: cannot read the output of the ssoenv program; this shell may have loaded another version of ssoenv\nssoenv: hint: exec bash\n' >&2
		return 1
	}
}

# In `$(ssoenv use …)` nothing of this shell can be changed: there the program's code is wanted. In a subshell that writes where the
# shell itself does, as in `(ssoenv use prod; deploy)`, or into a pipeline, as in `{ ssoenv use prod; deploy; } | tee log`, it is not.
_ssoenv_is_captured() {
	[ -p /dev/fd/1 ] && [ ! /dev/fd/1 -ef "/proc/$$/fd/1" ] && _ssoenv_is_read_above
}

# True when a process above this one, up to the shell itself, reads from the pipe. Where the system does not tell, as macOS, the
# answer is yes.
_ssoenv_is_read_above() {
	local IFS=$' \t\n' pid=self state above tries=0
	while [ "$pid" != "$$" ]; do
		_ssoenv_look_at "$pid" || return 0
		pid=$above
		# A shell that sets up a pipeline holds both of its ends for a moment, but it does not sleep then. So it counts what it did
		# before it was seen to hold one.
		while _ssoenv_look_at "$pid" && _ssoenv_is_reader "$pid"; do
			[ "$state" != S ] && ((++tries < 1000)) || return 0
		done
	done
	return 1
}

# Sets `state` to what the process PID does, and `above` to the one that started it. Its name, in brackets, may hold anything.
_ssoenv_look_at() {
	local line
	{ builtin read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
	line=${line##*) }
	state=${line%% *}
	line=${line#* }
	above=${line%% *}
}

# True when the process PID holds an end of the pipe that is open for reading alone: the last octal digit of its flags is 0.
_ssoenv_is_reader() {
	local fd key value
	for ((fd = 0; fd < 256; fd++)); do
		[ /dev/fd/1 -ef "/proc/$1/fd/$fd" ] || continue
		while builtin read -r key value; do
			case $key$value in flags:*0) return 0 ;; esac
		done 2>/dev/null <"/proc/$1/fdinfo/$fd"
	done
	return 1
}

# With `set -x` every value would be on the screen.
_ssoenv_untraced() {
	# Where it can be local to a function, an interrupt cannot lose it.
	if ((_ssoenv_bash[0] >= 404)); then local -; fi
	{ set +x; } 2>/dev/null
	_ssoenv_run "$@" && :
	# shellcheck disable=SC2320 # the status is that of _ssoenv_run
	{ set -- $?; set -x; return "$1"; } 2>/dev/null
}

_ssoenv_run() {
	local IFS=$' \t\n' verb=$1
	if ((BASH_SUBSHELL > 0)) && _ssoenv_is_captured; then
		_ssoenv_program "$@"
		return
	fi
	shift
	if [ "$verb" = use ]; then
		_ssoenv_use "$@"
	elif [ $# -eq 0 ]; then
		_ssoenv_off
	else
		_ssoenv_program off "$@"
	fi
}

## Before each prompt

# True while the role in this shell is the one that we put there.
_ssoenv_is_untouched() {
	local mark
	[ ${#_ssoenv_ours[@]} -gt 0 ] || return 1
	_ssoenv_recall
	_ssoenv_find_mark
	[ "$mark" = "${_ssoenv_ours[0]}
${_ssoenv_ours[1]}
${_ssoenv_ours[4]#=}
${_ssoenv_ours[5]#=}
${_ssoenv_ours[6]#=}
${_ssoenv_ours[11]#=}
${_ssoenv_ours[15]#=}" ]
}

# True when this shell only inherited the role: from the shell above it, from tmux, from an editor. Credentials that have changed
# since it was met, while what they are said to be has not, are somebody's own.
_ssoenv_is_inherited() {
	local mark role="${SSOENV_EXPIRES-} ${SSOENV_PROFILE-}"
	[ ${#_ssoenv_ours[@]} -eq 0 ] && [ -z "${AWS_PROFILE-}${AWS_DEFAULT_PROFILE-}" ] || return 1
	_ssoenv_find_mark
	if [ "$role" != "${_ssoenv_met[0]}" ]; then _ssoenv_met=("$role" "$mark"); fi
	[ "$mark" = "${_ssoenv_met[1]}" ]
}

# Takes what another shell, or the refresh in the background, has fetched in the meantime: the credentials, not the region.
# What the shell inherited stays inherited. Sets `left`.
_ssoenv_renew() {
	local fields states mine targets i
	fields=() states=() mine=()
	_ssoenv_load "$SSOENV_PROFILE" 1 && ((fields[6] > SSOENV_EXPIRES)) || return 1
	[ "${fields[14]}" = "${SSOENV_ROLE_NAME-}" ] && [ "${fields[13]}" = "${SSOENV_ACCOUNT_ID-}" ] || return 1
	_ssoenv_look
	for i in 4 5 6 7 15; do mine[i]=1; done
	targets=(- - - - "=${fields[8]}" "=${fields[9]}" "=${fields[10]}" "=${fields[11]}" - - - - - - - "=${fields[6]}")
	_ssoenv_change 2>/dev/null || return 1
	if [ ${#_ssoenv_ours[@]} -gt 0 ]; then
		for i in 4 5 6 7 15; do _ssoenv_ours[i]=${targets[i]}; done
		_ssoenv_all=('' '')
	fi
	_ssoenv_told=('')
	left=$((SSOENV_EXPIRES - now))
}

# In a subshell that ends at once: no job, no message, and `$!` stays what it was.
_ssoenv_refresh() {
	[ "$now" -ge "${_ssoenv_retry[0]}" ] && _ssoenv_is_plain "$SSOENV_PROFILE" || return 0
	_ssoenv_retry=("$((now + 30))")
	(_ssoenv_program shell-role --shell bash --no-login "$SSOENV_PROFILE" </dev/null >/dev/null 2>&1 &)
}

# Sets `window`: how long before the end credentials are renewed.
_ssoenv_find_window() {
	window=900
	if _ssoenv_is_number "${SSOENV_REFRESH_WINDOW-}"; then window=$SSOENV_REFRESH_WINDOW; fi
}

_ssoenv_is_due() { ((left < window)) && [ "${SSOENV_REFRESH-}" != 0 ]; }

# _ssoenv_draw LEFT COLOUR: sets SSOENV_PROMPT.
_ssoenv_draw() {
	local out shown colour=$2
	case $1 in
		expired | '[?]') ;;
		*) if _ssoenv_is_guarded "$SSOENV_PROFILE"; then colour=${SSOENV_COLOR_GUARD-'1;37;41'}; fi ;;
	esac
	_ssoenv_fill_in "$1"
	_ssoenv_show "$out"
	case $colour in
		'' | *[!0-9\;]*) ;;
		*)
			# The bytes 1 and 2 tell readline what takes no room; escapes in a variable it would not understand.
			if [ -z "${NO_COLOR-}" ]; then shown=$'\001\e['$colour$'m\002'$shown$'\001\e[0m\002'; fi
			;;
	esac
	# shellcheck disable=SC2034 # for the person's PS1
	SSOENV_PROMPT=("$shown")
}

# Sets `out` to the format with its words filled in, once each: no value is looked at again.
_ssoenv_fill_in() {
	local word text=${SSOENV_PROMPT_FORMAT-'{profile} {left}'}
	out=''
	while [ -n "$text" ]; do
		case $text in
			*'{'*'}'*)
				out=$out${text%%'{'*}
				text=${text#*'{'}
				word=${text%%'}'*}
				text=${text#*'}'}
				case $word in
					profile) out=$out$SSOENV_PROFILE ;;
					account) out=$out${SSOENV_ACCOUNT_ID-} ;;
					role) out=$out${SSOENV_ROLE_NAME-} ;;
					region) out=$out${SSOENV_REGION-} ;;
					left) out=$out$1 ;;
					*) out="$out{$word}" ;;
				esac
				;;
			*)
				out=$out$text
				text=
				;;
		esac
	done
}

_ssoenv_at_prompt() {
	local IFS=$' \t\n' now left window colour scene
	_ssoenv_clock
	_ssoenv_find_scene
	# Nothing has changed since the last prompt: that is the rule, so it is what has to be fast.
	if [ "$now" -lt "${_ssoenv_calm[0]}" ] && [ "$scene" = "${_ssoenv_calm[1]}" ] && [ -n "${SSOENV_PROMPT-}" ]; then return; fi
	_ssoenv_calm=(0 '')
	_ssoenv_is_number "$SSOENV_EXPIRES" || {
		_ssoenv_draw '[?]' "${SSOENV_COLOR_OVER-31}"
		return
	}
	left=$((SSOENV_EXPIRES - now))
	if [ -n "${_ssoenv_until[0]}" ] && [ "$now" -ge "${_ssoenv_until[0]}" ]; then
		_ssoenv_leave
		return
	fi
	_ssoenv_find_window
	if _ssoenv_is_untouched; then
		# The program renews what has less than 15 minutes left, so before that nothing would come of asking it.
		if _ssoenv_is_due; then _ssoenv_renew || ((left >= 900)) || _ssoenv_refresh; fi
	elif _ssoenv_is_inherited; then
		if _ssoenv_is_due; then _ssoenv_renew || :; fi
	else
		_ssoenv_draw '[?]' "${SSOENV_COLOR_OVER-31}"
		return
	fi
	if ((left <= 0)); then
		_ssoenv_announce
		_ssoenv_draw expired "${SSOENV_COLOR_OVER-31}"
		return
	fi
	colour=${SSOENV_COLOR_FRESH-32}
	_ssoenv_be_calm
	if ((left < window)); then colour=${SSOENV_COLOR_SOON-33}; fi
	if ((left < 60)); then
		left="${left}s"
	elif ((left < 3600)); then
		left="$((left / 60))m"
	else
		left="$((left / 3600))h$((left % 3600 / 60))m"
	fi
	_ssoenv_draw "$left" "$colour"
}

# Sets `scene`: all that the text is made from, but the time.
_ssoenv_find_scene() {
	local mark
	_ssoenv_find_mark
	scene="$mark|${SSOENV_ACCOUNT_ID-}|${SSOENV_ROLE_NAME-}|${SSOENV_REGION-}|${SSOENV_PROMPT_FORMAT-
}|${SSOENV_GUARD-}|${NO_COLOR-}|${SSOENV_REFRESH_WINDOW-}|${SSOENV_COLOR_FRESH-
}|${SSOENV_COLOR_SOON-
}|${SSOENV_COLOR_GUARD-
}"
}

# Until the text tells another minute, or there is something to do.
_ssoenv_be_calm() {
	local next
	if ((left < window || left < 60)); then return; fi
	next=$((now + left % 60 + 1))
	if ((SSOENV_EXPIRES - window < next)); then next=$((SSOENV_EXPIRES - window)); fi
	if [ -n "${_ssoenv_until[0]}" ] && [ "${_ssoenv_until[0]}" -lt "$next" ]; then next=${_ssoenv_until[0]}; fi
	_ssoenv_calm=("$next" "$scene")
}

# The time in a guarded profile is over.
_ssoenv_leave() {
	local shown
	_ssoenv_show "$SSOENV_PROFILE"
	builtin printf 'ssoenv: dropped the role of %s after %s min (SSOENV_GUARD_MINUTES)\n' "$shown" "${_ssoenv_until[1]}" >&2
	_ssoenv_until=('' '')
	_ssoenv_off
}

_ssoenv_announce() {
	local shown
	[ "${_ssoenv_told[0]}" != "$SSOENV_EXPIRES" ] || return 0
	_ssoenv_told=("$SSOENV_EXPIRES")
	_ssoenv_show "$SSOENV_PROFILE"
	builtin printf 'ssoenv: the credentials of %s have expired\nssoenv: hint: ssoenv use %s\n' "$shown" "$shown" >&2
}

_ssoenv_renew_late() {
	local IFS=$' \t\n' now left window
	_ssoenv_clock
	_ssoenv_find_window
	left=$((SSOENV_EXPIRES - now))
	_ssoenv_is_due || return 0
	if _ssoenv_is_untouched || _ssoenv_is_inherited; then _ssoenv_renew; fi
}

## What begins all this

ssoenv() {
	case ${1-} in
		use | off)
			case $- in
				*x*) _ssoenv_untraced "$@" ;;
				*) _ssoenv_run "$@" || return ;;
			esac
			;;
		*) _ssoenv_program "$@" ;;
	esac
}

_ssoenv_hook() {
	local rc=$?
	if [ -z "${SSOENV_EXPIRES-}" ] || [ -z "${SSOENV_PROFILE-}" ]; then
		# shellcheck disable=SC2034 # for the person's PS1
		SSOENV_PROMPT=('')
		return "$rc"
	fi
	case $- in
		*x*)
			{ set +x; } 2>/dev/null
			_ssoenv_at_prompt || :
			{ set -x; } 2>/dev/null
			;;
		*) _ssoenv_at_prompt || : ;;
	esac
	return "$rc"
}

# A command may be typed long after its prompt was drawn. bash 5.3 can run a function between the two.
_ssoenv_before_command() {
	[ -n "${SSOENV_PROFILE-}" ] && _ssoenv_is_number "${SSOENV_EXPIRES-}" || return 0
	case $- in
		*x*)
			{ set +x; } 2>/dev/null
			_ssoenv_renew_late || :
			{ set -x; } 2>/dev/null
			;;
		*) _ssoenv_renew_late || : ;;
	esac
}

if [ -n "${_ssoenv_wanted-}" ]; then _ssoenv_wanted=; fi
if [ -n "${_ssoenv_aliases[0]}" ]; then builtin shopt -s expand_aliases; fi
