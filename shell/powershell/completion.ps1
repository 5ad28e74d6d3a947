# Completion: part of ssoenv.psm1, which parses it when it is needed. It reads files and starts no process.

# What there is, as flags with the kind of their value.
## generated: the command table
$script:Commands = @{
	use = @{ Takes = 'profile'; Flags = @{ '--shell' = 'shell'; '--account' = 'text'; '--role' = 'text'; '--sso-session' = 'session'; '--role-arn' = 'text'; '--source-profile' = 'profile'; '--external-id' = 'text'; '--region' = 'text'; '--login' = ''; '--no-login' = ''; '--device-code' = ''; '--mfa-code' = 'text'; '--yes' = ''; '--help' = '' } }
	off = @{ Takes = ''; Flags = @{ '--shell' = 'shell'; '--help' = '' } }
	exec = @{ Takes = 'profile'; Flags = @{ '--account' = 'text'; '--role' = 'text'; '--sso-session' = 'session'; '--role-arn' = 'text'; '--source-profile' = 'profile'; '--external-id' = 'text'; '--region' = 'text'; '--login' = ''; '--no-login' = ''; '--device-code' = ''; '--renew' = ''; '--yes' = ''; '--help' = '' } }
	each = @{ Takes = 'profile'; Flags = @{ '--account' = 'text'; '--role' = 'text'; '--sso-session' = 'session'; '--all-roles' = ''; '--jobs' = 'text'; '--fail-fast' = ''; '--json' = ''; '--output-dir' = 'text'; '--region' = 'text'; '--login' = ''; '--no-login' = ''; '--device-code' = ''; '--yes' = ''; '--help' = '' } }
	console = @{ Takes = 'profile'; Flags = @{ '--account' = 'text'; '--role' = 'text'; '--sso-session' = 'session'; '--role-arn' = 'text'; '--source-profile' = 'profile'; '--external-id' = 'text'; '--region' = 'text'; '--login' = ''; '--no-login' = ''; '--device-code' = ''; '--service' = 'service'; '--path' = 'text'; '--url' = 'text'; '--portal' = ''; '--print' = ''; '--browser' = 'text'; '--private' = ''; '--own-window' = ''; '--firefox-container' = ''; '--qr' = ''; '--duration' = 'text'; '--yes' = ''; '--help' = '' } }
	list = @{ Takes = ''; Flags = @{ '--json' = ''; '--include' = 'text'; '--exclude' = 'text'; '--help' = '' } }
	status = @{ Takes = 'profile'; Flags = @{ '--sso-session' = 'session'; '--json' = ''; '--check' = ''; '--min-left' = 'text'; '--watch' = ''; '--help' = '' } }
	why = @{ Takes = ''; Flags = @{ '--json' = ''; '--help' = '' } }
	allow = @{ Takes = 'folder'; Flags = @{ '--help' = '' } }
	deny = @{ Takes = 'folder'; Flags = @{ '--help' = '' } }
	login = @{ Takes = 'profile'; Flags = @{ '--sso-session' = 'session'; '--device-code' = ''; '--no-browser' = ''; '--force' = ''; '--help' = '' } }
	logout = @{ Takes = 'profile'; Flags = @{ '--sso-session' = 'session'; '--all' = ''; '--help' = '' } }
	wait = @{ Takes = 'profile'; Flags = @{ '--sso-session' = 'session'; '--timeout' = 'text'; '--help' = '' } }
	install = @{ Takes = 'shell'; Flags = @{ '--prompt' = ''; '--no-prompt' = ''; '--directories' = ''; '--launcher' = 'text'; '--help' = '' } }
	uninstall = @{ Takes = 'shell'; Flags = @{ '--launcher' = 'text'; '--purge' = ''; '--dry-run' = ''; '--yes' = ''; '--help' = '' } }
	init = @{ Takes = 'shell'; Flags = @{ '--path' = ''; '--help' = '' } }
	prompt = @{ Takes = ''; Flags = @{ '--for' = 'for'; '--shell' = 'shell'; '--help' = '' } }
	configure = @{ Takes = 'profile'; Flags = @{ '--sso-session' = 'session'; '--start-url' = 'text'; '--sso-region' = 'text'; '--scopes' = 'text'; '--account' = 'text'; '--role' = 'text'; '--region' = 'text'; '--output' = 'text'; '--legacy' = ''; '--session-only' = ''; '--device-code' = ''; '--no-browser' = ''; '--help' = '' } }
	accounts = @{ Takes = 'profile'; Flags = @{ '--sso-session' = 'session'; '--json' = ''; '--refresh' = ''; '--include' = 'text'; '--exclude' = 'text'; '--help' = '' } }
	roles = @{ Takes = 'account'; Flags = @{ '--sso-session' = 'session'; '--json' = ''; '--help' = '' } }
	sync = @{ Takes = ''; Flags = @{ '--sso-session' = 'session'; '--include' = 'text'; '--exclude' = 'text'; '--template' = 'text'; '--single' = 'text'; '--prefer' = 'text'; '--names' = 'text'; '--rename' = ''; '--region' = 'text'; '--set' = 'text'; '--comment' = 'text'; '--prune' = ''; '--refresh' = ''; '--dry-run' = ''; '--check' = ''; '--verbose' = ''; '--yes' = ''; '--undo' = ''; '--from' = 'from'; '--help' = '' } }
	remove = @{ Takes = 'profile'; Flags = @{ '--sso-session' = 'session'; '--dry-run' = ''; '--yes' = ''; '--undo' = ''; '--help' = '' } }
	rename = @{ Takes = 'profile'; Flags = @{ '--dry-run' = ''; '--yes' = ''; '--undo' = ''; '--help' = '' } }
	doctor = @{ Takes = ''; Flags = @{ '--json' = ''; '--fix' = ''; '--yes' = ''; '--online' = ''; '--bundle' = 'text'; '--help' = '' } }
	export = @{ Takes = 'profile'; Flags = @{ '--format' = 'format'; '--mfa-code' = 'text'; '--help' = '' } }
	serve = @{ Takes = 'profile'; Flags = @{ '--port' = 'text'; '--write-env' = 'text'; '--docker' = ''; '--shell' = 'shell'; '--account' = 'text'; '--role' = 'text'; '--sso-session' = 'session'; '--role-arn' = 'text'; '--source-profile' = 'profile'; '--external-id' = 'text'; '--region' = 'text'; '--login' = ''; '--no-login' = ''; '--device-code' = ''; '--yes' = ''; '--help' = '' } }
	write = @{ Takes = 'profile'; Flags = @{ '--as' = 'text'; '--keep' = ''; '--remove' = ''; '--account' = 'text'; '--role' = 'text'; '--sso-session' = 'session'; '--role-arn' = 'text'; '--source-profile' = 'profile'; '--external-id' = 'text'; '--region' = 'text'; '--login' = ''; '--no-login' = ''; '--device-code' = ''; '--yes' = ''; '--help' = '' } }
}
$script:Choices = @{
	'shell' = [string[]] @('bash', 'zsh', 'sh', 'fish', 'powershell', 'nushell', 'elvish', 'xonsh', 'tcsh')
	'service' = [string[]] @('acm', 'amplify', 'apigateway', 'apigw', 'appsync', 'asg', 'athena', 'autoscaling', 'backup', 'batch', 'beanstalk', 'bedrock', 'billing', 'cfn', 'cloudformation', 'cloudfront', 'cloudshell', 'cloudtrail', 'cloudwatch', 'codebuild', 'codecommit', 'codedeploy', 'codepipeline', 'cognito', 'config', 'controltower', 'costs', 'cw', 'ddb', 'docdb', 'dynamodb', 'ec2', 'ecr', 'ecs', 'efs', 'eks', 'elasticache', 'elb', 'emr', 'eventbridge', 'events', 'glue', 'guardduty', 'health', 'home', 'iam', 'inspector', 'kinesis', 'kms', 'lambda', 'logs', 'mq', 'msk', 'neptune', 'opensearch', 'organizations', 'orgs', 'quotas', 'r53', 'ram', 'rds', 'redshift', 'route53', 's3', 'sagemaker', 'secrets', 'secretsmanager', 'securityhub', 'servicequotas', 'ses', 'sfn', 'sns', 'sqs', 'ssm', 'sso', 'stepfunctions', 'support', 'trail', 'transfer', 'vpc', 'waf', 'workspaces', 'xray')
	'for' = [string[]] @('plain', 'own', 'prompt-command', 'bash-it', 'oh-my-bash', 'bash-git-prompt', 'oh-my-zsh', 'prezto', 'pure', 'powerlevel10k', 'tide', 'posh-git', 'starship', 'oh-my-posh', 'tmux')
	'from' = [string[]] @('granted', 'aws-vault', 'aws-sso-cli')
	'format' = [string[]] @('process', 'env', 'env-no-export', 'powershell', 'windows-cmd', 'fish', 'json', 'dotenv', 'sts', 'github', 'direnv', 'docker', 'systemd')
}
# The commands that take the command line of another program.
$script:Runners = [string[]] @('exec', 'each')
# Those of them that take any number of profiles.
$script:Lists = [string[]] @('each', 'remove', 'serve', 'write')
## end of what is generated

