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

## use and off

round_trip() {
	copy a 5035 ASIAa
	copy b 5035 ASIAb '' 222222222222 Admin
	noting_program
	posh <<-'END'
		function Save-Environment($name) { sh -c 'env -0 >"$1"' sh $name }
		foreach ($start in 'unset', 'empty', 'lines') {
			foreach ($name in 'AWS_PROFILE', 'AWS_REGION', 'AWS_SECRET_ACCESS_KEY', 'SSOENV_REGION', 'AWS_SESSION_EXPIRATION') {
				if ($start -eq 'empty') { [Environment]::SetEnvironmentVariable($name, '') }
				if ($start -eq 'lines') { [Environment]::SetEnvironmentVariable($name, "one`n `$(x) `u{2019}`t two`n") }
			}
			Save-Environment "before-$start"
			ssoenv use a; Is "$start, use a" $? True
			Save-Environment "a-$start"
			ssoenv use b
			Save-Environment "b-$start"
			ssoenv use -; Is back $env:SSOENV_PROFILE a
			ssoenv use -; Is forth $env:SSOENV_PROFILE b
			ssoenv off; Is "$start, off" "$? $LASTEXITCODE" 'True 0'
			Save-Environment "after-$start"
		}
	END
	for start in unset empty lines; do
		same_environment "before-$start" "after-$start"
		sees "a-$start" AWS_SECRET_ACCESS_KEY 'secret/of+ASIAa'
		sees "a-$start" AWS_SESSION_TOKEN 'token+of/ASIAa=='
		sees "a-$start" AWS_REGION eu-west-1
		lacks "a-$start" AWS_PROFILE
		sees "b-$start" AWS_ACCESS_KEY_ID ASIAb
		sees "b-$start" SSOENV_ROLE_NAME Admin
		lacks "b-$start" SSOENV_REGION
		lacks "b-$start" AWS_DEFAULT_REGION
	done
	lacks b-unset AWS_REGION
	never_called
	equals "$stderr" ''
}
in_powershell 'off after use a, use b, use - restores the environment byte for byte' round_trip

gives_back_what_is_ours() {
	copy a 5035 ASIAa
	copy b 5035 ASIAb
	posh <<-'END'
		$env:AWS_REGION = 'mine'
		ssoenv use a; $env:AWS_REGION = 'by hand'; ssoenv off
		Is region $env:AWS_REGION 'by hand'
		ssoenv use a; $env:AWS_REGION = 'by hand again'; ssoenv use b
		Is taken $env:AWS_REGION eu-west-1
		ssoenv off
		Is later $env:AWS_REGION 'by hand again'
		Is gone "$env:AWS_ACCESS_KEY_ID$env:SSOENV_PROFILE$env:SSOENV_EXPIRES" ''
		ssoenv off; Is 'nothing to do' "$? $LASTEXITCODE" 'True 0'
	END
	equals "$stderr" 'ssoenv: no profile is active in this shell'
}
in_powershell 'off restores only variables that nothing else has changed' gives_back_what_is_ours

asks_the_program() {
	cached_role
	age_config
	posh <<-'END'
		ssoenv use dev; Is first "$? $LASTEXITCODE $env:AWS_ACCESS_KEY_ID" 'True 0 ASIACACHED'
		ssoenv off
		$env:SSOENV_BIN = '/nowhere/ssoenv'
		ssoenv use dev; Is warm "$? $env:AWS_SECRET_ACCESS_KEY" 'True cached/secret+key'
		$env:SSOENV_SHELL_CACHE = '0'
		ssoenv use dev; Is uncached "$? $LASTEXITCODE" 'False 127'
		Remove-Item Env:SSOENV_BIN, Env:SSOENV_SHELL_CACHE
		ssoenv use dev --region us-west-2; Is region "$? $env:AWS_REGION" 'True us-west-2'
		ssoenv use 007; Is number "$? $LASTEXITCODE $env:SSOENV_PROFILE" 'False 3 dev'
	END
	matches "$stderr" '^ssoenv: found no program /nowhere/ssoenv, which SSOENV_BIN names'
	matches "$stderr" 'profile "007" is not in'
}
in_powershell 'a role without a copy comes from the program, and the next time from its copy' asks_the_program

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
	stand_in 'printf "<%s>" "$@" >>words; echo >>words; cat'
	posh <<-'END'
		$words = 'a b', '--c', '', "it's", '*', '~', '-h', '$(x)`'
		ssoenv exec p @words 007 3.10 1kb 1,2 --x=1 "*" | Out-Null
		'fed', 'in' | ssoenv list | Set-Content fed
		ssoenv use dev --help
		ssoenv off --help
		ssoenv use dev --shell bash --fields
		ssoenv use --shell=sh dev
		$null = ssoenv use one
		[void] (ssoenv use two)
		if ($true) { ssoenv use three }
		foreach ($x in 'four') { ssoenv use $x --login }
		ssoenv use '--' -five
		ssoenv
	END
	equals "$(cat words)" "<exec><p><a b><--c><><it's><*><~><-h><\$(x)\`><007><3.10><1kb><1,2><--x=1><*>
