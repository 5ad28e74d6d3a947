# shellcheck shell=sh disable=SC2034,SC2154 # the parts share their variables
## A role in this shell
#
# State, of which nothing is exported. A role that came with the environment is remembered as well, once this shell has met it.
#   _ssoenv_has_role     1 while a role is remembered
#   _ssoenv_was_NAME     what `off` makes of a variable: `=value` exported, `+value` not exported, or empty for unset
#   _ssoenv_ours_NAME    what we made of it, or how it came: `=value`, empty for unset, or `-` if it is the person's own
#   _ssoenv_direnv       DIRENV_DIFF and __MISE_DIFF when the person's own values were remembered
#   _ssoenv_mise
#   _ssoenv_last         the profile before this one, for `use -`
#   _ssoenv_own_program  the program of the package that this file is in
#   _ssoenv_call         see capture

_ssoenv_forget() { \unset -v "_ssoenv_was_$1" "_ssoenv_ours_$1"; }

# Remembers a role that another shell has set, or code of the program in this one. `off` unsets what came with it.
_ssoenv_meet() {
	if [ -z "${SSOENV_PROFILE+x}" ] || [ -z "${SSOENV_EXPIRES+x}" ]; then \return 0; fi
	if _ssoenv_is_ours SSOENV_PROFILE && _ssoenv_is_ours SSOENV_EXPIRES; then \return 0; fi
	_ssoenv_each _ssoenv_meet_one
	_ssoenv_has_role=1
}

_ssoenv_meet_one() {
	_ssoenv_look_up "$1"
	_ssoenv_look "$1"
	case $_ssoenv_kind in
		rival) if [ -n "$_ssoenv_state" ]; then _ssoenv_state=-; fi ;;
		setting)
			_ssoenv_value=$_ssoenv_state
			_ssoenv_look "$_ssoenv_label"
			if [ -z "$_ssoenv_state" ] || [ "$_ssoenv_state" != "$_ssoenv_value" ]; then _ssoenv_state=-; fi
			;;
	esac
	\eval "_ssoenv_ours_$1=\$_ssoenv_state"
}

# Remembers a variable that is not ours, so that `off` gives it back.
_ssoenv_remember() {
	if _ssoenv_is_ours "$1" || _ssoenv_stays "$1"; then \return 0; fi
	_ssoenv_look "$1"
	if [ -n "$_ssoenv_state" ]; then
		[ -n "${_ssoenv_exported+x}" ] || _ssoenv_find_exported
		case $_ssoenv_exported in
			*" $1 "*) _ssoenv_direnv=${DIRENV_DIFF-} _ssoenv_mise=${__MISE_DIFF-} ;;
			*) _ssoenv_state=+${_ssoenv_state#=} ;;
		esac
	fi
	\eval "_ssoenv_was_$1=\$_ssoenv_state"
}

# Takes over the role in _ssoenv_new_….
_ssoenv_apply() {
	_ssoenv_may_change || \return
	\unset -v _ssoenv_exported
	_ssoenv_each _ssoenv_remember
	_ssoenv_each _ssoenv_apply_one
	_ssoenv_each _ssoenv_claim
	_ssoenv_has_role=1
}

_ssoenv_apply_one() {
	\eval "_ssoenv_state=\$_ssoenv_new_$1"
	case $_ssoenv_state in
		# The profile has no such setting. One of an earlier role goes, the person's own stays.
		-) if _ssoenv_is_ours "$1"; then \eval "_ssoenv_set \"\${_ssoenv_was_$1-}\" $1"; fi ;;
		*) _ssoenv_set "$_ssoenv_state" "$1" ;;
	esac
}

_ssoenv_claim() {
	\eval "_ssoenv_state=\${_ssoenv_new_$1-}"
	[ "$_ssoenv_state" = - ] || _ssoenv_look "$1"
	\eval "_ssoenv_ours_$1=\$_ssoenv_state"
}

