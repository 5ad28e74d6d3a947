# ssoenv for zsh 5.8 and newer: source this file. What it does in the background and at each prompt, it does with builtins.
# shellcheck disable=all # zsh, which it cannot read: `zsh -n` does

# Private state is never exported, so variables of our names that the environment brought are not ours.
for _ssoenv_option in odd wanted file slot names was value ours met last until retry told calm hidden option; do
	_ssoenv_option=_ssoenv_$_ssoenv_option
	if [[ ${(tP)_ssoenv_option-} == *export* ]]; then 'builtin' 'unset' "$_ssoenv_option"; fi
done

# These change how the lines below are read, so they are off until the last one. The quotes are there against aliases.
_ssoenv_odd=()
for _ssoenv_option in aliases allexport cshjunkiequotes ignorebraces ignoreclosebraces rcquotes shglob; do
	if [[ -o $_ssoenv_option ]]; then
		_ssoenv_odd+=("$_ssoenv_option")
		'builtin' 'unsetopt' "$_ssoenv_option"
	fi
done
'builtin' 'unset' _ssoenv_option

function _ssoenv_program { builtin command -- "${SSOENV_BIN:-ssoenv}" "$@" }

## Until a role is wanted, or there

function ssoenv {
	case ${1-} in
		(use|off) if _ssoenv_open; then ssoenv "$@"; else _ssoenv_miss; fi ;;
		(*) _ssoenv_program "$@" ;;
	esac
}

# zsh itself keeps $? and $pipestatus for a hook.
function _ssoenv_hook {
	if [[ -n ${SSOENV_EXPIRES-} && -n ${SSOENV_PROFILE-} ]]; then
		if _ssoenv_open; then _ssoenv_hook; fi
	elif [[ -n ${SSOENV_PROMPT-} ]]; then
		_ssoenv_clear
	fi
}

function _ssoenv_before_command { : }

# Has the rest of this file read, in which the three above are defined anew. By then it may be that of a later version: all of it
# counts, but what this shell remembers.
function _ssoenv_open {
	emulate -L zsh -o no_xtrace
	local _ssoenv_wanted=1
	[[ -f ${_ssoenv_file[1]} && -r ${_ssoenv_file[1]} ]] || return 1
	builtin source "${_ssoenv_file[1]}"
	[[ -z $_ssoenv_wanted ]]
}

function _ssoenv_miss {
	emulate -L zsh -o no_xtrace
	builtin print -ru2 -- "ssoenv: ${_ssoenv_file[1]} no longer exists, so nothing was changed"
	builtin print -ru2 -- 'ssoenv: hint: exec zsh'
	return 1
}

