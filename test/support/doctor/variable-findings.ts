/** What `doctor` finds in the environment. */
import type { ProvokedFinding } from './provoked-finding.ts';

const KEYS = { AWS_ACCESS_KEY_ID: 'hidden', AWS_SECRET_ACCESS_KEY: 'hidden' };

export const variableFindings: readonly ProvokedFinding[] = [
	...(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'] as const).map((name) => ({
		check: 'half-keys',
		what: name,
		severity: 'problem' as const,
		env: { [name]: KEYS[name] },
		told: new RegExp(`^${name} is set, and AWS_.* is not$`),
	})),
	{
		check: 'lone-token',
		what: 'left over',
		severity: 'hint',
		env: { AWS_SESSION_TOKEN: 'hidden' },
		told: /^AWS_SESSION_TOKEN is set without keys$/,
	},
	{
		check: 'old-token',
		what: 'beside keys',
		severity: 'hint',
		env: { ...KEYS, AWS_SECURITY_TOKEN: 'hidden' },
		told: /^AWS_SECURITY_TOKEN is set$/,
	},
	{
		check: 'expired-keys',
		what: 'of another tool',
		severity: 'problem',
		env: { ...KEYS, AWS_SESSION_TOKEN: 'hidden', AWS_CREDENTIAL_EXPIRATION: '2020-01-01T00:00:00Z' },
		told: /^the keys in AWS_ACCESS_KEY_ID have expired$/,
	},
	{
		check: 'profile-missing',
		what: 'AWS_PROFILE',
		severity: 'problem',
		env: { AWS_PROFILE: 'gone' },
		told: /^AWS_PROFILE names profile "gone", which is in neither file$/,
	},
	{
		check: 'profile-empty',
		what: 'AWS_PROFILE',
		severity: 'problem',
		env: { AWS_PROFILE: '' },
		told: /^AWS_PROFILE is set and empty$/,
	},
	{
		check: 'profile-and-keys',
		what: 'AWS_PROFILE and keys',
		severity: 'hint',
		env: { ...KEYS, AWS_PROFILE: 'dev' },
		told: /^AWS_PROFILE is set beside AWS_ACCESS_KEY_ID$/,
	},
	{
		check: 'default-profile',
		what: 'alone',
		severity: 'hint',
		env: { AWS_DEFAULT_PROFILE: 'dev' },
		told: /^AWS_DEFAULT_PROFILE is set, and AWS_PROFILE is not$/,
	},
	{
		check: 'default-profile',
		what: 'another one than AWS_PROFILE',
		severity: 'hint',
		env: { AWS_PROFILE: 'dev', AWS_DEFAULT_PROFILE: 'corp' },
		told: /^AWS_PROFILE and AWS_DEFAULT_PROFILE name different profiles$/,
	},
	...(
		[
			[{ AWS_DEFAULT_REGION: 'eu-west-1' }, 'AWS_DEFAULT_REGION is set, and AWS_REGION is not'],
			[{ AWS_REGION: 'eu-west-1' }, 'AWS_DEFAULT_REGION is not set to the region of AWS_REGION'],
			[
				{ AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'us-east-1' },
				'AWS_DEFAULT_REGION is not the region of AWS_REGION',
			],
		] as const
	).map(([env, message]) => ({
		check: 'regions',
		what: Object.keys(env).join(' and '),
		severity: 'hint' as const,
		env,
		told: new RegExp(`^${message}$`),
	})),
	{
		check: 'file-variables',
		what: 'a ~ that no shell expanded',
		severity: 'hint',
		env: { AWS_CONFIG_FILE: '~/.aws/config' },
		told: /^AWS_CONFIG_FILE has a ~ or a \$ that the shell did not expand$/,
	},
	...(
		[
			['aws-vault', { AWS_VAULT: 'dev' }],
			['awsume', { AWSUME_PROFILE: 'dev', AWSUME_EXPIRATION: 'x' }],
			['granted', { GRANTED_SSO: 'true', GRANTED_SSO_REGION: 'us-east-1' }],
			['aws-sso-cli', { AWS_SSO_PROFILE: 'dev', AWS_SSO_ROLE_ARN: 'x' }],
		] as const
	).map(([tool, env]) => ({
		check: 'other-tools',
		what: tool,
		severity: 'hint' as const,
		env,
		told: new RegExp(`^${Object.keys(env).join(', ')}: ${tool} has set a role in this shell$`),
	})),
	...(
		[
			['socks5://proxy:1080', 'names a SOCKS proxy, but ssoenv supports only http and https proxies'],
			['ftp://proxy', 'is not the URL of an http or https proxy'],
		] as const
	).map(([url, message]) => ({
		check: 'proxy',
		what: url,
		severity: 'problem' as const,
		env: { HTTPS_PROXY: url },
		told: new RegExp(`^HTTPS_PROXY ${message}$`),
	})),
	...(['AWS_CA_BUNDLE', 'REQUESTS_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS'] as const).map((name) => ({
		check: 'certificates',
		what: name,
		severity: 'problem' as const,
		env: { [name]: '/no/such/file.pem' },
		told: new RegExp(`^${name} names /no/such/file\\.pem: no such file$`),
	})),
	{
		check: 'bin',
		what: 'a file that is gone',
		severity: 'problem',
		env: { SSOENV_BIN: '/no/such/ssoenv' },
		told: /^the program that SSOENV_BIN names is not found$/,
	},
];
