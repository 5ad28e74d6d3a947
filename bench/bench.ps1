# Times what the layer does in PowerShell, by .NET's clock. Prints `ROW<TAB>CALLS<TAB>MILLISECONDS` for each sample.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

function Write-Sample([string] $Row, [int] $Calls, [Diagnostics.Stopwatch] $Watch) {
	[Console]::WriteLine([string]::Format([cultureinfo]::InvariantCulture, "{0}`t{1}`t{2:F4}", $Row, $Calls, $Watch.Elapsed.TotalMilliseconds))
}

# .NET compiles what is called for the first time, and compiles again, beside it, what is called often.
function Measure-Sample([string] $Row, [int] $Warm, [int] $Samples, [int] $Calls, [scriptblock] $Loop) {
	& $Loop $Warm
	if ($Warm -ge 100) { Start-Sleep -Milliseconds 300 }
	& $Loop $Calls
	for ($i = 0; $i -lt $Samples; $i++) {
		$watch = [Diagnostics.Stopwatch]::StartNew()
		& $Loop $Calls
		Write-Sample $Row $Calls $watch
	}
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
Measure-Sample 'use, warm' 1000 20 50 $use
Measure-Sample 'use, warm, another' 1000 20 50 $switch
Measure-Sample 'hook, role active' 1000 20 200 $hook
ssoenv off
if ($env:SSOENV_PROFILE) { throw 'a role' }
Measure-Sample 'hook, no role' 1000 20 200 $hook

function Measure-Tab([string] $Row, [int] $Warm, [int] $Calls, [string] $Typed, [int] $Count) {
	$line = "ssoenv use $Typed"
	$tab = { param($calls) for ($j = 0; $j -lt $calls; $j++) { $script:found = TabExpansion2 $line $line.Length } }
	Measure-Sample $Row $Warm 7 $Calls $tab
	$names = $script:found.CompletionMatches.Count
	if ($names -ne $Count) { throw "$Row`: $names of $Count names" }
}

Measure-First 'Tab, first' { param($calls) $null = TabExpansion2 'ssoenv use d' 12 }
foreach ($count in -split $env:BENCH_COUNTS) {
	$env:AWS_CONFIG_FILE = "$HOME/$count/config"
	foreach ($kind in 'list', 'parsed') {
		$env:XDG_CACHE_HOME = "$HOME/cache/$count/$kind"
		$calls = if ([int] $count -lt 1000) { 10 } else { 1 }
		Measure-Tab "Tab, $count profiles, $kind" 10 $calls '' $count
	}
}
$env:XDG_CACHE_HOME = "$HOME/cache/$count/list"
Measure-Tab "Tab, $count profiles, a hundred left" 10 1 'team-43' 111
Measure-Tab "Tab, $count profiles, one left" 10 1 'team-4321' 1

# What PowerShell itself takes for as many results.
$name = [Management.Automation.CompletionResult]::new('name')
$results = @($name) * $count
function global:results { }
Register-ArgumentCompleter -Native -CommandName results -ScriptBlock { $results }
$tab = { param($calls) for ($j = 0; $j -lt $calls; $j++) { $null = TabExpansion2 'results x ' 10 } }
Measure-Sample "Tab, $count results without ssoenv" 10 7 1 $tab
