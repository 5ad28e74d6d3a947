/** Parses the credentials that a `credential_process` prints, and those that `aws login` keeps in its cache. */
import type { Problem } from '../failure/service-answer.ts';
import { asRecord, type JsonRecord, parseRecord } from '../text/json.ts';
import { parseTimestamp } from '../text/time.ts';

/** Keys for the requests of a chain. They are secrets, all but the ID: no message and no log may show them. */
export interface SourceKeys {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	/** Undefined for the keys of a user. */
	readonly sessionToken?: string;
	/** Epoch milliseconds by AWS's clock; undefined for keys that do not expire. */
	readonly expiresAt?: number;
}

/** The members of each form, in the order id, secret, token, expiry. */
type Names = readonly [accessKeyId: string, secretAccessKey: string, sessionToken: string, expiresAt: string];

/** Requests carry the ID and the token in headers, which hold nothing else. */
const ID = /^\w{1,128}$/;
const TOKEN = /^[!-~]+$/;

/** Returns true for keys that a request can carry. */
export const areSendable = ({ accessKeyId, sessionToken }: SourceKeys): boolean =>
	ID.test(accessKeyId) && (sessionToken === undefined || TOKEN.test(sessionToken));

/** Returns the keys in a record, or the problem with them. Never quotes a value. */
function keysIn(record: JsonRecord, names: Names): SourceKeys | Problem {
	const [id, secret, token, expiry] = names;
	const missing = [id, secret].find((name) => !record[name]);
	if (missing !== undefined) return { problem: `${missing} is missing` };
	const [accessKeyId, secretAccessKey] = [textIn(record, id), textIn(record, secret)];
	const [sessionToken, expiresAt] = [textIn(record, token), parseTimestamp(record[expiry])];
	if (accessKeyId === undefined || !ID.test(accessKeyId)) return { problem: `${id} is not an access key ID` };
	if (secretAccessKey === undefined) return { problem: `${secret} is not a text` };
	// botocore sends no empty token.
	if (record[token] && !TOKEN.test(sessionToken ?? '')) return { problem: `${token} is not a token` };
	if (!isAbsent(record, expiry) && expiresAt === undefined) return { problem: `${expiry} is not a time` };
	return {
		accessKeyId,
		secretAccessKey,
		...(sessionToken && { sessionToken }),
		...(expiresAt !== undefined && { expiresAt }),
	};
}

function textIn(record: JsonRecord, name: string): string | undefined {
	const value = record[name];
	return typeof value === 'string' ? value : undefined;
}

const isAbsent = (record: JsonRecord, name: string): boolean => (record[name] ?? undefined) === undefined;

/** Parses the output of a `credential_process` as botocore's ProcessProvider does, or returns the problem with it. */
export function parseProcessOutput(output: string): SourceKeys | Problem {
	const record = parseRecord(output);
	if (record === undefined) return { problem: 'it is not a JSON object' };
	if (record.Version === undefined) return { problem: 'Version is missing' };
	if (record.Version !== 1) return { problem: 'Version is not 1' };
	return keysIn(record, ['AccessKeyId', 'SecretAccessKey', 'SessionToken', 'Expiration']);
}

/**
 * Parses a cache file of `aws login` as botocore's LoginCredentialFetcher does; undefined if it is incomplete. The keys
 * are those of a role, so they have a token and expire.
 */
export function parseLoginFile(text: string): Required<SourceKeys> | undefined {
	const keys = asRecord(parseRecord(text)?.accessToken);
	if (keys === undefined) return undefined;
	const parsed = keysIn(keys, ['accessKeyId', 'secretAccessKey', 'sessionToken', 'expiresAt']);
	if ('problem' in parsed) return undefined;
	const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = parsed;
	if (sessionToken === undefined || expiresAt === undefined) return undefined;
	return { accessKeyId, secretAccessKey, sessionToken, expiresAt };
}
