/** Gets role credentials, and signs in first if needed. */

import type { RoleCredentials } from '../../core/credentials/role-credentials.ts';
import { Failure } from '../../core/failure/failure.ts';
import { rootOf, type ServedProfile, settingsName } from '../../core/profile/role-chain.ts';
import type { Context } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import type { LoginChoice } from '../sign-in/offer-sign-in.ts';
import { type SignInTarget, signInOf } from '../sign-in/session-for.ts';
import { credentialsFor } from './credentials-for.ts';
import type { MfaCodes } from './mfa-codes.ts';

/** The failures that a sign-in can fix. */
const FIXED_BY_SIGN_IN = new Set(['sign-in-needed', 'access-token-refused']);

interface Asking {
	readonly areCodesOnStdin?: boolean;
	readonly asksAgain?: boolean;
}

/**
 * Returns the credentials of a profile, and offers a sign-in if they need one.
 * @param asking `areCodesOnStdin`: whether the codes of MFA devices are on stdin; if not, the person is asked.
 * `asksAgain`: as in `Attendance`
 * @throws Failure of `credentialsFor` and `signIn`
 */
export async function signedInCredentials(
	profile: ServedProfile,
	loaded: LoadedConfig,
	choice: LoginChoice,
	context: Context,
	{ areCodesOnStdin = false, asksAgain = false }: Asking = {},
): Promise<RoleCredentials> {
	const given = { isRefused: choice.consent === 'refused', isOnStdin: areCodesOnStdin };
	let codes: MfaCodes | undefined;
	// The same codes for the second attempt: stdin can be read only once.
	const mfaCodes = async () => {
		codes ??= (await import('./mfa-codes.ts')).mfaCodes(given, context);
		return codes;
	};
	const attendance = { isUnattended: given.isRefused, asksAgain };
	const work = () => credentialsFor(profile, loaded, context, { ...attendance, mfaCodes });
	const root = rootOf(profile);
	if (root === undefined) return work();
	return signedInFor(signInOf(root, loaded, settingsName(profile)), choice, work, context);
}

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
