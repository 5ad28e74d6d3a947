/** The port to the folders that belong to ssoenv alone, for their removal. */
import type { Removal } from './files.ts';

/** Something in one of these folders, or such a folder itself. */
export interface OwnEntry {
	readonly path: string;
	/** What the file is; undefined for a folder. */
	readonly what: string | undefined;
	/** The folder that holds all files of its kind. */
	readonly group: string;
}

/** Something that has to stay. */
export interface StayingEntry {
	readonly path: string;
	readonly reason: string;
}

export interface OwnFolders {
	/**
	 * Returns what ssoenv has made, each folder behind what is in it, and what has to stay: what ssoenv did not make, and
	 * what a running process uses. Follows no link.
	 */
	readonly contents: () => { readonly own: readonly OwnEntry[]; readonly staying: readonly StayingEntry[] };
	/** Removes a file, or an empty folder. */
	readonly remove: (entry: OwnEntry) => Removal;
}
