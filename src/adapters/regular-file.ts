/** Reading whole files. A folder, a pipe or a device in the place of a file counts as no file, as it does for AWS tools. */
import { readFileSync, statSync } from 'node:fs';
import { systemErrorCode } from './system-error.ts';

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
