/**
 * Reads and removes regular files. Reports a folder, a pipe or a device in the place of a file, and never waits for
 * one.
 */
import { closeSync, constants, openSync, readFileSync, type Stats, statSync, unlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Removal } from '../../ports/files.ts';
import { fileReason, systemErrorCode } from '../machine/system-error.ts';
import { foreignLevel, isForeign } from './owner.ts';

const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG']);

/**
 * Whether it is the null device, as in `AWS_CONFIG_FILE=/dev/null`. Linux knows it by its number, too:
 * Documentation/admin-guide/devices.txt.
 */
const isNull = (path: string, { rdev }: Stats): boolean =>
	path === '/dev/null' || (process.platform === 'linux' && rdev === ((1 << 8) | 3));

/** Returns the code by which `fileReason` names a folder, pipe, socket or device; undefined for a file or a link. */
function kindOf(stat: Stats): string | undefined {
	if (stat.isFile() || stat.isSymbolicLink()) return undefined;
	if (stat.isDirectory()) return 'EISDIR';
	if (stat.isFIFO()) return 'FIFO';
	return stat.isSocket() ? 'SOCKET' : 'DEVICE';
}

/** Refuses what is neither a file nor a link. @throws an error that `fileReason` can name */
export function refuseIrregular(path: string, stat: Stats | undefined): void {
	const code = stat === undefined ? undefined : kindOf(stat);
	if (code !== undefined) throw Object.assign(new Error(`no regular file: ${path}`), { code });
}

/** O_NONBLOCK: a pipe may have replaced the file since the check, and opening it must not wait. */
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

function readOpened(descriptor: number): Buffer {
	try {
		return readFileSync(descriptor);
	} finally {
		closeSync(descriptor);
	}
}

/**
 * Returns the bytes of a file; undefined if it does not exist or is the null device.
 * @throws the system's error, or one that `fileReason` can name, if it exists but cannot be read
 */
export function readRegularFile(path: string): Buffer | undefined {
	try {
		// Most of these files do not exist, and an exception would take longer than the whole call.
		const stat = statSync(path, { throwIfNoEntry: false });
		if (stat === undefined || (stat.isCharacterDevice() && isNull(path, stat))) return undefined;
		refuseIrregular(path, stat);
		return readOpened(openSync(path, READ));
	} catch (error) {
		if (ABSENT.has(systemErrorCode(error) ?? '')) return undefined;
		throw error;
	}
}

/** Returns the text of a file; undefined if it does not exist or cannot be read. */
export function readableText(path: string): string | undefined {
	try {
		return readRegularFile(path)?.toString('utf8');
	} catch {
		return undefined;
	}
}

/**
 * Returns why files in the folder must stay: it belongs to another user, as when root runs in a home folder that a
 * container mounts.
 */
export const whyKept = (folder: string): string | undefined =>
	foreignLevel(folder) !== undefined || isForeign(statSync(folder)) ? 'its folder belongs to another user' : undefined;

/** Removes a file, or a link to one. Leaves anything else. */
export function removeRegularFile(path: string): Removal {
	try {
		if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return 'absent';
		const reason = whyKept(dirname(path));
		if (reason !== undefined) return { path, reason };
		unlinkSync(path);
		return 'removed';
	} catch (error) {
		return ABSENT.has(systemErrorCode(error) ?? '') ? 'absent' : { path, reason: fileReason(error) };
	}
}
