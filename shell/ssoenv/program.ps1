# What a fresh role does without: part of ssoenv.psm1, which parses it when it is needed.

$script:Found = @{ For = ''; Path = '' }
$script:Captured = @{ Line = ''; Offset = 0; Is = $false }
$script:Calls = @{}

## The program

# Where the program is, past every function and alias; looked up once for each PATH.
function script:Get-Program {
	$name = [Environment]::GetEnvironmentVariable('SSOENV_BIN')
	if (-not $name) { $name = 'ssoenv' }
	if ($name.IndexOfAny([char[]] '/\') -ge 0) {
		$path = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($name)
		if ([IO.File]::Exists($path)) { return $path } else { return '' }
	}
	$for = "$name`n$env:PATH"
	if (-not [string]::Equals($script:Found['For'], $for) -or -not [IO.File]::Exists($script:Found['Path'])) {
		$command = Microsoft.PowerShell.Core\Get-Command -Name $name -CommandType Application -TotalCount 1 -ErrorAction Ignore
		if ($null -eq $command) { return '' }
		$script:Found = @{ For = $for; Path = $command.Path }
	}
	$script:Found['Path']
}

# A word that is no text, as it was typed: binding to text gives back `007`, and `1,2` is one word.
function script:Get-Typed([object] $Word) {
	if ($Word -is [array]) { @(foreach ($part in $Word) { Get-Text $part }) -join ',' } else { Get-Text $Word }
}

function script:Get-Text([string] $Word) { $Word }

# A call of $Program with so many of $Words. Each stands there in quotes, because PowerShell takes what it finds in an array for
# globs, also what was quoted where it was typed.
function script:Get-Call([int] $Count) {
	if (-not $script:Calls.ContainsKey($Count)) {
		$quoted = for ($i = 0; $i -lt $Count; $i++) { "`"`$(`$Words[$i])`"" }
		$script:Calls[$Count] = [scriptblock]::Create("param(`$Program, `$Words, [bool] `$IsFed)
			if (`$IsFed) { `$input | & `$Program $quoted } else { & `$Program $quoted }")
	}
	$script:Calls[$Count]
}

# Asks the program for the fields of a role, into the slot; tells the status.
function script:Read-Program([string] $Program, [string[]] $Options) {
	# Options first: behind a `--` of the person they would be names.
	$words = [string[]] (@('shell-role', '--shell', 'powershell') + $Options)
	$encoding = [Console]::OutputEncoding
	$isOther = $encoding.CodePage -ne 65001
	if ($isOther) { [Console]::OutputEncoding = [Text.UTF8Encoding]::new($false) }
	try {
		$script:State['Lines'] = [string[]] @(& (Get-Call $words.Length) $Program $words $false)
	} finally {
		if ($isOther) { [Console]::OutputEncoding = $encoding }
	}
	$global:LASTEXITCODE
}

# True when the slot holds the fields of a role.
function script:Test-Whole {
	$state = $script:State
	$state['Lines'].Length -ge 16 -and
	[string]::Equals($state['Lines'][0], 'ssoenv1') -and [string]::Equals($state['Lines'][15], 'end') -and
	$script:Digits.IsMatch($state['Lines'][6])
}

## The command

