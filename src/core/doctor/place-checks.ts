/** Checks of files and folders: who may read and change them, and what a killed process left. */
import { shellWord } from '../text/quoting.ts';
import type { Check } from './check.ts';
import type { CheckedEntry, Facts } from './facts.ts';
import { type Finding, run, type Step } from './finding.ts';

const octal = (mode: number): string => mode.toString(8).padStart(4, '0');

const inEntries = (find: (entry: CheckedEntry, facts: Facts) => readonly Finding[]) => (facts: Facts) =>
	facts.entries.flatMap((entry) => find(entry, facts));

const OTHERS = 0o077;

/** A mode that `chmod` sets, with the finding that it mends. */
function withMode(path: string, mode: number, finding: Pick<Finding, 'severity' | 'message' | 'why'>): Finding {
	return {
		...finding,
		place: { path },
		steps: [run(`chmod ${mode.toString(8)} ${shellWord(path)}`)],
		fix: { kind: 'mode', path, mode },
	};
}

function readable({ path, isFolder, isSecret, mode, otherOwner }: CheckedEntry): readonly Finding[] {
	if (isFolder || !isSecret || mode === undefined || otherOwner !== undefined || (mode & OTHERS) === 0) return [];
	return [
		withMode(path, mode & 0o700, {
			severity: 'problem',
			message: `other users may read ${path}: its mode is ${octal(mode)}`,
			why: 'it holds tokens or keys',
		}),
	];
}

const WRITABLE = { shared: 0o002, own: 0o022 } as const;

function open({ path, isFolder, mode, owner, otherOwner }: CheckedEntry): readonly Finding[] {
	const bits = WRITABLE[owner];
	if (mode === undefined || otherOwner !== undefined || (mode & bits) === 0) return [];
	return [
		withMode(path, mode & ~0o022 & 0o7777, {
			severity: 'problem',
			message: `other users may change ${path}: its mode is ${octal(mode)}`,
			why: isFolder ? 'ssoenv writes nothing there' : 'they decide which roles and programs AWS tools use',
		}),
	];
}

/** Returns the command that gives a path to this user. */
function chown(path: string, isFolder: boolean, { user, isRoot }: Facts): Step {
	const recursive = isFolder ? '-R ' : '';
	return run(`${isRoot ? '' : 'sudo '}chown ${recursive}${shellWord(user)} ${shellWord(path)}`);
}

/** A file that a variable names elsewhere may belong to others on purpose. */
const isAtHome = ({ path, owner }: CheckedEntry, { home }: Facts): boolean =>
	owner === 'own' || path.startsWith(`${home}/`);

function foreign(entry: CheckedEntry, facts: Facts): readonly Finding[] {
	const { path, isFolder, otherOwner } = entry;
	if (otherOwner === undefined || !isAtHome(entry, facts)) return [];
	return [
		{
			severity: 'problem',
			message: `${path} belongs to ${otherOwner === 0 ? 'root' : `another user (uid ${otherOwner})`}`,
			why: 'ssoenv does not write there, or cannot',
			place: { path },
			steps: [chown(path, isFolder, facts)],
		},
	];
}

function unwritable(entry: CheckedEntry, facts: Facts): readonly Finding[] {
	const { path, isFolder, mode, otherOwner, unwritable: reason } = entry;
	if (reason === undefined || otherOwner !== undefined || !isAtHome(entry, facts)) return [];
	const finding = {
		// A config file may be kept by another tool, and read-only on purpose.
		severity: isFolder ? 'problem' : 'hint',
		message: `cannot write to ${path}: ${reason}`,
		why: isFolder ? 'sign-ins and credentials cannot be kept' : 'AWS tools cannot renew it',
	} as const;
	const wanted = isFolder ? 0o300 : 0o200;
	if (mode !== undefined && (mode & wanted) !== wanted)
		return [withMode(path, mode | (isFolder ? 0o700 : 0o600), finding)];
	return [{ ...finding, place: { path }, steps: [run(`ls -ld ${shellWord(path)}`)] }];
}

const locks = ({ staleLocks }: Facts): readonly Finding[] =>
	staleLocks.map((path) => ({
		severity: 'hint',
		message: `${path} is the lock of a process that has ended`,
		why: 'the next process takes it over, so it does no harm',
		place: { path },
		steps: [run(`rm -r -- ${shellWord(path)}`)],
		fix: { kind: 'unlock', path },
	}));

const group = 'files';

export const placeChecks: readonly Check[] = [
	{ id: 'secret-readable', group, about: 'tokens and keys that other users may read', findings: inEntries(readable) },
	{ id: 'changeable', group, about: 'files and folders that other users may change', findings: inEntries(open) },
	{ id: 'foreign', group, about: 'files and folders of another user', findings: inEntries(foreign) },
	{ id: 'unwritable', group, about: 'files and folders that you cannot write to', findings: inEntries(unwritable) },
	{ id: 'stale-lock', group, about: 'locks of processes that have ended', findings: locks },
];
