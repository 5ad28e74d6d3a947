# Times what the layer does in PowerShell, by .NET's clock. Prints `ROW<TAB>CALLS<TAB>MILLISECONDS` for each sample.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module "$env:BENCH_ROOT/shell/ssoenv/ssoenv.psd1"

function Measure-Sample([string] $Row, [int] $Samples, [int] $Calls, [scriptblock] $Loop) {
	# The first calls are those that .NET compiles.
	$null = & $Loop $Calls
	for ($i = 0; $i -lt $Samples; $i++) {
		$watch = [Diagnostics.Stopwatch]::StartNew()
		$null = & $Loop $Calls
		[Console]::WriteLine([string]::Format([cultureinfo]::InvariantCulture, "{0}`t{1}`t{2:F4}", $Row, $Calls, $watch.Elapsed.TotalMilliseconds))
	}
}

$use = { param($calls) for ($j = 0; $j -lt $calls; $j++) { ssoenv use dev } }
$tab = { param($calls) for ($j = 0; $j -lt $calls; $j++) { $script:found = TabExpansion2 'ssoenv use ' 11 } }
# In the scope of the module, where its functions are.
$hook = (Get-Module ssoenv).NewBoundScriptBlock({ param($calls) for ($j = 0; $j -lt $calls; $j++) { Update-Prompt } })

Measure-Sample 'hook, no role' 20 200 $hook
Measure-Sample 'use, warm' 20 20 $use
Measure-Sample 'hook, role active' 20 100 $hook
if ($env:SSOENV_PROFILE -cne 'dev' -or -not $global:SSOENV_PROMPT) { throw 'no role' }

foreach ($count in -split $env:BENCH_COUNTS) {
	$env:AWS_CONFIG_FILE = "$HOME/$count/config"
	foreach ($kind in 'list', 'parsed') {
		$env:XDG_CACHE_HOME = "$HOME/cache/$count/$kind"
		$calls = if ([int] $count -lt 1000) { 10 } else { 1 }
		Measure-Sample "Tab, $count profiles, $kind" 7 $calls $tab
		$names = $found.CompletionMatches.Count
		if ($names -ne [int] $count) { throw "$names of $count names" }
	}
}
