# ssoenv for PowerShell 7.4 and newer: shell/ssoenv/ssoenv.psd1 loads this file. shell/README.md describes what it keeps
# to. All files here parse in Windows PowerShell 5.1.

Microsoft.PowerShell.Core\Set-StrictMode -Version Latest

# Most shells never use a role, so the other parts are only read here, and compiled when the first call needs them. They
# are read now because an upgrade or a removal of the package must not change a shell that runs.
# In this file, each kind of operation that runs while it is read makes the start of the shell milliseconds longer.
$script:Texts = @{
	messages = [IO.File]::ReadAllText("$PSScriptRoot/messages.ps1")
	record = [IO.File]::ReadAllText("$PSScriptRoot/record.ps1")
	role = [IO.File]::ReadAllText("$PSScriptRoot/role.ps1")
	program = [IO.File]::ReadAllText("$PSScriptRoot/program.ps1")
	capture = [IO.File]::ReadAllText("$PSScriptRoot/capture.ps1")
	prompt = [IO.File]::ReadAllText("$PSScriptRoot/prompt.ps1")
	guard = [IO.File]::ReadAllText("$PSScriptRoot/guard.ps1")
	folder = [IO.File]::ReadAllText("$PSScriptRoot/folder.ps1")
	directory = [IO.File]::ReadAllText("$PSScriptRoot/directory.ps1")
	completion = [IO.File]::ReadAllText("$PSScriptRoot/completion.ps1")
}
$script:Need = {
	foreach ($part in $args) {
		if (-not $script:Texts[$part]) { continue }
		& ([scriptblock]::Create($script:Texts[$part]))
		$script:Texts[$part] = ''
	}
}
$script:HasRole = $script:HasProgram = $script:HasPrompt = $script:HasCompletion = $false
$script:Package = "$PSScriptRoot/../.."

# The functions of this file are public, because ssoenv.psd1 exports all of them. Those of the other parts come later.

function ssoenv {
	[CmdletBinding(PositionalBinding = $false)]
	param(
		[Parameter(ValueFromRemainingArguments = $true, DontShow = $true)] [object[]] $Words,
		[Parameter(ValueFromPipeline = $true, DontShow = $true)] [object] $InputObject
	)
	end {
		if (-not $script:HasRole) { & $script:Need messages record role }
		$isOurs = $true
		$status = -1
		# The copy of a profile is all that most calls take. With other words or a guard, Invoke-Use looks at them.
		if ($null -ne $Words -and $Words.Length -eq 2 -and [string]::Equals($Words[0], 'use') -and $Words[1] -is [string] -and
			-not $Words[1].StartsWith([char] '-') -and -not [Environment]::GetEnvironmentVariable('SSOENV_GUARD')) {
			$clock = [DateTimeOffset]::UtcNow
			$now = $clock.ToUnixTimeSeconds()
			if ($script:ReadRole.InvokeReturnAsIs($Words[1], $now, 900)) { $status = $script:EnterRole.InvokeReturnAsIs($now) }
		}
		if ($status -eq -1) {
			if (-not $script:HasProgram) { & $script:Need guard program capture }
			$PSNativeCommandUseErrorActionPreference = $false
			$all = [string[]] @(foreach ($word in $Words) { if ($word -is [string]) { $word } else { Get-Typed $word } })
			if ($all.Length -gt 0 -and $all[0] -ceq 'use') { $status = Invoke-Use $all }
			elseif ($all.Length -eq 1 -and $all[0] -ceq 'off') { $status = Clear-Role }
			if ($status -eq -1) {
				$isOurs = $false
				$status = 127
				$program = Get-ReadyProgram
				if ($program) {
					$call = Get-Call $all.Length
					$hidden = Show-Own $all
					try {
						if ($MyInvocation.ExpectingInput) { $input | & $call $program $all $true } else { & $call $program $all $false }
					} finally { Hide-Own $hidden }
					$status = $global:LASTEXITCODE
					if ($all.Length -ne 0 -and $all[0] -cin 'allow', 'deny', 'login') { Reset-Place $all[0] }
					# The program asks for it if the profile of the role has gone.
					if ($status -eq 75 -and $all[0] -cin 'remove', 'rename') { $status = Clear-Role }
				}
			}
		}
		if ($status -eq 0) {
			# Nobody captures what a command at the start of a line prints, unless it is piped.
			if ($isOurs -and ($MyInvocation.OffsetInLine -gt 1 -or $MyInvocation.PipelinePosition -ne $MyInvocation.PipelineLength)) {
				if (-not $script:HasProgram) { & $script:Need guard program capture }
				Get-CapturedCode $MyInvocation
			}
			$global:LASTEXITCODE = 0
			return
		}
		$global:LASTEXITCODE = $status
		$caller = $PSCmdlet.SessionState.PSVariable
		if ($caller.GetValue('PSNativeCommandUseErrorActionPreference', $false)) {
			$ErrorActionPreference = $caller.GetValue('ErrorActionPreference', 'Continue')
		} elseif (-not $PSBoundParameters.ContainsKey('ErrorAction')) {
			$ErrorActionPreference = 'Ignore'
		}
		$PSCmdlet.WriteError((Get-Failure $status))
	}
}

