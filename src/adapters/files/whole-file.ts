/**
 * Writes files atomically: a reader finds all of the new bytes or the old file. Writes a temporary file beside it with
 * a name that cannot be guessed, flushes it, checks its size, and renames it into place with rename(2). The new file
 * belongs to this user, and replaces a link instead of following it.
 */
import {
	closeSync,
	constants,
	fchmodSync,
	fstatSync,
	fsyncSync,
	ftruncateSync,
	lstatSync,
	openSync,
	readdirSync,
	readSync,
	unlinkSync,
	writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { WINDOWS } from '../../core/machine/system.ts';
import { isOwn } from './owner.ts';
import { refuseIrregular } from './regular-file.ts';
import { renameOver } from './rename.ts';

/** Creates the file, and fails if a file or a link has that name: open(2). Windows has no O_NOFOLLOW. */
const MAKE = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);

/** NAME_MAX of common file systems, in bytes. */
const LONGEST_NAME = 255;
const RANDOM_BYTES = 10;

/**
 * Reads /dev/urandom, because loading `node:crypto` takes 4 ms, as long as the request of a cold `use`. On Windows that
 * path would be a file of the current drive, which anyone may make.
 */
function readRandom(bytes: Buffer): boolean {
	if (process.platform === WINDOWS) return false;
	try {
		const source = openSync('/dev/urandom', constants.O_RDONLY);
		try {
			return readSync(source, bytes) === bytes.length;
		} finally {
			closeSync(source);
		}
	} catch {
		return false;
	}
}

function randomHex(): string {
	const bytes = Buffer.alloc(RANDOM_BYTES);
	if (!readRandom(bytes)) process.getBuiltinModule('node:crypto').randomFillSync(bytes);
	return bytes.toString('hex');
}

function temporaryPath(path: string): string {
	const end = `.ssoenv-${randomHex()}`;
	const name = Buffer.from(basename(path)).subarray(0, LONGEST_NAME - end.length);
	return join(dirname(path), name.toString('latin1').replace(/[^ -~]/g, '_') + end);
}

/** The temporary files of this writer, and those of the first release: `NAME.json.NUMBER` in the caches. */
const TEMPORARY = /\.ssoenv-[\da-f]{20}$|^[\da-f]{40}\.json\.\d+$/;

/** No write takes this long. A killed process left any older temporary file. */
const ABANDONED_MS = 60 * 60_000;

/** Removes the temporary files that killed processes left in the folder: they may hold secrets. */
export function removeAbandoned(folder: string, now: number): void {
	for (const name of readdirSync(folder)) {
		if (!TEMPORARY.test(name)) continue;
		try {
			const path = join(folder, name);
			const stat = lstatSync(path);
			if (stat.isFile() && isOwn(stat) && now - stat.mtimeMs > ABANDONED_MS) unlinkSync(path);
		} catch {
			// Another process removed it first.
		}
	}
}

/** write(2) may write a part only, as when the disk fills up. */
function writeAll(descriptor: number, bytes: Uint8Array): void {
	for (let done = 0; done < bytes.length; ) {
		const written = writeSync(descriptor, bytes, done, bytes.length - done, done);
		if (written === 0) throw Object.assign(new Error('nothing was written'), { code: 'ENOSPC' });
		done += written;
	}
}

function closeQuietly(descriptor: number): void {
	try {
		closeSync(descriptor);
	} catch {
		// The data is flushed already.
	}
}

function removeQuietly(path: string): void {
	try {
		unlinkSync(path);
	} catch {
		// It is gone, or a later write removes it.
	}
}

/**
 * Flushes the folder, so that a power cut does not lose the new name. Some file systems refuse that: fsync(2), EINVAL.
 */
function syncFolder(folder: string): void {
	let descriptor: number | undefined;
	try {
		descriptor = openSync(folder, constants.O_RDONLY | (constants.O_DIRECTORY ?? 0));
		fsyncSync(descriptor);
	} catch {
		// The file is in place, complete and flushed.
	} finally {
		if (descriptor !== undefined) closeQuietly(descriptor);
	}
}

/** A file with its disk space reserved. */
export interface ReservedFile {
	/** Replaces the file with `data`. Throws the system's error; the file is then unchanged. */
	readonly commit: (data: string | Uint8Array) => void;
	/** Frees the space; does nothing after `commit`. */
	readonly discard: () => void;
}

/**
 * Reserves disk space for a file, so that writing it later cannot fail on a full disk.
 * @param size in bytes
 * @param mode of the file, regardless of the umask
 * @throws the system's error; nothing is left behind
 */
export function reserveFile(path: string, size: number, mode: number): ReservedFile {
	refuseIrregular(path, lstatSync(path, { throwIfNoEntry: false }));
	const temporary = temporaryPath(path);
	const descriptor = openSync(temporary, MAKE, mode);
	let isOpen = true;
	const release = () => {
		isOpen = false;
		closeQuietly(descriptor);
		process.off('exit', discard);
	};
	const discard = () => {
		if (!isOpen) return;
		release();
		removeQuietly(temporary);
	};
	process.once('exit', discard);
	const orDiscard = (work: () => void) => {
		try {
			work();
		} catch (error) {
			discard();
			throw error;
		}
	};
	orDiscard(() => {
		fchmodSync(descriptor, mode);
		writeAll(descriptor, Buffer.alloc(size));
		if (size > 0) fsyncSync(descriptor);
	});
	const commit = (data: string | Uint8Array) =>
		orDiscard(() => {
			const bytes = typeof data === 'string' ? Buffer.from(data, 'utf8') : data;
			writeAll(descriptor, bytes);
			ftruncateSync(descriptor, bytes.length);
			fsyncSync(descriptor);
			if (fstatSync(descriptor).size !== bytes.length) throw Object.assign(new Error('cut off'), { code: 'ENOSPC' });
			renameOver(temporary, path);
			release();
			syncFolder(dirname(path));
		});
	return { commit, discard };
}

/** Replaces the file with `data`. @throws the system's error; the file is then unchanged */
export const writeWholeFile = (path: string, data: string | Uint8Array, mode: number): void =>
	reserveFile(path, 0, mode).commit(data);
