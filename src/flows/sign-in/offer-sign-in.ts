/** Signs in when a command needs it: after asking the person, by a setting, or not at all. */

import { loginMode } from '../../core/command-line/settings.ts';
import { Failure } from '../../core/failure/failure.ts';
import type { Context, Ports } from '../../ports/context.ts';
import { canPrompt } from './can-prompt.ts';
import type { SignInTarget } from './session-for.ts';

/** What the options of a command say about a sign-in. */
export interface LoginChoice {
	/** `--login` or `--no-login`; undefined if the person is asked. */
	readonly consent?: 'demanded' | 'refused' | undefined;
	/** `--device-code`. */
	readonly isDeviceCode?: boolean | undefined;
}

interface SignInNeed {
	readonly choice: LoginChoice;
	/** Why a sign-in is needed. Thrown if none may start. */
	readonly error: Failure;
}

/**
 * Signs in if that is allowed. Never starts a sign-in from a hook, a pipe or a CI job unless `--login` was given.
 * @throws `error` if no sign-in may start, and failures of `signIn`
 */
export async function offerSignIn(target: SignInTarget, need: SignInNeed, context: Context): Promise<void> {
	const { isDeviceCode = false } = need.choice;
	const error = isDeviceCode ? withDeviceCode(need.error) : need.error;
	const mode = consentTo(need.choice, context);
	if (mode === 'never') throw error;
	const { differsFromCached, shareSignIn } = await import('./share-sign-in.ts');
	const { signInMethod } = await import('./sign-in-settings.ts');
	// The cached token may look valid although AWS refused it, so only another one counts.
	const isNew = differsFromCached(target.session, context);
	const options = { isDeviceCode, opensBrowser: true, isAfresh: false };
	// A wrong setting must show before the question, not after the person has said yes.
	await signInMethod(target, options, context);
	if (mode === 'ask' && !(await context.terminal.confirm(`${error.message}; sign in now?`))) throw error;
	// Another terminal may have signed in while the question waited for its answer.
	await shareSignIn(target, options, { isOwn: isDeviceCode, isNew }, context);
}

/**
 * Returns whether a sign-in may start: `auto` with `--login` or SSOENV_LOGIN, `ask` if the person has to agree.
 * @throws Failure `setting-invalid`
 */
function consentTo({ consent }: LoginChoice, context: Ports<'terminal' | 'machine'>): 'auto' | 'ask' | 'never' {
	if (consent === 'demanded') return 'auto';
	const mode = consent === 'refused' ? 'never' : loginMode(context.machine.env);
	return canPrompt(context) ? mode : 'never';
}

/** Returns the failure with `--device-code` in the command that it suggests. */
function withDeviceCode({ code, status, message, hints, session, command, isQuiet }: Failure): Failure {
	const text = { message, isQuiet, ...(session !== undefined && { session }) };
	if (command === undefined) return new Failure(code, status, { ...text, hints });
	const better = `${command} --device-code`;
	return new Failure(code, status, {
		...text,
		command: better,
		hints: hints.map((hint) => (hint === command ? better : hint)),
	});
}
