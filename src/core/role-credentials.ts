/** Role credentials: the AWS CLI's cache entry (name, text, freshness) and the check of what the service answers. */
import { asciiJson, asRecord, type JsonRecord, parseRecord, pythonJson } from './json.ts';
import { isCarried } from './quoting.ts';
import type { SsoProfile } from './sso-profile.ts';
import { formatTimestamp, LAST_TIME, parseTimestamp } from './timestamp.ts';

export interface RoleCredentials {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	readonly sessionToken: string;
	/** Epoch milliseconds. */
	readonly expiresAt: number;
}

/** Cached credentials are used while at least this much is left: botocore's refresh window of 15 minutes. */
const FRESH_MS = 15 * 60_000;

export const isFresh = (credentials: RoleCredentials, now: number): boolean => credentials.expiresAt - now >= FRESH_MS;

export const isAlive = (credentials: RoleCredentials, now: number): boolean => credentials.expiresAt > now;

/** A role, and the sign-in that it is had by. */
export type RoleOfSignIn = Pick<SsoProfile, 'ssoSession' | 'startUrl' | 'accountId' | 'roleName'>;

/** The text whose SHA-1 names the cache entry: minified ASCII JSON with sorted keys. */
export function roleCredentialsKey(role: RoleOfSignIn): string {
	const { accountId, roleName, ssoSession, startUrl } = role;
	return asciiJson(
		ssoSession === undefined ? { accountId, roleName, startUrl } : { accountId, roleName, sessionName: ssoSession },
	);
}

/** The text of a cache entry, in the AWS CLI's field order. The time is cut to whole seconds. */
export const formatCacheEntry = (credentials: RoleCredentials, accountId: string): string =>
	pythonJson({
		ProviderType: 'sso',
		Credentials: {
			AccessKeyId: credentials.accessKeyId,
			SecretAccessKey: credentials.secretAccessKey,
			SessionToken: credentials.sessionToken,
			Expiration: formatTimestamp(credentials.expiresAt),
			AccountId: accountId,
		},
	});

/** The credentials in the text of a cache entry, or undefined when it is not a whole one for that account. */
export function parseCacheEntry(text: string, accountId: string): RoleCredentials | undefined {
	const record = asRecord(parseRecord(text)?.Credentials);
	const expiresAt = parseTimestamp(record?.Expiration);
	if (record === undefined || expiresAt === undefined) return undefined;
	const { AccessKeyId, SecretAccessKey, SessionToken, AccountId } = record;
	// Entries before 2.25 of the AWS CLI do not name their account.
	if (AccountId !== undefined && AccountId !== accountId) return undefined;
	if (!isText(AccessKeyId) || !isText(SecretAccessKey) || !isText(SessionToken)) return undefined;
	return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken, expiresAt };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '' && isCarried(value);

/** The credentials in an answer of GetRoleCredentials, or what is wrong with it; never quotes a value. */
export function parseRoleCredentials(answer: unknown, now: number): RoleCredentials | { readonly problem: string } {
	const record = asRecord(asRecord(answer)?.roleCredentials);
	if (record === undefined) return { problem: 'roleCredentials is missing' };
	const { accessKeyId, secretAccessKey, sessionToken, expiration } = record;
	if (!isText(accessKeyId)) return { problem: wrongText(record, 'accessKeyId') };
	if (!isText(secretAccessKey)) return { problem: wrongText(record, 'secretAccessKey') };
	if (!isText(sessionToken)) return { problem: wrongText(record, 'sessionToken') };
	if (typeof expiration !== 'number' || !(expiration > 0 && expiration <= LAST_TIME)) {
		return { problem: 'expiration is not a time in milliseconds' };
	}
	if (expiration <= now) return { problem: `the credentials expired at ${formatTimestamp(expiration)}` };
	return { accessKeyId, secretAccessKey, sessionToken, expiresAt: Math.trunc(expiration / 1000) * 1000 };
}

const wrongText = (record: JsonRecord, field: string): string =>
	record[field] === undefined ? `${field} is missing` : `${field} is not a text that a variable can carry`;
