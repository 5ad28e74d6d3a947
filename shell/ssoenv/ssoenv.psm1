# ssoenv for PowerShell 7.4 and newer: Import-Module this folder. What it does at each prompt, and for a role that is still fresh,
# it does without starting a process. Nothing here that Windows PowerShell 5.1 could not parse.

Microsoft.PowerShell.Core\Set-StrictMode -Version Latest

# What a role changes, in the order in which everything below counts.
$script:Names = [string[]] @(
	'AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_SECURITY_TOKEN', 'AWS_SESSION_EXPIRATION'
	'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_CREDENTIAL_EXPIRATION'
	'AWS_REGION', 'AWS_DEFAULT_REGION'
	'AWS_SSO_PROFILE', 'SSOENV_PROFILE', 'SSOENV_ACCOUNT_ID', 'SSOENV_ROLE_NAME', 'SSOENV_REGION', 'SSOENV_EXPIRES'
)

# Of these, the rivals of the credentials, the credentials, and what they are said to be: who changes one takes over.
$script:Telling = [int[]] @(0, 1, 4, 5, 6, 11, 15)

# Private state. Secrets are kept in slots of it and never in a variable, because Set-PSDebug -Trace 2 shows what variables are set to.
# Whoever loads this module anew (Import-Module -Force) goes on with the state of before: it waits in the process, not in the environment.
$script:Waiting = 'ssoenv of runspace {0}' -f [runspace]::DefaultRunspace.InstanceId
$script:State = [AppDomain]::CurrentDomain.GetData($script:Waiting)
if ($null -eq $script:State) {
	$script:State = @{
		Was = $null   # what each variable was before, $null where it was absent; no list while no role of ours is active
		Ours = $null  # what we made of it
		Met = $null   # what it was when a role was met that this shell only inherited
		Seen = $null  # what it was when we last looked
		Want = $null  # what it is to become
		Lines = $null # the fields that are being read
		Last = ''     # the profile before this one, for `use -`
		Until = 0     # when a guarded profile is left, in epoch seconds; 0 for never
		Minutes = ''  # after how long that was to be
		Retry = 0     # before this time no other refresh is started
		Told = ''     # the expiry that has been announced
	}
}

$script:Found = @{ For = ''; Path = '' }
$script:Guard = @{ For = ''; Pattern = $null }
$script:Sources = [string[]] @('', 'HOME', 'AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE')
$script:IsLink = [IO.FileAttributes]::ReparsePoint
$script:Calls = @{}
$script:IsDrawn = $false
$script:CanComplete = $false
$script:IsGone = $false
$script:Escape = [string] [char] 27
$script:Plain = [regex] '\A[A-Za-z0-9_][A-Za-z0-9._@+=,-]*\z'
# Whole numbers of a sane size, with no leading 0.
$script:Digits = [regex] '\A(?:0|[1-9][0-9]{0,10})\z'
$script:Colours = [regex] '\A[0-9;]+\z'
$script:Controls = [regex] '[\p{Cc}\u2028\u2029]'
$script:Holes = [regex] '\{(profile|account|role|region|left)\}'
$script:Style = $ExecutionContext.SessionState.PSVariable.GetValue('PSStyle')
$script:HasModes = [IO.Path]::DirectorySeparatorChar -eq '/' -and $null -ne [IO.FileInfo].GetProperty('UnixFileMode')
# Root can read what is anybody's; for everyone else a file of mode 0600 that can be read is their own.
$script:IsRoot = $script:HasModes -and [Environment]::IsPrivilegedProcess

## Reading

# Variables are read with GetEnvironmentVariable wherever they may be absent: to `$env:` that is an exception, which takes
# its time.

