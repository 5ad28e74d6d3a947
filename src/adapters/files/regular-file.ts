/** Reading whole files, and removing them. A folder, a pipe or a device in the place of a file is said to be one, and never waited for. */
import { closeSync, constants, openSync, readFileSync, type Stats, statSync, unlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Removal } from '../../ports/files.ts';
import { fileReason, systemErrorCode } from '../machine/system-error.ts';
import { foreignLevel, isForeign } from './owner.ts';

const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG']);

/** Where people say that there is nothing: `AWS_CONFIG_FILE=/dev/null`. Linux's admin-guide/devices.txt; other systems go by the path. */
const isNull = (path: string, { rdev }: Stats): boolean =>
	path === '/dev/null' || (process.platform === 'linux' && rdev === ((1 << 8) | 3));

/** Names what is there in the place of a file, as `fileReason` knows it. */
function kindOf(stat: Stats): string | undefined {
	if (stat.isFile() || stat.isSymbolicLink()) return undefined;
	if (stat.isDirectory()) return 'EISDIR';
	if (stat.isFIFO()) return 'FIFO';
	return stat.isSocket() ? 'SOCKET' : 'DEVICE';
}

/** @throws an error that `fileReason` knows, for what is neither a file nor a link */
export function refuseIrregular(path: string, stat: Stats | undefined): void {
	const code = stat === undefined ? undefined : kindOf(stat);
	if (code !== undefined) throw Object.assign(new Error(`no regular file: ${path}`), { code });
}

/** A pipe that has taken the place of the file since it was looked at must not keep the process. */
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

function readOpened(descriptor: number): Buffer {
	try {
		return readFileSync(descriptor);
	} finally {
		closeSync(descriptor);
	}
}

/**
 * The bytes of a file; undefined when there is none, as for `/dev/null`.
 * @throws the system's error when it is there but cannot be read, and one that `fileReason` knows for what is no file
 */
export function readRegularFile(path: string): Buffer | undefined {
	try {
		// An exception takes longer than all the rest, and most files that are asked for are not there.
		const stat = statSync(path, { throwIfNoEntry: false });
		if (stat === undefined || (stat.isCharacterDevice() && isNull(path, stat))) return undefined;
		refuseIrregular(path, stat);
		return readOpened(openSync(path, READ));
	} catch (error) {
		if (ABSENT.has(systemErrorCode(error) ?? '')) return undefined;
		throw error;
	}
}

/** Why nothing may be taken out of the folder: it is another user's, as where root works in a home that a container has mounted. */
export const whyKept = (folder: string): string | undefined =>
	foreignLevel(folder) !== undefined || isForeign(statSync(folder)) ? 'its folder belongs to another user' : undefined;

/** Takes a file away, or the link to it. What leads to no file is left alone. */
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
