# ssoenv for POSIX shells (dash, ash, ksh93, mksh, yash): source this file. There is no hook, and every `use` asks the program.
# shellcheck shell=sh
#
# Special builtins are what this stands on, and `exec` of a path in a subshell where a program is started: no function takes their
# place, and with a backslash no alias does. A plain name is no path: in mksh and posh, `exec` takes a function of that name, such as
# ours. There are no local variables; those that are not state are unset in the end.
#   _ssoenv_is_active   1 while a role is ours
#   _ssoenv_last        the profile before this one, for `use -`
#   _ssoenv_was_NAME    what each variable was before: `=value` exported, `+value` plain, or empty
#   _ssoenv_ours_NAME   what we made of it: `=value`, or empty where it is unset

\unalias ssoenv 2>/dev/null || :

# _ssoenv_each COMMAND [WORD ...]: with each variable that a role changes as the last word, until it fails.
_ssoenv_each() {
	for _ssoenv_name in \
		AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN AWS_SESSION_EXPIRATION \
		AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION \
		AWS_REGION AWS_DEFAULT_REGION \
		AWS_SSO_PROFILE SSOENV_PROFILE SSOENV_ACCOUNT_ID SSOENV_ROLE_NAME SSOENV_REGION SSOENV_EXPIRES; do
		"$@" "$_ssoenv_name" || \return
	done
}

_ssoenv_forget() { \unset -v "_ssoenv_was_$1" "_ssoenv_ours_$1"; }

# All that is not state.
_ssoenv_sweep() {
	\unset -v _ssoenv_name _ssoenv_state _ssoenv_asked _ssoenv_exported _ssoenv_value _ssoenv_field _ssoenv_number _ssoenv_answer \
		_ssoenv_inherited _ssoenv_shown _ssoenv_where _ssoenv_seconds _ssoenv_left _ssoenv_list _ssoenv_pattern _ssoenv_yes \
		_ssoenv_answered _ssoenv_count _ssoenv_word _ssoenv_before _ssoenv_pid _ssoenv_line _ssoenv_fd _ssoenv_key _ssoenv_flags \
		_ssoenv_above _ssoenv_tries _ssoenv_doing _ssoenv_path _ssoenv_rest _ssoenv_clock _ssoenv_tried
}

# Variables of our names that the environment brought are not ours. A shell that reads this for the second time, and has the function
# that stands last here, keeps what it remembers.
_ssoenv_start_afresh() {
	_ssoenv_each _ssoenv_forget
	\unset -v _ssoenv_is_active _ssoenv_last
	_ssoenv_sweep
}
if ! _ssoenv_is_loaded 2>/dev/null; then
	# Under `set -a`, dash exports what it unsets, once there is a value again.
	case $- in
		*a*)
			\set +a
			_ssoenv_start_afresh
			\set -a
			;;
		*) _ssoenv_start_afresh ;;
	esac
fi

## Programs

