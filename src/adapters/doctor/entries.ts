/** Reads modes and owners of files and folders. */
import { accessSync, constants, lstatSync, readdirSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckedEntry } from '../../core/doctor/facts.ts';
import type { EntryRequest } from '../../ports/inspection.ts';
import { isOwn } from '../files/owner.ts';
import { fileReason } from '../machine/system-error.ts';

const OWNER_WRITES = 0o200;
const PERMISSIONS = 0o7777;

/** Returns why this user cannot write to it. Root can, but a file that is read-only was made so on purpose. */
function whyUnwritable(path: string, { mode }: Stats): string | undefined {
	if (process.geteuid !== undefined && (mode & OWNER_WRITES) === 0) return 'it is read-only';
	try {
		accessSync(path, constants.W_OK);
		return undefined;
	} catch (error) {
		return fileReason(error);
	}
}

function entryOf(path: string, { owner, isSecret, isFollowed }: EntryRequest): readonly CheckedEntry[] {
	let stat: Stats | undefined;
	try {
		stat = (isFollowed ? statSync : lstatSync)(path, { throwIfNoEntry: false });
	} catch {
		// A folder above it cannot be searched.
	}
	if (stat === undefined || (!stat.isFile() && !stat.isDirectory())) return [];
	const hasModes = process.geteuid !== undefined;
	return [
		{
			path,
			isFolder: stat.isDirectory(),
			owner,
			isSecret,
			mode: hasModes ? stat.mode & PERMISSIONS : undefined,
			otherOwner: isOwn(stat) ? undefined : stat.uid,
			unwritable: whyUnwritable(path, stat),
		},
	];
}

function namesIn(folder: string): readonly string[] {
	try {
		return readdirSync(folder).sort();
	} catch {
		return [];
	}
}

export const entries = (requests: readonly EntryRequest[]): readonly CheckedEntry[] =>
	requests.flatMap((request) => {
		const { path, ending } = request;
		if (ending === undefined) return entryOf(path, request);
		return namesIn(path)
			.filter((name) => name.endsWith(ending))
			.flatMap((name) => entryOf(join(path, name), request));
	});