# One function, because each call of one takes as long as all of its lines.
#
# Reads the file NAME of the copies that the program keeps for us into the slot, if it is one that we may believe: a file that is
# ours alone, made from what this shell has, and no older than its sources.
function Read-Copy([string] $Name, [string] $Magic, [int] $Least) {
	$folder = [Environment]::GetEnvironmentVariable('XDG_CACHE_HOME')
	if (-not $folder -or $folder[0] -ne '/') { $folder = [Environment]::GetEnvironmentVariable('HOME') + '/.cache' }
	$folder = "$folder/ssoenv/shell"
	$copy = [IO.FileInfo]::new("$folder/$Name")
	# A pipe or a device has no length.
	if (-not $copy.Exists -or $copy.Length -eq 0 -or ($copy.Attributes -band $script:IsLink) -ne 0) { return $false }
	if ($script:HasModes) {
		if (([int] $copy.UnixFileMode -band 63) -ne 0 -or ([int] [IO.File]::GetUnixFileMode($folder) -band 18) -ne 0) { return $false }
		if ($script:IsRoot -and -not (Test-OfRoot $copy.FullName)) { return $false }
	}
	$script:State['Lines'] = [IO.File]::ReadAllLines($copy.FullName)
	if ($script:State['Lines'].Length -lt $Least -or -not [string]::Equals($script:State['Lines'][0], $Magic)) { return $false }
	for ($i = 1; $i -le 3; $i++) {
		$value = [Environment]::GetEnvironmentVariable($script:Sources[$i])
		if ($null -eq $value) {
			if ($script:State['Lines'][$i].Length -ne 0) { return $false }
		} else {
			if (-not [string]::Equals($script:State['Lines'][$i], "=$value")) { return $false }
			# A relative path leads elsewhere from another folder.
			if ($value.Length -ne 0 -and $value[0] -ne '~' -and -not [IO.Path]::IsPathRooted($value)) { return $false }
		}
	}
	for ($i = 4; $i -le 5; $i++) {
		$source = [IO.FileInfo]::new($script:State['Lines'][$i])
		# What is moved to the place of a source may be older than it was: that shows on the folder.
		if ([IO.File]::GetLastWriteTimeUtc($source.DirectoryName) -gt $copy.LastWriteTimeUtc) { return $false }
		if (-not $source.Exists) { continue }
		if ($source.LastWriteTimeUtc -gt $copy.LastWriteTimeUtc) { return $false }
		# A link has a time of its own beside that of what it leads to.
		if (($source.Attributes -band $script:IsLink) -eq 0) { continue }
		if (-not $script:HasModes -or $source.ResolveLinkTarget($true).LastWriteTimeUtc -gt $copy.LastWriteTimeUtc) { return $false }
	}
	$true
}

function Test-OfRoot([string] $Path) { $ExecutionContext.InvokeProvider.Item.Get([string[]] @($Path), $true, $true)[0].UnixStat.UserId -eq 0 }

# True when the slot holds the fields of a role.
function Test-Whole {
	$script:State['Lines'].Length -ge 16 -and
	[string]::Equals($script:State['Lines'][0], 'ssoenv1') -and [string]::Equals($script:State['Lines'][15], 'end') -and
	$script:Digits.IsMatch($script:State['Lines'][6])
}

# True for names that are the names of files as they stand; of other profiles there are no copies.
function Test-Copied([string] $Name) { [Environment]::GetEnvironmentVariable('SSOENV_SHELL_CACHE') -ne '0' -and $script:Plain.IsMatch($Name) }

# Reads the copy for PROFILE into the slot, if it lasts for at least SECONDS.
function Read-Role([string] $Name, [long] $Now, [long] $Seconds) {
	if (-not (Test-Copied $Name)) { return $false }
	try {
		(Read-Copy "roles/$Name" 'ssoenv1' 16) -and (Test-Whole) -and
		[string]::Equals($script:State['Lines'][7], $Name) -and [long] $script:State['Lines'][6] - $Now -ge $Seconds
	} catch { $false }
}

## The environment

# Looks at all of it.
function Update-Seen {
	$script:State['Seen'] = [object[]]::new($script:Names.Length)
	for ($i = 0; $i -lt $script:Names.Length; $i++) {
		$script:State['Seen'][$i] = [Environment]::GetEnvironmentVariable($script:Names[$i])
	}
}

# Makes all of it what a slot of the state says. Before .NET 9 an empty variable is none.
function Set-Environment([string] $Slot) {
	for ($i = 0; $i -lt $script:Names.Length; $i++) {
		if ([object]::Equals($script:State[$Slot][$i], [Environment]::GetEnvironmentVariable($script:Names[$i]))) { continue }
		if ($null -eq $script:State[$Slot][$i]) {
			[Environment]::SetEnvironmentVariable($script:Names[$i], [NullString]::Value)
		} else {
			[Environment]::SetEnvironmentVariable($script:Names[$i], $script:State[$Slot][$i])
		}
	}
}

