/**
 * The command table. Parsing, help, the README, the manual, completions and tests iterate it. A body is loaded when its
 * command runs, except for those that shells run again and again: they are imported here.
 */
import { type Command, defineCommand } from './command.ts';
import * as exportCredentials from './commands/credentials/export.ts';
import * as off from './commands/shell/off.ts';
import * as shellRole from './commands/shell/shell-role.ts';
import * as use from './commands/shell/use.ts';
import type { CommandGroup } from './core/command-line/parameters.ts';
import { tools } from './core/profile/foreign-tool.ts';
import { promptNames } from './core/shell/prompt-names.ts';
import { formatNames, shellNames } from './core/shell/syntaxes.ts';

/** The titles of the groups, in the order of help. */
export const groups: Readonly<Record<CommandGroup, string>> = {
	daily: 'daily use',
	'sign-in': 'sign-in',
	'set-up': 'set-up',
	scripts: 'scripts',
};

const profile = {
	type: 'string',
	describe: 'profile in ~/.aws/config',
	default: 'AWS_PROFILE, else "default"',
} as const;
const profileOfSignIn = {
	...profile,
	describe: 'profile that uses the sign-in',
	default: 'AWS_PROFILE, else "default", else the only sso-session',
} as const;
const ssoSession = {
	type: 'string',
	value: 'NAME',
	describe: 'sso-session in ~/.aws/config, instead of a profile',
} as const;
const shell = {
	type: 'string',
	choices: shellNames,
	describe: 'shell to write code for',
	default: 'the running shell',
} as const;
const json = { type: 'boolean', describe: 'print JSON' } as const;
const deviceCode = { type: 'boolean', describe: 'sign in with a device code, in a browser on any device' } as const;
const noBrowser = { type: 'boolean', describe: 'print the URL instead of opening a browser' } as const;

const mfaCode = {
	type: 'string',
	value: '-',
	describe: 'read the code of an MFA device from stdin, in place of asking',
} as const;

const parametersOfRole = {
	account: { type: 'string', value: 'ACCOUNT_ID', describe: 'account to use instead of a profile' },
	role: {
		type: 'string',
		value: 'ROLE_NAME',
		describe: 'role in that account',
		default: 'a menu on a terminal',
	},
	'sso-session': {
		type: 'string',
		value: 'NAME',
		describe: 'sso-session for that account',
		default: 'the only one',
	},
	'role-arn': { type: 'string', value: 'ARN', describe: 'role to assume instead of a profile' },
	'source-profile': {
		type: 'string',
		value: 'PROFILE',
		describe: 'profile whose credentials assume that role',
		default: 'AWS_PROFILE, else the active profile, else "default"',
	},
	'external-id': { type: 'string', value: 'ID', describe: 'external ID that the trust policy of that role asks for' },
	region: { type: 'string', describe: 'region to set instead of the region of the profile' },
	login: { type: 'boolean', describe: 'sign in without asking, if a sign-in is needed' },
	'no-login': { type: 'boolean', describe: 'never sign in and never ask' },
	'device-code': deviceCode,
} as const;

const role = { shell, ...parametersOfRole, 'mfa-code': mfaCode } as const;

const yes = { type: 'boolean', describe: 'use a guarded profile (SSOENV_GUARD) without asking' } as const;

const profileToCarry = { ...profile, default: 'AWS_PROFILE, else the active profile, else "default"' } as const;

const evaluated =
	'prints code for the shell to evaluate; with the shell integration (ssoenv install) no eval is needed';

