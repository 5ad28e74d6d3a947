/** Reads, writes and removes the launcher. */
import { lstatSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { failures } from '../../core/failure/failures.ts';
import type { LauncherFile } from '../../ports/files.ts';
import { checkFolder, makeFolder } from '../files/folders.ts';
import { isOwn } from '../files/owner.ts';
import { withFileFailure } from '../files/private-file.ts';
import { readRegularFile, removeRegularFile } from '../files/regular-file.ts';
import { removeAbandoned, writeWholeFile } from '../files/whole-file.ts';

const MODES = { file: 0o755, folder: 0o755 };

/** The entry itself: what a link leads to is another program's. */
function ownEntry(path: string): Stats | undefined {
	const entry = lstatSync(path, { throwIfNoEntry: false });
	if (entry !== undefined && !isOwn(entry)) throw failures.fileForeign({ path, owner: entry.uid });
	return entry;
}

export const launcherFile: LauncherFile = {
	read: (path) =>
		withFileFailure(path, () => {
			const entry = lstatSync(path, { throwIfNoEntry: false });
			if (entry === undefined) return undefined;
			return entry.isFile() ? readRegularFile(path)?.toString('utf8') : '';
		}),
	write: (path, text) =>
		withFileFailure(path, () => {
			const folder = dirname(path);
			checkFolder(folder, folder, 'shared');
			makeFolder(folder, MODES.folder);
			ownEntry(path);
			removeAbandoned(folder, Date.now());
			writeWholeFile(path, text, MODES.file);
		}),
	remove: (path) => {
		withFileFailure(path, () => ownEntry(path));
		return removeRegularFile(path);
	},
};
