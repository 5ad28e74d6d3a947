/** How far this machine's clock is from AWS's, as measured when AWS last answered. */
import {
	type ClockOffset,
	isStill,
	offsetRecord,
	offsetWarning,
	parseOffset,
	secondsAhead,
} from '../../core/aws/clock-offset.ts';
import { formatNote, parseNote } from '../../core/text/note.ts';
import type { Ports } from '../../ports/context.ts';

/**
 * Told the date of each answer; returns what it means for the clock here, undefined when that is right. A difference is noted for
 * `status`, and said once by each process if it does harm.
 */
export function clockWatch({ files, machine, terminal }: Ports<'terminal' | 'files' | 'machine'>) {
	const { notes } = files;
	const { now, startedAt } = machine;
	let isTold = false;
	return (serverTime: number, sentAt: number): ClockOffset | undefined => {
		const seconds = secondsAhead({ serverTime, sentAt, receivedAt: now() });
		if (seconds === undefined) {
			notes.remove(notes.path('clock'));
			return undefined;
		}
		const offset = { seconds, startedAt: startedAt() };
		// Only a convenience: it will be measured again.
		notes.write('clock', formatNote(offsetRecord(offset))).catch(() => undefined);
		const warning = isTold ? undefined : offsetWarning(seconds);
		if (warning !== undefined) terminal.say(warning);
		isTold ||= warning !== undefined;
		return offset;
	};
}

/** Seconds by which the clock here is ahead (behind, if negative); undefined when it is right, or has been set since. */
export function clockOffset({
	files: { notes },
	machine: { startedAt },
}: Ports<'files' | 'machine'>): number | undefined {
	const text = notes.read('clock', (candidate) => parseNote(candidate) !== undefined);
	const offset = text === undefined ? undefined : parseOffset(parseNote(text));
	return offset !== undefined && isStill(offset, startedAt()) ? offset.seconds : undefined;
}