<list>
<use><dev><--help>
<off><--help>
<use><dev><--shell><bash><--fields>
<use><--shell=sh><dev>
<shell-role><--shell><powershell><--><one>
<shell-role><--shell><powershell><--><two>
<shell-role><--shell><powershell><--><three>
<shell-role><--shell><powershell><--login><--><four>
<shell-role><--shell><powershell><--><-five>
<>"
	equals "$(cat fed)" $'fed\nin'
}
in_powershell 'every other command goes to the program word for word' passes_through

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

refuses_copies() {
	local name
	for name in good link open short other newer fifo home ended theirs; do copy "$name" 5035 "ASIA$name"; done
	cd "$copies/roles" || return
	mv link elsewhere && ln -s elsewhere link
	chmod 644 open
	sed -i '$d' short
	sed -i '18s/.*/=Other/' other
	rm fifo && mkfifo -m 600 fifo
	sed -i '2s/.*/=\/other/' home
	sed -i '22s/.*/=1000000000/' ended
	chown 12345 theirs 2>/dev/null || rm theirs
	sed -i '11s/.*/=$(touch PWNED)/; 12s/.*/="; New-Item PWNED; "/' good
	# The link is old, what it leads to is new.
	sed -i "5s|.*|$HOME/config|" newer
	: >"$HOME/real"
	ln -s real "$HOME/config"
	touch -h -d '1 hour ago' "$HOME/config"
	touch -d '1 minute' "$HOME/real"
	cp good ../outside
	cd "$BATS_TEST_TMPDIR" || return
	noting_program
	posh <<-'END'
		ssoenv use good; Is good "$? $env:AWS_ACCESS_KEY_ID $env:AWS_SECRET_ACCESS_KEY" 'True $(touch PWNED) "; New-Item PWNED; "'
		foreach ($name in 'link', 'open', 'short', 'other', 'newer', 'fifo', 'home', 'ended', 'theirs', '../outside', 'GOOD', 'no') {
			ssoenv use $name; Is $name "$? $LASTEXITCODE $env:SSOENV_PROFILE" 'False 7 good'
		}
		$env:AWS_CONFIG_FILE = 'relative'; ssoenv use good; Is relative $LASTEXITCODE 7; $env:AWS_CONFIG_FILE = $null
		ssoenv use good; Is again $LASTEXITCODE 0
		# Without the private method, the owner comes from the slower way.
		& (Get-Module ssoenv) { $script:GetStat = '' }
		ssoenv use good; Is 'long way' $LASTEXITCODE 0; ssoenv use theirs; Is 'theirs, long way' $LASTEXITCODE 7
		chmod 777 "$HOME/.cache/ssoenv/shell"; ssoenv use good; Is folder $LASTEXITCODE 7
	END
	nothing_ran
}
in_powershell 'no copy is taken that is a link, open to others, cut, foreign, stale or expired' refuses_copies

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

half_an_answer() {
	stand_in 'printf "ssoenv2\n=/\n\n\n/c\n/d\n\n\n\n\n=key\n=secret\n"'
	posh <<<'ssoenv use dev; Is cut "$? $LASTEXITCODE $env:AWS_ACCESS_KEY_ID" "False 1 "'
	matches "$stderr" 'cannot read the output of the ssoenv program'
}
in_powershell 'half an answer changes nothing' half_an_answer

traces_nothing() {
	local word
	copy a 5035 ASIAa
	cached_role
	posh <<-'END' >traced 2>&1 || :
		Set-PSDebug -Trace 2
		ssoenv use dev; ssoenv use a; ssoenv use dev; ssoenv off; ssoenv use a
		$env:SSOENV_REFRESH_WINDOW = 9999; $env:SSOENV_BIN = 'true'
		$null = Get-SsoenvPrompt
		$env:SSOENV_PROFILE = 'x'; $null = Get-SsoenvPrompt; ssoenv use -; ssoenv off
		Set-PSDebug -Off
	END
	# The module is at work in the trace, but what it moves is not there.
	[[ $output == *Update-Seen*Update-Role*Clear-Role* ]] || fail 'there is no trace'
	for word in cached/secret+key cached+token/== secret/of+ASIAa token+of/ASIAa==; do
		[[ $output$stderr != *"$word"* ]] || fail "$word is shown"
	done
}
in_powershell 'Set-PSDebug -Trace shows no secret' traces_nothing

# Names whose copies have other file names; what the program itself names them is tested with it.
every_name() {
	local name
	for name in team/env 'a b' '100%' café -dash .dot org:9; do add_profile "profile '$name'"; done
	add_profile "profile $(printf 'x%.0s' {1..250})/"
	cached_role
	age_config
	noting_program "exec '$program_folder/ssoenv' \"\$@\""
	posh <<-'END'
		$long = ('x' * 250) + '/'
		$names = 'team/env', 'a b', '100%', ('caf' + [char] 0xe9), '-dash', '.dot', 'org:9', $long
		foreach ($name in $names) { ssoenv use $name; Is "$name, cold" "$? $env:SSOENV_PROFILE" "True $name" }
		$cold = @(Get-Content calls).Count
		foreach ($name in $names) { ssoenv use $name; Is "$name, warm" "$? $env:SSOENV_PROFILE" "True $name" }
		Is calls $cold 8; Is 'warm calls' @(Get-Content calls).Count 8
		foreach ($name in ('y' * 256), ('y/' * 85), "a`nb", '..', '../dev') { ssoenv use $name 2>$null; Is $name $? False }
	END
	equals "$(cd "$copies/roles" && printf '%s\n' * | LC_ALL=C sort | cut -c1-20)" \
		"$(printf '%s\n' %2Ddash %2Edot 100%25 a%20b caf%C3%A9 org%3A9 team%2Fenv xxxxxxxxxxxxxxxxxxxx)"
}
in_powershell 'a role has a copy however its profile is called' every_name

