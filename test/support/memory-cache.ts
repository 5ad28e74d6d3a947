/** A cache folder without a disk. Keys stand for themselves, so that tests can read them. */
import type { FileCache } from '../../src/ports.ts';

export interface MemoryCache extends FileCache {
	/** The texts by their keys: what is there, and what tests let other programs write. */
	readonly texts: Map<string, string>;
	/** What was asked of the cache, in order: `read KEY`, `write KEY`, `remove KEY`. */
	readonly calls: readonly string[];
}

/**
 * @param isBroken makes every write reject
 * @param unread why files that are there cannot be read
 */
export function memoryCache(
	folder: string,
	files: Readonly<Record<string, string>> = {},
	isBroken = false,
	unread: Readonly<Record<string, string>> = {},
): MemoryCache {
	const texts = new Map(Object.entries(files));
	const calls: string[] = [];
	const path = (key: string) => `${folder}/${key}.json`;
	return {
		texts,
		calls,
		path,
		// Half-written entries are looked at again on a real disk; here they stay as they are.
		read: (key) => {
			calls.push(`read ${key}`);
			return texts.get(key);
		},
		whyUnread: (key) => unread[key],
		write: async (key, text) => {
			calls.push(`write ${key}`);
			if (isBroken) throw new Error('ENOSPC');
			texts.set(key, text);
		},
		entries: () => [...texts].map(([key, text]) => ({ path: path(key), text })),
		remove: (removed) => {
			const key = [...texts.keys()].find((candidate) => path(candidate) === removed);
			calls.push(`remove ${key ?? removed}`);
			return key !== undefined && texts.delete(key);
		},
	};
}
