/** The environment contract: which variables `use` sets and unsets, and `off` takes away again. */

import { endsAt, type RoleCredentials } from '../credentials/role-credentials.ts';
import type { Environment } from '../machine/environment.ts';
import type { SsoProfile } from '../profile/sso-profile.ts';
import { formatTimestamp, formatWithOffset } from '../text/time.ts';

/** A variable to set, or with an undefined value one to unset. */
export interface Change {
	readonly name: string;
	readonly value: string | undefined;
	/** True for a variable that would win over the credentials, so it has to be gone. */
	readonly isRival?: boolean;
}

const change = (name: string, value?: string): Change => ({ name, value });

/** SDKs disagree on whether these or the keys win, so they never stand beside them. Empty is not unset for botocore. */
const RIVALS = ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_SECURITY_TOKEN', 'AWS_SESSION_EXPIRATION'] as const;

const REGIONS = ['AWS_REGION', 'AWS_DEFAULT_REGION'] as const;

/** The region variables that still hold what an earlier `use` put there (it says so in `SSOENV_REGION`). */
const ownRegions = (current: Environment): readonly Change[] =>
	current.SSOENV_REGION === undefined
		? []
		: REGIONS.filter((name) => current[name] === current.SSOENV_REGION).map((name) => change(name));

/**
 * What makes a shell run as `profile`. Both region variables follow the profile's region; a profile without one leaves the
 * person's own region alone, but takes away one that an earlier profile brought.
 */
export function activation(profile: SsoProfile, credentials: RoleCredentials, current: Environment): readonly Change[] {
	const { region } = profile;
	return [
		...RIVALS.map((name) => ({ name, value: undefined, isRival: true })),
		...credentialChanges(credentials, formatTimestamp),
		...(region === undefined ? ownRegions(current) : REGIONS.map((name) => change(name, region))),
		change('AWS_SSO_PROFILE', profile.name),
		change('SSOENV_PROFILE', profile.name),
		change('SSOENV_ACCOUNT_ID', profile.accountId),
		change('SSOENV_ROLE_NAME', profile.roleName),
		change('SSOENV_REGION', region),
		change('SSOENV_EXPIRES', String(Math.trunc(endsAt(credentials) / 1000))),
	];
}

/** The inverse for a shell that kept no earlier values: unsets everything that `use` set. */
export const deactivation = (current: Environment): readonly Change[] => [
	...CREDENTIALS.map((name) => change(name)),
	...ownRegions(current),
	...MARKS.map((name) => change(name)),
];

const CREDENTIALS = [
	'AWS_ACCESS_KEY_ID',
	'AWS_SECRET_ACCESS_KEY',
	'AWS_SESSION_TOKEN',
	'AWS_CREDENTIAL_EXPIRATION',
] as const;
const MARKS = [
	'AWS_SSO_PROFILE',
	'SSOENV_PROFILE',
	'SSOENV_ACCOUNT_ID',
	'SSOENV_ROLE_NAME',
	'SSOENV_REGION',
	'SSOENV_EXPIRES',
] as const;

/** The four variables of the credentials, in the order of the AWS CLI; `formatTime` writes the expiry. */
function credentialChanges(credentials: RoleCredentials, formatTime: (time: number) => string): readonly Change[] {
	return [
		change('AWS_ACCESS_KEY_ID', credentials.accessKeyId),
		change('AWS_SECRET_ACCESS_KEY', credentials.secretAccessKey),
		change('AWS_SESSION_TOKEN', credentials.sessionToken),
		change('AWS_CREDENTIAL_EXPIRATION', formatTime(credentials.expiresAt)),
	];
}

/** The variables of `aws configure export-credentials`, whose expiry ends in `+00:00`. */
export const exportedCredentials = (credentials: RoleCredentials): readonly Change[] =>
	credentialChanges(credentials, formatWithOffset);

/** The document that `credential_process` has to print, in the AWS CLI's order. */
export const processDocument = (credentials: RoleCredentials): Readonly<Record<string, string | number>> => ({
	Version: 1,
	AccessKeyId: credentials.accessKeyId,
	SecretAccessKey: credentials.secretAccessKey,
	SessionToken: credentials.sessionToken,
	Expiration: formatWithOffset(credentials.expiresAt),
});
