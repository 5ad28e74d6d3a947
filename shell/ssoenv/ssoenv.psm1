# ssoenv for PowerShell 7.4 and newer: Import-Module this folder. What it does at each prompt, and for a role that is still fresh,
# it does without starting a process. Nothing here that Windows PowerShell 5.1 could not parse.

Microsoft.PowerShell.Core\Set-StrictMode -Version Latest

# Most shells that load this never use a role, so everything but this file is parsed when it is needed. It is read now: whoever
# upgrades or removes the package changes nothing in a shell that runs. Each part ends by saying that it is there.
$script:Texts = @{
	Role = [IO.File]::ReadAllText("$PSScriptRoot/role.ps1")
	Program = [IO.File]::ReadAllText("$PSScriptRoot/program.ps1")
	Prompt = [IO.File]::ReadAllText("$PSScriptRoot/prompt.ps1")
	Completion = [IO.File]::ReadAllText("$PSScriptRoot/completion.ps1")
}
$script:Need = {
	foreach ($part in $args) {
		if (-not $script:Texts[$part]) { continue }
		& ([scriptblock]::Create($script:Texts[$part]))
		$script:Texts[$part] = ''
	}
}
$script:CanUse = $script:CanAsk = $script:CanDraw = $script:CanComplete = $false
$script:IsDrawn = $script:IsGone = $false

# Functions of this file are for people, because ssoenv.psd1 hides none. All others come later.

function ssoenv {
	[CmdletBinding(PositionalBinding = $false)]
	param(
		[Parameter(ValueFromRemainingArguments = $true, DontShow = $true)] [object[]] $Words,
		[Parameter(ValueFromPipeline = $true, DontShow = $true)] [object] $InputObject
	)
	end {
		if (-not $script:CanUse) { & $script:Need Role }
		$status = -1
		# At the start of a line nobody captures what is printed.
		if ($null -ne $Words -and $Words.Length -eq 2 -and [string]::Equals($Words[0], 'use') -and $Words[1] -is [string] -and
			$MyInvocation.OffsetInLine -le 1 -and $MyInvocation.PipelinePosition -eq $MyInvocation.PipelineLength) { $status = Enter-Copy $Words[1] }
		if ($status -eq -1) {
			if (-not $script:CanAsk) { & $script:Need Program }
			$PSNativeCommandUseErrorActionPreference = $false
			$all = [string[]] @(foreach ($word in $Words) { if ($word -is [string]) { $word } else { Get-Typed $word } })
			$isOurs = $all.Length -gt 0 -and ($all[0] -ceq 'use' -or ($all[0] -ceq 'off' -and $all.Length -eq 1)) -and
				$MyInvocation.PipelinePosition -eq $MyInvocation.PipelineLength
			if ($isOurs -and ($MyInvocation.OffsetInLine -le 1 -or -not (Test-Captured $MyInvocation.Line ($MyInvocation.OffsetInLine - 1)))) {
				$status = if ($all[0] -ceq 'use') { Invoke-Use $all } else { Clear-Role }
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

# The text for a prompt. Where a prompt was made after this module was loaded, it is this that keeps the role fresh.
function Get-SsoenvPrompt {
	[CmdletBinding()]
	[OutputType([string])]
	param()
	if (-not $script:IsDrawn) { & $script:Draw }
	$global:SSOENV_PROMPT
}

## At home in this shell

$script:Draw = {
	if ([Environment]::GetEnvironmentVariable('SSOENV_EXPIRES')) {
		if (-not $script:CanDraw) { & $script:Need Role Prompt }
		Update-Prompt
	} elseif ($global:SSOENV_PROMPT) {
		$global:SSOENV_PROMPT = ''
	}
}

$script:OurPrompt = {
	$isGood = $global:?
	if (-not $script:IsGone) {
		if ([Environment]::GetEnvironmentVariable('SSOENV_EXPIRES') -or $global:SSOENV_PROMPT) { & $script:Draw }
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
	if ([Environment]::GetEnvironmentVariable('SSOENV_EXPIRES') -and -not $script:IsGone) {
		if (-not $script:CanDraw) { & $script:Need Role Prompt }
		Update-BeforeCommand
	}
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
	if ($script:CanUse) {
		[AppDomain]::CurrentDomain.SetData('ssoenv', $true)
		[AppDomain]::CurrentDomain.SetData("ssoenv of runspace $([runspace]::DefaultRunspace.InstanceId)", $script:State)
	}
}

Microsoft.PowerShell.Core\Register-ArgumentCompleter -Native -CommandName ssoenv -ScriptBlock {
	param($Word, $Tree, $Cursor)
	if (-not $script:CanComplete) { & $script:Need Role Completion }
	Complete-Line $Tree $Cursor
}
