# Output that is cut at any byte applies nothing: a shell takes all of it, or none.

load ../support/support

# Writes the code of `use dev` for $shell into `code`, and what the variables must come to.
write_code() {
	cached_role
	ssoenv use dev --shell "$shell" >code
	[ "$(wc -l <code)" -eq 1 ]
}

# Each script below prints `cuts=N whole=N`: how many cuts it tried, and how many of them applied everything. It prints `half`
# for any cut that applied a part.

posix_script() {
	cat <<-'CODE'
		code=$(cat code)
		probe() {
			found=${AWS_ACCESS_KEY_ID+k}${AWS_SECRET_ACCESS_KEY+s}${AWS_SESSION_TOKEN+t}${AWS_REGION+r}
			case $found${SSOENV_PROFILE+p}${SSOENV_EXPIRES+e}${AWS_PROFILE+x} in
				x) ;;
				kstrpe) whole=$((whole + 1)) ;;
				*) echo "half: $cut" ;;
			esac
			unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_REGION SSOENV_PROFILE SSOENV_EXPIRES
			export AWS_PROFILE=mine
		}
		cuts=0 whole=0 cut=$code
		export AWS_PROFILE=mine
	CODE
}

cuts_in_this_shell() {
	write_code
	run_script "$(posix_script)" \
		'while [ -n "$cut" ]; do eval "$cut"; probe; cuts=$((cuts + 1)); cut=${cut%?}; done 2>/dev/null' \
		'echo "cuts=$cuts whole=$whole"'
	# All but the line end, and all but that and the semicolon before it.
	equals "$output" "cuts=$(($(wc -c <code) - 1)) whole=2"
}
in_each 'bash zsh' 'code cut at any byte applies nothing' cuts_in_this_shell

# A syntax error in eval ends dash, so each cut has a subshell, which reports through a file descriptor of its own.
cuts_in_subshells() {
	write_code
	run_script "$(posix_script)" \
		'while [ -n "$cut" ]; do' \
		'(trap '\''whole=0; probe >&3; [ "$whole" -eq 0 ] || echo whole >&3'\'' EXIT; eval "$cut")' \
		'cuts=$((cuts + 1)); cut=${cut%?}; done 3>found 2>/dev/null' \
		'echo "cuts=$cuts whole=$(grep -c "^whole$" found)"; grep half found'
	equals "$output" "cuts=$(($(wc -c <code) - 1)) whole=2"
}
in_each sh 'code cut at any byte applies nothing' cuts_in_subshells

cuts_in_fish() {
	write_code
	run_script "$(
		cat <<-CODE
			read -l code <code
			set -l names AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_REGION SSOENV_PROFILE SSOENV_EXPIRES
			set -l whole 0
			set -gx AWS_PROFILE mine
			for length in (seq (string length -- \$code))
				set -l cut (string sub -l \$length -- \$code)
				$1 2>/dev/null
				set -l found
				for name in \$names
					set -q \$name; and set -a found \$name
				end
				if test "\$found" = "\$names"; and not set -q AWS_PROFILE
					set whole (math \$whole + 1)
				else if test -n "\$found"; or test "\$AWS_PROFILE" != mine
					echo "half: \$cut"
				end
				set -e \$names
				set -gx AWS_PROFILE mine
			end
			echo cuts=(string length -- \$code) whole=\$whole
		CODE
	)"
	equals "$output" "cuts=$(($(wc -c <code) - 1)) whole=2"
}
in_each fish 'code cut at any byte applies nothing when sourced' cuts_in_fish 'printf %s $cut | source'
in_each fish 'code cut at any byte applies nothing when evaluated' cuts_in_fish 'eval $cut'

# Parsing is slow there: a sample, with the last bytes.
cuts_in_powershell() {
	write_code
	run_script "$(
		cat <<-'CODE'
			$code = [IO.File]::ReadAllText("$PWD/code").TrimEnd("`n")
			$names = 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_REGION', 'SSOENV_PROFILE', 'SSOENV_EXPIRES'
			$step = [int][Math]::Ceiling($code.Length / 60)
			$lengths = @(for ($n = 1; $n -lt $code.Length - 12; $n += $step) { $n }) + @(($code.Length - 12)..$code.Length)
			$whole = 0
			$env:AWS_PROFILE = 'mine'
			foreach ($length in $lengths) {
				try { $code.Substring(0, $length) | Invoke-Expression 2>$null } catch { }
				$found = @($names | Where-Object { Test-Path "Env:$_" })
				if ($found.Count -eq $names.Count -and -not (Test-Path Env:AWS_PROFILE)) { $whole++ }
				elseif ($found.Count -gt 0 -or $env:AWS_PROFILE -cne 'mine') { "half: $length" }
				$names | ForEach-Object { Remove-Item -LiteralPath "Env:$_" -ErrorAction Ignore }
				$env:AWS_PROFILE = 'mine'
			}
			"enough=$($lengths.Count -ge 60) whole=$whole"
		CODE
	)"
	equals "$output" 'enough=True whole=1'
}
in_each powershell 'code cut at a sample of bytes applies nothing' cuts_in_powershell
