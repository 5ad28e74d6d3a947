/** Chooses the folder of a lock: in ssoenv's cache folder, or below /tmp if that folder cannot be used. */
import { basename, dirname, join } from 'node:path';
import { checkFolder, FolderRefused, makeFolder } from '../files/folders.ts';
import { systemErrorCode } from '../machine/system-error.ts';

/**
 * Errors that every process of this user gets with that folder. A full disk is not among them, because it is temporary.
 */
const UNUSABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'EEXIST', 'ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG']);

function makeChecked(folder: string, base: string): string {
	checkFolder(folder, base, 'own');
	makeFolder(folder);
	return folder;
}

/**
 * Fixed, because `os.tmpdir()` follows TMPDIR, which may differ between shells. Windows needs none: each user has a
 * cache folder.
 */
const TEMPORARY = '/tmp';

/**
 * Makes the folder and returns it. If it is read-only, open to others, a link, or in another user's home, returns one
 * of this user below `/tmp` instead; undefined if that fails, too.
 * @param folder named after the lock, two levels below ssoenv's cache folder
 */
export function lockFolder(folder: string): string | undefined {
	try {
		return makeChecked(folder, dirname(dirname(dirname(folder))));
	} catch (error) {
		const isUnusable = error instanceof FolderRefused || UNUSABLE.has(systemErrorCode(error) ?? '');
		return isUnusable && process.geteuid !== undefined
			? temporaryFolder(basename(folder), process.geteuid())
			: undefined;
	}
}

function temporaryFolder(name: string, user: number): string | undefined {
	try {
		return makeChecked(join(TEMPORARY, `ssoenv-${user}`, 'locks', name), TEMPORARY);
	} catch {
		return undefined;
	}
}
