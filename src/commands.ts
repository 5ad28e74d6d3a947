/** The command table. Parsing, help, documents and tests iterate it; no body is imported here, each is loaded when run. */
import { type Command, defineCommand } from './core/command.ts';
import { formatNames, shellNames } from './core/syntaxes.ts';

const profile = { type: 'string', describe: 'profile in ~/.aws/config (default: AWS_PROFILE, else default)' } as const;
const shell = {
	type: 'string',
	choices: shellNames,
	describe: 'shell to write for (default: the one running)',
} as const;

export const commands: readonly Command[] = [
	defineCommand({
		name: 'use',
		summary: 'print code that makes a shell run as a profile’s role',
		positionals: { profile },
		options: {
			shell,
			region: { type: 'string', describe: 'region to use in place of the profile’s' },
		},
		examples: [
			['eval "$(ssoenv use dev)"', 'in bash, zsh and sh'],
			['ssoenv use dev | source', 'in fish'],
			['ssoenv use dev | Invoke-Expression', 'in PowerShell'],
		],
		isEvaluated: true,
		load: () => import('./commands/use.ts'),
	}),
	defineCommand({
		name: 'off',
		summary: 'print code that takes the role out of a shell again',
		positionals: {},
		options: { shell },
		examples: [['eval "$(ssoenv off)"', 'in bash, zsh and sh']],
		isEvaluated: true,
		load: () => import('./commands/off.ts'),
	}),
	defineCommand({
		name: 'export',
		summary: 'print role credentials as aws configure export-credentials does',
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
		load: () => import('./commands/export.ts'),
	}),
	defineCommand({
		name: 'list',
		summary: 'list the Identity Center profiles, also broken ones',
		positionals: {},
		options: { json: { type: 'boolean', describe: 'print JSON' } },
		examples: [['ssoenv list --json', 'for programs']],
		isEvaluated: false,
		load: () => import('./commands/list.ts'),
	}),
];
