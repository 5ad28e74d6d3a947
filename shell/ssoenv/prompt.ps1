# Before each prompt: part of ssoenv.psm1, which parses it when it is needed. How that is fast, role.ps1 tells.

$script:Escape = [string] [char] 27
$script:Colours = [regex]::new('\A[0-9;]+\z')
$script:Style = $ExecutionContext.SessionState.PSVariable.GetValue('PSStyle')
$script:PlainText = if ($null -ne $script:Style) { [Management.Automation.OutputRendering]::PlainText }

# True while the role in this shell is the one that we put there.
function script:Test-Untouched {
	$state = $script:State
	if ($null -eq $state['Ours']) { return $false }
	foreach ($i in 0, 1, 4, 5, 6, 11, 15) {
		if (-not [object]::Equals([Environment]::GetEnvironmentVariable($script:Names[$i]), $state['Ours'][$i])) { return $false }
	}
	$true
}

# True when this shell only inherited the role: from the shell above it, from tmux, from an editor. Credentials that have changed
# since it was met, while what they are said to be has not, are somebody's own.
function script:Test-Inherited {
	if ($null -ne $script:State['Ours']) { return $false }
	if ([Environment]::GetEnvironmentVariable('AWS_PROFILE') -or [Environment]::GetEnvironmentVariable('AWS_DEFAULT_PROFILE')) { return $false }
	$isSame = $null -ne $script:State['Met']
	foreach ($i in 11, 15) {
		$isSame = $isSame -and [object]::Equals($script:State['Met'][$i], [Environment]::GetEnvironmentVariable($script:Names[$i]))
	}
	if (-not $isSame) {
		Update-Seen
		$script:State['Met'] = $script:State['Seen']
	}
	foreach ($i in 4, 5, 6) {
		if (-not [object]::Equals($script:State['Met'][$i], [Environment]::GetEnvironmentVariable($script:Names[$i]))) { return $false }
	}
	$true
}

# Takes what another shell, or the refresh in the background, has fetched in the meantime.
function script:Update-Role([long] $Now) {
	if (-not (Read-Role ([Environment]::GetEnvironmentVariable('SSOENV_PROFILE')) $Now 1)) { return $false }
	if ([long] $script:State['Lines'][6] -le [long] [Environment]::GetEnvironmentVariable('SSOENV_EXPIRES')) { return $false }
	if (-not [string]::Equals($script:State['Lines'][13], [Environment]::GetEnvironmentVariable('SSOENV_ACCOUNT_ID'))) { return $false }
	if (-not [string]::Equals($script:State['Lines'][14], [Environment]::GetEnvironmentVariable('SSOENV_ROLE_NAME'))) { return $false }
	Set-Credentials
}