# Sets _ssoenv_path to where PATH has a program.
_ssoenv_find() {
	_ssoenv_path=$1
	case $1 in */*) \return 0 ;; esac
	_ssoenv_rest=${PATH-/usr/bin:/bin}:
	while [ -n "$_ssoenv_rest" ]; do
		_ssoenv_path=${_ssoenv_rest%%:*}
		_ssoenv_path=${_ssoenv_path:-.}/$1
		if [ -f "$_ssoenv_path" ] && [ -x "$_ssoenv_path" ]; then \return 0; fi
		_ssoenv_rest=${_ssoenv_rest#*:}
	done
	\printf 'ssoenv: %s was not found on PATH\n' "$1" >&2
	\return 127
}

# _ssoenv_start PROGRAM [WORD ...]
_ssoenv_start() {
	_ssoenv_find "$1" || \return
	\shift
	(\exec "$_ssoenv_path" "$@")
}

_ssoenv_program() { _ssoenv_start "${SSOENV_BIN:-ssoenv}" "$@"; }

## The environment. Names come from the list above, so what is evaluated is ours; values never are

# Sets _ssoenv_state to what a variable is, empty or `=value`.
_ssoenv_look() { \eval "_ssoenv_state=\${$1+=\$$1}"; }

# True when a variable is as we left it.
_ssoenv_is_ours() {
	[ -n "${_ssoenv_is_active-}" ] || \return 1
	_ssoenv_look "$1"
	\eval "[ \"\$_ssoenv_state\" = \"\${_ssoenv_ours_$1-}\" ]"
}

# Sets _ssoenv_exported to the names that a child sees. What `export -p` prints, a value could imitate.
_ssoenv_find_exported() {
	_ssoenv_asked=
	_ssoenv_each _ssoenv_ask
	# shellcheck disable=SC2016 # for the child
	_ssoenv_exported=$(_ssoenv_start sh -c "$_ssoenv_asked")
}

_ssoenv_ask() { _ssoenv_asked="${_ssoenv_asked}[ -z \"\${$1+x}\" ] || echo ' $1 '
"; }

# Remembers a variable that is not ours, to be given back by `off`.
_ssoenv_save() {
	if _ssoenv_is_ours "$1"; then \return 0; fi
	_ssoenv_look "$1"
	case $_ssoenv_exported in
		*" $1 "*) ;;
		*) _ssoenv_state=${_ssoenv_state:++${_ssoenv_state#=}} ;;
	esac
	\eval "_ssoenv_was_$1=\$_ssoenv_state"
}

# _ssoenv_set STATE NAME: empty unsets, `=value` exports, `+value` does not.
_ssoenv_set() {
	\unset -v "$2"
	case $1 in
		'') ;;
		*)
			_ssoenv_value=${1#?}
			\eval "$2=\$_ssoenv_value"
			case $1 in =*) \export "${2?}" ;; esac
			;;
	esac
}

_ssoenv_give_back() {
	if _ssoenv_is_ours "$1"; then \eval "_ssoenv_set \"\${_ssoenv_was_$1-}\" $1"; fi
}

# Where the role was only inherited, there is nothing to give back.
_ssoenv_take_away() {
	case $1 in
		AWS_PROFILE | AWS_DEFAULT_PROFILE | AWS_SECURITY_TOKEN | AWS_SESSION_EXPIRATION | SSOENV_REGION) ;;
		AWS_REGION | AWS_DEFAULT_REGION)
			_ssoenv_look "$1"
			if [ "${SSOENV_REGION:+=$SSOENV_REGION}" = "$_ssoenv_state" ]; then \unset -v "$1"; fi
			;;
		*) \unset -v "$1" ;;
	esac
}

# In a POSIX shell the attempt to change a readonly variable is the end of the shell, so a subshell tries.
_ssoenv_may_change() {
	if (_ssoenv_each unset -v) 2>/dev/null; then
		_ssoenv_each _ssoenv_is_text
		\return
	fi
	_ssoenv_each _ssoenv_try
	\printf 'ssoenv: %s is readonly in this shell, so nothing was changed\n' "$_ssoenv_tried" >&2
	\return 3
}

# In yash, the variable of a `for` is local to its function.
_ssoenv_try() {
	_ssoenv_tried=$1
	(\unset -v "$1") 2>/dev/null
}

# ksh and yash have variables that are numbers, lists, names for others, or change what they are given.
_ssoenv_is_text() {
	[ -n "${KSH_VERSION-}${YASH_VERSION-}" ] || \return 0
	case $(_ssoenv_declare "$1") in
		"$1=$1=("* | "$1=typeset $1=("* | "$1=typeset -x $1=("*) ;;
		"$1=" | "$1=$1"[!\[]* | "$1=typeset $1"[!\[]* | "$1=typeset -x $1"[!\[]* | "$1=$1" | "$1=typeset $1" | "$1=typeset -x $1") \return 0 ;;
	esac
	\printf 'ssoenv: %s is declared with attributes in this shell, so nothing was changed\nssoenv: hint: unset %s\n' "$1" "$1" >&2
	\return 3
}

# In a subshell: says the name that a name stands for, and how it was declared.
# shellcheck disable=SC3044 # they have it
_ssoenv_declare() {
	\set +u
	case ${KSH_VERSION-} in
		'') \printf '%s=' "$1" ;;
		*) \eval "\\printf '%s=' \"\${!$1}\"" ;;
	esac
	\typeset -p "$1" 2>/dev/null
}

_ssoenv_claim() {
	_ssoenv_look "$1"
	\eval "_ssoenv_ours_$1=\$_ssoenv_state"
}

## What the program answered: lines, told apart by their number

# Sets _ssoenv_field to line NUMBER of _ssoenv_answer.
_ssoenv_find_field() {
	_ssoenv_field=$_ssoenv_answer
	_ssoenv_number=0
	while [ "$_ssoenv_number" -lt "$1" ]; do
		_ssoenv_field=${_ssoenv_field#*"
"}
		_ssoenv_number=$((_ssoenv_number + 1))
	done
	_ssoenv_field=${_ssoenv_field%%"
"*}
}

_ssoenv_is_whole() {
	_ssoenv_find_field 15
	case $_ssoenv_answer/$_ssoenv_field in
		ssoenv1"
"*/end) ;;
		*) \return 1 ;;
	esac
	_ssoenv_find_field 6
	_ssoenv_is_number "$_ssoenv_field"
}

