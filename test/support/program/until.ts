/** Waits until a condition holds, instead of sleeping for a fixed time. */
import { setTimeout as sleep } from 'node:timers/promises';

const LIMIT_MS = 60_000;
const PAUSE_MS = 5;

/**
 * Calls `look` until it returns a value. Rejects after `limitMs`.
 * @param what the condition, for the error message
 */
export async function until<Found>(what: string, look: () => Found | undefined, limitMs = LIMIT_MS): Promise<Found> {
	const end = performance.now() + limitMs;
	for (;;) {
		const found = look();
		if (found !== undefined) return found;
		if (performance.now() > end) throw new Error(`waited in vain for ${what}`);
		await sleep(PAUSE_MS);
	}
}