$script:Bare = [regex] '\A[A-Za-z0-9_][A-Za-z0-9_.-]*\z'
# A line with a name that is one word as it stands, and a description in plain ASCII; and a list that has only such lines, first
# those of profiles, each with a description.
$script:UsualLine = [regex] '\A[ps]\t[A-Za-z0-9_][A-Za-z0-9_.-]*(?:\t[ -~]*)?\z'
$script:UsualList = [regex] '\G(?>\np\t[A-Za-z0-9_][A-Za-z0-9_.-]*\t[ -~]*)*(?>\ns\t[A-Za-z0-9_][A-Za-z0-9_.-]*)*\n\z'
# Headers are words as a POSIX shell has them: runs of quoted text, escaped characters and plain ones.
$script:SectionHeader = [regex] ('(?m)^[ \t]*\[(profile|sso-session)[^\s"''\]]*[ \t]+' +
	'((?:''[^''\r\n]*''|"(?:\\.|[^"\\\r\n])*"|\\.|[^\s"''\\\]])+)[ \t]*\]|^[ \t]*\[(default)\]')
$script:QuotedPart = [regex] '''([^'']*)''|"((?:\\.|[^"\\])*)"|\\(.)'
$script:Section = [regex] '(?m)^[ \t]*\[([^\r\n]+)\]'

# Sets the slot Text to a text that ends with the names, lines of `p<TAB>name<TAB>description` and `s<TAB>name`. It is the file
# that the program keeps or, where that is stale, what the config files say. Returns where the line end before the first name is.
function script:Get-NameList {
	$state = $script:State
	try {
		if ($script:ReadCopy.InvokeReturnAsIs('names', 'ssoenv-names1', $true)) { return $state['Start'] }
	} catch {
		# Then the files are read.
	}
	$profiles = [Collections.Generic.List[string]]::new()
	$sessions = [Collections.Generic.List[string]]::new()
	$marks = [char[]] '"''\'
	foreach ($match in $script:SectionHeader.Matches((Read-Source AWS_CONFIG_FILE config))) {
		$groups = $match.Groups
		$name = $groups[2].Value + $groups[3].Value
		if ($name.IndexOfAny($marks) -ge 0) {
			$name = $script:QuotedPart.Replace($name, {
					$args[0].Groups[1].Value + ($args[0].Groups[2].Value -replace '\\(["\\])', '$1') + $args[0].Groups[3].Value
				})
		}
		if ([string]::Equals($groups[1].Value, 'sso-session')) { $sessions.Add("s`t$name`n") } else { $profiles.Add("p`t$name`t`n") }
	}
	foreach ($match in $script:Section.Matches((Read-Source AWS_SHARED_CREDENTIALS_FILE credentials))) {
		$profiles.Add("p`t$($match.Groups[1].Value)`t`n")
	}
	$state['Text'] = "`n" + [string]::Concat([Linq.Enumerable]::Distinct($profiles)) + [string]::Concat([Linq.Enumerable]::Distinct($sessions))
	0
}

function script:Read-Source([string] $Variable, [string] $Name) {
	$path = [Environment]::GetEnvironmentVariable($Variable)
	if (-not $path) { $path = "~/.aws/$Name" }
	$base = [Environment]::GetEnvironmentVariable('HOME')
	if (-not $base) { $base = $HOME }
	if ($path -match '\A~[/\\]') { $path = $base + $path.Substring(1) }
	$path = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($path)
	if ([IO.File]::Exists($path)) { [IO.File]::ReadAllText($path) } else { '' }
}

# Results go into a list that is handed down, because each function that returned ten thousand of them would take milliseconds.

# Adds the names of profiles (p) or sso-sessions (s) that begin with PREFIX.
function script:Add-Names($Results, [string] $Mark, [string] $Prefix, [string] $Before) {
	$at = Get-NameList
	# Ten thousand names are much to keep.
	$text = $script:State['Text']
	$script:State['Text'] = $null
	if ($Prefix -eq '' -and $Mark -ceq 'p' -and $script:UsualList.IsMatch($text, $at)) {
		Add-AllProfiles $Results $text $at $Before
		return
	}
	$kind = [Management.Automation.CompletionResultType]::ParameterValue
	$start = "`n$Mark`t$Prefix"
	$at = $text.IndexOf($start, $at, [StringComparison]::OrdinalIgnoreCase)
	while ($at -ge 0) {
		$end = $text.IndexOf([char] 10, $at + 1)
		# The text behind the last line end is no line.
		if ($end -lt 0) { return }
		$line = $text.Substring($at + 1, $end - $at - 1)
		$part = $line.Split([char] 9)
		if ($script:UsualLine.IsMatch($line)) {
			$name = $part[1]
			$tip = $name
			if ($part.Length -gt 2 -and $part[2]) { $tip = $part[2] }
			$Results.Add([Management.Automation.CompletionResult]::new($Before + $name, $name, $kind, $tip))
		} else {
			Add-OddName $Results $part $Before
		}
		$at = $text.IndexOf($start, $end, [StringComparison]::OrdinalIgnoreCase)
	}
}

# Adds the profiles of a list that has only usual lines. Of ten thousand profiles, .NET's garbage collector takes longer than all
# that runs here. So this leaves little to collect: one call cuts up the whole list, and an index that is raised where it stands
# makes one object, where a sum makes another.
function script:Add-AllProfiles($Results, [string] $Text, $Start, [string] $Before) {
	$kind = [Management.Automation.CompletionResultType]::ParameterValue
	$marks = [char[]] "`t`n"
	$part = $Text.Split($marks)
	$i = $Text.Substring(0, $Start + 1).Split($marks).Length - 1
	$null = $Results.EnsureCapacity([int] ($part.Length / 3))
	while ([string]::Equals($part[$i], 'p')) {
		$i++
		$name = $part[$i]
		$i++
		$tip = $part[$i]
		if (-not $tip) { $tip = $name }
		$Results.Add([Management.Automation.CompletionResult]::new($Before + $name, $name, $kind, $tip))
		$i++
	}
}

function script:Add-OddName($Results, [string[]] $Part, [string] $Before) {
	$name = $Part[1]
	if ($script:Hidden.IsMatch($name) -or $name -eq '') { return }
	$tip = if ($Part.Length -gt 2 -and $Part[2]) { $Part[2] } else { $name }
	$text = $Before + $name
	if (-not $script:Bare.IsMatch($name)) { $text = "'" + [Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($text) + "'" }
	$Results.Add([Management.Automation.CompletionResult]::new($text, $name, 'ParameterValue', $script:Hidden.Replace($tip, '?')))
}

function script:Add-Words($Results, [string[]] $Words, [string] $Prefix, [string] $Before) {
	foreach ($word in $Words) {
		if ($word.StartsWith($Prefix, [StringComparison]::OrdinalIgnoreCase)) {
			$Results.Add([Management.Automation.CompletionResult]::new($Before + $word, $word, 'ParameterValue', $word))
		}
	}
}

function script:Get-Sorted([hashtable] $Table) {
	$words = [string[]] @($Table.Keys)
	[array]::Sort($words, [StringComparer]::Ordinal)
	$words
}

function script:Add-Kind($Results, [string] $Kind, [string] $Prefix, [string] $Before) {
	switch -CaseSensitive ($Kind) {
		'profile' { Add-Names $Results p $Prefix $Before }
		'session' { Add-Names $Results s $Prefix $Before }
		default { if ($script:Choices.ContainsKey($Kind)) { Add-Words $Results $script:Choices[$Kind] $Prefix $Before } }
	}
}

# The value of an element of a command line without its quotes.
function script:Get-Value([object] $Element) {
	if ($Element -is [Management.Automation.Language.StringConstantExpressionAst]) { $Element.Value } else { $Element.Extent.Text }
}

# Adds what PowerShell offers for the command line of another program, which begins with that element of the line.
function script:Add-Program($Results, [Management.Automation.Language.CommandAst] $Tree, [int] $Begin, [int] $Cursor) {
	if ($Begin -ge $Tree.CommandElements.Count) { return }
	$start = $Tree.CommandElements[$Begin].Extent.StartOffset
	$text = $Tree.Extent.Text.Substring($start - $Tree.Extent.StartOffset)
	$text = $text.PadRight($Cursor - $start).Substring(0, $Cursor - $start)
	foreach ($match in [Management.Automation.CommandCompletion]::CompleteInput($text, $text.Length, $null).CompletionMatches) {
		$Results.Add($match)
	}
}

# Adds what can stand at the cursor.
function script:Complete-Line($Results, [Management.Automation.Language.CommandAst] $Tree, [int] $Cursor) {
	$typed = ''
	$words = [Collections.Generic.List[string]]::new()
	foreach ($element in $Tree.CommandElements) {
		if ($element.Extent.EndOffset -lt $Cursor) {
			$words.Add((Get-Value $element))
		} elseif ($element.Extent.StartOffset -lt $Cursor) {
			$typed = $element.Extent.Text.Substring(0, $Cursor - $element.Extent.StartOffset)
		}
	}
	# One quote before the word, of any kind; in quotes of its kind it is doubled.
	$isQuoted = $typed -match '\A["''\u2018-\u201e]'
	if ($typed -match '\A["\u201c\u201d\u201e]') { $typed = $typed.Substring(1) -replace '""', '"' -replace '`(.)', '$1' }
	elseif ($typed -match "\A['\u2018-\u201b]") { $typed = $typed.Substring(1) -replace "(['\u2018-\u201b])['\u2018-\u201b]", '$1' }
	if ($words.Count -le 1) { return Add-Words $Results (Get-Sorted $script:Commands) $typed '' }
	if (-not $script:Commands.ContainsKey($words[1])) { return }
	$command = $script:Commands[$words[1]]
	$takes = $command.Takes
	$kind = ''
	$begin = -1
	$isRunner = $script:Runners -ccontains $words[1]
	$isList = $script:Lists -ccontains $words[1]
	for ($i = 2; $i -lt $words.Count; $i++) {
		if ($kind) { $kind = '' }
		elseif ($isRunner -and $words[$i] -ceq '--') { $begin = $i + 1; break }
		elseif ($isRunner -and -not $takes -and -not $words[$i].StartsWith('-', [StringComparison]::Ordinal)) { $begin = $i; break }
		elseif ($isRunner -and -not $isList -and $words[$i] -cmatch '\A--(?:account|role-arn)(?:=|\z)') {
			$takes = ''
			if ($words[$i] -cnotmatch '=') { $kind = 'text' }
		} elseif ($command.Flags.ContainsKey($words[$i])) { $kind = $command.Flags[$words[$i]] }
		elseif (-not $isList -and -not $words[$i].StartsWith('-', [StringComparison]::Ordinal)) { $takes = '' }
	}
	if ($begin -lt 0 -and $isRunner -and -not $takes -and -not $kind -and -not $typed.StartsWith('-', [StringComparison]::Ordinal)) {
		$begin = $words.Count
	}
	if ($begin -ge 0) { return Add-Program $Results $Tree $begin $Cursor }
	if ($kind) { return Add-Kind $Results $kind $typed '' }
	$flag, $value = $typed -split '=', 2
	if ($null -ne $value -and $command.Flags.ContainsKey($flag)) { return Add-Kind $Results $command.Flags[$flag] $value "$flag=" }
	if (-not $isQuoted -and $typed.StartsWith('-', [StringComparison]::Ordinal)) { return Add-Words $Results (Get-Sorted $command.Flags) $typed '' }
	Add-Kind $Results $takes $typed ''
}

$script:HasCompletion = $true
