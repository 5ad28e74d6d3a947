/** The access token files that the AWS CLI and the SDKs keep in ~/.aws/sso/cache: what they say, and what follows from it. */

import { isBeforeRenewal } from '../aws/lifetime.ts';
import type { SsoSession } from '../aws/sso-session.ts';
import { asRecord, type Json, type JsonRecord, parseRecord, pythonJson } from '../text/json.ts';
import { formatTimestamp, parseTimestamp } from '../text/time.ts';
import type { ClientRegistration } from './client-registration.ts';

export interface AccessToken {
	readonly accessToken: string;
	/** Epoch milliseconds. */
	readonly expiresAt: number;
	/** SSO region and start URL that the token was issued for; older files lack them. */
	readonly region: string | undefined;
	readonly startUrl: string | undefined;
	/** What a refresh needs; undefined when the file lacks any of it. */
	readonly refresh: RefreshFacts | undefined;
	/** The whole file: fields that we do not know survive a refresh. */
	readonly record: JsonRecord;
}

export interface RefreshFacts {
	readonly refreshToken: string;
	readonly clientId: string;
	readonly clientSecret: string;
	/** Epoch milliseconds. */
	readonly registrationExpiresAt: number;
}

/** What a file of the cache turned out to be. Registrations share the folder with tokens, and so do other tools' files. */
export type TokenFile =
	| { readonly kind: 'token'; readonly token: AccessToken }
	| { readonly kind: 'registration' }
	| { readonly kind: 'unusable'; readonly because: string };

export const isTokenAlive = (token: AccessToken, now: number): boolean => token.expiresAt > now;

/** True while there is no reason to refresh. */
export const isTokenFresh = (token: AccessToken, now: number): boolean => isBeforeRenewal(token.expiresAt, now);

/** What to refresh with, if that can work at all: the registration must not have expired. */
export const refreshFacts = ({ refresh }: AccessToken, now: number): RefreshFacts | undefined =>
	refresh !== undefined && refresh.registrationExpiresAt > now ? refresh : undefined;

/**
 * The latest time, in epoch milliseconds, to which a sign-in can go on: as long as its token can be refreshed, or else lives.
 * The end of the session itself is known to AWS alone. Legacy sessions are never refreshed.
 */
export function sessionEnd(session: SsoSession, token: AccessToken, now: number): number {
	const refresh = session.ssoSession === undefined ? undefined : refreshFacts(token, now);
	return Math.max(token.expiresAt, refresh?.registrationExpiresAt ?? 0);
}

const optionalText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Servers commonly take 16 kB of headers, Node's among them; real tokens have about one. */
const LONGEST_TOKEN = 15_000;

/** The token travels in a header: one word of printable ASCII. */
const isSendable = (value: unknown): value is string =>
	typeof value === 'string' && !isTooLong(value) && /^[!-~]+$/.test(value);

const isTooLong = (value: unknown): boolean => typeof value === 'string' && value.length > LONGEST_TOKEN;

/** Tells what the text of a cache file is. Never throws: such files are written in place by others and may be half there. */
export function parseTokenFile(text: string): TokenFile {
	const record = parseRecord(text);
	if (record === undefined) return { kind: 'unusable', because: 'it is not a JSON object' };
	const { accessToken } = record;
	if (accessToken === undefined && optionalText(record.clientId) !== undefined) return { kind: 'registration' };
	if (!isSendable(accessToken)) {
		return { kind: 'unusable', because: 'it has no accessToken that can be sent' };
	}
	const expiresAt = parseTimestamp(record.expiresAt);
	if (expiresAt === undefined) return { kind: 'unusable', because: 'its expiresAt is not a time' };
	const [region, startUrl] = [optionalText(record.region), optionalText(record.startUrl)];
	return { kind: 'token', token: { accessToken, expiresAt, region, startUrl, refresh: parseRefresh(record), record } };
}

