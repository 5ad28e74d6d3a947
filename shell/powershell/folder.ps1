# Tools that set variables for a folder: part of start.psm1, which compiles it when it is needed.

# A value that direnv or mise had set before `use` is the folder's, not the person's. When the person leaves the folder, the
# tool takes it back, but `use` has already unset the variable. So `off` must not give that value back.

# Takes out of the slot Before what a tool had set in a folder that it has left since.
function script:Remove-Left {
	$state = $script:State
	if ($null -eq $state['Ours']) { return }
	for ($t = 0; $t -lt $script:Tools.Length; $t++) {
		if (-not $state['Diffs'][$t] -or [object]::Equals($state['Diffs'][$t], [Environment]::GetEnvironmentVariable($script:Tools[$t]))) { continue }
		$isKnown = Read-Diff $t
		$left = @(foreach ($i in $state['Rows']) {
				if ($null -eq $state['Before'][$i] -or [object]::Equals($state['Before'][$i], $state['Seen'][$i])) { continue }
				if ($isKnown -and -not [regex]::IsMatch($state['Diff'], "(?<![A-Z0-9_])$($script:Names[$i])(?![A-Z0-9_])")) { continue }
				$state['Before'][$i] = $null
				$script:Names[$i]
			})
		$state['Diff'] = $null
		$tool = if ($t -eq 0) { 'direnv' } else { 'mise' }
		if ($left.Length -ne 0) { Write-Message 'not-restored' @{ tool = $tool; variables = $left -join ', ' } }
	}
}

# Reads into the slot Diff the text in which a tool lists the variables that it set: compressed JSON (direnv, gzenv.go) or
# MessagePack (mise, env_diff.rs), both in Base64. Returns false for anything else: then each value counts as the folder's.
function script:Read-Diff([int] $Index) {
	$state = $script:State
	try {
		$state['Diff'] = $state['Diffs'][$Index].Replace('-', '+').Replace('_', '/').TrimEnd('=')
		$state['Diff'] = $state['Diff'].PadRight([int] ([Math]::Ceiling($state['Diff'].Length / 4) * 4), '=')
		$state['Diff'] = [IO.MemoryStream]::new([Convert]::FromBase64String($state['Diff']))
		$state['Diff'] = [IO.Compression.ZLibStream]::new($state['Diff'], [IO.Compression.CompressionMode]::Decompress)
		$state['Diff'] = [IO.StreamReader]::new($state['Diff'], [Text.Encoding]::GetEncoding('iso-8859-1')).ReadToEnd()
		$true
	} catch { $false }
}
