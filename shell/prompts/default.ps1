# Shows the role in front of the default prompt. Put this into your profile, below the shell integration.

function prompt {
	# The module may have been removed since.
	$role = if (Test-Path function:Get-SsoenvPrompt) { Get-SsoenvPrompt }
	"$(if ($role) { "$role " })PS $($ExecutionContext.SessionState.Path.CurrentLocation)$('>' * ($NestedPromptLevel + 1)) "
}
