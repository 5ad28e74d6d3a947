/** The ports to the files that shells and the launcher read. */

/** The installed shell layer, and the start-up files of shells. Each function throws Failure `file-unusable`. */
export interface ShellFiles {
	/** Returns the absolute path of a file under shell/. */
	readonly layerPath: (file: string) => string;
	/** Returns the text of a file; undefined if it does not exist. */
	readonly read: (path: string) => string | undefined;
	/**
	 * Replaces a file atomically and keeps its mode. Returns the path of a copy of the old file; undefined if there was
	 * none.
	 */
	readonly replace: (path: string, text: string) => string | undefined;
	/**
	 * Returns the `ZDOTDIR` of a new zsh, empty if it has none; undefined if zsh cannot tell. This runs the person's
	 * `.zshenv`, which may set the variable without exporting it.
	 */
	readonly zshFolder: () => string | undefined;
	/** Returns the path of the profile of PowerShell for this user; undefined if PowerShell cannot tell. */
	readonly powershellProfile: () => string | undefined;
}

/** The files by which the launcher knows whether a copy is fresh: src/core/launcher/until-file.ts. */
export interface UntilFiles {
	/** @param file the name of the copy, without its folder. @param end of the credentials, in epoch seconds */
	readonly keep: (file: string, end: number) => Promise<void>;
	readonly forget: (file: string) => void;
}
