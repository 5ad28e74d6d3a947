/**
 * The files that locks are made of: numbered, each with a note of the process that holds it, there as a whole or not at all. Those who
 * only look follow no link and wait for no pipe, whatever lies in the place of a lock.
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

export function namesIn(folder: string): readonly string[] {
	try {
		return readdirSync(folder);
	} catch (error) {
		if (systemErrorCode(error) === 'ENOENT') return [];
		throw error;
	}
}

export const numbersAmong = (names: readonly string[]): readonly number[] =>
	names
		.filter((name) => /^[1-9]\d*$/.test(name))
		.map(Number)
		.filter(Number.isSafeInteger)
		.sort((a, b) => a - b);

export const numbers = (folder: string): readonly number[] => numbersAmong(namesIn(folder));

export interface LockFile {
	readonly touchedMs: number;
	readonly holder: Holder | undefined;
}

/** The longest note of a holder by far. */
const MOST_BYTES = 4096;
/** No link is followed, and no pipe waited for: open(2). Windows has neither. */
const READ = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** A lock that may not be read, such as one of root's in a user's folder: only its date can be seen. */
const isClosed = (error: unknown): boolean => ['EACCES', 'EPERM'].includes(systemErrorCode(error) ?? '');

/** Reads a lock; undefined where the path holds no regular file. Throws the system's error where there is no file. */
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

/** `unlinkSync`, for `rmSync` brings a library of its own. */
export function removeLock(file: string): void {
	try {
		unlinkSync(file);
	} catch {
		// Another one was quicker.
	}
}

/** A disk that is full still takes a file without content, which is a lock by its date. */
function makeFile(file: string, text: string): void {
	const descriptor = openSync(file, 'wx', 0o600);
	try {
		writeSync(descriptor, text);
	} catch {
		// As said.
	} finally {
		closeSync(descriptor);
	}
}

/** Makes the file with its content in place, so that a kill leaves none without; false when there is one already. */
export function makeWhole(folder: string, file: string, text: string): boolean {
	const draft = join(folder, `.${process.pid}-${Math.random().toString(36).slice(2)}`);
	try {
		makeFile(draft, text);
		linkSync(draft, file);
		return true;
	} catch (error) {
		// Over NFS an answer may get lost, and the request that was repeated then finds its own link: open(2), O_EXCL.
		if (systemErrorCode(error) === 'EEXIST') return lstatSync(draft, { throwIfNoEntry: false })?.nlink === 2;
		// A file system without hard links: FAT, some network drives.
		makeFile(file, text);
		return true;
	} finally {
		removeLock(draft);
	}
}

/** Dates a lock without following a link that has taken its place. */
export function touch(file: string, time: number): void {
	try {
		lutimesSync(file, time, time);
	} catch {
		// Another process has taken the lock over: nothing is left to renew or to give back.
	}
}

/** What a kill has left half made is removed after this. */
const LEFT_OVER_MS = 3_600_000;

/** Removes lower numbers, and what was left half made. */
export function tidy(folder: string, names: readonly string[], mine: number): void {
	for (const number of numbersAmong(names)) if (number < mine) removeLock(join(folder, `${number}`));
	for (const name of names.filter((one) => one.startsWith('.'))) {
		const stat = lstatSync(join(folder, name), { throwIfNoEntry: false });
		if (stat !== undefined && Date.now() - stat.mtimeMs > LEFT_OVER_MS) removeLock(join(folder, name));
	}
}
