/** Lists the environment variables that `use` sets and unsets, and that `off` removes again. */

import { endsAt, type RoleCredentials } from '../credentials/role-credentials.ts';
import type { Environment } from '../machine/environment.ts';
import type { PassedSettings } from '../profile/passed-settings.ts';
import type { RoleOfProfile } from '../profile/role-of-profile.ts';
import { formatTimestamp, formatWithOffset } from '../text/time.ts';
import { type CertainName, contractRows, DIRECTORY_VARIABLE, type VariableName } from './contract.ts';

/** A variable to set, or to unset if the value is undefined. */
export interface Change {
	readonly name: string;
	readonly value: string | undefined;
	/** True for a variable that would override the credentials and so must be unset. */
	readonly isRival?: boolean;
}

const change = (name: string, value?: string): Change => ({ name, value });

/** Returns the settings that still have the value of an earlier `use`, which their label records. */
const settingsOfEarlierUse = (current: Environment): readonly Change[] =>
	contractRows
		.filter(
			({ name, label }) => label !== undefined && current[label] !== undefined && current[name] === current[label],
		)
		.map(({ name }) => change(name));

/** Returns true for a label that hardly any role sets, so only a shell that has it needs code that unsets it. */
const isAbsent = ({ name, kind, isRare }: (typeof contractRows)[number], current: Environment): boolean =>
	kind === 'label' && isRare === true && current[name] === undefined;

/** A role that is taken or dropped by hand is not that of a folder. */
const withoutDirectory = (current: Environment): readonly Change[] =>
	current[DIRECTORY_VARIABLE] === undefined ? [] : [change(DIRECTORY_VARIABLE)];

/** Returns the value that a role gives to each variable of the contract; undefined if it has none. */
export const roleValues = (
	{ name, accountId, roleName, region }: RoleOfProfile,
	credentials: RoleCredentials,
	passed: PassedSettings = {},
): Readonly<Record<VariableName, string | undefined> & Record<CertainName, string>> => ({
	AWS_PROFILE: undefined,
	AWS_DEFAULT_PROFILE: undefined,
	AWS_SECURITY_TOKEN: undefined,
	AWS_SESSION_EXPIRATION: undefined,
	AWS_ACCESS_KEY_ID: credentials.accessKeyId,
	AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
	AWS_SESSION_TOKEN: credentials.sessionToken,
	AWS_CREDENTIAL_EXPIRATION: formatTimestamp(credentials.expiresAt),
	AWS_REGION: region,
	AWS_DEFAULT_REGION: region,
	AWS_ENDPOINT_URL: passed.AWS_ENDPOINT_URL,
	AWS_USE_FIPS_ENDPOINT: passed.AWS_USE_FIPS_ENDPOINT,
	AWS_USE_DUALSTACK_ENDPOINT: passed.AWS_USE_DUALSTACK_ENDPOINT,
	AWS_CA_BUNDLE: passed.AWS_CA_BUNDLE,
	AWS_DEFAULT_OUTPUT: passed.AWS_DEFAULT_OUTPUT,
	AWS_SSO_PROFILE: name,
	SSOENV_PROFILE: name,
	SSOENV_ACCOUNT_ID: accountId,
	SSOENV_ROLE_NAME: roleName,
	SSOENV_REGION: region,
	SSOENV_ENDPOINT_URL: passed.AWS_ENDPOINT_URL,
	SSOENV_USE_FIPS_ENDPOINT: passed.AWS_USE_FIPS_ENDPOINT,
	SSOENV_USE_DUALSTACK_ENDPOINT: passed.AWS_USE_DUALSTACK_ENDPOINT,
	SSOENV_CA_BUNDLE: passed.AWS_CA_BUNDLE,
	SSOENV_OUTPUT: passed.AWS_DEFAULT_OUTPUT,
	SSOENV_EXPIRES: String(Math.trunc(endsAt(credentials) / 1000)),
});

/**
 * Returns the changes that give a shell the credentials of `profile`. A setting that the profile lacks stays as the
 * person set it, but that of an earlier profile is removed.
 */
export function activation(
	profile: RoleOfProfile,
	credentials: RoleCredentials,
	current: Environment,
	passed?: PassedSettings,
): readonly Change[] {
	const values = roleValues(profile, credentials, passed);
	const earlier = new Set(settingsOfEarlierUse(current).map(({ name }) => name));
	const changes = contractRows.flatMap((row) => {
		const { name, kind } = row;
		const value = values[name];
		if (kind === 'rival') return { name, value, isRival: true };
		const stays = value === undefined && (kind === 'setting' ? !earlier.has(name) : isAbsent(row, current));
		return stays ? [] : change(name, value);
	});
	return [...changes, ...withoutDirectory(current)];
}

/** Returns the changes that unset everything that `use` set, for a shell that saved no earlier values. */
export function deactivation(current: Environment): readonly Change[] {
	const earlier = new Set(settingsOfEarlierUse(current).map(({ name }) => name));
	const changes = contractRows
		.filter(({ name, kind }) => kind !== 'rival' && (kind !== 'setting' || earlier.has(name)))
		.filter((row) => !isAbsent(row, current))
		.map(({ name }) => change(name));
	return [...changes, ...withoutDirectory(current)];
}

/** Returns the variables of `aws configure export-credentials`, in its order. The expiry ends in `+00:00`. */
export const exportedCredentials = (credentials: RoleCredentials): readonly Change[] => [
	change('AWS_ACCESS_KEY_ID', credentials.accessKeyId),
	change('AWS_SECRET_ACCESS_KEY', credentials.secretAccessKey),
	change('AWS_SESSION_TOKEN', credentials.sessionToken),
	change('AWS_CREDENTIAL_EXPIRATION', formatWithOffset(credentials.expiresAt)),
];

/** Returns the JSON that a `credential_process` must print, with the AWS CLI's field order. */
export const processDocument = (credentials: RoleCredentials): Readonly<Record<string, string | number>> => ({
	Version: 1,
	AccessKeyId: credentials.accessKeyId,
	SecretAccessKey: credentials.secretAccessKey,
	SessionToken: credentials.sessionToken,
	Expiration: formatWithOffset(credentials.expiresAt),
});
