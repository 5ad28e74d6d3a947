/** Kept discoveries in memory. Keys are used as they are, without hashing. */
import { failures } from '../../../src/core/failure/failures.ts';
import type { Discoveries } from '../../../src/ports/files.ts';

export interface MemoryDiscoveries extends Discoveries {
	readonly whole: Map<string, string>;
	readonly growing: Map<string, string>;
}

/** @param isBroken makes every write fail */
export function memoryDiscoveries(isBroken = false): MemoryDiscoveries {
	const whole = new Map<string, string>();
	const growing = new Map<string, string>();
	const write = (key: string, text: string) => {
		if (isBroken) throw failures.fileUnusable({ path: '/cache/d', reason: 'no space is left on the device' });
		growing.set(key, text);
	};
	return {
		whole,
		growing,
		readComplete: (key) => whole.get(key),
		readPartial: (key) => growing.get(key),
		begin: write,
		append: (key, line) => write(key, (growing.get(key) ?? '') + line),
		finish: (key) => {
			whole.set(key, growing.get(key) ?? '');
			growing.delete(key);
		},
		forget: (key) => [whole.delete(key) ? 'removed' : 'absent', growing.delete(key) ? 'removed' : 'absent'],
		forgetAll: () => {
			whole.clear();
			growing.clear();
			return 'removed';
		},
	};
}
