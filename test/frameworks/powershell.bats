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
