/** A cache folder without a disk. Keys stand for themselves, so that tests can read them. */
import type { FileCache } from '../../src/ports.ts';

export interface MemoryCache extends FileCache {
	readonly entries: Map<string, string>;
	/** What was asked of the cache, in order: `read KEY`, `write KEY`. */
	readonly calls: readonly string[];
}

/** @param isBroken makes every write reject */
export function memoryCache(
	folder: string,
	entries: Readonly<Record<string, string>> = {},
	isBroken = false,
): MemoryCache {
	const texts = new Map(Object.entries(entries));
	const calls: string[] = [];
	return {
		entries: texts,
		calls,
		path: (key) => `${folder}/${key}.json`,
		// Half-written entries are looked at again on a real disk; here they stay as they are.
		read: (key) => {
			calls.push(`read ${key}`);
			return texts.get(key);
		},
		write: async (key, text) => {
			calls.push(`write ${key}`);
			if (isBroken) throw new Error('ENOSPC');
			texts.set(key, text);
		},
	};
}