# Makes all of it what is wanted, or leaves it as it was seen.
function Set-Wanted([bool] $IsQuiet) {
	try {
		Set-Environment Want
		$true
	} catch {
		# Windows refuses values that are too long.
		Set-Environment Seen
		if (-not $IsQuiet) { Write-Words 'the environment does not take a value, so nothing was changed' }
		$false
	} finally {
		$script:State['Want'] = $null
	}
}

# Remembers whatever is not ours, to be given back by `off`.
function Save-Environment {
	if ($null -eq $script:State['Was']) {
		$script:State['Was'] = $script:State['Seen'].Clone()
		return
	}
	for ($i = 0; $i -lt $script:Names.Length; $i++) {
		if (-not [object]::Equals($script:State['Seen'][$i], $script:State['Ours'][$i])) { $script:State['Was'][$i] = $script:State['Seen'][$i] }
	}
}

# What a profile without a region makes of a region: one that an earlier profile brought goes with it, an inherited one too.
function Get-RegionLeft([int] $Index) {
	if ($null -ne $script:State['Ours']) {
		if ([object]::Equals($script:State['Seen'][$Index], $script:State['Ours'][$Index])) { return $script:State['Was'][$Index] }
	} elseif (Test-InheritedRegion $Index) {
		return $null
	}
	$script:State['Seen'][$Index]
}

# True when this region is the one that came with an inherited role.
function Test-InheritedRegion([int] $Index) {
	$script:State['Seen'][14] -and [object]::Equals($script:State['Seen'][$Index], $script:State['Seen'][14])
}

# Takes over the fields in the slot, whole or not at all.
function Set-Role {
	Update-Seen
	Save-Environment
	$script:State['Want'] = [object[]]::new($script:Names.Length)
	$fields = 8, 9, 10, 11, 12, 12, 7, 7, 13, 14, 12, 6
	for ($i = 0; $i -lt $fields.Length; $i++) { $script:State['Want'][$i + 4] = $script:State['Lines'][$fields[$i]] }
	if ($script:State['Lines'][12] -eq '') {
		$script:State['Want'][14] = $null
		$script:State['Want'][8] = Get-RegionLeft 8
		$script:State['Want'][9] = Get-RegionLeft 9
	}
	$script:State['Lines'] = $null
	if (-not (Set-Wanted $false)) {
		if ($null -eq $script:State['Ours']) { $script:State['Was'] = $null }
		return $false
	}
	Update-Seen
	$script:State['Ours'] = $script:State['Seen']
	$script:State['Told'] = ''
	$true
}

# Takes the five that run out from the slot, and nothing else: not the region. What the shell inherited stays inherited.
function Set-Credentials {
	Update-Seen
	$script:State['Want'] = $script:State['Seen'].Clone()
	for ($i = 4; $i -le 7; $i++) { $script:State['Want'][$i] = $script:State['Lines'][$i + 4] }
	$script:State['Want'][15] = $script:State['Lines'][6]
	$script:State['Lines'] = $null
	if (-not (Set-Wanted $true)) { return $false }
	if ($null -ne $script:State['Ours']) {
		foreach ($i in 4, 5, 6, 7, 15) { $script:State['Ours'][$i] = [Environment]::GetEnvironmentVariable($script:Names[$i]) }
	}
	$script:State['Told'] = ''
	$true
}

# Gives back what is still ours; in a shell that only inherited the role, its variables are removed. Tells the status.
function Clear-Role {
	if ($null -eq $script:State['Ours'] -and $null -eq [Environment]::GetEnvironmentVariable('SSOENV_PROFILE')) {
		Write-Words 'no profile is active in this shell'
		return 0
	}
	Update-Seen
	$script:State['Want'] = $script:State['Seen'].Clone()
	for ($i = 0; $i -lt $script:Names.Length; $i++) {
		if ($null -ne $script:State['Ours']) {
			if ([object]::Equals($script:State['Seen'][$i], $script:State['Ours'][$i])) { $script:State['Want'][$i] = $script:State['Was'][$i] }
		} elseif ($i -ge 4 -and (($i -ne 8 -and $i -ne 9) -or (Test-InheritedRegion $i))) {
			# A region of the person's own stays.
			$script:State['Want'][$i] = $null
		}
	}
	$last = [Environment]::GetEnvironmentVariable('SSOENV_PROFILE')
	if (-not (Set-Wanted $false)) { return 3 }
	if ($last) { $script:State['Last'] = $last }
	$script:State['Was'] = $script:State['Ours'] = $script:State['Met'] = $script:State['Seen'] = $null
	$script:State['Until'] = 0
	$script:State['Told'] = ''
	$global:SSOENV_PROMPT = ''
	0
}