# True for what arithmetic can take: there, other text would be code, and a leading 0 another base.
function _ssoenv_is_number { [[ $1 == <-> && $1 != 0?* && ${#1} -lt 12 ]] }

# Puts a text where prompts find it: in the slot of its class alone. Nothing in `psvar` is ever expanded.
function _ssoenv_put {
	local -i i
	SSOENV_PROMPT=$1
	for i in 0 1 2 3; do psvar[_ssoenv_slot[1]+i]=''; done
	[[ -z $1 ]] || psvar[_ssoenv_slot[1]+$2]=$1
}

function _ssoenv_clear {
	emulate -L zsh -o no_xtrace
	_ssoenv_put ''
}

## At home in this shell

#   _ssoenv_file     where this text lies; empty where it is evaluated
#   _ssoenv_slot     the first of our four elements of psvar
function _ssoenv_begin {
	emulate -L zsh -o no_xtrace
	typeset -ga _ssoenv_file _ssoenv_slot precmd_functions preexec_functions
	_ssoenv_file=("$1")
	typeset -g +x SSOENV_PROMPT ssoenv_prompt
	[[ -z ${_ssoenv_slot[1]-} ]] || _ssoenv_put ''
	_ssoenv_slot=(7)
	if _ssoenv_is_number "${SSOENV_PSVAR-}" && (( 0 < SSOENV_PSVAR && SSOENV_PSVAR < 1000 )); then _ssoenv_slot=($SSOENV_PSVAR); fi
	_ssoenv_compose
	(( ${precmd_functions[(Ie)_ssoenv_hook]} )) || precmd_functions+=(_ssoenv_hook)
	(( ${preexec_functions[(Ie)_ssoenv_before_command]} )) || preexec_functions+=(_ssoenv_before_command)
	_ssoenv_offer_completion
}

# Sets `ssoenv_prompt`, for PROMPT or RPROMPT: constant, as the text itself comes by way of psvar.
function _ssoenv_compose {
	local colour
	local -i slot=${_ssoenv_slot[1]}
	ssoenv_prompt=''
	for colour in "${SSOENV_COLOR_FRESH-32}" "${SSOENV_COLOR_SOON-33}" "${SSOENV_COLOR_OVER-31}" "${SSOENV_COLOR_GUARD-1;37;41}"; do
		if [[ -n ${NO_COLOR-} || -z $colour || $colour == *[^0-9\;]* ]]; then
			ssoenv_prompt+="%(${slot}V.%${slot}v.)"
		else
			ssoenv_prompt+="%(${slot}V.%{"$'\e['"${colour}m%}%${slot}v%{"$'\e['"0m%}.)"
		fi
		(( slot++ ))
	done
}

# By its path, as a folder that others can write would make compinit ask questions. Whoever runs compinit later is waited for.
function _ssoenv_offer_completion {
	local file=${_ssoenv_file[1]:A:h:h}/completions/_ssoenv
	[[ -n ${_ssoenv_file[1]} && -r $file ]] || return 0
	autoload -Uz "$file"
	(( ${precmd_functions[(Ie)_ssoenv_register]} )) || precmd_functions+=(_ssoenv_register)
	_ssoenv_register
}

function _ssoenv_register {
	if (( ! ${+_comps} )); then return 0; fi
	emulate -L zsh -o no_xtrace
	[[ -n ${_comps[ssoenv]-} ]] || compdef _ssoenv ssoenv
	# While zinit loads a plugin, its own compdef only takes notes.
	[[ -z ${_comps[ssoenv]-} ]] || precmd_functions=("${(@)precmd_functions:#_ssoenv_register}")
}

if [[ -z ${_ssoenv_wanted-} ]]; then
	# Where the package has it: another copy may be gone tomorrow.
	if [[ $ZSH_EVAL_CONTEXT == *file && ${${(%):-%x}:a} == */shell/ssoenv.zsh && -f ${(%):-%x} ]]; then
		_ssoenv_begin "${${(%):-%x}:a}"
		[[ -z ${_ssoenv_odd-} ]] || 'builtin' 'setopt' "${_ssoenv_odd[@]}"
		'builtin' 'unset' _ssoenv_odd
		# Most shells need no more than this, and parsing it is what takes time.
		return 0
	fi
	_ssoenv_begin ''
fi

## The rest of it

# What a role changes, in the order in which everything below counts; and private state, in arrays, which are never exported.
#   _ssoenv_was      what each variable was before: absent, plain or exported; empty while no role is active
#   _ssoenv_value    and its value then
#   _ssoenv_ours     what we made of it: `=value`, or empty where we unset it
#   _ssoenv_met      the role that this shell inherited: its end and name, and its credentials
#   _ssoenv_last     the profile before this one, for `use -`
#   _ssoenv_until    when a guarded profile is left, in epoch seconds, and after how many minutes that is
#   _ssoenv_retry    before this time no other refresh is started
#   _ssoenv_told     the expiry that has been announced
#   _ssoenv_calm     until then the text at the prompt stays, if all that it was made from does; that, and where it was put
function _ssoenv_prepare {
	emulate -L zsh -o no_xtrace
	# One out of the environment would take the place of the module's.
	[[ ${(t)EPOCHSECONDS} == *special* ]] || builtin unset EPOCHSECONDS
	zmodload -F zsh/datetime p:EPOCHSECONDS
	zmodload -F zsh/stat b:zstat
	typeset -ga _ssoenv_was _ssoenv_value _ssoenv_ours _ssoenv_met _ssoenv_last _ssoenv_until _ssoenv_retry _ssoenv_told _ssoenv_calm
	typeset -ga _ssoenv_names=(
		AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN AWS_SESSION_EXPIRATION
		AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION
		AWS_REGION AWS_DEFAULT_REGION
		AWS_SSO_PROFILE SSOENV_PROFILE SSOENV_ACCOUNT_ID SSOENV_ROLE_NAME SSOENV_REGION SSOENV_EXPIRES
	)
}
_ssoenv_prepare

# True in `$(ssoenv use …)`, `<(…)` and `=(…)`: nothing of this shell can be changed there, so the program's code is wanted. In a
# subshell that writes where the shell itself does, as in `(ssoenv use prod; deploy)`, or into a pipeline, it is not.
function _ssoenv_is_captured {
	case $ZSH_EVAL_CONTEXT in
		(*equalsubst*) return 0 ;;
		(*cmdsubst*|*insubst*) [[ -p /dev/fd/1 && ! /dev/fd/1 -ef /proc/$$/fd/1 ]] && _ssoenv_is_read_above ;;
		(*) return 1 ;;
	esac
}

# True when a process above this one, up to the shell itself, reads from the pipe. Where the system does not tell, as macOS, the
# answer is yes.
function _ssoenv_is_read_above {
	emulate -L zsh -o no_xtrace
	local pid=self state above
	local -i tries
	while [[ $pid != $$ ]]; do
		_ssoenv_look_at $pid || return 0
		pid=$above
		# A shell that sets up a pipeline holds both of its ends for a moment, but it does not sleep then. So it counts what it did
		# before it was seen to hold one.
		while _ssoenv_look_at $pid && _ssoenv_is_reader $pid; do
			[[ $state != S ]] && (( ++tries < 1000 )) || return 0
		done
	done
	return 1
}

# Sets `state` to what the process PID does, and `above` to the one that started it. Its name, in brackets, may hold anything.
function _ssoenv_look_at {
	local line
	{ builtin read -r line <"/proc/$1/stat" } 2>/dev/null || return 1
	line=${line##*\) }
	state=${line[(w)1]} above=${line[(w)2]}
}

# True when the process PID holds an end of the pipe that is open for reading alone: the last octal digit of its flags is 0.
function _ssoenv_is_reader {
	local key value
	local -i fd
	for (( fd = 0; fd < 256; fd++ )); do
		[[ /dev/fd/1 -ef /proc/$1/fd/$fd ]] || continue
		while builtin read -r key value; do
			[[ $key != flags: || $value != *0 ]] || return 0
		done 2>/dev/null <"/proc/$1/fdinfo/$fd"
	done
	return 1
}

# From here on the person's options do not count. Tracing would put every value on the screen.
function _ssoenv_run {
	emulate -L zsh -o no_xtrace
	local verb=$1
	if (( ZSH_SUBSHELL )) && _ssoenv_is_captured; then
		_ssoenv_program "$@"
		return
	fi
	shift
	if [[ $verb == use ]]; then
		_ssoenv_use "$@"
	elif (( $# )); then
		_ssoenv_program off "$@"
	else
		_ssoenv_off
	fi
}

## Reading: sets `fields`, an array of the caller

# The copy for PROFILE, if it lasts for at least SECONDS; else nothing. Copies are what the program keeps for us,
# in a folder and in files that are real ones and nobody else's. A current one was made from what this shell has, and is no older
# than its sources, nor than their folders: what is moved to the place of a source may be older still. All in one function: to call
# one takes zsh as long as to read a file.
function _ssoenv_load {
	local folder=${HOME-}/.cache/ssoenv/shell file
	local -a modes
	[[ ${SSOENV_SHELL_CACHE-} != 0 && $1 == [A-Za-z0-9_]* && $1 != *[^A-Za-z0-9._@+=,-]* ]] || return 1
	[[ ${XDG_CACHE_HOME-} != /* ]] || folder=$XDG_CACHE_HOME/ssoenv/shell
	file=$folder/roles/$1
	[[ -O $folder && -O $file && -r $file ]] && builtin zstat -LNA modes +mode -- "$folder" "$file" || return 1
	(( (modes[1] & 8#170077) == 8#040000 && (modes[2] & 8#170077) == 8#100000 )) || return 1
	fields=("${(@f)$(<$file)}")
	[[ ${fields[1]-} == ssoenv1 && ${fields[16]-} == end && ${fields[7]} == <-> && ${fields[7]} != 0?* && ${#fields[7]} -lt 12 &&
		${fields[8]} == "$1" && ${fields[2]} == "${HOME+=$HOME}" &&
		${fields[3]} == "${AWS_CONFIG_FILE+=$AWS_CONFIG_FILE}" &&
		${fields[4]} == "${AWS_SHARED_CREDENTIALS_FILE+=$AWS_SHARED_CREDENTIALS_FILE}" &&
		! ${fields[5]} -nt $file && ! ${fields[6]} -nt $file &&
		! ${fields[5]%/*}/ -nt $file && ! ${fields[6]%/*}/ -nt $file ]] || return 1
	(( fields[7] - now >= $2 ))
}

## The environment

# Remembers whatever is not ours, to be given back by `off`.
function _ssoenv_save {
	local name state
	local -i i=0
	for name in $_ssoenv_names; do
		(( ++i ))
		state="${(P)name+=${(P)name}}"
		(( ! $#_ssoenv_ours )) || [[ $state != "${_ssoenv_ours[i]}" ]] || continue
		_ssoenv_value[i]=${state#=}
		case ${(tP)name} in
			('') _ssoenv_was[i]=absent ;;
			(*export*) _ssoenv_was[i]=exported ;;
			(*) _ssoenv_was[i]=plain ;;
		esac
	done
}

# Makes the variable with this index what it was, which in a shell that only inherited the role is nothing.
function _ssoenv_give_back {
	local name=${_ssoenv_names[$1]} was=absent
	(( ! $#_ssoenv_ours )) || was=${_ssoenv_was[$1]}
	case $was in
		# One that is readonly and not there yet could not be unset.
		(absent) [[ -z ${(tP)name} ]] || builtin unset -v "$name" ;;
		(plain) builtin typeset -g +x -- "$name=${_ssoenv_value[$1]}" ;;
		(*) builtin typeset -gx -- "$name=${_ssoenv_value[$1]}" ;;
	esac
}

# Fails, with a word about it, when one of the variables with these indices cannot be changed, for zsh would leave the whole function
# at that point, with half of the work done; or does not take any text as it is, and could not be given back as it was.
function _ssoenv_refuse_odd {
	local i name kind
	for i; do
		name=${_ssoenv_names[i]} kind=${(tP)name}
		case $kind in
			(|scalar|scalar-export) continue ;;
			(*readonly*)
				builtin print -ru2 -- "ssoenv: $name is readonly in this shell, so nothing was changed"
				return 3
				;;
		esac
		# Where it is known, and whether it is listed, makes no difference to what it holds.
		for kind in ${(s:-:)kind}; do
			[[ $kind != (scalar|export|local|tag|hide|hideval) ]] || continue
			builtin print -ru2 -- "ssoenv: $name is declared with attributes in this shell, so nothing was changed"
			builtin print -ru2 -- "ssoenv: hint: unset $name"
			return 3
		done
	done
}

# Exports the words NAME=VALUE.
function _ssoenv_export {
	local word name
	local -a odd
	for word; do
		name=${word%%=*}
		[[ ${(tP)name} == (|scalar|scalar-export) ]] || odd+=($name)
	done
	(( ! $#odd )) || builtin unset -v $odd
	builtin typeset -gx -- "$@"
}

# Sets `brought` to the indices of the regions that came with the role that is active.
function _ssoenv_find_brought {
	local name
	local -i i
	brought=()
	for i in 9 10; do
		name=${_ssoenv_names[i]}
		if (( $#_ssoenv_ours )); then
			[[ "${(P)name+=${(P)name}}" != "${_ssoenv_ours[i]}" ]] || brought+=($i)
		else
			[[ -z ${SSOENV_REGION-} || ${(P)name-} != "$SSOENV_REGION" ]] || brought+=($i)
		fi
	done
}

# Takes over `fields`, whole or not at all.
function _ssoenv_apply {
	# With a region, what we made of each is a single line, so that nothing else comes to the same text.
	if [[ -n ${fields[13]} && -n ${_ssoenv_ours[15]-} && "${AWS_PROFILE+=$AWS_PROFILE}
${AWS_DEFAULT_PROFILE+=$AWS_DEFAULT_PROFILE}
${AWS_SECURITY_TOKEN+=$AWS_SECURITY_TOKEN}
${AWS_SESSION_EXPIRATION+=$AWS_SESSION_EXPIRATION}
${AWS_ACCESS_KEY_ID+=$AWS_ACCESS_KEY_ID}
${AWS_SECRET_ACCESS_KEY+=$AWS_SECRET_ACCESS_KEY}
${AWS_SESSION_TOKEN+=$AWS_SESSION_TOKEN}
${AWS_CREDENTIAL_EXPIRATION+=$AWS_CREDENTIAL_EXPIRATION}
${AWS_REGION+=$AWS_REGION}
${AWS_DEFAULT_REGION+=$AWS_DEFAULT_REGION}
${AWS_SSO_PROFILE+=$AWS_SSO_PROFILE}
${SSOENV_PROFILE+=$SSOENV_PROFILE}
${SSOENV_ACCOUNT_ID+=$SSOENV_ACCOUNT_ID}
${SSOENV_ROLE_NAME+=$SSOENV_ROLE_NAME}
${SSOENV_REGION+=$SSOENV_REGION}
${SSOENV_EXPIRES+=$SSOENV_EXPIRES}" == "${(pj:\n:)_ssoenv_ours}" ]]; then
		_ssoenv_switch
	else
		_ssoenv_enter
	fi || return
	_ssoenv_told=('')
}

# From role to role, where all sixteen are as we left them: nothing has to be remembered or to go. One that is no longer just
# exported needs the long way.
function _ssoenv_switch {
	local -aU kinds=(${(t)AWS_ACCESS_KEY_ID} ${(t)AWS_SECRET_ACCESS_KEY} ${(t)AWS_SESSION_TOKEN} ${(t)AWS_CREDENTIAL_EXPIRATION} ${(t)AWS_REGION}
		${(t)AWS_DEFAULT_REGION} ${(t)AWS_SSO_PROFILE} ${(t)SSOENV_PROFILE} ${(t)SSOENV_ACCOUNT_ID} ${(t)SSOENV_ROLE_NAME} ${(t)SSOENV_REGION}
		${(t)SSOENV_EXPIRES})
	if [[ $kinds != scalar-export ]]; then
		_ssoenv_enter
		return
	fi
	AWS_ACCESS_KEY_ID=${fields[9]} AWS_SECRET_ACCESS_KEY=${fields[10]} AWS_SESSION_TOKEN=${fields[11]}
	AWS_CREDENTIAL_EXPIRATION=${fields[12]} AWS_REGION=${fields[13]} AWS_DEFAULT_REGION=${fields[13]} AWS_SSO_PROFILE=${fields[8]}
	SSOENV_PROFILE=${fields[8]} SSOENV_ACCOUNT_ID=${fields[14]} SSOENV_ROLE_NAME=${fields[15]} SSOENV_REGION=${fields[13]}
	SSOENV_EXPIRES=${fields[7]}
	_ssoenv_ours[5,16]=("=${fields[9]}" "=${fields[10]}" "=${fields[11]}" "=${fields[12]}" "=${fields[13]}" "=${fields[13]}"
		"=${fields[8]}" "=${fields[8]}" "=${fields[14]}" "=${fields[15]}" "=${fields[13]}" "=${fields[7]}")
}

function _ssoenv_enter {
	local name region=${fields[13]}
	local -a values brought came set
	local -i i=0
	# The person's region stays what it is, exported or not, but one that an earlier profile brought goes with it.
	if [[ -n $region ]]; then brought=(9 10); else _ssoenv_find_brought; fi
	for i in 9 10; do [[ -z ${_ssoenv_ours[i]-} ]] || came+=($i); done
	_ssoenv_refuse_odd {1..8} $brought $came {11..16} || return
	_ssoenv_save
	# In the order of _ssoenv_names; empty unsets.
	values=('' '' '' '' "=${fields[9]}" "=${fields[10]}" "=${fields[11]}" "=${fields[12]}" "=$region" "=$region"
		"=${fields[8]}" "=${fields[8]}" "=${fields[14]}" "=${fields[15]}" "=$region" "=${fields[7]}")
	if [[ -z $region ]]; then
		for i in $brought; do _ssoenv_give_back $i; done
		values[15]=''
		values[9]="${AWS_REGION+=$AWS_REGION}" values[10]="${AWS_DEFAULT_REGION+=$AWS_DEFAULT_REGION}"
	fi
	for (( i = 1; i <= $#_ssoenv_names; i++ )); do
		name=${_ssoenv_names[i]}
		[[ -n $region || $i != (9|10) ]] || continue
		if [[ -n ${values[i]} ]]; then
			set+=("$name${values[i]}")
		elif [[ -n ${(tP)name} ]]; then
			builtin unset -v "$name"
		fi
	done
	_ssoenv_export "${(@)set}"
	_ssoenv_ours=("${(@)values}")
}

function _ssoenv_forget {
	_ssoenv_was=() _ssoenv_value=() _ssoenv_ours=() _ssoenv_met=() _ssoenv_until=('') _ssoenv_told=('') _ssoenv_calm=()
}

# Gives back what is still ours. In a shell that only inherited the role, its variables are unset.
function _ssoenv_off {
	local name
	local -a brought mine changed
	local -i i
	if (( ! $#_ssoenv_ours && ! ${+SSOENV_PROFILE} )); then
		builtin print -ru2 -- 'ssoenv: no profile is active in this shell'
		return 0
	fi
	if (( $#_ssoenv_ours )); then
		for (( i = 1; i <= $#_ssoenv_names; i++ )); do
			name=${_ssoenv_names[i]}
			if [[ "${(P)name+=${(P)name}}" == "${_ssoenv_ours[i]}" ]]; then mine+=($i)
			# A type that came later, as of `typeset -gl`, shows another text, but what it holds is still ours.
			elif [[ -n ${_ssoenv_ours[i]} ]]; then changed+=($i); fi
		done
	else
		# Neither the rivals nor a region of another origin came with the role.
		_ssoenv_find_brought
		mine=({5..8} $brought {11..16})
	fi
	_ssoenv_refuse_odd $mine $changed || return
	[[ -z ${SSOENV_PROFILE-} ]] || _ssoenv_last=("$SSOENV_PROFILE")
	for i in $mine; do _ssoenv_give_back $i; done
	_ssoenv_forget
	_ssoenv_put ''
}

## Words for people

# Sets `left` to a length of time, as the program tells it.
function _ssoenv_tell_left {
	if (( $1 < 60 )); then
		left="$1 s"
	elif (( $1 < 3600 )); then
		left="$(( $1 / 60 )) min"
	else
		left="$(( $1 / 3600 )) h $(( $1 % 3600 / 60 )) min"
	fi
}

# Sets `shown` to a text that can do nothing to a terminal: outside of UTF-8, ASCII is what all terminals have.
function _ssoenv_show {
	setopt local_options no_multibyte
	shown=${1//[^ -~]/?}
	[[ $shown == "$1" || ${LC_ALL:-${LC_CTYPE:-${LANG-}}} != *[Uu][Tt][Ff](|-)8* ]] || _ssoenv_show_utf8 "$1"
}

## Shared with the completion: begin
typeset -ga _ssoenv_hidden
# What a terminal must not be shown, as first and last code points, from src/core/text/printable.ts: begin
_ssoenv_hidden=(
	0 31 127 159 173 173 847 847 1536 1541 1564 1564 1757 1757 1807 1807 2192 2193 2274 2274 4447 4448
	6068 6069 6155 6159 8203 8207 8232 8238 8288 8303 12644 12644 55296 57343 65024 65039 65279 65279
	65440 65440 65520 65531 69821 69821 69837 69837 78896 78911 113824 113827 119155 119162
	917504 921599
)
# end

# Sets `shown` to TEXT with `?` for each character that is hidden or acts on a terminal, and for each byte that is no UTF-8.
function _ssoenv_show_utf8 {
	emulate -L zsh -o no_xtrace -o no_multibyte
	local text='' byte
	local -i i j size code
	shown=${1//[^ -~]/?}
	(( $#1 <= 4000 )) || return 0
	for (( i = 1; i <= $#1; i += size )); do
		byte=${1[i]}
		(( code = #byte, size = code < 128 ? 1 : code < 194 ? 0 : code < 224 ? 2 : code < 240 ? 3 : code < 245 ? 4 : 0 ))
		(( size < 2 )) || (( code &= 127 >> size ))
		for (( j = 1; j < size; j++ )); do
			byte=${1[i+j]}
			if (( ! $#byte || (#byte) >> 6 != 2 )); then size=0; else (( code = code << 6 | (#byte) & 63 )); fi
		done
		# Longer than it had to be, or beyond Unicode.
		if (( size == 3 && code < 2048 || size == 4 && (code < 65536 || code > 1114111) )); then size=0; fi
		for (( j = 1; size > 0 && j < $#_ssoenv_hidden; j += 2 )); do
			if (( _ssoenv_hidden[j] <= code && code <= _ssoenv_hidden[j+1] )); then break; fi
		done
		if (( size && j > $#_ssoenv_hidden )); then text+=${1[i,i+size-1]}; else text+='?'; fi
		(( size )) || size=1
	done
	shown=$text
}
## Shared with the completion: end

function _ssoenv_say {
	local shown
	_ssoenv_show "$1"
	builtin print -ru2 -- "ssoenv: $shown"
}

function _ssoenv_greet {
	local left
	_ssoenv_tell_left $(( fields[7] - now ))
	_ssoenv_say "${fields[8]}: ${fields[15]} in account ${fields[14]}${fields[13]:+ (${fields[13]})}, $left left"
}

## The production guard

function _ssoenv_is_guarded {
	[[ -n ${SSOENV_GUARD-} ]] || return 1
	# One meaning of a pattern in all shells; a malformed one matches nothing.
	setopt local_options sh_glob
	local pattern IFS=$' \t\n'
	for pattern in ${=SSOENV_GUARD}; do
		{
			{ [[ $1 == ${~pattern} ]] && return 0 } always { TRY_BLOCK_ERROR=0 }
		} 2>/dev/null
	done
	return 1
}

# May PROFILE be entered? Asks on a terminal where it is guarded.
function _ssoenv_may_enter {
	local answer='' shown IFS=$' \t\n'
	if [[ -n $yes || ! -t 0 || ! -t 2 ]] || ! _ssoenv_is_guarded "$1"; then return 0; fi
	_ssoenv_show "$1"
	builtin print -nru2 -- "ssoenv: $shown is guarded (SSOENV_GUARD); use it? [y/N] "
	builtin read -r answer || builtin print -u2
	[[ $answer != ([Yy]|[Yy][Ee][Ss]) ]] || return 0
	_ssoenv_say 'nothing was changed'
	return 130
}

## The command

# ssoenv use [PROFILE | -] [OPTION ...]
function _ssoenv_use {
	local now=$EPOCHSECONDS profile='' yes='' word out before=${SSOENV_PROFILE-}
	local -a words fields
	for word; do
		case $word in
			(--yes) yes=1 ;;
			# Code and help are the program's own business.
			(--help|-h|--shell|--shell=*|--fields)
				_ssoenv_program use "$@"
				return
				;;
			(-)
				if [[ -z ${_ssoenv_last[1]-} ]]; then
					_ssoenv_say 'there is no previous profile to return to'
					return 2
				fi
				words+=("${_ssoenv_last[1]}")
				;;
			(*) words+=("$word") ;;
		esac
	done
	if (( $#words == 1 )) && [[ ${words[1]} != -* ]]; then
		profile=${words[1]}
		[[ -z ${SSOENV_GUARD-} ]] || _ssoenv_may_enter "$profile" || return
		yes=1
	fi
	if [[ -z $profile ]] || ! _ssoenv_load "$profile" 900; then
		_ssoenv_ask && _ssoenv_may_enter "${fields[8]}" || return
	fi
	_ssoenv_apply || return
	if [[ -n $before && $before != "${fields[8]}" ]]; then _ssoenv_last=("$before"); fi
	_ssoenv_until=('') _ssoenv_calm=()
	if [[ -n ${SSOENV_GUARD-} ]] && _ssoenv_is_number "${SSOENV_GUARD_MINUTES-}" && _ssoenv_is_guarded "${fields[8]}"; then
		_ssoenv_until=($(( now + SSOENV_GUARD_MINUTES * 60 )) $SSOENV_GUARD_MINUTES)
	fi
	if [[ -t 2 ]]; then _ssoenv_greet; fi
}

# Has the program answer for `words`. Ctrl-C is the program's to answer: zsh itself would leave everything at once with a status of 2.
function _ssoenv_ask {
	setopt local_traps
	local out
	trap : INT
	out=$(_ssoenv_program shell-role --shell zsh "${(@)words}") || return
	fields=("${(@f)out}")
	[[ ${fields[1]-} == ssoenv1 && ${fields[16]-} == end ]] && _ssoenv_is_number "${fields[7]}" && return
	_ssoenv_say 'cannot read the output of the ssoenv program; this shell may have loaded another version of ssoenv'
	_ssoenv_say 'hint: exec zsh'
	return 1
}

## Before each prompt

# True while the role in this shell is the one that we put there.
function _ssoenv_is_untouched {
	(( $#_ssoenv_ours )) &&
		[[ "${AWS_PROFILE+=$AWS_PROFILE}" == "${_ssoenv_ours[1]}" &&
			"${AWS_DEFAULT_PROFILE+=$AWS_DEFAULT_PROFILE}" == "${_ssoenv_ours[2]}" &&
			"${AWS_ACCESS_KEY_ID+=$AWS_ACCESS_KEY_ID}" == "${_ssoenv_ours[5]}" &&
			"${AWS_SECRET_ACCESS_KEY+=$AWS_SECRET_ACCESS_KEY}" == "${_ssoenv_ours[6]}" &&
			"${AWS_SESSION_TOKEN+=$AWS_SESSION_TOKEN}" == "${_ssoenv_ours[7]}" &&
			"=$SSOENV_PROFILE" == "${_ssoenv_ours[12]}" && "=$SSOENV_EXPIRES" == "${_ssoenv_ours[16]}" ]]
}

# True when this shell only inherited the role: from the shell above it, from tmux, from an editor. Credentials that have changed
# since it was met, while what they are said to be has not, are somebody's own.
function _ssoenv_is_inherited {
	[[ $#_ssoenv_ours -eq 0 && -z ${AWS_PROFILE-}${AWS_DEFAULT_PROFILE-} ]] || return 1
	local role="${SSOENV_EXPIRES-} ${SSOENV_PROFILE-}" keys="${AWS_ACCESS_KEY_ID-} ${AWS_SECRET_ACCESS_KEY-} ${AWS_SESSION_TOKEN-}"
	[[ ${_ssoenv_met[1]-} == "$role" ]] || _ssoenv_met=("$role" "$keys")
	[[ ${_ssoenv_met[2]} == "$keys" ]]
}

# Takes what another shell, or the refresh in the background, has fetched in the meantime: the credentials, not the region.
# What the shell inherited stays inherited. Sets `left`.
function _ssoenv_renew {
	local -a fields values
	_ssoenv_load "$SSOENV_PROFILE" 1 && (( fields[7] > SSOENV_EXPIRES )) || return 1
	[[ ${fields[15]} == "${SSOENV_ROLE_NAME-}" && ${fields[14]} == "${SSOENV_ACCOUNT_ID-}" ]] || return 1
	_ssoenv_refuse_odd {5..8} 16 2>/dev/null || return 1
	values=("=${fields[9]}" "=${fields[10]}" "=${fields[11]}" "=${fields[12]}" "=${fields[7]}")
	_ssoenv_export "AWS_ACCESS_KEY_ID${values[1]}" "AWS_SECRET_ACCESS_KEY${values[2]}" "AWS_SESSION_TOKEN${values[3]}" \
		"AWS_CREDENTIAL_EXPIRATION${values[4]}" "SSOENV_EXPIRES${values[5]}"
	if (( $#_ssoenv_ours )); then
		_ssoenv_ours[5,8]=("${(@)values[1,4]}")
		_ssoenv_ours[16]=${values[5]}
	fi
	_ssoenv_told=('')
	left=$(( SSOENV_EXPIRES - now ))
}

# In a subshell that ends at once: no job, no message, and `$!` stays what it was.
function _ssoenv_refresh {
	[[ ${_ssoenv_retry[1]-} != <-> ]] || (( now >= _ssoenv_retry[1] )) || return 0
	# Of other profiles there are no copies.
	[[ ${SSOENV_SHELL_CACHE-} != 0 && $SSOENV_PROFILE == [A-Za-z0-9_]* && $SSOENV_PROFILE != *[^A-Za-z0-9._@+=,-]* ]] || return 0
	_ssoenv_retry=($(( now + 30 )))
	# Where `nice` is forbidden, BG_NICE would say so.
	setopt local_options no_bg_nice
	( _ssoenv_program shell-role --shell zsh --no-login "$SSOENV_PROFILE" </dev/null >/dev/null 2>&1 & )
}

# Sets `window`: how long before the end credentials are renewed.
function _ssoenv_find_window {
	window=900
	if [[ -n ${SSOENV_REFRESH_WINDOW-} ]] && _ssoenv_is_number "$SSOENV_REFRESH_WINDOW"; then window=$SSOENV_REFRESH_WINDOW; fi
}

# True when the role has to be renewed.
function _ssoenv_is_stale { (( left < window )) && [[ ${SSOENV_REFRESH-} != 0 ]] }

# Draws with LEFT in class 0 (fresh), 1 (soon), 2 (over) or 3 (guard).
function _ssoenv_draw {
	local text=${SSOENV_PROMPT_FORMAT-'{profile} {left}'} out='' word shown
	while [[ $text == *'{'*'}'* ]]; do
		out+=${text%%\{*} text=${text#*\{}
		word=${text%%\}*} text=${text#*\}}
		case $word in
			(profile) out+=$SSOENV_PROFILE ;;
			(account) out+=${SSOENV_ACCOUNT_ID-} ;;
			(role) out+=${SSOENV_ROLE_NAME-} ;;
			(region) out+=${SSOENV_REGION-} ;;
			(left) out+=$1 ;;
			(*) out+="{$word}" ;;
		esac
	done
	out+=$text
	_ssoenv_show "$out"
	_ssoenv_put "$shown" $2
}

function _ssoenv_at_prompt {
	emulate -L zsh -o no_xtrace
	local now=$EPOCHSECONDS left window
	local -i class=0
	# All that the text is made from, but the time, and where it was put.
	local scene="${AWS_PROFILE+=$AWS_PROFILE}
${AWS_DEFAULT_PROFILE+=$AWS_DEFAULT_PROFILE}
${AWS_ACCESS_KEY_ID-}
${AWS_SECRET_ACCESS_KEY-}
${AWS_SESSION_TOKEN-}
$SSOENV_PROFILE
$SSOENV_EXPIRES
${SSOENV_ACCOUNT_ID-}|${SSOENV_ROLE_NAME-}|${SSOENV_REGION-}|${SSOENV_PROMPT_FORMAT-
}|${SSOENV_GUARD-}|${SSOENV_REFRESH_WINDOW-}|${_ssoenv_until[1]-}|$_ssoenv_slot"
	# Nothing has changed since the last prompt: that is the rule, so it is what has to be fast.
	if [[ ${_ssoenv_calm[1]-} == <-> ]] && (( now < _ssoenv_calm[1] )) && [[ $scene == "${_ssoenv_calm[2]}" && -n ${SSOENV_PROMPT-} &&
		"${psvar[_ssoenv_slot[1],_ssoenv_slot[1]+3]}" == "${_ssoenv_calm[3]}" ]]; then return; fi
	_ssoenv_calm=()
	if ! _ssoenv_is_number "$SSOENV_EXPIRES"; then
		_ssoenv_draw '[?]' 2
		return
	fi
	left=$(( SSOENV_EXPIRES - now ))
	if [[ ${_ssoenv_until[1]-} == <-> ]] && (( now >= _ssoenv_until[1] )); then
		_ssoenv_say "dropped the role of $SSOENV_PROFILE after ${_ssoenv_until[2]-} min (SSOENV_GUARD_MINUTES)"
		_ssoenv_until=('')
		_ssoenv_off
		return
	fi
	_ssoenv_find_window
	if _ssoenv_is_untouched; then
		# The program renews what has less than 15 minutes left, so before that nothing would come of asking it.
		if _ssoenv_is_stale; then _ssoenv_renew || (( left >= 900 )) || _ssoenv_refresh; fi
	elif _ssoenv_is_inherited; then
		if _ssoenv_is_stale; then _ssoenv_renew; fi
	else
		_ssoenv_draw '[?]' 2
		return
	fi
	if (( left <= 0 )); then
		_ssoenv_announce
		_ssoenv_draw expired 2
		return
	fi
	(( left >= window )) || class=1
	local -i next=$(( left < window || left < 60 ? 0 : now + left % 60 + 1 ))
	if [[ -n ${SSOENV_GUARD-} ]] && _ssoenv_is_guarded "$SSOENV_PROFILE"; then class=3; fi
	if (( left < 60 )); then
		left+=s
	elif (( left < 3600 )); then
		left=$(( left / 60 ))m
	else
		left=$(( left / 3600 ))h$(( left % 3600 / 60 ))m
	fi
	_ssoenv_draw $left $class
	# Until the text tells another minute, or there is something to do.
	(( SSOENV_EXPIRES - window >= next )) || next=$(( SSOENV_EXPIRES - window ))
	[[ ${_ssoenv_until[1]-} != <-> ]] || (( _ssoenv_until[1] >= next )) || next=${_ssoenv_until[1]}
	_ssoenv_calm=($next "$scene" "${psvar[_ssoenv_slot[1],_ssoenv_slot[1]+3]}")
}

function _ssoenv_announce {
	[[ ${_ssoenv_told[1]-} != "$SSOENV_EXPIRES" ]] || return 0
	# Under the instant prompt of powerlevel10k any word brings up a page of warnings; the prompt after that will do.
	(( ! ${+__p9k_instant_prompt_active} )) || return 0
	_ssoenv_told=("$SSOENV_EXPIRES")
	_ssoenv_say "the credentials of $SSOENV_PROFILE have expired"
	_ssoenv_say "hint: ssoenv use $SSOENV_PROFILE"
}

function _ssoenv_reload {
	emulate -L zsh -o no_xtrace
	local now=$EPOCHSECONDS left window
	_ssoenv_is_number "$SSOENV_EXPIRES" || return 0
	left=$(( SSOENV_EXPIRES - now ))
	_ssoenv_find_window
	_ssoenv_is_stale || return 0
	if _ssoenv_is_untouched || _ssoenv_is_inherited; then _ssoenv_renew; fi
	return 0
}

## What begins all this

function ssoenv {
	case ${1-} in
		(use|off) _ssoenv_run "$@" ;;
		(*) _ssoenv_program "$@" ;;
	esac
}

# zsh itself keeps $? and $pipestatus for a hook.
function _ssoenv_hook {
	if [[ -n ${SSOENV_EXPIRES-} && -n ${SSOENV_PROFILE-} ]]; then
		_ssoenv_at_prompt
	elif [[ -n ${SSOENV_PROMPT-} ]]; then
		_ssoenv_clear
	fi
}

# A command may be typed long after its prompt was drawn.
function _ssoenv_before_command {
	if [[ -n ${SSOENV_EXPIRES-} && -n ${SSOENV_PROFILE-} ]]; then _ssoenv_reload; fi
}

if [[ -n ${_ssoenv_wanted-} ]]; then _ssoenv_wanted=''; fi
[[ -z ${_ssoenv_odd-} ]] || 'builtin' 'setopt' "${_ssoenv_odd[@]}"
'builtin' 'unset' _ssoenv_odd
