/** Waiting for something to become so, in place of sleeping for as long as it may take. */
import { setTimeout as sleep } from 'node:timers/promises';

const LIMIT_MS = 60_000;
const PAUSE_MS = 5;

/** Looks until `look` finds something. Rejects when it takes far too long. @param what for the message then */
export async function until<Found>(what: string, look: () => Found | undefined, limitMs = LIMIT_MS): Promise<Found> {
	const end = performance.now() + limitMs;
	for (;;) {
		const found = look();
		if (found !== undefined) return found;
		if (performance.now() > end) throw new Error(`waited in vain for ${what}`);
		await sleep(PAUSE_MS);
	}
}
