/** Reads how far this machine's clock is from AWS's, as the latest answer showed it. On the warm path. */
import { type ClockOffset, isOffsetCurrent, parseOffset } from '../../core/aws/clock-offset.ts';
import { areCredentialsFresh, type RoleCredentials } from '../../core/credentials/role-credentials.ts';
import { parseNote } from '../../core/text/note.ts';
import type { Ports } from '../../ports/context.ts';

/** The key of the note. */
export const CLOCK_NOTE = 'clock';

/** Returns the offset; undefined if the clock is right, if no answer has shown its offset, or if it has been set since. */
export function notedClock({
	files: { notes },
	machine: { startedAt },
}: Ports<'files' | 'machine'>): ClockOffset | undefined {
	const text = notes.read(CLOCK_NOTE, (candidate) => parseNote(candidate) !== undefined);
	const offset = text === undefined ? undefined : parseOffset(parseNote(text));
	return offset !== undefined && isOffsetCurrent(offset, startedAt()) ? offset : undefined;
}

/**
 * Returns cached credentials with the offset of the clock as it is now; undefined if it has been set since they were
 * cached. Entries of the AWS CLI hold no offset, so the note counts for them: without it, they would seem to last longer
 * than they do if the clock is behind. A fresh entry of our own without an offset is from a time when the clock was
 * right, and a `use` of it reads no note.
 * @param key of the entry
 */
export function byThisClock(
	cached: RoleCredentials,
	key: string,
	context: Ports<'files' | 'machine'>,
): RoleCredentials | undefined {
	const { clock } = cached;
	const { files, machine } = context;
	if (clock !== undefined) return isOffsetCurrent(clock, machine.startedAt()) ? cached : undefined;
	if (areCredentialsFresh(cached, machine.now()) && files.roleCredentials.isOurs(key)) return cached;
	const noted = notedClock(context);
	return noted === undefined ? cached : { ...cached, clock: noted };
}
