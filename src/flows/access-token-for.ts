/** The access token of a sign-in: as cached, refreshed ahead of its end, or the sign-in that is needed first. */
import {
	type AccessToken,
	formatRefreshed,
	isAlive,
	isFresh,
	parseTokenFile,
	refreshFacts,
} from '../core/access-token.ts';
import { Failure } from '../core/failure.ts';
import { failures } from '../core/failures.ts';
import { type SsoSession, tokenKey } from '../core/sso-session.ts';
import { formatTimestamp } from '../core/timestamp.ts';
import type { Context } from '../ports.ts';
import { noteRefusal, readAccessToken, refusalOf, writeAccessToken } from './cached-token.ts';
import { type FoundSession, oidcOf } from './session-for.ts';
import { hasNoToken, signedOutMeanwhile } from './sign-out-watch.ts';
import { signedInUntil } from './signed-in.ts';

/** @throws Failure `sign-in-needed`, and those of the OIDC service while no living token is left */
export async function accessTokenFor(found: FoundSession, context: Context): Promise<AccessToken> {
	const { session, profile } = found;
	const cached = readAccessToken(session, context);
	if ('because' in cached) throw failures.signInNeeded({ session, profile, because: cached.because });
	const { token } = cached;
	if (isFresh(token, context.now())) return token;
	const refreshed = await refresh(found, token, 'good', context);
	if (isAlive(refreshed, context.now())) return refreshed;
	const because = `the sign-in expired at ${formatTimestamp(refreshed.expiresAt)}`;
	throw failures.signInNeeded({ session, profile, because });
}

/**
 * A token in place of one that the service refused although it looks alive: another process may have got one already, else one
 * refresh is tried. Undefined when there is none.
 */
export async function replacementFor(
	found: FoundSession,
	refused: AccessToken,
	context: Context,
): Promise<AccessToken | undefined> {
	const token = newerThan(refused, found.session, context) ?? (await refresh(found, refused, 'refused', context));
	return token.accessToken === refused.accessToken ? undefined : token;
}

/** Whether AWS takes the old token for as long as it lives, as far as is known. */
type Standing = 'good' | 'refused';

/** Once for all processes: who comes later finds the new token in the cache. The legacy form is never refreshed. */
async function refresh(
	found: FoundSession,
	old: AccessToken,
	standing: Standing,
	context: Context,
): Promise<AccessToken> {
	const { session } = found;
	if (session.ssoSession === undefined || refreshFacts(old, context.now()) === undefined) return old;
	const isRefused = () => refusalOf(session, old, context) !== undefined;
	if (isRefused()) return old;
	return context.alone(`refresh ${tokenKey(session)}`, {
		ready: () => newerThan(old, session, context) ?? (isRefused() ? old : undefined),
		work: () => {
			// The lock may have been waited for while somebody signed out: a refresh would bring the token back.
			if (hasNoToken(session, context)) throw signedOutMeanwhile(session, found.profile);
			return requestRefresh(found, old, standing, context);
		},
	});
}

/** The cached token, when it is another one than `old` and alive. */
function newerThan(old: AccessToken, session: SsoSession, context: Context): AccessToken | undefined {
	const cached = readAccessToken(session, context);
	if ('because' in cached || cached.token.accessToken === old.accessToken) return undefined;
	return isAlive(cached.token, context.now()) ? cached.token : undefined;
}

/** `old` again when there is no other: whether it can still be used shows in its time. */
async function requestRefresh(
	found: FoundSession,
	old: AccessToken,
	standing: Standing,
	context: Context,
): Promise<AccessToken> {
	const { session } = found;
	const facts = refreshFacts(old, context.now());
	if (facts === undefined) return old;
	const { clientId, clientSecret, refreshToken } = facts;
	try {
		const oidc = await oidcOf(found, context);
		const answer = await oidc.createToken({ grantType: 'refresh_token', clientId, clientSecret, refreshToken });
		if (answer.ok) return await keep(found, formatRefreshed(session, answer.value, old), context);
		// Says nothing of the session: the same question may well be answered in a moment.
		if (answer.code === 'SlowDownException') throw failures.throttled({ endpoint: answer.endpoint });
	} catch (error) {
		const isBearable = error instanceof Failure && error.isPassing && standing === 'good';
		if (!isBearable || !isAlive(old, context.now())) throw error;
		return old;
	}
	// Refused: another tool has used the refresh token up and written a new one, or the session has ended.
	const newer = newerThan(old, session, context);
	if (newer === undefined) await noteRefusal(session, old, standing === 'good' ? 'refresh' : 'token', context);
	return newer ?? old;
}

/** The new token, also when it could not be written: then the next process has to ask again. */
async function keep({ session, profile }: FoundSession, text: string, context: Context): Promise<AccessToken> {
	// Other tools sign out without a lock.
	if (hasNoToken(session, context)) throw signedOutMeanwhile(session, profile);
	await writeAccessToken(session, text, context);
	const file = parseTokenFile(text);
	if (file.kind !== 'token') throw new TypeError('the token file that was just made is not one');
	return file.token;
}

/** A sign-in that is about to end without a refresh is worth making anew. */
const WORTHWHILE_MS = 15 * 60_000;

/**
 * The token of a sign-in that can go on for a while, refreshed if it is time; undefined when signing in is called for.
 * @throws Failure as `accessTokenFor`, but for `sign-in-needed`
 */
export async function accessTokenIfSignedIn(found: FoundSession, context: Context): Promise<AccessToken | undefined> {
	if (signedInUntil(found.session, context.now() + WORTHWHILE_MS, context) === undefined) return undefined;
	try {
		const token = await accessTokenFor(found, context);
		return refusalOf(found.session, token, context) === undefined ? token : undefined;
	} catch (error) {
		if (error instanceof Failure && error.code === 'sign-in-needed') return undefined;
		throw error;
	}
}
