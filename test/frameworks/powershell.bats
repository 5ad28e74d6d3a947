# The role in prompts of PowerShell.

load terminal

@test "powershell: the prompt of the shell itself" {
	require_program powershell pwsh
	install_finds powershell plain
	shows_role powershell 1 'PS .*here>'
}

@test "powershell: posh-git" {
	require_program powershell pwsh
	framework posh-git
	git init -q -b trunk here
	rc .config/powershell/profile.ps1 "Import-Module '$clone/src/posh-git.psd1'"
	install_finds powershell posh-git
	shows_role powershell 1 'here \[trunk'
}

# `install powershell` writes profile.ps1, which is read before the file in which most people import posh-git.
@test "powershell: posh-git below the layer keeps its prompt, and the work is done" {
	require_program powershell pwsh
	framework posh-git
	git init -q -b trunk here
	cached_role
	ssoenv install powershell --no-prompt
	rc .config/powershell/Microsoft.PowerShell_profile.ps1 "Import-Module '$clone/src/posh-git.psd1'"
	shell_opens powershell
	prompt_becomes 1 'here \[trunk'
	types 'clear; ssoenv use dev; $env:SSOENV_EXPIRES = "1000"; ssoenv use dev; $env:SSOENV_PROFILE = "mine"'
	prompt_becomes 1 'here \[trunk'
	types 'clear; "$SSOENV_PROMPT"'
	prompt_becomes 3 'mine \[\?\]'
	prompt_becomes 1 'here \[trunk'
}
