/** Waiting for a lock: how often those who wait look, and what they are told. */
import type { Context } from '../../ports/context.ts';
import type { SharedWork } from '../../ports/machine.ts';

/** Those who wait look this often at first, later at an eighth of the time that they have waited; so hundreds leave a machine alone. */
const LEAST_PAUSE_MS = 40;
const MOST_PAUSE_MS = 400;
/** Longer than this nobody waits without being told. */
const SLOW_MS = 5000;

/** For lengths of time, whatever the clock is set to. `performance` would load a module of Node's for that. */
export const passedMs = (): number => process.uptime() * 1000;

/** Tells the person for whom they wait: each one at once where the work has words for it, else once when it gets long. */
export function teller(
	words: SharedWork<unknown>['waitingFor'],
	say: Context['terminal']['say'],
): Context['terminal']['say'] {
	const start = passedMs();
	let told: string | undefined;
	return (holder) => {
		if (holder === '') return;
		const isSlow = told === undefined && passedMs() - start >= SLOW_MS;
		const line = words?.(holder) ?? (isSlow ? `waiting for ${holder} to finish the same request` : undefined);
		if (line === undefined || line === told) return;
		told = line;
		say(line);
	};
}

/** Not quite the same for all, so that they do not march in step. */
export const pauseAfter = (waitedMs: number): number =>
	Math.min(Math.max(waitedMs / 8, LEAST_PAUSE_MS), MOST_PAUSE_MS) * (1 + Math.random());
