# The program, and `ssoenv use` where a copy is not all that it takes: part of start.psm1, which compiles it when it is needed.

$script:Calls = @{}

## Finding it

# Returns the path of the program: SSOENV_BIN, the one in the package that this layer belongs to, or the one on PATH; '' if
# there is none.
function script:Get-Program {
	$name = [Environment]::GetEnvironmentVariable('SSOENV_BIN')
	if (-not $name) {
		$own = Get-OwnProgram
		if ($own) { return $own }
		return Find-OnPath ssoenv
	}
	if ($name.IndexOfAny([char[]] '/\') -lt 0) { return Find-OnPath $name }
	$path = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($name)
	if ([IO.File]::Exists($path)) { $path } else { '' }
}

# Windows cannot run it as it is.
function script:Get-OwnProgram {
	$path = "$script:Package/dist/cli.cjs"
	if ($script:HasModes -and (Test-Executable $path)) { $path } else { '' }
}

# 73 is 0111 in octal.
function script:Test-Executable([string] $Path) { [IO.File]::Exists($Path) -and ([IO.File]::GetUnixFileMode($Path) -band 73) -ne 0 }

# Get-Command takes 10 ms for the same, and on Windows it knows what PATHEXT adds to a name.
function script:Find-OnPath([string] $Name) {
	if (-not $script:HasModes) {
		$command = Microsoft.PowerShell.Core\Get-Command -Name $Name -CommandType Application -TotalCount 1 -ErrorAction Ignore
		if ($null -eq $command) { return '' } else { return $command.Path }
	}
	foreach ($folder in "$([Environment]::GetEnvironmentVariable('PATH'))".Split([char] ':')) {
		if ($folder -and (Test-Executable "$folder/$Name")) { return "$folder/$Name" }
	}
	''
}

# Returns the path of a program that can run, or '' after a message that says why there is none.
function script:Get-ReadyProgram {
	$program = Get-Program
	$name = [Environment]::GetEnvironmentVariable('SSOENV_BIN')
	if ($program) {
		# Our own program is a script for node, and `env` in its first line would print a message of its own. A program on PATH
		# may be another kind of file.
		if ($name -or $program -cne (Get-OwnProgram) -or (Find-OnPath node)) { return $program }
		Write-Message 'node-missing'
	} elseif ($name) { Write-Message 'program-unfit' @{ path = $name } }
	elseif ([IO.Directory]::Exists($script:Package)) { Write-Message 'program-missing' }
	else { Write-Message 'program-gone' @{ path = [IO.Path]::GetFullPath("$script:Package/dist/cli.cjs") } }
	''
}

## Calling it

# Returns a word that is no text as it was typed: binding to a text gives back `007`, and `1,2` is one word.
function script:Get-Typed([object] $Word) {
	if ($Word -is [array]) { @(foreach ($part in $Word) { Get-Text $part }) -join ',' } else { Get-Text $Word }
}

function script:Get-Text([string] $Word) { $Word }

# Returns a call of $Program with so many of $Words. Each word stands there in quotes, because PowerShell expands globs in the
# words of an array, even those that were quoted where they were typed.
function script:Get-Call([int] $Count) {
	if (-not $script:Calls.ContainsKey($Count)) {
		$quoted = for ($i = 0; $i -lt $Count; $i++) { "`"`$(`$Words[$i])`"" }
		$script:Calls[$Count] = [scriptblock]::Create("param(`$Program, `$Words, [bool] `$IsFed)
			if (`$IsFed) { `$input | & `$Program $quoted } else { & `$Program $quoted }")
	}
	$script:Calls[$Count]
}

# Where a setting of the role hides what the person had, gives that to the program: requests for another profile follow it. But
# code for this shell has to go by what is there now. Returns the settings, for Hide-Own.
function script:Show-Own([string[]] $Words) {
	$hidden = @{}
	$was = $script:State['Was']
	if ($Words.Length -ne 0 -and $Words[0] -cin 'remove', 'rename') {
		[Environment]::SetEnvironmentVariable('SSOENV_LEAVES', '1')
		$hidden['SSOENV_LEAVES'] = $null
	}
	if ($null -eq $was -or ($Words.Length -ne 0 -and $Words[0] -cin 'use', 'off', 'export')) { return $hidden }
	for ($i = 0; $i -lt $was.Length; $i++) {
		if ($script:Labels[$i] -lt 0 -or $null -eq $was[$i]) { continue }
		$name = $script:Names[$i]
		$value = [Environment]::GetEnvironmentVariable($name)
		if ($null -eq $value -or -not [string]::Equals($value, [Environment]::GetEnvironmentVariable($script:Names[$script:Labels[$i]]))) { continue }
		$hidden[$name] = $value
		[Environment]::SetEnvironmentVariable($name, $was[$i])
	}
	$hidden
}

function script:Hide-Own([hashtable] $Hidden) {
	foreach ($name in $Hidden.Keys) { [Environment]::SetEnvironmentVariable($name, $Hidden[$name]) }
}

# Asks the program for a role, into the slot New. Returns the status.
function script:Read-Program([string[]] $Words) {
	$program = Get-ReadyProgram
	if (-not $program) { return 127 }
	$encoding = [Console]::OutputEncoding
	$isOther = $encoding.CodePage -ne 65001
	if ($isOther) { [Console]::OutputEncoding = [Text.UTF8Encoding]::new($false) }
	$hidden = Show-Own $Words
	try {
		$script:State['Lines'] = [string[]] (@(& (Get-Call $Words.Length) $program $Words $false) + '')
	} finally {
		Hide-Own $hidden
		if ($isOther) { [Console]::OutputEncoding = $encoding }
	}
	if ($global:LASTEXITCODE -ne 0) { return $global:LASTEXITCODE }
	if ($script:TestRecord.InvokeReturnAsIs()) { return 0 }
	Write-Message 'unreadable-answer'
	1
}

## use

# Returns the status of `ssoenv use WORD ...`, or -1 if the words are for the program itself.
function script:Invoke-Use([string[]] $Given) {
	$clock = [DateTimeOffset]::UtcNow
	$now = $clock.ToUnixTimeSeconds()
	$isSure = $false
	$isPlain = $true
	$names = [Collections.Generic.List[string]]::new()
	$options = [Collections.Generic.List[string]]::new()
	for ($i = 1; $i -lt $Given.Length; $i++) {
		$word = $Given[$i]
		$isOption = $isPlain -and ($word.StartsWith('--', [StringComparison]::Ordinal) -or $word -ceq '-h')
		if ($word -ceq '--' -and $isPlain) {
			$isPlain = $false
		} elseif ($word -ceq '--yes' -and $isOption) {
			$isSure = $true
		} elseif ($isOption -and ($word -cin '--help', '-h', '--shell', '--fields' -or $word.StartsWith('--shell=', [StringComparison]::Ordinal))) {
			return -1
		} elseif ($isOption) {
			$options.Add($word)
		} elseif ($word -ceq '-' -and $isPlain -and $Given[$i - 1] -cne '--mfa-code') {
			if (-not $script:State['Last']) {
				Write-Message 'no-previous'
				return 2
			}
			$names.Add($script:State['Last'])
		} elseif ($isPlain -and $options.Count -ne 0) {
			# It may be the value of the option before it.
			$options.Add($word)
		} else {
			$names.Add($word)
		}
	}
	$name = ''
	if ($names.Count -eq 1 -and $options.Count -eq 0) { $name = $names[0] }
	$isGuarded = [Environment]::GetEnvironmentVariable('SSOENV_GUARD')
	if ($isGuarded -and $name) {
		if (-not (Confirm-Entry $name $isSure)) { return 130 }
		$isSure = $true
	}
	if (-not $name -or -not $script:ReadRole.InvokeReturnAsIs($name, $now, 900)) {
		$words = @('shell-role', '--shell', 'powershell') + $options
		# Names go behind `--`, so that none is taken for an option.
		if ($names.Count -ne 0) { $words = $words + '--' + $names }
		$status = Read-Program $words
		if ($status -ne 0) { return $status }
	}
	if ($isGuarded -and -not (Confirm-Entry $script:State['New'][$script:AtProfile] $isSure)) { return 130 }
	$script:EnterRole.InvokeReturnAsIs($now)
}

# After the command VERB, the file of a folder may be allowed or denied, or its role can be fetched.
function script:Reset-Place([string] $Verb) {
	if ($Verb -cne 'login') {
		$script:Place = $script:Waiting = $null
		$script:Near = ''
	} elseif ($null -ne $script:Waiting) {
		$script:Waiting['Since'] = 0
		$script:Waiting['IsTold'] = $false
	}
}

$script:HasProgram = $true
