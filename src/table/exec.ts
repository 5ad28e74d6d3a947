/** Commands that go on with a role elsewhere: in a program, in many, in a browser. */
import { type Command, defineCommand } from '../command.ts';
import { deviceCode, parametersOfRole, profileToCarry, yes } from './parameters.ts';

export const execCommands: readonly Command[] = [
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
		load: () => import('../commands/exec/exec.ts'),
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
			account: {
				type: 'string',
				value: 'PATTERN',
				describe: 'only profiles of such accounts, by ID; with --all-roles, also by name',
			},
			role: { type: 'string', value: 'PATTERN', describe: 'only profiles with such roles' },
			'sso-session': { type: 'string', value: 'PATTERN', describe: 'only profiles of such sso-sessions' },
			'all-roles': {
				type: 'boolean',
				describe: 'also take the roles without a profile that are assigned to you, as ACCOUNT_NAME/ROLE',
			},
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
			["ssoenv each '*' --all-roles --role Audit -- ./report", 'run it in every account that you have the role in'],
			['ssoenv each dev staging --jobs 1 --fail-fast -- terraform apply', 'one after another, until one fails'],
		],
		load: () => import('../commands/exec/each.ts'),
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
			private: { type: 'boolean', describe: 'open a private window' },
			'own-window': {
				type: 'boolean',
				describe: 'open a window that this role has for itself (Chrome, Chromium, Edge, Brave, Vivaldi)',
			},
			'firefox-container': {
				type: 'boolean',
				describe: 'open it in a container of Firefox, by the extension "Open external links in a container"',
			},
			qr: { type: 'boolean', describe: 'with --portal: show a QR code for a phone instead of opening it' },
			duration: { type: 'string', describe: 'how long you stay signed in: 15m to 12h', default: 'as AWS decides' },
			yes,
		},
		examples: [
			['ssoenv console dev', 'open the home page'],
			['ssoenv console dev --service s3 --region eu-west-1', 'open a service in a region'],
			['ssoenv console prod --own-window', 'open it beside the consoles of other roles'],
			['ssoenv console dev --service logs:/aws/lambda/orders', 'open a log group'],
			["ssoenv console prod --url 'https://eu-west-1.console.aws.amazon.com/s3/buckets'", 'open a page as this role'],
		],
		load: () => import('../commands/exec/console.ts'),
	}),
];