# The call that a captured `ssoenv use` prints. See capture.ps1.
function _ssoenv_captured_use {
	[CmdletBinding()]
	param([string] $Name)
	if (-not $script:HasProgram) { & $script:Need messages record role guard program capture }
	$global:LASTEXITCODE = Enter-Captured $Name
	if ($global:LASTEXITCODE -ne 0) {
		$ErrorActionPreference = 'Ignore'
		$PSCmdlet.WriteError((Get-Failure $global:LASTEXITCODE))
	}
}

# Returns the text for a prompt: the profile and its time left, or nothing without a role.
function Get-SsoenvPrompt {
	[CmdletBinding()]
	[OutputType([string])]
	param()
	$null = $script:LookAround.InvokeReturnAsIs()
	& $script:Draw
	$script:DrawnAt = [Environment]::TickCount64
	$global:SSOENV_PROMPT
}

## Each line that is read

# A prompt function belongs to the person, and prompts are often defined after this module. So the work is done where the
# host reads a line: it calls PSConsoleHostReadLine right after `prompt` (ConsoleHost.cs, TryInvokeUserDefinedReadLine).
# A host without that function has no PSReadLine; there only a prompt that calls Get-SsoenvPrompt does the work.

$script:Draw = {
	if ([Environment]::GetEnvironmentVariable('SSOENV_EXPIRES')) {
		if (-not $script:HasPrompt) { & $script:Need messages record role prompt }
		$null = $script:UpdatePrompt.InvokeReturnAsIs()
	} elseif ($global:SSOENV_PROMPT) {
		$global:SSOENV_PROMPT = ''
	}
}

# Finds the nearest `.ssoenv`, which may choose the role, after the folder has changed. A folder of that name is another program's.
# Place is the folder in which this was done last, or $null to do it again, and Near the file that was found. Waiting is about the
# role of that file, while it is fetched.
$script:Place = $script:Seen = $script:Waiting = $null
$script:Near = ''
$script:LookAround = {
	if (-not [string]::Equals([Environment]::GetEnvironmentVariable('SSOENV_DIRECTORIES'), '1')) { return }
	# PowerShell makes a new object at each change of the location. To ask for the path takes ten times as long.
	if ($null -ne $script:Place -and [object]::ReferenceEquals($global:PWD, $script:Seen)) { return }
	$script:Seen = $global:PWD
	$place = $ExecutionContext.SessionState.Path.CurrentFileSystemLocation.ProviderPath
	if ([string]::Equals($place, $script:Place)) { return }
	$folder = $place
	while ($folder -and -not [IO.File]::Exists([IO.Path]::Combine($folder, '.ssoenv'))) { $folder = [IO.Path]::GetDirectoryName($folder) }
	$file = if ($folder) { [IO.Path]::Combine($folder, '.ssoenv') } else { '' }
	# Below the same file as before, or neither there nor here below one.
	if ($null -eq $script:Waiting -and [string]::Equals($file, $script:Near) -and
		($file -or $null -eq [Environment]::GetEnvironmentVariable('SSOENV_DIRECTORY'))) {
		$script:Place = $place
		return
	}
	& $script:Need messages record role guard program capture prompt directory
	$null = Step-Into $file $place
}

# When a prompt above a line did the work, which is then not done again.
$script:DrawnAt = 0

# A command may be typed long after its prompt was drawn. From this time on, in epoch seconds, a newer copy is looked for.
$script:DueAt = 0
$script:AfterLine = {
	if (-not $script:HasPrompt) { & $script:Need messages record role prompt }
	Update-BeforeCommand
}

# The function that ours replaced last, and those that it replaced before: @{ Reader; Older }, or $null.
$script:Reader = $function:global:PSConsoleHostReadLine
$script:Older = $null
$script:IsGone = $false

