# The role in this shell: part of ssoenv.psm1, which parses it when it is needed.

# The first time, .NET compiles each kind of operation on each kind of value, and a call of a function takes as long as all of its
# lines. So what lies on the way of a fresh role has few kinds, few calls, no numbers with a type, and leaves cultures alone.

# What a role changes, in the order in which everything below counts.
$script:Names = -split '
	AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN AWS_SESSION_EXPIRATION
	AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION
	AWS_REGION AWS_DEFAULT_REGION
	AWS_SSO_PROFILE SSOENV_PROFILE SSOENV_ACCOUNT_ID SSOENV_ROLE_NAME SSOENV_REGION SSOENV_EXPIRES'
$script:Every = 0..15

# Private state. Secrets are kept in slots of it and never in a variable, because Set-PSDebug -Trace 2 shows what variables are set to.
# Whoever loads this module anew (Import-Module -Force) goes on with the state of before: it waits in the process, not in the environment.
$script:State = $null
if ([AppContext]::GetData('ssoenv')) { $script:State = [AppContext]::GetData("ssoenv of runspace $([runspace]::DefaultRunspace.InstanceId)") }
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

$script:Guard = @{ For = ''; Pattern = $null }
$script:GetStat = $null
$script:Plain = [regex]::new('\A[A-Za-z0-9_][A-Za-z0-9._@+=,-]*\z')
# Whole numbers of a sane size, with no leading 0.
$script:Digits = [regex]::new('\A(?:0|[1-9][0-9]{0,10})\z')
# What a terminal must not be shown, from src/core/text/printable.ts: begin
$script:Controls = [regex]::new('[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890-\u0891\u08e2\u115f-\u1160\u17b4-\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb]|[\ud804][\udcbd]|[\ud804][\udccd]|[\ud80d][\udc30-\udc3f]|[\ud82f][\udca0-\udca3]|[\ud834][\udd73-\udd7a]|[\udb40-\udb43][\udc00-\udfff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]')
# end
$script:IsLink = [IO.FileAttributes]::ReparsePoint
$script:HasModes = [string]::Equals($PSVersionTable['Platform'], 'Unix')

## Reading

# Variables are read with GetEnvironmentVariable wherever they may be absent: to `$env:` that is an exception, which takes
# its time.

# Reads the file NAME of the copies that the program keeps for us into the slot, if it is one that we may believe: a file that is
# ours alone, made from what this shell has, and no older than its sources.
function script:Read-Copy([string] $Name, [string] $Magic, $Least) {
	if ([string]::Equals([Environment]::GetEnvironmentVariable('SSOENV_SHELL_CACHE'), '0')) { return $false }
	$state = $script:State
	$folder = [Environment]::GetEnvironmentVariable('XDG_CACHE_HOME')
	if (-not $folder -or $folder[0] -ne '/') { $folder = "$([Environment]::GetEnvironmentVariable('HOME'))/.cache" }
	$folder = "$folder/ssoenv/shell"
	$copy = [IO.FileInfo]::new("$folder/$Name")
	# A pipe or a device has no length.
	if (-not $copy.Exists -or $copy.Length -eq 0 -or ($copy.Attributes -band $script:IsLink) -ne 0) { return $false }
	if ($script:HasModes) {
		if (($copy.UnixFileMode -band 63) -ne 0 -or ([IO.File]::GetUnixFileMode($folder) -band 18) -ne 0) { return $false }
		# Root can read what is anybody's; for everyone else a file of mode 0600 that can be read is their own.
		if ([Environment]::IsPrivilegedProcess -and -not (Test-OfRoot $copy.FullName)) { return $false }
	}
	$state['Lines'] = [IO.File]::ReadAllLines($copy.FullName)
	if ($state['Lines'].Length -lt $Least -or -not [string]::Equals($state['Lines'][0], $Magic)) { return $false }
	$i = 0
	foreach ($variable in 'HOME', 'AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE') {
		$i++
		$value = [Environment]::GetEnvironmentVariable($variable)
		if ($null -eq $value) {
			if ($state['Lines'][$i]) { return $false }
		} else {
			if (-not [string]::Equals($state['Lines'][$i], "=$value")) { return $false }
			# A relative path leads elsewhere from another folder.
			if ($value -and -not [IO.Path]::IsPathRooted($value) -and $value[0] -ne '~') { return $false }
		}
	}
	$time = $copy.LastWriteTimeUtc
	foreach ($i in 4, 5) {
		$source = [IO.FileInfo]::new($state['Lines'][$i])
		# What is moved to the place of a source may be older than it was: that shows on the folder. What is absent is old.
		if ([IO.File]::GetLastWriteTimeUtc($source.DirectoryName) -gt $time -or $source.LastWriteTimeUtc -gt $time) { return $false }
		# A link has a time of its own beside that of what it leads to.
		if (-not $source.Exists -or ($source.Attributes -band $script:IsLink) -eq 0) { continue }
		if (-not $script:HasModes -or $source.ResolveLinkTarget($true).LastWriteTimeUtc -gt $time) { return $false }
	}
	$true
}

