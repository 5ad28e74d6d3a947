/** The access token of a sign-in: as cached, refreshed ahead of its end, or the sign-in that is needed first. */

import { RENEWAL_WINDOW_MS } from '../../core/aws/lifetime.ts';
import type { SsoSession } from '../../core/aws/sso-session.ts';
import { Failure } from '../../core/failure/failure.ts';
import { failures } from '../../core/failure/failures.ts';
import { type AccessToken, isTokenAlive, isTokenFresh, refreshFacts } from '../../core/sign-in/access-token.ts';
import type { Context, Ports } from '../../ports/context.ts';
import { endOf, noToken, readAccessToken, refusalOf, signedInUntil } from './cached-token.ts';
import { newerToken, refresh } from './refresh.ts';
import type { FoundSession } from './session-for.ts';

/** Whether a token of this session is refreshed before it is used. */
export function isRefreshDue(session: SsoSession, context: Ports<'files' | 'machine'>): boolean {
	const cached = readAccessToken(session, context);
	if ('because' in cached || session.ssoSession === undefined) return false;
	return (
		!isTokenFresh(cached.token, context.machine.now()) &&
		refreshFacts(cached.token, context.machine.now()) !== undefined
	);
}

/** @throws Failure `sign-in-needed`, and those of the OIDC service while no living token is left */
export async function accessTokenFor(found: FoundSession, context: Context): Promise<AccessToken> {
	const { session, profile } = found;
	const cached = readAccessToken(session, context);
	if ('because' in cached) throw noToken(found, cached, context);
	const { token } = cached;
	if (isTokenFresh(token, context.machine.now())) return token;
	const refreshed = await refresh(found, token, 'good', context);
	if (isTokenAlive(refreshed, context.machine.now())) return refreshed;
	throw failures.signInNeeded({ session, profile, because: endOf(found, refreshed, context) });
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
	const token = newerToken(refused, found.session, context) ?? (await refresh(found, refused, 'refused', context));
	return token.accessToken === refused.accessToken ? undefined : token;
}

/**
 * The token of a sign-in that can go on for a while, refreshed if it is time; undefined when signing in is called for.
 * @throws Failure as `accessTokenFor`, but for `sign-in-needed`
 */
export async function accessTokenIfSignedIn(found: FoundSession, context: Context): Promise<AccessToken | undefined> {
	if (signedInUntil(found.session, context.machine.now() + RENEWAL_WINDOW_MS, context) === undefined) return undefined;
	try {
		const token = await accessTokenFor(found, context);
		return refusalOf(found.session, token, context) === undefined ? token : undefined;
	} catch (error) {
		if (error instanceof Failure && error.code === 'sign-in-needed') return undefined;
		throw error;
	}
}
