/** The port to the files: what AWS tools share, what ssoenv keeps of its own, and the start-up files of shells. */
import type { SharedConfig } from '../core/config/shared-config.ts';

export interface Files {
	/** Reads both files; throws Failure `config-unreadable`. Warns once of lines that the AWS CLI would refuse. */
	readonly loadConfig: () => LoadedConfig;
	/** Loads the writer of the config file. Throws Failure `home-unknown`. */
	readonly configFile: () => Promise<ConfigFile>;
	readonly accessTokens: FileCache;
	readonly roleCredentials: FileCache;
	/** What ssoenv itself remembers of earlier runs, in its own folder; never a secret. */
	readonly notes: FileCache;
	/** The last edits of the config file, to undo them. */
	readonly history: FileCache;
	readonly discoveries: () => Promise<Discoveries>;
	readonly shellCopies: ShellCopies;
	readonly shellFiles: () => Promise<ShellFiles>;
	/** Parses YAML into records, lists and texts; the parser returns undefined for a text that is not YAML. */
	readonly parseYaml: () => Promise<(text: string) => unknown>;
}

/** The config and credentials files, merged, with the path of the config file for messages. */
export interface LoadedConfig {
	readonly config: SharedConfig;
	readonly path: string;
	/** Absolute paths of the config file and the credentials file, whether they exist or not. */
	readonly files: readonly [string, string];
	/** When they were read, in epoch milliseconds. */
	readonly readAt: number;
}

/** A folder of JSON files named by the SHA-1 of a key: ~/.aws/sso/cache and ~/.aws/cli/cache. */
export interface FileCache {
	/** The file that a key stands for. */
	readonly path: (key: string) => string;
	/** The text of the entry; undefined when there is none or it cannot be read. `isWhole` tells a half-written one. */
	readonly read: (key: string, isWhole: (text: string) => boolean) => string | undefined;
	/** Why the file of a key cannot be read though something is there, in words; undefined when it can be read, or there is none. */
	readonly whyUnread: (key: string) => string | undefined;
	/**
	 * Writes an entry whole or not at all, 0600 in a 0700 folder.
	 * Rejects with Failure `file-unusable`, `folder-open`, `folder-foreign`, `folder-linked`.
	 */
	readonly write: (key: string, text: string) => Promise<void>;
	/** Takes room for an entry of `size` bytes, so that it can be written later for certain. Rejects as `write` does. */
	readonly reserve: (key: string, size: number) => Promise<ReservedEntry>;
	/** Everything in the folder that could be read, with the files' paths; not all of it is ours. */
	readonly entries: () => readonly CacheEntry[];
	/** Every file in the folder. @param onProblem told when the folder cannot be looked through */
	readonly files: (onProblem: (remains: Remains) => void) => Promise<readonly FolderFile[]>;
	/** Removes the file with this path. */
	readonly remove: (path: string) => Removal;
}

/** What was to go and is still there. */
export interface Remains {
	readonly path: string;
	readonly reason: string;
}

/** What became of something that was to go. */
export type Removal = 'removed' | 'absent' | Remains;

export interface FolderFile {
	readonly path: string;
	/** The path of the cache entry that it is, or beside which it was left by a writer that was killed. */
	readonly entry: string;
	/** Undefined when it cannot be read. */
	readonly text: () => string | undefined;
}

/** Room for an entry that is yet to come. */
export interface ReservedEntry {
	/** Writes the entry. Throws as `FileCache.write` rejects; the entry is then as it was. */
	readonly commit: (text: string) => void;
	/** Gives the room back; does nothing after `commit`. */
	readonly discard: () => void;
}

export interface CacheEntry {
	readonly path: string;
	readonly text: string;
}

/** The shell layer as it was installed, and the start-up files of shells. Each throws Failure `file-unusable`. */
export interface ShellFiles {
	/** Absolute path of a file under shell/. */
	readonly layerPath: (file: string) => string;
	/** The text of a file; undefined when there is none. */
	readonly read: (path: string) => string | undefined;
	/** Writes a file whole, keeping its mode and a copy of what it was; returns the copy's path if there was anything. */
	readonly replace: (path: string, text: string) => string | undefined;
}

/** What the shell functions read with their builtins alone. Without copies shells ask the program, so writing them never fails. */
export interface ShellCopies {
	/**
	 * Writes a text, 0600 in a 0700 folder, dated one second before `readAt` (epoch ms): what changes the files that it was made from
	 * is then newer, also where times are cut to seconds.
	 */
	readonly keep: (name: string, text: string, readAt: number) => Promise<void>;
	/** The copies of roles. @param onProblem told when there is no looking through them */
	readonly roles: (onProblem: (remains: Remains) => void) => Promise<readonly FolderFile[]>;
	/** Removes the copy that was kept under this name. */
	readonly forget: (name: string) => Removal;
	/** Removes the copy with this path. */
	readonly forgetFile: (path: string) => Removal;
	/** Removes what is there beside the copies of roles. There is no secret in it, so it may stay where it cannot be done. */
	readonly forgetLists: () => Promise<void>;
}

/** What became of an edit of the config file. */
export interface ConfigEdit {
	/** Absolute, as the person knows it: it may be a link to where the text is. */
	readonly path: string;
	/** The copy of what the file was; undefined when nothing changed, or when there was no file. */
	readonly backup: string | undefined;
	readonly hasChanged: boolean;
}

/** The config file that all AWS tools share, to be changed. */
export interface ConfigFile {
	/** Absolute, as the person knows it. */
	readonly path: string;
	/** The text as it is now; empty when there is no file. Throws Failure `config-not-editable`, `file-unusable`. */
	readonly read: () => string;
	/**
	 * Reads the file anew while no other ssoenv edits it, and replaces it whole if the change makes another text of it. A file
	 * that is not there is an empty text.
	 * @param isMeant whether the result, as the AWS CLI reads the config file alone, is what was meant: if not, nothing is written
	 * Rejects with Failure `config-not-editable`, `file-unusable`, and with whatever `change` throws; the file is then as it was.
	 */
	readonly edit: (change: (text: string) => string, isMeant?: (config: SharedConfig) => boolean) => Promise<ConfigEdit>;
}

/**
 * What was discovered of each sign-in, as lines of text: one that is whole, and one that still grows beside it. Never a secret.
 * What writes throws Failure `file-unusable`.
 */
export interface Discoveries {
	readonly readWhole: (key: string) => string | undefined;
	/** The last line may be torn. */
	readonly readGrowing: (key: string) => string | undefined;
	/** Starts a growing one, in place of what there was. */
	readonly begin: (key: string, line: string) => void;
	/** Adds to the growing one; it is there when this returns, also for a process that is killed the next moment. */
	readonly append: (key: string, line: string) => void;
	/** The growing one takes the place of the whole one. */
	readonly finish: (key: string) => void;
	readonly forget: (key: string) => readonly Removal[];
	readonly forgetAll: () => Removal;
}