# Takes the five that run out from the slot, and nothing else: not the region. What the shell inherited stays inherited.
function script:Set-Credentials {
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

# No process of the shell's own, no stream of its, nothing that waits for it.
function script:Start-Refresh([long] $Now) {
	$profileName = [Environment]::GetEnvironmentVariable('SSOENV_PROFILE')
	if ($Now -lt $script:State['Retry'] -or -not $script:Plain.IsMatch($profileName)) { return }
	if ([string]::Equals([Environment]::GetEnvironmentVariable('SSOENV_SHELL_CACHE'), '0')) { return }
	$script:State['Retry'] = $Now + 30
	if (-not $script:CanAsk) { & $script:Need Program }
	$program = Get-Program
	if (-not $program) { return }
	# A plain name is one word there.
	$start = [Diagnostics.ProcessStartInfo]::new($program, "shell-role --shell powershell --no-login $profileName")
	$start.UseShellExecute = $false
	$start.CreateNoWindow = $true
	$start.WorkingDirectory = $ExecutionContext.SessionState.Path.CurrentFileSystemLocation.ProviderPath
	$start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
	try {
		$process = [Diagnostics.Process]::Start($start)
		$process.StandardInput.Close()
		$null = $process.StandardOutput.BaseStream.CopyToAsync([IO.Stream]::Null)
		$null = $process.StandardError.BaseStream.CopyToAsync([IO.Stream]::Null)
	} catch {
		# The role is told to be over when it is.
		return
	}
}

# The text in a colour: that of a setting, which may be empty, or another.
function script:Set-Prompt([string] $Left, [string] $Setting, [string] $Default) {
	$name = [Environment]::GetEnvironmentVariable('SSOENV_PROFILE')
	$format = [Environment]::GetEnvironmentVariable('SSOENV_PROMPT_FORMAT')
	$text = if ($null -eq $format) { "$name $Left" } else { Get-PromptText $format $name $Left }
	$text = $script:Controls.Replace($text, '?')
	$colour = [Environment]::GetEnvironmentVariable($Setting)
	if ($null -eq $colour) { $colour = $Default }
	$isPlain = -not $script:Colours.IsMatch($colour) -or [Environment]::GetEnvironmentVariable('NO_COLOR') -or
		($null -ne $script:Style -and $script:Style.OutputRendering -eq $script:PlainText)
	$global:SSOENV_PROMPT = if ($isPlain) { $text } else { "$script:Escape[${colour}m$text$script:Escape[0m" }
}

function script:Get-PromptText([string] $Format, [string] $Name, [string] $Left) {
	$pieces = [regex]::Split($Format, '\{(profile|account|role|region|left)\}')
	# Every second piece is the name of a hole.
	for ($i = 1; $i -lt $pieces.Length; $i += 2) {
		$pieces[$i] = switch -CaseSensitive ($pieces[$i]) {
			'profile' { $Name }
			'account' { [Environment]::GetEnvironmentVariable('SSOENV_ACCOUNT_ID') }
			'role' { [Environment]::GetEnvironmentVariable('SSOENV_ROLE_NAME') }
			'region' { [Environment]::GetEnvironmentVariable('SSOENV_REGION') }
			'left' { $Left }
		}
	}
	[string]::Concat($pieces)
}

function script:Get-Window {
	$window = [Environment]::GetEnvironmentVariable('SSOENV_REFRESH_WINDOW')
	if ($window -and $script:Digits.IsMatch($window)) { [long]::Parse($window) } else { 900 }
}

function script:Test-Due($Left, $Window) {
	$Left -lt $Window -and -not [string]::Equals([Environment]::GetEnvironmentVariable('SSOENV_REFRESH'), '0')
}

# Sets $SSOENV_PROMPT, and sees to it that the role does not run out.
function script:Update-Prompt {
	$expires = [Environment]::GetEnvironmentVariable('SSOENV_EXPIRES')
	if (-not $expires -or -not [Environment]::GetEnvironmentVariable('SSOENV_PROFILE')) {
		$global:SSOENV_PROMPT = ''
		return
	}
	if (-not $script:Digits.IsMatch($expires)) {
		Set-Prompt '[?]' SSOENV_COLOR_OVER '31'
		return
	}
	$clock = [DateTimeOffset]::UtcNow
	$now = $clock.ToUnixTimeSeconds()
	if ($script:State['Until'] -ne 0 -and $now -ge $script:State['Until']) {
		Write-Words "dropped the role of $env:SSOENV_PROFILE after $($script:State['Minutes']) min (SSOENV_GUARD_MINUTES)"
		$script:State['Until'] = 0
		$null = Clear-Role
		return
	}
	$isUntouched = Test-Untouched
	if (-not $isUntouched -and -not (Test-Inherited)) {
		Set-Prompt '[?]' SSOENV_COLOR_OVER '31'
		return
	}
	$left = [long]::Parse($expires) - $now
	$window = Get-Window
	if ($left -lt $window -and (Test-Due $left $window)) {
		if (Update-Role $now) {
			$left = [long]::Parse([Environment]::GetEnvironmentVariable('SSOENV_EXPIRES')) - $now
		} elseif ($isUntouched -and $left -lt 900) {
			# The program renews what has less than 15 minutes left, so before that nothing would come of asking it.
			Start-Refresh $now
		}
	}
	if ($left -le 0) {
		Write-Expiry
		Set-Prompt 'expired' SSOENV_COLOR_OVER '31'
		return
	}
	$seconds = $left % 60
	$minutes = ($left - $seconds) / 60
	if ($minutes -lt 1) {
		$text = "${left}s"
	} elseif ($minutes -lt 60) {
		$text = "${minutes}m"
	} else {
		$rest = $minutes % 60
		$text = "$(($minutes - $rest) / 60)h${rest}m"
	}
	if ([Environment]::GetEnvironmentVariable('SSOENV_GUARD') -and (Test-Guarded $env:SSOENV_PROFILE)) {
		Set-Prompt $text SSOENV_COLOR_GUARD '1;37;41'
	} elseif ($left -lt $window) {
		Set-Prompt $text SSOENV_COLOR_SOON '33'
	} else {
		Set-Prompt $text SSOENV_COLOR_FRESH '32'
	}
}

function script:Write-Expiry {
	if ([string]::Equals($script:State['Told'], [Environment]::GetEnvironmentVariable('SSOENV_EXPIRES'))) { return }
	$script:State['Told'] = [Environment]::GetEnvironmentVariable('SSOENV_EXPIRES')
	Write-Words "the credentials of $env:SSOENV_PROFILE have expired"
	Write-Words "hint: ssoenv use $env:SSOENV_PROFILE"
}

# A command may be typed long after its prompt was drawn.
function script:Update-BeforeCommand {
	$expires = [Environment]::GetEnvironmentVariable('SSOENV_EXPIRES')
	if (-not $expires -or -not $script:Digits.IsMatch($expires) -or -not [Environment]::GetEnvironmentVariable('SSOENV_PROFILE')) { return }
	$now = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds()
	if (-not (Test-Due ([long]::Parse($expires) - $now) (Get-Window))) { return }
	if ((Test-Untouched) -or (Test-Inherited)) { $null = Update-Role $now }
}

$script:CanDraw = $true
