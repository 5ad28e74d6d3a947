/**
 * Other tools, if installed, each with the job most similar to one of ssoenv's. They are tried in the order of the
 * table, and the first way that works is timed: what a tool can do without its own sign-in differs between versions.
 */

export interface Peer {
	/** The program, which must be on PATH. */
	readonly program: string;
	/** The job of ssoenv to compare with. */
	readonly like: 'use' | 'exec' | 'prompt' | 'Tab';
	/** Arguments of a run before the timed ones. */
	readonly setUp?: readonly string[];
	readonly ways: readonly (readonly string[])[];
	readonly variables?: Readonly<Record<string, string>>;
}

const KEYS = {
	AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
	AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

/**
 * The files in the home: a profile with static keys, for tools that do not read the AWS CLI's sign-in, and settings
 * that skip first-run wizards.
 */
export const FILES: Readonly<Record<string, string>> = {
	'.aws/credentials': `[static]\n${Object.entries(KEYS)
		.map(([name, value]) => `${name.toLowerCase()} = ${value}\n`)
		.join('')}`,
	'.granted/config': 'DefaultBrowser = "STDOUT"\n',
};

export const PEERS: readonly Peer[] = [
	{
		program: 'aws',
		like: 'use',
		ways: [
			['configure', 'export-credentials', '--profile', 'dev', '--format', 'env'],
			['configure', 'export-credentials', '--profile', 'static', '--format', 'env'],
			['--version'],
		],
	},
	{ program: 'aws_completer', like: 'Tab', ways: [[]], variables: { COMP_LINE: 'aws s3 ', COMP_POINT: '7' } },
	{
		program: 'granted',
		like: 'use',
		ways: [['credential-process', '--profile', 'dev'], ['--version']],
		variables: { GRANTED_DISABLE_UPDATE_CHECK: 'true' },
	},
	{
		// `assume` is a script to source; this is the program that it runs.
		program: 'assumego',
		like: 'use',
		ways: [['dev'], ['--version']],
		variables: { GRANTED_DISABLE_UPDATE_CHECK: 'true', FORCE_NO_ALIAS: 'true' },
	},
	{
		program: 'assumego',
		like: 'exec',
		ways: [['dev', '--exec', 'true']],
		variables: { GRANTED_DISABLE_UPDATE_CHECK: 'true', FORCE_NO_ALIAS: 'true' },
	},
	{ program: 'aws-sso', like: 'use', ways: [['eval', '--profile', 'dev'], ['version']] },
	{ program: 'aws-sso', like: 'exec', ways: [['exec', '--profile', 'dev', 'true']] },
	{
		program: 'aws-vault',
		like: 'use',
		setUp: ['add', 'static', '--env'],
		ways: [['export', '--no-session', '--format=export-env', 'static'], ['--version']],
		variables: { AWS_VAULT_BACKEND: 'file', AWS_VAULT_FILE_PASSPHRASE: 'benchmark', ...KEYS },
	},
	{
		program: 'aws-vault',
		like: 'exec',
		setUp: ['add', 'static', '--env'],
		ways: [['exec', '--no-session', 'static', '--', 'true']],
		variables: { AWS_VAULT_BACKEND: 'file', AWS_VAULT_FILE_PASSPHRASE: 'benchmark', ...KEYS },
	},
	{
		// `awsume` is a script to source; this is the program that it runs.
		program: 'awsumepy',
		like: 'use',
		ways: [['static', '-s'], ['--version']],
	},
	{
		program: 'starship',
		like: 'prompt',
		ways: [['module', 'aws'], ['--version']],
		variables: { AWS_SSO_PROFILE: 'dev', AWS_REGION: 'eu-west-1', STARSHIP_SHELL: 'bash' },
	},
	{ program: 'direnv', like: 'prompt', ways: [['export', 'bash'], ['version']] },
];
