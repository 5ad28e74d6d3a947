/** Parses and formats the access token files in ~/.aws/sso/cache, which the AWS CLI and the SDKs share. */

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
	/** The fields that a refresh needs; undefined if the file lacks any of them. */
	readonly refresh: RefreshFacts | undefined;
	/** All fields of the file: unknown fields survive a refresh. */
	readonly record: JsonRecord;
}

export interface RefreshFacts {
	readonly refreshToken: string;
	readonly clientId: string;
	readonly clientSecret: string;
	/** Epoch milliseconds. */
	readonly registrationExpiresAt: number;
}

/** The content of a cache file. The folder also contains client registrations and files of other tools. */
export type TokenFile =
	| { readonly kind: 'token'; readonly token: AccessToken }
	| { readonly kind: 'registration' }
	| { readonly kind: 'unusable'; readonly because: string };

export const isTokenAlive = (token: AccessToken, now: number): boolean => token.expiresAt > now;

/** Returns true while no refresh is due. */
export const isTokenFresh = (token: AccessToken, now: number): boolean => isBeforeRenewal(token.expiresAt, now);

/** Returns the fields for a refresh; undefined if they are missing or the client registration has expired. */
export const refreshFacts = ({ refresh }: AccessToken, now: number): RefreshFacts | undefined =>
	refresh !== undefined && refresh.registrationExpiresAt > now ? refresh : undefined;

/**
 * Returns the latest possible end of a sign-in, in epoch milliseconds: the end of its token, or of the registration
 * that can refresh it. Only AWS knows the end of the session itself. Legacy sessions are never refreshed.
 */
export function sessionEnd(session: SsoSession, token: AccessToken, now: number): number {
	const refresh = session.ssoSession === undefined ? undefined : refreshFacts(token, now);
	return Math.max(token.expiresAt, refresh?.registrationExpiresAt ?? 0);
}

const optionalText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/**
 * The longest token, in characters. Servers, Node's among them, commonly accept 16 kB of headers; real tokens have
 * about 1 kB.
 */
const LONGEST_TOKEN = 15_000;

/** Returns true for a token that can be sent in a header: one word of printable ASCII. */
const isSendable = (value: unknown): value is string =>
	typeof value === 'string' && !isTooLong(value) && /^[!-~]+$/.test(value);

const isTooLong = (value: unknown): boolean => typeof value === 'string' && value.length > LONGEST_TOKEN;

/** Parses a cache file. Never throws: other programs write such files in place, so they may be incomplete. */
export function parseTokenFile(text: string): TokenFile {
	const record = parseRecord(text);
	if (record === undefined) return { kind: 'unusable', because: 'it is not a JSON object' };
	const { accessToken } = record;
	if (accessToken === undefined && optionalText(record.clientId) !== undefined) return { kind: 'registration' };
	if (!isSendable(accessToken)) {
		return { kind: 'unusable', because: 'its accessToken is missing or cannot be sent' };
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

/** A token that CreateToken issued. */
export interface IssuedToken {
	readonly accessToken: string;
	/** Epoch milliseconds. */
	readonly expiresAt: number;
	readonly refreshToken: string | undefined;
}

/**
 * Parses a response of CreateToken, or returns the problem with it. `expiresIn` is in seconds from now. Never quotes a
 * value.
 */
export function parseIssuedToken(answer: unknown, now: number): IssuedToken | { readonly problem: string } {
	const { accessToken, expiresIn, refreshToken } = asRecord(answer) ?? {};
	if (!isSendable(accessToken))
		return { problem: `accessToken is ${isTooLong(accessToken) ? 'too long for a header' : 'missing'}` };
	if (typeof expiresIn !== 'number' || !(expiresIn > 0 && expiresIn < 1e9)) {
		return { problem: 'expiresIn is not a number of seconds' };
	}
	if (refreshToken !== undefined && refreshToken !== null && typeof refreshToken !== 'string') {
		return { problem: 'refreshToken is not a string' };
	}
	const expiresAt = Math.trunc(now / 1000 + expiresIn) * 1000;
	return { accessToken, expiresAt, refreshToken: refreshToken || undefined };
}

/** Formats the token file after a sign-in, with the AWS CLI's fields in its order and the configured start URL. */
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

/**
 * Formats the token file after a refresh: the issued fields over the earlier ones. If the response has no refresh
 * token, the old one stays.
 */
export function formatRefreshed(session: SsoSession, issued: IssuedToken, before: AccessToken): string {
	return pythonJson({
		...keptFields(before.record),
		startUrl: session.startUrl,
		region: session.ssoRegion,
		accessToken: issued.accessToken,
		expiresAt: formatTimestamp(issued.expiresAt),
		...(issued.refreshToken !== undefined && { refreshToken: issued.refreshToken }),
	});
}

/** Names of fields with a time: all such fields of the AWS CLI and the SDKs match. */
const TIME_NAME = /(?:At|Expiration)$/;

/**
 * Returns the fields that survive a refresh. Times get the form that every tool reads, because the Rust and Java SDKs
 * refuse a file with any other form. Omits a registrationExpiresAt that is not a time: no tool can use it, and it makes
 * those SDKs refuse the file.
 */
function keptFields(record: JsonRecord): Record<string, Json> {
	const kept: Record<string, Json> = {};
	for (const [name, value] of Object.entries(record)) {
		const isOtherNumber = typeof value === 'number' && name !== 'registrationExpiresAt';
		const time = TIME_NAME.test(name) && !isOtherNumber ? parseTimestamp(value) : undefined;
		if (time !== undefined) kept[name] = formatTimestamp(time);
		else if (name !== 'registrationExpiresAt' && isJson(value)) kept[name] = value;
	}
	return kept;
}

const isJson = (value: unknown): value is Json =>
	value === null ||
	['string', 'number', 'boolean'].includes(typeof value) ||
	(Array.isArray(value) ? value.every(isJson) : typeof value === 'object' && Object.values(value ?? {}).every(isJson));
