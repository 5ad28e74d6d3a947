# At each prompt: part of start.psm1, which compiles it when it is needed. record.ps1 says how that is fast.

$script:Escape = [string] [char] 27
$script:Colours = [regex]::new('\A[0-9;]+\z')
$script:Style = $ExecutionContext.SessionState.PSVariable.GetValue('PSStyle')
$script:PlainText = if ($null -ne $script:Style) { [Management.Automation.OutputRendering]::PlainText }

## Whose role it is

# Returns true if this shell inherited the role: from the shell above it, from tmux, from an editor. Other credentials than those
# that it met, with the same profile and expiry, are another program's.
function script:Test-Inherited {
	if ($null -ne $script:State['Ours']) { return $false }
	Update-Seen
	Update-Met
	foreach ($i in $script:Rivals) {
		if ($null -ne $script:State['Seen'][$i]) { return $false }
	}
	$script:TestAs.InvokeReturnAsIs('Met')
}

## Renewal

# Takes what another shell, or the renewal in the background, has fetched in the meantime. Returns whether it did.
function script:Update-Role([long] $Now) {
	$state = $script:State
	if (-not $script:ReadRole.InvokeReturnAsIs([Environment]::GetEnvironmentVariable('SSOENV_PROFILE'), $Now, 1)) { return $false }
	if ([long] $state['New'][$script:AtExpires] -le [long] [Environment]::GetEnvironmentVariable('SSOENV_EXPIRES') -and
		($state['Doubt'] -eq 0 -or [string]::Equals($state['New'][$script:Renewed[0]], [Environment]::GetEnvironmentVariable('AWS_ACCESS_KEY_ID')))) { return $false }
	if (-not [string]::Equals($state['New'][$script:AtAccount], [Environment]::GetEnvironmentVariable('SSOENV_ACCOUNT_ID'))) { return $false }
	if (-not [string]::Equals($state['New'][$script:AtRole], [Environment]::GetEnvironmentVariable('SSOENV_ROLE_NAME'))) { return $false }
	Set-Credentials
}

# Takes the variables that end from the slot New, and no other, not even the region. An inherited role stays inherited.
function script:Set-Credentials {
	Update-Seen
	$state = $script:State
	$state['Want'] = $state['Seen'].Clone()
	foreach ($i in $script:Renewed) { $state['Want'][$i] = $state['New'][$i] }
	$state['New'] = $null
	if (-not $script:SetWanted.InvokeReturnAsIs($true)) { return $false }
	if ($null -eq $state['Ours']) {
		$state['Met'] = $state['Seen']
	} else {
		foreach ($i in $script:Renewed) { $state['Ours'][$i] = $state['Seen'][$i] }
	}
	$state['Told'] = ''
	$state['Doubt'] = 0
	$true
}

# Starts the renewal, at most every 30 seconds.
function script:Start-Renewal([long] $Now) {
	if ($Now -lt $script:State['Retry']) { return }
	foreach ($setting in 'SSOENV_KEEP', 'SSOENV_SHELL_CACHE') {
		if ([string]::Equals([Environment]::GetEnvironmentVariable($setting), '0')) { return }
	}
	$name = [Environment]::GetEnvironmentVariable('SSOENV_PROFILE')
	# A name without a copy would be renewed for nothing.
	if (-not (Get-CopyName $name)) { return }
	$script:State['Retry'] = $Now + 30
	if ($script:State['Doubt'] -gt 0) { $script:State['Doubt']-- }
	Start-Fetch @('--no-login') $name
}

