/** The AWS CLI's cache folders: JSON files named by a SHA-1. Written atomically here, in place by others. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CacheEntry, FileCache } from '../ports.ts';
import { sha1Hex } from './digest.ts';
import { pause } from './pause.ts';
import { readRegularFile, removeRegularFile } from './regular-file.ts';

/** The AWS CLI truncates and then writes: a reader that meets half a file looks again, this often, this far apart. */
const READ_ATTEMPTS = 4;
const READ_PAUSE_MS = 15;

function readIfThere(path: string): string | undefined {
	try {
		return readRegularFile(path)?.toString('utf8');
	} catch {
		// An entry that may not be read is of no more use than none, and none is no error.
		return undefined;
	}
}

function namesIn(folder: string): readonly string[] {
	try {
		return readdirSync(folder).sort();
	} catch {
		return [];
	}
}

function entry(path: string): readonly CacheEntry[] {
	const text = readIfThere(path);
	return text === undefined ? [] : [{ path, text }];
}

/** @param folder where the entries are; asked when one is needed, for there may be no home */
export function fileCache(folder: () => string): FileCache {
	const names = new Map<string, string>();
	const nameOf = (key: string): string => {
		const name = names.get(key) ?? `${sha1Hex(key)}.json`;
		names.set(key, name);
		return name;
	};
	let known: string | undefined;
	const own = (): string => {
		known ??= folder();
		return known;
	};
	const path = (key: string) => join(own(), nameOf(key));
	return {
		path,
		read: (key, isWhole) => {
			const file = path(key);
			for (let attempt = 1; ; attempt += 1) {
				const text = readIfThere(file);
				if (text === undefined || isWhole(text) || attempt === READ_ATTEMPTS) return text;
				pause(READ_PAUSE_MS);
			}
		},
		write: async (key, text) => {
			const { writePrivateFile } = await import('./private-file.ts');
			await writePrivateFile(path(key), text);
		},
		entries: () => namesIn(own()).flatMap((name) => entry(join(own(), name))),
		files: async (onProblem) => (await import('./folder.ts')).filesIn(own(), onProblem),
		remove: removeRegularFile,
	};
}
