# The shell layer in PowerShell. Several checks share a process, because pwsh takes a while to start.

load ../support/support
load ../support/layer

in_powershell() { in_each powershell "$1" "$2"; }

# giving NAME SECONDS: ./giving gives a role with so many seconds left, which no copy has.
giving() {
	age_config
	fields "$1" "$2" "ASIA$1" >given
	printf '#!/bin/sh\ncat "%s/given"\n' "$PWD" >giving
	chmod +x giving
}

# posh: runs the lines of stdin, strict and with the module loaded, all in one process. `Is NAME GOT WANTED` prints what differs.
posh() {
	export MODULE=$program_root/shell/ssoenv
	run_script 'Set-StrictMode -Version Latest' \
		'function Is($name, $got, $wanted) {' \
		'	if (-not [string]::Equals("$got", "$wanted")) { "${name}: got <$got>, expected <$wanted>" }' \
		'}' \
		'function Wait-For($what) {' \
		'	$until = [DateTime]::UtcNow.AddSeconds(60)' \
		'	while (-not (& $what)) { if ([DateTime]::UtcNow -gt $until) { "waited in vain for $what"; return } }' \
		'}' \
		'Import-Module $env:MODULE' "$(cat)" "'the end'"
	# shellcheck disable=SC2154
	equals "$output" 'the end'
}

## The files

parses() {
	cat >look.ps1 <<-'END'
		Set-StrictMode -Version Latest
		foreach ($file in Get-ChildItem "$($args[0])/powershell", "$($args[0])/ssoenv", "$($args[0])/prompts/*.ps1" -File) {
			$tokens = $errors = $null
			$tree = [Management.Automation.Language.Parser]::ParseFile($file.FullName, [ref] $tokens, [ref] $errors)
			$errors | ForEach-Object { "$($file.Name): $_" }
			# Windows PowerShell 5.1 knows none of these, and takes a file without a mark for one of its code page.
			$found = $tree.FindAll({ $args[0].GetType().Name -in 'TernaryExpressionAst', 'PipelineChainAst' }, $true)
			$found | ForEach-Object { "$($file.Name): $_" }
			$tree.FindAll({ $args[0] -is [Management.Automation.Language.NamedBlockAst] -and $args[0].BlockKind -eq 'Clean' }, $true) |
				ForEach-Object { "$($file.Name): $_" }
			$marks = 'QuestionQuestion', 'QuestionQuestionEquals', 'QuestionDot', 'QuestionLBracket'
			$tokens | Where-Object Kind -In $marks | ForEach-Object { "$($file.Name): $_" }
			if ([IO.File]::ReadAllText($file.FullName) -match '[^\x00-\x7f]') { "$($file.Name) is not ASCII" }
		}
	END
	run --separate-stderr pwsh -NoProfile -NonInteractive -File look.ps1 "$program_root/shell"
	silent
}
in_powershell 'the files are free of errors, and of what 5.1 could not parse' parses

## A clock that is set back

doubts_the_expiry() {
	copy dev 3000 ASIANEW
	mv "$copies/roles/dev" later
	copy dev 7200
	noting_program
	export COPY=$copies/roles/dev
	posh <<-'END'
		ssoenv use dev
		cp -p later $env:COPY
		$null = Get-SsoenvPrompt
		Is 'a copy that ends sooner' $env:AWS_ACCESS_KEY_ID ASIACOPY
		& (Get-Module ssoenv) { $script:State['Clock'] += 3600; $script:State['Retry'] = $script:State['Clock'] }
		$env:SSOENV_REFRESH = '0'
		$null = Get-SsoenvPrompt
		Is 'no refresh' $env:AWS_ACCESS_KEY_ID ASIACOPY
		Remove-Item Env:SSOENV_REFRESH
		$null = Get-SsoenvPrompt
		Is 'after the clock was set back' $env:AWS_ACCESS_KEY_ID ASIANEW
		Is 'doubt' (& (Get-Module ssoenv) { $script:State['Doubt'] }) 0
		& (Get-Module ssoenv) { $script:State['Clock'] += 3600 }
		foreach ($i in 1..5) {
			& (Get-Module ssoenv) { $script:State['Retry'] = 0 }
			$null = Get-SsoenvPrompt
		}
		Wait-For { (Test-Path calls) -and (Get-Content calls).Count -ge 3 }
		Is 'doubt after three calls' (& (Get-Module ssoenv) { $script:State['Doubt'] }) 0
	END
	equals "$(sort -u calls)" 'shell-role --shell powershell --no-login -- dev'
	equals "$(wc -l <calls | tr -d ' ')" 3
}
in_powershell 'after the clock was set back, a copy that ends sooner is taken, and the program is asked three times' doubts_the_expiry

