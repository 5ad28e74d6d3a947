/**
 * Reads and writes a folder of JSON files named by SHA-1, such as the caches of the AWS CLI. ssoenv replaces files
 * atomically; other tools write them in place.
 */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson } from '../../core/text/json.ts';
import type { CacheEntry, FileCache } from '../../ports/files.ts';
import { pause } from '../machine/pause.ts';
import { fileReason } from '../machine/system-error.ts';
import { sha1Hex } from './digest.ts';
import { isOwn } from './owner.ts';
import type { CachePlace } from './private-file.ts';
import { readableText, readRegularFile, removeRegularFile } from './regular-file.ts';

/**
 * The AWS CLI and the SDK for Rust truncate a file before they write it, so a reader that finds half a file tries
 * again. On a busy machine the writer may take long, but a file that nothing has touched for `WRITING_MS` will not
 * change any more.
 */
const WRITING_MS = 2000;
const READ_AGAIN_MS = { young: 1000, old: 45 } as const;
/** The limit for one process: a folder may hold many incomplete files, or files of another kind. */
const MOST_WAITING_MS = 2000;
const READ_PAUSE_MS = 15;

/** Returns when the file was written, in epoch milliseconds; undefined if that cannot be told. */
export function changedAt(path: string): number | undefined {
	try {
		return statSync(path).mtimeMs;
	} catch {
		return undefined;
	}
}

/** Returns how long to wait for the rest of an incomplete file, in milliseconds: longer if it changed just now. */
function waitLimitMs(path: string): number {
	const age = Math.abs(Date.now() - (changedAt(path) ?? 0));
	return age < WRITING_MS ? READ_AGAIN_MS.young : READ_AGAIN_MS.old;
}

/** Texts that stayed incomplete, by path, so that each is waited for only once. */
const incomplete = new Map<string, string>();

let allWaitedMs = 0;

/** Returns the text, complete if it becomes so in time; undefined if there is no file. */
function readWhole(path: string, isWhole: (text: string) => boolean): string | undefined {
	for (let waitedMs = 0; ; waitedMs += READ_PAUSE_MS) {
		const text = readableText(path);
		if (text === undefined || isWhole(text) || text === incomplete.get(path)) return text;
		if (waitedMs >= waitLimitMs(path) || allWaitedMs >= MOST_WAITING_MS) {
			incomplete.set(path, text);
			return text;
		}
		pause(READ_PAUSE_MS);
		allWaitedMs += READ_PAUSE_MS;
	}
}

/** Returns why a file cannot be read. Names the owner if it is another user: sudo or a copy may have changed it. */
function whyUnread(path: string): string | undefined {
	try {
		readRegularFile(path);
		return undefined;
	} catch (error) {
		return `${fileReason(error)}${ownerOf(path)}`;
	}
}

function ownerOf(path: string): string {
	try {
		const stat = statSync(path);
		if (isOwn(stat)) return '';
		return ` (it belongs to ${stat.uid === 0 ? 'root' : `user ${stat.uid}`})`;
	} catch {
		// The folder cannot be searched.
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

function readEntry(path: string): readonly CacheEntry[] {
	const text = path.endsWith('.json')
		? readWhole(path, (candidate) => parseJson(candidate) !== undefined)
		: readableText(path);
	return text === undefined ? [] : [{ path, text }];
}

/**
 * Returns the cache in a folder.
 * @param folder called on first use, because the home folder may be unknown
 * @param place called before a write; says how to check the folder
 */
export function fileCache(folder: () => string, place: () => CachePlace): FileCache {
	const names = new Map<string, string>();
	const nameOf = (key: string): string => {
		const name = names.get(key) ?? `${sha1Hex(key)}.json`;
		names.set(key, name);
		return name;
	};
	let folderPath: string | undefined;
	const root = (): string => {
		folderPath ??= folder();
		return folderPath;
	};
	const path = (key: string) => join(root(), nameOf(key));
	return {
		path,
		read: (key, isWhole) => readWhole(path(key), isWhole),
		changedAt: (key) => changedAt(path(key)),
		whyUnreadable: (key) => whyUnread(path(key)),
		write: async (key, text) => {
			const { writePrivateFile } = await import('./private-file.ts');
			writePrivateFile(path(key), text, place());
		},
		reserve: async (key, size) => {
			const { reservePrivateFile } = await import('./private-file.ts');
			return reservePrivateFile(path(key), size, place());
		},
		entries: () => namesIn(root()).flatMap((name) => readEntry(join(root(), name))),
		files: async (onProblem) => (await import('./folder-contents.ts')).filesIn(root(), onProblem),
		remove: removeRegularFile,
	};
}
