/** Role credentials, with the sign-in that may be needed first: one command from cold to working. */
import { Failure } from '../core/failure.ts';
import type { RoleCredentials } from '../core/role-credentials.ts';
import { loginMode } from '../core/settings.ts';
import type { SsoProfile } from '../core/sso-profile.ts';
import { tokenKey } from '../core/sso-session.ts';
import type { Context, LoadedConfig } from '../ports.ts';
import { credentialsFor } from './credentials-for.ts';
import { type FoundSession, sessionOf } from './session-for.ts';
import { signedInUntil } from './signed-in.ts';
import { isSomebodyThere } from './somebody.ts';

/** What the command line says about signing in: `--login`, `--no-login`, or nothing. */
export type LoginChoice = 'demanded' | 'refused' | undefined;

/** The failures that a sign-in mends. */
const MENDED = new Set(['sign-in-needed', 'access-token-refused']);

/** @throws Failure of `credentialsFor` and `signIn` */
export const signedInCredentials = (
	profile: SsoProfile,
	loaded: LoadedConfig,
	choice: LoginChoice,
	context: Context,
): Promise<RoleCredentials> =>
	signedInFor(sessionOf(profile, loaded), choice, () => credentialsFor(profile, loaded, context), context);

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
		await signInIfAllowed(found, { choice, error }, context);
	}
	return work();
}

interface Occasion {
	readonly choice: LoginChoice;
	/** Why a sign-in is needed; thrown again where none may be started. */
	readonly error: Failure;
}

/** Without a word from the person nothing is started: hooks, pipes and CI jobs have nobody to ask. */
async function signInIfAllowed(found: FoundSession, { choice, error }: Occasion, context: Context): Promise<void> {
	const consent = await consentOf(choice, error.message, context);
	if (consent === 'none') throw error;
	const { session } = found;
	// While the question stood there, or another terminal was at it, somebody may have signed in.
	const ready = () => (signedInUntil(session, context.now(), context) === undefined ? undefined : true);
	const work = async () => {
		const { signIn } = await import('./sign-in.ts');
		await signIn(found, { isDeviceCode: false, opensBrowser: true, isAfresh: false }, context);
		return true as const;
	};
	// Ten terminals that each start by themselves must not open ten tabs; who was asked is not made to wait for others.
	if (consent === 'standing') await context.alone(`sign in ${tokenKey(session)}`, { ready, work });
	else if (ready() === undefined) await work();
}

/** Whether a sign-in may be started: on the person's word just now, by a setting, or not at all. */
async function consentOf(
	choice: LoginChoice,
	because: string,
	context: Context,
): Promise<'given' | 'standing' | 'none'> {
	if (choice !== undefined) return choice === 'demanded' ? 'given' : 'none';
	const mode = loginMode(context.env);
	if (mode === 'never' || !isSomebodyThere(context)) return 'none';
	if (mode === 'auto') return 'standing';
	return (await context.confirm(`${because}; sign in now?`)) ? 'given' : 'none';
}
