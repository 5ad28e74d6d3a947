/** The rows of the picker, and the function that shows it. */
import type { Searchable } from './fuzzy.ts';

/** A profile as the picker shows it. */
export interface PickRow {
	readonly name: string;
	/** The title of the group that it belongs to; rows of one group follow each other. */
	readonly group: string;
	readonly roleName: string;
	readonly accountId: string;
	/** Known once the accounts have been discovered. */
	readonly accountName: string | undefined;
	/** The sso-session, or the start URL of a legacy profile. */
	readonly session: string;
	/** Returns the sign-in state, or how long the credentials last. Called when the row first becomes visible. */
	readonly state: () => string;
}

/**
 * Lets the person pick a row by typing parts of it, on the terminal and never on stdout. Resolves to the index of the
 * row, or to undefined if the person leaves.
 */
export type PickProfile = (rows: readonly PickRow[]) => Promise<number | undefined>;

/** The filters that a word such as `account:x` names. */
export const FILTER_NAMES: ReadonlySet<string> = new Set(['account', 'role', 'session']);

export const searchableRow = ({ name, accountId, accountName = '', roleName, session }: PickRow): Searchable => ({
	name,
	others: [accountId, accountName, roleName],
	filters: { account: [accountId, accountName], role: [roleName], session: [session] },
});