function parseRefresh(record: JsonRecord): RefreshFacts | undefined {
	const { refreshToken, clientId, clientSecret } = record;
	const registrationExpiresAt = parseTimestamp(record.registrationExpiresAt);
	if (typeof refreshToken !== 'string' || refreshToken === '' || registrationExpiresAt === undefined) return undefined;
	if (typeof clientId !== 'string' || typeof clientSecret !== 'string') return undefined;
	return { refreshToken, clientId, clientSecret, registrationExpiresAt };
}

/** What CreateToken issued. */
export interface IssuedToken {
	readonly accessToken: string;
	/** Epoch milliseconds. */
	readonly expiresAt: number;
	readonly refreshToken: string | undefined;
}

/** The token in an answer of CreateToken, or what is wrong with it; `expiresIn` counts seconds from now. Never quotes a value. */
export function parseIssuedToken(answer: unknown, now: number): IssuedToken | { readonly problem: string } {
	const { accessToken, expiresIn, refreshToken } = asRecord(answer) ?? {};
	if (!isSendable(accessToken))
		return { problem: `accessToken is ${isTooLong(accessToken) ? 'too long for a header' : 'missing'}` };
	if (typeof expiresIn !== 'number' || !(expiresIn > 0 && expiresIn < 1e9)) {
		return { problem: 'expiresIn is not a number of seconds' };
	}
	if (refreshToken !== undefined && refreshToken !== null && typeof refreshToken !== 'string') {
		return { problem: 'refreshToken is not a text' };
	}
	const expiresAt = Math.trunc(now / 1000 + expiresIn) * 1000;
	return { accessToken, expiresAt, refreshToken: refreshToken || undefined };
}

/** The text of the file after a sign-in, with the AWS CLI's fields in its order. The start URL is the configured one. */
export const formatSignedIn = (session: SsoSession, issued: IssuedToken, client: ClientRegistration): string =>
	pythonJson({
		startUrl: session.startUrl,
		region: session.ssoRegion,
		accessToken: issued.accessToken,
		expiresAt: formatTimestamp(issued.expiresAt),
		clientId: client.clientId,
		clientSecret: client.clientSecret,
		registrationExpiresAt: formatTimestamp(client.expiresAt),
		...(issued.refreshToken !== undefined && { refreshToken: issued.refreshToken }),
	});

/** The text of the file after a refresh: what was issued, over what was there. An answer without refresh token keeps the old. */
export function formatRefreshed(session: SsoSession, issued: IssuedToken, before: AccessToken): string {
	return pythonJson({
		...passedOn(before.record),
		startUrl: session.startUrl,
		region: session.ssoRegion,
		accessToken: issued.accessToken,
		expiresAt: formatTimestamp(issued.expiresAt),
		...(issued.refreshToken !== undefined && { refreshToken: issued.refreshToken }),
	});
}

/** Names of fields that hold a time, as all fields of the AWS CLI and of the SDKs that do. */
const TIME_NAME = /(?:At|Expiration)$/;

/**
 * The fields that are kept. A time among them takes the one form that everybody reads: for any other, SDKs in Rust and Java refuse the
 * whole file. One that is no time at all goes, where it is the field that they read: it was of no use to anybody.
 */
function passedOn(record: JsonRecord): Record<string, Json> {
	const kept: Record<string, Json> = {};
	for (const [name, value] of Object.entries(record)) {
		const isNumber = typeof value === 'number' && name !== 'registrationExpiresAt';
		const time = TIME_NAME.test(name) && !isNumber ? parseTimestamp(value) : undefined;
		if (time !== undefined) kept[name] = formatTimestamp(time);
		else if (name !== 'registrationExpiresAt' && isJson(value)) kept[name] = value;
	}
	return kept;
}

const isJson = (value: unknown): value is Json =>
	value === null ||
	['string', 'number', 'boolean'].includes(typeof value) ||
	(Array.isArray(value) ? value.every(isJson) : typeof value === 'object' && Object.values(value ?? {}).every(isJson));
