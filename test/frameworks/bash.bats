# The role in prompts that frameworks for bash draw.

load terminal

@test "bash: the prompt of the shell itself" {
	rc .bashrc "PS1='\\w sign> '"
	install_finds bash plain
	shows_role bash 1 'sign>'
}

@test "bash: a PROMPT_COMMAND that sets PS1" {
	rc .bashrc "draw() { PS1='\\w sign> '; }" 'PROMPT_COMMAND="draw_prompt=1; draw"'
	install_finds bash prompt-command
	shows_role bash 1 'sign>'
}

@test "bash: bash-it" {
	framework bash-it
	rc .bashrc "export BASH_IT='$clone' BASH_IT_THEME=bobby" 'source "$BASH_IT"/bash_it.sh'
	install_finds bash bash-it
	shows_role bash 3 'here'
}

@test "bash: oh-my-bash" {
	framework oh-my-bash
	rc .bashrc "export OSH='$clone'" 'OSH_THEME=font DISABLE_AUTO_UPDATE=true' 'source "$OSH"/oh-my-bash.sh'
	install_finds bash oh-my-bash
	shows_role bash 3 'here'
}

@test "bash: bash-git-prompt" {
	framework bash-git-prompt
	git init -q here
	rc .bashrc 'GIT_PROMPT_ONLY_IN_REPO=0 GIT_PROMPT_FETCH_REMOTE_STATUS=0' "source '$clone/gitprompt.sh'"
	install_finds bash bash-git-prompt
	shows_role bash 3 'here \['
}

@test "bash: bash-preexec" {
	framework bash-preexec
	rc .bashrc "PS1='\\w sign> '" "source '$clone/bash-preexec.sh'"
	install_finds bash plain
	shows_role bash 1 'sign>'
}

# preexec_sees_first PROMPT COUNT SIGN: bash-preexec sees the first command that is typed, and the prompt shows its role.
preexec_sees_first() {
	install_finds bash "$1"
	cached_role
	shell_opens bash
	prompt_becomes "$2" "$3"
	types 'ssoenv use dev'
	prompt_becomes "$2" "$role"
	[[ $(screen) == *'seen: ssoenv use dev'* ]] || fail "not seen: $(screen)"
}

@test "bash: bash-preexec sees the first command" {
	framework bash-preexec
	rc .bashrc "PS1='\\w sign> '" "source '$clone/bash-preexec.sh'" 'preexec() { echo "seen: $1"; }'
	preexec_sees_first plain 1 'sign>'
}

@test "bash: bash-preexec of bash-it sees the first command" {
	framework bash-it
	rc .bashrc "export BASH_IT='$clone' BASH_IT_THEME=bobby" 'source "$BASH_IT"/bash_it.sh' 'preexec() { echo "seen: $1"; }'
	preexec_sees_first bash-it 3 'here'
}

@test "bash: bash-preexec beside a PROMPT_COMMAND that sets PS1" {
	framework bash-preexec
	rc .bashrc "draw() { PS1='\\w sign> '; }" 'PROMPT_COMMAND=draw' "source '$clone/bash-preexec.sh'"
	install_finds bash prompt-command
	shows_role bash 1 'sign>'
}
