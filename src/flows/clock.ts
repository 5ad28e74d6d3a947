/** How far this machine's clock is from AWS's, as measured when AWS last answered. */
import { formatNote, parseNote } from '../core/note.ts';
import type { Context } from '../ports.ts';

/** Below this nothing goes wrong, and answers are on their way for a while. */
const NOTABLE_MS = 60_000;

type ClockContext = Pick<Context, 'notes' | 'now'>;

/** Notes the difference when it is one worth speaking of. @param serverTime epoch milliseconds, from the service's answer */
export function noteServerTime(serverTime: number, { notes, now }: ClockContext): void {
	const offsetMs = now() - serverTime;
	if (Math.abs(offsetMs) < NOTABLE_MS) {
		notes.remove(notes.path('clock'));
		return;
	}
	const text = formatNote({ offsetSeconds: Math.trunc(offsetMs / 1000) });
	// Only a convenience: it will be measured again.
	notes.write('clock', text).catch(() => undefined);
}

/** Seconds by which the clock here was ahead (behind, if negative); undefined when it was right. */
export function clockOffset({ notes }: ClockContext): number | undefined {
	const text = notes.read('clock', (candidate) => parseNote(candidate) !== undefined);
	const offset = text === undefined ? undefined : parseNote(text)?.offsetSeconds;
	return typeof offset === 'number' ? offset : undefined;
}
