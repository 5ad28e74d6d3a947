# PowerShell Gallery: `npm run package` lays the module, fills in the version and the address, and writes it to
# release/powershell/ssoenv/. Publish-Module -Path takes that folder. It runs the ssoenv program on PATH.
@{
	RootModule = 'powershell/start.psm1'
	ModuleVersion = '@VERSION@'
	GUID = '0e1f5a0e-8d0b-4f0c-9a3b-5d6c1b0f7a52'
	Author = 'The ssoenv authors'
	CompanyName = 'The ssoenv authors'
	Copyright = '(c) The ssoenv authors'
	Description = 'Put AWS IAM Identity Center (SSO) role credentials into the PowerShell you are in. Needs the ssoenv program.'
	PowerShellVersion = '7.4'
	CompatiblePSEditions = @('Core')
	FunctionsToExport = '*'
	CmdletsToExport = @()
	VariablesToExport = @()
	AliasesToExport = @()
	PrivateData = @{
		PSData = @{
			Tags = @('AWS', 'SSO', 'IdentityCenter', 'credentials')
			LicenseUri = '@HOME@/blob/v@VERSION@/LICENSE'
			ProjectUri = '@HOME@'
		}
	}
}
