# Shows the role in a function `prompt` of your own. Put this in front of the text that your function returns.

$(if ($role = Get-SsoenvPrompt) { "$role " })
