/** Role credentials, with the sign-in that may be needed first: one command from cold to working. */

import type { RoleCredentials } from '../../core/credentials/role-credentials.ts';
import { Failure } from '../../core/failure/failure.ts';
import type { SsoProfile } from '../../core/profile/sso-profile.ts';
import type { Context } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import type { LoginChoice } from '../sign-in/offer-sign-in.ts';
import { type FoundSession, signInOf } from '../sign-in/session-for.ts';
import { credentialsFor } from './credentials-for.ts';

/** The failures that a sign-in mends. */
const MENDED = new Set(['sign-in-needed', 'access-token-refused']);

/** @throws Failure of `credentialsFor` and `signIn` */
export const signedInCredentials = (
	profile: SsoProfile,
	loaded: LoadedConfig,
	choice: LoginChoice,
	context: Context,
): Promise<RoleCredentials> =>
	signedInFor(signInOf(profile, loaded), choice, () => credentialsFor(profile, loaded, context), context);

/**
 * Does work that needs a sign-in, and once more after a sign-in, where one would help and may be started.
 * @throws Failure of the work and of `signIn`
 */
export async function signedInFor<Value>(
	found: FoundSession,
	choice: LoginChoice,
	work: () => Promise<Value>,
	context: Context,
): Promise<Value> {
	try {
		return await work();
	} catch (error) {
		if (!(error instanceof Failure) || !MENDED.has(error.code)) throw error;
		const { offerSignIn } = await import('../sign-in/offer-sign-in.ts');
		await offerSignIn(found, { choice, error }, context);
	}
	return work();
}
