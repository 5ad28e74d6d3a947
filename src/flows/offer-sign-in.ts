/** The sign-in without which a command cannot go on: on the person's word, by a setting, or not at all. */
import type { Failure } from '../core/failure.ts';
import { loginMode } from '../core/settings.ts';
import { tokenKey } from '../core/sso-session.ts';
import type { Context } from '../ports.ts';
import type { FoundSession } from './session-for.ts';
import { signedInUntil } from './signed-in.ts';
import { isSomebodyThere } from './somebody.ts';

/** What the command line says about signing in: `--login`, `--no-login`, or nothing. */
export type LoginChoice = 'demanded' | 'refused' | undefined;

interface Occasion {
	readonly choice: LoginChoice;
	/** Why a sign-in is needed; thrown again where none may be started. */
	readonly error: Failure;
}

/** Without a word from the person nothing is started: hooks, pipes and CI jobs have nobody to ask. */
export async function offerSignIn(found: FoundSession, { choice, error }: Occasion, context: Context): Promise<void> {
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
