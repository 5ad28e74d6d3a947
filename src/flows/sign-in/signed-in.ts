/** Whether somebody is signed in, as far as can be told without asking AWS. */

import type { SsoSession } from '../../core/aws/sso-session.ts';
import { type AccessToken, sessionEnd } from '../../core/sign-in/access-token.ts';
import type { Ports } from '../../ports/context.ts';
import { readAccessToken, refusalOf } from './cached-token.ts';

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
