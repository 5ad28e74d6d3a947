# The driver of PowerShell.

declare -gA gaps=(
	[unexported]='has no variables that are not exported'
	[bytes]='reads the environment as text'
	[clock]='has no clock that a test can set'
	[nothing]='offers files where there is nothing to offer'
	[parts]='keeps the text of all its files'
	[readonly]='has no readonly environment'
	[capture]='takes the role at once, also where the output is captured'
	[subshells]='has no subshells'
)

# The typographic quotes end a string too. The `x` keeps the line ends of the text.
quoted() {
	local text
	text=$(sed "s/['\xe2\x80\x98\xe2\x80\x99\xe2\x80\x9a\xe2\x80\x9b]/&&/g" <<<"$1x")
	printf "'%s'" "${text%x}"
}
applying() { echo "ssoenv $* | Invoke-Expression"; }
loading_layer() { echo "Import-Module '$program_root/shell/ssoenv'"; }
# PowerShell may decode what a native command writes, so another shell does the redirection.
recording() { echo "sh -c 'env -0 >\"\$1\"' sh '$1'"; }
exporting() { echo "[Environment]::SetEnvironmentVariable('$1', $(quoted "$2"))"; }
unsetting() { printf 'Remove-Item -ErrorAction Ignore Env:%s\n' "$@"; }
holding() { echo "\$held = ssoenv $*; [IO.File]::WriteAllText(\"\$PWD/held\", \"\$held\")"; }
evaluating_held() { echo '$held | Invoke-Expression'; }
printing_status() { echo '"status=$(if ($?) { 0 } else { $LASTEXITCODE })"'; }
argument_from() { echo "\$env:$1"; }
prompting() { echo '$null = Get-SsoenvPrompt'; }
before_command() { echo '& (Get-Module ssoenv) { if ($script:HasPrompt) { Update-BeforeCommand } }'; }
showing_prompt() { echo '"prompt=<$SSOENV_PROMPT>"'; }
showing_drawn() { echo '$PSStyle.OutputRendering = "Ansi"; [Console]::Out.WriteLine("drawn=<$SSOENV_PROMPT>")'; }

completing() {
	local line="ssoenv $1"
	echo "\$found = (TabExpansion2 $(quoted "$line") ${#line}).CompletionMatches.ListItemText"
	echo '[IO.File]::WriteAllLines("$PWD/got", [string[]] $found)'
}

interactive_shell() {
	printf '%s\n' 'function prompt { "<$(Get-SsoenvPrompt)>$env:PROMPT_END" }' "$@" >rc.ps1
	terminal=(pwsh -NoProfile -NoLogo -NoExit -File rc.ps1)
}
guarding() {
	echo '$null = & (Get-Module ssoenv) { & $script:Need messages record role guard }'
	echo "\"guarded=\$(1 - (& (Get-Module ssoenv) { Test-Guarded \$args[0] } $(quoted "$1")))\""
}
tracing() { echo 'Set-PSDebug -Trace 2'; }
tracing_no_more() { echo 'Set-PSDebug -Off'; }
starting_completion() { echo ''; }
