# Times what the layer does in PowerShell, by .NET's clock. Prints `ROW<TAB>CALLS<TAB>MILLISECONDS` for each sample.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

function Write-Sample([string] $Row, [int] $Calls, [Diagnostics.Stopwatch] $Watch) {
	[Console]::WriteLine([string]::Format([cultureinfo]::InvariantCulture, "{0}`t{1}`t{2:F4}", $Row, $Calls, $Watch.Elapsed.TotalMilliseconds))
}

# .NET compiles in the background what is called often, and only once nothing new has been called for a tenth of a second.
# Until then, it counts calls, and all is slower. A person rests after each call, so the loop rests too.
function Measure-Sample([string] $Row, [int] $Rests, [int] $Samples, [int] $Calls, [scriptblock] $Loop) {
	for ($i = 0; $i -lt $Rests; $i++) {
		& $Loop $Calls
		Start-Sleep -Milliseconds 120
	}
	for ($i = 0; $i -lt $Samples; $i++) {
		$watch = [Diagnostics.Stopwatch]::StartNew()
		& $Loop $Calls
		Write-Sample $Row $Calls $watch
	}
}

# What a person meets before .NET has compiled it: each call is a sample.
function Measure-Early([string] $Row, [scriptblock] $Loop) {
	for ($i = 0; $i -lt 30; $i++) { Measure-First $Row $Loop }
}

# What a person meets only once.
function Measure-First([string] $Row, [scriptblock] $Loop) {
	$watch = [Diagnostics.Stopwatch]::StartNew()
	& $Loop 1
	Write-Sample $Row 1 $watch
}

# The hook is the function that the host calls to read a line. Only what the module adds to it is of interest.
function global:PSConsoleHostReadLine { }
$watch = [Diagnostics.Stopwatch]::StartNew()
Import-Module "$env:BENCH_ROOT/shell/ssoenv/ssoenv.psd1"
Write-Sample 'Import-Module' 1 $watch

# Another role, to go to and fro.
$roles = "$HOME/.cache/ssoenv/shell/roles"
[IO.File]::WriteAllText("$roles/other", [IO.File]::ReadAllText("$roles/dev").Replace("`n=dev`n", "`n=other`n").Replace("`n=dev`n", "`n=other`n"))
[IO.File]::SetUnixFileMode("$roles/other", [IO.UnixFileMode] 'UserRead, UserWrite')

# On lines of their own, as they are typed.
$use = {
	param($calls)
	for ($j = 0; $j -lt $calls; $j++) {
ssoenv use dev
	}
}
$switch = {
	param($calls)
	for ($j = 0; $j -lt $calls; $j += 2) {
ssoenv use other
ssoenv use dev
	}
}
$hook = { param($calls) for ($j = 0; $j -lt $calls; $j++) { $null = PSConsoleHostReadLine } }

Measure-First 'hook, no role, first' $hook
Measure-First 'use, warm, first' $use
Measure-First 'hook, role active, first' $hook
if ($env:SSOENV_PROFILE -cne 'dev' -or -not $global:SSOENV_PROMPT) { throw 'no role' }
Measure-Early 'use, warm, of the first 30' $use
Measure-Early 'hook, role active, of the first 30' $hook
Measure-Sample 'use, warm' 25 20 100 $use
Measure-Sample 'use, warm, another' 25 20 100 $switch
Measure-Sample 'hook, role active' 25 20 200 $hook

