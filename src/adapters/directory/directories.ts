/** Finds and reads the `.ssoenv` files of folders, and keeps the records of those that were allowed. */
import {
	closeSync,
	constants,
	fstatSync,
	lstatSync,
	openSync,
	readdirSync,
	readSync,
	realpathSync,
	type Stats,
	statSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { directoryFailures } from '../../core/directory/directory-failures.ts';
import { DIRECTORY_FILE } from '../../core/directory/directory-file.ts';
import type { Environment } from '../../core/machine/environment.ts';
import type { Directories, FoundDirectory } from '../../ports/directories.ts';
import { isForeign, isOwn } from '../files/owner.ts';
import { type CachePlace, withFileFailure, writePrivateFile } from '../files/private-file.ts';
import { readRegularFile } from '../files/regular-file.ts';

const OTHERS_WRITE = 0o002;
/** In a sticky folder such as `/tmp` users cannot replace each other's files: inode(7), S_ISVTX. */
const STICKY_BIT = 0o1000;

const statOf = (path: string): Stats | undefined => {
	try {
		return statSync(path, { throwIfNoEntry: false });
	} catch {
		return undefined;
	}
};

/** The shell's path of the current folder, which may lead through links; the system's if that is of another folder. */
function currentFolder({ PWD }: Environment): string {
	const folder = process.cwd();
	const [shell, own] = [PWD?.startsWith('/') === true ? statOf(PWD) : undefined, statOf(folder)];
	const isSame = shell !== undefined && shell.ino === own?.ino && shell.dev === own.dev;
	return isSame && PWD !== undefined ? PWD : folder;
}

/** A folder of that name is another program's. */
function isThere(path: string): boolean {
	const stat = statOf(path);
	return stat !== undefined && !stat.isDirectory();
}

function nearest(folder: string): string | undefined {
	const path = join(folder, DIRECTORY_FILE);
	if (isThere(path)) return path;
	return dirname(folder) === folder ? undefined : nearest(dirname(folder));
}

const isOpen = ({ mode }: Stats): boolean => process.geteuid !== undefined && (mode & OTHERS_WRITE) !== 0;

const foreign = ({ uid }: Stats): string => `belongs to another user (uid ${uid})`;

function refuse(path: string, reason: string | undefined, opened?: string): void {
	if (reason !== undefined) throw directoryFailures.directoryUnfit({ path, reason, opened });
}

/** A group of the person may write: changed content is not allowed content. Root's folders are as good as own ones. */
function refuseFolder({ folder, path }: FoundDirectory): void {
	const stat = statSync(folder);
	if (isForeign(stat)) refuse(path, `its folder ${foreign(stat)}`);
	if (isOpen(stat) && (stat.mode & STICKY_BIT) === 0) refuse(path, 'other users can write to its folder', folder);
}

function refuseFile(path: string, stat: Stats): void {
	if (!stat.isFile()) refuse(path, 'it is not a regular file');
	if (!isOwn(stat)) refuse(path, `it ${foreign(stat)}`);
	if (isOpen(stat)) refuse(path, 'other users can write to it', path);
}

/** Without waiting for a pipe, and without following a link: either may have replaced the file since it was found. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

function readSafely(found: FoundDirectory, limit: number): string {
	const { path } = found;
	refuse(path, lstatSync(path).isSymbolicLink() ? 'it is a link' : undefined);
	refuseFile(path, statSync(path));
	refuseFolder(found);
	const descriptor = openSync(path, FLAGS);
	try {
		refuseFile(path, fstatSync(descriptor));
		const bytes = Buffer.alloc(limit + 1);
		const size = readSync(descriptor, bytes, 0, limit + 1, 0);
		refuse(path, size > limit ? `it is longer than ${limit} bytes` : undefined);
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(0, size));
	} catch (error) {
		if (error instanceof TypeError) refuse(path, 'it is not UTF-8');
		throw error;
	} finally {
		closeSync(descriptor);
	}
}

const isSafe = (stat: Stats): boolean => isOwn(stat) && !isOpen(stat);

/** A record of another user, or one that others can write to, allows nothing. */
function readRecord(path: string): string | undefined {
	try {
		const stat = lstatSync(path, { throwIfNoEntry: false });
		if (stat?.isFile() !== true || !isSafe(stat) || !isSafe(lstatSync(dirname(path)))) return undefined;
		return readRegularFile(path)?.toString('utf8');
	} catch {
		return undefined;
	}
}

function namesIn(folder: string): readonly string[] {
	try {
		return readdirSync(folder).sort();
	} catch {
		return [];
	}
}

/**
 * Returns the port.
 * @param records the folder of the records
 * @param place says how to check it before a write
 */
export const directories = (env: Environment, records: string, place: CachePlace): Directories => ({
	find: (folder) => {
		const start = currentFolder(env);
		const path = nearest(folder === undefined ? start : resolve(start, folder));
		return path === undefined ? undefined : { folder: withFileFailure(path, () => realpathSync(dirname(path))), path };
	},
	read: (found, limit) => withFileFailure(found.path, () => readSafely(found, limit)),
	record: (file) => readRecord(join(records, file)),
	records: () => namesIn(records).flatMap((name) => readRecord(join(records, name)) ?? []),
	keep: (file, text) => writePrivateFile(join(records, file), text, place),
});
