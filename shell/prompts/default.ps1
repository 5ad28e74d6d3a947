# Shows the role in front of the default prompt. Put this into your profile, below the shell integration.

function prompt {
	$role = Get-SsoenvPrompt
	"$(if ($role) { "$role " })PS $($ExecutionContext.SessionState.Path.CurrentLocation)$('>' * ($NestedPromptLevel + 1)) "
}
