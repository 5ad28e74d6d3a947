/** Looking through a folder and taking files out of it, with a word on what could not be done. */
import { existsSync, readdirSync, rmSync, statSync, unlinkSync } from 'node:fs';
import type { Remains, Removal } from '../ports.ts';
import { fileReason, systemErrorCode } from './system-error.ts';

const isAbsence = (error: unknown): boolean => ['ENOENT', 'ENOTDIR', 'ELOOP'].includes(systemErrorCode(error) ?? '');

/** Sorted names; a folder that is not there has none. @param onProblem told when the folder cannot be looked through */
export function namesIn(folder: string, onProblem: (remains: Remains) => void): readonly string[] {
	try {
		return readdirSync(folder).sort();
	} catch (error) {
		if (!isAbsence(error)) onProblem({ path: folder, reason: fileReason(error) });
		return [];
	}
}

/** Takes a file away, or the link to it. What is no file, such as a folder or a link to a device, is left alone. */
export function removeFile(path: string): Removal {
	try {
		if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return 'absent';
		unlinkSync(path);
		return 'removed';
	} catch (error) {
		return isAbsence(error) ? 'absent' : { path, reason: fileReason(error) };
	}
}

/** Takes away a folder of ours with everything in it. */
export function removeFolder(path: string): Removal {
	if (!existsSync(path)) return 'absent';
	try {
		rmSync(path, { force: true, recursive: true });
		return 'removed';
	} catch (error) {
		return { path, reason: fileReason(error) };
	}
}
