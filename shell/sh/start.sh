# shellcheck shell=sh disable=SC2034,SC2154 # the parts share their variables
## Programs

# Sets _ssoenv_path to where PATH has a program.
_ssoenv_find() {
	_ssoenv_path=$1
	case $1 in
		*/*)
			[ -f "$1" ] && [ -x "$1" ]
			\return
			;;
	esac
	_ssoenv_rest=${PATH-/usr/bin:/bin}:
	while [ -n "$_ssoenv_rest" ]; do
		_ssoenv_path=${_ssoenv_rest%%:*}
		_ssoenv_path=${_ssoenv_path:-.}/$1
		if [ -f "$_ssoenv_path" ] && [ -x "$_ssoenv_path" ]; then \return 0; fi
		_ssoenv_rest=${_ssoenv_rest#*:}
	done
	\return 1
}

# _ssoenv_run_tool NAME [WORD ...]: starts a program of the system.
_ssoenv_run_tool() {
	_ssoenv_find "$1" || \return 127
	\shift
	(\exec "$_ssoenv_path" "$@")
}

# Sets _ssoenv_path to the ssoenv program, or says that there is none.
_ssoenv_find_program() {
	if [ -n "${SSOENV_BIN-}" ]; then
		if ! _ssoenv_find "$SSOENV_BIN"; then
			_ssoenv_say program-unfit "$SSOENV_BIN"
			\return 127
		fi
	elif [ -n "${_ssoenv_own_program-}" ] && _ssoenv_find "$_ssoenv_own_program"; then
		:
	elif ! _ssoenv_find ssoenv; then
		case ${_ssoenv_own_program-} in
			'') _ssoenv_say program-missing ;;
			*) _ssoenv_say program-gone "$_ssoenv_own_program" ;;
		esac
		\return 127
	fi
}

# False, with a word about it, if the program at _ssoenv_path needs Node and there is none: `env` would say it in its own words.
_ssoenv_has_node() {
	_ssoenv_line=
	{ \read -r _ssoenv_line <"$_ssoenv_path"; } 2>/dev/null || \return 0
	case $_ssoenv_line in '#!'*env\ node) ;; *) \return 0 ;; esac
	_ssoenv_found=$_ssoenv_path
	if ! _ssoenv_find node; then
		_ssoenv_say node-missing
		\return 127
	fi
	_ssoenv_path=$_ssoenv_found
}

_ssoenv_program() {
	_ssoenv_find_program || \return
	_ssoenv_has_node || \return
	(
		# Code for this shell has to go by what is there now.
		case ${1-} in use | off | export) ;; *) if [ -n "${_ssoenv_has_role-}" ]; then _ssoenv_each _ssoenv_show_own; fi ;; esac
		case ${1-} in
			remove | rename)
				SSOENV_LEAVES=1
				\export SSOENV_LEAVES
				;;
		esac
		# The program has to obey what protects the person, also if it is not exported.
		[ -z "${SSOENV_KEEP+x}" ] || \export SSOENV_KEEP
		[ -z "${SSOENV_SHELL_CACHE+x}" ] || \export SSOENV_SHELL_CACHE
		[ -z "${SSOENV_GUARD+x}" ] || \export SSOENV_GUARD
		\exec "$_ssoenv_path" ${1+"$@"}
	)
}

# What the person had, where a setting of the role hides it: requests for another profile follow that.
_ssoenv_show_own() {
	_ssoenv_look_up "$1"
	[ "$_ssoenv_kind" = setting ] || \return 0
	_ssoenv_look "$1"
	_ssoenv_value=$_ssoenv_state
	_ssoenv_look "$_ssoenv_label"
	if [ -z "$_ssoenv_state" ] || [ "$_ssoenv_state" != "$_ssoenv_value" ]; then \return 0; fi
	\eval "_ssoenv_state=\${_ssoenv_was_$1-}"
	# A readonly one stays.
	case $_ssoenv_state in =*) if (\unset -v "$1") 2>/dev/null; then \export "$1$_ssoenv_state"; fi ;; esac
}

# Called by the line that `ssoenv install` writes: tells where this file is, which POSIX shells do not know. Then the program of the same
# package is used, and Tab completes in ksh93.
_ssoenv_is_file() {
	_ssoenv_own_program=${1%/shell/*}/dist/cli.cjs
	_ssoenv_path=${1%/shell/*}/completions/ssoenv.ksh
	case ${KSH_VERSION-}$- in
		*' 93'*i*)
			# shellcheck disable=SC1090 # it is linted by itself
			if [ -r "$_ssoenv_path" ]; then . "$_ssoenv_path"; fi
			;;
	esac
}

## The command

ssoenv() {
	case ${1-} in
		use | off) _ssoenv_untraced "$@" ;;
		# The program asks for it with this status if the profile of the role has gone.
		remove | rename) _ssoenv_untraced program "$@" || case $? in 75) ssoenv off ;; *) \return $? ;; esac ;;
		*) _ssoenv_untraced program ${1+"$@"} ;;
	esac
}

# With `set -x` every value would be on the screen.
_ssoenv_untraced() {
	case $- in
		*x*)
			{ \set +x; } 2>/dev/null
			_ssoenv_unshared "$@" && :
			{
				\set -- "$?"
				\set -x
				\return "$1"
			} 2>/dev/null
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
	\unset -v _ssoenv_call
	if _ssoenv_is_for_program "$@"; then
		case $1 in program) \shift ;; esac
		_ssoenv_program ${1+"$@"} && :
		\set -- "$?"
		_ssoenv_sweep
		\return "$1"
	fi
	_ssoenv_yes='' _ssoenv_quiet='' _ssoenv_captured=''
	if _ssoenv_is_captured; then _ssoenv_captured=1; fi
	_ssoenv_dispatch "$@" && :
	\set -- "$?"
	if [ -n "$_ssoenv_captured" ]; then
		if [ "$1" -ne 0 ]; then _ssoenv_call="(exit $1);"; fi
		_ssoenv_hand_over
	else
		\unset -v _ssoenv_call
	fi
	_ssoenv_sweep
	\return "$1"
}

# True for other commands, and if the program itself prints what is wanted: help, or code.
_ssoenv_is_for_program() {
	case $1$# in
		off1) \return 1 ;;
		off* | program*) \return 0 ;;
	esac
	for _ssoenv_word; do
		case $_ssoenv_word in
			--) \return 1 ;;
			--help | -h | --shell | --shell=* | --fields) \return 0 ;;
		esac
	done
	\return 1
}

_ssoenv_dispatch() {
	case $1 in
		use)
			\shift
			_ssoenv_use "$@"
			;;
		off)
			_ssoenv_off || \return
			_ssoenv_call=_ssoenv_captured_off
			;;
		captured_use)
			\shift
			_ssoenv_use_again "$@"
			;;
		captured_off)
			_ssoenv_quiet=1
			_ssoenv_off || \return
			_ssoenv_call=_ssoenv_captured_off
			;;
	esac
}

## At the start of the shell

# Generated by scripts/shell-layers from src/core/shell: begin
# Unsets the state, but for the variables of the contract.
_ssoenv_drop_state() {
	\unset -v \
		_ssoenv_call \
		_ssoenv_direnv \
		_ssoenv_has_role \
		_ssoenv_last \
		_ssoenv_mise \
		_ssoenv_own_program
}

# Unsets all variables that are not state.
_ssoenv_sweep() {
	_ssoenv_each _ssoenv_drop_new
	\unset -v \
		_ssoenv_account \
		_ssoenv_answer \
		_ssoenv_answered \
		_ssoenv_asked \
		_ssoenv_before \
		_ssoenv_byte \
		_ssoenv_captured \
		_ssoenv_code \
		_ssoenv_count \
		_ssoenv_expires \
		_ssoenv_exported \
		_ssoenv_format \
		_ssoenv_found \
		_ssoenv_given \
		_ssoenv_hidden \
		_ssoenv_kind \
		_ssoenv_label \
		_ssoenv_least \
		_ssoenv_left \
		_ssoenv_line \
		_ssoenv_list \
		_ssoenv_listed \
		_ssoenv_lost_direnv \
		_ssoenv_lost_mise \
		_ssoenv_more \
		_ssoenv_most \
		_ssoenv_name \
		_ssoenv_next_is \
		_ssoenv_now \
		_ssoenv_octal \
		_ssoenv_of_direnv \
		_ssoenv_of_mise \
		_ssoenv_pair \
		_ssoenv_path \
		_ssoenv_pattern \
		_ssoenv_profile \
		_ssoenv_quiet \
		_ssoenv_region \
		_ssoenv_rest \
		_ssoenv_restored \
		_ssoenv_role \
		_ssoenv_shown \
		_ssoenv_state \
		_ssoenv_text \
		_ssoenv_traps \
		_ssoenv_tried \
		_ssoenv_value \
		_ssoenv_wanted \
		_ssoenv_word \
		_ssoenv_yes
}
# Generated: end

# Drops variables of our names that the environment brought. A role that it brought is remembered as it is now. With `set -x` its values
# would be on the screen, and under `set -a`, dash exports a variable that was unset as soon as it has a value again.
_ssoenv_start_afresh() {
	\set -- "$-"
	{ \set +ax; } 2>/dev/null
	_ssoenv_each _ssoenv_forget
	_ssoenv_drop_state
	_ssoenv_meet
	_ssoenv_sweep
	case $1 in *a*) \set -a ;; esac
	case $1 in *x*) \set -x ;; esac
}

# A shell that reads this file again, and so has the function that stands last here, keeps what it remembers.
_ssoenv_is_loaded 2>/dev/null || _ssoenv_start_afresh

_ssoenv_is_loaded() { :; }
