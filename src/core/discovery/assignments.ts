/** The accounts and roles that a sign-in opens: the check of what the service lists, the order for people. */

import { isAccountId, isRoleName } from '../aws/identifiers.ts';
import { failures } from '../failure/failures.ts';
import { asRecord, type JsonRecord } from '../text/json.ts';
import { nearest } from '../text/nearest.ts';
import { printable } from '../text/printable.ts';

export interface Account {
	/** Twelve digits. */
	readonly accountId: string;
	/** Printable, on one line; whatever a terminal could act on is spelt out. */
	readonly accountName: string | undefined;
	readonly emailAddress: string | undefined;
}

export interface Assignment {
	readonly account: Account;
	/** Empty for an account that is listed but whose roles AWS refuses to tell (403): there are none for this person. */
	readonly roleNames: readonly string[];
}

/** An account whose roles are not known, and why, in our own words. */
export interface Unreadable extends Account {
	readonly reason: string;
}

interface Page<Item> {
	readonly items: readonly Item[];
	/** Entries with an id or a name that AWS does not allow: they are left out. */
	readonly leftOut: number;
	/** Where the next page starts; undefined on the last one. */
	readonly nextToken: string | undefined;
}

export type AccountPage = Page<Account>;
export type RoleNamePage = Page<string>;

/** Names have 50 characters at most, e-mail addresses 64: what is longer is cut off rather than carried around. */
const LONGEST_NAME = 256;

/** The list of that name in an answer, without what `read` makes nothing of; or what is wrong with it. */
export function pageOf<Item>(
	answer: unknown,
	list: string,
	read: (entry: JsonRecord) => Item | undefined,
): Page<Item> | { readonly problem: string } {
	const page = asRecord(answer);
	const entries = page?.[list];
	if (!Array.isArray(entries)) return { problem: `${list} is missing` };
	const items: Item[] = [];
	for (const entry of entries) {
		const item = read(asRecord(entry) ?? {});
		if (item !== undefined) items.push(item);
	}
	const nextToken = page?.nextToken;
	return {
		items,
		leftOut: entries.length - items.length,
		nextToken: typeof nextToken === 'string' && nextToken !== '' ? nextToken : undefined,
	};
}

/** One page of accounts, or what is wrong with it. */
export const parseAccountPage = (answer: unknown): AccountPage | { readonly problem: string } =>
	pageOf(answer, 'accountList', accountOf);

/** One page of names of roles, or what is wrong with it. */
export const parseRoleNamePage = (answer: unknown): RoleNamePage | { readonly problem: string } =>
	pageOf(answer, 'roleList', ({ roleName }) => (isRoleName(roleName) ? roleName : undefined));

/** The account in a record; undefined when its id is none. */
export function accountOf({ accountId, accountName, emailAddress }: JsonRecord): Account | undefined {
	if (!isAccountId(accountId)) return undefined;
	return { accountId, accountName: shownText(accountName), emailAddress: shownText(emailAddress) };
}

function shownText(value: unknown): string | undefined {
	if (typeof value !== 'string' || value.trim() === '') return undefined;
	// Cut between characters, not within one.
	return [...printable(value.slice(0, LONGEST_NAME))].slice(0, LONGEST_NAME).join('');
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** By lower-cased name, else e-mail address; those with an id alone come last, as in the AWS CLI's menu. */
const sortKey = ({ accountName, emailAddress }: Account): string =>
	(accountName ?? emailAddress)?.toLowerCase() ?? '\uffff';

export const inOrder = (accounts: Iterable<Account>): readonly Account[] =>
	[...accounts].sort((one, other) => compare(sortKey(one), sortKey(other)) || compare(one.accountId, other.accountId));

/** By lower-cased name, each once. */
export const rolesInOrder = (roleNames: Iterable<string>): readonly string[] =>
	[...new Set(roleNames)].sort((one, other) => compare(one.toLowerCase(), other.toLowerCase()) || compare(one, other));

/** Command lines for hints. */
export interface AccountHints {
	/** The one that would have been right for an account. */
	readonly retry: (account: string) => string;
	/** What helps when no account is near. */
	readonly otherwise: string;
}

/**
 * The account that is meant by an id or a name, whatever its case; the name must be that of one account only.
 * @throws Failure `account-not-found`, `account-ambiguous`
 */
export function accountNamed(word: string, accounts: readonly Account[], { retry, otherwise }: AccountHints): Account {
	const byId = accounts.find(({ accountId }) => accountId === word);
	if (byId !== undefined) return byId;
	const name = word.toLowerCase();
	const [found, ...others] = accounts.filter(({ accountName }) => accountName?.toLowerCase() === name);
	if (found === undefined) {
		const words = accounts.map(({ accountId, accountName = accountId }) =>
			isAccountId(word) ? accountId : accountName,
		);
		const near = nearest(word, words);
		const hint = near === undefined ? otherwise : retry(near);
		throw failures.accountNotFound({ account: word, count: accounts.length, nearest: near, hint });
	}
	if (others.length > 0) {
		const accountIds = [found, ...others].map(({ accountId }) => accountId);
		throw failures.accountAmbiguous({ account: word, accountIds, hints: accountIds.map(retry) });
	}
	return found;
}
