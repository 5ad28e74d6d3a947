/** The access token with which a profile's role may be asked for, or the sign-in that is needed first. */
import { type AccessToken, loginCommand, parseTokenFile, signInName, tokenKey } from '../core/access-token.ts';
import { failures } from '../core/failures.ts';
import type { SsoProfile } from '../core/sso-profile.ts';
import { formatTimestamp } from '../core/timestamp.ts';
import type { Context } from '../ports.ts';

/** @throws Failure `sign-in-needed` */
export function accessTokenFor(profile: SsoProfile, context: Context): AccessToken {
	const key = tokenKey(profile);
	const signInNeeded = (because: string) =>
		failures.signInNeeded({ session: signInName(profile), because, login: loginCommand(profile) });

	const text = context.accessTokens.read(key, (candidate) => parseTokenFile(candidate).kind !== 'unusable');
	if (text === undefined) throw signInNeeded('not signed in');
	const file = parseTokenFile(text);
	const path = context.accessTokens.path(key);
	if (file.kind === 'unusable') throw signInNeeded(`the access token in ${path} cannot be used: ${file.because}`);
	if (file.kind === 'registration') throw signInNeeded(`${path} holds a client registration, not an access token`);
	if (file.token.expiresAt <= context.now()) {
		throw signInNeeded(`the sign-in expired at ${formatTimestamp(file.token.expiresAt)}`);
	}
	return file.token;
}