## use and off

tells_statuses() {
	copy a 5035 ASIAa
	noting_program 'exit 4'
	posh <<-'END'
		ssoenv use none; Is use "$? $LASTEXITCODE" 'False 4'; Is kept "$env:SSOENV_PROFILE" ''
		ssoenv use none && 'ran'
		$or = 0; ssoenv use none || $($or = 1); Is or $or 1
		ssoenv status --check; Is pass "$? $LASTEXITCODE" 'False 4'
		ssoenv status && 'ran'
		Is errors $Error.Count 0
		sh -c 'exit 9'
		ssoenv use a; Is good "$? $LASTEXITCODE" 'True 0'
		$and = 0; ssoenv use a && $($and = 1); Is and $and 1
		ssoenv off && ssoenv use -; Is back "$? $env:SSOENV_PROFILE" 'True a'
		$caught = ''
		try { ssoenv status -ErrorAction Stop } catch { $caught = "$_" }
		Is asked $caught 'ssoenv ended with exit status 4'
		$PSNativeCommandUseErrorActionPreference = $true; $ErrorActionPreference = 'Stop'
		try { ssoenv status } catch { $caught = "1$_" }
		Is strict $caught '1ssoenv ended with exit status 4'
		try { ssoenv use none } catch { $caught = "2$_" }
		Is strict $caught '2ssoenv ended with exit status 4'
	END
	equals "$stderr" ''
	posh <<-'END'
		$env:SSOENV_BIN = 'no-such-program'
		ssoenv list; Is missing "$? $LASTEXITCODE" 'False 127'
		ssoenv use -; Is back "$? $LASTEXITCODE" 'False 2'
	END
	equals "$stderr" $'ssoenv: found no program no-such-program, which SSOENV_BIN names\nssoenv: there is no previous profile to return to'
}
in_powershell 'failures show in both statuses and stop &&, and leave no error behind' tells_statuses

passes_through() {
	stand_in 'printf "<%s>" "$@"; echo' 'cat'
	posh <<-'END'
		$words = 'a b', '--c', '', '~', '-h', '$(x)`'
		Is words (ssoenv exec p @words 007 3.10 1kb 1,2 --x=1) '<exec><p><a b><--c><><~><-h><$(x)`><007><3.10><1kb><1,2><--x=1>'
		Is fed (('fed', 'in' | ssoenv list) -join ' ') '<list> fed in'
	END
}
in_powershell 'numbers, lists, splatted words and a pipeline go to the program as they were written' passes_through

# Each way to capture takes the role in this shell, and writes no secret.
captures() {
	copy a 5035 ASIAa
	cached_role
	noting_program "exec '$program_folder/ssoenv' \"\$@\""
	posh <<-'END'
		function Took($how) { Is $how "$? $LASTEXITCODE $env:AWS_ACCESS_KEY_ID" 'True 0 ASIAa'; ssoenv off }
		ssoenv use a | Invoke-Expression; Took piped
		Invoke-Expression (ssoenv use a); Took parenthesis
		iex "$(ssoenv use a)"; Took text
		Invoke-Expression ((ssoenv use a) -join "`n"); Took joined
		ssoenv use a | Out-String | Invoke-Expression; Took 'as one text'
		$code = ssoenv use a; Took held; Is code $code "_ssoenv_captured_use 'a'"
		Invoke-Expression $code; Is later "$? $LASTEXITCODE $env:AWS_ACCESS_KEY_ID" 'True 0 ASIAa'; ssoenv off
		$null = ssoenv use a; Took dropped
		ssoenv use a | Out-Null; Took nowhere
		[void] (ssoenv use a); Took void
		$log = $(ssoenv use a; "deploys with $env:AWS_ACCESS_KEY_ID"); Took list
		Is log ($log -join ' ') "_ssoenv_captured_use 'a' deploys with ASIAa"
		& { ssoenv use a; "deploys with $env:AWS_ACCESS_KEY_ID" } | Tee-Object log | Out-Null; Took block
		Is block (Get-Content log) 'deploys with ASIAa'
		if ($true) { ssoenv use a }; Took branch
		ssoenv use a; Invoke-Expression (ssoenv off); Is off "$? $LASTEXITCODE <$env:AWS_ACCESS_KEY_ID>" 'True 0 <>'
		ssoenv use a; ssoenv off | Invoke-Expression; Is off "$? $LASTEXITCODE <$env:AWS_ACCESS_KEY_ID>" 'True 0 <>'
	END
	equals "$stderr" ''
	never_called
}
in_powershell 'a captured or piped use takes the role at once, and prints a call without a secret' captures

