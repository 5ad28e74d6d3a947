/** The tokens that AWS Sign-In issued: each is good for 15 minutes. */

import { base64Text } from './random.ts';
import type { Principal } from './sts/principals.ts';

const lifeMs = 15 * 60_000;

export interface SigninTokens {
	issue(principal: Principal): string;
	/** Returns who signs in with a token; undefined if it is unknown or has expired. */
	find(token: string): Principal | undefined;
}

export function signinTokens(now: () => number): SigninTokens {
	const issued = new Map<string, { readonly principal: Principal; readonly expiresAt: number }>();
	return {
		issue(principal) {
			// With + and /, so that a client which does not encode it fails.
			const token = base64Text(600);
			issued.set(token, { principal, expiresAt: now() + lifeMs });
			return token;
		},
		find(token) {
			const entry = issued.get(token);
			return entry === undefined || entry.expiresAt <= now() ? undefined : entry.principal;
		},
	};
}
