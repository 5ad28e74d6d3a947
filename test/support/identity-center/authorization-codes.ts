/** Authorization codes: handed to the browser, exchanged once by the client that holds the PKCE verifier. */

import { urlToken } from './random.ts';

interface Grant {
	readonly clientId: string;
	/** With the port, exactly as the browser was sent to it. */
	readonly redirectUri: string;
	/** BASE64URL(SHA-256(verifier)), RFC 7636. */
	readonly codeChallenge: string;
}

interface AuthorizationCode extends Grant {
	/** Epoch milliseconds. */
	readonly expiresAt: number;
}

export interface AuthorizationCodes {
	grant(grant: Grant, lifetimeSeconds: number): string;
	/** The code is spent by the attempt, whatever becomes of it. */
	take(code: string): AuthorizationCode | undefined;
}

export function authorizationCodes(now: () => number): AuthorizationCodes {
	const codes = new Map<string, AuthorizationCode>();
	return {
		grant(grant, lifetimeSeconds) {
			const code = `${urlToken(120)}.${urlToken(48)}`;
			codes.set(code, { ...grant, expiresAt: now() + lifetimeSeconds * 1000 });
			return code;
		},
		take(code) {
			const found = codes.get(code);
			codes.delete(code);
			return found;
		},
	};
}
