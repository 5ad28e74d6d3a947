# Shows the role in front of the prompt of posh-git. Put this into your profile, below the line that imports posh-git.

$GitPromptSettings.DefaultPromptPrefix.Text = '$(if ($role = Get-SsoenvPrompt) { "$role " })'
