# Before each prompt: part of ssoenv.psm1.

# True while the role in this shell is the one that we put there.
function Test-Untouched {
	if ($null -eq $script:State['Ours']) { return $false }
	foreach ($i in $script:Telling) {
		if (-not [object]::Equals([Environment]::GetEnvironmentVariable($script:Names[$i]), $script:State['Ours'][$i])) { return $false }
	}
	$true
}

# True when this shell only inherited the role: from the shell above it, from tmux, from an editor. Credentials that have changed
# since it was met, while what they are said to be has not, are somebody's own.
function Test-Inherited {
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
function Update-Role([long] $Now) {
	if (-not (Read-Role ([Environment]::GetEnvironmentVariable('SSOENV_PROFILE')) $Now 1)) { return $false }
	if ([long] $script:State['Lines'][6] -le [long] [Environment]::GetEnvironmentVariable('SSOENV_EXPIRES')) { return $false }
	if (-not [string]::Equals($script:State['Lines'][13], [Environment]::GetEnvironmentVariable('SSOENV_ACCOUNT_ID'))) { return $false }
	if (-not [string]::Equals($script:State['Lines'][14], [Environment]::GetEnvironmentVariable('SSOENV_ROLE_NAME'))) { return $false }
	Set-Credentials
}

# No process of the shell's own, no stream of its, nothing that waits for it.
function Start-Refresh([long] $Now) {
	$profileName = [Environment]::GetEnvironmentVariable('SSOENV_PROFILE')
	if ($Now -lt $script:State['Retry'] -or -not (Test-Copied $profileName)) { return }
	$script:State['Retry'] = $Now + 30
	$program = Get-Program
	if (-not $program) { return }
	# A plain name is one word there.
	$start = [Diagnostics.ProcessStartInfo]::new($program, "use --shell powershell --fields --no-login $profileName")
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

# A setting where an empty one means something else than none.
function Get-Setting([string] $Name, [string] $Default) {
	$value = [Environment]::GetEnvironmentVariable($Name)
	if ($null -eq $value) { $Default } else { $value }
}

function Set-Prompt([string] $Left, [string] $Colour) {
	$pieces = $script:Holes.Split((Get-Setting SSOENV_PROMPT_FORMAT '{profile} {left}'))
	# Every second piece is the name of a hole.
	for ($i = 1; $i -lt $pieces.Length; $i += 2) {
		$pieces[$i] = switch -CaseSensitive ($pieces[$i]) {
			'profile' { [Environment]::GetEnvironmentVariable('SSOENV_PROFILE') }
			'account' { [Environment]::GetEnvironmentVariable('SSOENV_ACCOUNT_ID') }
			'role' { [Environment]::GetEnvironmentVariable('SSOENV_ROLE_NAME') }
			'region' { [Environment]::GetEnvironmentVariable('SSOENV_REGION') }
			'left' { $Left }
		}
	}
	$text = $script:Controls.Replace([string]::Concat($pieces), '?')
	$isPlain = -not $script:Colours.IsMatch($Colour) -or [Environment]::GetEnvironmentVariable('NO_COLOR') -or ($null -ne $script:Style -and $script:Style.OutputRendering -eq 'PlainText')
	$global:SSOENV_PROMPT = if ($isPlain) { $text } else { "$script:Escape[${Colour}m$text$script:Escape[0m" }
}

function Get-Window {
	$window = [Environment]::GetEnvironmentVariable('SSOENV_REFRESH_WINDOW')
	if ($window -and $script:Digits.IsMatch($window)) { [long] $window } else { 900 }
}

function Test-Due([long] $Left, [long] $Window) { $Left -lt $Window -and [Environment]::GetEnvironmentVariable('SSOENV_REFRESH') -ne '0' }

# Sets $SSOENV_PROMPT, and sees to it that the role does not run out.
function Update-Prompt {
	if (-not [Environment]::GetEnvironmentVariable('SSOENV_EXPIRES') -or -not [Environment]::GetEnvironmentVariable('SSOENV_PROFILE')) {
		$global:SSOENV_PROMPT = ''
		return
	}
	if (-not $script:Digits.IsMatch([Environment]::GetEnvironmentVariable('SSOENV_EXPIRES'))) {
		Set-Prompt '[?]' (Get-Setting SSOENV_COLOR_OVER '31')
		return
	}
	$now = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds()
	if ($script:State['Until'] -ne 0 -and $now -ge $script:State['Until']) {
		Write-Words "$env:SSOENV_PROFILE was left after $($script:State['Minutes']) min (SSOENV_GUARD_MINUTES)"
		$script:State['Until'] = 0
		$null = Clear-Role
		return
	}
	$isUntouched = Test-Untouched
	if (-not $isUntouched -and -not (Test-Inherited)) {
		Set-Prompt '[?]' (Get-Setting SSOENV_COLOR_OVER '31')
		return
	}
	$left = [long] [Environment]::GetEnvironmentVariable('SSOENV_EXPIRES') - $now
	$window = Get-Window
	if (Test-Due $left $window) {
		if (Update-Role $now) {
			$left = [long] [Environment]::GetEnvironmentVariable('SSOENV_EXPIRES') - $now
		} elseif ($isUntouched -and $left -lt 900) {
			# The program renews what has less than 15 minutes left, so before that nothing would come of asking it.
			Start-Refresh $now
		}
	}
	if ($left -le 0) {
		Write-Expiry
		Set-Prompt 'expired' (Get-Setting SSOENV_COLOR_OVER '31')
		return
	}
	if ([Environment]::GetEnvironmentVariable('SSOENV_GUARD') -and (Test-Guarded $env:SSOENV_PROFILE)) {
		$colour = Get-Setting SSOENV_COLOR_GUARD '1;37;41'
	} elseif ($left -lt $window) {
		$colour = Get-Setting SSOENV_COLOR_SOON '33'
	} else {
		$colour = Get-Setting SSOENV_COLOR_FRESH '32'
	}
	$minutes = [long] [Math]::Floor($left / 60)
	if ($left -lt 60) {
		Set-Prompt "${left}s" $colour
	} elseif ($minutes -lt 60) {
		Set-Prompt "${minutes}m" $colour
	} else {
		Set-Prompt "$([Math]::Floor($minutes / 60))h$($minutes % 60)m" $colour
	}
}

function Write-Expiry {
	if ([string]::Equals($script:State['Told'], [Environment]::GetEnvironmentVariable('SSOENV_EXPIRES'))) { return }
	$script:State['Told'] = [Environment]::GetEnvironmentVariable('SSOENV_EXPIRES')
	Write-Words "the credentials of $env:SSOENV_PROFILE have expired"
	Write-Words "hint: ssoenv use $env:SSOENV_PROFILE"
}

# A command may be typed long after its prompt was drawn.
function Update-BeforeCommand {
	$expires = [Environment]::GetEnvironmentVariable('SSOENV_EXPIRES')
	if (-not $expires -or -not $script:Digits.IsMatch($expires) -or -not [Environment]::GetEnvironmentVariable('SSOENV_PROFILE')) { return }
	$now = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds()
	if (-not (Test-Due ([long] $expires - $now) (Get-Window))) { return }
	if ((Test-Untouched) -or (Test-Inherited)) { $null = Update-Role $now }
}

# The text for a prompt. Where a prompt was made after this module was loaded, it is this that keeps the role fresh.
function Get-SsoenvPrompt {
	[CmdletBinding()]
	[OutputType([string])]
	param()
	if (-not $script:IsDrawn) { Update-Prompt }
	$global:SSOENV_PROMPT
}
