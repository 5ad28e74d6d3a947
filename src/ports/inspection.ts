/**
 * The port of `doctor` and `uninstall --purge` to this machine: programs, modes and owners, locks, and the few things
 * that they mend or remove.
 */
import type { CheckedEntry, FoundProgram } from '../core/doctor/facts.ts';
import type { Environment } from '../core/machine/environment.ts';
import type { OwnFolders } from './own-folders.ts';

/** A file or folder to look at. */
export type EntryRequest = Pick<CheckedEntry, 'path' | 'owner' | 'isSecret'> & {
	/** Only the files in the folder whose names end so; without it, the path itself. */
	readonly ending?: string;
	/** Follows a link: people may keep the file elsewhere. ssoenv replaces other links, and changes no target. */
	readonly isFollowed?: true;
};

export interface Inspection {
	/** The version in package.json, and its range of Node versions. */
	readonly version: string;
	readonly engines: string;
	/** Where this program is, with all links resolved. */
	readonly program: string;
	readonly platform: string;
	readonly architecture: string;
	readonly node: { readonly version: string; readonly path: string };
	readonly user: string;
	readonly isRoot: boolean;
	/** Returns the path with all links resolved; undefined if there is no such file. */
	readonly realPath: (path: string) => string | undefined;
	/** Returns why a program cannot run, to follow its name; undefined if it can. */
	readonly whyNotRunnable: (program: string, env: Environment) => string | undefined;
	/** Returns the programs of this name on PATH, each once, with what they say to these words. */
	readonly programsOnPath: (
		name: string,
		words: readonly string[],
		env: Environment,
	) => Promise<readonly FoundProgram[]>;
	/** Returns the version in the package.json of ssoenv in this folder; undefined if there is none. */
	readonly packageVersion: (folder: string) => string | undefined;
	/** Returns what exists of these. */
	readonly entries: (requests: readonly EntryRequest[]) => readonly CheckedEntry[];
	/** Returns why the file has no usable certificates; undefined if it has some. */
	readonly certificateProblem: (path: string) => string | undefined;
	/** Returns the folders of locks whose holders have ended. */
	readonly staleLocks: () => readonly string[];
	/** Throws Failure `file-unusable`, `file-foreign`. */
	readonly changeMode: (path: string, mode: number) => void;
	/** Removes a folder of a lock, unless a process holds it by now. Throws Failure `file-unusable`, `file-foreign`. */
	readonly removeLock: (folder: string) => void;
	/**
	 * Writes a file of mode 0600. Throws Failure `file-unusable` if it exists, or cannot be written.
	 */
	readonly writeReport: (path: string, text: string) => void;
	/** Throws Failure `home-unknown`. */
	readonly ownFolders: () => OwnFolders;
}
