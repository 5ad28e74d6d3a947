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
# imports arrays. So what this shell itself remembers stays when it reads this part again.
_ssoenv_drop_inherited() {
	local name flags exported=''
	for name in "${!_ssoenv_@}"; do
		flags="${name}[@]"
		if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 404)); then
			flags=${!flags@a}
		else
			# The output of `declare` costs a fork, and values in it could imitate names.
			if [ -z "$exported" ]; then exported=$'\n'$(builtin declare -x); fi
			case $exported in *$'\n'"declare -x $name"*) flags=$(builtin declare -p "$name" 2>/dev/null) ;; *) continue ;; esac
			flags=${flags#declare -}
			flags=${flags%% *}
		fi
		case $flags in *a*) ;; *x*) builtin unset -v "$name" ;; esac
	done
}
_ssoenv_drop_inherited

# The version of this bash, as 502 for 5.2.
_ssoenv_bash=("$((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1]))")

# The folder of the package, with `/` at its end; empty for text that is evaluated, which the other parts follow.
_ssoenv_package=("${BASH_SOURCE[0]-}")
case ${_ssoenv_package[0]} in /*) ;; *) _ssoenv_package=("$PWD/${_ssoenv_package[0]}") ;; esac
case ${_ssoenv_package[0]} in
	*/shell/bash/start.bash) _ssoenv_package=("${_ssoenv_package[0]%shell/bash/start.bash}") ;;
	*) _ssoenv_package=('') ;;
esac

# `all` after the last line of the last part, `reading` while _ssoenv_read_parts reads them, and empty before.
case ${_ssoenv_parts[0]-} in reading) ;; *) _ssoenv_parts=('') ;; esac

# Reads all parts, as most shells need none but this one, and parsing is slow. This one is read again, because the package may
# have been upgraded since: then all parts are of the later version, and work with the state of this shell.
_ssoenv_read_parts() {
	local flags=$- part folder=${_ssoenv_package[0]}shell/bash
	local parts=(start text record state variables role capture renewal prompt guard)
	for part in "${parts[@]}"; do
		if ! [ -f "$folder/$part.bash" ] || ! [ -r "$folder/$part.bash" ]; then
			_ssoenv_say_layer_gone "$folder/$part.bash"
			return 1
		fi
	done
	# A trace would only show how the parts are read, and with `set -a` bash would export each function.
	{ builtin set +ax; } 2>/dev/null
	_ssoenv_parts=(reading)
	# shellcheck disable=SC1090
	for part in "${parts[@]}"; do builtin . "$folder/$part.bash" || :; done
	case $flags in *a*) builtin set -a ;; esac
	case $flags in *x*) { builtin set -x; } 2>/dev/null ;; esac
	[ "${_ssoenv_parts[0]}" = all ]
}

# Calls a function of the other parts.
_ssoenv_call() {
	[ "${_ssoenv_parts[0]}" = all ] || _ssoenv_read_parts || return
	case $- in
		*x*) _ssoenv_call_untraced "$@" ;;
		*) "$@" ;;
	esac
}

# With `set -x` the trace would show every value.
_ssoenv_call_untraced() {
	# Where options can be local to a function (4.4), an interrupt restores them too.
	if ((_ssoenv_bash[0] >= 404)); then local -; fi
	{ set +x; } 2>/dev/null
	"$@" && :
	# shellcheck disable=SC2320 # the status is that of the function
	{
		set -- $?
		set -x
		return "$1"
	} 2>/dev/null
}

## The command

ssoenv() {
	case ${1-} in
		use | off) _ssoenv_call _ssoenv_run "$@" || return ;;
		*) _ssoenv_program "$@" ;;
	esac
}

# The calls that `$(ssoenv use …)` and `$(ssoenv off)` print for the shell that evaluates them.
_ssoenv_captured_use() { _ssoenv_call _ssoenv_use_again "$@" || return; }
_ssoenv_captured_off() { _ssoenv_call _ssoenv_off_again || return; }

