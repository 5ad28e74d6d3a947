/** The copies that the shell functions read with their builtins alone. */
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../core/failure/failure.ts';
import type { ShellCopies } from '../../ports/files.ts';
import type { CachePlace } from '../files/private-file.ts';
import { removeRegularFile } from '../files/regular-file.ts';

/** Here the person can mend it. Where nothing can be written at all, the shells ask again. */
const WARNED = new Set(['folder-open', 'folder-linked']);

/**
 * @param folder where the copies are; asked when one is needed, for there may be no home
 * @param place how the folder is to be taken care of; asked when a copy is kept
 * @param onRefused told why no copy is kept in a folder that is not what ssoenv makes
 */
export const shellCopies = (
	folder: () => string,
	place: () => CachePlace,
	onRefused: (failure: Failure) => Promise<void>,
): ShellCopies => ({
	keep: async (name, text, readAt) => {
		const path = join(folder(), name);
		const date = (readAt - 1000) / 1000;
		try {
			const { writePrivateFile } = await import('../files/private-file.ts');
			writePrivateFile(path, text, place());
			utimesSync(path, date, date);
		} catch (error) {
			if (error instanceof Failure && WARNED.has(error.code)) await onRefused(error);
		}
	},
	roles: async (onProblem) => (await import('../files/folder-contents.ts')).filesIn(join(folder(), 'roles'), onProblem),
	forget: (name) => removeRegularFile(join(folder(), name)),
	forgetFile: removeRegularFile,
	forgetLists: async () => (await import('../files/folder-contents.ts')).removeLists(folder()),
});