## Words for people

# A text that can do nothing to a terminal.
function Get-Shown([string] $Text) { $script:Controls.Replace($Text, '?') }

function Write-Words([string] $Text) { [Console]::Error.WriteLine('ssoenv: ' + (Get-Shown $Text)) }

# A length of time, as the program tells it.
function Get-TimeLeft([long] $Seconds) {
	if ($Seconds -lt 60) { return "$Seconds s" }
	$minutes = [long] [Math]::Floor($Seconds / 60)
	if ($minutes -lt 60) { "$minutes min" } else { "$([Math]::Floor($minutes / 60)) h $($minutes % 60) min" }
}

function Write-Greeting([long] $Now) {
	$where = ''
	if ([Environment]::GetEnvironmentVariable('SSOENV_REGION')) { $where = " in $env:SSOENV_REGION" }
	$left = Get-TimeLeft ([long] [Environment]::GetEnvironmentVariable('SSOENV_EXPIRES') - $Now)
	Write-Words "${env:SSOENV_PROFILE}: $env:SSOENV_ROLE_NAME of account $env:SSOENV_ACCOUNT_ID$where, $left left"
}

## The production guard

# Globs are those of the other shells: `[!a]`, and no backtick that would escape.
function Get-GuardPattern([string] $List) {
	$patterns = foreach ($glob in $List.Split([char[]] " `t`r`n", [StringSplitOptions]::RemoveEmptyEntries)) {
		$pattern = [regex]::Escape($glob).Replace('\*', '.*').Replace('\?', '.')
		[regex]::Replace($pattern, '\\\[(!|\\\^)?(\]?[^\]]+)\]', { '[' + ('^' * $args[0].Groups[1].Success) + $args[0].Groups[2].Value + ']' })
	}
	try { [regex]::new("\A(?:$($patterns -join '|'))\z", 'Singleline') } catch { [regex]::new('') }
}

function Test-Guarded([string] $Name) {
	$list = [Environment]::GetEnvironmentVariable('SSOENV_GUARD')
	if (-not $list) { return $false }
	if (-not [string]::Equals($script:Guard['For'], $list)) { $script:Guard = @{ For = $list; Pattern = Get-GuardPattern $list } }
	$null -ne $script:Guard['Pattern'] -and $script:Guard['Pattern'].IsMatch($Name)
}

# May PROFILE be entered? Asks on a terminal where it is guarded.
function Confirm-Entry([string] $Name, [bool] $Yes) {
	if ($Yes -or [Console]::IsInputRedirected -or [Console]::IsErrorRedirected -or -not (Test-Guarded $Name)) { return $true }
	[Console]::Error.Write("ssoenv: $(Get-Shown $Name) is guarded (SSOENV_GUARD); enter it? [y/N] ")
	if ([Console]::ReadLine() -match '\A(y|yes)\z') { return $true }
	Write-Words 'nothing was changed'
	$false
}

## The program

# Where the program is, past every function and alias; looked up once for each PATH.
function Get-Program {
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
function Get-Typed([object] $Word) {
	if ($Word -is [array]) { @(foreach ($part in $Word) { Get-Text $part }) -join ',' } else { Get-Text $Word }
}

function Get-Text([string] $Word) { $Word }

# A call of $Program with so many of $Words. Each stands there in quotes, because PowerShell takes what it finds in an array for
# globs, also what was quoted where it was typed.
function Get-Call([int] $Count) {
	if (-not $script:Calls.ContainsKey($Count)) {
		$quoted = for ($i = 0; $i -lt $Count; $i++) { "`"`$(`$Words[$i])`"" }
		$script:Calls[$Count] = [scriptblock]::Create("param(`$Program, `$Words, [bool] `$IsFed)
			if (`$IsFed) { `$input | & `$Program $quoted } else { & `$Program $quoted }")
	}
	$script:Calls[$Count]
}

