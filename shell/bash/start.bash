# ssoenv for bash 3.2 and newer: the part that each shell reads at its start. `_ssoenv_read_parts` reads the others.
# shellcheck shell=bash

## How a part is read

# Aliases would change the meaning of the words in a part. Each part begins and ends with these functions.
_ssoenv_begin_part() {
	_ssoenv_aliases=('')
	! \builtin shopt -q expand_aliases || { _ssoenv_aliases=(1) && \builtin shopt -u expand_aliases; }
}
_ssoenv_end_part() { [ -z "${_ssoenv_aliases[0]}" ] || builtin shopt -s expand_aliases; }
_ssoenv_begin_part

# Drops variables that the environment brought under our names. Private state is kept in arrays, and bash neither exports nor
# imports arrays. So what this shell itself remembers stays when it reads this part again. This function has no variables, as the
# environment may have brought one of their names: then they would be exported too.
if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 404)); then
	_ssoenv_drop_inherited() {
		builtin set -- "${!_ssoenv_@}"
		while (($# > 0)); do
			builtin set -- "${1}[@]" "$@"
			case ${!1@a} in *a*) ;; *x*) builtin unset -v "$2" ;; esac
			builtin shift 2
		done
	}
else
	# The output of `declare` costs a fork, and values in it could imitate names.
	_ssoenv_drop_inherited() {
		builtin set -- "${!_ssoenv_@}" $'\n'"$(builtin declare -x)"
		while (($# > 1)); do
			case ${!#} in *$'\n'"declare -x $1"*) ! _ssoenv_is_scalar "$(builtin declare -p "$1" 2>/dev/null)" || builtin unset -v "$1" ;; esac
			builtin shift
		done
	}
	# True for what `declare -p` prints of an exported variable that is no array.
	_ssoenv_is_scalar() {
		builtin set -- "${1#declare -}"
		case ${1%% *} in *a*) return 1 ;; *x*) ;; *) return 1 ;; esac
	}
fi
_ssoenv_drop_inherited

# The version of this bash, as 502 for 5.2.
_ssoenv_bash=("$((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1]))")

# The folder of the package, with `/` at its end; empty for text that is evaluated, which the other parts follow.
_ssoenv_package=("${BASH_SOURCE[0]-}")
case ${_ssoenv_package[0]} in /*) ;; *) _ssoenv_package=("$PWD/${_ssoenv_package[0]}") ;; esac
# The folder `.` is nothing: `. ./ssoenv.bash` in shell/ leads to shell/./bash.
while :; do
	case ${_ssoenv_package[0]} in
		*/./*) _ssoenv_package=("${_ssoenv_package[0]%%/./*}/${_ssoenv_package[0]#*/./}") ;;
		*//*) _ssoenv_package=("${_ssoenv_package[0]%%//*}/${_ssoenv_package[0]#*//}") ;;
		*/shell/bash/../bash/start.bash) _ssoenv_package=("${_ssoenv_package[0]%../bash/start.bash}start.bash") ;;
		*) break ;;
	esac
done
case ${_ssoenv_package[0]} in
	*/shell/bash/start.bash) _ssoenv_package=("${_ssoenv_package[0]%shell/bash/start.bash}") ;;
	*) _ssoenv_package=('') ;;
esac

# `all` after the last line of the last part, `reading` while they are read, `program` after that part alone, and empty before.
case ${_ssoenv_parts[0]-} in reading) ;; *) _ssoenv_parts=('') ;; esac

# _ssoenv_read_parts [PART]: reads all parts, as most shells need none but this one, and parsing is slow. This one is read again, because the package may
# have been upgraded since: then all parts are of the later version, and work with the state of this shell. PART is one more, which
# few shells need.
# shellcheck disable=SC2120 # most calls name no part
_ssoenv_read_parts() {
	_ssoenv_read start text program record state variables role capture renewal prompt look ${1+"$1"} guard
	[ "${_ssoenv_parts[0]}" = all ]
}

# _ssoenv_read PART ...: a trace would only show how the parts are read. With `set -a` bash would export each function and, for the
# program, what is local here.
_ssoenv_read() {
	# An array is not exported.
	local _ssoenv_options=("$-")
	{ builtin set +ax; } 2>/dev/null
	_ssoenv_source "$@" || :
	case ${_ssoenv_options[0]} in *a*) builtin set -a ;; esac
	case ${_ssoenv_options[0]} in *x*) { builtin set -x; } 2>/dev/null ;; esac
}

