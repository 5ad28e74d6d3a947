/** Authorization codes: sent to the browser, and exchanged once by the client that holds the PKCE verifier. */

import { urlToken } from './random.ts';

interface Grant {
	readonly clientId: string;
	/** With the port, exactly as the authorize request named it. */
	readonly redirectUri: string;
	/** BASE64URL(SHA-256(verifier)): RFC 7636, section 4.2. */
	readonly codeChallenge: string;
}

interface AuthorizationCode extends Grant {
	/** Epoch milliseconds. */
	readonly expiresAt: number;
}

export interface AuthorizationCodes {
	grant(grant: Grant, lifetimeSeconds: number): string;
	/** Returns the code's grant and removes it: an attempt spends the code even if it fails. */
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
			const authorizationCode = codes.get(code);
			codes.delete(code);
			return authorizationCode;
		},
	};
}