fails_captured() {
	noting_program 'exit 4'
	posh <<-'END'
		function Failed($how) { Is $how "$? $LASTEXITCODE $env:AWS_ACCESS_KEY_ID" 'False 4 ' }
		ssoenv use nope | Invoke-Expression; Failed piped
		Invoke-Expression (ssoenv use nope) 2>$null; Failed parenthesis
		iex "$(ssoenv use nope)" 2>$null; Failed text
		$code = ssoenv use nope; Failed held; Is nothing "<$code>" '<>'
		ssoenv use nope | Invoke-Expression && 'ran'
		iex (ssoenv use nope) 2>$null && 'ran'
		iex "_ssoenv_captured_use 'nope'"; Is call "$LASTEXITCODE $env:AWS_ACCESS_KEY_ID" '4 '
		$Error.Clear(); Remove-Module ssoenv
		iex "_ssoenv_captured_use 'nope'" 2>$null; Is unknown $Error[0].FullyQualifiedErrorId CommandNotFoundException
	END
	equals "$(calls | tail -n 1)" 'shell-role --shell powershell --no-login -- nope'
}
in_powershell 'a captured use that fails shows in both statuses, also in a shell without the layer' fails_captured

# In another shell the call takes the copy. `--shell` prints code, as without the layer.
calls_elsewhere() {
	fields "it's a" 5035 ASIAa >given
	keep given it%27s%20a
	cached_role
	posh <<-'END'
		iex "_ssoenv_captured_use 'it''s a'"; Is taken "$? $LASTEXITCODE $env:AWS_ACCESS_KEY_ID" 'True 0 ASIAa'
		$code = ssoenv use "it's a"; Is again $code "_ssoenv_captured_use 'it''s a'"; ssoenv off
		$code = ssoenv use dev --shell powershell; Is untouched "$env:AWS_ACCESS_KEY_ID" ''
		$code | Invoke-Expression; Is code $env:AWS_ACCESS_KEY_ID ASIACACHED
	END
}
in_powershell 'the call of a captured use takes the copy in another shell, and --shell prints code' calls_elsewhere

asks_for_owners() {
	local name
	for name in good theirs; do copy "$name" 5035; done
	chown 12345 "$copies/roles/theirs" || skip 'only root can give files away: NOTHING IS PROVED about owners'
	noting_program
	posh <<-'END'
		& (Get-Module ssoenv) { $script:GetStat = '' }
		ssoenv use good; Is good $LASTEXITCODE 0
		ssoenv use theirs; Is theirs $LASTEXITCODE 7
		chmod 777 "$HOME/.cache/ssoenv/shell"; ssoenv use good; Is folder $LASTEXITCODE 7
	END
}
in_powershell 'without the private method of .NET, owners and modes come from the slower way' asks_for_owners

reads_any_encoding() {
	cached_role
	add_profile 'profile café'
	age_config
	giving a 5035
	sed -i 's/$/\r/' given
	posh <<-'END'
		foreach ($page in 28591, 20127, 1200, 65001) {
			[Console]::OutputEncoding = [Text.Encoding]::GetEncoding($page)
			ssoenv use café; Is "$page, use" "$? $env:SSOENV_PROFILE" 'True café'; ssoenv off
			if ($page -ne 1200) {
				ssoenv use café | Invoke-Expression; Is "$page, piped" "$? $env:SSOENV_PROFILE" 'True café'; ssoenv off | Invoke-Expression
			}
			Is "$page, kept" ([Console]::OutputEncoding.CodePage) $page
		}
		# Lines as a program on Windows may end them.
		$env:SSOENV_BIN = './giving'; $env:SSOENV_SHELL_CACHE = '0'
		ssoenv use a; Is used "$? <$env:AWS_ACCESS_KEY_ID> <$env:SSOENV_ROLE_NAME>" 'True <ASIAa> <ReadOnly>'
	END
	equals "$stderr" ''
}
in_powershell 'names survive a console in another encoding, which stays as it is, and CRLF ends a line' reads_any_encoding

## The prompt