# True for what arithmetic can take: there, other text could be code, and a leading 0 another base.
_ssoenv_is_number() { case $1 in '' | 0?* | *[!0123456789]* | ????????????*) \return 1 ;; esac; }

# _ssoenv_take NUMBER NAME: sets a variable to a line.
_ssoenv_take() {
	_ssoenv_find_field "$1"
	_ssoenv_set "=$_ssoenv_field" "$2"
}

# Takes over the answer.
_ssoenv_apply() {
	_ssoenv_may_change || \return
	_ssoenv_find_exported
	_ssoenv_inherited=
	if [ -z "${_ssoenv_is_active-}" ]; then _ssoenv_inherited=${SSOENV_REGION:+=$SSOENV_REGION}; fi
	_ssoenv_each _ssoenv_save
	\unset -v AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN AWS_SESSION_EXPIRATION
	_ssoenv_take 8 AWS_ACCESS_KEY_ID
	_ssoenv_take 9 AWS_SECRET_ACCESS_KEY
	_ssoenv_take 10 AWS_SESSION_TOKEN
	_ssoenv_take 11 AWS_CREDENTIAL_EXPIRATION
	_ssoenv_find_field 12
	if [ -n "$_ssoenv_field" ]; then
		_ssoenv_take 12 AWS_REGION
		_ssoenv_take 12 AWS_DEFAULT_REGION
		_ssoenv_take 12 SSOENV_REGION
	else
		_ssoenv_drop_region AWS_REGION
		_ssoenv_drop_region AWS_DEFAULT_REGION
		\unset -v SSOENV_REGION
	fi
	_ssoenv_take 7 AWS_SSO_PROFILE
	_ssoenv_take 7 SSOENV_PROFILE
	_ssoenv_take 13 SSOENV_ACCOUNT_ID
	_ssoenv_take 14 SSOENV_ROLE_NAME
	_ssoenv_take 6 SSOENV_EXPIRES
	_ssoenv_each _ssoenv_claim
	_ssoenv_is_active=1
}

# The profile has no region: one that an earlier profile brought goes with it.
_ssoenv_drop_region() {
	if _ssoenv_is_ours "$1"; then
		_ssoenv_give_back "$1"
	else
		_ssoenv_look "$1"
		if [ -n "$_ssoenv_inherited" ] && [ "$_ssoenv_state" = "$_ssoenv_inherited" ]; then \unset -v "$1"; fi
	fi
}

## Words for people

# Sets _ssoenv_shown to a text that can do nothing to a terminal: outside of UTF-8, ASCII is what all terminals have. Ranges mean other
# things in other locales.
_ssoenv_show() {
	case $1 in
		*[!abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789\ \!\"\#\$%\&\'\(\)*+,./:\;\<=\>?@\[\\\]^_\`\{\|\}~-]*)
			_ssoenv_shown=$(_ssoenv_spell "$1")
			;;
		*) _ssoenv_shown=$1 ;;
	esac
}

