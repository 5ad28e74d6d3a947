/** Files that people write by hand, and ssoenv edits for them: the config file, and what a shell reads when it starts. */
import { accessSync, constants, lstatSync, readlinkSync, realpathSync, type Stats } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { failures } from '../../core/failure/failures.ts';
import { systemErrorCode } from '../machine/system-error.ts';
import { checkFolder, makeFolder } from './folders.ts';
import { isOwn } from './owner.ts';
import { withFileFailure } from './private-file.ts';
import { readRegularFile, refuseIrregular } from './regular-file.ts';
import { removeAbandoned, writeWholeFile } from './whole-file.ts';

/** The folder without links, also where it is yet to be made. */
function realFolder(folder: string): string {
	try {
		return realpathSync(folder);
	} catch (error) {
		if (systemErrorCode(error) !== 'ENOENT' || dirname(folder) === folder) throw error;
		return join(realFolder(dirname(folder)), basename(folder));
	}
}

/** As many links as the system itself would follow: path_resolution(7). */
const MAX_LINKS = 40;

/** Where the text itself is, or will be: a link to nothing, as of dotfiles that were moved, leads to a file that is made. */
function targetOf(path: string, links = 0): string {
	const real = join(realFolder(dirname(path)), basename(path));
	const entry = lstatSync(real, { throwIfNoEntry: false });
	if (entry?.isSymbolicLink() !== true) return real;
	// The owner of the link chooses the file that would be written to.
	refuseForeign(real, entry);
	checkContaining(real);
	if (links === MAX_LINKS) throw failures.fileUnusable({ path, reason: 'its symbolic links form a loop' });
	return targetOf(resolve(dirname(real), readlinkSync(real)), links + 1);
}

/** Only this user's own: root's files may be writable by others than root, but they are not theirs. */
function refuseForeign(path: string, stat: Stats): void {
	if (!isOwn(stat)) throw failures.fileForeign({ path, owner: stat.uid });
}

function checkContaining(path: string): void {
	checkFolder(dirname(path), dirname(path), 'shared');
}

export interface PersonalFile {
	/** Without links. */
	readonly target: string;
	/** Undefined when there is no file yet. */
	readonly bytes: Buffer | undefined;
	/** Of the file that is there. */
	readonly mode: number | undefined;
}

/**
 * The file as it is, fit to be edited: a regular file of this user, which may be reached through links.
 * @throws Failure `file-unusable`, `file-foreign`, `folder-open`, `folder-foreign`
 */
export const personalFile = (path: string): PersonalFile =>
	withFileFailure(path, () => {
		checkContaining(resolve(path));
		const target = targetOf(resolve(path));
		const entry = lstatSync(target, { throwIfNoEntry: false });
		refuseIrregular(target, entry);
		if (entry === undefined) return { target, bytes: undefined, mode: undefined };
		refuseForeign(target, entry);
		checkContaining(target);
		// The mode says so to root as well, whom the system would let write.
		if ((entry.mode & 0o222) === 0) throw failures.fileUnusable({ path: target, reason: 'it is read-only' });
		accessSync(target, constants.W_OK);
		return { target, bytes: readRegularFile(target) ?? Buffer.alloc(0), mode: entry.mode & 0o7777 };
	});

/**
 * Replaces the file whole, and keeps a copy of the former text beside `path`, where the person sees it.
 * @param modes of the file and of its folders, where they are made
 * @returns the path of the copy; undefined when there was no file
 * @throws Failure as `personalFile`; the file is then as it was
 */
export function replacePersonalFile(
	path: string,
	{ target, bytes, mode }: PersonalFile,
	text: string,
	modes: { readonly file: number; readonly folder: number },
): string | undefined {
	withFileFailure(path, () => {
		makeFolder(dirname(target), modes.folder);
		checkContaining(target);
		removeAbandoned(dirname(target), Date.now());
	});
	const backup = bytes && `${path}.before-ssoenv`;
	if (backup !== undefined) {
		withFileFailure(backup, () => {
			checkContaining(backup);
			removeAbandoned(dirname(backup), Date.now());
			writeWholeFile(backup, bytes ?? '', mode ?? modes.file);
		});
	}
	withFileFailure(path, () => writeWholeFile(target, text, mode ?? modes.file));
	return backup;
}
