/** The AWS CLI's cache folders: JSON files named by a SHA-1. Written atomically here, in place by others. */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { CacheEntry, FileCache } from '../ports.ts';
import { sha1Hex } from './digest.ts';
import { pause } from './pause.ts';
import { readRegularFile } from './regular-file.ts';
import { fileReason, systemErrorCode } from './system-error.ts';

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

/** Whoever has taken a file over with sudo, or copied it in, is named: that is what has to be mended. */
function whyUnread(path: string): string | undefined {
	try {
		const stat = statSync(path, { throwIfNoEntry: false });
		if (stat?.isFile() === false) return stat.isDirectory() ? 'it is a folder' : 'it is no regular file';
		readRegularFile(path);
		return undefined;
	} catch (error) {
		return systemErrorCode(error) === 'ELOOP' ? undefined : `${fileReason(error)}${ownerOf(path)}`;
	}
}

function ownerOf(path: string): string {
	try {
		const { uid } = statSync(path);
		if (uid === process.geteuid?.()) return '';
		return `, it belongs to ${uid === 0 ? 'root' : `user ${uid}`}`;
	} catch {
		// Already its folder is closed.
		return '';
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

function remove(path: string): boolean {
	try {
		rmSync(path);
		return true;
	} catch {
		return false;
	}
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
		whyUnread: (key) => whyUnread(path(key)),
		write: async (key, text) => {
			const { writePrivateFile } = await import('./private-file.ts');
			await writePrivateFile(path(key), text);
		},
		entries: () => namesIn(own()).flatMap((name) => entry(join(own(), name))),
		remove,
	};
}
