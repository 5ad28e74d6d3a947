/** Checks and makes the folders that ssoenv writes to. Refuses a folder in which other users could replace files. */
import { lstatSync, mkdirSync, type Stats, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { systemErrorCode } from '../machine/system-error.ts';
import { foreignLevel, isForeign } from './owner.ts';

/** Why a folder is refused: others can write to it, another user owns it, or it is a link and must not be one. */
export type FolderProblem = { readonly kind: 'open' | 'link' } | { readonly kind: 'foreign'; readonly owner: number };

/** The folder must not be written to. The caller turns this into a Failure. */
export class FolderRefused extends Error {
	override readonly name = 'FolderRefused';
	readonly folder: string;
	readonly problem: FolderProblem;

	constructor(folder: string, problem: FolderProblem) {
		super('folder refused');
		this.folder = folder;
		this.problem = problem;
	}
}

const GROUP_WRITES = 0o020;
const OTHERS_WRITE = 0o002;
/** In a sticky folder such as `/tmp` users cannot replace each other's files: inode(7), S_ISVTX. */
const STICKY = 0o1000;

/** Whether others may write to it. Windows has no such modes. */
const isOpenTo = (who: number, { mode }: Stats): boolean =>
	process.geteuid !== undefined && (mode & who) !== 0 && (mode & STICKY) === 0;

function statOf(folder: string): Stats | undefined {
	return statSync(folder, { throwIfNoEntry: false });
}

function refuseForeignLevel(folder: string): void {
	const level = foreignLevel(folder);
	if (level !== undefined) throw new FolderRefused(level.path, { kind: 'foreign', owner: level.owner });
}

/**
 * Makes a folder and its missing parents, one `mkdir` each. Node's `recursive` option loops for ever below `/proc`,
 * where mkdir says ENOENT in a folder that exists. Makes nothing inside another user's folder.
 * @param mode of the new folders
 * @throws FolderRefused, or the system's error
 */
export function makeFolder(folder: string, mode = 0o700): void {
	refuseForeignLevel(folder);
	const stat = statOf(folder);
	if (stat?.isDirectory()) return;
	const parent = dirname(folder);
	if (stat === undefined && parent !== folder) {
		makeFolder(parent, mode);
		const parentStat = statOf(parent);
		if (parentStat !== undefined && isForeign(parentStat))
			throw new FolderRefused(parent, { kind: 'foreign', owner: parentStat.uid });
	}
	try {
		mkdirSync(folder, mode);
	} catch (error) {
		// Another process made it just now.
		if (systemErrorCode(error) !== 'EEXIST' || statOf(folder)?.isDirectory() !== true) throw error;
	}
}

/** Returns the folders from `base` down to the folder; only the folder if it is not below `base`. */
function levels(folder: string, base: string): readonly string[] {
	const names = relative(base, folder).split(sep);
	if (names[0] === '..' || names[0] === '') return [folder];
	return [base, ...names.map((_, at) => join(base, ...names.slice(0, at + 1)))];
}

/**
 * `own` is a folder of ssoenv: not a link, and writable by its owner alone. `shared` is a folder that other tools use,
 * too, and may have made with the person's umask.
 */
export type FolderKind = 'own' | 'shared';

/** Returns why a folder is refused. Group access matters only for ssoenv's own. */
function problemOf(folder: string, stat: Stats, kind: FolderKind): FolderProblem | undefined {
	if (isForeign(stat)) return { kind: 'foreign', owner: stat.uid };
	if (isOpenTo(OTHERS_WRITE, stat)) return { kind: 'open' };
	if (kind !== 'own') return undefined;
	if (lstatSync(folder).isSymbolicLink()) return { kind: 'link' };
	return isOpenTo(GROUP_WRITES, stat) ? { kind: 'open' } : undefined;
}

/**
 * Checks that only this user and root can replace files in the folder.
 * @param base the parent that the person chose, such as the home folder: it may be a link, and its group may write to
 * it
 * @returns whether its group may write to it; then a writer must use names that cannot be guessed
 * @throws FolderRefused
 */
export function checkFolder(folder: string, base: string, kind: FolderKind): boolean {
	refuseForeignLevel(folder);
	let isOpenToGroup = false;
	for (const level of levels(folder, base)) {
		const stat = statOf(level);
		if (stat === undefined) continue;
		const problem = problemOf(level, stat, level === base ? 'shared' : kind);
		if (problem !== undefined) throw new FolderRefused(level, problem);
		isOpenToGroup ||= level !== base && isOpenTo(GROUP_WRITES, stat);
	}
	return isOpenToGroup;
}
