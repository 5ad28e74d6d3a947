# `$(ssoenv use …)` and `$(ssoenv off)`: the subshell does the work, and prints a call for the shell that evaluates its output.
# shellcheck shell=bash disable=SC2034,SC2154 # variables of other parts and of callers: shell/README.md
_ssoenv_begin_part

# bash does not say whether a subshell is a `$(…)`, whose output is evaluated, or runs commands that need the role, as in
# `{ ssoenv use p && deploy; } | tee log`. So in each subshell the role is taken, and the call is printed when the subshell ends,
# but only if no command has followed that could have written anything.
#   _ssoenv_call_at_end  the call
_ssoenv_call_at_end=('')

# _ssoenv_capture use|off
_ssoenv_capture() {
	local call=_ssoenv_captured_off
	if [ "$1" = use ]; then
		_ssoenv_use_and_find_call
	elif _ssoenv_is_none; then
		_ssoenv_off
		return
	else
		_ssoenv_off
	fi || {
		set -- $?
		builtin printf '(exit %s);\n' "$1"
		return "$1"
	}
	_ssoenv_print_at_end "$call"
}

# Sets `call` of the caller. It neither signs in again, nor asks again which role.
_ssoenv_use_and_find_call() {
	local word quote="'\\''" has_account='' has_role=''
	_ssoenv_use || return
	call=_ssoenv_captured_use
	for word in ${flags[@]+"${flags[@]}"}; do
		case $word in
			--login | --no-login) continue ;;
			--account | --account=*) has_account=1 ;;
			--role | --role=*) has_role=1 ;;
		esac
		call="$call '${word//\'/$quote}'"
	done
	if [ -z "$has_account" ]; then
		if [ ${#named[@]} -eq 0 ]; then named=("$profile"); fi
	elif [ -z "$has_role" ]; then
		call="$call --role '${role//\'/$quote}'"
	fi
	case ${named[0]-} in -*) call="$call --" ;; esac
	for word in ${named[@]+"${named[@]}"}; do call="$call '${word//\'/$quote}'"; done
}

# A person's own traps stay: then the call is printed at once. A trap for EXIT is inherited in name only (until bash 4.4, `trap -p`
# shows it in a subshell that sets none), one for DEBUG only with functrace.
_ssoenv_print_at_end() {
	_ssoenv_call_at_end=("$1")
	# Any change makes a subshell forget the traps that it only shows.
	builtin trap - WINCH
	case $- in
		*T*) ;;
		*)
			if [ -z "$(builtin trap -p EXIT DEBUG)" ]; then
				# In `(…)`, as the commands of this trap would spring the other one, which a subshell does not inherit.
				builtin trap '(_ssoenv_at_end)' EXIT
				# shellcheck disable=SC2064
				builtin trap '_ssoenv_at_next "$BASH_COMMAND"' DEBUG
				return 0
			fi
			;;
	esac
	_ssoenv_at_end
}

_ssoenv_at_end() { [ -z "${_ssoenv_call_at_end[0]}" ] || builtin printf '%s\n' "${_ssoenv_call_at_end[0]}"; }

# Before each COMMAND of the subshell: one that cannot write to stdout changes nothing.
_ssoenv_at_next() {
	case ${FUNCNAME[1]-} in ssoenv | _ssoenv_*) return 0 ;; esac
	case $1 in
		return | 'return '* | exit | 'exit '* | : | true | '[ '* | '[[ '* | '(('* | *'>&2') return 0 ;;
	esac
	_ssoenv_call_at_end=('')
	builtin trap - EXIT DEBUG
	return 0
}

## In the shell that evaluates

# Takes the role of WORD ..., which the subshell got.
_ssoenv_use_again() {
	local IFS=$' \t\n' flags named wanted='' yes='' fields now profile account role region expires
	_ssoenv_read_words "$@" || return
	yes=1
	flags=(--no-login ${flags[@]+"${flags[@]}"})
	_ssoenv_get && _ssoenv_take || return
	case $- in *i*) _ssoenv_show_at_once ;; esac
}

_ssoenv_off_again() {
	local IFS=$' \t\n'
	_ssoenv_off quiet
}

_ssoenv_end_part