# Gives back a variable that is still as we left it. Adds to _ssoenv_restored and _ssoenv_lost_…, which `off` tells.
_ssoenv_give_back() {
	if ! _ssoenv_is_ours "$1"; then \return 0; fi
	\eval "_ssoenv_state=\${_ssoenv_was_$1-}"
	case $_ssoenv_state in
		=*)
			if _ssoenv_has "$_ssoenv_of_direnv" "$1"; then
				_ssoenv_lost_direnv=${_ssoenv_lost_direnv:+$_ssoenv_lost_direnv, }$1 _ssoenv_state=
			elif _ssoenv_has "$_ssoenv_of_mise" "$1"; then
				_ssoenv_lost_mise=${_ssoenv_lost_mise:+$_ssoenv_lost_mise, }$1 _ssoenv_state=
			else
				case $1 in
					AWS_PROFILE | AWS_DEFAULT_PROFILE) _ssoenv_restored=${_ssoenv_restored:+$_ssoenv_restored, }$1$_ssoenv_state ;;
					AWS_ACCESS_KEY_ID) _ssoenv_restored=${_ssoenv_restored:+$_ssoenv_restored, }$1 ;;
				esac
			fi
			;;
	esac
	_ssoenv_set "$_ssoenv_state" "$1"
}

# ssoenv off
_ssoenv_off() {
	_ssoenv_meet
	if [ -z "${_ssoenv_has_role-}" ]; then
		[ -n "$_ssoenv_quiet" ] || _ssoenv_say not-active
		\return 0
	fi
	_ssoenv_may_change || \return
	if [ -n "${SSOENV_PROFILE-}" ]; then _ssoenv_last=$SSOENV_PROFILE; fi
	_ssoenv_list_left "${_ssoenv_direnv-}" "${DIRENV_DIFF-}"
	_ssoenv_of_direnv=$_ssoenv_listed
	_ssoenv_list_left "${_ssoenv_mise-}" "${__MISE_DIFF-}"
	_ssoenv_of_mise=$_ssoenv_listed
	_ssoenv_restored='' _ssoenv_lost_direnv='' _ssoenv_lost_mise=''
	_ssoenv_each _ssoenv_give_back
	_ssoenv_each _ssoenv_forget
	_ssoenv_unmark
	\unset -v _ssoenv_has_role _ssoenv_direnv _ssoenv_mise
	[ -z "$_ssoenv_quiet" ] || \return 0
	if [ -n "$_ssoenv_lost_direnv" ]; then _ssoenv_say not-restored direnv "$_ssoenv_lost_direnv"; fi
	if [ -n "$_ssoenv_lost_mise" ]; then _ssoenv_say not-restored mise "$_ssoenv_lost_mise"; fi
	if [ -t 2 ] && [ -n "$_ssoenv_restored" ]; then _ssoenv_say restored "$_ssoenv_restored"; fi
}

# A role that is taken or dropped by hand is not that of a folder, which another shell has entered.
_ssoenv_unmark() { if [ -n "${SSOENV_DIRECTORY+x}" ]; then \unset -v SSOENV_DIRECTORY; fi; }

# _ssoenv_list_left DIFF NOW: if a tool has left the folder in which its variable was DIFF, sets _ssoenv_listed to words with the names of
# what it had set there, which is not wanted here, or to `*` if they cannot be read. Else to nothing.
_ssoenv_list_left() {
	_ssoenv_listed=
	if [ -z "$1" ] || [ "$1" = "$2" ]; then \return 0; fi
	_ssoenv_listed=$(\printf %s "$1" | _ssoenv_list_names)
	if [ -z "$_ssoenv_listed" ]; then _ssoenv_listed='*'; fi
}

# _ssoenv_has LIST NAME
_ssoenv_has() {
	[ "$1" != '*' ] || \return 0
	case "
$1
" in
		*"
$2
"*) \return 0 ;;
	esac
	\return 1
}

