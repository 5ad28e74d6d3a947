/**
 * The command table. Parsing, help, documents and tests iterate it. Bodies are loaded when they are run, except for those that shells run again and
 * again: these are part of the program.
 */
import { type Command, defineCommand } from './command.ts';
import * as exportCredentials from './commands/credentials/export.ts';
import * as off from './commands/shell/off.ts';
import * as use from './commands/shell/use.ts';
import { formatNames, shellNames } from './core/shell/syntaxes.ts';
import { profileCommands, profileOfSignIn, ssoSession } from './profile-commands.ts';

const profile = { type: 'string', describe: 'profile in ~/.aws/config (default: AWS_PROFILE, else default)' } as const;
const useProfile = {
	type: 'string',
	describe: 'profile in ~/.aws/config (default: AWS_PROFILE, else picked on a terminal, else default)',
} as const;
const shell = {
	type: 'string',
	choices: shellNames,
	describe: 'shell to write for (default: the one running)',
} as const;
const initShell = { type: 'string', choices: shellNames, describe: 'shell (default: the one running)' } as const;

export const commands: readonly Command[] = [
	defineCommand({
		name: 'use',
		summary: 'run this shell as the role of a profile (prints code to evaluate)',
		positionals: { profile: useProfile },
		options: {
			shell,
			account: { type: 'string', describe: 'account to enter in place of a profile; with --role' },
			role: { type: 'string', describe: 'role to take there' },
			'sso-session': { type: 'string', describe: 'sso-session of that account (default: the only one)' },
			region: { type: 'string', describe: 'region to set in place of that of the profile' },
			login: { type: 'boolean', describe: 'sign in if that is needed, without asking' },
			'no-login': { type: 'boolean', describe: 'never sign in, never ask' },
			fields: { type: 'boolean', describe: 'for the shell functions: values by line, and a copy for next time' },
		},
		examples: [
			['eval "$(ssoenv use dev)"', 'in bash, zsh and sh'],
			['ssoenv use dev | source', 'in fish'],
			['ssoenv use dev | Invoke-Expression', 'in PowerShell'],
			['eval "$(ssoenv use)"', 'to pick from all profiles'],
			['ssoenv use --account 111111111111 --role ReadOnly', 'with no profile at all'],
		],
		isEvaluated: true,
		load: async () => use,
	}),
	defineCommand({
		name: 'off',
		summary: 'take the role out of this shell again (prints code to evaluate)',
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
		name: 'init',
		summary: 'print the shell layer (to evaluate), or with --path where it lies (to source, completion included)',
		positionals: { shell: initShell },
		options: { path: { type: 'boolean', describe: 'print where it lies: sourcing that starts no process' } },
		examples: [
			['eval "$(ssoenv init bash)"', 'in ~/.bashrc'],
			['ssoenv init fish --path', 'to source it oneself'],
		],
		isEvaluated: true,
		load: () => import('./commands/shell/init.ts'),
	}),
	defineCommand({
		name: 'install',
		summary: 'put the shell layer into the start-up file of a shell, in a marked block',
		positionals: { shell: initShell },
		options: {},
		examples: [['ssoenv install zsh', 'a second time changes nothing']],
		isEvaluated: false,
		load: () => import('./commands/shell/install.ts'),
	}),
	defineCommand({
		name: 'uninstall',
		summary: 'take the marked block out of the start-up file again',
		positionals: { shell: initShell },
		options: {},
		examples: [['ssoenv uninstall zsh', 'nothing else in the file is touched']],
		isEvaluated: false,
		load: () => import('./commands/shell/uninstall.ts'),
	}),
	defineCommand({
		name: 'export',
		summary: 'print role credentials, like aws configure export-credentials',
		positionals: { profile },
		options: {
			format: { type: 'string', choices: formatNames, describe: 'what to print (default: process)' },
		},
		examples: [
			['ssoenv export dev --format env', 'lines for a POSIX shell'],
			['credential_process = ssoenv export dev', 'in ~/.aws/config, for any AWS SDK'],
			['ssoenv export dev --format dotenv > .env', 'for tools that read .env files'],
		],
		isEvaluated: false,
		load: async () => exportCredentials,
	}),
	...profileCommands,
	defineCommand({
		name: 'login',
		summary: 'sign in, unless that is not needed',
		positionals: { profile },
		options: {
			'sso-session': ssoSession,
			'device-code': { type: 'boolean', describe: 'sign in with a code, in a browser on any machine' },
			'no-browser': { type: 'boolean', describe: 'print the address and open nothing' },
			force: { type: 'boolean', describe: 'sign in afresh, whatever there is' },
		},
		examples: [
			['ssoenv login --sso-session corp', 'for all profiles of an sso-session'],
			['ssoenv login dev --device-code', 'on a machine without a browser'],
		],
		isEvaluated: false,
		load: () => import('./commands/sign-in/login.ts'),
	}),
	defineCommand({
		name: 'logout',
		summary: 'sign out, and forget the role credentials of that sign-in',
		positionals: { profile: profileOfSignIn },
		options: {
			'sso-session': ssoSession,
			all: { type: 'boolean', describe: 'sign out of everything, like aws sso logout' },
		},
		examples: [['ssoenv logout --all', 'at the end of the day']],
		isEvaluated: false,
		load: () => import('./commands/sign-in/logout.ts'),
	}),
	defineCommand({
		name: 'status',
		summary: 'tell what expires when, what happens next, and which file is whose',
		positionals: { profile: { type: 'string', describe: 'profile to tell about (default: everything)' } },
		options: {
			'sso-session': ssoSession,
			json: { type: 'boolean', describe: 'print JSON' },
			check: { type: 'boolean', describe: 'answer by exit status alone: 0, or 4 when a sign-in is needed' },
			'min-left': { type: 'string', describe: 'with --check: how long it has to last, such as 15m (default: 0s)' },
		},
		examples: [
			['ssoenv status --check || ssoenv login', 'in scripts'],
			['ssoenv status --json', 'for programs'],
		],
		isEvaluated: false,
		load: () => import('./commands/sign-in/status.ts'),
	}),
	defineCommand({
		name: 'wait',
		summary: 'wait until somebody has signed in, in any terminal',
		positionals: { profile },
		options: {
			'sso-session': ssoSession,
			timeout: { type: 'string', describe: 'how long to wait, such as 90s or 2h (default: 10m)' },
		},
		examples: [['ssoenv wait --timeout 1h && make deploy', 'goes on when the sign-in is there']],
		isEvaluated: false,
		load: () => import('./commands/sign-in/wait.ts'),
	}),
];