# In a subshell: says TEXT with `?` for what is hidden, acts on a terminal or is no UTF-8. The bytes come as numbers, and go as octal
# ones.
_ssoenv_spell() {
	IFS=' 	
'
	case ${LC_ALL:-${LC_CTYPE:-${LANG-}}} in *[Uu][Tt][Ff]8* | *[Uu][Tt][Ff]-8*) _ssoenv_most=1114111 ;; *) _ssoenv_most=126 ;; esac
	_ssoenv_text='' _ssoenv_more=0
	for _ssoenv_byte in $(\printf %s "$1" | _ssoenv_start od -An -v -tu1) 0; do
		if [ "$_ssoenv_more" -gt 0 ]; then
			if [ "$((_ssoenv_byte / 64))" -eq 2 ]; then
				_ssoenv_code=$((_ssoenv_code * 64 + _ssoenv_byte % 64)) _ssoenv_more=$((_ssoenv_more - 1))
				_ssoenv_add_byte
				if [ "$_ssoenv_more" -eq 0 ]; then _ssoenv_add; fi
				continue
			fi
			_ssoenv_text=$_ssoenv_text'?' _ssoenv_more=0
		fi
		_ssoenv_code=$_ssoenv_byte _ssoenv_octal='' _ssoenv_least=0
		if [ "$_ssoenv_byte" -ge 240 ] && [ "$_ssoenv_byte" -le 244 ]; then
			_ssoenv_code=$((_ssoenv_byte - 240)) _ssoenv_more=3 _ssoenv_least=65536
		elif [ "$_ssoenv_byte" -ge 224 ] && [ "$_ssoenv_byte" -le 239 ]; then
			_ssoenv_code=$((_ssoenv_byte - 224)) _ssoenv_more=2 _ssoenv_least=2048
		elif [ "$_ssoenv_byte" -ge 194 ] && [ "$_ssoenv_byte" -le 223 ]; then
			_ssoenv_code=$((_ssoenv_byte - 192)) _ssoenv_more=1
		elif [ "$_ssoenv_byte" -ge 128 ]; then
			_ssoenv_least=256
		fi
		_ssoenv_add_byte
		# The last one only ends what is before it.
		if [ "$_ssoenv_more" -eq 0 ] && [ "$_ssoenv_byte" -ne 0 ]; then _ssoenv_add; fi
	done
	\printf %b "$_ssoenv_text"
}

_ssoenv_add_byte() {
	_ssoenv_octal=$_ssoenv_octal\\0$((_ssoenv_byte / 64))$((_ssoenv_byte / 8 % 8))$((_ssoenv_byte % 8))
}

# Adds a character to what _ssoenv_spell says, if it is one that is shown.
_ssoenv_add() {
	if [ "$_ssoenv_code" -gt "$_ssoenv_most" ] || [ "$_ssoenv_code" -lt "$_ssoenv_least" ] || _ssoenv_is_hidden; then
		_ssoenv_text=$_ssoenv_text'?'
	else
		_ssoenv_text=$_ssoenv_text$_ssoenv_octal
	fi
}

_ssoenv_is_hidden() {
	# First and last code points, from src/core/text/printable.ts: begin
	_ssoenv_hidden='0-31 127-159 173-173 847-847 1536-1541 1564-1564 1757-1757 1807-1807 2192-2193 2274-2274 4447-4448
		6068-6069 6155-6159 8203-8207 8232-8238 8288-8303 12644-12644 55296-57343 65024-65039 65279-65279
		65440-65440 65520-65531 69821-69821 69837-69837 78896-78911 113824-113827 119155-119162
		917504-921599'
	# end
	for _ssoenv_pair in $_ssoenv_hidden; do
		if [ "$_ssoenv_code" -ge "${_ssoenv_pair%-*}" ] && [ "$_ssoenv_code" -le "${_ssoenv_pair#*-}" ]; then \return 0; fi
	done
	\return 1
}

_ssoenv_greet() {
	[ -t 2 ] || \return 0
	_ssoenv_find_field 12
	_ssoenv_where=${_ssoenv_field:+ ($_ssoenv_field)}
	_ssoenv_find_field 6
	_ssoenv_clock=$(_ssoenv_start date +%s)
	_ssoenv_is_number "$_ssoenv_clock" || \return 0
	_ssoenv_seconds=$((_ssoenv_field - _ssoenv_clock))
	if [ "$_ssoenv_seconds" -lt 60 ]; then
		_ssoenv_left="$_ssoenv_seconds s"
	elif [ "$_ssoenv_seconds" -lt 3600 ]; then
		_ssoenv_left="$((_ssoenv_seconds / 60)) min"
	else
		_ssoenv_left="$((_ssoenv_seconds / 3600)) h $((_ssoenv_seconds % 3600 / 60)) min"
	fi
	_ssoenv_show "$SSOENV_PROFILE: $SSOENV_ROLE_NAME in account $SSOENV_ACCOUNT_ID$_ssoenv_where, $_ssoenv_left left"
	\printf 'ssoenv: %s\n' "$_ssoenv_shown" >&2
}

## The production guard

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

