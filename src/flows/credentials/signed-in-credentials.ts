/** Gets role credentials, and signs in first if needed. */

import type { RoleCredentials } from '../../core/credentials/role-credentials.ts';
import { Failure } from '../../core/failure/failure.ts';
import type { SsoProfile } from '../../core/profile/sso-profile.ts';
import type { Context } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import type { LoginChoice } from '../sign-in/offer-sign-in.ts';
import { type SignInTarget, signInOf } from '../sign-in/session-for.ts';
import { credentialsFor } from './credentials-for.ts';

/** The failures that a sign-in can fix. */
const FIXED_BY_SIGN_IN = new Set(['sign-in-needed', 'access-token-refused']);

/** Returns role credentials, and offers a sign-in if they need one. @throws Failure of `credentialsFor` and `signIn` */
export const signedInCredentials = (
	profile: SsoProfile,
	loaded: LoadedConfig,
	choice: LoginChoice,
	context: Context,
): Promise<RoleCredentials> =>
	signedInFor(signInOf(profile, loaded), choice, () => credentialsFor(profile, loaded, context), context);

/**
 * Does the work. If it fails because a sign-in is needed, offers one and does the work again.
 * @throws Failure of the work and of `signIn`
 */
export async function signedInFor<Value>(
	target: SignInTarget,
	choice: LoginChoice,
	work: () => Promise<Value>,
	context: Context,
): Promise<Value> {
	try {
		return await work();
	} catch (error) {
		if (!(error instanceof Failure) || !FIXED_BY_SIGN_IN.has(error.code)) throw error;
		const { offerSignIn } = await import('../sign-in/offer-sign-in.ts');
		await offerSignIn(target, { choice, error }, context);
	}
	return work();
}