# Starts the program in the background for the role of a profile: it has no stream of this shell's, and nothing waits for it.
function script:Start-Fetch([string[]] $Options, [string] $Name) {
	if (-not $script:HasProgram) { & $script:Need program capture }
	$program = Get-Program
	# cmd.exe reads the words for a batch file again, and would run what a name says.
	if (-not $program -or ($program -match '\.(cmd|bat)\z' -and -not $script:Plain.IsMatch($Name))) { return }
	$start = [Diagnostics.ProcessStartInfo]::new($program)
	foreach ($word in @('shell-role', '--shell', 'powershell') + $Options + @('--', $Name)) { $start.ArgumentList.Add($word) }
	$start.UseShellExecute = $false
	$start.CreateNoWindow = $true
	$start.WorkingDirectory = $ExecutionContext.SessionState.Path.CurrentFileSystemLocation.ProviderPath
	$start.Environment['SSOENV_RENEWS'] = '1'
	$start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
	$hidden = Show-Own shell-role
	try {
		$process = [Diagnostics.Process]::Start($start)
		$process.StandardInput.Close()
		$null = $process.StandardOutput.BaseStream.CopyToAsync([IO.Stream]::Null)
		$null = $process.StandardError.BaseStream.CopyToAsync([IO.Stream]::Null)
	} catch {
		# The person hears of it when the role has expired.
		return
	} finally { Hide-Own $hidden }
}

## The text

# Sets the text, in the colour of a setting, which may be empty, or in another one.
$script:SetPrompt = {
	param($Left, $Setting, $Default)
	$name = [Environment]::GetEnvironmentVariable('SSOENV_PROFILE')
	$format = [Environment]::GetEnvironmentVariable('SSOENV_PROMPT_FORMAT')
	$text = if ($null -eq $format) { "$name $Left" } else { Get-PromptText $format $Left }
	$text = $script:Hidden.Replace($text, '?')
	$colour = [Environment]::GetEnvironmentVariable($Setting)
	if ($null -eq $colour) { $colour = $Default }
	$isPlain = -not $script:Colours.IsMatch($colour) -or [Environment]::GetEnvironmentVariable('NO_COLOR') -or
		[string]::Equals([Environment]::GetEnvironmentVariable('TERM'), 'dumb') -or
		($null -ne $script:Style -and $script:Style.OutputRendering -eq $script:PlainText)
	$global:SSOENV_PROMPT = if ($isPlain) { $text } else { "$script:Escape[${colour}m$text$script:Escape[0m" }
}

function script:Get-PromptText([string] $Format, [string] $Left) {
	$pieces = [regex]::Split($Format, '\{([a-z]+)\}')
	# Every second piece is the word in braces.
	for ($i = 1; $i -lt $pieces.Length; $i += 2) {
		$pieces[$i] = switch -CaseSensitive ($pieces[$i]) {
			# Generated by scripts/shell-layers from src/core/shell: begin
			'profile' { [Environment]::GetEnvironmentVariable('SSOENV_PROFILE') }
			'account' { [Environment]::GetEnvironmentVariable('SSOENV_ACCOUNT_ID') }
			'role' { [Environment]::GetEnvironmentVariable('SSOENV_ROLE_NAME') }
			'region' { [Environment]::GetEnvironmentVariable('SSOENV_REGION') }
			# Generated: end
			'left' { $Left }
			default { "{$_}" }
		}
	}
	[string]::Concat($pieces)
}

$script:GetWindow = {
	$window = [Environment]::GetEnvironmentVariable('SSOENV_REFRESH_WINDOW')
	if ($window -and $script:Digits.IsMatch($window)) { [long]::Parse($window) } else { 900 }
}

function script:Test-Refresh { -not [string]::Equals([Environment]::GetEnvironmentVariable('SSOENV_REFRESH'), '0') }

function script:Test-Due($Left, $Window) { $Left -lt $Window -and (Test-Refresh) }

## What runs

