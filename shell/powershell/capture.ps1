# What `ssoenv use` and `ssoenv off` print where their output is captured or piped: part of start.psm1, which compiles it when
# it is needed.

# PowerShell has no subshell. `$(...)`, `(...)`, an assignment and a pipeline run the function in this shell, so it takes the
# role at once, and what it prints holds no secret. But Invoke-Expression takes no empty text, so there must be some code. In
# this shell that code does nothing. In another one with ssoenv it takes the copy, and in one without it fails. A use that failed
# prints nothing: Invoke-Expression then fails as well, while the failure of code that it runs never shows in `$?`.

$script:Captured = @{ Line = ''; Offset = 0; Is = $false }

# Returns the code for a command that has succeeded, or nothing if its line shows that nobody captures it.
function script:Get-CapturedCode([Management.Automation.InvocationInfo] $Call) {
	$isPiped = $Call.PipelinePosition -ne $Call.PipelineLength
	if (-not $isPiped -and -not (Test-Captured $Call.Line ($Call.OffsetInLine - 1))) { return }
	$name = [Environment]::GetEnvironmentVariable('SSOENV_PROFILE')
	if (-not $name) { return '$null' }
	"_ssoenv_captured_use '$([Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($name))'"
}

# Returns true if what the command prints goes into a variable or an expression, as far as its line shows. Parsing a line takes
# some 100 microseconds, and a loop asks the same again and again.
function script:Test-Captured([string] $Line, [int] $Offset) {
	if ($Line.Substring(0, $Offset).IndexOfAny([char[]] '=($@"') -lt 0) { return $false }
	if (-not ([string]::Equals($script:Captured['Line'], $Line) -and $script:Captured['Offset'] -eq $Offset)) {
		$script:Captured = @{ Line = $Line; Offset = $Offset; Is = Find-Capture $Line $Offset }
	}
	$script:Captured['Is']
}

function script:Find-Capture([string] $Line, [int] $Offset) {
	$tree = [Management.Automation.Language.Parser]::ParseInput($Line, [ref] $null, [ref] $null)
	$isThis = { param($node) $node -is [Management.Automation.Language.CommandAst] -and $node.Extent.StartOffset -eq $Offset }.GetNewClosure()
	$node = $tree.Find($isThis, $true)
	while ($null -ne $node -and $node -isnot [Management.Automation.Language.ScriptBlockAst]) {
		foreach ($kind in 'AssignmentStatementAst', 'SubExpressionAst', 'ArrayExpressionAst', 'ParenExpressionAst') {
			if ($node.GetType().Name -eq $kind) { return $true }
		}
		$node = $node.Parent
	}
	$false
}

# Takes the role of a captured `ssoenv use`. Returns the status.
function script:Enter-Captured([string] $Name) {
	Update-Seen
	$state = $script:State
	if ($null -ne $state['Ours'] -and [string]::Equals($state['Ours'][$script:AtProfile], $Name) -and $script:TestAs.InvokeReturnAsIs('Ours')) { return 0 }
	$now = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds()
	if (-not $script:ReadRole.InvokeReturnAsIs($Name, $now, 900)) {
		$status = Read-Program 'shell-role', '--shell', 'powershell', '--no-login', '--', $Name
		if ($status -ne 0) { return $status }
	}
	$script:EnterRole.InvokeReturnAsIs($now)
}
