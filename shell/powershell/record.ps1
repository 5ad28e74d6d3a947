# The copies of roles and the lists of names that the program keeps for shells: part of start.psm1, which compiles it when
# it is needed. shell/README.md says when a copy counts.

# .NET compiles each kind of operation, for each type of value, when it runs for the first time: that is the 100 ms that the
# first `use` takes. So the way of a fresh role has few kinds of operations, few calls of functions, numbers without a
# type, and no comparison by culture.

# A call of a function takes 5 microseconds, and InvokeReturnAsIs of a block less than one. So what each `use` and each prompt
# calls is a block in a variable, and the rest are functions. Such a call returns what the block writes, so `$null =` stands
# before one whose result nobody needs.

# Secrets are kept in slots of $script:State and never in a variable: Set-PSDebug -Trace 2 prints what variables are set to.

$script:GetStat = $null
# Names that are the file names of their copies; a sign of any other name is written in hexadecimal digits.
$script:Plain = [regex]::new('\A[A-Za-z0-9_][A-Za-z0-9._@+=,-]*\z')
# Whole numbers of a sane size, with no leading 0.
$script:Digits = [regex]::new('\A(?:0|[1-9][0-9]{0,10})\z')
# The forms of a line of a record. An empty line unsets a variable, and a dash leaves it to the person. The environment cannot
# hold a NUL, and no value has a line end.
$script:Nothing = [regex]::new('\A\z')
$script:Value = [regex]::new('\A=[^\0\r\n]*\z')
$script:ValueOrNothing = [regex]::new('\A(?:=[^\0\r\n]*)?\z')
$script:ValueOrKept = [regex]::new('\A(?:=[^\0\r\n]*|-)\z')
# Signs that no name with a copy can have: NUL, newline and carriage return.
$script:Unfit = [char[]] "`0`n`r"
$script:IsLink = [IO.FileAttributes]::ReparsePoint
$script:HasModes = [string]::Equals($PSVersionTable['Platform'], 'Unix')

# Returns the file name of the copy for a profile, or '' for a name that can have none.
function script:Get-CopyName([string] $Name) {
	if ($script:Plain.IsMatch($Name)) { return $Name }
	if (-not $Name -or $Name.IndexOfAny($script:Unfit) -ge 0) { return '' }
	$file = [Text.StringBuilder]::new()
	foreach ($byte in [Text.Encoding]::UTF8.GetBytes($Name)) {
		$sign = [string] [char] $byte
		# `_` stands for the first sign, so that the others may be any that is not the first.
		$isPlain = $script:Plain.IsMatch($(if ($file.Length -eq 0) { $sign } else { "_$sign" }))
		$null = $file.Append($(if ($isPlain) { $sign } else { '%' + $byte.ToString('X2') }))
	}
	if ($file.Length -gt 255) { '' } else { $file.ToString() }
}

# Reads a file of the copies into the slot Lines or, if it is a list of names, only its header, its whole text into the slot Text,
# and into the slot Start where the header ends. Returns false if it is not one to believe.
$script:ReadCopy = {
	param($Name, $Magic, $IsList)
	# [Environment] throughout: an absent variable is an exception to `$env:`, which takes 10 microseconds.
	if ([string]::Equals([Environment]::GetEnvironmentVariable('SSOENV_SHELL_CACHE'), '0')) { return $false }
	# Names are no secrets.
	if (-not $IsList -and [string]::Equals([Environment]::GetEnvironmentVariable('SSOENV_KEEP'), '0')) { return $false }
	$state = $script:State
	$folder = [Environment]::GetEnvironmentVariable('XDG_CACHE_HOME')
	if (-not $folder -or $folder[0] -ne '/') { $folder = [Environment]::GetEnvironmentVariable('HOME') + '/.cache' }
	$copy = [IO.FileInfo]::new("$folder/ssoenv/shell/$Name")
	# A pipe or a device has no length.
	if (-not $copy.Exists -or $copy.Length -eq 0 -or ($copy.Attributes -band $script:IsLink) -ne 0) { return $false }
	if ($script:HasModes -and -not $script:TestPrivate.InvokeReturnAsIs($copy, "$folder/ssoenv/shell")) { return $false }
	# ReadAllLines would end a line at a carriage return, and would not tell whether the last one has an end.
	$first = $script:FirstFile
	$header = $script:Header
	if ($IsList) {
		# No session name decides which names there are.
		$first--
		$header--
		$state['Text'] = [IO.File]::ReadAllText($copy.FullName)
		$end = -1
		for ($i = 0; $i -lt $header; $i++) { $end = $state['Text'].IndexOf([char] 10, $end + 1) }
		$state['Lines'] = $state['Text'].Substring(0, $end).Split([char] 10)
		$state['Start'] = $end
	} else {
		$state['Lines'] = [IO.File]::ReadAllText($copy.FullName).Split([char] 10)
	}
	if (-not [string]::Equals($state['Lines'][0], $Magic)) { return $false }
	for ($i = 1; $i -lt $first; $i++) {
		$value = [Environment]::GetEnvironmentVariable($script:Sources[$i - 1])
		if ($null -eq $value) {
			if ($state['Lines'][$i]) { return $false }
		} else {
			if (-not [string]::Equals($state['Lines'][$i], "=$value")) { return $false }
			# A relative path leads elsewhere from another folder.
			if ($value -and -not [string]::Equals($script:Sources[$i - 1], 'SSOENV_ROLE_SESSION_NAME') -and
				-not [IO.Path]::IsPathRooted($value) -and $value[0] -ne '~') { return $false }
		}
	}
	$time = $copy.LastWriteTimeUtc
	for ($i = $first; $i -lt $header; $i++) {
		$source = [IO.FileInfo]::new($state['Lines'][$i])
		# A file that is moved to the place of a source may be older than it was: its folder is newer. An absent file is old.
		if ([IO.File]::GetLastWriteTimeUtc($source.DirectoryName) -gt $time -or $source.LastWriteTimeUtc -gt $time) { return $false }
		# A link has a time of its own beside that of its target.
		if (-not $source.Exists -or ($source.Attributes -band $script:IsLink) -eq 0) { continue }
		if (-not $script:HasModes -or $source.ResolveLinkTarget($true).LastWriteTimeUtc -gt $time) { return $false }
	}
	$true
}

