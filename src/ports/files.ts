/** The port to files: those that AWS tools share, those of ssoenv, and the start-up files of shells. */
import type { SharedConfig } from '../core/config/shared-config.ts';
import type { CredentialsFile } from './credentials-file.ts';
import type { Directories } from './directories.ts';
import type { JobFile } from './job-file.ts';
import type { ShellFiles, UntilFiles } from './shell-files.ts';

export interface Files {
	/**
	 * Reads the config and credentials files. Warns once about lines that the AWS CLI refuses. Throws Failure
	 * `config-unreadable`.
	 * @param warn receives the warnings; by default the person sees them
	 */
	readonly loadConfig: (warn?: (line: string) => void) => LoadedConfig;
	/** Loads the writer of the config file. Throws Failure `home-unknown`. */
	readonly configFile: () => Promise<ConfigFile>;
	/**
	 * Loads the writer of the credentials file. Throws Failure `home-unknown`.
	 * @param path of another one, as a note has it
	 */
	readonly credentialsFile: (path?: string) => Promise<CredentialsFile>;
	readonly accessTokens: FileCache;
	readonly roleCredentials: FileCache;
	/** What ssoenv remembers between runs, in its own cache folder; never a secret. */
	readonly notes: FileCache;
	/** The last edit of each config file, for `sync --undo`. */
	readonly history: FileCache;
	readonly discoveries: () => Promise<Discoveries>;
	readonly shellCopies: ShellCopies;
	readonly shellFiles: () => Promise<ShellFiles>;
	/** Loads what knows the `.ssoenv` files of folders. */
	readonly directories: () => Promise<Directories>;
	/** Returns true if there may be a `.ssoenv` in the current folder or above it. */
	readonly isBelowDirectoryFile: () => boolean;
	/** Loads what writes the launcher. */
	readonly launcherFile: () => Promise<LauncherFile>;
	/** Loads what writes to the file that GITHUB_ENV names. */
	readonly jobFile: () => Promise<JobFile>;
	/** Returns when the file with this path was written, in epoch milliseconds; undefined if that cannot be told. */
	readonly writtenAt: (path: string) => number | undefined;
	/** Reads a file that a person wrote for ssoenv. Rejects with Failure `file-unusable`. */
	readonly readOwnFile: (path: string) => Promise<OwnFile>;
	/** Loads a parser that returns the value of YAML as records, lists and texts; undefined if the text is not YAML. */
	readonly parseYaml: () => Promise<(text: string) => unknown>;
}

export interface OwnFile {
	/** The absolute path. */
	readonly path: string;
	/** Undefined if there is no such file. */
	readonly text: string | undefined;
}

/** The merged config and credentials files. */
export interface LoadedConfig {
	readonly config: SharedConfig;
	readonly path: string;
	/** The absolute paths of the config file and the credentials file, even if they do not exist. */
	readonly files: readonly [string, string];
	/** When they were read, in epoch milliseconds. */
	readonly readAt: number;
}

/** A folder of JSON files, each named after the SHA-1 of its key, such as `~/.aws/sso/cache` and `~/.aws/cli/cache`. */
export interface FileCache {
	/** Returns the path of the file for a key. */
	readonly path: (key: string) => string;
	/**
	 * Returns the text of the entry; undefined if it does not exist or cannot be read. Waits a moment for the rest of a
	 * text for which `isWhole` is false.
	 */
	readonly read: (key: string, isWhole: (text: string) => boolean) => string | undefined;
	/** Returns when the file of a key was written, in epoch milliseconds; undefined if that cannot be told. */
	readonly changedAt: (key: string) => number | undefined;
	/** Returns why the existing file of a key cannot be read; undefined if it can, or does not exist. */
	readonly whyUnreadable: (key: string) => string | undefined;
	/**
	 * Writes an entry atomically, with mode 0600 in a folder of mode 0700. Rejects with Failure `file-unusable`,
	 * `folder-open`, `folder-foreign`, `folder-linked`.
	 */
	readonly write: (key: string, text: string) => Promise<void>;
	/**
	 * Reserves disk space for an entry of `size` bytes, so that writing it later cannot fail on a full disk. Rejects as
	 * `write` does.
	 */
	readonly reserve: (key: string, size: number) => Promise<ReservedEntry>;
	/** Returns every readable entry in the folder. Other tools wrote some of them. */
	readonly entries: () => readonly CacheEntry[];
	/** Lists every file in the folder. @param onProblem called if the folder cannot be listed */
	readonly files: (onProblem: (remains: NotRemoved) => void) => Promise<readonly FolderFile[]>;
	/** Removes the file with this path. */
	readonly remove: (path: string) => Removal;
}