# Nothing public tells quickly who owns a file: the provider's answer takes as long as everything else here. So what it asks itself
# is asked, where that is found.
function script:Test-OfRoot([string] $Path) {
	if ($null -eq $script:GetStat) {
		$unix = [psobject].Assembly.GetType('System.Management.Automation.Platform+Unix')
		$script:GetStat = if ($null -eq $unix) { '' } else { $unix.GetMethod('GetLStat') }
	}
	if ($script:GetStat) { return $script:GetStat.Invoke($null, @($Path)).UserId -eq 0 }
	$ExecutionContext.InvokeProvider.Item.Get([string[]] @($Path), $true, $true)[0].UnixStat.UserId -eq 0
}

# Reads the copy for PROFILE into the slot, if it lasts for at least SECONDS. There are copies of names only that are the names of
# files as they stand.
function script:Read-Role([string] $Name, $Now, $Seconds) {
	if (-not $script:Plain.IsMatch($Name)) { return $false }
	try {
		(Read-Copy "roles/$Name" 'ssoenv1' 16) -and
		[string]::Equals($script:State['Lines'][15], 'end') -and $script:Digits.IsMatch($script:State['Lines'][6]) -and
		[string]::Equals($script:State['Lines'][7], $Name) -and [long]::Parse($script:State['Lines'][6]) - $Now -ge $Seconds
	} catch { $false }
}

## The environment

# Looks at all of it.
function script:Update-Seen {
	$state = $script:State
	$state['Seen'] = [object[]]::new(16)
	foreach ($i in $script:Every) { $state['Seen'][$i] = [Environment]::GetEnvironmentVariable($script:Names[$i]) }
}

# Makes all of it what a slot of the state says. Before .NET 9 an empty variable is none.
function script:Set-Environment([string] $Slot) {
	$state = $script:State
	foreach ($i in $script:Every) {
		$name = $script:Names[$i]
		if ([object]::Equals($state[$Slot][$i], [Environment]::GetEnvironmentVariable($name))) { continue }
		if ($null -eq $state[$Slot][$i]) {
			[Environment]::SetEnvironmentVariable($name, [NullString]::Value)
		} else {
			[Environment]::SetEnvironmentVariable($name, $state[$Slot][$i])
		}
	}
}

# Makes all of it what is wanted, or leaves it as it was seen.
function script:Set-Wanted([bool] $IsQuiet) {
	try {
		Set-Environment Want
		$true
	} catch {
		# Windows refuses values that are too long.
		Set-Environment Seen
		if (-not $IsQuiet) { Write-Words 'the environment rejected a value, so nothing was changed' }
		$false
	} finally {
		$script:State['Want'] = $null
	}
}

# What a profile without a region makes of a region: one that an earlier profile brought goes with it, an inherited one too.
function script:Get-RegionLeft([int] $Index) {
	if ($null -ne $script:State['Ours']) {
		if ([object]::Equals($script:State['Seen'][$Index], $script:State['Ours'][$Index])) { return $script:State['Was'][$Index] }
	} elseif (Test-InheritedRegion $Index) {
		return $null
	}
	$script:State['Seen'][$Index]
}

# True when this region is the one that came with an inherited role.
function script:Test-InheritedRegion([int] $Index) {
	$script:State['Seen'][14] -and [object]::Equals($script:State['Seen'][$Index], $script:State['Seen'][14])
}

