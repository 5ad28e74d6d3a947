/** Commands for the set-up. */
import { type Command, defineCommand } from '../command.ts';
import { promptNames } from '../core/shell/prompt-names.ts';
import {
	deviceCode,
	json,
	launcher,
	noBrowser,
	profileOfSignIn,
	roleSelection,
	shell,
	ssoSession,
} from './parameters.ts';
import { profileCommands } from './profiles.ts';
import { syncCommand } from './sync.ts';

export const setUpCommands: readonly Command[] = [
	defineCommand({
		name: 'install',
		group: 'set-up',
		summary: 'add the shell integration to the start-up file of a shell',
		details: 'on a terminal, asks whether to show the role in the prompt',
		positionals: { shell: { ...shell, describe: 'shell to set up' } },
		options: {
			prompt: { type: 'boolean', describe: 'show the role in the prompt, without asking' },
			'no-prompt': { type: 'boolean', describe: 'do not show the role in the prompt, and do not ask' },
			directories: { type: 'boolean', describe: 'let the file .ssoenv of a folder choose the profile' },
			launcher: { ...launcher, describe: 'put the launcher there; without SHELL, do nothing else' },
		},
		examples: [
			['ssoenv install zsh', 'set up zsh; a second run changes nothing'],
			['ssoenv install bash --prompt', 'set up bash and its prompt, and ask nothing'],
			['ssoenv install --launcher', 'put the launcher for scripts and tools into ~/.local/bin'],
		],
		load: () => import('../commands/shell/install.ts'),
	}),
	defineCommand({
		name: 'uninstall',
		group: 'set-up',
		summary: 'remove the shell integration from the start-up file',
		positionals: { shell: { ...shell, describe: 'shell to remove it from' } },
		options: {
			launcher: { ...launcher, describe: 'remove the launcher from there; without SHELL, do nothing else' },
			purge: { type: 'boolean', describe: 'remove all that ssoenv has kept, after a yes' },
			'dry-run': { type: 'boolean', describe: 'print what --purge would do; remove nothing' },
			yes: { type: 'boolean', describe: 'do not ask before --purge' },
		},
		examples: [
			['ssoenv uninstall zsh', 'remove the marked block and nothing else'],
			['ssoenv uninstall --purge --dry-run', 'print what would be removed'],
			['ssoenv uninstall --launcher', 'remove the launcher from ~/.local/bin'],
		],
		load: () => import('../commands/shell/uninstall.ts'),
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
		load: () => import('../commands/shell/init.ts'),
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
		load: () => import('../commands/shell/prompt.ts'),
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
		load: () => import('../commands/configure/configure.ts'),
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
			...roleSelection,
		},
		examples: [
			['ssoenv accounts', 'list them; after an interrupt, a second run continues'],
			['ssoenv accounts --json --refresh', 'print a new list for a program'],
		],
		load: () => import('../commands/discovery/accounts.ts'),
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
		load: () => import('../commands/discovery/roles.ts'),
	}),
	syncCommand,
	...profileCommands,
	defineCommand({
		name: 'doctor',
		group: 'set-up',
		summary: 'say what is wrong with the set-up, and how to mend it',
		details: 'the exit status is 1 if there is a problem, and 0 if there are only hints',
		positionals: {},
		options: {
			json,
			fix: { type: 'boolean', describe: 'mend what is safe to mend, after a yes: modes, locks, start-up blocks' },
			yes: { type: 'boolean', describe: 'do not ask before --fix' },
			online: { type: 'boolean', describe: 'ask the endpoints of each sign-in, too' },
			bundle: { type: 'string', value: 'FILE', describe: 'write a report for an issue, without names and secrets' },
		},
		examples: [
			['ssoenv doctor', 'check everything on this machine'],
			['ssoenv doctor --online', 'check the way to AWS, too'],
			['ssoenv doctor --fix', 'mend what is safe, and show what remains'],
			['ssoenv doctor --bundle report.md', 'write a report to attach to an issue'],
		],
		load: () => import('../commands/doctor/doctor.ts'),
	}),
];
