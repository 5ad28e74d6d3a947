/** Parses and formats role credentials: the AWS CLI's cache entry, and the response of GetRoleCredentials. */

import { type ClockOffset, offsetRecord, parseOffset } from '../aws/clock-offset.ts';
import { isBeforeRenewal } from '../aws/lifetime.ts';
import type { Problem } from '../failure/service-answer.ts';
import type { SsoProfile } from '../profile/sso-profile.ts';
import { asciiJson, asRecord, type JsonRecord, parseRecord, pythonJson } from '../text/json.ts';
import { fitsVariable, LONGEST_VALUE } from '../text/quoting.ts';
import { formatTimestamp, parseTimestamp } from '../text/time.ts';

export interface RoleCredentials {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	readonly sessionToken: string;
	/** Epoch milliseconds, by AWS's clock. */
	readonly expiresAt: number;
	/** The offset of this machine's clock when the credentials were issued. */
	readonly clock?: ClockOffset;
}

/**
 * Returns when the credentials expire by this machine's clock, in epoch milliseconds. Prompts and waits use that clock.
 */
export const endsAt = ({ expiresAt, clock }: RoleCredentials): number => expiresAt + (clock?.seconds ?? 0) * 1000;

/** Returns true while cached credentials are used without a request to AWS. */
export const areCredentialsFresh = (credentials: RoleCredentials, now: number): boolean =>
	isBeforeRenewal(endsAt(credentials), now);

export const areCredentialsAlive = (credentials: RoleCredentials, now: number): boolean => endsAt(credentials) > now;

/** A role, and the sign-in that gives access to it. */
export type RoleOfSignIn = Pick<SsoProfile, 'ssoSession' | 'startUrl' | 'accountId' | 'roleName'>;

/** Returns the text whose SHA-1 names the cache entry, as in botocore: minified ASCII JSON with sorted keys. */
export function roleCredentialsKey(role: RoleOfSignIn): string {
	const { accountId, roleName, ssoSession, startUrl } = role;
	return asciiJson(
		ssoSession === undefined ? { accountId, roleName, startUrl } : { accountId, roleName, sessionName: ssoSession },
	);
}

/**
 * Formats a cache entry with the AWS CLI's field order and whole seconds. If the clock is right, it is the same as the
 * AWS CLI's, byte for byte; otherwise it has one more field, which the AWS CLI ignores.
 */
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
		...(credentials.clock && { ssoenv: { format: CLOCK_FORMAT, ...offsetRecord(credentials.clock) } }),
	});

/** Format number of the clock offset in an entry. */
export const CLOCK_FORMAT = 1;

/** Parses a cache entry; undefined if it is incomplete or belongs to another account. */
export function parseCacheEntry(text: string, accountId: string): RoleCredentials | undefined {
	const entry = parseRecord(text);
	const record = asRecord(entry?.Credentials);
	const expiresAt = parseTimestamp(record?.Expiration);
	if (record === undefined || !isExpiry(expiresAt)) return undefined;
	const { AccessKeyId, SecretAccessKey, SessionToken, AccountId } = record;
	// The AWS CLI before 2.25 does not write the account.
	if (AccountId !== undefined && AccountId !== accountId) return undefined;
	if (!isText(AccessKeyId) || !isText(SecretAccessKey) || !isText(SessionToken)) return undefined;
	const values = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
	if (isTooLong(values)) return undefined;
	const clockNote = asRecord(entry?.ssoenv);
	const clock = clockNote?.format === CLOCK_FORMAT ? parseOffset(clockNote) : undefined;
	return { ...values, expiresAt, ...(clock && { clock }) };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '' && fitsVariable(value);

/**
 * Returns true if the values together are longer than one variable may be: bash takes seconds to read a record of 100
 * kB.
 */
const isTooLong = (values: Omit<RoleCredentials, 'expiresAt' | 'clock'>): boolean =>
	values.accessKeyId.length + values.secretAccessKey.length + values.sessionToken.length > LONGEST_VALUE;

/** The shell layers read eleven digits of seconds, which last until the year 5138. */
const FIRST_UNREADABLE_MS = 1e14;

const isExpiry = (time: unknown): time is number =>
	typeof time === 'number' && time >= 1000 && time < FIRST_UNREADABLE_MS;

/**
 * Parses a response of GetRoleCredentials, or returns the problem with it. Never quotes a value.
 * @param now by this machine's clock, in epoch milliseconds
 * @param clock the offset of that clock according to the response; undefined if it is right
 */
export function parseRoleCredentials(answer: unknown, now: number, clock?: ClockOffset): RoleCredentials | Problem {
	const record = asRecord(asRecord(answer)?.roleCredentials);
	if (record === undefined) return { problem: 'roleCredentials is missing' };
	const { accessKeyId, secretAccessKey, sessionToken, expiration } = record;
	if (!isText(accessKeyId)) return { problem: wrongText(record, 'accessKeyId') };
	if (!isText(secretAccessKey)) return { problem: wrongText(record, 'secretAccessKey') };
	if (!isText(sessionToken)) return { problem: wrongText(record, 'sessionToken') };
	const values = { accessKeyId, secretAccessKey, sessionToken };
	if (isTooLong(values))
		return { problem: `it is longer than the ${LONGEST_VALUE} characters that an environment variable can hold` };
	if (!isExpiry(expiration)) return { problem: 'expiration is not a time in milliseconds' };
	const credentials = { ...values, expiresAt: Math.trunc(expiration / 1000) * 1000, ...(clock && { clock }) };
	return areCredentialsAlive(credentials, now) ? credentials : alreadyExpired(expiration, now, clock);
}

function wrongText(record: JsonRecord, field: string): string {
	const value = record[field];
	if (value === undefined) return `${field} is missing`;
	const isLong = typeof value === 'string' && value.length > LONGEST_VALUE;
	return isLong
		? `${field} is too long for an environment variable`
		: `${field} is not a valid value of an environment variable`;
}

/**
 * Describes credentials that have already expired. The response is from AWS and not from a proxy, so the cause may be
 * this machine's clock.
 */
function alreadyExpired(expiration: number, now: number, clock: ClockOffset | undefined): Problem {
	const at = formatTimestamp(now - (clock?.seconds ?? 0) * 1000);
	return {
		problem: `the credentials expired at ${formatTimestamp(expiration)}, and ${clock === undefined ? "this machine's clock" : "AWS's clock"} shows ${at}`,
		hint: 'date -u',
	};
}
