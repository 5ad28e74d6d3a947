/**
 * Reads and writes the files of a lock: numbered files, each with a note of the process that holds the lock. A file
 * appears with its whole note. Reading one never follows a link and never waits for a pipe.
 */
import {
	closeSync,
	constants,
	fstatSync,
	linkSync,
	lstatSync,
	lutimesSync,
	openSync,
	readdirSync,
	readSync,
	unlinkSync,
	writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { systemErrorCode } from '../machine/system-error.ts';
import { type Holder, parseHolder } from './lock-holder.ts';

/** Lists the names in a folder; empty if there is no folder. */
export function namesIn(folder: string): readonly string[] {
	try {
		return readdirSync(folder);
	} catch (error) {
		if (systemErrorCode(error) === 'ENOENT') return [];
		throw error;
	}
}

/** Returns the names that are lock numbers, in ascending order. */
export const numbersAmong = (names: readonly string[]): readonly number[] =>
	names
		.filter((name) => /^[1-9]\d*$/.test(name))
		.map(Number)
		.filter(Number.isSafeInteger)
		.sort((a, b) => a - b);

/** Returns the lock numbers in a folder, in ascending order. */
export const numbers = (folder: string): readonly number[] => numbersAmong(namesIn(folder));

export interface LockFile {
	readonly touchedMs: number;
	readonly holder: Holder | undefined;
}

/** A release dates the lock to 1970, which FAT stores as 1980. Any date before this one means released. */
export const RELEASED_BEFORE_MS = Date.UTC(2000);

/** Far longer than the note of any holder. */
const MOST_BYTES = 4096;
/** O_NOFOLLOW and O_NONBLOCK: open(2). Windows has neither. */
const READ = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Whether the error says that the file cannot be read, such as a file of root in a user's folder. Its date is readable
 * all the same.
 */
const isClosed = (error: unknown): boolean => ['EACCES', 'EPERM'].includes(systemErrorCode(error) ?? '');

/** Reads a lock; undefined if the path is not a regular file. Throws the system's error if it does not exist. */
export function readLock(file: string): LockFile | undefined {
	const entry = lstatSync(file);
	if (!entry.isFile()) return undefined;
	let descriptor: number;
	try {
		descriptor = openSync(file, READ);
	} catch (error) {
		if (isClosed(error)) return { touchedMs: entry.mtimeMs, holder: undefined };
		throw error;
	}
	try {
		const { mtimeMs } = fstatSync(descriptor);
		const bytes = Buffer.alloc(MOST_BYTES);
		const text = bytes.toString('utf8', 0, readSync(descriptor, bytes, 0, MOST_BYTES, 0));
		return { touchedMs: mtimeMs, holder: parseHolder(text) };
	} finally {
		closeSync(descriptor);
	}
}

/** Uses `unlinkSync`, because `rmSync` loads more of Node. */
export function removeLock(file: string): void {
	try {
		unlinkSync(file);
	} catch {
		// Another process removed it first.
	}
}

/** Makes a file with this text. On a full disk the file stays empty, which is enough: its date is a lock, too. */
function makeFile(file: string, text: string): void {
	const descriptor = openSync(file, 'wx', 0o600);
	try {
		writeSync(descriptor, text);
	} catch {
		// The disk is full.
	} finally {
		closeSync(descriptor);
	}
}

/**
 * Makes the file together with its text, so that a killed process never leaves an empty lock. Returns false if the file
 * exists.
 */
export function makeWhole(folder: string, file: string, text: string): boolean {
	const draft = join(folder, `.${process.pid}-${Math.random().toString(36).slice(2)}`);
	try {
		makeFile(draft, text);
		linkSync(draft, file);
		return true;
	} catch (error) {
		// Over NFS the answer to link(2) may get lost, and the repeated request fails although the link exists. A link
		// count of 2 shows that: open(2), O_EXCL.
		if (systemErrorCode(error) === 'EEXIST') return lstatSync(draft, { throwIfNoEntry: false })?.nlink === 2;
		// The file system has no hard links, such as FAT and some network drives.
		makeFile(file, text);
		return true;
	} finally {
		removeLock(draft);
	}
}

/** Sets the date of a lock, in epoch seconds, without following a link in its place. */
export function touch(file: string, time: number): void {
	try {
		lutimesSync(file, time, time);
	} catch {
		// Another process took the lock over, so there is nothing to renew or release.
	}
}

/** An unfinished file of this age was left by a killed process. */
const LEFT_OVER_MS = 3_600_000;

/** Removes the locks with lower numbers, and unfinished files of killed processes. */
export function tidy(folder: string, names: readonly string[], current: number): void {
	for (const number of numbersAmong(names)) if (number < current) removeLock(join(folder, `${number}`));
	for (const name of names.filter((name) => name.startsWith('.'))) {
		const stat = lstatSync(join(folder, name), { throwIfNoEntry: false });
		if (stat !== undefined && Date.now() - stat.mtimeMs > LEFT_OVER_MS) removeLock(join(folder, name));
	}
}
