# shellcheck shell=sh disable=SC2034,SC2154 # the parts share their variables
## Where the output of `use` and `off` is captured
#
# A subshell in `$(...)` cannot change the shell that reads its output, and one in a pipeline has no need to. No portable test tells one
# from the other. So the subshell takes the role itself, and leaves a call in _ssoenv_call. When the subshell ends, it prints the call if
# it has started no program since: a program that was started had the role, so the role was meant for the subshell.

# True if this is a subshell whose output can be captured.
_ssoenv_is_captured() {
	# The subshells of ksh93 are not processes, and the output of `$(...)` is not a pipe there.
	case ${KSH_VERSION-} in *' 93'*)
		[ ! -t 1 ] && \eval '[ "${.sh.subshell}" -gt 0 ]'
		\return
		;;
	esac
	# `$$` is the same in a subshell. A child tells who really started it.
	# shellcheck disable=SC2016 # for the child
	[ -p /dev/fd/1 ] && [ "$(_ssoenv_find sh && \exec "$_ssoenv_path" -c 'echo "$PPID"')" != "$$" ] && ! _ssoenv_is_output_of_shell
}

# True if the shell above this subshell writes to the same pipe, as in `(ssoenv use dev; ./deploy)`. Only Linux tells. mksh also writes
# there for a moment before it reads from a `$(...)`.
# shellcheck disable=SC3013 # where there is no -ef, nothing is told
_ssoenv_is_output_of_shell() { [ -z "${KSH_VERSION-}" ] && [ /dev/fd/1 -ef "/proc/$$/fd/1" ] 2>/dev/null; }

# Sets _ssoenv_call to what does the same as this `use` with OPTIONs in the shell that evaluates it. The profile is named there too,
# because it may have been chosen from a menu.
_ssoenv_write_call() {
	_ssoenv_call=_ssoenv_captured_use
	for _ssoenv_word; do
		case $_ssoenv_word in --login | --no-login) ;; *) _ssoenv_add_word "$_ssoenv_word" ;; esac
	done
	[ -z "$_ssoenv_given" ] || \return 0
	_ssoenv_add_word --
	_ssoenv_add_word "$_ssoenv_profile"
}

# Adds a word in quotes to the call.
_ssoenv_add_word() {
	_ssoenv_rest=$1
	_ssoenv_call="$_ssoenv_call '"
	while :; do
		case $_ssoenv_rest in
			*\'*)
				_ssoenv_call="$_ssoenv_call${_ssoenv_rest%%\'*}'\\''"
				_ssoenv_rest=${_ssoenv_rest#*\'}
				;;
			*) break ;;
		esac
	done
	_ssoenv_call="$_ssoenv_call$_ssoenv_rest'"
}

# Prints the call when this subshell ends, or at once where that cannot be done.
_ssoenv_hand_over() {
	if [ "$(_ssoenv_try_trap)" = ran ] && ! _ssoenv_has_exit_trap && _ssoenv_forget_programs 2>/dev/null; then
		\trap _ssoenv_tell_call EXIT
	else
		\printf '%s\n' "$_ssoenv_call"
	fi
}

# yash 2.52 and posh 0.14 forget an EXIT trap if the last command of a subshell is a function that returns.
_ssoenv_try_trap() {
	\trap "\\printf ran" EXIT
	\return 0
}

# A shell remembers the paths of the programs that it has started by name. So a program that was started by its path passes unseen.
_ssoenv_tell_call() {
	[ -n "${_ssoenv_call-}" ] || \return 0
	case $(_ssoenv_list_programs 2>/dev/null) in */*) ;; *) \printf '%s\n' "$_ssoenv_call" ;; esac
}

# In mksh, `hash` is an alias.
_ssoenv_list_programs() { case ${KSH_VERSION-} in *' KSH R'*) \alias -t ;; *) \hash ;; esac }

_ssoenv_forget_programs() { case ${KSH_VERSION-} in *' KSH R'*) \alias -t -r ;; *) \hash -r ;; esac }

# True if this subshell has an EXIT trap, which must stay, or if that cannot be known. A trap for URG shows that the list is of this
# subshell: until a subshell sets a trap, ksh93, yash and busybox list those of the shell above it.
_ssoenv_has_exit_trap() {
	\trap : URG
	_ssoenv_traps=$(\trap)
	case $_ssoenv_traps in *URG*) ;; *) _ssoenv_read_traps ;; esac
	\trap - URG
	case $_ssoenv_traps in
		*EXIT*) ;;
		*URG*) \return 1 ;;
	esac
}

# Sets _ssoenv_traps in dash and mksh, where `$(trap)` is a subshell that has no traps. The list goes into the here-document that is
# read, which is a pipe or a file. Where that cannot be opened for writing, as on macOS, nothing is read.
_ssoenv_read_traps() {
	{
		{ { \trap; } >/dev/fd/3; } 2>/dev/null || \return 0
		while \read -r _ssoenv_line <&3; do _ssoenv_traps="$_ssoenv_traps $_ssoenv_line"; done
	} 3<<-END
	END
}

# What the evaluating shell runs. The subshell has checked, asked and signed in, so nothing is asked again.
_ssoenv_captured_use() { _ssoenv_untraced captured_use "$@"; }
_ssoenv_captured_off() { _ssoenv_untraced captured_off; }

# _ssoenv_use_again [OPTION ...] [-- PROFILE]
_ssoenv_use_again() {
	\unset -v _ssoenv_wanted
	_ssoenv_given=1 _ssoenv_yes=1
	_ssoenv_count=$#
	while [ "$_ssoenv_count" -gt 0 ]; do
		case $1 in
			--)
				_ssoenv_given='' _ssoenv_wanted=$2
				\shift
				_ssoenv_count=1
				;;
			*) \set -- "$@" "$1" ;;
		esac
		\shift
		_ssoenv_count=$((_ssoenv_count - 1))
	done
	_ssoenv_take --no-login ${1+"$@"} || \return
	if [ -n "$_ssoenv_captured" ]; then _ssoenv_write_call ${1+"$@"}; fi
}
