/** The sign-in without which a command cannot go on: on the person's word, by a setting, or not at all. */

import { loginMode } from '../../core/command-line/settings.ts';
import type { Failure } from '../../core/failure/failure.ts';
import type { Context, Ports } from '../../ports/context.ts';
import { canPrompt } from './interactivity.ts';
import type { FoundSession } from './session-for.ts';

/** What the command line says about signing in: `--login`, `--no-login`, or nothing. */
export type LoginChoice = 'demanded' | 'refused' | undefined;

interface Occasion {
	readonly choice: LoginChoice;
	/** Why a sign-in is needed; thrown again where none may be started. */
	readonly error: Failure;
}

/** Without a word from the person nothing is started: hooks, pipes and CI jobs have nobody to ask. */
export async function offerSignIn(found: FoundSession, { choice, error }: Occasion, context: Context): Promise<void> {
	const { anotherThanNow, shareSignIn } = await import('./share-sign-in.ts');
	// A token that AWS refused is still there, and looks alive.
	const isNew = anotherThanNow(found.session, context);
	await askConsent(choice, error, context);
	// While the question stood there, or another terminal was at it, somebody may have signed in.
	const sharing = { isOwn: false, isNew };
	await shareSignIn(found, { isDeviceCode: false, opensBrowser: true, isAfresh: false }, sharing, context);
}

/** @throws the error where no sign-in may be started: on the person's word just now, or by a setting, it may */
async function askConsent(choice: LoginChoice, error: Failure, context: Ports<'terminal' | 'machine'>): Promise<void> {
	if (choice === 'demanded') return;
	const mode = choice === 'refused' ? 'never' : loginMode(context.machine.env);
	if (mode === 'never' || !canPrompt(context)) throw error;
	if (mode !== 'auto' && !(await context.terminal.confirm(`${error.message}; sign in now?`))) throw error;
}