# May PROFILE be entered? Asks on a terminal where it is guarded.
_ssoenv_may_enter() {
	if [ -n "$_ssoenv_yes" ] || ! _ssoenv_is_guarded "$1" || ! [ -t 0 ] || ! [ -t 2 ]; then \return 0; fi
	_ssoenv_show "$1"
	\printf 'ssoenv: %s is guarded (SSOENV_GUARD); use it? [y/N] ' "$_ssoenv_shown" >&2
	_ssoenv_answered=
	\read -r _ssoenv_answered || \printf '\n' >&2
	case $_ssoenv_answered in [Yy] | [Yy][Ee][Ss]) \return 0 ;; esac
	\printf 'ssoenv: nothing was changed\n' >&2
	\return 130
}

## The command

# True in `$(ssoenv use ...)`, where nothing of this shell can be changed and the program's code is wanted.
# A child tells who started it. A subshell that writes where the shell itself does is none of those.
_ssoenv_is_captured() {
	case ${KSH_VERSION-} in
		*' 93'*) [ ! -t 1 ] && \eval '[ "${.sh.subshell}" -gt 0 ]' && _ssoenv_is_kept && \return ;;
	esac
	[ -p /dev/fd/1 ] && _ssoenv_is_below && ! _ssoenv_is_beside && _ssoenv_is_read_above
}

# The subshells of ksh93 are no processes, and what they write for `$(...)` goes to a file that has lost its name. Where the system
# does not tell, the answer is yes.
# shellcheck disable=SC2016 # for the child
_ssoenv_is_kept() {
	_ssoenv_start sh -c '[ -e /proc/self/fd/1 ] || exit 0; case $(readlink "/proc/$$/fd/1") in */sf*" (deleted)") ;; *) exit 1 ;; esac'
}

# shellcheck disable=SC2016 # for the child
_ssoenv_is_below() { [ "$(_ssoenv_find sh && \exec "$_ssoenv_path" -c 'echo "$PPID"')" != "$$" ]; }

# True when the shell itself writes here too. While mksh sets up a `$(...)`, it does so for a moment, but it does not sleep then.
# shellcheck disable=SC3013
_ssoenv_is_beside() {
	_ssoenv_tries=0 _ssoenv_doing=
	while [ /dev/fd/1 -ef "/proc/$$/fd/1" ] 2>/dev/null; do
		[ "$_ssoenv_doing" != S ] && [ "$_ssoenv_tries" -lt 1000 ] && _ssoenv_look_at "$$" || \return 0
		_ssoenv_tries=$((_ssoenv_tries + 1))
	done
	\return 1
}

# True when a process above this one, up to the shell itself, reads from the pipe. Where the system does not tell, as macOS, the
# answer is yes.
_ssoenv_is_read_above() {
	# Some, such as posh, cannot compare files.
	# shellcheck disable=SC3013
	[ / -ef / ] 2>/dev/null || \return 0
	_ssoenv_pid=self _ssoenv_tries=0
	while [ "$_ssoenv_pid" != "$$" ]; do
		_ssoenv_look_at "$_ssoenv_pid" || \return 0
		_ssoenv_pid=$_ssoenv_above
		# A shell that sets up a pipeline holds both of its ends for a moment, but it does not sleep then. So it counts what it did
		# before it was seen to hold one.
		while _ssoenv_look_at "$_ssoenv_pid" && _ssoenv_is_reader "$_ssoenv_pid"; do
			_ssoenv_tries=$((_ssoenv_tries + 1))
			[ "$_ssoenv_doing" != S ] && [ "$_ssoenv_tries" -lt 1000 ] || \return 0
		done
	done
	\return 1
}

