/** Writes the files that the shell functions read with their builtins alone. */
import { existsSync, utimesSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Failure } from '../../core/failure/failure.ts';
import { UNTIL_FOLDER } from '../../core/launcher/until-file.ts';
import type { Removal, ShellCopies } from '../../ports/files.ts';
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
): ShellCopies => {
	const forgetFile = (path: string): Removal => {
		// Without its copy it means nothing, and it holds no secret.
		removeRegularFile(join(folder(), UNTIL_FOLDER, basename(path)));
		return removeRegularFile(path);
	};
	return {
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
		roles: async (onProblem) =>
			(await import('../files/folder-contents.ts')).filesIn(join(folder(), 'roles'), onProblem),
		forget: (name) => forgetFile(join(folder(), name)),
		forgetFile,
		haveLauncher: () => existsSync(join(folder(), UNTIL_FOLDER)),
		untilFiles: async () => (await import('./until-files.ts')).untilFiles(folder(), place()),
		forgetLists: async () => (await import('../files/folder-contents.ts')).removeLists(folder()),
	};
};
