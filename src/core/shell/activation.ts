/** Lists the environment variables that `use` sets and unsets, and that `off` removes again. */

import { endsAt, type RoleCredentials } from '../credentials/role-credentials.ts';
import type { Environment } from '../machine/environment.ts';
import type { SsoProfile } from '../profile/sso-profile.ts';
import { formatTimestamp, formatWithOffset } from '../text/time.ts';

/** A variable to set, or to unset if the value is undefined. */
export interface Change {
	readonly name: string;
	readonly value: string | undefined;
	/** True for a variable that would override the credentials and so must be unset. */
	readonly isRival?: boolean;
}

const change = (name: string, value?: string): Change => ({ name, value });

/**
 * SDKs disagree on whether these or the keys win, so `use` unsets them. An empty value would not be enough, because
 * botocore counts an empty variable as set.
 */
const RIVALS = ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_SECURITY_TOKEN', 'AWS_SESSION_EXPIRATION'] as const;

const REGIONS = ['AWS_REGION', 'AWS_DEFAULT_REGION'] as const;

/** Returns the region variables that still have the value of an earlier `use`, which `SSOENV_REGION` records. */
const regionsOfEarlierUse = (current: Environment): readonly Change[] =>
	current.SSOENV_REGION === undefined
		? []
		: REGIONS.filter((name) => current[name] === current.SSOENV_REGION).map((name) => change(name));

/**
 * Returns the changes that give a shell the credentials of `profile`. Both region variables follow the profile's
 * region. A profile without a region keeps the region that the person set, but removes the region of an earlier
 * profile.
 */
export function activation(profile: SsoProfile, credentials: RoleCredentials, current: Environment): readonly Change[] {
	const { region } = profile;
	return [
		...RIVALS.map((name) => ({ name, value: undefined, isRival: true })),
		...credentialChanges(credentials, formatTimestamp),
		...(region === undefined ? regionsOfEarlierUse(current) : REGIONS.map((name) => change(name, region))),
		change('AWS_SSO_PROFILE', profile.name),
		change('SSOENV_PROFILE', profile.name),
		change('SSOENV_ACCOUNT_ID', profile.accountId),
		change('SSOENV_ROLE_NAME', profile.roleName),
		change('SSOENV_REGION', region),
		change('SSOENV_EXPIRES', String(Math.trunc(endsAt(credentials) / 1000))),
	];
}

/** Returns the changes that unset everything that `use` set, for a shell that saved no earlier values. */
export const deactivation = (current: Environment): readonly Change[] => [
	...CREDENTIAL_VARIABLES.map((name) => change(name)),
	...regionsOfEarlierUse(current),
	...ROLE_VARIABLES.map((name) => change(name)),
];

const CREDENTIAL_VARIABLES = [
	'AWS_ACCESS_KEY_ID',
	'AWS_SECRET_ACCESS_KEY',
	'AWS_SESSION_TOKEN',
	'AWS_CREDENTIAL_EXPIRATION',
] as const;
const ROLE_VARIABLES = [
	'AWS_SSO_PROFILE',
	'SSOENV_PROFILE',
	'SSOENV_ACCOUNT_ID',
	'SSOENV_ROLE_NAME',
	'SSOENV_REGION',
	'SSOENV_EXPIRES',
] as const;

/**
 * Returns the four variables of the credentials, in the order of the AWS CLI.
 * @param formatTime formats the expiry
 */
function credentialChanges(credentials: RoleCredentials, formatTime: (time: number) => string): readonly Change[] {
	return [
		change('AWS_ACCESS_KEY_ID', credentials.accessKeyId),
		change('AWS_SECRET_ACCESS_KEY', credentials.secretAccessKey),
		change('AWS_SESSION_TOKEN', credentials.sessionToken),
		change('AWS_CREDENTIAL_EXPIRATION', formatTime(credentials.expiresAt)),
	];
}

/** Returns the variables of `aws configure export-credentials`, whose expiry ends in `+00:00`. */
export const exportedCredentials = (credentials: RoleCredentials): readonly Change[] =>
	credentialChanges(credentials, formatWithOffset);

/** Returns the JSON that a `credential_process` must print, with the AWS CLI's field order. */
export const processDocument = (credentials: RoleCredentials): Readonly<Record<string, string | number>> => ({
	Version: 1,
	AccessKeyId: credentials.accessKeyId,
	SecretAccessKey: credentials.secretAccessKey,
	SessionToken: credentials.sessionToken,
	Expiration: formatWithOffset(credentials.expiresAt),
});
