/** Reads the cached access token of a sign-in, and remembers which tokens AWS refused. */
import { formatOffset } from '../../core/aws/clock-offset.ts';
import { type SsoSession, tokenKey } from '../../core/aws/sso-session.ts';
import { Failure } from '../../core/failure/failure.ts';
import { failures } from '../../core/failure/failures.ts';
import { type AccessToken, parseTokenFile, sessionEnd } from '../../core/sign-in/access-token.ts';
import { formatNote, parseNote } from '../../core/text/note.ts';
import { formatTimestamp } from '../../core/text/time.ts';
import type { Ports } from '../../ports/context.ts';
import type { ReservedEntry } from '../../ports/files.ts';
import { notedClock } from '../aws/noted-clock.ts';
import type { SignInTarget } from './session-for.ts';

/** The token, or why there is none to use or refresh. */
export type CachedToken =
	| { readonly token: AccessToken }
	| {
			readonly because: string;
			/** Why the existing file cannot be read. */
			readonly unread?: string;
	  };

type NoToken = Extract<CachedToken, { because: string }>;

/** Returns the cached access token, expired or not. */
export function readAccessToken(session: SsoSession, context: Ports<'files'>): CachedToken {
	const key = tokenKey(session);
	const text = context.files.accessTokens.read(key, (candidate) => parseTokenFile(candidate).kind !== 'unusable');
	if (text === undefined) {
		const unread = context.files.accessTokens.whyUnreadable(key);
		return { because: 'not signed in', ...(unread !== undefined && { unread }) };
	}
	const file = parseTokenFile(text);
	const path = context.files.accessTokens.path(key);
	if (file.kind === 'unusable') return { because: `the access token in ${path} cannot be used: ${file.because}` };
	if (file.kind === 'registration') return { because: `${path} contains a client registration, not an access token` };
	return { token: file.token };
}

/** Returns the failure for a missing token. A new sign-in does not help if the file exists but cannot be read. */
export function missingTokenFailure(
	{ session, profile }: SignInTarget,
	{ because, unread }: NoToken,
	context: Ports<'files'>,
): Failure {
	if (unread === undefined) return failures.signInNeeded({ session, profile, because });
	return failures.tokenUnreadable({
		session,
		path: context.files.accessTokens.path(tokenKey(session)),
		reason: unread,
	});
}

/**
 * Returns why a sign-in has ended. Adds that its client registration expired, that AWS refuses to renew it, or that it
 * may only look expired because the clock here is ahead, if so.
 */
export function whyEnded({ session }: SignInTarget, token: AccessToken, context: Ports<'files' | 'machine'>): string {
	const ended = `the sign-in expired at ${formatTimestamp(token.expiresAt)}`;
	const registrationEnd = token.refresh?.registrationExpiresAt;
	if (registrationEnd !== undefined && registrationEnd <= context.machine.now()) {
		return `${ended}, and its client registration expired at ${formatTimestamp(registrationEnd)}`;
	}
	if (refusalOf(session, token, context) !== undefined) return `${ended}, and AWS refuses to renew it`;
	const seconds = notedClock(context)?.seconds ?? 0;
	const looksExpired = seconds > 0 && token.expiresAt > context.machine.now() - seconds * 1000;
	return looksExpired ? `${ended}, but this machine's clock is ${formatOffset(seconds)}` : ended;
}

/** A new token may be longer than the old one. */
const SLACK_BYTES = 4096;

/**
 * Reserves disk space for a token, so that a refresh token or a sign-in is not spent on one that cannot be saved. A
 * check of permissions would not notice a full disk.
 * @param sampleText a token file of about the same length; undefined if there is none
 * @throws Failure `token-unkeepable`
 */
export async function reserveToken(
	session: SsoSession,
	act: 'renew' | 'sign in',
	sampleText: string | undefined,
	context: Ports<'files'>,
): Promise<ReservedEntry> {
	try {
		return await context.files.accessTokens.reserve(
			tokenKey(session),
			(sampleText?.length ?? SLACK_BYTES) + SLACK_BYTES,
		);
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		throw failures.tokenUnkeepable({ session, act, problem: error.message, hints: error.hints });
	}
}

/** The key of the note about a refusal. */
export const refusalKey = (session: SsoSession): string => `refused ${tokenKey(session)}`;

/** Identifies a token without revealing it. */
const markOf = (token: AccessToken): string => formatTimestamp(token.expiresAt);

/** What AWS refused: the token, or only its refresh. In the second case the token works until it expires. */
export type Refused = 'token' | 'refresh';

/**
 * Notes that AWS refused a token or its refresh for good. Otherwise every run would try the same refresh again. The
 * token file stays unchanged, because other tools share it.
 */
export async function noteRefusal(
	session: SsoSession,
	token: AccessToken,
	refused: Refused,
	context: Ports<'files'>,
): Promise<void> {
	try {
		await context.files.notes.write(refusalKey(session), formatNote({ expiresAt: markOf(token), refused }));
	} catch {
		// AWS will refuse it again.
	}
}

/** Returns what AWS refused about this token before. */
export function refusalOf(session: SsoSession, token: AccessToken, context: Ports<'files'>): Refused | undefined {
	const note = context.files.notes.read(refusalKey(session), (text) => parseNote(text) !== undefined);
	const { expiresAt, refused } = (note === undefined ? undefined : parseNote(note)) ?? {};
	return expiresAt === markOf(token) && (refused === 'token' || refused === 'refresh') ? refused : undefined;
}

/** Whether the token was issued for the session as it is configured now. */
const isIssuedFor = ({ startUrl, ssoRegion }: SsoSession, token: AccessToken): boolean =>
	(token.startUrl ?? startUrl) === startUrl && (token.region ?? ssoRegion) === ssoRegion;

/**
 * Returns the token if the sign-in lasts until `time` (epoch milliseconds), with refreshes, and AWS has not refused the
 * token.
 */
export function tokenIfSignedInUntil(
	session: SsoSession,
	time: number,
	context: Ports<'files' | 'machine'>,
): AccessToken | undefined {
	const cached = readAccessToken(session, context);
	if ('because' in cached) return undefined;
	const { token } = cached;
	const refused = refusalOf(session, token, context);
	if (!isIssuedFor(session, token) || refused === 'token') return undefined;
	const end = refused === 'refresh' ? token.expiresAt : sessionEnd(session, token, context.machine.now());
	return end > time ? token : undefined;
}
