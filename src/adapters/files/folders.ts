/** Folders that files are written to: made level by level, and refused where other people could reach what is written. */
import { lstatSync, mkdirSync, type Stats, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { systemErrorCode } from '../machine/system-error.ts';
import { foreignLevel, isForeign } from './owner.ts';

/** What is wrong with a folder: others can write to it, another user owns it, or it is a link where none belongs. */
export type FolderProblem = { readonly kind: 'open' | 'link' } | { readonly kind: 'foreign'; readonly owner: number };

/** Nothing is written to the folder; the failure is made by those who know what was to be written. */
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
/** In a sticky folder, as `/tmp` is, nobody can replace the files of others: inode(7), S_ISVTX. */
const STICKY = 0o1000;

/** True where others may write. Modes say nothing on Windows. */
const isOpenTo = (who: number, { mode }: Stats): boolean =>
	process.geteuid !== undefined && (mode & who) !== 0 && (mode & STICKY) === 0;

function statOf(folder: string): Stats | undefined {
	return statSync(folder, { throwIfNoEntry: false });
}

function refuseForeignWay(folder: string): void {
	const level = foreignLevel(folder);
	if (level !== undefined) throw new FolderRefused(level.path, { kind: 'foreign', owner: level.owner });
}

/**
 * Makes the folder and those above it that are missing, one `mkdir` each: Node's own `recursive` never ends below `/proc`, where a
 * folder that is there says that it is not. Nothing is made in a folder of another user.
 * @param mode of the folders that are made
 * @throws FolderRefused, or the system's error
 */
export function makeFolder(folder: string, mode = 0o700): void {
	refuseForeignWay(folder);
	const stat = statOf(folder);
	if (stat?.isDirectory()) return;
	const above = dirname(folder);
	if (stat === undefined && above !== folder) {
		makeFolder(above, mode);
		const place = statOf(above);
		if (place !== undefined && isForeign(place)) throw new FolderRefused(above, { kind: 'foreign', owner: place.uid });
	}
	try {
		mkdirSync(folder, mode);
	} catch (error) {
		// Another process has made it at this moment.
		if (systemErrorCode(error) !== 'EEXIST' || statOf(folder)?.isDirectory() !== true) throw error;
	}
}

/** The folder and those above it, up to `base`; the folder alone where it does not lie below. */
function levels(folder: string, base: string): readonly string[] {
	const names = relative(base, folder).split(sep);
	if (names[0] === '..' || names[0] === '') return [folder];
	return [base, ...names.map((_, at) => join(base, ...names.slice(0, at + 1)))];
}

/**
 * Whose folder it is: ssoenv's own, which is never a link and which nobody else needs to write to; or one that other tools use too, and
 * have made with the umask of the person.
 */
export type FolderKind = 'own' | 'shared';

/** What is wrong with one folder; its group counts only in ssoenv's own. */
function problemOf(folder: string, stat: Stats, kind: FolderKind): FolderProblem | undefined {
	if (isForeign(stat)) return { kind: 'foreign', owner: stat.uid };
	if (isOpenTo(OTHERS_WRITE, stat)) return { kind: 'open' };
	if (kind !== 'own') return undefined;
	if (lstatSync(folder).isSymbolicLink()) return { kind: 'link' };
	return isOpenTo(GROUP_WRITES, stat) ? { kind: 'open' } : undefined;
}

/**
 * Checks that nobody but this user (and root) can replace what is in the folder.
 * @param base the folder above that the person has chosen, such as the home: it may be a link, and its group may write to it
 * @returns true where only the group may write, too: then names that cannot be foretold have to do
 * @throws FolderRefused
 */
export function checkFolder(folder: string, base: string, kind: FolderKind): boolean {
	refuseForeignWay(folder);
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
