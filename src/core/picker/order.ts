/** Orders the profiles of the picker in groups: favorites, then those used before, then the others by account. */

import { globMatcher } from '../text/glob.ts';
import { inReadingOrder } from '../text/reading-order.ts';
import { byUse, type ProfileRanks } from './recent-profiles.ts';

export interface Sortable {
	readonly name: string;
	readonly accountId: string;
	readonly accountName: string | undefined;
}

export interface Group<Row> {
	/** Not printable: the name of an account may be in it. */
	readonly title: string;
	readonly rows: readonly Row[];
}

/**
 * Returns a function that says how early a profile is among the favorites; undefined if it is none.
 * @param patterns the value of SSOENV_FAVORITES: patterns separated by blanks, as those of SSOENV_GUARD
 */
export function favoriteRank(patterns: string | undefined): (profile: string) => number | undefined {
	const matchers = (patterns ?? '')
		.split(/\s+/)
		.filter((pattern) => pattern !== '')
		.map((pattern) => globMatcher(pattern));
	return (profile) => {
		const rank = matchers.findIndex((matches) => matches(profile));
		return rank < 0 ? undefined : rank;
	};
}

/** Sorts behind all names. */
const LAST = '\uffff';

/** Returns the profiles of each account, the accounts in reading order of their names; those without a name are last. */
function byAccount<Row extends Sortable>(rows: readonly Row[]): readonly Group<Row>[] {
	const accounts = new Map<string, Row[]>();
	for (const row of rows) {
		const account = accounts.get(row.accountId) ?? [];
		account.push(row);
		accounts.set(row.accountId, account);
	}
	const groups = [...accounts].map(([accountId, members]) => {
		const accountName = members.find((row) => row.accountName !== undefined)?.accountName;
		const title = accountName === undefined ? accountId : `${accountName} ${accountId}`;
		const place = accountName ?? `${LAST}${accountId}`;
		return { title, place, rows: inReadingOrder(members, ({ name }) => name) };
	});
	return inReadingOrder(groups, ({ place }) => place);
}

/** Returns the groups that have rows. @param favorites the value of SSOENV_FAVORITES */
export function pickerGroups<Row extends Sortable>(
	rows: readonly Row[],
	favorites: string | undefined,
	uses: ProfileRanks,
): readonly Group<Row>[] {
	const rank = favoriteRank(favorites);
	const ranked = rows.flatMap((row) => {
		const at = rank(row.name);
		return at === undefined ? [] : [{ row, at }];
	});
	const named = new Set(ranked.map(({ row }) => row));
	const favorite = inReadingOrder(ranked, ({ row }) => row.name)
		.toSorted((left, right) => left.at - right.at)
		.map(({ row }) => row);
	const others = rows.filter((row) => !named.has(row));
	const recent = byUse(
		others.filter(({ name }) => uses.has(name)),
		({ name }) => name,
		uses,
	);
	return [
		{ title: 'favorites', rows: favorite },
		{ title: 'used before', rows: recent },
		...byAccount(others.filter(({ name }) => !uses.has(name))),
	].filter((group) => group.rows.length > 0);
}