# Where the time goes, each step by itself. What must be done at least is in plain calls of .NET, without a check.
$steps = & (Get-Module ssoenv) {
	function script:ssoenv-nothing {
		[CmdletBinding(PositionalBinding = $false)]
		param([Parameter(ValueFromRemainingArguments = $true)] [object[]] $Words, [Parameter(ValueFromPipeline = $true)] [object] $InputObject)
		end { }
	}
	[ordered] @{
		'use: call a function that does nothing' = { param($calls) for ($j = 0; $j -lt $calls; $j++) { ssoenv-nothing use dev } }
		'use: read the copy' = { param($calls) for ($j = 0; $j -lt $calls; $j++) { $null = $script:ReadCopy.InvokeReturnAsIs('roles/dev', $script:Magic, $false) } }
		'use: read and unpack it' = { param($calls) for ($j = 0; $j -lt $calls; $j++) { $null = $script:ReadRole.InvokeReturnAsIs('dev', 0, 900) } }
		'use: look at the variables' = { param($calls) for ($j = 0; $j -lt $calls; $j++) { $null = $script:UpdateBefore.InvokeReturnAsIs() } }
		'use: read a file, look at two others and set 12 variables' = {
			param($calls)
			$names = [string[]] @(1..12 | ForEach-Object { "BENCH_$_" })
			$config = [Environment]::GetEnvironmentVariable('HOME') + '/.aws/config'
			$copy = [Environment]::GetEnvironmentVariable('HOME') + '/.cache/ssoenv/shell/roles/dev'
			$keyAt = @([IO.File]::ReadAllLines($copy)).ForEach({ $_.StartsWith('=ASIA') }).IndexOf($true)
			for ($j = 0; $j -lt $calls; $j++) {
				$lines = [IO.File]::ReadAllText($copy).Split([char] 10)
				$null = [IO.File]::GetLastWriteTimeUtc($config)
				$null = [IO.File]::GetLastWriteTimeUtc($config)
				$i = $keyAt
				foreach ($name in $names) { [Environment]::SetEnvironmentVariable($name, $lines[$i]); $i++ }
			}
			foreach ($name in $names) { [Environment]::SetEnvironmentVariable($name, [NullString]::Value) }
		}
		'hook: draw the text' = { param($calls) for ($j = 0; $j -lt $calls; $j++) { $null = $script:UpdatePrompt.InvokeReturnAsIs() } }
		'hook: compare what tells roles apart' = { param($calls) for ($j = 0; $j -lt $calls; $j++) { $null = $script:TestAs.InvokeReturnAsIs('Ours') } }
		'hook: call two functions that do nothing' = { param($calls) for ($j = 0; $j -lt $calls; $j++) { & { & { } } } }
	}
}
foreach ($step in $steps.Keys) { Measure-Sample "step of $step" 15 7 200 $steps[$step] }
ssoenv off
if ($env:SSOENV_PROFILE) { throw 'a role' }
Measure-Sample 'hook, no role' 25 20 200 $hook
[Environment]::SetEnvironmentVariable('SSOENV_DIRECTORIES', '1')
Measure-Sample 'hook, no role, folders choose' 25 20 200 $hook
[Environment]::SetEnvironmentVariable('SSOENV_DIRECTORIES', [NullString]::Value)

# Each sample has some calls, because the garbage of one is often collected in the next.
function Measure-Tab([string] $Row, [int] $Calls, [string] $Typed, [int] $Count) {
	$line = "ssoenv use $Typed"
	$tab = { param($calls) for ($j = 0; $j -lt $calls; $j++) { $script:found = TabExpansion2 $line $line.Length } }
	Measure-Sample $Row 8 11 $Calls $tab
	$names = $script:found.CompletionMatches.Count
	if ($names -ne $Count) { throw "$Row`: $names of $Count names" }
}

Measure-First 'Tab, first' { param($calls) $null = TabExpansion2 'ssoenv use d' 12 }
foreach ($count in -split $env:BENCH_COUNTS) {
	$env:AWS_CONFIG_FILE = "$HOME/$count/config"
	foreach ($kind in 'list', 'parsed') {
		$env:XDG_CACHE_HOME = "$HOME/cache/$count/$kind"
		$calls = if ([int] $count -lt 1000) { 20 } else { 5 }
		Measure-Tab "Tab, $count profiles, $kind" $calls '' $count
	}
}
$env:XDG_CACHE_HOME = "$HOME/cache/$count/list"
Measure-Tab "Tab, $count profiles, a hundred left" 5 'team-43' 111
Measure-Tab "Tab, $count profiles, one left" 5 'team-4321' 1

# What PowerShell itself takes for as many results.
$name = [Management.Automation.CompletionResult]::new('name')
$results = @($name) * $count
function global:results { }
Register-ArgumentCompleter -Native -CommandName results -ScriptBlock { $results }
$tab = { param($calls) for ($j = 0; $j -lt $calls; $j++) { $null = TabExpansion2 'results x ' 10 } }
Measure-Sample "Tab, $count results without ssoenv" 8 11 5 $tab

# What it takes for as many results that are made anew, without a file to read them from.
$names = [string[]] @(1..$count | ForEach-Object { "name-$_" })
function global:anew { }
Register-ArgumentCompleter -Native -CommandName anew -ScriptBlock {
	$kind = [Management.Automation.CompletionResultType]::ParameterValue
	$anew = [Collections.Generic.List[Management.Automation.CompletionResult]]::new()
	foreach ($name in $names) { $anew.Add([Management.Automation.CompletionResult]::new($name, $name, $kind, "about $name")) }
	$anew
}
$tab = { param($calls) for ($j = 0; $j -lt $calls; $j++) { $null = TabExpansion2 'anew x ' 7 } }
Measure-Sample "step of Tab: make and show $count results" 8 11 5 $tab
$steps = & (Get-Module ssoenv) {
	[ordered] @{
		'Tab: read the list' = { param($calls) for ($j = 0; $j -lt $calls; $j++) { $null = Get-NameList } }
		'Tab: test the list' = { param($calls) for ($j = 0; $j -lt $calls; $j++) { $null = $script:UsualList.IsMatch($script:State['Text'], $script:State['Start']) } }
		'Tab: cut up the list' = { param($calls) for ($j = 0; $j -lt $calls; $j++) { $null = $script:State['Text'].Split([char[]] "`t`n") } }
	}
}
foreach ($step in $steps.Keys) { Measure-Sample "step of $step" 8 11 5 $steps[$step] }
