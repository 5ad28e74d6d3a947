/** Fetches accounts and their roles from the portal, and resumes where an earlier discovery stopped. */

import { type Account, type AccountPage, rolesInOrder, type Unreadable } from '../../core/discovery/assignments.ts';
import { accountsLine, type FoundAssignments, rolesLine } from '../../core/discovery/kept-discovery.ts';
import { Failure } from '../../core/failure/failure.ts';
import { networkFailures } from '../../core/failure/network-failures.ts';
import type { AccessToken } from '../../core/sign-in/access-token.ts';
import type { Context } from '../../ports/context.ts';
import type { Portal, RefusedAnswer } from '../../ports/services.ts';
import { refusedList } from '../credentials/refused-credentials.ts';
import { portalOf, type SignInTarget } from '../sign-in/session-for.ts';
import { discoveryProgress } from './discovery-progress.ts';
import { listingToken } from './listing-token.ts';
import { type Call, callAtPace } from './paced-calls.ts';

interface GatherOptions {
	/** Whether to fetch the roles of the account. */
	readonly wants: (account: Account) => boolean;
	/** Throws if the roles of an account cannot be listed, instead of adding it to `unreadable`. */
	readonly isStrict: boolean;
	/** Receives each line of the stored list as soon as it is known. */
	readonly keep: (line: string) => void;
}

export interface GatheredAssignments {
	readonly found: FoundAssignments;
	readonly unreadable: readonly Unreadable[];
}

type Writable<Record> = { -readonly [Key in keyof Record]: Record[Key] };

interface Work extends GatherOptions {
	readonly portal: Portal;
	readonly found: Writable<FoundAssignments> & {
		readonly accounts: Map<string, Account>;
		readonly roles: Map<string, readonly string[]>;
	};
	readonly unreadable: Unreadable[];
	/** How many accounts are wanted, and how many of them are done. */
	readonly count: { total: number; done: number };
	readonly tell: () => void;
	readonly failureOf: (because: RefusedAnswer | Failure, operation: string, token: AccessToken) => Promise<Failure>;
}

/**
 * Returns the accounts and roles.
 * @param known what earlier runs found and need not be fetched again
 * @throws Failure of `listingToken` and `callAtPace`, `request-refused`, `setting-invalid`, `services-not-found`
 */
export async function gatherAssignments(
	known: FoundAssignments,
	options: GatherOptions,
	session: SignInTarget,
	context: Context,
): Promise<GatheredAssignments> {
	const token = await listingToken(session, context);
	const portal = await portalOf(session, context);
	const progress = discoveryProgress(context);
	const count = { total: 0, done: 0 };
	// An incomplete list of accounts starts over, because its page token is valid only for a short time.
	const found = { ...known, accounts: new Map(known.isListed ? known.accounts : []), roles: new Map(known.roles) };
	const tell = () => progress.update({ ...count, isTotalKnown: found.isListed });
	const failureOf: Work['failureOf'] = async (because, operation, used) =>
		because instanceof Failure ? because : refusedList(because, { operation, target: session, token: used }, context);
	const work: Work = { ...options, portal, found, unreadable: [], count, tell, failureOf };
	const calls = known.isListed ? roleCalls(known.accounts.values(), work) : [accountsCall(undefined, work)];
	try {
		await callAtPace(calls, token, context);
	} finally {
		await progress.end();
	}
	return { found, unreadable: work.unreadable };
}

/** Far more pages than any list has, so this stops a list that never ends. */
const MOST_PAGES = 1000;

interface PageStart {
	readonly nextToken: string;
	/** The page tokens before this one. */
	readonly seen: ReadonlySet<string>;
}

/** Returns where the next page starts. @throws Failure `unexpected-answer` for a list that never ends */
function nextPageStart(
	nextToken: string,
	start: PageStart | undefined,
	operation: string,
	endpoint: string,
): PageStart {
	const seen = new Set([...(start?.seen ?? []), nextToken]);
	if (start?.seen.has(nextToken) === true || seen.size >= MOST_PAGES) {
		throw networkFailures.unexpectedAnswer({ endpoint, operation, problem: 'it has too many pages' });
	}
	return { nextToken, seen };
}

function accountsCall(start: PageStart | undefined, work: Work): Call {
	const { portal, keep, tell } = work;
	const operation = 'ListAccounts';
	return {
		operation,
		isUrgent: true,
		send: async (accessToken, add) => {
			const answer = await portal.listAccountsPage({ accessToken, nextToken: start?.nextToken });
			if (!answer.ok) return answer;
			const { nextToken } = answer.value;
			const next = nextToken === undefined ? undefined : nextPageStart(nextToken, start, operation, answer.endpoint);
			for (const call of takeAccounts(answer.value, work)) add(call);
			if (next !== undefined) add(accountsCall(next, work));
			keep(accountsLine(answer.value, start === undefined));
			tell();
			return undefined;
		},
		giveUp: async (because, token) => {
			throw await work.failureOf(because, operation, token);
		},
	};
}

/** Adds the accounts of a page, and returns the calls for those that are new. */
function takeAccounts({ items, leftOut, nextToken }: AccountPage, work: Work): readonly Call[] {
	const { found } = work;
	const fresh = items.filter(({ accountId }) => !found.accounts.has(accountId));
	for (const account of fresh) found.accounts.set(account.accountId, account);
	found.leftOut += leftOut;
	found.isListed = nextToken === undefined;
	return roleCalls(fresh, work);
}

function roleCalls(accounts: Iterable<Account>, { wants, found, count, ...work }: Work): readonly Call[] {
	const wanted = [...accounts].filter(wants);
	const unknown = wanted.filter(({ accountId }) => !found.roles.has(accountId));
	count.total += wanted.length;
	count.done += wanted.length - unknown.length;
	return unknown.map((account) => rolesCall({ account, names: [], leftOut: 0 }, { wants, found, count, ...work }));
}

interface RolesSoFar {
	readonly account: Account;
	readonly names: readonly string[];
	readonly leftOut: number;
	readonly start?: PageStart;
}

function rolesCall({ account, start, ...before }: RolesSoFar, work: Work): Call {
	const { accountId } = account;
	const operation = 'ListAccountRoles';
	return {
		operation,
		isUrgent: start !== undefined,
		send: async (accessToken, add) => {
			const nextToken = start?.nextToken;
			const answer = await work.portal.listAccountRolesPage({ accessToken, accountId, nextToken });
			if (!answer.ok) return answer;
			const page = answer.value;
			const names = [...before.names, ...page.items];
			const leftOut = before.leftOut + page.leftOut;
			if (page.nextToken === undefined) takeRoles(accountId, names, leftOut, work);
			else {
				const next = nextPageStart(page.nextToken, start, operation, answer.endpoint);
				add(rolesCall({ account, names, leftOut, start: next }, work));
			}
			return undefined;
		},
		giveUp: async (because, token) => {
			// An account may be listed but refused: IAM Identity Center does that while an assignment is being removed.
			if (!(because instanceof Failure) && because.status === 403) {
				takeRoles(accountId, [], 0, work);
				return;
			}
			const failure = await work.failureOf(because, operation, token);
			if (work.isStrict) throw failure;
			work.unreadable.push({ ...account, reason: failure.message });
		},
	};
}

function takeRoles(accountId: string, names: readonly string[], leftOut: number, work: Work): void {
	const roleNames = rolesInOrder(names);
	work.found.roles.set(accountId, roleNames);
	work.found.leftOut += leftOut;
	work.count.done += 1;
	work.keep(rolesLine(accountId, roleNames, leftOut));
	work.tell();
}