## The prompt

draws() {
	copy a 5035 ASIAa
	noting_program
	export SSOENV_REFRESH=0
	unset NO_COLOR
	posh <<-'END'
		$env:TERM = 'xterm'
		function Draw { $null = Get-SsoenvPrompt; $global:SSOENV_PROMPT.Replace([string] [char] 27, '^') }
		$PSStyle.OutputRendering = 'Ansi'
		Is idle (Draw) ''
		ssoenv use a; Is fresh (Draw) '^[32ma 1h23m^[0m'; Is function (Get-SsoenvPrompt) $SSOENV_PROMPT
		$env:SSOENV_GUARD = 'x [!b] *prod'; Is guarded (Draw) '^[1;37;41ma 1h23m^[0m'
		$env:SSOENV_GUARD = 'b A [!a]'; Is unguarded (Draw) '^[32ma 1h23m^[0m'
		$env:SSOENV_PROMPT_FORMAT = '{role}@{account} {region} {nope} {left'
		Is format (Draw) '^[32mReadOnly@111111111111 eu-west-1 {nope} {left^[0m'
		$env:SSOENV_PROMPT_FORMAT = $null
		$env:NO_COLOR = 1; Is plain (Draw) 'a 1h23m'; $env:NO_COLOR = $null
		$term = $env:TERM; $env:TERM = 'dumb'; Is dumb (Draw) 'a 1h23m'; $env:TERM = $term
		$PSStyle.OutputRendering = 'PlainText'; Is plain (Draw) 'a 1h23m'; $PSStyle.OutputRendering = 'Ansi'
		$env:SSOENV_COLOR_FRESH = '35'; Is colour (Draw) '^[35ma 1h23m^[0m'
		if ($PSVersionTable.PSVersion -ge [version] '7.5') { $env:SSOENV_COLOR_FRESH = ''; Is none (Draw) 'a 1h23m' }
		$env:AWS_ACCESS_KEY_ID = 'other'; Is foreign (Draw) '^[31ma [?]^[0m'
		ssoenv use a; $env:AWS_PROFILE = 'x'; Is rival (Draw) '^[31ma [?]^[0m'
		ssoenv off; Is off (Draw) ''; $env:AWS_PROFILE = $null
		$env:SSOENV_PROFILE = 'soon'; $env:SSOENV_EXPIRES = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds() + 650
		Is inherited ((Draw) -match '^\^\[33msoon 10m\^\[0m$') True
		$env:SSOENV_EXPIRES = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds() + 59
		Is seconds ((Draw) -match '^\^\[33msoon [1-5]?[0-9]s\^\[0m$') True
		$env:SSOENV_EXPIRES = '1+1'; Is nonsense (Draw) '^[31msoon [?]^[0m'
		$env:SSOENV_EXPIRES = '1000'; Is over (Draw) '^[31msoon expired^[0m'; Is again (Draw) '^[31msoon expired^[0m'
		ssoenv off; Is off "$env:SSOENV_EXPIRES$env:SSOENV_PROFILE" ''
		Is errors $Error.Count 0
	END
	equals "$stderr" $'ssoenv: the credentials of soon have expired\nssoenv: hint: ssoenv use soon'
	never_called
}
in_powershell 'the prompt text shows role, time left, guard, foreign change and expiry; stderr announces expiry once' draws

leaves_by_itself() {
	copy prod 5035 ASIAprod
	export SSOENV_GUARD='x prod*' SSOENV_GUARD_MINUTES=0
	posh <<-'END'
		ssoenv use prod; Is entered "$? $env:SSOENV_PROFILE" 'True prod'
		$null = Get-SsoenvPrompt; Is left "$env:SSOENV_PROFILE$env:AWS_ACCESS_KEY_ID$SSOENV_PROMPT" ''
	END
	equals "$stderr" 'ssoenv: dropped the role of prod after 0 min (SSOENV_GUARD_MINUTES)'
}
in_powershell 'a guarded role is left after its time, and without a terminal nothing is asked' leaves_by_itself

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
		function Draws(\$how) { \$global:SSOENV_PROMPT = ''; \$line = PSConsoleHostReadLine; Is \$how "\$line \$SSOENV_PROMPT" 'line dev 8m' }
		\$env:SSOENV_BIN = './giving'; ssoenv use dev; Draws 'own prompt'
		function prompt { 'later> ' }; Draws 'later prompt'
		\$ours = \$function:PSConsoleHostReadLine
		function PSConsoleHostReadLine { & \$ours }; Draws wrapped
		ssoenv use dev; Draws 'wrapped twice'
		function PSConsoleHostReadLine { 'line' }; ssoenv use dev; Draws replaced
		function PSConsoleHostReadLine { 'line' }; ssoenv use dev; Draws 'replaced again'
		Remove-Module ssoenv; Is gone (PSConsoleHostReadLine) line
	END
	equals "$stderr" ''
}
in_powershell 'the work is done where a line is read, whatever draws the prompt, and whatever replaced the reader' works_without_prompt