# Tells the status of `ssoenv use WORD ...`, or -1 where it is for the program itself.
function script:Invoke-Use([string[]] $Given) {
	$clock = [DateTimeOffset]::UtcNow
	$now = $clock.ToUnixTimeSeconds()
	$yes = $false
	$options = [Collections.Generic.List[string]]::new()
	for ($i = 1; $i -lt $Given.Length; $i++) {
		$word = $Given[$i]
		if ($word -ceq '--yes') {
			$yes = $true
		} elseif ($word -cin '--help', '-h', '--shell', '--fields' -or $word.StartsWith('--shell=', [StringComparison]::Ordinal)) {
			return -1
		} elseif ($word -ceq '-') {
			if (-not $script:State['Last']) {
				Write-Words 'there is no previous profile to return to'
				return 2
			}
			$options.Add($script:State['Last'])
		} else {
			$options.Add($word)
		}
	}
	$name = ''
	if ($options.Count -eq 1 -and -not $options[0].StartsWith('-', [StringComparison]::Ordinal)) { $name = $options[0] }
	$isGuarded = [Environment]::GetEnvironmentVariable('SSOENV_GUARD')
	if ($isGuarded -and $name) {
		if (-not (Confirm-Entry $name $yes)) { return 130 }
		$yes = $true
	}
	if (-not $name -or -not (Read-Role $name $now 900)) {
		$program = Get-Program
		if (-not $program) { return Write-Missing }
		$status = Read-Program $program $options
		if ($status -ne 0) { return $status }
		if (-not (Test-Whole)) {
			Write-Words 'cannot read the output of the ssoenv program; this shell may have loaded another version of ssoenv'
			Write-Words 'hint: Import-Module ssoenv -Force'
			return 1
		}
	}
	if ($isGuarded -and -not (Confirm-Entry $script:State['Lines'][7] $yes)) { return 130 }
	Enter-Role $now
}

# May PROFILE be entered? Asks on a terminal where it is guarded.
function script:Confirm-Entry([string] $Name, [bool] $Yes) {
	if ($Yes -or [Console]::IsInputRedirected -or [Console]::IsErrorRedirected -or -not (Test-Guarded $Name)) { return $true }
	[Console]::Error.Write("ssoenv: $(Get-Shown $Name) is guarded (SSOENV_GUARD); use it? [y/N] ")
	if ([Console]::ReadLine() -match '\A(y|yes)\z') { return $true }
	Write-Words 'nothing was changed'
	$false
}

function script:Write-Missing {
	$name = [Environment]::GetEnvironmentVariable('SSOENV_BIN')
	if (-not $name) { $name = 'ssoenv' }
	$where = if ($name -match '[\\/]') { '' } else { ' on PATH' }
	Write-Words "$name was not found$where"
	127
}

# True where what the command prints goes into a variable or an expression, as far as its line tells: there the program's code is
# wanted. `$null = ...` and `[void] (...)` want nothing.
function script:Test-Captured([string] $Line, [int] $Offset) {
	if ($Line.Substring(0, $Offset).IndexOfAny([char[]] '=($@"') -lt 0) { return $false }
	# A loop asks the same again and again.
	if (-not ([string]::Equals($script:Captured['Line'], $Line) -and $script:Captured['Offset'] -eq $Offset)) {
		$script:Captured = @{ Line = $Line; Offset = $Offset; Is = Find-Capture $Line $Offset }
	}
	$script:Captured['Is']
}

function script:Find-Capture([string] $Line, [int] $Offset) {
	$tree = [Management.Automation.Language.Parser]::ParseInput($Line, [ref] $null, [ref] $null)
	$isThis = { param($node) $node -is [Management.Automation.Language.CommandAst] -and $node.Extent.StartOffset -eq $Offset }.GetNewClosure()
	$node = $tree.Find($isThis, $true)
	while ($null -ne $node) {
		$child = $node
		$node = $node.Parent
		if ($node -is [Management.Automation.Language.AssignmentStatementAst]) { return $node.Left.Extent.Text -ne '$null' }
		if ($node -is [Management.Automation.Language.SubExpressionAst] -or $node -is [Management.Automation.Language.ArrayExpressionAst]) { return $true }
		if ($node -is [Management.Automation.Language.ParenExpressionAst]) {
			return -not ($node.Parent -is [Management.Automation.Language.ConvertExpressionAst] -and $node.Parent.Type.TypeName.Name -eq 'void')
		}
		if ($node -is [Management.Automation.Language.ScriptBlockAst]) { return $false }
	}
	$false
}

$script:CanAsk = $true
