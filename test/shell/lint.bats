# The files of the shell layer, read by each shell's own parser and linter, as they are shipped.

load support

@test "shellcheck finds nothing in the layers and the completion of bash and sh" {
	require_program shellcheck shellcheck
	shellcheck "$PROGRAM_ROOT"/shell/ssoenv.{bash,sh} "$PROGRAM_ROOT/completions/ssoenv.bash"
}

@test "bash and dash parse their layers" {
	bash -n "$PROGRAM_ROOT/shell/ssoenv.bash"
	bash -n "$PROGRAM_ROOT/completions/ssoenv.bash"
	require_program sh dash
	dash -n "$PROGRAM_ROOT/shell/ssoenv.sh"
}

@test "zsh parses its layer, its plugin and its completion" {
	require_program zsh zsh
	local file
	for file in shell/ssoenv.zsh ssoenv.plugin.zsh completions/_ssoenv; do zsh -n "$PROGRAM_ROOT/$file"; done
}

@test "fish parses its layer and its completion, and would lay them out alike" {
	require_program fish fish
	local file
	for file in shell/ssoenv.fish shell/ssoenv-role.fish completions/ssoenv.fish; do
		fish --no-execute "$PROGRAM_ROOT/$file"
		fish_indent --check "$PROGRAM_ROOT/$file"
	done
}

@test "fish finds the layer in conf.d and functions, where a plugin manager looks" {
	cmp "$PROGRAM_ROOT/conf.d/ssoenv.fish" "$PROGRAM_ROOT/shell/ssoenv.fish"
	cmp "$PROGRAM_ROOT/functions/ssoenv-role.fish" "$PROGRAM_ROOT/shell/ssoenv-role.fish"
}

@test "PowerShell parses its module" {
	require_program powershell pwsh
	run --separate-stderr pwsh -NoProfile -NoLogo -Command '
		Set-StrictMode -Version Latest
		foreach ($file in Get-ChildItem -File (Join-Path $env:PROGRAM_ROOT shell/ssoenv)) {
			$tokens = $errors = $null
			[void][Management.Automation.Language.Parser]::ParseFile($file.FullName, [ref]$tokens, [ref]$errors)
			foreach ($one in $errors) { "$($file.Name): $one" }
		}'
	[ "$status" -eq 0 ]
	[ -z "$output" ]
}

setup_file() {
	export PROGRAM_ROOT=${program_folder%/bin}
}
