/** The command table. Parsing, help, documents and tests iterate it; no body is imported here, each is loaded when run. */
import { type Command, defineCommand } from './command.ts';
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
		summary: 'run this shell as the role of a profile (prints code to evaluate)',
		positionals: { profile },
		options: {
			shell,
			region: { type: 'string', describe: 'region to set in place of that of the profile' },
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
		summary: 'take the role out of this shell again (prints code to evaluate)',
		positionals: {},
		options: { shell },
		examples: [
			['eval "$(ssoenv off)"', 'in bash, zsh and sh'],
			['ssoenv off | source', 'in fish'],
			['ssoenv off | Invoke-Expression', 'in PowerShell'],
		],
		isEvaluated: true,
		load: () => import('./commands/off.ts'),
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
		load: () => import('./commands/export.ts'),
	}),
	defineCommand({
		name: 'list',
		summary: 'list the Identity Center profiles, broken ones too',
		positionals: {},
		options: { json: { type: 'boolean', describe: 'print JSON' } },
		examples: [['ssoenv list --json', 'for programs']],
		isEvaluated: false,
		load: () => import('./commands/list.ts'),
	}),
];
