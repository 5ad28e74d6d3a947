# A person's day in PowerShell: each step is shown, run and checked.
Set-StrictMode -Version Latest

function step([string] $line) {
	Write-Host "`n`e[1mPS> $line`e[0m"
	Invoke-Expression $line
}

function expect($got, $wanted) {
	if ($got -ne $wanted) {
		Write-Host "demo: expected $wanted, got $got"
		exit 1
	}
}

# Prints the variables that ssoenv sets, with the secrets masked.
function show([string] $pattern = '^(AWS|SSOENV)_') {
	Get-ChildItem Env: | Where-Object { $_.Name -match $pattern -and $_.Name -notmatch '^AWS_ENDPOINT_URL' } | ForEach-Object {
		$secret = $_.Name -in 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'
		$value = if ($secret) { $_.Value.Substring(0, 4) + '… (masked)' } else { $_.Value }
		"  $($_.Name)=$value"
	}
}

step 'ssoenv list'

step 'ssoenv use dev | Invoke-Expression'
show
expect $env:SSOENV_PROFILE 'dev'

step 'ssoenv use staging | Invoke-Expression'
show '^(AWS|SSOENV)_.*(ACCOUNT|REGION|PROFILE)'
expect $env:SSOENV_ACCOUNT_ID '222222222222'

step 'ssoenv use prod | Invoke-Expression; "status $LASTEXITCODE"'
expect $env:SSOENV_PROFILE 'staging'

step 'ssoenv use stagin | Invoke-Expression && terraform apply; "status $LASTEXITCODE"'
expect $env:SSOENV_PROFILE 'staging'

step 'ssoenv off | Invoke-Expression'
show
expect $env:AWS_ACCESS_KEY_ID $null

step 'Import-Module (ssoenv init --path)'

step 'ssoenv use dev'
show '^(AWS|SSOENV)_.*(ACCOUNT|REGION|PROFILE)'
expect $env:SSOENV_PROFILE 'dev'

step 'ssoenv use staging; ssoenv use -'
expect $env:SSOENV_PROFILE 'dev'

step 'ssoenv use prod && terraform apply; "status $LASTEXITCODE"'
expect $env:SSOENV_PROFILE 'dev'

step 'ssoenv off'
show
expect $env:AWS_ACCESS_KEY_ID $null
