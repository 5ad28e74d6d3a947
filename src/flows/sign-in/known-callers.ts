/** Forgets who a sign-in was of, when it ends or is replaced. */

import { type SsoSession, tokenKey } from '../../core/aws/sso-session.ts';
import { parseCallerNote } from '../../core/credentials/caller-note.ts';
import type { Ports } from '../../ports/context.ts';

/** Removes the notes with the callers of a sign-in: the next one may be of another person. */
export function forgetCallers(
	session: Pick<SsoSession, 'ssoSession' | 'startUrl'>,
	{ files: { notes } }: Ports<'files'>,
): void {
	for (const { path, text } of notes.entries()) {
		const signIn = parseCallerNote(text)?.signIn;
		if (signIn !== undefined && tokenKey(signIn) === tokenKey(session)) notes.remove(path);
	}
}
