/** Role credentials: the AWS CLI's cache entry (name, text, freshness) and the check of what the service answers. */

import { type ClockOffset, offsetRecord, parseOffset } from '../aws/clock-offset.ts';
import { isBeforeRenewal } from '../aws/lifetime.ts';
import type { Problem } from '../failure/service-answer.ts';
import type { SsoProfile } from '../profile/sso-profile.ts';
import { asciiJson, asRecord, type JsonRecord, parseRecord, pythonJson } from '../text/json.ts';
import { isCarried, LONGEST_VALUE } from '../text/quoting.ts';
import { formatTimestamp, parseTimestamp } from '../text/time.ts';

export interface RoleCredentials {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	readonly sessionToken: string;
	/** Epoch milliseconds, by AWS's clock. */
	readonly expiresAt: number;
	/** How far this machine's clock was off when they came. */
	readonly clock?: ClockOffset;
}

/** When they end by this machine's clock, which is the clock that prompts and waits count with. */
export const endsAt = ({ expiresAt, clock }: RoleCredentials): number => expiresAt + (clock?.seconds ?? 0) * 1000;

/** True while cached credentials are used without asking AWS. */
export const areCredentialsFresh = (credentials: RoleCredentials, now: number): boolean =>
	isBeforeRenewal(endsAt(credentials), now);

export const areCredentialsAlive = (credentials: RoleCredentials, now: number): boolean => endsAt(credentials) > now;

/** A role, and the sign-in that it is had by. */
export type RoleOfSignIn = Pick<SsoProfile, 'ssoSession' | 'startUrl' | 'accountId' | 'roleName'>;

/** The text whose SHA-1 names the cache entry: minified ASCII JSON with sorted keys. */
export function roleCredentialsKey(role: RoleOfSignIn): string {
	const { accountId, roleName, ssoSession, startUrl } = role;
	return asciiJson(
		ssoSession === undefined ? { accountId, roleName, startUrl } : { accountId, roleName, sessionName: ssoSession },
	);
}

/**
 * The text of a cache entry, in the AWS CLI's field order. The time is cut to whole seconds. Where the clock is right it is the AWS
 * CLI's to the byte; where it is not, the AWS CLI passes over what is said of the clock.
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

/** The layout of what an entry says of the clock. */
const CLOCK_FORMAT = 1;

/** The credentials in the text of a cache entry, or undefined when it is not a whole one for that account. */
export function parseCacheEntry(text: string, accountId: string): RoleCredentials | undefined {
	const entry = parseRecord(text);
	const record = asRecord(entry?.Credentials);
	const expiresAt = parseTimestamp(record?.Expiration);
	if (record === undefined || !isExpiry(expiresAt)) return undefined;
	const { AccessKeyId, SecretAccessKey, SessionToken, AccountId } = record;
	// Entries before 2.25 of the AWS CLI do not name their account.
	if (AccountId !== undefined && AccountId !== accountId) return undefined;
	if (!isText(AccessKeyId) || !isText(SecretAccessKey) || !isText(SessionToken)) return undefined;
	const texts = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
	if (isTooLong(texts)) return undefined;
	const noted = asRecord(entry?.ssoenv);
	const clock = noted?.format === CLOCK_FORMAT ? parseOffset(noted) : undefined;
	return { ...texts, expiresAt, ...(clock && { clock }) };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '' && isCarried(value);

/** Beyond what one variable may hold, together: bash takes seconds for a record of a hundred kilobytes. */
const isTooLong = (texts: Omit<RoleCredentials, 'expiresAt' | 'clock'>): boolean =>
	texts.accessKeyId.length + texts.secretAccessKey.length + texts.sessionToken.length > LONGEST_VALUE;

/** The shell layers take eleven digits of seconds, which last until the year 5138. */
const FIRST_UNREADABLE_MS = 1e14;

const isExpiry = (time: unknown): time is number =>
	typeof time === 'number' && time >= 1000 && time < FIRST_UNREADABLE_MS;

/**
 * The credentials in an answer of GetRoleCredentials, or what is wrong with it; never quotes a value.
 * @param now by this machine's clock
 * @param clock how far that is off, as far as the answer tells
 */
export function parseRoleCredentials(answer: unknown, now: number, clock?: ClockOffset): RoleCredentials | Problem {
	const record = asRecord(asRecord(answer)?.roleCredentials);
	if (record === undefined) return { problem: 'roleCredentials is missing' };
	const { accessKeyId, secretAccessKey, sessionToken, expiration } = record;
	if (!isText(accessKeyId)) return { problem: wrongText(record, 'accessKeyId') };
	if (!isText(secretAccessKey)) return { problem: wrongText(record, 'secretAccessKey') };
	if (!isText(sessionToken)) return { problem: wrongText(record, 'sessionToken') };
	const texts = { accessKeyId, secretAccessKey, sessionToken };
	if (isTooLong(texts))
		return { problem: `it holds more than the ${LONGEST_VALUE} characters that a variable can carry` };
	if (!isExpiry(expiration)) return { problem: 'expiration is not a time in milliseconds' };
	const credentials = { ...texts, expiresAt: Math.trunc(expiration / 1000) * 1000, ...(clock && { clock }) };
	return areCredentialsAlive(credentials, now) ? credentials : overAlready(expiration, now, clock);
}

function wrongText(record: JsonRecord, field: string): string {
	const value = record[field];
	if (value === undefined) return `${field} is missing`;
	const isLong = typeof value === 'string' && value.length > LONGEST_VALUE;
	return isLong ? `${field} is longer than a variable can be` : `${field} is not a text that a variable can carry`;
}

/** AWS itself has given this answer, and no proxy: so the clock of this machine may be the reason. */
function overAlready(expiration: number, now: number, clock: ClockOffset | undefined): Problem {
	const at = formatTimestamp(now - (clock?.seconds ?? 0) * 1000);
	return {
		problem: `the credentials expired at ${formatTimestamp(expiration)}, and it is ${at} by ${clock === undefined ? "this machine's clock" : "AWS's clock"}`,
		hint: 'compare the clock of this machine with the time: date -u',
	};
}
