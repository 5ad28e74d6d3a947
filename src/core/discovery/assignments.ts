/** Checks and sorts the accounts and roles that a person is assigned to, and finds an account by ID or name. */

import { isAccountId, isRoleName } from '../aws/identifiers.ts';
import { roleFailures } from '../failure/role-failures.ts';
import { asRecord, type JsonRecord } from '../text/json.ts';
import { nearest } from '../text/nearest.ts';
import { printable } from '../text/printable.ts';

export interface Account {
	/** Twelve digits. */
	readonly accountId: string;
	/** Printable, on one line: control characters are escaped. */
	readonly accountName: string | undefined;
	readonly emailAddress: string | undefined;
}

export interface Assignment {
	readonly account: Account;
	/** Empty if AWS lists the account but refuses to list its roles (403). */
	readonly roleNames: readonly string[];
}

/** An account whose roles could not be listed, with the reason in our own words. */
export interface Unreadable extends Account {
	readonly reason: string;
}

interface Page<Item> {
	readonly items: readonly Item[];
	/** Number of entries that were dropped because AWS does not allow their ID or name. */
	readonly leftOut: number;
	/** Token for the next page; undefined on the last page. */
	readonly nextToken: string | undefined;
}

export type AccountPage = Page<Account>;
export type RoleNamePage = Page<string>;

/** AWS allows names of 50 characters and e-mail addresses of 64; longer texts are cut. */
const LONGEST_NAME = 256;

/**
 * Reads one page of a list from a response, without the entries that `read` rejects. Returns the problem if there is no
 * such list.
 */
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

/** Parses a response of ListAccounts, or returns the problem with it. */
export const parseAccountPage = (answer: unknown): AccountPage | { readonly problem: string } =>
	pageOf(answer, 'accountList', accountOf);

/** Parses a response of ListAccountRoles, or returns the problem with it. */
export const parseRoleNamePage = (answer: unknown): RoleNamePage | { readonly problem: string } =>
	pageOf(answer, 'roleList', ({ roleName }) => (isRoleName(roleName) ? roleName : undefined));

/** Parses an account; undefined if its ID is not valid. */
export function accountOf({ accountId, accountName, emailAddress }: JsonRecord): Account | undefined {
	if (!isAccountId(accountId)) return undefined;
	return { accountId, accountName: shownText(accountName), emailAddress: shownText(emailAddress) };
}

function shownText(value: unknown): string | undefined {
	if (typeof value !== 'string' || value.trim() === '') return undefined;
	// Cut between characters, not inside a surrogate pair.
	return [...printable(value.slice(0, LONGEST_NAME))].slice(0, LONGEST_NAME).join('');
}

const compareText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/**
 * Sorts by name in lower case, else by e-mail address; accounts with only an ID come last, as in the AWS CLI's menu.
 */
const sortKey = ({ accountName, emailAddress }: Account): string =>
	(accountName ?? emailAddress)?.toLowerCase() ?? '\uffff';

export const inOrder = (accounts: Iterable<Account>): readonly Account[] =>
	[...accounts].sort(
		(left, right) => compareText(sortKey(left), sortKey(right)) || compareText(left.accountId, right.accountId),
	);

/** Sorts role names by lower case, without duplicates. */
export const rolesInOrder = (roleNames: Iterable<string>): readonly string[] =>
	[...new Set(roleNames)].sort(
		(left, right) => compareText(left.toLowerCase(), right.toLowerCase()) || compareText(left, right),
	);

/** Commands for the hints of failures. */
export interface AccountHints {
	/** Returns the corrected command for an account. */
	readonly retry: (account: string) => string;
	/** The hint if no account has a similar name. */
	readonly otherwise: string;
}

/**
 * Finds the account with this ID or name: with exactly this name, else with this name in any case. Fails if several
 * accounts have the name.
 * @throws Failure `account-not-found`, `account-ambiguous`
 */
export function accountNamed(word: string, accounts: readonly Account[], { retry, otherwise }: AccountHints): Account {
	const byId = accounts.find(({ accountId }) => accountId === word);
	if (byId !== undefined) return byId;
	const name = word.toLowerCase();
	const inAnyCase = accounts.filter(({ accountName }) => accountName?.toLowerCase() === name);
	const exact = inAnyCase.filter(({ accountName }) => accountName === word);
	const [account, ...others] = exact.length > 0 ? exact : inAnyCase;
	if (account === undefined) {
		const candidates = accounts.map(({ accountId, accountName = accountId }) =>
			isAccountId(word) ? accountId : accountName,
		);
		const near = nearest(word, candidates);
		const hint = near === undefined ? otherwise : retry(near);
		throw roleFailures.accountNotFound({ account: word, count: accounts.length, nearest: near, hint });
	}
	if (others.length > 0) {
		const accountIds = [account, ...others].map(({ accountId }) => accountId);
		throw roleFailures.accountAmbiguous({ account: word, accountIds, hints: accountIds.map(retry) });
	}
	return account;
}
