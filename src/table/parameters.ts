/** Parameters that several commands share. */
import { shellNames } from '../core/shell/syntaxes.ts';

export const profile = {
	type: 'string',
	describe: 'profile in ~/.aws/config',
	default: 'AWS_PROFILE, else that of the folder, else "default"',
} as const;
export const profileOfSignIn = {
	...profile,
	describe: 'profile that uses the sign-in',
	default: 'AWS_PROFILE, else that of the folder, else "default", else the only sso-session',
} as const;
export const ssoSession = {
	type: 'string',
	value: 'NAME',
	describe: 'sso-session in ~/.aws/config, instead of a profile',
} as const;
/** Patterns of roles, or of accounts. */
export const rolePatterns = { type: 'string', value: 'PATTERN', isList: true } as const;
export const shell = {
	type: 'string',
	choices: shellNames,
	describe: 'shell to write code for',
	default: 'the running shell',
} as const;
export const launcher = {
	type: 'string',
	value: 'FOLDER',
	default: '~/.local/bin',
	isValueOptional: true,
} as const;
export const json = { type: 'boolean', describe: 'print JSON' } as const;
export const deviceCode = {
	type: 'boolean',
	describe: 'sign in with a device code, in a browser on any device',
} as const;
export const noBrowser = { type: 'boolean', describe: 'print the URL instead of opening a browser' } as const;

export const mfaCode = {
	type: 'string',
	value: '-',
	describe: 'read the code of an MFA device from stdin, in place of asking',
} as const;

export const parametersOfRole = {
	account: { type: 'string', value: 'ACCOUNT', describe: 'ID or name of an account, instead of a profile' },
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
		default: 'AWS_PROFILE, else the active profile, else that of the folder, else "default"',
	},
	'external-id': { type: 'string', value: 'ID', describe: 'external ID that the trust policy of that role asks for' },
	region: { type: 'string', describe: 'region to set instead of the region of the profile' },
	login: { type: 'boolean', describe: 'sign in without asking, if a sign-in is needed' },
	'no-login': { type: 'boolean', describe: 'never sign in and never ask' },
	'device-code': deviceCode,
} as const;

export const parametersOfUse = { shell, ...parametersOfRole, 'mfa-code': mfaCode } as const;

export const yes = { type: 'boolean', describe: 'use a guarded profile (SSOENV_GUARD) without asking' } as const;

export const profileToCarry = {
	...profile,
	default: 'AWS_PROFILE, else the active profile, else that of the folder, else "default"',
} as const;

export const evaluated =
	'prints code for the shell to evaluate; with the shell integration (ssoenv install) no eval is needed';

/** Which roles a command is for. */
export const roleSelection = {
	include: { ...rolePatterns, describe: 'only the roles ACCOUNT/ROLE that match; repeatable' },
	exclude: { ...rolePatterns, describe: 'no role that matches; repeatable' },
} as const;
