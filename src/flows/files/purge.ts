/** Finds what ssoenv has put on this machine for this person, and removes it. What other tools use stays. */
import { writtenSections } from '../../core/config-edit/written-section.ts';
import { Failure } from '../../core/failure/failure.ts';
import type { PurgedThing } from '../../core/files/purge-text.ts';
import { rcBlocks, withoutRcBlock } from '../../core/shell/start-files.ts';
import { shellNames } from '../../core/shell/syntaxes.ts';
import type { Context, Ports } from '../../ports/context.ts';
import type { NotRemoved } from '../../ports/files.ts';
import type { OwnEntry, StayingEntry } from '../../ports/own-folders.ts';
import type { ShellFiles } from '../../ports/shell-files.ts';
import { forgetWritten } from '../config-edit/forget-written.ts';
import { notedFiles } from '../config-edit/written-places.ts';
import { launcherFacts } from '../doctor/launcher-facts.ts';
import { readOptional, startFileOf } from '../shell/start-file.ts';
import { isUndoable } from '../sync/sync-history.ts';

export interface PurgePlan {
	readonly removed: readonly PurgedThing[];
	readonly staying: readonly StayingEntry[];
	/** Commands to run before, for what stays. */
	readonly hints: readonly string[];
	/** The start-up files with a block of ssoenv, and the launchers. */
	readonly startFiles: readonly string[];
	readonly launchers: readonly string[];
}

/** Returns the start-up files of all shells, each once. */
const startFilesOf = (files: ShellFiles, context: Ports<'machine'>): readonly string[] => [
	...new Set(shellNames.map((shell) => startFileOf(shell, files, context))),
];

/** Returns the keys that `write` has put into credentials files. */
async function writtenKeys(context: Ports<'files'>): Promise<readonly PurgedThing[]> {
	const current = await context.files.credentialsFile();
	const things: PurgedThing[] = [];
	for (const path of new Set([current.path, ...notedFiles(context)])) {
		try {
			const file = path === current.path ? current : await context.files.credentialsFile(path);
			things.push(...writtenSections(file.read()).map(({ name }) => ({ path, what: `the keys of [${name}]` })));
		} catch (error) {
			// The removal names a file that cannot be read.
			if (!(error instanceof Failure)) throw error;
		}
	}
	return things;
}

/** Whether `sync` has written profiles to the config file, which is at this path. */
async function hasSyncBlock(path: string, context: Ports<'files'>): Promise<boolean> {
	return /^# >>> ssoenv .+ >>>$/m.test(readOptional(path, await context.files.shellFiles()) ?? '');
}

/** Returns what stays although ssoenv has written it, with the commands that remove it. */
async function sharedFiles(
	startFiles: readonly string[],
	context: Ports<'files'>,
): Promise<Pick<PurgePlan, 'staying' | 'hints'>> {
	const { accessTokens, roleCredentials, configFile, shellFiles } = context.files;
	const { path } = await configFile();
	const files = await shellFiles();
	const isSynced = await hasSyncBlock(path, context);
	const caches = await Promise.all([accessTokens, roleCredentials].map((cache) => cache.files(() => undefined)));
	const shared = caches.flatMap(([first]) => (first === undefined ? [] : [first.path.replace(/[/\\][^/\\]*$/, '')]));
	const backups = [...startFiles, path].map((file) => `${file}.before-ssoenv`);
	return {
		staying: [
			...shared.map((folder) => ({ path: folder, reason: 'the AWS CLI uses these files, too' })),
			...(isSynced ? [{ path, reason: 'AWS tools use the profiles that sync wrote there' }] : []),
			...backups
				.filter((backup) => readOptional(backup, files) !== undefined)
				.map((backup) => ({ path: backup, reason: 'it is your file as it was before a change' })),
		],
		hints: [
			...(shared.length > 0 ? ['ssoenv logout --all'] : []),
			...(isSynced && isUndoable(path, context) ? ['ssoenv sync --undo'] : []),
		],
	};
}

/** Returns what `removeAll` would remove, and what stays. @throws Failure `home-unknown` */
export async function purgePlan(context: Context): Promise<PurgePlan> {
	const inspection = await context.machine.inspection();
	const files = await context.files.shellFiles();
	const all = startFilesOf(files, context);
	const startFiles = all.filter((path) => rcBlocks(readOptional(path, files) ?? '').length > 0);
	const launchers = (await launcherFacts(inspection, context)).map(({ path }) => path);
	const { own, staying } = inspection.ownFolders().contents();
	const shared = await sharedFiles(all, context);
	return {
		removed: [
			...startFiles.map((path) => ({ path, what: 'the lines that load ssoenv' })),
			...launchers.map((path) => ({ path, what: 'the launcher' })),
			...(await writtenKeys(context)),
			...own.flatMap(({ group, what }) => (what === undefined ? [] : [{ path: group, what }])),
			...emptyFolders(own),
		],
		staying: [...staying, ...shared.staying],
		...{ hints: shared.hints, startFiles, launchers },
	};
}

/** Returns the folders in which there is nothing, if there are no files at all. */
const emptyFolders = (own: readonly OwnEntry[]): readonly PurgedThing[] =>
	own.some(({ what }) => what !== undefined) ? [] : own.map(({ path }) => ({ path, what: 'an empty folder' }));

/** Does work that may fail for one path. */
async function attempted(path: string, work: () => unknown): Promise<readonly NotRemoved[]> {
	try {
		await work();
		return [];
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		return [{ path, reason: error.message }];
	}
}

/** Removes all of it, and returns what could not be removed. */
export async function removeAll(
	{ startFiles, launchers }: PurgePlan,
	context: Context,
): Promise<readonly NotRemoved[]> {
	const left = [...(await forgetWritten(undefined, context))];
	const [files, launcher] = [await context.files.shellFiles(), await context.files.launcherFile()];
	for (const path of startFiles) {
		const work = () => {
			const backup = files.replace(path, withoutRcBlock(files.read(path) ?? ''));
			context.terminal.say(`changed ${path}${backup === undefined ? '' : `; backup: ${backup}`}`);
		};
		left.push(...(await attempted(path, work)));
	}
	for (const path of launchers) {
		const work = () => {
			const removal = launcher.remove(path);
			if (typeof removal === 'object') left.push(removal);
		};
		left.push(...(await attempted(path, work)));
	}
	return [...left, ...(await removeOwn(context))];
}

/** Looks again, because the work before may have taken a lock. */
async function removeOwn({ machine }: Ports<'machine'>): Promise<readonly NotRemoved[]> {
	const folders = (await machine.inspection()).ownFolders();
	const left: NotRemoved[] = [];
	for (const entry of folders.contents().own) {
		// A folder with something that could not be removed stays, which needs no line of its own.
		if (left.some(({ path }) => path.startsWith(`${entry.path}/`))) continue;
		const removal = folders.remove(entry);
		if (typeof removal === 'object') left.push(removal);
	}
	return left;
}
