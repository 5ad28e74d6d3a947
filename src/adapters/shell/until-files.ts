/** Writes the files by which the launcher knows without a process whether a role is fresh. */
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../core/failure/failure.ts';
import { freshUntil, UNTIL_FOLDER, untilText } from '../../core/launcher/until-file.ts';
import type { UntilFiles } from '../../ports/shell-files.ts';
import type { CachePlace } from '../files/private-file.ts';
import { removeRegularFile } from '../files/regular-file.ts';

/**
 * Returns the files in a folder.
 * @param shell the folder of the copies for shells
 */
export const untilFiles = (shell: string, place: CachePlace): UntilFiles => ({
	keep: async (file, end) => {
		const path = join(shell, UNTIL_FOLDER, file);
		try {
			const { writePrivateFile } = await import('../files/private-file.ts');
			writePrivateFile(path, untilText(end), place);
			utimesSync(path, freshUntil(end), freshUntil(end));
		} catch (error) {
			// The copy was kept in the same place just before, and that has reported a refused folder.
			removeRegularFile(path);
			if (!(error instanceof Failure)) throw error;
		}
	},
	forget: (file) => {
		removeRegularFile(join(shell, UNTIL_FOLDER, file));
	},
});
