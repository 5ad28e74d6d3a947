/**
 * What the shell functions read in place of code: one value per line, never evaluated. The same text is the copy that they keep, so
 * that a role that is still fresh is taken without starting a process.
 */

import { endsAt, type RoleCredentials } from '../credentials/role-credentials.ts';
import { failures } from '../failure/failures.ts';
import type { Environment } from '../machine/environment.ts';
import type { SsoProfile } from '../profile/sso-profile.ts';
import { isCarried } from '../text/quoting.ts';
import { formatTimestamp } from '../text/time.ts';

/** First line; another number means another layout, and shells that do not know it ask the program. */
const MAGIC = 'ssoenv1';

/** Names that can be a file's name as they are, in every shell; roles of other profiles are always fetched through the program. */
const FILE_NAME = /^[A-Za-z0-9_][A-Za-z0-9._@+=,-]{0,199}$/;

/** Name of the copy for a profile, or undefined when it can have none. */
export const fieldsFile = (profile: string): string | undefined =>
	FILE_NAME.test(profile) ? `roles/${profile}` : undefined;

/** A path that means the same file wherever the shell goes, and whatever its other variables are. */
const isFixed = (path: string | undefined): boolean => path === undefined || /^(?:\/|~\/)[^$]*$/.test(path);

/** False where a copy would be taken for what it is not: after a change of folder a relative path is another file. */
export const canBeKept = ({ AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE }: Environment): boolean =>
	isFixed(AWS_CONFIG_FILE) && isFixed(AWS_SHARED_CREDENTIALS_FILE);

/** True for a copy of any release, whole or not. */
export const isCopy = (text: string): boolean => /^ssoenv\d/.test(text);

/** What the role was read from: a copy is good for whoever has the same, as long as the files have not changed since. */
export interface Source {
	readonly env: Environment;
	/** Absolute paths of the config file and the credentials file. */
	readonly files: readonly [string, string];
}

/** The value of a variable, told apart from its absence. */
export const orAbsent = (value: string | undefined): string => (value === undefined ? '' : `=${value}`);

/**
 * The lines, in the order in which the shells read them.
 * @throws Failure `value-unfit`
 */
export function shellFields(profile: SsoProfile, credentials: RoleCredentials, { env, files }: Source): string {
	const fields = {
		HOME: orAbsent(env.HOME),
		AWS_CONFIG_FILE: orAbsent(env.AWS_CONFIG_FILE),
		AWS_SHARED_CREDENTIALS_FILE: orAbsent(env.AWS_SHARED_CREDENTIALS_FILE),
		'the config file': files[0],
		'the credentials file': files[1],
		SSOENV_EXPIRES: String(Math.trunc(endsAt(credentials) / 1000)),
		SSOENV_PROFILE: profile.name,
		AWS_ACCESS_KEY_ID: credentials.accessKeyId,
		AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
		AWS_SESSION_TOKEN: credentials.sessionToken,
		AWS_CREDENTIAL_EXPIRATION: formatTimestamp(credentials.expiresAt),
		SSOENV_REGION: profile.region ?? '',
		SSOENV_ACCOUNT_ID: profile.accountId,
		SSOENV_ROLE_NAME: profile.roleName,
	};
	for (const [variable, value] of Object.entries(fields)) {
		if (/[\n\r]/.test(value) || !isCarried(value)) throw failures.valueUnfit({ variable });
	}
	return `${[MAGIC, ...Object.values(fields), 'end'].join('\n')}\n`;
}
