/** Lists and removes what ssoenv has made in the folders that belong to it alone. Follows no link. */
import { lstatSync, readdirSync, rmdirSync, type Stats, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isHeldFolder, isOwnFolder, ownFileKind } from '../../core/files/own-files.ts';
import type { Removal } from '../../ports/files.ts';
import type { OwnEntry, OwnFolders, StayingEntry } from '../../ports/own-folders.ts';
import { isOwn } from '../files/owner.ts';
import { readableText, whyKept } from '../files/regular-file.ts';
import { heldFolder } from '../lock/held-folder.ts';
import { fileReason, systemErrorCode } from '../machine/system-error.ts';

/** A folder of ssoenv, and what it is in the cache folder: it may be elsewhere if that cannot be used. */
interface Root {
	readonly path: string;
	readonly name: string;
}

/** Returns the cache folder, and those in its place below the folders for temporary files. */
function rootsOf(cache: string): readonly Root[] {
	const user = process.geteuid?.();
	const elsewhere = [
		{ path: `/tmp/ssoenv-${user}`, name: '' },
		{ path: join(tmpdir(), `ssoenv-exec-${user}`), name: 'exec' },
	];
	return [{ path: cache, name: '' }, ...(user === undefined ? [] : elsewhere)];
}

interface Found {
	readonly own: OwnEntry[];
	readonly staying: StayingEntry[];
}

const isAbsence = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error) ?? '');

/** Returns why an entry stays where ssoenv has files of its own. */
function whyNotOwn(stat: Stats): string {
	if (!isOwn(stat)) return `it belongs to another user (uid ${stat.uid})`;
	return stat.isSymbolicLink() ? 'it is a link, and ssoenv makes none' : 'ssoenv did not make it';
}

/** Adds the entry and, if it is a folder of ssoenv, what is in it. Returns whether all of it can be removed. */
function look({ path, name }: Root, group: string, found: Found): boolean {
	const stay = (reason: string): boolean => {
		found.staying.push({ path, reason });
		return false;
	};
	let stat: Stats;
	try {
		stat = lstatSync(path);
		if (isOwn(stat) && stat.isDirectory() && isOwnFolder(name)) return lookInto({ path, name }, group, found, stay);
	} catch (error) {
		return isAbsence(error) || stay(fileReason(error));
	}
	const what = isOwn(stat) && stat.isFile() ? ownFileKind(name, () => readableText(path)) : undefined;
	if (what === undefined) return stay(whyNotOwn(stat));
	found.own.push({ path, what, group });
	return true;
}

/** @throws the system's error if the folder cannot be listed */
function lookInto({ path, name }: Root, group: string, found: Found, stay: (reason: string) => boolean): boolean {
	const kept = whyKept(dirname(path)) ?? whyKept(path);
	if (kept !== undefined) return stay(kept);
	const holder = isHeldFolder(name) ? heldFolder(path) : undefined;
	if (holder !== undefined) return stay(`${holder} uses it`);
	const inside = readdirSync(path)
		.sort()
		.map((entry) => {
			const child = { path: join(path, entry), name: name === '' ? entry : `${name}/${entry}` };
			// Locks and the files of programs have a folder each, but are listed as one.
			const isGroup = /^[^/]*$|^shell\/[^/]*$/.test(child.name) && isOwnFolder(child.name);
			return look(child, isGroup ? child.path : group, found);
		});
	const isWhole = inside.every((isRemovable) => isRemovable);
	if (isWhole) found.own.push({ path, what: undefined, group });
	return isWhole;
}

function remove({ path, what }: OwnEntry): Removal {
	try {
		const reason = whyKept(dirname(path));
		if (reason !== undefined) return { path, reason };
		if (what === undefined) rmdirSync(path);
		else unlinkSync(path);
		return 'removed';
	} catch (error) {
		return isAbsence(error) ? 'absent' : { path, reason: fileReason(error) };
	}
}

/** @param cache the cache folder of ssoenv */
export const ownFolders = (cache: string): OwnFolders => ({
	contents: () => {
		const found: Found = { own: [], staying: [] };
		for (const root of rootsOf(cache)) look(root, root.path, found);
		return found;
	},
	remove,
});
