# `$(ssoenv use …)` and `$(ssoenv off)`: the subshell does the work, and prints a call for the shell that evaluates its output.
# shellcheck shell=bash disable=SC2016,SC2034,SC2154 # text of commands; variables of other parts and of callers: shell/README.md
_ssoenv_begin_part

# bash does not say whether a subshell is a `$(…)`, whose output is evaluated, or runs commands that need the role, as in
# `{ ssoenv use p && deploy; } | tee log`. So in each subshell the role is taken, and the call is printed when the subshell ends,
# but only if no command has followed that could have written anything.
#   _ssoenv_call_at_end  the call; 1 if stdout and stderr were one file when it was made; the subshell in which that was
_ssoenv_call_at_end=('' '' '')

# _ssoenv_capture use|off
_ssoenv_capture() {
	local _ssoenv_call_text=_ssoenv_captured_off
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
	_ssoenv_print_at_end "$_ssoenv_call_text"
}

# Sets `_ssoenv_call_text` of the caller. It neither signs in again, nor asks again which role.
_ssoenv_use_and_find_call() {
	local _ssoenv_word _ssoenv_quote="'\\''" _ssoenv_has_account='' _ssoenv_has_role='' _ssoenv_account _ssoenv_role _ssoenv_region
	_ssoenv_use || return
	_ssoenv_describe
	# As in `_ssoenv_ask`.
	[ -n "${_ssoenv_flags[0]-}" ] || _ssoenv_flags=()
	_ssoenv_call_text=_ssoenv_captured_use
	for _ssoenv_word in ${_ssoenv_flags[@]+"${_ssoenv_flags[@]}"}; do
		case $_ssoenv_word in
			--login | --no-login) continue ;;
			--account | --account=*) _ssoenv_has_account=1 ;;
			--role-arn | --role-arn=*) _ssoenv_has_account=1 _ssoenv_has_role=1 ;;
			--role | --role=*) _ssoenv_has_role=1 ;;
		esac
		_ssoenv_call_text="$_ssoenv_call_text '${_ssoenv_word//\'/$_ssoenv_quote}'"
	done
	if [ -z "$_ssoenv_has_account" ]; then
		if [ ${#_ssoenv_named[@]} -eq 0 ]; then _ssoenv_named=("$_ssoenv_profile"); fi
	elif [ -z "$_ssoenv_has_role" ]; then
		_ssoenv_call_text="$_ssoenv_call_text --role '${_ssoenv_role//\'/$_ssoenv_quote}'"
	fi
	case ${_ssoenv_named[0]-} in -*) _ssoenv_call_text="$_ssoenv_call_text --" ;; esac
	for _ssoenv_word in ${_ssoenv_named[@]+"${_ssoenv_named[@]}"}; do _ssoenv_call_text="$_ssoenv_call_text '${_ssoenv_word//\'/$_ssoenv_quote}'"; done
}

# A person's own traps stay: then the call is printed at once. A trap for EXIT is inherited in name only (until bash 4.4, `trap -p`
# shows it in a subshell that sets none), one for DEBUG only with functrace.
_ssoenv_print_at_end() {
	_ssoenv_call_at_end=("$1" '' "$BASH_SUBSHELL")
	# Where both are one file, a command that writes to stderr is like one that writes to stdout.
	if [ /dev/stdout -ef /dev/stderr ]; then _ssoenv_call_at_end[1]=1; fi
	# Any change makes a subshell forget the traps that it only shows.
	builtin trap - WINCH
	case $- in
		*T*) ;;
		*)
			if [ -z "$(builtin trap -p EXIT DEBUG)" ]; then
				# In `(…)`, as the commands of this trap would spring the other one.
				builtin trap '(_ssoenv_at_end)' EXIT
				# Not in the function, at whose end bash would set the trap on DEBUG again. functrace (set -T) shows the commands in
				# functions; it is set here, as `local -` would take it back where it is set under a trace.
				# shellcheck disable=SC2064
				builtin trap 'if _ssoenv_at_next "$BASH_COMMAND"; then builtin set -T; else builtin trap - EXIT DEBUG; builtin set +T; fi' DEBUG
				return 0
			fi
			;;
	esac
	_ssoenv_at_end
}

_ssoenv_at_end() { [ -z "${_ssoenv_call_at_end[0]}" ] || builtin printf '%s\n' "${_ssoenv_call_at_end[0]}"; }

# Before each COMMAND of the subshell: false from the first one on that can write to stdout, or takes the traps away.
_ssoenv_at_next() {
	case ${FUNCNAME[1]-} in ssoenv | _ssoenv_*) return 0 ;; esac
	[ -n "${_ssoenv_call_at_end[0]}" ] || return 1
	# In a subshell of this one, nothing that is set here counts. With functrace, `(_ssoenv_at_end)` comes here too, in bash 3.2
	# with the text of the command before it.
	[ "$BASH_SUBSHELL" = "${_ssoenv_call_at_end[2]}" ] || return 0
	case $1 in
		# A trap of the person is one on top of ours, so the call is printed while it can be.
		'trap '*EXIT* | 'trap '*DEBUG* | 'trap '*' 0'*)
			_ssoenv_at_end
			_ssoenv_call_at_end=('')
			return 1
			;;
	esac
	_ssoenv_is_silent "$1" || {
		_ssoenv_call_at_end=('')
		return 1
	}
}