# ssoenv use [PROFILE | -] [OPTION ...]. Moves the profile behind the options, and takes out `--yes`, which is for this function.
_ssoenv_use() {
	\unset -v _ssoenv_wanted
	_ssoenv_given='' _ssoenv_next_is=''
	_ssoenv_count=$#
	while [ "$_ssoenv_count" -gt 0 ]; do
		case $_ssoenv_next_is:$1 in
			value:*)
				_ssoenv_next_is=
				\set -- "$@" "$1"
				;;
			:--) _ssoenv_next_is=name ;;
			:--yes) _ssoenv_yes=1 ;;
			:-?*)
				case $1 in --account | --account=* | --role-arn | --role-arn=*) _ssoenv_given=1 ;; esac
				if _ssoenv_takes_value "$1"; then _ssoenv_next_is=value; fi
				\set -- "$@" "$1"
				;;
			*)
				# The program says what is wrong with two profiles.
				if [ -n "${_ssoenv_wanted+x}" ]; then \set -- "$@" "$_ssoenv_wanted"; fi
				_ssoenv_wanted=$1
				if [ "$_ssoenv_next_is:$1" = :- ]; then
					if [ -z "${_ssoenv_last-}" ]; then
						_ssoenv_say no-previous
						\return 2
					fi
					_ssoenv_wanted=$_ssoenv_last
				fi
				;;
		esac
		\shift
		_ssoenv_count=$((_ssoenv_count - 1))
	done
	if [ -n "${_ssoenv_wanted+x}" ]; then
		_ssoenv_may_enter "$_ssoenv_wanted" || \return
		_ssoenv_yes=1
	fi
	# posh knows no "$@" without words under `set -u`.
	_ssoenv_take ${1+"$@"} || \return
	if [ -n "$_ssoenv_captured" ]; then _ssoenv_write_call ${1+"$@"}; fi
	_ssoenv_greet
}

# _ssoenv_take [OPTION ...]: gets the role of _ssoenv_wanted from the program, and takes it over.
_ssoenv_take() {
	_ssoenv_ask_program ${1+"$@"} || \return
	if ! _ssoenv_unpack; then
		_ssoenv_say unreadable-answer
		\return 1
	fi
	_ssoenv_may_enter "$_ssoenv_profile" || \return
	_ssoenv_meet
	_ssoenv_before=${SSOENV_PROFILE-}
	_ssoenv_apply || \return
	_ssoenv_unmark
	if [ -n "$_ssoenv_before" ] && [ "$_ssoenv_before" != "$_ssoenv_profile" ]; then _ssoenv_last=$_ssoenv_before; fi
}

# Sets _ssoenv_answer.
_ssoenv_ask_program() {
	if [ -n "${_ssoenv_wanted+x}" ]; then \set -- ${1+"$@"} -- "$_ssoenv_wanted"; fi
	_ssoenv_answer=$(_ssoenv_program shell-role --shell sh ${1+"$@"})
}

_ssoenv_greet() {
	[ -t 2 ] || \return 0
	_ssoenv_find_now
	_ssoenv_is_number "$_ssoenv_now" || \return 0
	_ssoenv_left=$((_ssoenv_expires - _ssoenv_now))
	if [ "$_ssoenv_left" -lt 60 ]; then
		_ssoenv_left="$_ssoenv_left s"
	elif [ "$_ssoenv_left" -lt 3600 ]; then
		_ssoenv_left="$((_ssoenv_left / 60)) min"
	else
		_ssoenv_left="$((_ssoenv_left / 3600)) h $((_ssoenv_left % 3600 / 60)) min"
	fi
	_ssoenv_say greeting "$_ssoenv_profile" "$_ssoenv_role" "$_ssoenv_account" "${_ssoenv_region:+ ($_ssoenv_region)}" "$_ssoenv_left"
}
