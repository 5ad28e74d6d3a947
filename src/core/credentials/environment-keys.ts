/** Reads the keys of the environment for a profile with `credential_source = Environment`. */

import { roleFailures } from '../failure/role-failures.ts';
import type { Environment } from '../machine/environment.ts';

/** They are secrets, all but the first: no message and no log may show them. */
export interface EnvironmentKeys {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	readonly sessionToken?: string;
}

/** Returns the access key ID that the person has set in the environment, else ''. */
export const environmentKeyId = ({ SSOENV_PROFILE, AWS_ACCESS_KEY_ID }: Environment): string =>
	SSOENV_PROFILE === undefined ? (AWS_ACCESS_KEY_ID ?? '') : '';

/**
 * Returns the keys. Of the two names of the token, botocore prefers the older one (EnvProvider in credentials.py).
 * @param profile that assumes its role with them, for messages
 * @throws Failure `environment-keys-missing`: also if `use` set them, because a role would then be its own source
 */
export function environmentKeys(profile: string, env: Environment): EnvironmentKeys {
	const {
		SSOENV_PROFILE: active,
		AWS_ACCESS_KEY_ID: accessKeyId,
		AWS_SECRET_ACCESS_KEY: secretAccessKey,
		AWS_SECURITY_TOKEN: olderToken,
		AWS_SESSION_TOKEN: newerToken,
	} = env;
	if (active !== undefined) throw roleFailures.environmentKeysMissing({ profile, active, missing: undefined });
	if (!accessKeyId) throw roleFailures.environmentKeysMissing({ profile, active, missing: 'AWS_ACCESS_KEY_ID' });
	if (!secretAccessKey)
		throw roleFailures.environmentKeysMissing({ profile, active, missing: 'AWS_SECRET_ACCESS_KEY' });
	const sessionToken = olderToken || newerToken;
	return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
}
