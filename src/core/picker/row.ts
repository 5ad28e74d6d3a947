/** What the picker shows, and what it gives back. */

/** A profile as the picker shows it. */
export interface PickRow {
	readonly name: string;
	readonly roleName: string;
	readonly accountId: string;
	/** Where accounts have been discovered. */
	readonly accountName: string | undefined;
	/** The sso-session, or the start URL of a legacy profile. */
	readonly session: string;
	/** Whether it is signed in, or how long its credentials last; asked for when the row is seen first. */
	readonly state: () => string;
}

/**
 * Lets the person pick a row by typing parts of it, on the terminal and never on stdout. Resolves to its index, or to undefined
 * when they leave.
 */
export type PickProfile = (rows: readonly PickRow[]) => Promise<number | undefined>;