draws_plain_text() {
	copy a 5035
	unset NO_COLOR
	export TERM=xterm
	posh <<-'END'
		function Draw { $null = Get-SsoenvPrompt; $global:SSOENV_PROMPT.Replace([string] [char] 27, '^') }
		$PSStyle.OutputRendering = 'Ansi'; ssoenv use a; Is colours (Draw) '^[32ma 1h23m^[0m'; Is function (Get-SsoenvPrompt) $SSOENV_PROMPT
		$PSStyle.OutputRendering = 'PlainText'; Is plain (Draw) 'a 1h23m'; $PSStyle.OutputRendering = 'Ansi'
		if ($PSVersionTable.PSVersion -ge [version] '7.5') { $env:SSOENV_COLOR_FRESH = ''; Is none (Draw) 'a 1h23m' }
	END
}
in_powershell 'the prompt has no colours where PowerShell itself writes plain text' draws_plain_text

# reader: code that takes the place of PSReadLine, so that `PSConsoleHostReadLine` is what the host calls at each prompt.
reader='Remove-Module ssoenv
	function PSConsoleHostReadLine { $global:seen = "$? $LASTEXITCODE"; "line" }
	function prompt { "<$? $LASTEXITCODE>" }
	$below = $function:prompt
	Import-Module $env:MODULE'

keeps_statuses() {
	giving a 500
	posh <<-END
		$reader
		Is prompt ([object]::ReferenceEquals(\$function:prompt, \$below)) True
		sh -c 'exit 5'; \$line = PSConsoleHostReadLine; Is idle "\$line \$seen \$LASTEXITCODE" 'line False 5 5'
		\$null = Get-Item /nowhere -ErrorAction Ignore; \$null = PSConsoleHostReadLine; Is failed \$seen 'False 5'
		\$null = 1; \$null = PSConsoleHostReadLine; Is good \$seen 'True 5'
		\$env:SSOENV_BIN = './giving'; ssoenv use a; \$env:SSOENV_BIN = 'false'
		sh -c 'exit 6'; \$null = PSConsoleHostReadLine; Is active "\$seen \$LASTEXITCODE" 'False 6 6'
		sh -c 'exit 7'; \$null = Get-SsoenvPrompt; Is text \$LASTEXITCODE 7
	END
}
in_powershell 'no prompt is wrapped, and the reader of a line sees both statuses as they were' keeps_statuses

# What another program puts in place of ours: one that calls ours, one that does not, and PSReadLine once more.
works_without_prompt() {
	giving dev 500
	posh <<-END
		$reader
		function Draws(\$how) {
			\$global:SSOENV_PROMPT = ''; \$line = PSConsoleHostReadLine
			Is \$how "\$line \$SSOENV_PROMPT" 'line dev 8m'
		}
		# `use` looks at the reader once a second at most.
		function Take { & (Get-Module ssoenv) { \$script:WatchedAt = 0 }; ssoenv use dev }
		\$env:SSOENV_BIN = './giving'; Take; Draws 'own prompt'
		function prompt { 'later> ' }; Draws 'later prompt'
		\$ours = \$function:PSConsoleHostReadLine
		function PSConsoleHostReadLine { & \$ours }; Draws wrapped
		Take; Draws 'wrapped twice'
		function PSConsoleHostReadLine { 'line' }; Take; Draws replaced
		function PSConsoleHostReadLine { 'line' }; Take; Draws 'replaced again'
		Remove-Module ssoenv; Is gone (PSConsoleHostReadLine) line
	END
	equals "$stderr" ''
}
in_powershell 'the work is done where a line is read, whatever draws the prompt, and whatever replaced the reader' works_without_prompt

# diff TEXT: as direnv writes what it has set in a folder.
diff_of() { node -e 'process.stdout.write(require("zlib").deflateSync(process.argv[1]).toString("base64url"))' "$1"; }

leaves_folders() {
	copy a 5035 ASIAa
	DIFF=$(diff_of '{"p":{},"n":{"AWS_PROFILE":"prod","AWS_REGION":"r"}}') OTHER=$(diff_of '{"p":{},"n":{"AWS_PROFILE_X":"prod"}}')
	export DIFF OTHER
	posh <<-'END'
		function Enter($diff) { $env:DIRENV_DIFF = $diff; $env:AWS_PROFILE = 'prod'; ssoenv use a }
		Enter $env:DIFF; ssoenv off; Is 'same folder' $env:AWS_PROFILE prod
		Enter $env:DIFF; $env:DIRENV_DIFF = $null; ssoenv off; Is left "$env:AWS_PROFILE" ''
		Enter $env:OTHER; $env:DIRENV_DIFF = $null; ssoenv off; Is 'not its own' "$env:AWS_PROFILE" prod
		Enter 'nonsense'; $env:DIRENV_DIFF = 'other'; ssoenv off; Is unreadable "$env:AWS_PROFILE" ''
		$env:DIRENV_DIFF = $null; $env:__MISE_DIFF = $env:DIFF; $env:AWS_PROFILE = 'prod'; ssoenv use a
		$env:__MISE_DIFF = $null; ssoenv off; Is mise "$env:AWS_PROFILE" ''
	END
	local said='ssoenv: not set again, because direnv has left the folder in which it set them: AWS_PROFILE'
	equals "$stderr" "$(printf '%s\n' "$said" "$said" "${said/direnv/mise}")"
}
in_powershell 'off does not give back what direnv or mise had set in a folder that it has left' leaves_folders