# What the process PID does, and the one that started it. Its name, in brackets, may hold anything.
_ssoenv_look_at() {
	{ \read -r _ssoenv_line <"/proc/$1/stat"; } 2>/dev/null || \return 1
	_ssoenv_line=${_ssoenv_line##*\) }
	_ssoenv_doing=${_ssoenv_line%% *}
	_ssoenv_line=${_ssoenv_line#* }
	_ssoenv_above=${_ssoenv_line%% *}
}

# True when the process PID holds an end of the pipe that is open for reading alone: the last octal digit of its flags is 0.
# shellcheck disable=SC3013
_ssoenv_is_reader() {
	_ssoenv_fd=0
	while [ "$_ssoenv_fd" -lt 256 ]; do
		if [ /dev/fd/1 -ef "/proc/$1/fd/$_ssoenv_fd" ]; then
			while IFS=' 	' \read -r _ssoenv_key _ssoenv_flags; do
				case $_ssoenv_key$_ssoenv_flags in flags:*0) \return 0 ;; esac
			done 2>/dev/null <"/proc/$1/fdinfo/$_ssoenv_fd"
		fi
		_ssoenv_fd=$((_ssoenv_fd + 1))
	done
	\return 1
}

# ssoenv use [PROFILE | -] [OPTION ...]. What is left of the words goes to the program.
_ssoenv_use() {
	_ssoenv_yes=
	_ssoenv_count=$#
	for _ssoenv_word; do
		case $_ssoenv_word in --help | -h | --shell | --shell=* | --fields)
			# Code and help are the program's own business.
			_ssoenv_program use "$@"
			\return
			;;
		esac
	done
	while [ "$_ssoenv_count" -gt 0 ]; do
		case $1 in
			--yes) _ssoenv_yes=1 ;;
			-)
				if [ -z "${_ssoenv_last-}" ]; then
					\printf 'ssoenv: there is no previous profile to return to\n' >&2
					\return 2
				fi
				\set -- "$@" "$_ssoenv_last"
				;;
			*) \set -- "$@" "$1" ;;
		esac
		\shift
		_ssoenv_count=$((_ssoenv_count - 1))
	done
	case $#${1+=$1} in
		1=-* | [!1]*) ;;
		*)
			_ssoenv_may_enter "$1" || \return
			_ssoenv_yes=1
			;;
	esac
	# Options first: behind a `--` of the person they would be names.
	_ssoenv_answer=$(_ssoenv_program shell-role --shell sh "$@") || \return
	if ! _ssoenv_is_whole; then
		\printf 'ssoenv: cannot read the output of the ssoenv program; this shell may have loaded another version of ssoenv\nssoenv: hint: exec sh\n' >&2
		\return 1
	fi
	_ssoenv_find_field 7
	_ssoenv_may_enter "$_ssoenv_field" || \return
	_ssoenv_before=${SSOENV_PROFILE-}
	_ssoenv_apply || \return
	if [ -n "$_ssoenv_before" ] && [ "$_ssoenv_before" != "$SSOENV_PROFILE" ]; then _ssoenv_last=$_ssoenv_before; fi
	_ssoenv_greet
}

# Gives back what is still ours. In a shell that only inherited the role, its variables are unset.
_ssoenv_off() {
	if [ -z "${_ssoenv_is_active-}${SSOENV_PROFILE+x}" ]; then
		\printf 'ssoenv: no profile is active in this shell\n' >&2
		\return 0
	fi
	_ssoenv_may_change || \return
	if [ -n "${SSOENV_PROFILE-}" ]; then _ssoenv_last=$SSOENV_PROFILE; fi
	if [ -n "${_ssoenv_is_active-}" ]; then
		_ssoenv_each _ssoenv_give_back
		_ssoenv_each _ssoenv_forget
		\unset -v _ssoenv_is_active
	else
		_ssoenv_each _ssoenv_take_away
		\unset -v SSOENV_REGION
	fi
}

ssoenv() {
	case ${1-} in
		use | off)
			_ssoenv_untraced "$@"
			;;
		*) _ssoenv_program "$@" ;;
	esac
}

# With `set -x` every value would be on the screen.
_ssoenv_untraced() {
	case $- in
		*x*)
			{ \set +x; } 2>/dev/null
			_ssoenv_unshared "$@" && :
			{ \set -- "$?"; \set -x; \return "$1"; } 2>/dev/null
			;;
		*) _ssoenv_unshared "$@" || \return ;;
	esac
}

# With `set -a` what is remembered would be in the environment of every child.
_ssoenv_unshared() {
	case $- in
		*a*)
			\set +a
			_ssoenv_run "$@" && :
			\set -- "$?"
			\set -a
			\return "$1"
			;;
		*) _ssoenv_run "$@" || \return ;;
	esac
}

_ssoenv_run() {
	if _ssoenv_is_captured; then
		_ssoenv_program "$@"
		\return
	fi
	case $1$# in
		use*)
			\shift
			_ssoenv_use "$@" && :
			;;
		off1) _ssoenv_off && : ;;
		*) _ssoenv_program "$@" && : ;;
	esac
	\set -- "$?"
	_ssoenv_sweep
	\return "$1"
}

_ssoenv_is_loaded() { :; }
