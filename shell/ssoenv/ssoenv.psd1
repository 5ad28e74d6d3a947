@{
	RootModule = '../powershell/start.psm1'
	ModuleVersion = '0.1.0'
	GUID = '0e1f5a0e-8d0b-4f0c-9a3b-5d6c1b0f7a52'
	Author = 'ssoenv'
	Description = 'Put AWS IAM Identity Center (SSO) role credentials into the PowerShell you are in'
	PowerShellVersion = '5.1'
	CompatiblePSEditions = @('Desktop', 'Core')
	# Each function that start.psm1 has when it is loaded. With names here, PowerShell would compare them by culture, which
	# takes milliseconds at the first time.
	FunctionsToExport = '*'
	CmdletsToExport = @()
	VariablesToExport = @()
	AliasesToExport = @()
}