inherit='$env:SSOENV_PROFILE = "dev"; $env:SSOENV_EXPIRES = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds() + 100
	$env:SSOENV_ACCOUNT_ID = "111111111111"; $env:SSOENV_ROLE_NAME = "ReadOnly"'

refreshes() {
	giving dev 400
	copy dev 535 ASIAdev
	cached_role
	noting_program 'echo noise >&2' "exec '$program_folder/ssoenv' \"\$@\""
	posh <<-END
		$inherit
		\$env:AWS_REGION = 'mine'
		\$copy = "\$HOME/.cache/ssoenv/shell/roles/dev"; \$text = [IO.File]::ReadAllText(\$copy)
		\$null = Get-SsoenvPrompt; Is inherited \$env:AWS_ACCESS_KEY_ID ASIAdev; Is shown (\$SSOENV_PROMPT -match '^dev 8m\$') True
		ssoenv off; Is off "\$env:AWS_REGION \$env:SSOENV_PROFILE\$env:AWS_ACCESS_KEY_ID\$env:AWS_SESSION_TOKEN" 'mine '
		\$env:SSOENV_BIN = './giving'; ssoenv use dev; \$env:SSOENV_BIN = "\$PWD/stand-in"; [IO.File]::WriteAllText(\$copy, '')
		sh -c 'exit 5'; \$null = Get-SsoenvPrompt; \$null = Get-SsoenvPrompt; \$null = Get-SsoenvPrompt; Is status \$LASTEXITCODE 5
		Wait-For { [IO.File]::ReadAllText(\$copy) -notin '', \$text }
		\$null = Get-SsoenvPrompt; Is picked "\$env:AWS_ACCESS_KEY_ID \$(\$env:SSOENV_EXPIRES -gt 4000000000)" 'ASIACACHED True'
		ssoenv off; Is off "\$env:AWS_REGION \$env:SSOENV_PROFILE\$env:AWS_ACCESS_KEY_ID" 'mine '
	END
	equals "$stderr" ''
	equals "$(calls)" 'shell-role --shell powershell --no-login -- dev'
}
in_powershell 'a role that runs out is refreshed once in the background and picked up at a prompt' refreshes

renews_inherited() {
	add_profile "profile '-dash/x'"
	cached_role
	noting_program "exec '$program_folder/ssoenv' \"\$@\""
	posh <<-'END'
		$env:SSOENV_PROFILE = '-dash/x'; $env:SSOENV_EXPIRES = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds() + 100
		$env:SSOENV_ACCOUNT_ID = '111111111111'; $env:SSOENV_ROLE_NAME = 'ReadOnly'
		$env:AWS_ACCESS_KEY_ID = $env:AWS_SECRET_ACCESS_KEY = $env:AWS_SESSION_TOKEN = 'old'
		$null = Get-SsoenvPrompt; $null = Get-SsoenvPrompt
		Wait-For { [IO.File]::Exists("$HOME/.cache/ssoenv/shell/roles/%2Ddash%2Fx") }
		$null = Get-SsoenvPrompt; Is renewed "$env:AWS_ACCESS_KEY_ID $($env:SSOENV_EXPIRES -gt 4000000000)" 'ASIACACHED True'
		$null = Get-SsoenvPrompt; Is shown ($SSOENV_PROMPT -match '^-dash/x [0-9]+h[0-9]+m$') True
		ssoenv off; Is off "$env:AWS_ACCESS_KEY_ID$env:AWS_SESSION_TOKEN$env:SSOENV_PROFILE" ''
	END
	equals "$stderr" ''
	equals "$(calls)" 'shell-role --shell powershell --no-login -- -dash/x'
}
in_powershell 'an inherited role is renewed in the background, whatever it is called' renews_inherited