# Returns true if the file is this user's alone, and nobody else can write to its folders.
$script:TestPrivate = {
	param($Copy, $Folder)
	# 63 and 18 are 077 and 022 in octal.
	if (($Copy.UnixFileMode -band 63) -ne 0 -or ([IO.File]::GetUnixFileMode($Folder) -band 18) -ne 0 -or
		([IO.File]::GetUnixFileMode($Copy.DirectoryName) -band 18) -ne 0) { return $false }
	# A file of mode 0600 that somebody other than root can read is their own.
	if (-not [Environment]::IsPrivilegedProcess) { return $true }
	foreach ($path in $Copy.FullName, $Copy.DirectoryName) {
		if ($script:GetOwner.InvokeReturnAsIs($path) -ne 0) { return $false }
	}
	$true
}

# Returns the ID of the user who owns a file.
$script:GetOwner = {
	param($Path)
	if ($null -eq $script:GetStat) {
		# Nothing public returns the owner of a file quickly: Get-Item takes as long as everything else here. So this asks
		# the method that Get-Item asks (CoreCLR/CorePsPlatform.cs), and Get-Item where that method is missing.
		$unix = [psobject].Assembly.GetType('System.Management.Automation.Platform+Unix')
		$script:GetStat = if ($null -eq $unix) { '' } else { $unix.GetMethod('GetLStat') }
	}
	if ($script:GetStat) { return $script:GetStat.Invoke($null, @($Path)).UserId }
	$ExecutionContext.InvokeProvider.Item.Get([string[]] @($Path), $true, $true)[0].UnixStat.UserId
}

# Returns true if the slot Lines is a whole record, and moves its variables to the slot New: a text, $null for a variable to
# unset, or $script:Kept for a setting that stays as the person has it. Sets the slot IsRare to whether it has rare settings;
# otherwise their slots mean nothing. Behind the last line is an empty text.
$script:TestRecord = {
	$state = $script:State
	if ($state['Lines'].Length -ne $script:EndAt + 2 -or $state['Lines'][$script:EndAt + 1] -or
		-not [string]::Equals($state['Lines'][0], $script:Magic) -or
		-not [string]::Equals($state['Lines'][$script:EndAt], $script:End)) { return $false }
	$state['New'] = [object[]]::new($script:Names.Length)
	[array]::Copy($state['Lines'], $script:Header, $state['New'], 0, $script:Names.Length)
	$state['Lines'] = $null
	$state['IsRare'] = $false
	foreach ($i in $script:Rare) {
		if (-not [string]::Equals($state['New'][$i], $script:NoRare[$i])) { $state['IsRare'] = $true }
	}
	$rows = $script:Usual
	if ($state['IsRare']) { $rows = $script:Every }
	foreach ($i in $rows) {
		if (-not $script:Forms[$i].IsMatch($state['New'][$i])) { return $false }
		if (-not $state['New'][$i]) {
			$state['New'][$i] = $null
		} elseif ([string]::Equals($state['New'][$i], '-')) {
			$state['New'][$i] = $script:Kept
		} else {
			$state['New'][$i] = $state['New'][$i].Substring(1)
		}
	}
	$script:Digits.IsMatch($state['New'][$script:AtExpires])
}

# Reads the copy for a profile into the slot New, if it lasts for so many seconds more.
$script:ReadRole = {
	param([string] $Name, $Now, $Seconds)
	$file = $Name
	if (-not $script:Plain.IsMatch($Name)) {
		$file = Get-CopyName $Name
		if (-not $file) { return $false }
	}
	try {
		$script:ReadCopy.InvokeReturnAsIs("roles/$file", $script:Magic, $false) -and $script:TestRecord.InvokeReturnAsIs() -and
		[string]::Equals($script:State['New'][$script:AtProfile], $Name) -and
		[long]::Parse($script:State['New'][$script:AtExpires]) - $Now -ge $Seconds
	} catch { $false }
}
