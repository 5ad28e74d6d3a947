# The files of the shell layer, read by each shell's own parser and linter, as they are shipped.

load ../support/support

@test "shellcheck finds nothing in the layers and the completion of bash and sh" {
	require_program shellcheck shellcheck
	shellcheck "$program_root"/shell/ssoenv.{bash,sh} "$program_root/completions/ssoenv.bash"
}

@test "bash and dash parse their layers" {
	bash -n "$program_root/shell/ssoenv.bash"
	bash -n "$program_root/completions/ssoenv.bash"
	require_program sh dash
	dash -n "$program_root/shell/ssoenv.sh"
}

@test "zsh parses its layer, its plugin and its completion" {
	require_program zsh zsh
	local file
	for file in shell/ssoenv.zsh ssoenv.plugin.zsh completions/_ssoenv; do zsh -n "$program_root/$file"; done
}

@test "fish parses its layer and its completion, and would format them the same" {
	require_program fish fish
	local file
	for file in shell/ssoenv.fish shell/ssoenv-role.fish completions/ssoenv.fish; do
		fish --no-execute "$program_root/$file"
		fish_indent --check "$program_root/$file"
	done
}

@test "fish finds the layer in conf.d and functions, where a plugin manager looks" {
	cmp "$program_root/conf.d/ssoenv.fish" "$program_root/shell/ssoenv.fish"
	cmp "$program_root/functions/ssoenv-role.fish" "$program_root/shell/ssoenv-role.fish"
}

@test "PowerShell parses its module" {
	require_program powershell pwsh
	program_root=$program_root run --separate-stderr pwsh -NoProfile -NoLogo -Command '
		Set-StrictMode -Version Latest
		foreach ($file in Get-ChildItem -File (Join-Path $env:program_root shell/ssoenv)) {
			$tokens = $errors = $null
			[void][Management.Automation.Language.Parser]::ParseFile($file.FullName, [ref]$tokens, [ref]$errors)
			foreach ($one in $errors) { "$($file.Name): $one" }
		}'
	[ "$status" -eq 0 ]
	[ -z "$output" ]
}
