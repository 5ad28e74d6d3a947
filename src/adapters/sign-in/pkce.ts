/** Makes the secrets of an authorization code sign-in: PKCE (RFC 7636) and the state. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { PkceSecrets } from '../../ports/sign-in.ts';

/**
 * Returns new secrets. 48 random bytes make 64 characters of base64url, all allowed in a verifier: RFC 7636 section
 * 4.1.
 */
export function pkceSecrets(): PkceSecrets {
	const codeVerifier = randomBytes(48).toString('base64url');
	return { codeVerifier, codeChallenge: codeChallenge(codeVerifier), state: randomUUID() };
}

/** Returns the S256 challenge of a verifier: RFC 7636 section 4.2. */
export const codeChallenge = (codeVerifier: string): string =>
	createHash('sha256').update(codeVerifier).digest('base64url');