all_or_nothing() {
	copy a 5035 ASIAa
	posh <<-'END'
		$env:AWS_PROFILE = 'old'
		ssoenv use a
		sh -c 'env -0 >before'
		# Stands for a value that the environment does not take.
		& (Get-Module ssoenv) {
			$script:State['Was'][9] = [PSCustomObject] @{} | Add-Member -PassThru -Force ScriptMethod ToString { throw 'no' }
		}
		ssoenv off; Is off "$? $LASTEXITCODE" 'False 3'
		sh -c 'env -0 >after'
		& (Get-Module ssoenv) { $script:State['Was'][9] = $null }
		$null = Get-SsoenvPrompt; Is drawn $SSOENV_PROMPT 'a 1h23m'
		ssoenv use -; Is last $LASTEXITCODE 2
		ssoenv off; Is off "$LASTEXITCODE $env:AWS_PROFILE $env:AWS_ACCESS_KEY_ID" '0 old '
	END
	same_environment before after
	equals "$stderr" $'ssoenv: the environment rejected a value, so nothing was changed\nssoenv: there is no previous profile to return to'
}
in_powershell 'off restores everything or nothing' all_or_nothing

## Coming and going

comes_and_goes() {
	copy a 5035 ASIAa
	copy b 5035 ASIAb
	posh <<-'END'
		function Get-Environment { sh -c 'env | sort' | Out-String }
		Remove-Module ssoenv
		function prompt { 'mine> ' }
		function PSConsoleHostReadLine { 'line' }
		$below = $function:prompt; $line = $function:PSConsoleHostReadLine; $ours = $variables = $null
		$environment = Get-Environment
		$functions = (Get-ChildItem Function:).Count
		$variables = (Get-Variable -Scope Global).Count
		Import-Module $env:MODULE; Import-Module $env:MODULE
		Is prompt (prompt) 'mine> '; Is line (PSConsoleHostReadLine) line; Is environment (Get-Environment) $environment
		$env:AWS_PROFILE = 'old'; ssoenv use a; ssoenv use b
		Import-Module $env:MODULE -Force
		Is once (& (Get-Module ssoenv) { $null -eq $script:Older }) True
		Is forced (prompt) 'mine> '; Is drawn (Get-SsoenvPrompt) 'b 1h23m'; Is children (sh -c 'env | grep -c _ssoenv') 0
		ssoenv use -; Is back $env:SSOENV_PROFILE a
		ssoenv off; Is off "$env:AWS_PROFILE $env:AWS_ACCESS_KEY_ID" 'old '; $env:AWS_PROFILE = $null
		# A reader that was made later and calls ours goes on when the module is gone.
		$ours = $function:PSConsoleHostReadLine
		function PSConsoleHostReadLine { 'over ' + (& $ours) }
		Is complete (TabExpansion2 'ssoenv us' 9).CompletionMatches.CompletionText use
		Remove-Module ssoenv
		Is over (PSConsoleHostReadLine) 'over line'
		Set-Item function:PSConsoleHostReadLine $line; Import-Module $env:MODULE; Remove-Module ssoenv
		Is 'prompt gone' ([object]::ReferenceEquals($function:prompt, $below)) True
		Is 'line gone' ([object]::ReferenceEquals($function:PSConsoleHostReadLine, $line)) True
		Is functions (Get-ChildItem Function:).Count $functions
		Is variables (Get-Variable -Scope Global).Count $variables
		Is completer @((TabExpansion2 'ssoenv us' 9).CompletionMatches | Where-Object CompletionText -eq use).Count 0
		Is environment (Get-Environment) $environment
		Is errors $Error.Count 0
	END
	equals "$stderr" ''
}
in_powershell 'loading twice or with -Force keeps the state, and removing leaves everything as it was' comes_and_goes

