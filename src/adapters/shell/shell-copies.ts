/** Writes the files that the shell functions read with their builtins alone. */
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../core/failure/failure.ts';
import type { ShellCopies } from '../../ports/files.ts';
import type { CachePlace } from '../files/private-file.ts';
import { removeRegularFile } from '../files/regular-file.ts';

/** Failures that the person can fix. After any other one the shells ask ssoenv again. */
const WARNED = new Set(['folder-open', 'folder-linked']);

/**
 * Returns the copies in a folder.
 * @param folder called on first use, because the home folder may be unknown
 * @param place called before a write; says how to check the folder
 * @param onRefused receives why nothing was written, if the folder is open to others or a link
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