# An inherited role, a role of ours over it, and one that came by code: `off` leads to none of them.
leads_to_no_role() {
	copy a 5035 ASIAa
	copy b 5035 ASIAb ''
	cached_role
	posh <<-'END'
		function Inherit {
			$env:AWS_ACCESS_KEY_ID = $env:AWS_SECRET_ACCESS_KEY = $env:AWS_SESSION_TOKEN = 'old'; $env:AWS_SSO_PROFILE = 'x'
			$env:SSOENV_PROFILE = 'x'; $env:SSOENV_EXPIRES = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds() + 2000
			$env:SSOENV_REGION = $env:AWS_REGION = 'eu-north-1'; $env:AWS_DEFAULT_REGION = 'mine'
		}
		function Clean($how) {
			$names = 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_CREDENTIAL_EXPIRATION', 'AWS_REGION',
				'AWS_SSO_PROFILE', 'SSOENV_PROFILE', 'SSOENV_EXPIRES', 'SSOENV_REGION', 'SSOENV_ROLE_NAME'
			foreach ($name in $names) { Is "$how, $name" ([Environment]::GetEnvironmentVariable($name)) '' }
			Is "$how, own" $env:AWS_DEFAULT_REGION mine
		}
		Inherit; ssoenv use b; ssoenv off; Clean 'use, off'
		Inherit; $null = Get-SsoenvPrompt; ssoenv use a; ssoenv use b; ssoenv off; Clean 'prompt, use, use, off'
		Inherit; ssoenv off; Clean off
		Inherit; $env:AWS_PROFILE = 'p'; ssoenv use a; Is rival "$env:AWS_PROFILE" ''; ssoenv off; Clean rival
		Is rival $env:AWS_PROFILE p; $env:AWS_PROFILE = $null
		ssoenv use a; ssoenv use dev --shell powershell | Invoke-Expression; ssoenv use b; ssoenv off; Clean code
		# Keys that another program has put in place of the inherited ones are not ours.
		Inherit; $null = Get-SsoenvPrompt; $env:AWS_ACCESS_KEY_ID = 'THEIRS'; ssoenv use a; ssoenv off
		Is foreign "$env:AWS_ACCESS_KEY_ID,$env:SSOENV_PROFILE" 'THEIRS,'; $env:AWS_ACCESS_KEY_ID = $null
	END
}
in_powershell 'off leads to no role of ours' leads_to_no_role

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

lets_alone() {
	copy dev 535 ASIAdev eu-west-1 222222222222
	noting_program
	export SSOENV_GUARD='[' SSOENV_REFRESH_WINDOW=nonsense
	posh <<-END
		$inherit
		\$null = Get-SsoenvPrompt; Is other "\$env:AWS_ACCESS_KEY_ID" ''; Is shown (\$SSOENV_PROMPT -match '^dev 1m|9.s\$') True
		\$env:SSOENV_EXPIRES = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds() + 1015; \$null = Get-SsoenvPrompt; Is odd \$SSOENV_PROMPT 'dev 16m'
		Is errors (\$Error -match 'ssoenv') ''
	END
}
in_powershell 'an inherited role takes no copy of another account' lets_alone

leaves_foreign_keys() {
	copy dev 7200 ASIAdev
	noting_program
	posh <<-END
		$inherit
		\$env:AWS_ACCESS_KEY_ID = 'K1'
		\$env:SSOENV_REFRESH_WINDOW = '10'
		Is fresh (Get-SsoenvPrompt) 'dev 1m'
		\$env:AWS_ACCESS_KEY_ID = 'PASTED'
		\$env:SSOENV_REFRESH_WINDOW = '900'
		Is foreign (Get-SsoenvPrompt) 'dev [?]'
		Is key \$env:AWS_ACCESS_KEY_ID PASTED
		\$env:AWS_ACCESS_KEY_ID = 'K1'
		\$null = Get-SsoenvPrompt
		Is renewed \$env:AWS_ACCESS_KEY_ID ASIAdev
	END
	never_called
}
in_powershell 'an inherited role whose credentials were replaced by hand is foreign and left alone' leaves_foreign_keys

reads_moved_config() {
	copy dev 3600 ASIAdev
	noting_program
	touch -d '1 day ago' "$config_file.other"
	settle_folder
	posh <<-'END'
		ssoenv use dev; Is warm $LASTEXITCODE 0
		sh -c 'mv "$HOME/.aws/config.other" "$HOME/.aws/config"'
		ssoenv use dev; Is moved $LASTEXITCODE 7
	END
}
in_powershell 'another config that is moved into place is read, however old it is' reads_moved_config

outlives_the_shell() {
	giving dev 500
	cached_role
	posh <<-'END'
		$env:SSOENV_BIN = './giving'; ssoenv use dev; $env:SSOENV_BIN = $null
		Remove-Item "$HOME/.cache/ssoenv" -Recurse
		$null = Get-SsoenvPrompt
	END
	until_true [ -s "$copies/roles/dev" ]
}
in_powershell 'a refresh goes on when the shell ends right after it began' outlives_the_shell