# Asks the program for the fields of a role, into the slot; tells the status.
function Read-Program([string] $Program, [string[]] $Options) {
	# Options first: behind a `--` of the person they would be names.
	$words = [string[]] (@('use', '--shell', 'powershell', '--fields') + $Options)
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

## The command

# Tells the status of `ssoenv use WORD ...`, or -1 where it is for the program itself.
function Invoke-Use([string[]] $Given) {
	$yes = $false
	$before = [Environment]::GetEnvironmentVariable('SSOENV_PROFILE')
	$options = [Collections.Generic.List[string]]::new()
	foreach ($word in $Given) {
		if ($word -ceq '--yes') {
			$yes = $true
		} elseif ($word -cin '--help', '-h', '--shell', '--fields' -or $word.StartsWith('--shell=', [StringComparison]::Ordinal)) {
			return -1
		} elseif ($word -ceq '-') {
			if (-not $script:State['Last']) {
				Write-Words 'there is no profile to go back to'
				return 2
			}
			$options.Add($script:State['Last'])
		} else {
			$options.Add($word)
		}
	}
	$name = ''
	if ($options.Count -eq 1 -and -not $options[0].StartsWith('-', [StringComparison]::Ordinal)) { $name = $options[0] }
	$now = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds()
	if ($name -and [Environment]::GetEnvironmentVariable('SSOENV_GUARD')) {
		if (-not (Confirm-Entry $name $yes)) { return 130 }
		$yes = $true
	}
	if (-not $name -or -not (Read-Role $name $now 900)) {
		$program = Get-Program
		if (-not $program) { return Write-Missing }
		$status = Read-Program $program $options
		if ($status -ne 0) { return $status }
		if (-not (Test-Whole)) {
			Write-Words 'the program gave an answer that this module does not understand'
			Write-Words 'hint: Import-Module ssoenv -Force'
			return 1
		}
	}
	$entered = $script:State['Lines'][7]
	if ([Environment]::GetEnvironmentVariable('SSOENV_GUARD') -and -not (Confirm-Entry $entered $yes)) { return 130 }
	if (-not (Set-Role)) { return 3 }
	if ($before -and -not [string]::Equals($before, $entered)) { $script:State['Last'] = $before }
	$script:State['Until'] = 0
	$minutes = [Environment]::GetEnvironmentVariable('SSOENV_GUARD_MINUTES')
	if ($minutes -and $script:Digits.IsMatch($minutes) -and (Test-Guarded $entered)) {
		$script:State['Until'] = $now + 60 * [long] $minutes
		$script:State['Minutes'] = $minutes
	}
	if (-not [Console]::IsErrorRedirected) { Write-Greeting $now }
	0
}

function Write-Missing {
	$name = [Environment]::GetEnvironmentVariable('SSOENV_BIN')
	if (-not $name) { $name = 'the program ssoenv' }
	Write-Words "$name was not found"
	127
}

# True where what the command prints goes into a variable or an expression, as far as its line tells: there the program's code is
# wanted. `$null = ...` and `[void] (...)` want nothing.
function Test-Captured([string] $Line, [int] $Offset) {
	if ($Line.Substring(0, $Offset).IndexOfAny([char[]] '=($@"') -lt 0) { return $false }
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

# A failure that shows in `$?`, so that `&&` stops, and nowhere else; unless the person wants failing programs to be errors.
function Get-Failure([int] $Status) {
	[Management.Automation.ErrorRecord]::new([Exception]::new("ssoenv ended with exit status $Status"), 'ssoenv', 'NotSpecified', $Status)
}

function ssoenv {
	[CmdletBinding(PositionalBinding = $false)]
	param(
		[Parameter(ValueFromRemainingArguments = $true, DontShow = $true)] [object[]] $Words,
		[Parameter(ValueFromPipeline = $true, DontShow = $true)] [object] $InputObject
	)
	end {
		$PSNativeCommandUseErrorActionPreference = $false
		$all = [string[]] @(foreach ($word in $Words) { if ($word -is [string]) { $word } else { Get-Typed $word } })
		$rest = [string[]] @(if ($all.Length -gt 1) { $all[1..($all.Length - 1)] })
		$status = -1
		$isOurs = $all.Length -gt 0 -and ($all[0] -ceq 'use' -or ($all[0] -ceq 'off' -and $all.Length -eq 1)) -and
			$MyInvocation.PipelinePosition -eq $MyInvocation.PipelineLength
		if ($isOurs -and ($MyInvocation.OffsetInLine -le 1 -or -not (Test-Captured $MyInvocation.Line ($MyInvocation.OffsetInLine - 1)))) {
			if ($all[0] -ceq 'use') {
				$status = Invoke-Use $rest
			} else {
				$status = Clear-Role
			}
		}
		if ($status -eq -1) {
			$program = Get-Program
			if (-not $program) {
				$status = Write-Missing
			} else {
				$call = Get-Call $all.Length
				if ($MyInvocation.ExpectingInput) { $input | & $call $program $all $true } else { & $call $program $all $false }
				$status = $global:LASTEXITCODE
			}
		}
		$global:LASTEXITCODE = $status
		if ($status -ne 0) {
			$caller = $PSCmdlet.SessionState.PSVariable
			if ($caller.GetValue('PSNativeCommandUseErrorActionPreference', $false)) {
				$ErrorActionPreference = $caller.GetValue('ErrorActionPreference', 'Continue')
			} elseif (-not $PSBoundParameters.ContainsKey('ErrorAction')) {
				$ErrorActionPreference = 'Ignore'
			}
			$PSCmdlet.WriteError((Get-Failure $status))
		}
	}
}

## At home in this shell

. "$PSScriptRoot/prompt.ps1"

$script:OurPrompt = {
	$isGood = $global:?
	if (-not $script:IsGone) {
		if ([Environment]::GetEnvironmentVariable('SSOENV_EXPIRES')) { Update-Prompt } elseif ($global:SSOENV_PROMPT) { $global:SSOENV_PROMPT = '' }
		$script:IsDrawn = $true
	}
	# The prompt below may show whether the last command failed, too.
	if (-not $isGood) { Microsoft.PowerShell.Utility\Write-Error '' -ErrorAction Ignore }
	& $script:SavedPrompt
	$script:IsDrawn = $false
}

$script:OurReadLine = {
	[System.Diagnostics.DebuggerHidden()]
	param()
	$line = & $script:SavedReadLine
	if ([Environment]::GetEnvironmentVariable('SSOENV_EXPIRES') -and -not $script:IsGone) { Update-BeforeCommand }
	$line
}

$global:SSOENV_PROMPT = ''
$script:SavedPrompt = $function:global:prompt
$script:SavedReadLine = $function:global:PSConsoleHostReadLine
if ($null -ne $script:SavedPrompt) { $function:global:prompt = $script:OurPrompt }
if ($null -ne $script:SavedReadLine) { $function:global:PSConsoleHostReadLine = $script:OurReadLine }

# Whoever wrapped our functions goes on calling them, and they call what they wrapped.
$ExecutionContext.SessionState.Module.OnRemove = {
	$script:IsGone = $true
	if ([object]::ReferenceEquals($function:global:prompt, $script:OurPrompt)) { $function:global:prompt = $script:SavedPrompt }
	if ([object]::ReferenceEquals($function:global:PSConsoleHostReadLine, $script:OurReadLine)) {
		$function:global:PSConsoleHostReadLine = $script:SavedReadLine
	}
	Microsoft.PowerShell.Core\Register-ArgumentCompleter -Native -CommandName ssoenv -ScriptBlock $null
	Microsoft.PowerShell.Utility\Remove-Variable -Name SSOENV_PROMPT -Scope Global -ErrorAction Ignore
	[AppDomain]::CurrentDomain.SetData($script:Waiting, $script:State)
}

Microsoft.PowerShell.Core\Register-ArgumentCompleter -Native -CommandName ssoenv -ScriptBlock {
	param($Word, $Tree, $Cursor)
	# Read when it is needed: whoever starts a shell need not wait for it.
	if (-not $script:CanComplete) { . "$PSScriptRoot/completion.ps1" }
	Complete-Line $Tree $Cursor
}

Microsoft.PowerShell.Core\Export-ModuleMember -Function ssoenv, Get-SsoenvPrompt