$script:ReadLine = {
	[System.Diagnostics.DebuggerHidden()]
	param()
	$isGood = $?
	# To take a role may put this function in front of the one that calls it now.
	$reader, $older = $script:Reader, $script:Older
	if (-not $script:IsGone) { $null = $script:LookAround.InvokeReturnAsIs() }
	if (-not $script:IsGone -and ([Environment]::GetEnvironmentVariable('SSOENV_EXPIRES') -or $global:SSOENV_PROMPT) -and
		[Environment]::TickCount64 - $script:DrawnAt -ge 1000) { $null = $script:Draw.InvokeReturnAsIs() }
	# PSReadLine looks at `$?` first.
	if (-not $isGood) { Microsoft.PowerShell.Utility\Write-Error '' -ErrorAction Ignore }
	$line = if ($null -eq $older) { & $reader } else { & $script:ReadDeeper $reader $older }
	if (-not $script:IsGone -and [Environment]::GetEnvironmentVariable('SSOENV_EXPIRES') -and
		[DateTimeOffset]::UtcNow.ToUnixTimeSeconds() -ge $script:DueAt) { & $script:AfterLine }
	$line
}

# The newest function may have wrapped ours, and then calls it again. That call goes on with the next older function.
$script:ReadDeeper = {
	param($Newest, $Rest)
	$isGood = $?
	$reader, $older = $script:Reader, $script:Older
	try {
		$script:Reader, $script:Older = $Rest['Reader'], $Rest['Older']
		if (-not $isGood) { Microsoft.PowerShell.Utility\Write-Error '' -ErrorAction Ignore }
		& $Newest
	} finally {
		$script:Reader, $script:Older = $reader, $older
	}
}

# Puts our function in front of the one that reads lines now: `Import-Module PSReadLine` or atuin may have replaced ours.
# `use` does that once a second at most.
$script:WatchedAt = 0
$script:Watch = {
	$reader = $function:global:PSConsoleHostReadLine
	if ($null -eq $reader -or [object]::ReferenceEquals($reader, $script:ReadLine)) { return }
	if ($null -ne $script:Reader) { $script:Older = @{ Reader = $script:Reader; Older = $script:Older } }
	$script:Reader = $reader
	$function:global:PSConsoleHostReadLine = $script:ReadLine
}

$global:SSOENV_PROMPT = ''
if ($null -ne $script:Reader) { $function:global:PSConsoleHostReadLine = $script:ReadLine }
# A shell that inherited a role may never run `use`, which watches too. So look once more when the start-up files are done
# and the first prompt waits. PSReadLine raises this event. Its action runs in a module of its own (EventManager.cs,
# PSEventJob). As a support event it is in no list of the person's.
$script:Idle = $null
if ($env:SSOENV_EXPIRES) {
	$script:Idle = $ExecutionContext.Events.SubscribeEvent(
		$null, $null, 'PowerShell.OnIdle', $null, { & (Microsoft.PowerShell.Core\Get-Module ssoenv) { & $script:Watch } }, $true, $false, 1)
}

# Functions that wrapped ours go on calling it, and it calls what it replaced.
$ExecutionContext.SessionState.Module.OnRemove = {
	$script:IsGone = $true
	if ([object]::ReferenceEquals($function:global:PSConsoleHostReadLine, $script:ReadLine)) {
		$function:global:PSConsoleHostReadLine = $script:Reader
		if ($null -ne $script:Older) { $script:Reader, $script:Older = $script:Older['Reader'], $script:Older['Older'] }
	}
	if ($null -ne $script:Idle) { $ExecutionContext.Events.UnsubscribeEvent($script:Idle) }
	Microsoft.PowerShell.Core\Register-ArgumentCompleter -Native -CommandName ssoenv -ScriptBlock $null
	Microsoft.PowerShell.Utility\Remove-Variable -Name SSOENV_PROMPT -Scope Global -ErrorAction Ignore
	if ($script:HasRole) { Save-State }
}

Microsoft.PowerShell.Core\Register-ArgumentCompleter -Native -CommandName ssoenv -ScriptBlock {
	param($Word, $Tree, $Cursor)
	if (-not $script:HasCompletion) { & $script:Need messages record role completion }
	$results = [Collections.Generic.List[Management.Automation.CompletionResult]]::new()
	Complete-Line $results $Tree $Cursor
	$results
}
