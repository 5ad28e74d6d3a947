/** Commands for scripts. Shells run shell-role again and again, and SDKs run export: their bodies are loaded at once. */
import { type Command, defineCommand } from '../command.ts';
import * as exportCredentials from '../commands/credentials/export.ts';
import * as shellRole from '../commands/shell/shell-role.ts';
import { formatNames } from '../core/shell/syntaxes.ts';
import { mfaCode, parametersOfRole, parametersOfUse, profile, profileToCarry, shell, yes } from './parameters.ts';

export const scriptCommands: readonly Command[] = [
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
			docker: { type: 'boolean', describe: 'with --write-env: print settings for containers' },
			shell,
			...parametersOfRole,
			yes,
		},
		examples: [
			['ssoenv serve dev', 'print the line to paste into another shell, and serve'],
			['ssoenv serve dev prod --port 9911', 'serve two roles, with two lines'],
			['ssoenv serve dev --write-env dev.env --docker', 'for docker run --network host --env-file dev.env'],
		],
		load: () => import('../commands/exec/serve.ts'),
	}),
	defineCommand({
		name: 'write',
		group: 'scripts',
		summary: 'write the keys of profiles into the credentials file',
		details:
			'for tools that read nothing else: the keys are a profile of their own, with a comment that says until when; shells in which the role is active renew them',
		positionals: {
			profile: {
				...profileToCarry,
				describe: 'profile in ~/.aws/config, or with --remove the name of the keys',
				isList: true,
			},
		},
		options: {
			as: {
				type: 'string',
				value: 'NAME',
				describe: 'name of the profile with the keys',
				default: 'the names that it has, else PROFILE',
			},
			keep: { type: 'boolean', describe: 'renew the keys until Ctrl-C, and then remove them' },
			remove: { type: 'boolean', describe: 'remove the keys again: those of the names given, else all' },
			...parametersOfRole,
			yes,
		},
		examples: [
			['ssoenv write dev --as dev-keys', 'write the keys of dev, for AWS_PROFILE=dev-keys'],
			['ssoenv write dev', 'renew them'],
			['ssoenv write dev --keep', 'keep them fresh until Ctrl-C'],
			['ssoenv write --remove dev-keys', 'remove them; without a name, all that ssoenv wrote'],
		],
		load: () => import('../commands/exec/write.ts'),
	}),
	defineCommand({
		name: 'shell-role',
		group: 'scripts',
		summary: 'print the role of a profile for the shell integration, one value per line, and cache it',
		positionals: { profile },
		options: {
			...parametersOfUse,
			'note-failure': {
				type: 'boolean',
				describe: 'note for the shell why the role did not come',
				isHidden: true,
			},
		},
		examples: [],
		isHidden: true,
		typedAs: 'use',
		load: async () => shellRole,
	}),
];
