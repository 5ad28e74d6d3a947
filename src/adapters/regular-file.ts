/** Reading whole files, and removing them. A folder, a pipe or a device in the place of a file counts as no file, as it does for AWS tools. */
import { readFileSync, statSync, unlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Removal } from '../ports.ts';
import { fileReason, systemErrorCode } from './system-error.ts';

const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG']);

/** The bytes of a file, or undefined when there is none. Throws the system's error when it is there but cannot be read. */
export function readRegularFile(path: string): Buffer | undefined {
	try {
		// An exception takes longer than all the rest, and most files that are asked for are not there.
		return statSync(path, { throwIfNoEntry: false })?.isFile() === true ? readFileSync(path) : undefined;
	} catch (error) {
		if (ABSENT.has(systemErrorCode(error) ?? '')) return undefined;
		throw error;
	}
}

/** Root at work in somebody else's home, as in a container with a mounted one. */
const isOfOthers = (folder: string): boolean => process.getuid?.() === 0 && statSync(folder).uid !== 0;

/** Takes a file away, or the link to it. What leads to no file is left alone. */
export function removeRegularFile(path: string): Removal {
	try {
		if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return 'absent';
		if (isOfOthers(dirname(path))) return { path, reason: 'its folder belongs to another user' };
		unlinkSync(path);
		return 'removed';
	} catch (error) {
		return ABSENT.has(systemErrorCode(error) ?? '') ? 'absent' : { path, reason: fileReason(error) };
	}
}
