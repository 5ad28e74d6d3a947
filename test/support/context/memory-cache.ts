/** A cache folder in memory. Keys are used as they are, without hashing, so that tests can read them. */
import { failures } from '../../../src/core/failure/failures.ts';
import type { FileCache } from '../../../src/ports/files.ts';

export interface MemoryCache extends FileCache {
	/** Texts by key; a test can write here as another program would. */
	readonly texts: Map<string, string>;
	/** The calls to the cache, in order: `read KEY`, `write KEY`, `remove KEY`. */
	readonly calls: readonly string[];
	/** Keys whose files cannot be removed. */
	readonly stuck: Set<string>;
	/** When files were written, by key. */
	readonly changes: Map<string, number>;
}

/**
 * @param isBroken makes every write reject
 * @param unread why existing files cannot be read, by key
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
	const changes = new Map<string, number>();
	const path = (key: string) => `${folder}/${key}.json`;
	return {
		texts,
		calls,
		stuck,
		changes,
		path,
		// On a real disk, half-written entries are read again; here the text does not change.
		read: (key) => {
			calls.push(`read ${key}`);
			return texts.get(key);
		},
		changedAt: (key) => changes.get(key),
		whyUnreadable: (key) => unread[key],
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
		// A key that ends in `.left-1` stands for a temporary file that a killed writer left behind.
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