# _ssoenv_source PART ...: reads all, or none.
_ssoenv_source() {
	local _ssoenv_part _ssoenv_folder=${_ssoenv_package[0]}shell/bash
	for _ssoenv_part; do
		if ! [ -f "$_ssoenv_folder/$_ssoenv_part.bash" ] || ! [ -r "$_ssoenv_folder/$_ssoenv_part.bash" ]; then
			_ssoenv_say_layer_gone "$_ssoenv_folder/$_ssoenv_part.bash"
			return 1
		fi
	done
	_ssoenv_parts=(reading)
	# shellcheck disable=SC1090
	for _ssoenv_part; do builtin . "$_ssoenv_folder/$_ssoenv_part.bash" || :; done
}

# Calls a function of the other parts.
_ssoenv_call() {
	# shellcheck disable=SC2119 # no part
	[[ ${_ssoenv_parts[0]} == all ]] || _ssoenv_read_parts || return
	case $- in
		*[ax]*) _ssoenv_call_untraced "$@" ;;
		*) "$@" ;;
	esac
}

# With `set -x` the trace would show every value. With `set -a` bash would export what is local here, to the program too.
_ssoenv_call_untraced() {
	# Where options can be local to a function (4.4), an interrupt restores them too.
	if ((_ssoenv_bash[0] >= 404)); then local -; fi
	# An array is not exported.
	local _ssoenv_options=("$-")
	{ builtin set +ax; } 2>/dev/null
	"$@" && :
	# shellcheck disable=SC2320 # the status is that of the function
	{
		builtin set -- $?
		case ${_ssoenv_options[0]} in *a*) builtin set -a ;; esac
		case ${_ssoenv_options[0]} in *x*) builtin set -x ;; esac
		return "$1"
	} 2>/dev/null
}

## The command

ssoenv() {
	case ${1-} in
		use | off) _ssoenv_call _ssoenv_run "$@" || return ;;
		# The program asks for it with this status if the profile of the role has gone.
		remove | rename) _ssoenv_run_program "$@" || case $? in 75) ssoenv off ;; *) return $? ;; esac ;;
		*) _ssoenv_run_program "$@" ;;
	esac
}

# The calls that `$(ssoenv use …)` and `$(ssoenv off)` print for the shell that evaluates them.
_ssoenv_captured_use() { _ssoenv_call _ssoenv_use_again "$@" || return; }
_ssoenv_captured_off() { _ssoenv_call _ssoenv_off_again || return; }

# Runs the program, by the part for it. If the package is gone, there may be another one.
_ssoenv_run_program() {
	local _ssoenv_folder=${_ssoenv_package[0]}shell/bash
	if [ -z "${_ssoenv_parts[0]}" ] && [ -r "$_ssoenv_folder/start.bash" ] && [ -r "$_ssoenv_folder/program.bash" ]; then
		_ssoenv_read start program
		_ssoenv_parts=(program)
	fi
	if [ -n "${_ssoenv_parts[0]}" ]; then
		_ssoenv_program "$@"
	elif [ -n "${SSOENV_BIN-}" ] || builtin type -P ssoenv >/dev/null; then
		builtin command "${SSOENV_BIN:-ssoenv}" "$@"
	else
		_ssoenv_say_program_gone "${_ssoenv_package[0]}dist/cli.cjs"
		return 127
	fi
}

## At the prompt

# $2 is not empty where folders choose roles and PWD has changed: without a role, nothing else is to do.
_ssoenv_hook() {
	builtin set -- "$?" "${SSOENV_DIRECTORIES:+${PWD#"${_ssoenv_here[0]-}"}}"
	if [ -z "${SSOENV_EXPIRES-}$2" ] || [ -z "${SSOENV_PROFILE-}$2" ]; then
		# The first element is for the person's PS1. The second shows where this hook ran last (_ssoenv_is_hooked).
		# shellcheck disable=SC2034,SC2128
		SSOENV_PROMPT=('' ":${PROMPT_COMMAND-}")
	elif [ "${_ssoenv_parts[0]}" = all ] || _ssoenv_read_parts 2>/dev/null; then
		case $- in
			*[ax]*) _ssoenv_call_untraced _ssoenv_at_prompt || : ;;
			*) _ssoenv_at_prompt || : ;;
		esac
	fi
	return "$1"
}