# Sets `file` of the caller to the program NAME on PATH. `type -P` knows it too, but may have remembered a file that is gone, and
# its output costs a fork.
_ssoenv_find_on_path() {
	local folder rest=$PATH:
	while [ -n "$rest" ]; do
		folder=${rest%%:*}
		rest=${rest#*:}
		file=${folder:-.}/$1
		if [ -f "$file" ] && [ -x "$file" ]; then return 0; fi
	done
	return 1
}

# Runs the program that belongs to this layer: another one may write records in another format.
_ssoenv_program() {
	local file=${_ssoenv_package[0]}dist/cli.cjs line=''
	if [ -n "${SSOENV_BIN-}" ]; then
		file=$SSOENV_BIN
	elif [ -z "${_ssoenv_package[0]}" ]; then
		_ssoenv_find_on_path ssoenv || {
			_ssoenv_say_program_missing
			return 127
		}
	elif ! [ -f "$file" ] || ! [ -x "$file" ]; then
		_ssoenv_find_on_path ssoenv || {
			_ssoenv_say_program_gone "${_ssoenv_package[0]}dist/cli.cjs"
			return 127
		}
	fi
	case $file in */*) if [ -f "$file" ] && [ -r "$file" ]; then IFS= builtin read -r -n 30 line <"$file" || :; fi ;; esac
	_ssoenv_can_run "$line" || {
		_ssoenv_say_node_missing
		return 127
	}
	builtin command "$file" "$@"
}

# False if the first LINE of a program asks for node, and there is none.
_ssoenv_can_run() {
	local file
	case $1 in '#!'*/env' node') _ssoenv_find_on_path node ;; esac
}

## At the prompt

_ssoenv_hook() {
	local rc=$?
	if [ -z "${SSOENV_EXPIRES-}" ] || [ -z "${SSOENV_PROFILE-}" ]; then
		# The first element is for the person's PS1. The second shows where this hook ran last (_ssoenv_is_hooked).
		# shellcheck disable=SC2034,SC2128
		SSOENV_PROMPT=('' ":${PROMPT_COMMAND-}")
	elif [ "${_ssoenv_parts[0]}" = all ] || _ssoenv_read_parts 2>/dev/null; then
		case $- in
			*x*) _ssoenv_call_untraced _ssoenv_at_prompt || : ;;
			*) _ssoenv_at_prompt || : ;;
		esac
	fi
	return "$rc"
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
	local IFS=$' \t\n' line=$'\n'
	case "${PROMPT_COMMAND[*]-} ${__vsc_original_prompt_command[*]-} ${STARSHIP_PROMPT_COMMAND-}" in
		*_ssoenv_hook*) return 0 ;;
	esac
	# shellcheck disable=SC2128,SC2178 # the first element, if it is an array
	if [ -z "${PROMPT_COMMAND-}" ]; then line=''; fi
	# An assignment to a readonly variable would end the caller; `printf -v` only fails, though in bash 3.2 with status 0.
	# shellcheck disable=SC2128
	builtin printf -v PROMPT_COMMAND %s "${PROMPT_COMMAND-}${line}_ssoenv_hook && :" 2>/dev/null
	# shellcheck disable=SC2128
	case ${PROMPT_COMMAND-} in *_ssoenv_hook*) ;; *) return 1 ;; esac
}

# The first Tab reads the completion. If the package is gone, Tab does nothing.
_ssoenv_complete_later() {
	local file=${_ssoenv_package[0]}completions/ssoenv.bash
	# shellcheck disable=SC1090
	[ -r "$file" ] && builtin . "$file" && _ssoenv_complete "$@"
}

# Generated by scripts/shell-layers from src/core/shell: begin
# file
_ssoenv_say_layer_gone() { builtin printf 'ssoenv: %s no longer exists, so nothing was changed\nssoenv: hint: npm install --global ssoenv && exec bash\n' "$1" >&2; }
# path
_ssoenv_say_program_gone() { builtin printf 'ssoenv: found no ssoenv program: %s no longer exists, and there is none on PATH\nssoenv: hint: npm install --global ssoenv\n' "$1" >&2; }
_ssoenv_say_program_missing() { builtin printf 'ssoenv: found no ssoenv program on PATH\nssoenv: hint: npm install --global ssoenv\n' >&2; }
_ssoenv_say_node_missing() { builtin printf 'ssoenv: ssoenv needs Node.js, and there is no node on PATH\n' >&2; }
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
