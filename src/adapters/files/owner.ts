/**
 * Checks who owns a file or folder. On Windows, which has no owners of this kind, everything counts as the user's own.
 */
import { lstatSync, realpathSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';

const currentUid = (): number | undefined => process.geteuid?.();

/** Whether this user owns it. */
export const isOwn = ({ uid }: Stats): boolean => currentUid() === undefined || uid === currentUid();

/** Whether neither this user nor root owns it. Root, too, stays out of other users' files. */
export const isForeign = (stat: Stats): boolean => !isOwn(stat) && stat.uid !== 0;

export interface ForeignLevel {
	readonly path: string;
	/** The uid of the owner. */
	readonly owner: number;
}

/** Returns the root folder, each folder below it on the way to the path, and the path itself. */
const levelsOf = (path: string): readonly string[] =>
	dirname(path) === path ? [path] : [...levelsOf(dirname(path)), path];

function foreignAmong(levels: readonly string[]): ForeignLevel | undefined {
	for (const path of levels) {
		const stat = lstatSync(path, { throwIfNoEntry: false });
		if (stat === undefined) return undefined;
		if (isForeign(stat)) return { path, owner: stat.uid };
	}
	return undefined;
}

function realPath(path: string): string | undefined {
	try {
		return realpathSync(path);
	} catch {
		return undefined;
	}
}

/**
 * For root: returns the first folder or link on the way to an absolute path that another user owns, because that user
 * decides where the path leads. Undefined for other users, whom the system keeps out of other users' files.
 */
export function foreignLevel(path: string): ForeignLevel | undefined {
	if (process.geteuid?.() !== 0) return undefined;
	const real = realPath(path);
	return foreignAmong(levelsOf(path)) ?? (real === undefined ? undefined : foreignAmong(levelsOf(real)));
}
