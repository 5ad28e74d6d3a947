/** Parses the answers of STS, from records that hold the elements of an XML document. */
import type { ClockOffset } from '../aws/clock-offset.ts';
import type { Problem } from '../failure/service-answer.ts';
import { asRecord, type JsonRecord } from '../text/json.ts';
import { parseTimestamp } from '../text/time.ts';
import type { AssumedRole } from './assumed-role.ts';
import { parseRoleCredentials } from './role-credentials.ts';

/** What STS says about a refusal only in the text of its message. */
export interface StsReason {
	/**
	 * - `mfa-code`: the MFA code is wrong, or was used before
	 * - `mfa-device`: the caller has no such MFA device
	 * - `role-duration`: `duration_seconds` is more than the role's own maximum
	 * - `chained-duration`: `duration_seconds` is more than the hour that a role can have with the credentials of a role
	 */
	readonly reason?: 'mfa-code' | 'mfa-device' | 'role-duration' | 'chained-duration';
	/** The ARN of the caller. */
	readonly principal?: string;
}

/** The texts of STS, as real answers have them; AWS documents none of them. */
const REASONS: readonly (readonly [RegExp, Required<StsReason>['reason']])[] = [
	[/^MultiFactorAuthentication failed with invalid MFA one time pass code/, 'mfa-code'],
	[/^MultiFactorAuthentication failed/, 'mfa-device'],
	[/^The requested DurationSeconds exceeds the MaxSessionDuration/, 'role-duration'],
	[/^The requested DurationSeconds exceeds the 1 hour session limit/, 'chained-duration'],
];

/** The ARN of a session of a role. */
const SESSION_ARN = /^arn:[a-z-]{3,20}:sts::\d{12}:assumed-role\/[\w+=,.@-]{1,64}\/[\w+=,.@-]{2,64}$/;

/** The ARN of a user, a role, a session or an account. */
const CALLER_ARN = /^arn:[a-z-]{3,20}:(?:iam|sts)::\d{12}:[\w+=,.@/-]{1,600}$/;

/** Nothing that a terminal could obey: all of it is a name or an ID in AWS's characters. */
const isArn = (value: unknown, form: RegExp): value is string => typeof value === 'string' && form.test(value);

/** Returns true for the ARN of a user, a role, a session or an account. */
export const isCallerArn = (text: string): boolean => isArn(text, CALLER_ARN);

/** Returns the ID of a request, which AWS puts into each answer. */
export function requestIdIn(document: unknown): string | undefined {
	const id = asRecord(asRecord(document)?.ResponseMetadata)?.RequestId;
	return typeof id === 'string' && /^[\w-]{1,64}$/.test(id) ? id : undefined;
}

/**
 * Parses an `AssumeRoleResponse`, or returns the problem with it. Never quotes a value.
 * @param now by this machine's clock, in epoch milliseconds
 * @param clock the offset of that clock according to the response; undefined if it is right
 */
export const parseAssumeRole = (document: unknown, now: number, clock?: ClockOffset): AssumedRole | Problem =>
	roleIn(asRecord(document)?.AssumeRoleResult, now, clock);

/** Parses an `AssumeRoleWithWebIdentityResponse` in the same way. */
export function parseAssumeRoleWithWebIdentity(
	document: unknown,
	now: number,
	clock?: ClockOffset,
): AssumedRole | Problem {
	const result = asRecord(asRecord(document)?.AssumeRoleWithWebIdentityResult);
	const role = roleIn(result, now, clock);
	if ('problem' in role) return role;
	const { SubjectFromWebIdentityToken: subject, Provider: provider, Audience: audience } = result ?? {};
	const texts = { SubjectFromWebIdentityToken: subject, Provider: provider, Audience: audience };
	return { ...role, webIdentity: Object.fromEntries(Object.entries(texts).filter(isTextEntry)) };
}

const isTextEntry = (entry: [string, unknown]): entry is [string, string] => typeof entry[1] === 'string';

function roleIn(value: unknown, now: number, clock: ClockOffset | undefined): AssumedRole | Problem {
	const result = asRecord(value);
	const given = asRecord(result?.Credentials);
	if (given === undefined) return { problem: 'Credentials is missing' };
	const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = given;
	const expiration = parseTimestamp(given.Expiration);
	if (expiration === undefined) return { problem: 'Expiration is not a time' };
	const roleCredentials = { accessKeyId, secretAccessKey, sessionToken, expiration };
	const credentials = parseRoleCredentials({ roleCredentials }, now, clock);
	if ('problem' in credentials) return credentials;
	const { Arn, AssumedRoleId } = asRecord(result?.AssumedRoleUser) ?? {};
	if (!isArn(Arn, SESSION_ARN)) return { problem: 'Arn is not the ARN of a role session' };
	const isId = typeof AssumedRoleId === 'string' && /^[A-Z\d]{4,128}:[\w+=,.@-]{2,64}$/.test(AssumedRoleId);
	return isId ? { credentials, arn: Arn, assumedRoleId: AssumedRoleId } : { problem: 'AssumedRoleId is not an ID' };
}

/** Parses a `GetCallerIdentityResponse`, or returns the problem with it. */
export function parseCallerIdentity(document: unknown): { readonly arn: string } | Problem {
	const arn = asRecord(asRecord(document)?.GetCallerIdentityResult)?.Arn;
	return isArn(arn, CALLER_ARN) ? { arn } : { problem: 'Arn is not the ARN of a caller' };
}

/** Services that stand in for STS may wrap the error once more. botocore reads both (`_do_error_parse` in parsers.py). */
function errorIn(document: unknown): JsonRecord | undefined {
	const { Error: own, Errors: wrapped } = asRecord(document) ?? {};
	return asRecord(own) ?? asRecord(asRecord(wrapped)?.Error);
}

/** Returns the code of an `ErrorResponse`; undefined for any other document. A server can send any text as a code. */
export function errorCode(document: unknown): string | undefined {
	const code = errorIn(document)?.Code;
	return typeof code === 'string' && code !== '' ? code : undefined;
}

/** Returns what the message of an `ErrorResponse` says. Its text itself is never returned. */
export function stsReason(document: unknown): StsReason {
	const message = String(errorIn(document)?.Message);
	const reason = REASONS.find(([text]) => text.test(message))?.[1];
	const [, principal] = /^User: (\S+) is not authorized to perform: /.exec(message) ?? [];
	return { ...(reason && { reason }), ...(isArn(principal, CALLER_ARN) && { principal }) };
}
