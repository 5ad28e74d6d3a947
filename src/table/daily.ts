/** Commands for daily use. Shells run use and off again and again: their bodies are loaded at once. */
import { type Command, defineCommand } from '../command.ts';
import * as off from '../commands/shell/off.ts';
import * as use from '../commands/shell/use.ts';
import { directoryCommands } from './directory.ts';
import { execCommands } from './exec.ts';
import { evaluated, json, parametersOfUse, profile, roleSelection, shell, ssoSession } from './parameters.ts';

export const dailyCommands: readonly Command[] = [
	defineCommand({
		name: 'use',
		group: 'daily',
		summary: 'use the role of a profile in this shell',
		details: `${evaluated}, "ssoenv use -" returns to the previous profile, and --yes uses a guarded profile without asking`,
		positionals: {
			profile: {
				...profile,
				default: 'AWS_PROFILE, else a menu on a terminal, else that of the folder, else "default"',
			},
		},
		options: {
			...parametersOfUse,
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
	...execCommands,
	defineCommand({
		name: 'list',
		group: 'daily',
		summary: 'list the IAM Identity Center profiles, invalid ones included',
		positionals: {},
		options: { json, ...roleSelection },
		examples: [
			['ssoenv list --json', 'print the list for a program'],
			["ssoenv list --include 'prod*/ReadOnly'", 'list the profiles of some roles'],
		],
		load: () => import('../commands/profile/list.ts'),
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
			watch: { type: 'boolean', describe: 'show it on the whole screen, again each second, until q or Ctrl-C' },
		},
		examples: [
			['ssoenv status --check || ssoenv login', 'sign in only if a sign-in is needed'],
			['ssoenv status --json', 'print the status for a program'],
			['ssoenv status --watch', 'watch the times run out'],
		],
		load: () => import('../commands/sign-in/status.ts'),
	}),
	defineCommand({
		name: 'why',
		group: 'daily',
		summary: 'say which credentials, region and profile each AWS tool takes here, and from where',
		details: 'reads variables and files only, and never asks AWS: it does not say whether the credentials still work',
		positionals: {},
		options: { json },
		examples: [
			['ssoenv why', 'compare the AWS CLI, the SDKs and Terraform in this shell'],
			['ssoenv why --json', 'print the same for a program'],
		],
		load: () => import('../commands/why/why.ts'),
	}),
	...directoryCommands,
];