# True for a COMMAND, as bash writes it, that writes nothing to the stdout of the subshell. A command substitution may need the
# role. In doubt, false.
_ssoenv_is_silent() {
	local _ssoenv_word=${1%%[[:space:]]*} _ssoenv_rest
	# Inside of `{ …; } >&2`, or of a function with such a redirection.
	if [ -t 1 ] || [ /dev/stdout -ef /dev/null ]; then return 0; fi
	if [ -z "${_ssoenv_call_at_end[1]}" ] && [ /dev/stdout -ef /dev/stderr ]; then return 0; fi
	# `$((` is arithmetic.
	case ${1//'$(('/} in *'$('* | *\`* | *'<('* | *'>('*) return 1 ;; esac
	_ssoenv_unquote "$1" && _ssoenv_redirects "$_ssoenv_rest" && return 0
	# Another `ssoenv` prints for itself. With functrace, the commands in other functions are seen one by one.
	[ "$_ssoenv_word" != ssoenv ] || return 1
	if builtin declare -F -- "$_ssoenv_word" >/dev/null 2>&1; then return 0; fi
	case $_ssoenv_word in
		: | true | false | test | '[' | '[[' | '(('* | exit | return | break | continue | shift | wait | unset | let | for | case) ;;
		local | declare | typeset | export | readonly) _ssoenv_declares "${1#"$_ssoenv_word"}" ;;
		set) case $1 in set | *' -o' | *' +o') return 1 ;; esac ;;
		trap) case $1 in trap | 'trap -'[lpP]*) return 1 ;; esac ;;
		hash) case $1 in 'hash -r'* | 'hash '[!-]*) ;; *) return 1 ;; esac ;;
		# With CDPATH, and with `-`, it prints the folder.
		cd) [ -z "${CDPATH-}" ] && case $1 in *' -' | *' "-"' | *" '-'") return 1 ;; esac ;;
		*) _ssoenv_unquote "$1" && _ssoenv_assigns "$_ssoenv_rest" ;;
	esac
}

# Sets `_ssoenv_rest` of the caller to COMMAND without what is in quotes or arithmetic. False if that is not simple.
_ssoenv_unquote() {
	_ssoenv_rest=$1
	while :; do
		case $_ssoenv_rest in
			*\\*) return 1 ;;
			*'$(('*'))'*)
				_ssoenv_rest=${_ssoenv_rest%%'$(('*}q${_ssoenv_rest#*'$(('*'))'}
				continue
				;;
			*[\'\"]*) ;;
			*) return 0 ;;
		esac
		case ${_ssoenv_rest#"${_ssoenv_rest%%[\'\"]*}"} in
			\'*\'*) _ssoenv_rest=${_ssoenv_rest%%\'*}q${_ssoenv_rest#*\'*\'} ;;
			\"*\"*) _ssoenv_rest=${_ssoenv_rest%%\"*}q${_ssoenv_rest#*\"*\"} ;;
			*) return 1 ;;
		esac
	done
}

# True for a command whose stdout goes elsewhere. bash writes `>&2` as `1>&2`, and a blank before files; bash 3.2
# writes `&>` as `>&`.
_ssoenv_redirects() {
	case "$1 " in
		*' 1>&'[!2]* | *' >&'[!2/]*) return 1 ;;
		*' 1>&2 '* | *' >&2 '* | *' > /dev/null '* | *' > /dev/tty '* | *' &> /dev/null '* | *' >&/dev/null '*) ;;
		*) return 1 ;;
	esac
}

# True for the WORDS of `declare` and its like if they declare something: with -p, -f or -F, or without a name, they print.
_ssoenv_declares() {
	_ssoenv_rest=$1
	while :; do
		_ssoenv_rest=${_ssoenv_rest#"${_ssoenv_rest%%[![:space:]]*}"}
		case ${_ssoenv_rest%%[[:space:]]*} in
			'' | [-+]*[pfF]*) return 1 ;;
			[-+]*) ;;
			*) return 0 ;;
		esac
		case $_ssoenv_rest in *[[:space:]]*) _ssoenv_rest=${_ssoenv_rest#*[[:space:]]} ;; *) return 1 ;; esac
	done
}

# True for WORDS, without quotes, that are all assignments.
_ssoenv_assigns() {
	local _ssoenv_word
	_ssoenv_rest="$1 "
	while [ -n "$_ssoenv_rest" ]; do
		_ssoenv_word=${_ssoenv_rest%%[[:space:]]*}
		_ssoenv_rest=${_ssoenv_rest#*[[:space:]]}
		case $_ssoenv_word in *=*) ;; *) return 1 ;; esac
		case ${_ssoenv_word%%=*} in '' | [0-9]* | *[!A-Za-z0-9_+]*) return 1 ;; esac
	done
}

## In the shell that evaluates

# Takes the role of WORD ..., which the subshell got.
_ssoenv_use_again() {
	local _ssoenv_flags _ssoenv_named _ssoenv_wanted='' _ssoenv_yes='' _ssoenv_now
	local _ssoenv_file _ssoenv_name _ssoenv_fields _ssoenv_pieces _ssoenv_head _ssoenv_size _ssoenv_whole
	local _ssoenv_profile _ssoenv_expires _ssoenv_before
	local IFS=$'\n\t ' 2>/dev/null || {
		_ssoenv_say_readonly IFS
		return 3
	}
	_ssoenv_read_words "$@" || return
	_ssoenv_yes=1
	_ssoenv_flags=(--no-login ${_ssoenv_flags[@]+"${_ssoenv_flags[@]}"})
	_ssoenv_get && _ssoenv_take || return
	case $- in *i*) _ssoenv_show_at_once ;; esac
}

_ssoenv_off_again() {
	local IFS=$'\n\t ' 2>/dev/null || {
		_ssoenv_say_readonly IFS
		return 3
	}
	_ssoenv_off quiet
}

_ssoenv_end_part
