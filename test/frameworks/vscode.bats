# The shell integration of VS Code: what it tells the editor is the same with the layer, and the layer works beside it.

load terminal
load ../program/support/layer
load ../program/support/directory

prepare() { follow_folders; }

# opened LINE ...: types the lines into a shell that VS Code opens. `signs` are what its script tells the editor about them.
opened() {
	local words
	export TERM_PROGRAM=vscode VSCODE_INJECTION=1 VSCODE_NONCE=nonce VSCODE_STABLE=1 USER_ZDOTDIR=$HOME
	case $shell in
		bash) words=(bash --init-file "$clone/shellIntegration-bash.sh") ;;
		fish) words=(fish --init-command ". '$clone/shellIntegration.fish'") ;;
		powershell) words=(pwsh -NoLogo -NoExit -Command "try { . '$clone/shellIntegration.ps1' } catch {}") ;;
		zsh)
			mkdir -p zdot
			cp "$clone/shellIntegration-rc.zsh" zdot/.zshrc
			cp "$clone/shellIntegration-env.zsh" zdot/.zshenv
			words=(env "ZDOTDIR=$PWD/zdot" zsh -i)
			;;
	esac
	run "$python_program" "$support_folder/type.py" "$prompts" "${words[@]}" < <(printf '%s\n' "$@" exit) 3>&-
	grep -aoE $'\e\\]633;[^\a]*\a' <<<"$output" | tr -d $'\e\a' | grep -vE ';(Env|P;Prompt|P;Cwd)' >signs
	# fish and PowerShell draw a prompt again while a line is typed.
	[[ $shell == [bz]* ]] || { grep -v '633;[AB]$' signs >once && mv once signs; }
	output=$(sed -E $'s/\r//g; s/\e\\]633;[^\a]*\a//g; s/\e\\[[0-9;?]*[A-Za-z]//g' <<<"$output")
	printf 'screen:\n%s\n' "$output" >&2
}

has_prompt() {
	prompts='#> '
	case $shell in
		bash) rc .bashrc "PS1='sign\$SSOENV_PROMPT#> '" ;;
		zsh) rc .zshrc 'unsetopt prompt_cr prompt_sp' 'PROMPT="sign${ssoenv_prompt}#> "' ;;
		powershell)
			prompts='<([0-9]*)>[^#]*#> '
			rc .config/powershell/profile.ps1 'function prompt { "<$(1 + (Get-History -Count 1).Id)>$SSOENV_PROMPT#> " }'
			;;
		fish)
			prompts='<>([0-9]*)#> '
			mkdir -p "$HOME/.local/share/fish/generated_completions"
			rc .config/fish/config.fish 'function fish_greeting; end' \
				'function fish_prompt; set -g prompts "x$prompts"; printf "<>%s#> " (string length $prompts); end'
			;;
	esac
}

tells_the_same_and_follows_folders() {
	framework vscode
	clone=$clone/src/vs/workbench/contrib/terminal/common/scripts
	require_python
	local bad=3
	local said=('cd shop' 'echo one; echo two' 'cd ..' "sh -c 'exit 3'" 'echo three')
	allowed shop dev
	has_prompt
	opened "${said[@]}"
	mv signs alone
	grep -q 'E;cd shop' alone
	ssoenv install "$shell" --directories --no-prompt 2>/dev/null
	opened "${said[@]}"
	diff -u alone signs || fail "$output"
	opened 'cd shop' "$(telling there)" "$(calling off)" "$(telling off)" 'cd ..' 'cd shop' "$(telling again)" "$(calling use prod)" \
		"sh -c 'exit 3'" 'cd ..' "$(telling hand)" "$(calling off)" "$(applying use dev)" "$(telling evaluated)"
	has_line "there dev $PWD/shop"
	has_line 'off none none'
	has_line "again dev $PWD/shop"
	has_line 'hand prod none'
	has_line 'evaluated dev none'
	# There, only success counts.
	[ "$shell" != powershell ] || bad=1
	equals "$(grep -c ";D;$bad" signs)" 1
	equals "$(grep -c ";D;[^0$bad]" signs)" 0
	grep -qF ';E;ssoenv use prod' signs
}
in_folders 'the shell integration of VS Code' tells_the_same_and_follows_folders
