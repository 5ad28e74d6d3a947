/**
 * The sample that most tests start from: profile `dev` of sso-session `corp`, and the same role in a legacy profile.
 */

import type { RoleCredentials } from '../../../src/core/credentials/role-credentials.ts';
import type { SsoProfile } from '../../../src/core/profile/sso-profile.ts';
import type { AccessToken } from '../../../src/core/sign-in/access-token.ts';
import { sharedConfigOf } from './shared-config.ts';

export const NOW = Date.UTC(2026, 10, 21, 10, 0, 0);
/** When the machine started, by its own clock, in epoch seconds. */
export const STARTED_AT = NOW / 1000 - 86_400;
export const START_URL = 'https://d-1234567890.awsapps.com/start';
export const CONFIG_PATH = '/home/me/.aws/config';

export const dev: SsoProfile = {
	name: 'dev',
	ssoSession: 'corp',
	startUrl: START_URL,
	ssoRegion: 'us-east-1',
	accountId: '111111111111',
	roleName: 'ReadOnly',
	region: 'eu-west-1',
	scopes: undefined,
};

export const legacy: SsoProfile = { ...dev, name: 'legacy', ssoSession: undefined, region: undefined };

export const sampleConfig = sharedConfigOf({
	profiles: {
		dev: { sso_session: 'corp', sso_account_id: '111111111111', sso_role_name: 'ReadOnly', region: 'eu-west-1' },
		legacy: {
			sso_start_url: START_URL,
			sso_region: 'us-east-1',
			sso_account_id: '111111111111',
			sso_role_name: 'ReadOnly',
		},
	},
	ssoSessions: { corp: { sso_start_url: START_URL, sso_region: 'us-east-1' } },
});

const tokenRecord = {
	startUrl: START_URL,
	region: 'us-east-1',
	accessToken: 'aoaAAAAA-token-of-corp',
	expiresAt: '2026-11-21T11:00:00Z',
};

/** A token with an hour left and no refresh token, as in the files of `tokenText`. */
export const token: AccessToken = {
	accessToken: tokenRecord.accessToken,
	expiresAt: NOW + 3_600_000,
	region: 'us-east-1',
	startUrl: START_URL,
	refresh: undefined,
	record: tokenRecord,
};

/**
 * Returns the text of a token file as the AWS CLI writes it without a refresh token, with the `changed` members
 * replaced.
 */
export const tokenText = (changed: Readonly<Record<string, unknown>> = {}): string =>
	JSON.stringify({ ...tokenRecord, ...changed });

/** The members that let a token of `tokenText` be refreshed, for 90 days. */
export const renewable = {
	clientId: 'cid-of-corp',
	clientSecret: 'csecret-of-corp',
	registrationExpiresAt: '2027-02-19T02:25:16Z',
	refreshToken: 'aorAAAAA-refresh-of-corp',
} as const;

/** Secrets that no message may show. */
export const SECRETS: readonly string[] = [token.accessToken, renewable.clientSecret, renewable.refreshToken];

export const credentialsUntil = (expiresAt: number): RoleCredentials => ({
	accessKeyId: 'ASIASSO',
	secretAccessKey: 'sso/secret+x',
	sessionToken: 'sso+tok/==',
	expiresAt,
});

/**
 * The variables of the contract in its order, without the rare ones, with the values that `use dev` gives them in the
 * credentials of `credentialsUntil` (undefined: it unsets them). This is the only place in the unit tests that lists them.
 */
export const variablesOfDev = (expiresAt: number): ReadonlyMap<string, string | undefined> =>
	new Map([
		['AWS_PROFILE', undefined],
		['AWS_DEFAULT_PROFILE', undefined],
		['AWS_SECURITY_TOKEN', undefined],
		['AWS_SESSION_EXPIRATION', undefined],
		['AWS_ACCESS_KEY_ID', 'ASIASSO'],
		['AWS_SECRET_ACCESS_KEY', 'sso/secret+x'],
		['AWS_SESSION_TOKEN', 'sso+tok/=='],
		['AWS_CREDENTIAL_EXPIRATION', new Date(expiresAt).toISOString().replace(/\.[0-9]+/, '')],
		['AWS_REGION', 'eu-west-1'],
		['AWS_DEFAULT_REGION', 'eu-west-1'],
		['AWS_SSO_PROFILE', 'dev'],
		['SSOENV_PROFILE', 'dev'],
		['SSOENV_ACCOUNT_ID', '111111111111'],
		['SSOENV_ROLE_NAME', 'ReadOnly'],
		['SSOENV_REGION', 'eu-west-1'],
		['SSOENV_EXPIRES', String(Math.floor(expiresAt / 1000))],
	]);

/** Those of them that `use dev` sets. */
export const setByDev = (expiresAt: number): readonly (readonly [name: string, value: string])[] =>
	[...variablesOfDev(expiresAt)].flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));

/** Where and when the sample's config files were read. */
export const ON_DISK = { files: [CONFIG_PATH, '/home/me/.aws/credentials'], readAt: NOW } as const;
