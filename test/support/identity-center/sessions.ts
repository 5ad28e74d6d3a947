/** Signed-in sessions: access tokens that the portal accepts, and the refresh tokens that renew them. */

import { base64Text } from './random.ts';

export interface Session {
	readonly accessToken: string;
	/** Undefined when the session cannot be refreshed. */
	readonly refreshToken: string | undefined;
	readonly clientId: string;
	/** Epoch milliseconds, on a whole second, because the service sends whole seconds. */
	readonly expiresAt: number;
}

export interface Sessions {
	start(clientId: string, lifetimeSeconds: number, refreshable: boolean): Session;
	/** Returns the session of an access token that is neither expired nor revoked. */
	byAccessToken(accessToken: string): Session | undefined;
	byRefreshToken(refreshToken: string): Session | undefined;
	/** Revokes either token; the session's other token stays valid. Returns false if it was not valid any more. */
	revoke(token: string): boolean;
}

export function signedInSessions(now: () => number): Sessions {
	const byAccess = new Map<string, Session>();
	const byRefresh = new Map<string, Session>();
	return {
		start(clientId, lifetimeSeconds, refreshable) {
			const session = {
				accessToken: `aoaAAAAAG${base64Text(360)}:${base64Text(136)}`,
				refreshToken: refreshable ? `aorAAAAAG${base64Text(360)}:${base64Text(136)}` : undefined,
				clientId,
				expiresAt: (Math.floor(now() / 1000) + lifetimeSeconds) * 1000,
			};
			byAccess.set(session.accessToken, session);
			if (session.refreshToken !== undefined) {
				byRefresh.set(session.refreshToken, session);
			}
			return session;
		},
		byAccessToken(accessToken) {
			const session = byAccess.get(accessToken);
			return session !== undefined && session.expiresAt > now() ? session : undefined;
		},
		byRefreshToken: (refreshToken) => byRefresh.get(refreshToken),
		revoke(token) {
			const revokedAccess = byAccess.delete(token);
			return byRefresh.delete(token) || revokedAccess;
		},
	};
}
