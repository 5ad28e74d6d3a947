/** Where the files of a lock are: in ssoenv's own folder, or where that is not usable, in the one that everybody has for temporary files. */
import { basename, dirname, join } from 'node:path';
import { checkFolder, FolderRefused, makeFolder } from '../files/folders.ts';
import { systemErrorCode } from '../machine/system-error.ts';

/** The folder itself is at fault, and for all processes of this user alike: not one that is full at this moment. */
const UNUSABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'EEXIST', 'ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG']);

function made(folder: string, base: string): string {
	checkFolder(folder, base, 'own');
	makeFolder(folder);
	return folder;
}

/** Not `os.tmpdir()`: by TMPDIR it may be another one in each shell. Windows keeps its users apart by itself. */
const TEMPORARY = '/tmp';

/**
 * The folder, made where it is missing; in its place one of this user's own below `/tmp`, where the own one is read-only, open to others,
 * a link, or in the home of another user. Undefined where there is none.
 * @param folder named after the lock, two levels below the folder of ssoenv
 */
export function lockFolder(folder: string): string | undefined {
	try {
		return made(folder, dirname(dirname(dirname(folder))));
	} catch (error) {
		const isUnusable = error instanceof FolderRefused || UNUSABLE.has(systemErrorCode(error) ?? '');
		return isUnusable && process.geteuid !== undefined
			? temporaryFolder(basename(folder), process.geteuid())
			: undefined;
	}
}

function temporaryFolder(name: string, user: number): string | undefined {
	try {
		return made(join(TEMPORARY, `ssoenv-${user}`, 'locks', name), TEMPORARY);
	} catch {
		return undefined;
	}
}
