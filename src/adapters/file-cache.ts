/** The AWS CLI's cache folders: JSON files named by a SHA-1. Written atomically here, in place by others. */
import { join } from 'node:path';
import type { CacheFile, FileCache, Remains } from '../ports.ts';
import { sha1Hex } from './digest.ts';
import { namesIn, removeFile } from './folder.ts';
import { pause } from './pause.ts';
import { readRegularFile } from './regular-file.ts';

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

/** The name of the entry in the name of a file that a killed writer left beside it. */
const LEFT_OVER = /^([0-9a-f]{40}\.json)\..+$/;

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
	const files = (onProblem: (remains: Remains) => void): readonly CacheFile[] =>
		namesIn(own(), onProblem).map((name) => {
			const file = join(own(), name);
			return { path: file, entry: join(own(), name.replace(LEFT_OVER, '$1')), text: () => readIfThere(file) };
		});
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
		entries: () =>
			files(() => undefined).flatMap((file) => {
				const text = file.text();
				return text === undefined ? [] : [{ path: file.path, text }];
			}),
		files,
		remove: removeFile,
	};
}