# Gives back what is still ours; in a shell that only inherited the role, its variables are removed. Tells the status.
function script:Clear-Role {
	if ($null -eq $script:State['Ours'] -and $null -eq [Environment]::GetEnvironmentVariable('SSOENV_PROFILE')) {
		Write-Words 'no profile is active in this shell'
		return 0
	}
	Update-Seen
	$script:State['Want'] = $script:State['Seen'].Clone()
	foreach ($i in $script:Every) {
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

# A failure that shows in `$?`, so that `&&` stops, and nowhere else; unless the person wants failing programs to be errors.
function script:Get-Failure([int] $Status) {
	[Management.Automation.ErrorRecord]::new([Exception]::new("ssoenv ended with exit status $Status"), 'ssoenv', 'NotSpecified', $Status)
}

# A text that can do nothing to a terminal.
function script:Get-Shown([string] $Text) { $script:Controls.Replace($Text, '?') }

function script:Write-Words([string] $Text) { [Console]::Error.WriteLine('ssoenv: ' + (Get-Shown $Text)) }

# A length of time, as the program tells it.
function script:Get-TimeLeft([long] $Seconds) {
	if ($Seconds -lt 60) { return "$Seconds s" }
	$minutes = [long] [Math]::Floor($Seconds / 60)
	if ($minutes -lt 60) { "$minutes min" } else { "$([Math]::Floor($minutes / 60)) h $($minutes % 60) min" }
}

function script:Write-Greeting([long] $Now) {
	$where = ''
	if ([Environment]::GetEnvironmentVariable('SSOENV_REGION')) { $where = " ($env:SSOENV_REGION)" }
	$left = Get-TimeLeft ([long] [Environment]::GetEnvironmentVariable('SSOENV_EXPIRES') - $Now)
	Write-Words "${env:SSOENV_PROFILE}: $env:SSOENV_ROLE_NAME in account $env:SSOENV_ACCOUNT_ID$where, $left left"
}

## Entering

# Tells the status of `ssoenv use NAME` where a copy is all that it takes, else -1.
function script:Enter-Copy([string] $Name) {
	if ([Environment]::GetEnvironmentVariable('SSOENV_GUARD')) { return -1 }
	$clock = [DateTimeOffset]::UtcNow
	$now = $clock.ToUnixTimeSeconds()
	if (Read-Role $Name $now 900) { Enter-Role $now } else { -1 }
}

# Takes over the role in the slot, whole or not at all; tells the status.
function script:Enter-Role($Now) {
	Update-Seen
	$state = $script:State
	$before = $state['Seen'][11]
	$entered = $state['Lines'][7]
	# Whatever is not ours is remembered, to be given back by `off`.
	if ($null -eq $state['Was']) {
		$state['Was'] = $state['Seen'].Clone()
	} else {
		foreach ($i in $script:Every) {
			if (-not [object]::Equals($state['Seen'][$i], $state['Ours'][$i])) { $state['Was'][$i] = $state['Seen'][$i] }
		}
	}
	$state['Want'] = $null, $null, $null, $null,
		$state['Lines'][8], $state['Lines'][9], $state['Lines'][10], $state['Lines'][11], $state['Lines'][12], $state['Lines'][12],
		$state['Lines'][7], $state['Lines'][7], $state['Lines'][13], $state['Lines'][14], $state['Lines'][12], $state['Lines'][6]
	if (-not $state['Lines'][12]) {
		$state['Want'][14] = $null
		$state['Want'][8] = Get-RegionLeft 8
		$state['Want'][9] = Get-RegionLeft 9
	}
	$state['Lines'] = $null
	if (-not (Set-Wanted $false)) {
		if ($null -eq $state['Ours']) { $state['Was'] = $null }
		return 3
	}
	Update-Seen
	$state['Ours'] = $state['Seen']
	$state['Told'] = ''
	if ($before -and -not [string]::Equals($before, $entered)) { $state['Last'] = $before }
	$state['Until'] = 0
	if ([Environment]::GetEnvironmentVariable('SSOENV_GUARD')) { Set-Limit $entered $Now }
	if (-not [Console]::IsErrorRedirected) { Write-Greeting $Now }
	0
}

function script:Set-Limit([string] $Name, $Now) {
	$minutes = [Environment]::GetEnvironmentVariable('SSOENV_GUARD_MINUTES')
	if ($minutes -and $script:Digits.IsMatch($minutes) -and (Test-Guarded $Name)) {
		$script:State['Until'] = $Now + 60 * [long] $minutes
		$script:State['Minutes'] = $minutes
	}
}

## The production guard

# Globs are those of the other shells: `[!a]`, and no backtick that would escape.
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
	$null -ne $script:Guard['Pattern'] -and $script:Guard['Pattern'].IsMatch($Name)
}

$script:CanUse = $true