/** A file that could not be removed. */
export interface NotRemoved {
	readonly path: string;
	readonly reason: string;
}

/** The result of removing a file. */
export type Removal = 'removed' | 'absent' | NotRemoved;

export interface FolderFile {
	readonly path: string;
	/** The path of the cache entry: the file itself, or the entry that a killed writer's temporary file belongs to. */
	readonly entry: string;
	/** Returns the text; undefined if it cannot be read. */
	readonly text: () => string | undefined;
}

/** An entry with its disk space reserved. */
export interface ReservedEntry {
	/** Writes the entry. Throws as `FileCache.write` rejects; the entry is then unchanged. */
	readonly commit: (text: string) => void;
	/** Frees the space; does nothing after `commit`. */
	readonly discard: () => void;
}

export interface CacheEntry {
	readonly path: string;
	readonly text: string;
}

/** The launcher, in a folder that the person chose. Each function throws Failure `file-unusable`. */
export interface LauncherFile {
	/** Returns the text; undefined if there is nothing of that name, and empty for what is no file, such as a link. */
	readonly read: (path: string) => string | undefined;
	/** Writes a file of mode 0755. Throws Failure `file-foreign`, `folder-open`, `folder-foreign`. */
	readonly write: (path: string, text: string) => void;
	/** Throws Failure `file-foreign`. */
	readonly remove: (path: string) => Removal;
}

/**
 * The files that the shell functions read with their builtins. They only save time: without them a shell runs ssoenv,
 * so writing one never fails.
 */
export interface ShellCopies {
	/**
	 * Writes a file of mode 0600 in a folder of mode 0700. Dates it one second before `readAt` (epoch milliseconds), so
	 * that a later change of the config files makes them newer, even if the file system rounds times to seconds.
	 */
	readonly keep: (name: string, text: string, readAt: number) => Promise<void>;
	/** Lists the copies of role credentials. @param onProblem called if the folder cannot be listed */
	readonly roles: (onProblem: (remains: NotRemoved) => void) => Promise<readonly FolderFile[]>;
	/** Removes the file that `keep` wrote under this name, and of a role what the launcher knows of it. */
	readonly forget: (name: string) => Removal;
	/** Removes the file with this path in the same way. Reports on the copy alone. */
	readonly forgetFile: (path: string) => Removal;
	/** Whether a launcher has been here: then `untilFiles` are kept for each role. */
	readonly haveLauncher: () => boolean;
	/** Loads the files that the launcher needs beside the copies. */
	readonly untilFiles: () => Promise<UntilFiles>;
	/** Removes the lists of names. They hold no secret, so a failure is ignored. */
	readonly forgetLists: () => Promise<void>;
}

/** The result of an edit of the config file. */
export interface ConfigEdit {
	/** The absolute path as the person knows it, which may be a link. */
	readonly path: string;
	/** The path of a copy of the old file; undefined if nothing changed or there was no file. */
	readonly backup: string | undefined;
	readonly hasChanged: boolean;
}

/** The config file that all AWS tools share, open for edits. */
export interface ConfigFile {
	/** The absolute path as the person knows it. */
	readonly path: string;
	/** Returns the text now; empty if there is no file. Throws Failure `config-not-editable`, `file-unusable`. */
	readonly read: () => string;
	/**
	 * Reads the file again under a lock, and replaces it atomically if `change` returns another text. A missing file
	 * counts as an empty text. Rejects with Failure `config-not-editable`, `file-unusable`, and with any error of
	 * `change`; the file is then unchanged.
	 * @param isMeant whether the result reads as intended when the AWS CLI reads only the config file; if not, nothing is
	 * written
	 */
	readonly edit: (change: (text: string) => string, isMeant?: (config: SharedConfig) => boolean) => Promise<ConfigEdit>;
}

/**
 * The accounts and roles discovered for each sign-in, as lines of text: a complete list, and a partial one that a
 * running discovery extends. Never a secret. Every function that writes throws Failure `file-unusable`.
 */
export interface Discoveries {
	readonly readComplete: (key: string) => string | undefined;
	/** The last line may be incomplete. */
	readonly readPartial: (key: string) => string | undefined;
	/** Starts a new partial list, and drops the old one. */
	readonly begin: (key: string, line: string) => void;
	/** Adds a line to the partial list. The line survives if the process is killed right after. */
	readonly append: (key: string, line: string) => void;
	/** Replaces the complete list with the partial one. */
	readonly finish: (key: string) => void;
	readonly forget: (key: string) => readonly Removal[];
	readonly forgetAll: () => Removal;
}
