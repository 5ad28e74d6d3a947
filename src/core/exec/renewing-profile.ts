/**
 * Makes a profile that every AWS SDK renews by itself, for `exec --renew`: a `credential_process` in copies of both AWS
 * files. With keys or with the endpoint of a container, other settings of the person could win over it; in the copies
 * nothing can, and all other profiles are there too.
 */
import type { SharedConfig } from '../config/shared-config.ts';
import type { Environment } from '../machine/environment.ts';
import type { RoleOfProfile } from '../profile/role-of-profile.ts';
import type { Change } from '../shell/activation.ts';
import { contractRows } from '../shell/contract.ts';
import { posix } from '../text/quoting.ts';

/** The variables that name the files. */
const FILE_VARIABLES = ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE'] as const;

/** Variables of other sources of credentials, of which some SDKs take one before the profile. */
const OTHER_SOURCES = [
	'AWS_ROLE_ARN',
	'AWS_ROLE_SESSION_NAME',
	'AWS_WEB_IDENTITY_TOKEN_FILE',
	'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
	'AWS_CONTAINER_CREDENTIALS_FULL_URI',
	'AWS_CONTAINER_AUTHORIZATION_TOKEN',
	'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
] as const;

/** The copies, by the names of their files in a folder. */
export interface RenewingFiles {
	/** The name of the profile. */
	readonly profile: string;
	readonly texts: Readonly<Record<'config' | 'credentials' | 'renew.sh', string>>;
}

/** What the copies are made from. */
export interface RenewingSource {
	readonly config: SharedConfig;
	readonly role: RoleOfProfile;
	/** Where the copies will be: an absolute path without characters that mean something in quotes. */
	readonly folder: string;
	/** The command line of ssoenv. */
	readonly ssoenv: readonly string[];
	readonly env: Environment;
}

/** Returns the texts of the copies. */
export function renewingFiles({ config, role, folder, ssoenv, env }: RenewingSource): RenewingFiles {
	const profile = unusedName(config);
	const region = role.region === undefined ? [] : [`region = ${role.region}`];
	const section = [`[profile ${profile}]`, `credential_process = /bin/sh "${folder}/renew.sh"`, ...region];
	const textOf = (isCredentials: boolean) =>
		config.texts.find((one) => one.isCredentials === isCredentials)?.text ?? '';
	return {
		profile,
		texts: {
			config: `${textOf(false)}\n${section.join('\n')}\n`,
			credentials: textOf(true),
			'renew.sh': renewal(role.name, ssoenv, env),
		},
	};
}

/** Returns a name that neither file has, so that no setting of the person is merged with the profile. */
function unusedName(config: SharedConfig): string {
	for (let number = 1; ; number += 1) {
		const name = number === 1 ? 'ssoenv' : `ssoenv-${number}`;
		if (!config.profiles.has(name)) return name;
	}
}

/** Returns code of `sh` that prints the credentials of the profile: it reads the person's own files again. */
function renewal(profile: string, ssoenv: readonly string[], env: Environment): string {
	const files = FILE_VARIABLES.map((name) => {
		const value = env[name];
		return value === undefined ? `unset ${name}` : `export ${name}=${posix(value)}`;
	});
	const words = [...ssoenv, 'export', '--', profile].map(posix);
	return `${[...files, 'unset AWS_PROFILE', `exec ${words.join(' ')}`].join('\n')}\n`;
}

/**
 * Returns the changes for a program that gets its credentials from the copies, in place of the keys.
 * @param changes those that give a program the role
 */
export function renewingChanges(changes: readonly Change[], folder: string, profile: string): readonly Change[] {
	const replaced = new Set<string>([
		...contractRows
			.filter(({ kind, isRenewed }) => kind === 'credential' || isRenewed === true)
			.map(({ name }) => name),
		...OTHER_SOURCES,
	]);
	const values = {
		AWS_PROFILE: profile,
		AWS_CONFIG_FILE: `${folder}/config`,
		AWS_SHARED_CREDENTIALS_FILE: `${folder}/credentials`,
		// The first SDK for Go reads the config file only with this.
		AWS_SDK_LOAD_CONFIG: '1',
	};
	return [
		...changes.filter(({ name }) => !replaced.has(name) && !Object.hasOwn(values, name)),
		...[...replaced].map((name) => ({ name, value: undefined })),
		...Object.entries(values).map(([name, value]) => ({ name, value })),
	];
}
