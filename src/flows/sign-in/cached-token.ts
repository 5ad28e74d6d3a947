/** What the cache holds for a sign-in, and what is known of it beyond that. */
import { type SsoSession, tokenKey } from '../../core/aws/sso-session.ts';
import { Failure } from '../../core/failure/failure.ts';
import { failures } from '../../core/failure/failures.ts';
import { type AccessToken, parseTokenFile, sessionEnd } from '../../core/sign-in/access-token.ts';
import { formatNote, parseNote } from '../../core/text/note.ts';
import { formatTimestamp } from '../../core/text/time.ts';
import type { Ports } from '../../ports/context.ts';
import type { ReservedEntry } from '../../ports/files.ts';
import type { FoundSession } from './session-for.ts';

/** The token, or why there is none that could be used or refreshed. */
export type CachedToken =
	| { readonly token: AccessToken }
	| {
			readonly because: string;
			/** Why the file cannot be read, though there is one. */
			readonly unread?: string;
	  };

type NoToken = Extract<CachedToken, { because: string }>;

export function readAccessToken(session: SsoSession, context: Ports<'files'>): CachedToken {
	const key = tokenKey(session);
	const text = context.files.accessTokens.read(key, (candidate) => parseTokenFile(candidate).kind !== 'unusable');
	if (text === undefined) {
		const unread = context.files.accessTokens.whyUnread(key);
		return { because: 'not signed in', ...(unread !== undefined && { unread }) };
	}
	const file = parseTokenFile(text);
	const path = context.files.accessTokens.path(key);
	if (file.kind === 'unusable') return { because: `the access token in ${path} cannot be used: ${file.because}` };
	if (file.kind === 'registration') return { because: `${path} contains a client registration, not an access token` };
	return { token: file.token };
}

/** The failure where no token can be used. A file that is there but closed is not mended by signing in. */
export function noToken(
	{ session, profile }: FoundSession,
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

/** How a sign-in ended that is over: whether somebody has to sign in again for a reason of its own. */
export function endOf({ session }: FoundSession, token: AccessToken, context: Ports<'files' | 'machine'>): string {
	const ended = `the sign-in expired at ${formatTimestamp(token.expiresAt)}`;
	const registrationEnd = token.refresh?.registrationExpiresAt;
	if (registrationEnd !== undefined && registrationEnd <= context.machine.now()) {
		return `${ended}, and its client registration expired at ${formatTimestamp(registrationEnd)}`;
	}
	return refusalOf(session, token, context) === undefined ? ended : `${ended}, and AWS refuses to renew it`;
}

/** A new token may be longer than the one before it. */
const SLACK_BYTES = 4096;

/**
 * Makes sure that a token can be kept, before anything is spent to get it: asking for permissions would say nothing of a full disk.
 * @param like the text of a token file like the one that is to come; undefined where there is none yet
 * @throws Failure `token-unkeepable`
 */
export async function roomForToken(
	session: SsoSession,
	act: 'renew' | 'sign in',
	like: string | undefined,
	context: Ports<'files'>,
): Promise<ReservedEntry> {
	try {
		return await context.files.accessTokens.reserve(tokenKey(session), (like?.length ?? SLACK_BYTES) + SLACK_BYTES);
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		throw failures.tokenUnkeepable({ session, act, problem: error.message, hints: error.hints });
	}
}

/** The note's key. */
export const refusalKey = (session: SsoSession): string => `refused ${tokenKey(session)}`;

/** Names one token of a session without giving anything of it away. */
const mark = (token: AccessToken): string => formatTimestamp(token.expiresAt);

/** What AWS has refused: the token itself, or only to refresh it, so that it lives out its time. */
export type Refused = 'token' | 'refresh';

/**
 * Remembers what AWS refused for good. The file itself stays as it is: it belongs to all AWS tools.
 * Without the note a dead session would look refreshable, and be asked for again and again.
 */
export async function noteRefusal(
	session: SsoSession,
	token: AccessToken,
	refused: Refused,
	context: Ports<'files'>,
): Promise<void> {
	try {
		await context.files.notes.write(refusalKey(session), formatNote({ expiresAt: mark(token), refused }));
	} catch {
		// Only a convenience: AWS will refuse it again.
	}
}

/** What AWS has refused of this very token before. */
export function refusalOf(session: SsoSession, token: AccessToken, context: Ports<'files'>): Refused | undefined {
	const note = context.files.notes.read(refusalKey(session), (text) => parseNote(text) !== undefined);
	const { expiresAt, refused } = (note === undefined ? undefined : parseNote(note)) ?? {};
	return expiresAt === mark(token) && (refused === 'token' || refused === 'refresh') ? refused : undefined;
}

/** True when the token was issued for this very session, as it is configured now. */
const isFor = ({ startUrl, ssoRegion }: SsoSession, token: AccessToken): boolean =>
	(token.startUrl ?? startUrl) === startUrl && (token.region ?? ssoRegion) === ssoRegion;

/** The token of a sign-in that can go on until `time` (epoch ms) and that AWS has not refused. */
export function signedInUntil(
	session: SsoSession,
	time: number,
	context: Ports<'files' | 'machine'>,
): AccessToken | undefined {
	const cached = readAccessToken(session, context);
	if ('because' in cached) return undefined;
	const { token } = cached;
	const refused = refusalOf(session, token, context);
	if (!isFor(session, token) || refused === 'token') return undefined;
	const end = refused === 'refresh' ? token.expiresAt : sessionEnd(session, token, context.machine.now());
	return end > time ? token : undefined;
}
