/**
 * Formats a role for the shell functions: one value per line, which they read and never evaluate. They also keep this
 * text as a copy, so that a shell can load a fresh role without starting a process.
 */

import { endsAt, type RoleCredentials } from '../credentials/role-credentials.ts';
import { failures } from '../failure/failures.ts';
import type { Environment } from '../machine/environment.ts';
import type { SsoProfile } from '../profile/sso-profile.ts';
import { fitsVariable } from '../text/quoting.ts';
import { formatTimestamp } from '../text/time.ts';

/** First line. Another number means another format; a shell that does not know it runs the program instead. */
const MAGIC = 'ssoenv1';

/**
 * Profile names that are safe file names in every shell. Roles of other profiles are always read through the program.
 */
const FILE_NAME = /^[A-Za-z0-9_][A-Za-z0-9._@+=,-]{0,199}$/;

/** Returns the file name of the copy for a profile, or undefined if the profile cannot have a copy. */
export const roleCopyFile = (profile: string): string | undefined =>
	FILE_NAME.test(profile) ? `roles/${profile}` : undefined;

/**
 * Returns true for a path that means the same file in every folder: absolute or in the home folder, and without
 * variables.
 */
const isFixed = (path: string | undefined): boolean => path === undefined || /^(?:\/|~\/)[^$]*$/.test(path);

/**
 * Returns false if a copy could be used for other files than it was made from: a relative path means another file in
 * another folder.
 */
export const canBeKept = ({ AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE }: Environment): boolean =>
	isFixed(AWS_CONFIG_FILE) && isFixed(AWS_SHARED_CREDENTIALS_FILE);

/** Returns true for a copy of any release, complete or not. */
export const isCopy = (text: string): boolean => /^ssoenv\d/.test(text);

/**
 * The variables and files that a role was read from. A copy is valid for shells with the same values while the files
 * are unchanged.
 */
export interface CopySource {
	readonly env: Environment;
	/** Absolute paths of the config file and the credentials file. */
	readonly files: readonly [string, string];
}

/** Formats a variable so that an empty value and an absent variable differ. */
export const orAbsent = (value: string | undefined): string => (value === undefined ? '' : `=${value}`);

/**
 * Formats the lines in the order in which the shells read them.
 * @throws Failure `value-unfit`
 */
export function formatRoleCopy(profile: SsoProfile, credentials: RoleCredentials, { env, files }: CopySource): string {
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
		if (/[\n\r]/.test(value) || !fitsVariable(value)) throw failures.valueUnfit({ variable });
	}
	return `${[MAGIC, ...Object.values(fields), 'end'].join('\n')}\n`;
}
