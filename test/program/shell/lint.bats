# The files of the shell layers, read by each shell's own parser, linter and formatter, as they are shipped.

load ../support/support

# files_of SUFFIX: sets `files` to those of the layers, the recipes and the completions.
files_of() {
	shopt -s globstar nullglob
	files=("$program_root"/shell/**/*".$1" "$program_root"/completions/*".$1")
	[ ${#files[@]} -gt 0 ] || fail "no file ends in .$1"
}

@test "shellcheck finds nothing in the files for bash and sh" {
	require_program shellcheck shellcheck
	local suffix
	for suffix in bash sh; do
		files_of "$suffix"
		shellcheck --enable=avoid-nullary-conditions,check-set-e-suppressed,deprecate-which,quote-safe-variables,useless-use-of-cat \
			"${files[@]}"
	done
}

@test "shfmt would format the files for bash and sh the same" {
	require_program shfmt shfmt
	files_of bash
	local bash=("${files[@]}")
	files_of sh
	shfmt --diff --case-indent --language-dialect bash "${bash[@]}"
	shfmt --diff --case-indent --language-dialect posix "${files[@]}"
}

@test "bash and dash parse their files" {
	local file
	files_of bash
	for file in "${files[@]}"; do bash -n "$file"; done
	require_program sh dash
	files_of sh
	for file in "${files[@]}"; do dash -n "$file"; done
}

@test "zsh parses its files" {
	require_program zsh zsh
	local file
	files_of zsh
	for file in "${files[@]}" "$program_root"/{ssoenv.plugin.zsh,completions/_ssoenv}; do zsh -n "$file"; done
}

@test "fish parses its files, and would format them the same" {
	require_program fish fish
	local file
	files_of fish
	for file in "${files[@]}"; do
		fish --no-execute "$file"
		fish_indent --check "$file"
	done
}

@test "PowerShell parses its files" {
	require_program powershell pwsh
	program_root=$program_root run --separate-stderr pwsh -NoProfile -NoLogo -Command '
		Set-StrictMode -Version Latest
		$files = Get-ChildItem -File -Recurse -Include *.ps1, *.psm1, *.psd1 (Join-Path $env:program_root shell)
		if ($files.Count -lt 5) { "there are too few" }
		foreach ($file in $files) {
			$tokens = $errors = $null
			[void][Management.Automation.Language.Parser]::ParseFile($file.FullName, [ref]$tokens, [ref]$errors)
			foreach ($one in $errors) { "$($file.Name): $one" }
		}'
	[ "$status" -eq 0 ]
	[ -z "$output" ]
}

# functions_in FILE ...: the names of all functions that are defined there, once for each definition. Text that the generator writes
# into two files is the same in both.
functions_in() {
	cat "$@" | sed '/^## Shared with the layer: begin/,/^## Shared with the layer: end/d' |
		sed -nE 's/^function (_*ssoenv[a-z0-9_]*).*/\1/p; s/^(_*ssoenv[a-z0-9_]*)\(\).*/\1/p' | sort
}

@test 'no function of a layer is defined again by another part or by the completion' {
	local part completion files
	for part in bash zsh fish; do
		completion=ssoenv.$part
		[ "$part" != zsh ] || completion=_ssoenv
		files=("$program_root/shell/$part"/*."$part" "$program_root/completions/$completion")
		[ "$(functions_in "${files[@]}" | wc -l)" -gt 20 ] || fail "too few functions in ${files[*]}"
		equals "$(functions_in "${files[@]}" | uniq -d)" ''
	done
}
