/** The access token files that the AWS CLI and the SDKs keep in ~/.aws/sso/cache: what they are named after and what they say. */
import { parseRecord } from './json.ts';
import { shellWord } from './quoting.ts';
import type { SsoProfile } from './sso-profile.ts';
import { parseTimestamp } from './timestamp.ts';

export interface AccessToken {
	readonly accessToken: string;
	/** Epoch milliseconds. */
	readonly expiresAt: number;
	/** SSO region and start URL that the token was issued for; older files lack them. */
	readonly region: string | undefined;
	readonly startUrl: string | undefined;
}

/** What a file of the cache turned out to be. Registrations share the folder with tokens, and so do other tools' files. */
export type TokenFile =
	| { readonly kind: 'token'; readonly token: AccessToken }
	| { readonly kind: 'registration' }
	| { readonly kind: 'unusable'; readonly because: string };

/** The text whose SHA-1 names the token file: the sso-session, or for legacy profiles the start URL, exactly as configured. */
export const tokenKey = (profile: Pick<SsoProfile, 'ssoSession' | 'startUrl'>): string =>
	profile.ssoSession ?? profile.startUrl;

/** How people know the sign-in of a profile: `sso-session "corp"` or `start URL "https://…"`. */
export const signInName = (profile: Pick<SsoProfile, 'ssoSession' | 'startUrl'>): string =>
	profile.ssoSession === undefined ? `start URL "${profile.startUrl}"` : `sso-session "${profile.ssoSession}"`;

/** The command that signs in for a profile. */
export const loginCommand = (profile: Pick<SsoProfile, 'name' | 'ssoSession'>): string =>
	profile.ssoSession === undefined
		? `aws sso login --profile ${shellWord(profile.name)}`
		: `aws sso login --sso-session ${shellWord(profile.ssoSession)}`;

/** The token travels in a header: one word of printable ASCII. */
const HEADER_VALUE = /^[!-~]+$/;

const optionalText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Tells what the text of a cache file is. Never throws: such files are written in place by others and may be half there. */
export function parseTokenFile(text: string): TokenFile {
	const record = parseRecord(text);
	if (record === undefined) return { kind: 'unusable', because: 'it is not a JSON object' };
	const { accessToken } = record;
	if (accessToken === undefined && optionalText(record.clientId) !== undefined) return { kind: 'registration' };
	if (typeof accessToken !== 'string' || !HEADER_VALUE.test(accessToken)) {
		return { kind: 'unusable', because: 'it has no accessToken that can be sent' };
	}
	const expiresAt = parseTimestamp(record.expiresAt);
	if (expiresAt === undefined) return { kind: 'unusable', because: 'its expiresAt is not a time' };
	const token = {
		accessToken,
		expiresAt,
		region: optionalText(record.region),
		startUrl: optionalText(record.startUrl),
	};
	return { kind: 'token', token };
}
