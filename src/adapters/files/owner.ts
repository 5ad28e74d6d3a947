/** Whose a file or folder is. On Windows nobody's is anybody else's: there owners and modes say nothing. */
import { lstatSync, realpathSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';

const user = (): number | undefined => process.geteuid?.();

export const isOwn = ({ uid }: Stats): boolean => user() === undefined || uid === user();

/** True for what neither this user nor root owns: root, too, leaves the home of another user alone. */
export const isForeign = (stat: Stats): boolean => !isOwn(stat) && stat.uid !== 0;

export interface ForeignLevel {
	readonly path: string;
	/** The number of its owner. */
	readonly owner: number;
}

/** The folders on the way to a path, from the root on, and the path itself. */
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
 * For root: the first folder or link on the way to an absolute path that is another user's. That user decides where the path leads, which may
 * be a folder of root's. Undefined for other users: the system itself keeps them from the files of others.
 */
export function foreignLevel(path: string): ForeignLevel | undefined {
	if (process.geteuid?.() !== 0) return undefined;
	const real = realPath(path);
	return foreignAmong(levelsOf(path)) ?? (real === undefined ? undefined : foreignAmong(levelsOf(real)));
}
