/** The copies that the shell functions read with their builtins alone. */
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { ShellCopies } from '../ports.ts';
import { namesIn, removeFile, removeFolder } from './folder.ts';
import { readRegularFile } from './regular-file.ts';

function readIfThere(path: string): string | undefined {
	try {
		return readRegularFile(path)?.toString('utf8');
	} catch {
		return undefined;
	}
}

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
	roles: (onProblem) =>
		namesIn(join(folder(), 'roles'), onProblem).map((file) => {
			const name = `roles/${file}`;
			return { name, text: () => readIfThere(join(folder(), name)) };
		}),
	forget: (name) => removeFile(join(folder(), name)),
	forgetAll: () => removeFolder(folder()),
});
