/** A cache folder without a disk. Keys stand for themselves, so that tests can read them. */
import { failures } from '../../../src/core/failure/failures.ts';
import type { FileCache } from '../../../src/ports/files.ts';

export interface MemoryCache extends FileCache {
	/** The texts by their keys: what is there, and what tests let other programs write. */
	readonly texts: Map<string, string>;
	/** What was asked of the cache, in order: `read KEY`, `write KEY`, `remove KEY`. */
	readonly calls: readonly string[];
	/** Keys of what cannot be removed. */
	readonly stuck: Set<string>;
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
	const stuck = new Set<string>();
	const path = (key: string) => `${folder}/${key}.json`;
	return {
		texts,
		calls,
		stuck,
		path,
		// Half-written entries are looked at again on a real disk; here they stay as they are.
		read: (key) => {
			calls.push(`read ${key}`);
			return texts.get(key);
		},
		whyUnread: (key) => unread[key],
		write: async (key, text) => {
			calls.push(`write ${key}`);
			if (isBroken) throw failures.fileUnusable({ path: path(key), reason: 'no space is left on the device' });
			texts.set(key, text);
		},
		reserve: async (key) => {
			calls.push(`reserve ${key}`);
			if (isBroken) throw failures.fileUnusable({ path: path(key), reason: 'no space is left on the device' });
			return {
				commit: (text) => {
					calls.push(`write ${key}`);
					texts.set(key, text);
				},
				discard: () => void calls.push(`discard ${key}`),
			};
		},
		entries: () => [...texts].map(([key, text]) => ({ path: path(key), text })),
		// A key with `.left-1` behind it stands for what a killed writer left.
		files: async () =>
			[...texts.keys()].map((key) => ({
				path: path(key),
				entry: path(key.replace(/\.left-\d+$/, '')),
				text: () => texts.get(key),
			})),
		remove: (removed) => {
			const key = [...texts.keys()].find((candidate) => path(candidate) === removed);
			calls.push(`remove ${key ?? removed}`);
			if (key === undefined) return 'absent';
			if (stuck.has(key)) return { path: removed, reason: 'the file system is read-only' };
			texts.delete(key);
			return 'removed';
		},
	};
}
