/** Looking through a folder, and taking it away, with a word on what could not be done. Loaded for signing out. */
import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { FolderFile, Remains, Removal } from '../../ports/files.ts';
import { fileReason, systemErrorCode } from '../machine/system-error.ts';
import { readRegularFile, removeRegularFile, whyKept } from './regular-file.ts';

/** The name of the entry in the name of a file that a killed writer left beside it, whichever tool that was. */
const LEFT_OVER = /^([0-9a-f]{40}\.json)\..+$/;

const isAbsence = (error: unknown): boolean => ['ENOENT', 'ENOTDIR', 'ELOOP'].includes(systemErrorCode(error) ?? '');

function textOf(path: string): string | undefined {
	try {
		return readRegularFile(path)?.toString('utf8');
	} catch {
		return undefined;
	}
}

/** What is in it, by name; nothing when it is not there. @param onProblem told when it cannot be looked through */
export function filesIn(folder: string, onProblem: (remains: Remains) => void): readonly FolderFile[] {
	let names: readonly string[] = [];
	try {
		names = readdirSync(folder).sort();
	} catch (error) {
		if (!isAbsence(error)) onProblem({ path: folder, reason: `it cannot be listed: ${fileReason(error)}` });
	}
	return names.map((name) => {
		const path = join(folder, name);
		return { path, entry: join(folder, name.replace(LEFT_OVER, '$1')), text: () => textOf(path) };
	});
}

/** With everything in it. */
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

/** The lists of names for the shells, and what a killed writer left of them. */
const LIST = /^(?:names|profiles)(?:\..*)?$/;

/** Takes the lists out of the folder of the copies, and the folders where nothing else is in them. */
export function removeLists(folder: string): void {
	for (const { path } of filesIn(folder, () => undefined)) if (LIST.test(basename(path))) removeRegularFile(path);
	for (const path of [join(folder, 'roles'), folder]) {
		try {
			if (whyKept(dirname(path)) === undefined) rmdirSync(path);
		} catch {
			// It is not there, or holds something.
		}
	}
}
