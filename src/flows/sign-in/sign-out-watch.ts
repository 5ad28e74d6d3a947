/**
 * Keeps running commands from storing credentials after a sign-out. Each sign-out leaves a mark, and a command that
 * stores credentials looks at the mark again after its write. The sign-out deletes everything that was written before
 * the mark, and the command deletes what it wrote after the mark.
 */

import { type SsoSession, tokenKey } from '../../core/aws/sso-session.ts';
import { failures } from '../../core/failure/failures.ts';
import { formatNote } from '../../core/text/note.ts';
import type { Ports } from '../../ports/context.ts';

type MarkedSession = Pick<SsoSession, 'ssoSession' | 'startUrl'>;

/** The key of the mark. */
export const signOutKey = (session: MarkedSession): string => `signed out ${tokenKey(session)}`;

/** Starts to watch. The returned function is true once a sign-out has happened. */
export function watchSignOut(session: MarkedSession, { files: { notes } }: Ports<'files'>): () => boolean {
	const mark = () => notes.read(signOutKey(session), () => true);
	const before = mark();
	return () => mark() !== before;
}

export async function markSignOut(session: MarkedSession, context: Ports<'files' | 'machine'>): Promise<void> {
	try {
		await context.files.notes.write(signOutKey(session), formatNote({ at: context.machine.now() }));
	} catch {
		// Without a mark, a missing token file still shows the sign-out, until the next sign-in.
	}
}

/** Whether the token file is gone: another tool may have removed it. */
export const hasNoToken = (session: MarkedSession, context: Ports<'files'>): boolean =>
	context.files.accessTokens.read(tokenKey(session), () => true) === undefined;

export const signedOutMeanwhile = (session: SsoSession, profile: string | undefined) =>
	failures.signInNeeded({ session, profile, because: 'signed out in the meantime' });
