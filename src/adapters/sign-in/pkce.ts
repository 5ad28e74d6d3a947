/** The secrets of one authorization-code sign-in (RFC 7636). */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { PkceSecrets } from '../../ports/services.ts';

/** 48 random bytes are 64 characters of base64url, all of them allowed in a verifier. */
export function pkceSecrets(): PkceSecrets {
	const codeVerifier = randomBytes(48).toString('base64url');
	return { codeVerifier, codeChallenge: codeChallenge(codeVerifier), state: randomUUID() };
}

export const codeChallenge = (codeVerifier: string): string =>
	createHash('sha256').update(codeVerifier).digest('base64url');
