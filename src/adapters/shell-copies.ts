/** The copies that the shell functions read with their builtins alone. */
import { rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { ShellCopies } from '../ports.ts';

function remove(path: string): void {
	try {
		rmSync(path, { force: true, recursive: true });
	} catch {
		// Copies end by themselves with what they are copies of.
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
	forget: (name) => remove(join(folder(), name)),
	forgetAll: () => remove(folder()),
});