outlives_the_package() {
	cached_role
	age_config
	copy a 5035 ASIAa
	mkdir copied
	cp -R "$program_root/shell" copied/
	posh <<-'END'
		Remove-Module ssoenv
		function prompt { }
		Import-Module ./copied/shell/ssoenv/ssoenv.psd1
		Remove-Item copied -Recurse
		function Commands {
			$inner = Get-Command Get-CopyName, Clear-Role, Test-Inherited, Get-Program -ErrorAction Ignore
			"$((Get-Module ssoenv).ExportedCommands.Keys | Sort-Object) $inner"
		}
		Is exported (Commands) '_ssoenv_captured_use Get-SsoenvPrompt ssoenv '
		Is idle "<$(prompt)$(Get-SsoenvPrompt)>" '<>'; Is unparsed (& (Get-Module ssoenv) { $script:HasRole }) False
		ssoenv use a; Is warm "$? $env:AWS_ACCESS_KEY_ID" 'True ASIAa'
		$null = Get-SsoenvPrompt; Is drawn $SSOENV_PROMPT 'a 1h23m'
		Is complete (TabExpansion2 'ssoenv use de' 13).CompletionMatches.CompletionText dev
		ssoenv use dev; Is asked "$? $env:AWS_ACCESS_KEY_ID" 'True ASIACACHED'
		ssoenv off; Is off "$? $env:AWS_ACCESS_KEY_ID" 'True '
		Import-Module (Get-Module ssoenv)
		Is exported (Commands) '_ssoenv_captured_use Get-SsoenvPrompt ssoenv '
		Is errors $Error.Count 0
	END
	equals "$stderr" ''
}
in_powershell 'a running shell works after the package is removed, and always has just three commands of ours' outlives_the_package

## Hostile names, and completion

# shellcheck disable=SC2016
# In bytes: what bash makes of \u depends on the locale that bats was started in.
hostile=('org:9:a' 'x:y@z' 'mail:a@b:c' 'user@c' 'a=' 'team 7' "o'b" 'we$ird' 'inj$(touch PWNED)' 'back`touch PWNED`' \
	$'q\xe2\x80\x98\xe2\x80\x99\xe2\x80\x9a\xe2\x80\x9b'
	$'x\xe2\x80\x99;New-Item PWNED;\xe2\x80\x98' '%F{red}{left}' '-dash' 'double"quote' '@splat' '007' '#hash' 'café' 'a;b|c&d' '${x}')

add_hostile() {
	local name
	for name; do add_profile "profile '${name//\'/\'\"\'\"\'}'"; done
}