export const commands: readonly Command[] = [
	defineCommand({
		name: 'use',
		group: 'daily',
		summary: 'use the role of a profile in this shell',
		details: `${evaluated}, "ssoenv use -" returns to the previous profile, and --yes uses a guarded profile without asking`,
		positionals: { profile: { ...profile, default: 'AWS_PROFILE, else a menu on a terminal, else "default"' } },
		options: {
			...role,
			fields: {
				type: 'boolean',
				describe: 'do what shell-role does, for shells opened before it came',
				isHidden: true,
			},
		},
		examples: [
			['eval "$(ssoenv use dev)"', 'in bash, zsh and sh'],
			['ssoenv use dev | source', 'in fish'],
			['ssoenv use dev | Invoke-Expression', 'in PowerShell'],
			['eval "$(ssoenv use)"', 'choose from a menu of all profiles'],
			['eval "$(ssoenv use --account 111111111111 --role ReadOnly)"', 'use a role without a profile'],
			[
				'eval "$(ssoenv use --role-arn arn:aws:iam::333333333333:role/Deploy --source-profile dev)"',
				'assume a role without a profile',
			],
		],
		isEvaluated: true,
		load: async () => use,
	}),
	defineCommand({
		name: 'off',
		group: 'daily',
		summary: 'remove the role from this shell',
		details: evaluated,
		positionals: {},
		options: { shell },
		examples: [
			['eval "$(ssoenv off)"', 'in bash, zsh and sh'],
			['ssoenv off | source', 'in fish'],
			['ssoenv off | Invoke-Expression', 'in PowerShell'],
		],
		isEvaluated: true,
		load: async () => off,
	}),
	defineCommand({
		name: 'exec',
		group: 'daily',
		summary: 'run a command with the role of a profile',
		details:
			'without a command, starts your shell; the shell that runs it stays as it is, and the exit status is that of the command',
		positionals: { profile: profileToCarry },
		options: {
			...parametersOfRole,
			renew: { type: 'boolean', describe: 'give the command a profile that renews itself, in place of keys' },
			yes,
		},
		program: '[-- COMMAND [ARG...]]',
		examples: [
			['ssoenv exec dev -- terraform plan', 'run one command'],
			['ssoenv exec dev --renew -- ./nightly-backup', 'run a command that takes longer than the credentials last'],
			['ssoenv exec dev', 'start a shell with the role; exit ends it'],
			['ssoenv exec --account 111111111111 --role ReadOnly -- aws s3 ls', 'use a role without a profile'],
		],
		load: () => import('./commands/exec/exec.ts'),
	}),
	defineCommand({
		name: 'each',
		group: 'daily',
		summary: 'run a command with the role of each profile that matches',
		details:
			'a PATTERN is a name or has * ? [] as in a shell; lines of output begin with the profile, a table follows on stderr, and the exit status is 1 if any command failed; in PowerShell, put quotes around the --',
		positionals: {
			profile: {
				type: 'string',
				value: 'PATTERN',
				describe: 'names of profiles in ~/.aws/config',
				default: 'all, with --account, --role or --sso-session',
				isList: true,
			},
		},
		options: {
			account: { type: 'string', value: 'PATTERN', describe: 'only profiles of such accounts, by ID' },
			role: { type: 'string', value: 'PATTERN', describe: 'only profiles with such roles' },
			'sso-session': { type: 'string', value: 'PATTERN', describe: 'only profiles of such sso-sessions' },
			jobs: { type: 'string', value: 'NUMBER', describe: 'commands that run at the same time', default: '8' },
			'fail-fast': { type: 'boolean', describe: 'start no further command after a failure' },
			json: { type: 'boolean', describe: 'print one JSON array at the end, with all output in it' },
			'output-dir': {
				type: 'string',
				value: 'FOLDER',
				describe: 'write the output into PROFILE.out and PROFILE.err in this folder',
			},
			region: parametersOfRole.region,
			login: parametersOfRole.login,
			'no-login': parametersOfRole['no-login'],
			'device-code': deviceCode,
			yes: { type: 'boolean', describe: 'use guarded profiles (SSOENV_GUARD) without asking' },
		},
		program: '-- COMMAND [ARG...]',
		examples: [
			["ssoenv each 'prod-*' -- aws s3 ls", 'run it in every profile whose name begins with prod-'],
			["ssoenv each '*' --role ReadOnly --json -- aws iam list-users", 'print the output for a program'],
			['ssoenv each dev staging --jobs 1 --fail-fast -- terraform apply', 'one after another, until one fails'],
		],
		load: () => import('./commands/exec/each.ts'),
	}),
	defineCommand({
		name: 'console',
		group: 'daily',
		summary: 'open the AWS console with the role of a profile',
		positionals: { profile: profileToCarry },
		options: {
			...parametersOfRole,
			region: { type: 'string', describe: 'region to show instead of the region of the profile' },
			service: { type: 'string', value: 'NAME', describe: 'service to show, such as s3, ec2 or logs:/GROUP' },
			path: { type: 'string', describe: 'page to show, such as /s3/buckets/NAME' },
			url: { type: 'string', describe: 'page to show: the URL of a page of the console, for any account' },
			portal: { type: 'boolean', describe: 'open it by the access portal, where you sign in' },
			print: { type: 'boolean', describe: 'print the address, which is a secret, instead of opening it' },
			browser: {
				type: 'string',
				value: 'COMMAND',
				describe: 'command that opens the browser',
				default: 'SSOENV_BROWSER, else BROWSER, else the default browser',
			},
			duration: { type: 'string', describe: 'how long you stay signed in: 15m to 12h', default: 'as AWS decides' },
			yes,
		},
		examples: [
			['ssoenv console dev', 'open the home page'],
			['ssoenv console dev --service s3 --region eu-west-1', 'open a service in a region'],
			['ssoenv console dev --service logs:/aws/lambda/orders', 'open a log group'],
			["ssoenv console prod --url 'https://eu-west-1.console.aws.amazon.com/s3/buckets'", 'open a page as this role'],
		],
		load: () => import('./commands/exec/console.ts'),
	}),
	defineCommand({
		name: 'list',
		group: 'daily',
		summary: 'list the IAM Identity Center profiles, invalid ones included',
		positionals: {},
		options: { json },
		examples: [['ssoenv list --json', 'print the list for a program']],
		load: () => import('./commands/profile/list.ts'),
	}),
	defineCommand({
		name: 'status',
		group: 'daily',
		summary: 'show expiry times, the next renewal, and the files involved',
		positionals: {
			profile: { type: 'string', describe: 'profile to show', default: 'everything; with --check, the active profile' },
		},
		options: {
			'sso-session': ssoSession,
			json,
			check: { type: 'boolean', describe: 'print nothing; exit with 0, or with 4 if a sign-in is needed' },
			'min-left': {
				type: 'string',
				value: 'DURATION',
				describe: 'with --check: time that must remain, such as 15m',
				default: '0s',
			},
		},
		examples: [
			['ssoenv status --check || ssoenv login', 'sign in only if a sign-in is needed'],
			['ssoenv status --json', 'print the status for a program'],
		],
		load: () => import('./commands/sign-in/status.ts'),
	}),
	defineCommand({
		name: 'login',
		group: 'sign-in',
		summary: 'sign in, unless already signed in',
		positionals: { profile: profileOfSignIn },
		options: {
			'sso-session': ssoSession,
			'device-code': deviceCode,
			'no-browser': noBrowser,
			force: { type: 'boolean', describe: 'sign in again, even if the current sign-in is still valid' },
		},
		examples: [
			['ssoenv login --sso-session corp', 'sign in for all profiles of an sso-session'],
			['ssoenv login dev --device-code', 'sign in on a machine without a browser'],
		],
		load: () => import('./commands/sign-in/login.ts'),
	}),
	defineCommand({
		name: 'logout',
		group: 'sign-in',
		summary: 'sign out and delete the cached credentials of that sign-in',
		positionals: { profile: { ...profileOfSignIn, default: 'the only sign-in, else a menu' } },
		options: {
			'sso-session': ssoSession,
			all: { type: 'boolean', describe: 'sign out of everything, like aws sso logout' },
		},
		examples: [['ssoenv logout --all', 'end all sign-ins']],
		load: () => import('./commands/sign-in/logout.ts'),
	}),
	defineCommand({
		name: 'wait',
		group: 'sign-in',
		summary: 'wait until a sign-in succeeds, in any terminal',
		positionals: { profile: profileOfSignIn },
		options: {
			'sso-session': ssoSession,
			timeout: {
				type: 'string',
				value: 'DURATION',
				describe: 'longest time to wait, such as 90s or 2h',
				default: '10m',
			},
		},
		examples: [['ssoenv wait --timeout 1h && make deploy', 'continue after the sign-in']],
		load: () => import('./commands/sign-in/wait.ts'),
	}),
	defineCommand({
		name: 'install',
		group: 'set-up',
		summary: 'add the shell integration to the start-up file of a shell',
		details: 'on a terminal, asks whether to show the role in the prompt',
		positionals: { shell: { ...shell, describe: 'shell to set up' } },
		options: {
			prompt: { type: 'boolean', describe: 'show the role in the prompt, without asking' },
			'no-prompt': { type: 'boolean', describe: 'do not show the role in the prompt, and do not ask' },
		},
		examples: [
			['ssoenv install zsh', 'set up zsh; a second run changes nothing'],
			['ssoenv install bash --prompt', 'set up bash and its prompt, and ask nothing'],
		],
		load: () => import('./commands/shell/install.ts'),
	}),
	defineCommand({
		name: 'uninstall',
		group: 'set-up',
		summary: 'remove the shell integration from the start-up file',
		positionals: { shell: { ...shell, describe: 'shell to remove it from' } },
		options: {},
		examples: [['ssoenv uninstall zsh', 'remove the marked block and nothing else']],
		load: () => import('./commands/shell/uninstall.ts'),
	}),
	defineCommand({
		name: 'init',
		group: 'set-up',
		summary: 'print the shell integration, or with --path the path of its file',
		positionals: { shell: { ...shell, describe: 'shell to print it for' } },
		options: { path: { type: 'boolean', describe: 'print the path of the file: sourcing it starts no process' } },
		examples: [
			['eval "$(ssoenv init bash)"', 'in ~/.bashrc'],
			['ssoenv init fish --path', 'print the path of the file to source'],
		],
		isEvaluated: true,
		load: () => import('./commands/shell/init.ts'),
	}),
	defineCommand({
		name: 'prompt',
		group: 'set-up',
		summary: 'print the lines that show the role in your prompt',
		positionals: {},
		options: {
			for: {
				type: 'string',
				value: 'PROMPT',
				choices: promptNames,
				describe: 'what draws the prompt',
				default: 'found out from the start-up files',
			},
			shell: { ...shell, describe: 'shell to print the lines for' },
		},
		examples: [
			['ssoenv prompt', 'find out what draws the prompt, and print the lines for it'],
			['ssoenv prompt --for tmux --shell zsh', 'print the lines for the status line of tmux'],
		],
		load: () => import('./commands/shell/prompt.ts'),
	}),
	defineCommand({
		name: 'configure',
		group: 'set-up',
		summary: 'create or change a profile and its sso-session',
		details: 'asks for everything that the options do not set',
		positionals: {
			profile: { type: 'string', describe: 'profile to write', default: 'AWS_PROFILE, else asked for' },
		},
		options: {
			'sso-session': { type: 'string', value: 'NAME', describe: 'sso-session of the profile, existing or new' },
			'start-url': { type: 'string', value: 'URL', describe: 'start URL of the AWS access portal' },
			'sso-region': { type: 'string', value: 'REGION', describe: 'SSO region: the region of IAM Identity Center' },
			scopes: { type: 'string', describe: 'scopes of the sso-session', default: 'sso:account:access in a new one' },
			account: { type: 'string', value: 'ACCOUNT_ID', describe: 'account of the profile', default: 'a menu' },
			role: { type: 'string', value: 'ROLE_NAME', describe: 'role of the profile', default: 'a menu' },
			region: { type: 'string', describe: "region of the profile; '' for none" },
			output: { type: 'string', value: 'FORMAT', describe: "output format of the AWS CLI; '' for its default" },
			legacy: { type: 'boolean', describe: 'write a profile without an sso-session: its sign-in cannot be refreshed' },
			'session-only': { type: 'boolean', describe: 'write an sso-session without a profile' },
			'device-code': deviceCode,
			'no-browser': noBrowser,
		},
		examples: [
			['ssoenv configure', 'ask for everything'],
			['ssoenv configure dev --sso-session corp --account 111111111111 --role ReadOnly', 'ask only for the rest'],
			[
				'ssoenv configure --session-only --sso-session corp --start-url https://d-1234567890.awsapps.com/start --sso-region us-east-1',
				'write an sso-session and ask nothing',
			],
		],
		load: () => import('./commands/configure/configure.ts'),
	}),
	defineCommand({
		name: 'accounts',
		group: 'set-up',
		summary: 'list the accounts and roles that are assigned to you',
		positionals: { profile: profileOfSignIn },
		options: {
			'sso-session': ssoSession,
			json,
			refresh: { type: 'boolean', describe: 'ask AWS again, even if the list is less than a day old' },
		},
		examples: [
			['ssoenv accounts', 'list them; after an interrupt, a second run continues'],
			['ssoenv accounts --json --refresh', 'print a new list for a program'],
		],
		load: () => import('./commands/discovery/accounts.ts'),
	}),
	defineCommand({
		name: 'roles',
		group: 'set-up',
		summary: 'list the roles that are assigned to you in one account',
		positionals: {
			account: { type: 'string', describe: 'ID or name of the account', isRequired: true },
			profile: profileOfSignIn,
		},
		options: { 'sso-session': ssoSession, json },
		examples: [['ssoenv roles 111111111111', 'print one role name per line']],
		load: () => import('./commands/discovery/roles.ts'),
	}),
	defineCommand({
		name: 'sync',
		group: 'set-up',
		summary: 'write a profile for each account and role that is assigned to you',
		details: 'writes to a marked block of ~/.aws/config; the rest of the file stays as it is',
		positionals: {},
		options: {
			'sso-session': ssoSession,
			template: { type: 'string', describe: 'names of the profiles', default: '{account_name}-{role_name}' },
			region: { type: 'string', describe: 'region of the profiles' },
			prune: { type: 'boolean', describe: 'remove the profiles of roles that are no longer assigned to you' },
			refresh: { type: 'boolean', describe: 'ask AWS again, even if the list is less than a day old' },
			'dry-run': { type: 'boolean', describe: 'print the changes and write nothing' },
			yes: { type: 'boolean', describe: 'write without asking' },
			undo: { type: 'boolean', describe: 'undo the last sync' },
			from: {
				type: 'string',
				value: 'TOOL',
				choices: tools,
				describe: 'convert the profiles of another tool and keep their names',
			},
		},
		examples: [
			['ssoenv sync --dry-run', 'print the changes only'],
			[
				"ssoenv sync --template '{role_name}.{account_id}' --region eu-west-1 --prune",
				'set names and region; remove profiles of roles that you no longer have',
			],
			['ssoenv sync --from granted', 'make the profiles of granted work without it'],
		],
		load: () => import('./commands/sync/sync.ts'),
	}),
	defineCommand({
		name: 'export',
		group: 'scripts',
		summary: 'print role credentials, like aws configure export-credentials',
		positionals: { profile: profileToCarry },
		options: {
			format: { type: 'string', choices: formatNames, describe: 'output format', default: 'process' },
			'mfa-code': mfaCode,
		},
		examples: [
			['ssoenv export dev --format env', 'print export lines for a POSIX shell'],
			['credential_process = ssoenv export dev', 'in ~/.aws/config: give credentials to any AWS SDK'],
			['ssoenv export dev --format dotenv > .env', 'write a .env file'],
		],
		load: async () => exportCredentials,
	}),
	defineCommand({
		name: 'serve',
		group: 'scripts',
		summary: 'give the roles of profiles to programs that ask on loopback, and renew them',
		details:
			'prints the line that makes the AWS SDKs of a shell ask, and runs until Ctrl-C: it is the container credential endpoint of the SDKs, with a token for each profile',
		positionals: { profile: { ...profileToCarry, isList: true } },
		options: {
			port: { type: 'string', describe: 'port of 127.0.0.1', default: 'one that is free' },
			// Not --env-file: Node itself takes that word, and fails if there is no such file (nodejs/node issue 54232).
			'write-env': {
				type: 'string',
				value: 'FILE',
				describe: 'write the variables to a file, as docker run --env-file takes it, and remove it at the end',
			},
			shell,
			...parametersOfRole,
			yes,
		},
		examples: [
			['ssoenv serve dev', 'print the line to paste into another shell, and serve'],
			['ssoenv serve dev prod --port 9911', 'serve two roles, with two lines'],
			['ssoenv serve dev --write-env dev.env', 'for docker run --network host --env-file dev.env'],
		],
		load: () => import('./commands/exec/serve.ts'),
	}),
	defineCommand({
		name: 'shell-role',
		group: 'scripts',
		summary: 'print the role of a profile for the shell integration, one value per line, and cache it',
		positionals: { profile },
		options: role,
		examples: [],
		isHidden: true,
		typedAs: 'use',
		load: async () => shellRole,
	}),
];
