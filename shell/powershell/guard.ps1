# Profiles that need care: part of start.psm1, which compiles it when it is needed.

$script:Guard = @{ For = ''; Pattern = $null }

# Globs are those of the other shells: `[!a]`, and no backtick that escapes.
function script:Get-GuardPattern([string] $List) {
	$patterns = foreach ($glob in $List.Split([char[]] " `t`r`n", [StringSplitOptions]::RemoveEmptyEntries)) {
		$pattern = [regex]::Escape($glob).Replace('\*', '.*').Replace('\?', '.')
		[regex]::Replace($pattern, '\\\[(!|\\\^)?(\]?[^\]]+)\]', { '[' + ('^' * $args[0].Groups[1].Success) + $args[0].Groups[2].Value + ']' })
	}
	try { [regex]::new("\A(?:$($patterns -join '|'))\z", 'Singleline') } catch { [regex]::new('') }
}

function script:Test-Guarded([string] $Name) {
	$list = [Environment]::GetEnvironmentVariable('SSOENV_GUARD')
	if (-not $list) { return $false }
	if (-not [string]::Equals($script:Guard['For'], $list)) { $script:Guard = @{ For = $list; Pattern = Get-GuardPattern $list } }
	$script:Guard['Pattern'].IsMatch($Name)
}

# Returns whether a profile may be used. Asks on a terminal if it is guarded.
function script:Confirm-Entry([string] $Name, [bool] $IsSure) {
	if ($IsSure -or [Console]::IsInputRedirected -or [Console]::IsErrorRedirected -or -not (Test-Guarded $Name)) { return $true }
	[Console]::Error.Write((Get-Line $script:Messages['guarded'][0] @{ profile = $Name }))
	if ([Console]::ReadLine() -match '\A(y|yes)\z') { return $true }
	Write-Message unchanged
	$false
}

# Notes when a guarded role is to be left.
function script:Set-Limit($Now) {
	$minutes = [Environment]::GetEnvironmentVariable('SSOENV_GUARD_MINUTES')
	if ($minutes -and $script:Digits.IsMatch($minutes) -and (Test-Guarded $script:State['Ours'][$script:AtProfile])) {
		$script:State['Until'] = $Now + 60 * [long] $minutes
		$script:State['Minutes'] = $minutes
	}
}

# Leaves a guarded role whose time is over. Returns whether it did.
function script:Clear-Overdue($Now) {
	$state = $script:State
	if ($state['Until'] -eq 0 -or $Now -lt $state['Until']) { return $false }
	$state['Until'] = 0
	Write-Message dropped @{ profile = [Environment]::GetEnvironmentVariable('SSOENV_PROFILE'); minutes = $state['Minutes'] }
	$null = Clear-Role
	$true
}
