/** The copies that the shell functions read with their builtins alone. */
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { ShellCopies } from '../ports.ts';
import { removeRegularFile } from './regular-file.ts';

/** @param folder where the copies are; asked when one is needed, for there may be no home */
export const shellCopies = (folder: () => string): ShellCopies => ({
	keep: async (name, text, readAt) => {
		const path = join(folder(), name);
		const date = (readAt - 1000) / 1000;
		try {
			const { writePrivateFile } = await import('./private-file.ts');
			await writePrivateFile(path, text);
			utimesSync(path, date, date);
		} catch {
			// The shells will ask again.
		}
	},
	roles: async (onProblem) => (await import('./folder.ts')).filesIn(join(folder(), 'roles'), onProblem),
	forget: (name) => removeRegularFile(join(folder(), name)),
	forgetFile: removeRegularFile,
	forgetLists: async () => (await import('./folder.ts')).removeLists(folder()),
});
