/** Signs in when a command needs it: after asking the person, by a setting, or not at all. */

import { loginMode } from '../../core/command-line/settings.ts';
import type { Failure } from '../../core/failure/failure.ts';
import type { Context, Ports } from '../../ports/context.ts';
import { canPrompt } from './can-prompt.ts';
import type { SignInTarget } from './session-for.ts';

/** `--login`, `--no-login`, or neither. */
export type LoginChoice = 'demanded' | 'refused' | undefined;

interface SignInNeed {
	readonly choice: LoginChoice;
	/** Why a sign-in is needed. Thrown if none may start. */
	readonly error: Failure;
}

/**
 * Signs in if that is allowed. Never starts a sign-in from a hook, a pipe or a CI job unless `--login` was given.
 * @throws `error` if no sign-in may start, and failures of `signIn`
 */
export async function offerSignIn(
	target: SignInTarget,
	{ choice, error }: SignInNeed,
	context: Context,
): Promise<void> {
	const { differsFromCached, shareSignIn } = await import('./share-sign-in.ts');
	// The cached token may look valid although AWS refused it, so only another one counts.
	const isNew = differsFromCached(target.session, context);
	await askConsent(choice, error, context);
	// Another terminal may have signed in while the question waited for its answer.
	const sharing = { isOwn: false, isNew };
	await shareSignIn(target, { isDeviceCode: false, opensBrowser: true, isAfresh: false }, sharing, context);
}

/** Throws unless a sign-in may start: by `--login`, by SSOENV_LOGIN, or because the person agreed. @throws `error` */
async function askConsent(choice: LoginChoice, error: Failure, context: Ports<'terminal' | 'machine'>): Promise<void> {
	if (choice === 'demanded') return;
	const mode = choice === 'refused' ? 'never' : loginMode(context.machine.env);
	if (mode === 'never' || !canPrompt(context)) throw error;
	if (mode !== 'auto' && !(await context.terminal.confirm(`${error.message}; sign in now?`))) throw error;
}
