/**
 * Signing out ends what is under way as well: whoever asked AWS before it, and has the answer after it, keeps nothing of that. Each
 * sign-out leaves a mark, which is looked at after something was written too. So what is written before the mark is found by the sign-out,
 * and what is written after it is taken back by its writer.
 */

import { type SsoSession, tokenKey } from '../../core/aws/sso-session.ts';
import { failures } from '../../core/failure/failures.ts';
import { formatNote } from '../../core/text/note.ts';
import type { Ports } from '../../ports/context.ts';

type MarkedSession = Pick<SsoSession, 'ssoSession' | 'startUrl'>;

/** The key of the note. */
export const signOutKey = (session: MarkedSession): string => `signed out ${tokenKey(session)}`;

/** Begins to watch: the returned function is true once a sign-out has happened. */
export function watchSignOut(session: MarkedSession, { files: { notes } }: Ports<'files'>): () => boolean {
	const mark = () => notes.read(signOutKey(session), () => true);
	const before = mark();
	return () => mark() !== before;
}

export async function markSignOut(session: MarkedSession, context: Ports<'files' | 'machine'>): Promise<void> {
	try {
		await context.files.notes.write(signOutKey(session), formatNote({ at: context.machine.now() }));
	} catch {
		// Without it a token that is gone still tells, until somebody signs in again.
	}
}

/** True when the token file is gone: another tool may have removed it. */
export const hasNoToken = (session: MarkedSession, context: Ports<'files'>): boolean =>
	context.files.accessTokens.read(tokenKey(session), () => true) === undefined;

export const signedOutMeanwhile = (session: SsoSession, profile: string | undefined) =>
	failures.signInNeeded({ session, profile, because: 'signed out in the meantime' });
