# The role in prompts that frameworks for zsh draw.

load terminal

@test "zsh: the prompt of the shell itself" {
	rc .zshrc "PROMPT='%~ sign> '"
	install_finds zsh plain
	shows_role zsh 1 'sign>'
}

@test "zsh: oh-my-zsh, also after another theme was chosen" {
	framework oh-my-zsh
	rc .zshrc "export ZSH='$clone' ZSH_THEME=robbyrussell" "ZSH_COMPDUMP=\$HOME/.zcompdump ZSH_CACHE_DIR=\$HOME/.cache/omz" \
		"zstyle ':omz:update' mode disabled" 'source $ZSH/oh-my-zsh.sh'
	install_finds zsh oh-my-zsh
	shows_role zsh 1 '➜'
	types 'clear; ssoenv use dev; omz theme use bira'
	prompt_becomes 2 '╰─'
	prompt_becomes 2 "$role"
}

@test "zsh: powerlevel10k" {
	framework powerlevel10k
	cp "$clone/config/p10k-lean.zsh" "$HOME/.p10k.zsh"
	rc .zshrc 'POWERLEVEL9K_DISABLE_GITSTATUS=true' "source '$clone/powerlevel10k.zsh-theme'" '[[ ! -f ~/.p10k.zsh ]] || source ~/.p10k.zsh'
	install_finds zsh powerlevel10k
	shows_role zsh 2 '❯'
}

@test "zsh: powerlevel10k with the instant prompt" {
	framework powerlevel10k
	cp "$clone/config/p10k-lean.zsh" "$HOME/.p10k.zsh"
	rc .zshrc '[[ ! -r ~/.cache/p10k-instant-prompt-${(%):-%n}.zsh ]] || source ~/.cache/p10k-instant-prompt-${(%):-%n}.zsh' \
		'POWERLEVEL9K_DISABLE_GITSTATUS=true' "source '$clone/powerlevel10k.zsh-theme'" '[[ ! -f ~/.p10k.zsh ]] || source ~/.p10k.zsh'
	install_finds zsh powerlevel10k
	cached_role
	shell_opens zsh
	prompt_becomes 2 '❯'
	types 'clear; ssoenv use dev; exec zsh'
	prompt_becomes 2 "$role"
	[[ $(screen) != *'instant prompt'* ]] || fail "it complains: $(screen)"
}

@test "zsh: pure" {
	framework pure
	rc .zshrc "fpath+=('$clone')" 'autoload -U promptinit; promptinit' 'prompt pure'
	install_finds zsh pure
	git init -q here
	shows_role zsh 2 '❯'
}

@test "zsh: prezto" {
	framework prezto
	ln -s "$clone" "$HOME/.zprezto"
	rc .zpreztorc "zstyle ':prezto:load' pmodule environment terminal editor prompt" "zstyle ':prezto:module:prompt' theme minimal"
	rc .zshrc 'source ~/.zprezto/init.zsh'
	install_finds zsh prezto
	shows_role zsh 1 'here'
}
