/** The copies that the shell functions read with their builtins alone. */
import { rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../core/failure.ts';
import type { ShellCopies } from '../ports.ts';
import type { Place } from './private-file.ts';

function remove(path: string): void {
	try {
		rmSync(path, { force: true, recursive: true });
	} catch {
		// Copies end by themselves with what they are copies of.
	}
}

/**
 * @param folder where the copies are; asked when one is needed, for there may be no home
 * @param place how the folder is to be taken care of; asked when a copy is kept
 * @param onOpen told why no copy is kept in a folder that others may write to
 */
export const shellCopies = (
	folder: () => string,
	place: () => Place,
	onOpen: (failure: Failure) => Promise<void>,
): ShellCopies => ({
	keep: async (name, text, readAt) => {
		const path = join(folder(), name);
		const date = (readAt - 1000) / 1000;
		try {
			const { writePrivateFile } = await import('./private-file.ts');
			writePrivateFile(path, text, place());
			utimesSync(path, date, date);
		} catch (error) {
			// The shells will ask again.
			if (error instanceof Failure && error.code === 'folder-open') await onOpen(error);
		}
	},
	forget: (name) => remove(join(folder(), name)),
	forgetAll: () => remove(folder()),
});
