/** The AWS CLI's cache folders: JSON files named by a SHA-1. Written atomically here, in place by others. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson } from '../../core/text/json.ts';
import type { CacheEntry, FileCache } from '../../ports/files.ts';
import { pause } from '../machine/pause.ts';
import { fileReason } from '../machine/system-error.ts';
import { sha1Hex } from './digest.ts';
import { isOwn } from './owner.ts';
import type { CachePlace } from './private-file.ts';
import { readRegularFile, removeRegularFile } from './regular-file.ts';

/**
 * The AWS CLI and the SDK for Rust truncate and then write: a reader that meets half a file looks again. On a busy machine the writer
 * may not get to go on for a while; but what was not touched for `WRITING_MS` is left as it is, and soon given up.
 */
const WRITING_MS = 2000;
const READ_AGAIN_MS = { young: 1000, old: 45 } as const;
/** In all: a folder may hold many files that are half, or of another kind. */
const MOST_WAITING_MS = 2000;
const READ_PAUSE_MS = 15;

function readIfThere(path: string): string | undefined {
	try {
		return readRegularFile(path)?.toString('utf8');
	} catch {
		// An entry that may not be read is of no more use than none, and none is no error.
		return undefined;
	}
}

/** How long to wait for the rest of a half-written file; by its date somebody may be at it at this moment. */
function patience(path: string): number {
	try {
		return Math.abs(Date.now() - statSync(path).mtimeMs) < WRITING_MS ? READ_AGAIN_MS.young : READ_AGAIN_MS.old;
	} catch {
		return READ_AGAIN_MS.old;
	}
}

/** Texts that stayed half, by path: they are waited for once. */
const given = new Map<string, string>();

let allWaitedMs = 0;

/** The text, whole if it gets to be so in time; undefined when there is none. */
function readWhole(path: string, isWhole: (text: string) => boolean): string | undefined {
	for (let waitedMs = 0; ; waitedMs += READ_PAUSE_MS) {
		const text = readIfThere(path);
		if (text === undefined || isWhole(text) || text === given.get(path)) return text;
		if (waitedMs >= patience(path) || allWaitedMs >= MOST_WAITING_MS) {
			given.set(path, text);
			return text;
		}
		pause(READ_PAUSE_MS);
		allWaitedMs += READ_PAUSE_MS;
	}
}

/** Names the owner of a file that sudo or a copy has given to another user: the person has to mend that. */
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
	const text = path.endsWith('.json')
		? readWhole(path, (candidate) => parseJson(candidate) !== undefined)
		: readIfThere(path);
	return text === undefined ? [] : [{ path, text }];
}

/**
 * @param folder where the entries are; asked when one is needed, for there may be no home
 * @param place how the folder is to be taken care of; asked when an entry is written
 */
export function fileCache(folder: () => string, place: () => CachePlace): FileCache {
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
		read: (key, isWhole) => readWhole(path(key), isWhole),
		whyUnread: (key) => whyUnread(path(key)),
		write: async (key, text) => {
			const { writePrivateFile } = await import('./private-file.ts');
			writePrivateFile(path(key), text, place());
		},
		reserve: async (key, size) => {
			const { reservePrivateFile } = await import('./private-file.ts');
			return reservePrivateFile(path(key), size, place());
		},
		entries: () => namesIn(own()).flatMap((name) => entry(join(own(), name))),
		files: async (onProblem) => (await import('./folder-contents.ts')).filesIn(own(), onProblem),
		remove: removeRegularFile,
	};
}