renews_only_credentials() {
	copy dev 2035 ASIAdev eu-north-1
	sed -i '11,14s/$/2/' "$copies/roles/dev"
	mv "$copies/roles/dev" newer
	copy dev 1000 ASIAdev
	noting_program
	posh <<-'END'
		$copy = "$HOME/.cache/ssoenv/shell/roles/dev"; $old = [IO.File]::ReadAllText($copy); $new = [IO.File]::ReadAllText("$PWD/newer")
		foreach ($moment in 'prompt', 'command') {
			function Pass { if ($moment -eq 'prompt') { $null = Get-SsoenvPrompt } else { & (Get-Module ssoenv) { Update-BeforeCommand } } }
			[IO.File]::WriteAllText($copy, $old); $env:SSOENV_REFRESH_WINDOW = $null; $env:AWS_DEFAULT_REGION = 'mine'
			ssoenv use dev; $env:AWS_REGION = 'by hand'; $env:AWS_SSO_PROFILE = 'by hand'; $env:SSOENV_REFRESH_WINDOW = '2000'
			sh -c 'env -0 >"$1"' sh "before-$moment"
			[IO.File]::WriteAllText($copy, $new)
			$env:SSOENV_REFRESH = '0'; Pass; Is "$moment, switched off" $env:AWS_ACCESS_KEY_ID ASIAdev; $env:SSOENV_REFRESH = $null
			Pass
			sh -c 'env -0 >"$1"' sh "after-$moment"
			$null = Get-SsoenvPrompt; Is "$moment, ours" $SSOENV_PROMPT 'dev 33m'
			ssoenv off; $left = "$env:AWS_ACCESS_KEY_ID$env:AWS_CREDENTIAL_EXPIRATION$env:SSOENV_EXPIRES"
			Is "$moment, off" "$env:AWS_REGION,$env:AWS_DEFAULT_REGION,$left" 'by hand,mine,'
			$env:AWS_SSO_PROFILE = $null
		}
		Is refresh (& (Get-Module ssoenv) { $script:State['Retry'] }) 0
	END
	local moment
	for moment in prompt command; do
		equals "$(changed_between "before-$moment" "after-$moment" | cut -d= -f1)" \
			$'AWS_ACCESS_KEY_ID\nAWS_CREDENTIAL_EXPIRATION\nAWS_SECRET_ACCESS_KEY\nAWS_SESSION_TOKEN\nSSOENV_EXPIRES'
	done
	equals "$stderr" ''
}
in_powershell 'a renewal touches the credentials only, and with SSOENV_REFRESH=0 there is none' renews_only_credentials

stays_inherited() {
	copy dev 5035 ASIAdev
	copy regionless 5035 ASIAregionless ''
	noting_program
	posh <<-END
		function Inherit {
			$inherit
			\$env:SSOENV_REGION = \$env:AWS_REGION = 'eu-north-1'; \$env:AWS_DEFAULT_REGION = 'mine'
			\$env:AWS_ACCESS_KEY_ID = \$env:AWS_SECRET_ACCESS_KEY = \$env:AWS_SESSION_TOKEN = 'dead'
		}
		function Show {
			\$keys = "\$env:AWS_ACCESS_KEY_ID\$env:AWS_SECRET_ACCESS_KEY\$env:AWS_SESSION_TOKEN\$env:AWS_CREDENTIAL_EXPIRATION"
			"\$keys\$env:SSOENV_PROFILE\$env:SSOENV_EXPIRES \$env:AWS_REGION \$env:AWS_DEFAULT_REGION"
		}
		Inherit; \$null = Get-SsoenvPrompt; Is prompt "\$env:AWS_ACCESS_KEY_ID \$env:AWS_REGION" 'ASIAdev eu-north-1'
		ssoenv off; Is off (Show) '  mine'
		Inherit; & (Get-Module ssoenv) { Update-BeforeCommand }; Is command \$env:AWS_ACCESS_KEY_ID ASIAdev
		ssoenv off; Is off (Show) '  mine'
		Inherit; \$env:AWS_DEFAULT_PROFILE = 'x'; \$null = Get-SsoenvPrompt; Is rival "\$SSOENV_PROMPT \$env:AWS_ACCESS_KEY_ID" 'dev [?] dead'
		\$env:AWS_DEFAULT_PROFILE = \$null
		Inherit; ssoenv use regionless; Is regions "<\$env:AWS_REGION> <\$env:SSOENV_REGION> <\$env:AWS_DEFAULT_REGION>" '<> <> <mine>'
	END
	equals "$stderr" ''
	never_called
}
in_powershell 'an inherited role stays inherited when it is renewed, and its region goes with it' stays_inherited

odd_numbers() {
	copy dev 5035 ASIAdev
	giving odd 5035
	export SSOENV_GUARD=dev
	posh <<-'END'
		foreach ($value in 'x[$(touch PWNED)]', '$(New-Item PWNED)', '08', '', '99999999999999999999', '-1', '1e2', "7`n", '0x1') {
			$env:SSOENV_REFRESH_WINDOW = $env:SSOENV_GUARD_MINUTES = $value
			ssoenv use dev; Is "minutes $value" (& (Get-Module ssoenv) { $script:State['Until'] }) 0
			$null = Get-SsoenvPrompt; Is "window $value" (& (Get-Module ssoenv) { Get-Window }) 900; Is "drawn $value" $SSOENV_PROMPT 'dev 1h23m'
			if ($value) {
				$env:SSOENV_EXPIRES = $value; $null = Get-SsoenvPrompt; Is "expires $value" $SSOENV_PROMPT 'dev [?]'
				& (Get-Module ssoenv) { Update-BeforeCommand }
			}
			ssoenv off
			$lines = [IO.File]::ReadAllLines("$PWD/given"); $lines[21] = "=$value"; [IO.File]::WriteAllLines("$PWD/given", $lines)
			$env:SSOENV_BIN = './giving'; ssoenv use odd 2>$null; Is "answer $value" $LASTEXITCODE 1; $env:SSOENV_BIN = $null
			ssoenv off
		}
		Is errors $Error.Count 0
	END
	nothing_ran
	[[ $stderr != *'['* && $stderr != *PWNED* ]] || fail "$stderr"
}
in_powershell 'settings that are not numbers are ignored, and nothing runs' odd_numbers

