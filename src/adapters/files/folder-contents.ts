/** Lists and removes the contents of folders, and reports what could not be removed. Loaded only to sign out. */
import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { FAILED_FOLDER } from '../../core/directory/directory-file.ts';
import { UNTIL_FOLDER } from '../../core/launcher/until-file.ts';
import type { FolderFile, NotRemoved, Removal } from '../../ports/files.ts';
import { fileReason, systemErrorCode } from '../machine/system-error.ts';
import { readableText, removeRegularFile, whyKept } from './regular-file.ts';

/** Matches a temporary file that a killed writer of any tool left beside an entry, and captures the entry's name. */
const LEFT_OVER = /^([0-9a-f]{40}\.json)\..+$/;

const isAbsence = (error: unknown): boolean => ['ENOENT', 'ENOTDIR', 'ELOOP'].includes(systemErrorCode(error) ?? '');

/**
 * Lists the files in a folder by name; empty if there is no folder.
 * @param onProblem called if the folder cannot be listed
 */
export function filesIn(folder: string, onProblem: (remains: NotRemoved) => void): readonly FolderFile[] {
	let names: readonly string[] = [];
	try {
		names = readdirSync(folder).sort();
	} catch (error) {
		if (!isAbsence(error)) onProblem({ path: folder, reason: `it cannot be listed: ${fileReason(error)}` });
	}
	return names.map((name) => {
		const path = join(folder, name);
		return { path, entry: join(folder, name.replace(LEFT_OVER, '$1')), text: () => readableText(path) };
	});
}

/** Removes a folder and everything in it. */
export function removeFolder(path: string): Removal {
	if (!existsSync(path)) return 'absent';
	try {
		const reason = whyKept(dirname(path));
		if (reason !== undefined) return { path, reason };
		rmSync(path, { force: true, recursive: true });
		return 'removed';
	} catch (error) {
		return { path, reason: fileReason(error) };
	}
}

/** The lists of names for the shells, and temporary files of killed writers. */
const LIST = /^(?:names|profiles)(?:\..*)?$/;

/** Removes the lists and the notes from the folder of the shells' copies, and then the folders that are empty. */
export function removeLists(folder: string): void {
	const failed = join(folder, FAILED_FOLDER);
	for (const { path } of filesIn(folder, () => undefined)) if (LIST.test(basename(path))) removeRegularFile(path);
	for (const { path } of filesIn(failed, () => undefined)) removeRegularFile(path);
	for (const path of [join(folder, 'roles'), join(folder, UNTIL_FOLDER), failed, folder]) {
		try {
			if (whyKept(dirname(path)) === undefined) rmdirSync(path);
		} catch {
			// It does not exist, or is not empty.
		}
	}
}
