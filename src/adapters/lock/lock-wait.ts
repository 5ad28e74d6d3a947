/** Sets how long to pause between two looks at a lock, and what to show the person meanwhile. */
import type { Context } from '../../ports/context.ts';
import type { SharedWork } from '../../ports/machine.ts';

/**
 * The pause between two looks grows to an eighth of the time waited so far, so that hundreds of waiting processes do
 * not load the machine.
 */
const LEAST_PAUSE_MS = 40;
const MOST_PAUSE_MS = 400;
/** Any wait longer than this is shown. */
const SLOW_MS = 5000;

/**
 * Returns milliseconds since the process started, unaffected by changes of the clock. `performance` would load a module
 * of Node.
 */
export const passedMs = (): number => process.uptime() * 1000;

/**
 * Returns a function that shows the person which process they wait for. It shows each holder at once if the work has a
 * message for it, else one line after `SLOW_MS`.
 */
export function waitReporter(
	messageFor: SharedWork<unknown>['waitingFor'],
	say: Context['terminal']['say'],
): Context['terminal']['say'] {
	const start = passedMs();
	let lastLine: string | undefined;
	return (holder) => {
		if (holder === '') return;
		const isSlow = lastLine === undefined && passedMs() - start >= SLOW_MS;
		const line = messageFor?.(holder) ?? (isSlow ? `waiting for ${holder} to finish the same request` : undefined);
		if (line === undefined || line === lastLine) return;
		lastLine = line;
		say(line);
	};
}

/** Returns how long to pause, in milliseconds. It is random, so that waiting processes do not all look at once. */
export const pauseAfter = (waitedMs: number): number =>
	Math.min(Math.max(waitedMs / 8, LEAST_PAUSE_MS), MOST_PAUSE_MS) * (1 + Math.random());
