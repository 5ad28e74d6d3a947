/** Edits files that people write by hand: the config file, and the start-up files of shells. */
import { accessSync, constants, lstatSync, readlinkSync, realpathSync, type Stats } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { failures } from '../../core/failure/failures.ts';
import { systemErrorCode } from '../machine/system-error.ts';
import { checkFolder, makeFolder } from './folders.ts';
import { isOwn } from './owner.ts';
import { withFileFailure } from './private-file.ts';
import { readRegularFile, refuseIrregular } from './regular-file.ts';
import { removeAbandoned, writeWholeFile } from './whole-file.ts';

/** Returns the folder with its links resolved, even if it does not exist yet. */
function realFolder(folder: string): string {
	try {
		return realpathSync(folder);
	} catch (error) {
		if (systemErrorCode(error) !== 'ENOENT' || dirname(folder) === folder) throw error;
		return join(realFolder(dirname(folder)), basename(folder));
	}
}

/** The limit that Linux sets: path_resolution(7). */
const MAX_LINKS = 40;

/**
 * Returns the path of the file behind the links. A link to a missing file, as in a dotfiles repository, leads to the
 * file to make.
 */
function targetOf(path: string, links = 0): string {
	const real = join(realFolder(dirname(path)), basename(path));
	const entry = lstatSync(real, { throwIfNoEntry: false });
	if (entry?.isSymbolicLink() !== true) return real;
	// The owner of the link decides which file is written.
	refuseForeign(real, entry);
	checkParentFolder(real);
	if (links === MAX_LINKS) throw failures.fileUnusable({ path, reason: 'its symbolic links form a loop' });
	return targetOf(resolve(dirname(real), readlinkSync(real)), links + 1);
}

/** Refuses a file of another user, including one of root that this user may write to. */
function refuseForeign(path: string, stat: Stats): void {
	if (!isOwn(stat)) throw failures.fileForeign({ path, owner: stat.uid });
}

function checkParentFolder(path: string): void {
	checkFolder(dirname(path), dirname(path), 'shared');
}

export interface PersonalFile {
	/** The path with all links resolved. */
	readonly target: string;
	/** Undefined if there is no file yet. */
	readonly bytes: Buffer | undefined;
	/** Undefined if there is no file yet. */
	readonly mode: number | undefined;
}

/**
 * Reads a file for an edit. It must be a regular file of this user; links may lead to it.
 * @throws Failure `file-unusable`, `file-foreign`, `folder-open`, `folder-foreign`
 */
export const personalFile = (path: string): PersonalFile =>
	withFileFailure(path, () => {
		checkParentFolder(resolve(path));
		const target = targetOf(resolve(path));
		const entry = lstatSync(target, { throwIfNoEntry: false });
		refuseIrregular(target, entry);
		if (entry === undefined) return { target, bytes: undefined, mode: undefined };
		refuseForeign(target, entry);
		checkParentFolder(target);
		// The system would let root write to it, so check the mode first.
		if ((entry.mode & 0o222) === 0) throw failures.fileUnusable({ path: target, reason: 'it is read-only' });
		accessSync(target, constants.W_OK);
		return { target, bytes: readRegularFile(target) ?? Buffer.alloc(0), mode: entry.mode & 0o7777 };
	});

/**
 * Replaces the file atomically, and keeps the former text in a copy beside `path`, where the person looks for it.
 * @param modes of a new file and of new folders
 * @returns the path of the copy; undefined if there was no file
 * @throws Failure as `personalFile`; the file is then unchanged
 */
export function replacePersonalFile(
	path: string,
	{ target, bytes, mode }: PersonalFile,
	text: string,
	modes: { readonly file: number; readonly folder: number },
): string | undefined {
	withFileFailure(path, () => {
		makeFolder(dirname(target), modes.folder);
		checkParentFolder(target);
		removeAbandoned(dirname(target), Date.now());
	});
	const backup = bytes && `${path}.before-ssoenv`;
	if (backup !== undefined) {
		withFileFailure(backup, () => {
			checkParentFolder(backup);
			removeAbandoned(dirname(backup), Date.now());
			writeWholeFile(backup, bytes ?? '', mode ?? modes.file);
		});
	}
	withFileFailure(path, () => writeWholeFile(target, text, mode ?? modes.file));
	return backup;
}