# A command may be typed long after its prompt was drawn. bash 5.3 can run a function between the two.
_ssoenv_before_command() {
	if [ "${_ssoenv_parts[0]}" = all ] && [ -n "${SSOENV_PROFILE-}" ]; then _ssoenv_call _ssoenv_renew_late || :; fi
}

# Puts the hook at the end of the first command in PROMPT_COMMAND; false if that is readonly. There, it neither hides $? and
# PIPESTATUS from the commands before it, nor adds an element: VS Code's script wraps the first element only, and takes others
# for commands of the person (shellIntegration-bash.sh). On a line of its own, no `;` or comment before it can swallow it.
# As the first half of `&&` it hands on its status, but neither ends a shell under `set -e` nor springs the trap on ERR.
_ssoenv_install_hook() {
	local _ssoenv_line=$'\n'
	[ "${IFS-}" = $' \t\n' ] || local IFS=$' \t\n' 2>/dev/null || :
	case "${PROMPT_COMMAND[*]-} ${__vsc_original_prompt_command[*]-} ${STARSHIP_PROMPT_COMMAND-}" in
		*_ssoenv_hook*) return 0 ;;
		# bash-preexec would take what follows it in PROMPT_COMMAND for the first command of the person.
		*__bp_install* | *__bp_precmd_invoke_cmd*)
			case " ${precmd_functions[*]-} " in *' _ssoenv_hook '*) ;; *) precmd_functions+=(_ssoenv_hook) ;; esac
			return 0
			;;
	esac
	# shellcheck disable=SC2128,SC2178 # the first element, if it is an array
	if [ -z "${PROMPT_COMMAND-}" ]; then _ssoenv_line=''; fi
	# An assignment to a readonly variable would end the caller; `printf -v` only fails, though in bash 3.2 with status 0.
	# shellcheck disable=SC2128
	builtin printf -v PROMPT_COMMAND %s "${PROMPT_COMMAND-}${_ssoenv_line}_ssoenv_hook && :" 2>/dev/null
	# shellcheck disable=SC2128
	case ${PROMPT_COMMAND-} in *_ssoenv_hook*) ;; *) return 1 ;; esac
}

# The first Tab reads the completion. If the package is gone, Tab does nothing.
_ssoenv_complete_later() {
	local _ssoenv_file=${_ssoenv_package[0]}completions/ssoenv.bash
	# shellcheck disable=SC1090
	[ -r "$_ssoenv_file" ] && builtin . "$_ssoenv_file" && _ssoenv_complete "$@"
}

# Generated by scripts/shell-layers from src/core/shell: begin
# file
_ssoenv_say_layer_gone() { builtin printf 'ssoenv: %s no longer exists, so nothing was changed\nssoenv: hint: npm install --global ssoenv && exec bash\n' "$1" >&2; }
# path
_ssoenv_say_program_gone() { builtin printf 'ssoenv: found no ssoenv program: %s no longer exists, and there is none on PATH\nssoenv: hint: npm install --global ssoenv\n' "$1" >&2; }
# Generated: end

_ssoenv_register() {
	# An attribute of this one would change a text, or run it.
	builtin unset -v SSOENV_PROMPT 2>/dev/null || :
	case $- in *i*) ;; *) return 0 ;; esac
	_ssoenv_install_hook || :
	if [ -n "${_ssoenv_package[0]}" ]; then builtin complete -F _ssoenv_complete_later ssoenv 2>/dev/null || :; fi
	# The function springs a trap on DEBUG, and VS Code's script would take it for the command of the person.
	((_ssoenv_bash[0] >= 503)) && [ "${TERM_PROGRAM-}" != vscode ] || return 0
	# shellcheck disable=SC2016 # expanded before each command
	case ${PS0-} in *_ssoenv_before_command*) ;; *) PS0=${PS0-}'${SSOENV_PROFILE:+${ _ssoenv_before_command >&2; }}' ;; esac
}
[ -n "${_ssoenv_parts[0]}" ] || _ssoenv_register
_ssoenv_end_part