# Sets $SSOENV_PROMPT, renews the role, and leaves one whose time is over.
$script:UpdatePrompt = {
	$expires = [Environment]::GetEnvironmentVariable('SSOENV_EXPIRES')
	if (-not $expires -or -not [Environment]::GetEnvironmentVariable('SSOENV_PROFILE')) {
		$global:SSOENV_PROMPT = ''
		return
	}
	if (-not $script:Digits.IsMatch($expires)) {
		$script:DueAt = 0
		$null = $script:SetPrompt.InvokeReturnAsIs('[?]', 'SSOENV_COLOR_OVER', '31')
		return
	}
	$script:DueAt = 0
	$clock = [DateTimeOffset]::UtcNow
	$now = $clock.ToUnixTimeSeconds()
	# If the clock was set back, the role may have been fetched while it was ahead, and then ends sooner than its expiry says: the
	# program knows.
	if ($now + 60 -lt $script:State['Clock']) {
		$script:State['Retry'] = 0
		$script:State['Doubt'] = 3
	}
	$script:State['Clock'] = $now
	# Most people guard nothing. A guarded role may have been taken before the module was loaded again.
	$hasGuard = [Environment]::GetEnvironmentVariable('SSOENV_GUARD')
	if ($script:Texts['guard'] -and ($hasGuard -or $script:State['Until'] -ne 0)) { & $script:Need guard }
	if ($script:State['Until'] -ne 0 -and (Clear-Overdue $now)) { return }
	if (-not $script:TestAs.InvokeReturnAsIs('Ours') -and -not (Test-Inherited)) {
		$null = $script:SetPrompt.InvokeReturnAsIs('[?]', 'SSOENV_COLOR_OVER', '31')
		return
	}
	$left = [long]::Parse($expires) - $now
	$window = $script:GetWindow.InvokeReturnAsIs()
	$script:DueAt = $now + $left - $window
	$isDoubted = $script:State['Doubt'] -gt 0
	if (($left -lt $window -or $isDoubted) -and (Test-Refresh)) {
		if (Update-Role $now) {
			$left = [long]::Parse([Environment]::GetEnvironmentVariable('SSOENV_EXPIRES')) - $now
		} elseif ($left -lt 900 -or $isDoubted) {
			# The program renews a role that has less than 15 minutes left. Before that, it would bring nothing new.
			Start-Renewal $now
		}
	}
	if ($left -le 0) {
		Write-Expiry
		$null = $script:SetPrompt.InvokeReturnAsIs('expired', 'SSOENV_COLOR_OVER', '31')
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
	if ($hasGuard -and (Test-Guarded $env:SSOENV_PROFILE)) {
		$null = $script:SetPrompt.InvokeReturnAsIs($text, 'SSOENV_COLOR_GUARD', '1;37;41')
	} elseif ($left -lt $window) {
		$null = $script:SetPrompt.InvokeReturnAsIs($text, 'SSOENV_COLOR_SOON', '33')
	} else {
		$null = $script:SetPrompt.InvokeReturnAsIs($text, 'SSOENV_COLOR_FRESH', '32')
	}
}

# Says once that the role has expired.
function script:Write-Expiry {
	if ([string]::Equals($script:State['Told'], [Environment]::GetEnvironmentVariable('SSOENV_EXPIRES'))) { return }
	$script:State['Told'] = [Environment]::GetEnvironmentVariable('SSOENV_EXPIRES')
	Write-Message expired @{ profile = $env:SSOENV_PROFILE }
}

# Takes a newer copy, if there is one, for the command that was just typed.
function script:Update-BeforeCommand {
	$expires = [Environment]::GetEnvironmentVariable('SSOENV_EXPIRES')
	if (-not $expires -or -not $script:Digits.IsMatch($expires) -or -not [Environment]::GetEnvironmentVariable('SSOENV_PROFILE')) { return }
	$now = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds()
	if (-not (Test-Due ([long]::Parse($expires) - $now) $script:GetWindow.InvokeReturnAsIs())) { return }
	if ($script:TestAs.InvokeReturnAsIs('Ours') -or (Test-Inherited)) { $null = Update-Role $now }
}

$script:HasPrompt = $true
