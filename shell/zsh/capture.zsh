# `$(ssoenv use …)`: the subshell gets the role and prints a call, but no keys. The shell that evaluates the call takes the role.
# shellcheck disable=all # zsh, which it cannot read: `zsh -n` does

# True in `$(…)`, `<(…)` and `=(…)` (zshparam, ZSH_EVAL_CONTEXT), also where a pipeline in them reads the output, as in
# `x=$( { ssoenv use p; deploy } | tee log )`. So what is printed here holds no secret, and the subshell takes the role too. Up to zsh
# 5.9, `<(…)` is outsubst and `>(…)` is insubst, although zshparam says the opposite.
function _ssoenv_is_captured {
	(( ZSH_SUBSHELL )) && [[ $ZSH_EVAL_CONTEXT == *(cmdsubst|insubst|outsubst|equalsubst)* ]]
}

# Prints what a shell evaluates after STATUS: the call FUNCTION WORD …, or code that ends with the same status.
function _ssoenv_print_call {
	if (( $1 )); then
		builtin print -r -- "(exit $1);"
	else
		builtin print -r -- "${(@)@[2]}" "${(@qq)@[3,-1]}"
	fi
	return $1
}

# Prints the call for `flags` and `named`, which got the role of `profile`. What was picked in the subshell is not asked again.
function _ssoenv_print_use {
	local -a reply
	flags=("${(@)flags:#--(no-|)login}")
	if (( ! ${flags[(I)--account(|=*)]} )); then
		(( $#named )) || named=("$profile")
	elif (( ! ${flags[(I)--role(|=*)]} )); then
		local account role region
		_ssoenv_describe
		flags+=(--role "$role")
	fi
	_ssoenv_join_words
	_ssoenv_print_call 0 _ssoenv_captured_use "${(@)reply}"
}

## In the shell that evaluates

# Takes the role of WORD …, for which the subshell has asked all questions and said all there is to say.
function _ssoenv_use_again {
	emulate -L zsh -o no_xtrace
	local profile expires rare yes
	local -a record flags named
	_ssoenv_read_words "$@" || return
	if (( $#flags || $#named != 1 )) || ! _ssoenv_load "${named[1]}" 900; then
		flags+=(--no-login)
		_ssoenv_ask || return
	fi
	_ssoenv_take
}

function _ssoenv_off_again {
	emulate -L zsh -o no_xtrace
	_ssoenv_off quiet
}