refreshes_for_a_reason() {
	giving dev 850
	copy fresh 950 ASIAfresh
	posh <<-'END'
		$env:SSOENV_REFRESH_WINDOW = '2000'
		function Started {
			$env:SSOENV_BIN = 'true'; $null = Get-SsoenvPrompt
			& (Get-Module ssoenv) { $script:State['Retry'] -ne 0; $script:State['Retry'] = 0 }
		}
		ssoenv use fresh; Is fresh (Started) False
		$env:SSOENV_BIN = './giving'; ssoenv use dev
		$env:SSOENV_SHELL_CACHE = '0'; Is copies (Started) False; $env:SSOENV_SHELL_CACHE = $null
		$env:SSOENV_REFRESH = '0'; Is off (Started) False; $env:SSOENV_REFRESH = $null
		Is started (Started) True
		sed -i '17,18s/dev/team 7/' given; $env:SSOENV_BIN = './giving'; ssoenv use dev; Is name $env:SSOENV_PROFILE 'team 7'
		Is named (Started) True
	END
	equals "$stderr" ''
}
in_powershell 'a refresh is started only where it can bring something' refreshes_for_a_reason

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

colours_are_numbers() {
	copy a 5035 ASIAa
	unset NO_COLOR
	posh <<-'END'
		$PSStyle.OutputRendering = 'Ansi'
		ssoenv use a; $env:SSOENV_COLOR_FRESH = "1m`e]0;x`a"; $null = Get-SsoenvPrompt; Is plain $SSOENV_PROMPT 'a 1h23m'
	END
}
in_powershell 'a colour that is not a number is ignored' colours_are_numbers

## No process

# started_by NAME: what NAME.ps1 starts, one line for each process and for each program.
started_by() {
	run strace -f -qq -e signal=none -e trace=execve,execveat,fork,vfork,clone,clone3 -o trace pwsh -NoProfile -NonInteractive \
		-File "$1.ps1"
	grep -oE '(execve|execveat|fork|vfork|clone3?)\(.*' trace | grep -v CLONE_THREAD | grep -oE '^[a-z0-9]+\("?[^",]*'
}

# Threads are no processes: of all that is started, only clones without CLONE_THREAD and new programs count.
starts_nothing() {
	require_program powershell strace
	copy a 5035 ASIAa
	printf 'ssoenv-names1\n=%s\n\n\n%s\n%s\np\tdev\tReadOnly of 1\n' "$HOME" "$config_file" "$HOME/.aws/credentials" \
		>"$HOME/.cache/ssoenv/shell/names"
	chmod 600 "$HOME/.cache/ssoenv/shell/names"
	noting_program
	cat >script.ps1 <<-END
		Import-Module '$program_root/shell/ssoenv'
		prompt
		ssoenv use a
		prompt
		Get-SsoenvPrompt
		(TabExpansion2 'ssoenv use d' 12).CompletionMatches.ToolTip
		[IO.File]::SetLastWriteTimeUtc("\$HOME/.aws/config", [DateTime]::UtcNow)
		(TabExpansion2 'ssoenv use r' 12).CompletionMatches.CompletionText
		ssoenv off
	END
	# Where pwsh is a tool of .NET, it is a small program that starts another: what a start alone takes is no process of ours.
	echo 1 >bare.ps1
	started_by bare >bare
	started_by script >ours
	[[ $output == *'a 1h23m'*'ReadOnly of 1'*regionless* ]] || fail "$output"
	equals "$(cat ours)" "$(cat bare)"
	never_called
}
in_powershell 'a warm use, an idle and an active prompt, and Tab start no process' starts_nothing

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
			$inner = Get-Command Read-Role, Update-Prompt, Get-Program -ErrorAction Ignore
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

# missing_program: a package of its own in ./mine, with a program that is a script for node, and no other on PATH.
missing_program() {
	mkdir -p mine/dist bin
	cp -R "$program_root/shell" mine/
	printf '#!/usr/bin/env node\n' >mine/dist/cli.cjs
	chmod +x mine/dist/cli.cjs
	ln -s "$(command -v node)" bin/node
}

