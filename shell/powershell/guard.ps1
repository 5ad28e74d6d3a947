# Profiles that need care: part of start.psm1, which compiles it when it is needed.

$script:Guard = @{ For = ''; Pattern = $null }

# Patterns are those of the other shells: there are sets, and a backtick escapes nothing. So a pattern becomes a regular expression.
# If that does not compile, the pattern guards every name.
function script:Get-GuardPattern([string] $List) {
	$patterns = foreach ($glob in $List.Split([char[]] " `t`n`v`f`r", [StringSplitOptions]::RemoveEmptyEntries)) {
		-join @(foreach ($match in [regex]::Matches($glob, $script:PatternPart, 'Singleline')) { Get-PartPattern $match.Value })
	}
	try { [regex]::new("\A(?:$($patterns -join '|'))\z", 'Singleline') } catch { [regex]::new('') }
}

# The parts of a pattern, and of a set in it. `(?>...)` never tries shorter parts, so a `[` without its `]` stands for itself.
# Most shells guard nothing, so these texts become regular expressions when one is needed.
$script:SetPart = '\[:.*?:\]|\[\..+?\.\]|\[=.+?=\]|\\.'
$script:PatternPart = "\[(?>[!^]?)(?>(?:$script:SetPart|.)(?:$script:SetPart|[^\]])*)\]|\\.|."
$script:SetPart += '|[\ud800-\udbff][\udc00-\udfff]|.'
# To .NET, a character above U+FFFF is two.
$script:AnySign = '(?:[\ud800-\udbff][\udc00-\udfff]|.)'
# This does not compile.
$script:Unclear = '('
$script:Classes = @{
	alnum = '\p{L}\p{N}'; alpha = '\p{L}'; blank = ' \t'; cntrl = '\p{Cc}'; digit = '0-9'; graph = '\p{L}\p{M}\p{N}\p{P}\p{S}\p{Cs}'
	lower = '\p{Ll}'; print = ' \p{L}\p{M}\p{N}\p{P}\p{S}\p{Cs}'; punct = '\p{P}\p{S}'; space = '\s'; upper = '\p{Lu}'
	word = '\p{L}\p{N}_'; xdigit = '0-9A-Fa-f'
}

function script:Get-PartPattern([string] $Part) {
	if ([string]::Equals($Part, '*')) { return '.*' }
	if ([string]::Equals($Part, '?')) { return $script:AnySign }
	if ($Part.Length -gt 1 -and $Part[0] -eq '[') { return Get-SetPattern $Part }
	[regex]::Escape($Part.Substring($Part.Length - 1))
}

function script:Get-SetPattern([string] $Set) {
	$start = if ('!^'.IndexOf($Set[1]) -lt 0) { 1 } else { 2 }
	$dash = '-'
	$signs = ''
	$pairs = @()
	foreach ($match in [regex]::Matches($Set.Substring($start, $Set.Length - $start - 1), $script:SetPart, 'Singleline')) {
		$part = $match.Value
		if ($part.StartsWith('[:', [StringComparison]::Ordinal)) {
			$name = $part.Substring(2, $part.Length - 4)
			if (-not $script:Classes.ContainsKey($name)) { return $script:Unclear }
			$signs += $script:Classes[$name]
			# Behind a class, a regular expression would not take it for a sign.
			$dash = '\-'
			continue
		}
		if ([string]::Equals($part, '-')) {
			$signs += $dash
		} elseif ([char]::IsSurrogate($part[0])) {
			$pairs += $part
		} else {
			# `[.x.]` and `[=x=]` stand for x, and so does `\x`.
			if ($part.Length -eq 5) { $part = $part.Substring(2, 1) }
			if ($part.Length -gt 2) { return $script:Unclear }
			$signs += '\u{0:x4}' -f [int] $part[$part.Length - 1]
		}
		$dash = '-'
	}
	# No range can begin or end above U+FFFF.
	if ($pairs -and $signs.Contains('-')) { return $script:Unclear }
	if ($signs) { $pairs += "[$signs]" }
	"(?$(if ($start -eq 1) { '=' } else { '!' })$($pairs -join '|'))$script:AnySign"
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
	[Console]::Error.Write((Get-Line $script:Messages['guarded'] @{ profile = $Name }))
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
