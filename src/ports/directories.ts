/** The port to the `.ssoenv` files of folders, and to the records of those that the person allowed or denied. */

/** A `.ssoenv` that was found. */
export interface FoundDirectory {
	/** The absolute path of its folder, without links. */
	readonly folder: string;
	/** The path of the file, as the person knows it. */
	readonly path: string;
}

export interface Directories {
	/**
	 * Finds the nearest file, in a folder or above it.
	 * @param folder as the person wrote it; undefined for the current one. It is the shell's, which may lead through links
	 */
	readonly find: (folder: string | undefined) => FoundDirectory | undefined;
	/**
	 * Reads a file of the person that no one else can change. Throws Failure `directory-unfit`, `file-unusable`.
	 * @param limit the most bytes that are read
	 */
	readonly read: (found: FoundDirectory, limit: number) => string;
	/** Returns the text of a record; undefined if there is none, or if it is not safe. */
	readonly record: (file: string) => string | undefined;
	/** Returns the texts of all safe records. */
	readonly records: () => readonly string[];
	/** Throws Failure `file-unusable`, `folder-open`, `folder-foreign`, `folder-linked`. */
	readonly keep: (file: string, text: string) => void;
}
