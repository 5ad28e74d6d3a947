/**
 * The one writer of files: all bytes, or the file as it was. A temporary file beside it, of a name that cannot be foretold, is written,
 * flushed, measured, and takes its place by rename(2). Owner and target of what was there are never taken over: the file is of this
 * user, and a link is replaced, not followed.
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
	renameSync,
	unlinkSync,
	writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isOwn } from './owner.ts';
import { refuseIrregular } from './regular-file.ts';

/** `open` with these makes a file, or fails where there is one or a link: open(2). Windows has no links to follow. */
const MAKE = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);

/** The longest name of a file, in bytes, that common file systems take. */
const LONGEST_NAME = 255;
const RANDOM_BYTES = 10;

/** From the system's own source, because loading `node:crypto` takes as long as the request of a cold `use`. */
function randomHex(): string {
	const bytes = Buffer.alloc(RANDOM_BYTES);
	try {
		const source = openSync('/dev/urandom', constants.O_RDONLY);
		try {
			readSync(source, bytes);
		} finally {
			closeSync(source);
		}
	} catch {
		process.getBuiltinModule('node:crypto').randomFillSync(bytes);
	}
	return bytes.toString('hex');
}

function temporaryPath(path: string): string {
	const end = `.ssoenv-${randomHex()}`;
	const name = Buffer.from(basename(path)).subarray(0, LONGEST_NAME - end.length);
	return join(dirname(path), name.toString('latin1').replace(/[^ -~]/g, '_') + end);
}

/** Temporary files of this writer, and of the one of the first release, which named those of the caches `NAME.json.NUMBER`. */
const TEMPORARY = /\.ssoenv-[\da-f]{20}$|^[\da-f]{40}\.json\.\d+$/;

/** No write takes this long: what is older was left by a process that was killed. */
const ABANDONED_MS = 60 * 60_000;

/** Removes what killed processes have left in the folder: it may hold secrets. */
export function removeAbandoned(folder: string, now: number): void {
	for (const name of readdirSync(folder)) {
		if (!TEMPORARY.test(name)) continue;
		try {
			const path = join(folder, name);
			const stat = lstatSync(path);
			if (stat.isFile() && isOwn(stat) && now - stat.mtimeMs > ABANDONED_MS) unlinkSync(path);
		} catch {
			// Another process was quicker.
		}
	}
}

/** `write` may take a part only, as on a disk that gets full: write(2). */
function writeAll(descriptor: number, bytes: Uint8Array): void {
	for (let done = 0; done < bytes.length; ) {
		const taken = writeSync(descriptor, bytes, done, bytes.length - done, done);
		if (taken === 0) throw Object.assign(new Error('nothing was written'), { code: 'ENOSPC' });
		done += taken;
	}
}

function close(descriptor: number): void {
	try {
		closeSync(descriptor);
	} catch {
		// What was written is flushed already.
	}
}

function remove(path: string): void {
	try {
		unlinkSync(path);
	} catch {
		// It is gone, or stays until a later write removes what is old.
	}
}

/** Without it the name of the new file could be lost with the power. Some file systems cannot: fsync(2), EINVAL. */
function syncFolder(folder: string): void {
	let descriptor: number | undefined;
	try {
		descriptor = openSync(folder, constants.O_RDONLY | (constants.O_DIRECTORY ?? 0));
		fsyncSync(descriptor);
	} catch {
		// The file is in place, whole, and flushed.
	} finally {
		if (descriptor !== undefined) close(descriptor);
	}
}

/** A file whose room on the disk is taken already. */
export interface ReservedFile {
	/** Puts `data` in the place of the file. Throws the system's error; the file is then as it was. */
	readonly commit: (data: string | Uint8Array) => void;
	/** Gives the room back; does nothing after `commit`. */
	readonly discard: () => void;
}

/**
 * Takes room for a file beside it, so that what may not be lost can be written afterwards.
 * @param size in bytes
 * @param mode of the file, whatever the umask is
 * @throws the system's error; nothing is left behind
 */
export function reserveFile(path: string, size: number, mode: number): ReservedFile {
	refuseIrregular(path, lstatSync(path, { throwIfNoEntry: false }));
	const temporary = temporaryPath(path);
	const descriptor = openSync(temporary, MAKE, mode);
	let isOpen = true;
	const end = () => {
		isOpen = false;
		close(descriptor);
		process.off('exit', discard);
	};
	const discard = () => {
		if (!isOpen) return;
		end();
		remove(temporary);
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
			renameSync(temporary, path);
			end();
			syncFolder(dirname(path));
		});
	return { commit, discard };
}

/** Writes `data` as the whole of the file. @throws the system's error; the file is then as it was */
export const writeWholeFile = (path: string, data: string | Uint8Array, mode: number): void =>
	reserveFile(path, 0, mode).commit(data);
