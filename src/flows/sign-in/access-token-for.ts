/** Gets the access token of a sign-in: the cached one, refreshed before it expires. */

import { RENEWAL_WINDOW_MS } from '../../core/aws/lifetime.ts';
import type { SsoSession } from '../../core/aws/sso-session.ts';
import { Failure } from '../../core/failure/failure.ts';
import { failures } from '../../core/failure/failures.ts';
import { type AccessToken, isTokenAlive, isTokenFresh, refreshFacts } from '../../core/sign-in/access-token.ts';
import type { Context, Ports } from '../../ports/context.ts';
import { missingTokenFailure, readAccessToken, refusalOf, tokenIfSignedInUntil, whyEnded } from './cached-token.ts';
import { newerToken, refresh } from './refresh.ts';
import type { SignInTarget } from './session-for.ts';

/** Whether the cached access token is refreshed before use. */
export function isRefreshDue(session: SsoSession, context: Ports<'files' | 'machine'>): boolean {
	const cached = readAccessToken(session, context);
	if ('because' in cached || session.ssoSession === undefined) return false;
	return (
		!isTokenFresh(cached.token, context.machine.now()) &&
		refreshFacts(cached.token, context.machine.now()) !== undefined
	);
}

/**
 * Returns an access token that has not expired.
 * @throws Failure `sign-in-needed`, and those of the OIDC service if no token is left that has not expired
 */
export async function accessTokenFor(target: SignInTarget, context: Context): Promise<AccessToken> {
	const { session, profile } = target;
	const cached = readAccessToken(session, context);
	if ('because' in cached) throw missingTokenFailure(target, cached, context);
	const { token } = cached;
	if (isTokenFresh(token, context.machine.now())) return token;
	const refreshed = await refresh(target, token, 'good', context);
	if (isTokenAlive(refreshed, context.machine.now())) return refreshed;
	throw failures.signInNeeded({ session, profile, because: whyEnded(target, refreshed, context) });
}

/**
 * Returns a token to replace one that the service refused before it expired: one that another process cached, else the
 * result of one refresh. Undefined if both fail.
 */
export async function replacementFor(
	target: SignInTarget,
	refused: AccessToken,
	context: Context,
): Promise<AccessToken | undefined> {
	const token = newerToken(refused, target.session, context) ?? (await refresh(target, refused, 'refused', context));
	return token.accessToken === refused.accessToken ? undefined : token;
}

/**
 * Returns the access token, refreshed if needed, if the sign-in lasts for `RENEWAL_WINDOW_MS` or longer; undefined if
 * the person should sign in.
 * @throws Failure as `accessTokenFor`, except `sign-in-needed`
 */
export async function accessTokenIfSignedIn(target: SignInTarget, context: Context): Promise<AccessToken | undefined> {
	if (tokenIfSignedInUntil(target.session, context.machine.now() + RENEWAL_WINDOW_MS, context) === undefined)
		return undefined;
	try {
		const token = await accessTokenFor(target, context);
		return refusalOf(target.session, token, context) === undefined ? token : undefined;
	} catch (error) {
		if (error instanceof Failure && error.code === 'sign-in-needed') return undefined;
		throw error;
	}
}