has_no_program() {
	missing_program
	copy a 5035 ASIAa
	posh <<-'END'
		Remove-Module ssoenv; Import-Module ./mine/shell/ssoenv
		Set-Content mine/dist/cli.cjs "#!/bin/sh`necho own `"`$*`""
		Is own (ssoenv list) 'own list'
		ssoenv use a; $path = $env:PATH
		Set-Content mine/dist/cli.cjs "#!/usr/bin/env node`n"
		$env:PATH = "$PWD/nothing"; ssoenv list; Is 'no node' "$? $LASTEXITCODE" 'False 127'
		ssoenv use nope; Is 'no node' "$? $LASTEXITCODE" 'False 127'
		$env:PATH = "$PWD/bin"; Remove-Item mine/dist -Recurse
		ssoenv list; Is 'no program' "$? $LASTEXITCODE" 'False 127'
		Remove-Item mine -Recurse
		ssoenv use nope; Is 'no package' "$? $LASTEXITCODE $env:SSOENV_PROFILE" 'False 127 a'
		Is Tab (TabExpansion2 'ssoenv use de' 13).CompletionMatches.CompletionText dev
		ssoenv off; Is off "$? <$env:AWS_ACCESS_KEY_ID>" 'True <>'
		$env:PATH = $path; Is errors $Error.Count 0
	END
	local hint='ssoenv: hint: npm install --global ssoenv' node='ssoenv: ssoenv needs Node.js, and there is no node on PATH'
	equals "$stderr" "$(printf '%s\n' "$node" "$node" 'ssoenv: found no ssoenv program on PATH' "$hint" \
		"ssoenv: found no ssoenv program: $PWD/mine/dist/cli.cjs no longer exists, and there is none on PATH" "$hint")"
}
in_powershell 'the program beside the layer is used; one message says that it, or node, is gone' has_no_program

is_nested() {
	copy a 5035 ASIAa
	posh <<-'END'
		$names = 'Get-Command', 'Get-Item', 'Select-Object', 'ForEach-Object', 'Where-Object', 'Write-Error', 'Sort-Object', 'Get-Date'
		foreach ($name in $names + 'env', 'sh2') {
			Set-Item "function:global:$name" { 'hijacked' }
		}
		Set-Alias ssoenv-env env
		ssoenv use a; Is used $env:SSOENV_PROFILE a
		$null = Get-SsoenvPrompt; Is drawn $SSOENV_PROMPT 'a 1h23m'
		Is passed (ssoenv --version) (sh -c 'ssoenv --version')
		$inner = pwsh -NoProfile -NonInteractive -Command 'Import-Module $env:MODULE; $null = Get-SsoenvPrompt; $SSOENV_PROMPT; ssoenv off
			"<$env:AWS_ACCESS_KEY_ID$env:SSOENV_EXPIRES$env:AWS_REGION>"'
		Is nested "$inner" 'a 1h23m <>'
	END
}
in_powershell 'functions with the names of commands change nothing, also in a nested shell' is_nested

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
		Is flags ((Complete 'ssoenv list --').CompletionText -join ' ') '--help --json'
		Is inside (Complete '1; if (1) { ssoenv use de').CompletionText dev
	END
	equals "$(LC_ALL=C sort parsed)" "$(cat expected)"
	equals "$(LC_ALL=C sort listed)" "$(cat expected)"
	nothing_ran
}
in_powershell 'Tab offers each hostile name as one word, from the list and from the files' completes

draws_hostile_names() {
	local all=("${hostile[@]}" $'esc\e[31m\ab' $'nel\u0085x')
	cached_role
	add_hostile "${all[@]}"
	printf '%s\0' "${all[@]}" >names
	posh <<-'END'
		foreach ($name in [IO.File]::ReadAllText("$PWD/names").Split([char] 0, 'RemoveEmptyEntries')) {
			ssoenv use $name; Is "$name, used" "$? $env:SSOENV_PROFILE" "True $name"
			$env:SSOENV_EXPIRES = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds() + 5035
			$null = Get-SsoenvPrompt; Is "$name, changed" $SSOENV_PROMPT "$($name -replace '[\x00-\x1f\x7f-\x9f]', '?') [?]"
		}
		$env:SSOENV_PROFILE = "esc`e[31m"; $env:SSOENV_EXPIRES = 5; ssoenv off
		$env:SSOENV_PROFILE = "esc`e[31m"; $env:SSOENV_EXPIRES = 5; $null = Get-SsoenvPrompt
		ssoenv use ([char] 0x2019 + ';New-Item PWNED'); Is unknown $LASTEXITCODE 3
	END
	nothing_ran
	[[ $stderr != *$'\e'* ]] || fail 'a raw ESC is on stderr'
	matches "$stderr" 'the credentials of esc\?\[31m have expired'
}
in_powershell 'hostile names are used and drawn as they are, without control characters' draws_hostile_names

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

# No `use` ever runs here.
inherits_below_another_reader() {
	export SSOENV_PROFILE=dev SSOENV_EXPIRES=1000
	open_terminal 'function prompt { "idle> " }' 'Import-Module PSReadLine' \
		'$global:before = $function:PSConsoleHostReadLine' 'function ours { -not [object]::ReferenceEquals($before, $function:PSConsoleHostReadLine) }'
	on_screen 'idle> '
	type_line 'for ($i = 0; $i -lt 1; $i++) { "o" + "ne" }'
	on_screen $'one\nidle> '
	until_true looks_again
	on_screen 'ssoenv: the credentials of dev have expired'
	type_line '@(Get-Job).Count + @(Get-EventSubscriber).Count + 70'
	on_screen $'\n70\n'
}
looks_again() {
	type_line '"our" + "s: $(ours)"'
	sleep 0.5
	screen_matches 'ours: True'
}
in_powershell 'an inherited role is watched even if another reader of lines came after the layer' inherits_below_another_reader