completes() {
	add_hostile "${hostile[@]}"
	printf \
		'[sso-session "two words"]\n# [profile no]\n  ; [profile no]\nkey = [profile no]\n[ profile no]\n[profile a b]\n[services x]\n' \
		>>"$config_file"
	printf '[only here]\r\nx = 1\r\n' >"$HOME/.aws/credentials"
	printf '%s\n' dev regionless unassigned "${hostile[@]}" 'only here' | LC_ALL=C sort >expected
	age_config
	cached_role
	posh <<-'END'
		function Complete($line) { (TabExpansion2 $line $line.Length).CompletionMatches }
		# What a command would get: each text has to be one word, and that word the name.
		function Values {
			foreach ($match in $args) {
				$errors = $tokens = $null
				$line = 'ssoenv use ' + $match.CompletionText
				$tree = [Management.Automation.Language.Parser]::ParseInput($line, [ref] $tokens, [ref] $errors)
				$words = $tree.EndBlock.Statements[0].PipelineElements[0].CommandElements
				if ($errors.Count -ne 0 -or $words.Count -ne 3) { "broken: $($match.CompletionText)" }
				elseif ($words[2].Extent.Text -match '^\d+$') { $words[2].Extent.Text }
				else { $words[2].Value }
			}
		}
		$all = Complete 'ssoenv use '; Values @all > parsed
		ssoenv use dev
		$all = Complete 'ssoenv use '; Values @all > listed
		Is tip (Complete 'ssoenv use de').ToolTip 'ReadOnly in 111111111111'; Is text (Complete 'ssoenv use dev').ListItemText dev
		foreach ($typed in 'team', "'team", "'team 7", '"team', "'te", 'TEA', ([char] 0x2018 + 'team')) {
			Is $typed (Complete "ssoenv use $typed").CompletionText "'team 7'"
		}
		$pairs = @('org:', 'org:9:a'), @('x:y@', 'x:y@z'), @('mail:a@', 'mail:a@b:c'), @('user@', 'user@c'), @('a=', 'a='),
			@("o'b", "o'b"), @("'o''", "o'b"), @('we', 'we$ird'), @('''we$', 'we$ird'), @('inj', 'inj$(touch PWNED)'),
			@('''inj$(to', 'inj$(touch PWNED)'), @('"q', "q`u{2018}`u{2019}`u{201a}`u{201b}"), @("'-d", '-dash'),
			@('double', 'double"quote')
		foreach ($pair in $pairs) {
			$found = @(Complete "ssoenv use $($pair[0])" | Where-Object ListItemText -ceq $pair[1])
			Is "Tab on $($pair[0])" (Values @found) $pair[1]
		}
		Is middle (TabExpansion2 'ssoenv use dexyz --yes' 13).CompletionMatches.CompletionText dev
		Is second @(Complete 'ssoenv use dev d' | Where-Object ListItemText -eq dev).Count 0
		Is after (Complete 'ssoenv use --region x de').CompletionText dev
		Is session ((Complete 'ssoenv login --sso-session ').CompletionText -join ' ') "corp 'two words'"
		Is glued (Complete 'ssoenv login --sso-session=co').CompletionText '--sso-session=corp'
		Is shell (Complete 'ssoenv use --shell po').CompletionText powershell
		Is format (Complete 'ssoenv export --format=proc').CompletionText '--format=process'
		Is commands ((Complete 'ssoenv lo').CompletionText -join ' ') 'login logout'
		Is flags ((Complete 'ssoenv list --').CompletionText -join ' ') '--exclude --help --include --json'
		Is inside (Complete '1; if (1) { ssoenv use de').CompletionText dev
	END
	equals "$(LC_ALL=C sort parsed)" "$(cat expected)"
	equals "$(LC_ALL=C sort listed)" "$(cat expected)"
	nothing_ran
}
in_powershell 'Tab offers each hostile name as one word, from the list and from the files' completes

## A real terminal

pane() { tmux -S "$BATS_TEST_TMPDIR/tmux" -f /dev/null "$@"; }

# on_screen PATTERN: waits until the screen matches.
on_screen() {
	until_true screen_matches "$1" || fail "the screen is: $(pane capture-pane -p -t 0)"
}
screen_matches() { [[ $(pane capture-pane -p -J -t 0) =~ $1 ]]; }

type_line() { pane send-keys -t 0 -l "$1" && pane send-keys -t 0 Enter; }

prompts_with_role='function prompt { "<$(if ($?) { 1 } else { 0 })>$(Get-SsoenvPrompt)|$($global:n = 1 + $n; $n)> " }'

# open_terminal LINE ...: PowerShell in a terminal, whose start-up file loads the layer and has these lines below.
open_terminal() {
	command -v tmux >/dev/null || skip 'tmux IS NOT ON PATH: nothing is proved about terminals'
	printf '%s\n' "Import-Module '$program_root/shell/ssoenv'" "$@" >profile.ps1
	env -u TMUX -u NO_COLOR TERM=xterm-256color tmux -S "$BATS_TEST_TMPDIR/tmux" -f /dev/null new-session -d -x 150 -y 50 \
		"pwsh -NoProfile -NoLogo -NoExit -File profile.ps1"
}

teardown() { if [ -S "$BATS_TEST_TMPDIR/tmux" ]; then pane kill-server; fi; }

in_terminal() {
	local names=()
	copy a 5035 ASIAa
	copy b 5035 ASIAb
	copy prod 5035 ASIAprod
	copy dev 535 ASIAdev
	cached_role
	export SSOENV_GUARD='prod*'
	open_terminal "$prompts_with_role" '$n = 0'
	on_screen '<1>\|1> '
	type_line 'ssoenv use a && "r" + "an"'
	on_screen $'ssoenv: a: ReadOnly in account 111111111111 \\(eu-west-1\\), 1 h 23 min left\nran\n<1>a 1h23m\\|2> '
	type_line 'ssoenv use prod'
	on_screen 'ssoenv: prod is guarded \(SSOENV_GUARD\); use it\? \[y/N\]'
	type_line n
	on_screen $'ssoenv: nothing was changed\n<0>a 1h23m\\|3> '
	type_line '"status $LASTEXITCODE"'
	on_screen $'status 130\n<1>a 1h23m\\|4> '
	type_line 'ssoenv use prod'
	on_screen '4> ssoenv use prod[^|]*y/N\]'
	type_line y
	on_screen '<1>prod 1h23m\|5> '
	type_line 'ssoenv use b && ssoenv use prod --yes'
	on_screen '<1>prod 1h23m\|6> '
	type_line 'sh -c "exit 3"'
	on_screen '<0>prod 1h23m\|7> '
	type_line '"$? $LASTEXITCODE"'
	on_screen $'False 3\n<1>prod 1h23m\\|8> '
}
in_powershell 'in a terminal it greets, asks before a guarded profile, and shows the role in the prompt' in_terminal

refreshes_in_terminal() {
	giving dev 535
	cached_role
	mkdir gate
	# The program waits for a sign, so that prompts can be seen while it is at work.
	printf '#!/bin/sh\necho noise; echo noise >&2\nread -r line <"%s"\n"%s/ssoenv" "$@"\n' "$PWD/gate/go" "$program_folder" >slow
	chmod +x slow
	mkfifo gate/go
	open_terminal "$prompts_with_role" '$n = 0' '$env:SSOENV_BIN = "./giving"; ssoenv use dev; $env:SSOENV_BIN = "./slow"'
	on_screen '<1>dev 8m\|1> ' || return
	type_line 'sh -c "exit 3"'
	on_screen '<0>dev 8m\|2> ' || return
	echo go >gate/go
	until_true grep -q ASIACACHED "$copies/roles/dev"
	type_line '"key $env:AWS_ACCESS_KEY_ID $LASTEXITCODE"'
	on_screen $'key ASIACACHED 3\n<1>dev [0-9]+h[0-9]+m\\|3> '
	# The screen has only prompts, the typed lines and their output.
	equals "$(pane capture-pane -p -J -t 0 | grep -vc "^$")" 5
}
in_powershell 'no prompt waits for a refresh, nothing of it is on the screen, and the next command has its role' refreshes_in_terminal

stale_at_the_prompt() {
	copy dev 5035 ASIAdev
	noting_program
	open_terminal "$prompts_with_role" '$n = 0' '$env:SSOENV_BIN = "false"' 'ssoenv use dev'
	on_screen '<1>dev 1h23m\|1> '
	# A typed line runs with a copy that came while the prompt was open.
	type_line '$env:SSOENV_REFRESH_WINDOW = "99999"'
	on_screen '<1>dev 1h23m\|2> '
	copy dev 9999 ASIAdev
	type_line '"left $([Math]::Round(($env:SSOENV_EXPIRES - [DateTimeOffset]::UtcNow.ToUnixTimeSeconds()) / 1000))"'
	on_screen $'left 10\n<1>dev 2h46m\\|3> '
	type_line 'Remove-Module ssoenv; function prompt { "gone> " }'
	on_screen 'gone> '
	type_line '"st" + "ill"'
	on_screen $'still\ngone> '
}
in_powershell 'a command gets the copy that came while the prompt was open; the terminal works after the module is removed' \
	stale_at_the_prompt

# The start-up file of starship, oh-my-posh or one's own is read after that of the layer.
renews_without_prompt() {
	giving dev 535
	open_terminal '$env:SSOENV_BIN = "./giving"; ssoenv use dev; $env:SSOENV_BIN = "false"' 'function prompt { "$? $LASTEXITCODE> " }'
	on_screen 'True 1> |True > |True 0> '
	copy dev 5035 ASIAnewer
	type_line '"key $env:AWS_ACCESS_KEY_ID"'
	on_screen $'key ASIAnewer\nTrue 0> '
	type_line 'sh -c "exit 3"'
	on_screen 'False 3> '
	type_line '"$? $LASTEXITCODE"; $env:SSOENV_EXPIRES = "1000"; $env:SSOENV_PROFILE = "mine"; ssoenv off'
	on_screen $'False 3\n.*True 0> '
	type_line '$env:SSOENV_EXPIRES = "1000"; $env:SSOENV_PROFILE = "gone"'
	on_screen 'ssoenv: the credentials of gone have expired'
}
in_powershell 'a prompt that knows nothing of ssoenv ends neither renewal nor the notice of expiry' renews_without_prompt

# No `use` ever runs here. The moment in which PowerShell is idle comes only while nobody types, so a file says that it has come.
inherits_below_another_reader() {
	export SSOENV_PROFILE=dev SSOENV_EXPIRES=1000
	open_terminal 'function prompt { "idle> " }' 'Import-Module PSReadLine' \
		'$null = Register-EngineEvent PowerShell.OnIdle -MaxTriggerCount 1 -Action { [IO.File]::WriteAllText("$PWD/quiet", "") }'
	until_true [ -e quiet ]
	type_line '"on" + "e"'
	on_screen $'one\nidle> ssoenv: the credentials of dev have expired'
	type_line '"subscribers $(@(Get-EventSubscriber).Count), jobs $(@(Get-Job).Count)"'
	on_screen $'\nsubscribers 0, jobs 1\n'
}
in_powershell 'an inherited role is watched even if another reader of lines came after the layer' inherits_below_another_reader
