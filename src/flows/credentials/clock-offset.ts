/** Measures how far this machine's clock is from AWS's, and remembers it. */
import { type ClockOffset, offsetRecord, offsetWarning, secondsAhead } from '../../core/aws/clock-offset.ts';
import { formatNote } from '../../core/text/note.ts';
import type { Ports } from '../../ports/context.ts';
import { CLOCK_NOTE, notedClock } from '../aws/noted-clock.ts';

/**
 * Returns a function that receives the time of the service in each answer, and returns by how much the clock here is
 * off; undefined if it is right. It notes a difference for `status`, and warns once per process if the difference does
 * harm.
 */
export function clockWatch({ files, machine, terminal }: Ports<'terminal' | 'files' | 'machine'>) {
	const { notes } = files;
	const { now, startedAt } = machine;
	let hasWarned = false;
	return (serverTime: number, sentAt: number): ClockOffset | undefined => {
		const seconds = secondsAhead({ serverTime, sentAt, receivedAt: now() });
		if (seconds === undefined) {
			notes.remove(notes.path(CLOCK_NOTE));
			return undefined;
		}
		const offset = { seconds, startedAt: startedAt() };
		// Ignore errors: the next answer measures it again.
		notes.write(CLOCK_NOTE, formatNote(offsetRecord(offset))).catch(() => undefined);
		const warning = hasWarned ? undefined : offsetWarning(seconds);
		if (warning !== undefined) terminal.say(warning);
		hasWarned ||= warning !== undefined;
		return offset;
	};
}

/** Returns by how many seconds the clock here is ahead, as `notedClock` does. */
export const clockOffset = (context: Ports<'files' | 'machine'>): number | undefined => notedClock(context)?.seconds;
