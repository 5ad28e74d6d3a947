/**
 * Lists the accounts and roles of a sign-in: from a list of the last 24 hours, else from AWS. Each answer is stored as
 * a line, so that a run that was interrupted resumes where it stopped. Processes that want the same list wait for the
 * one that fetches it.
 */

import { type SsoSession, tokenKey } from '../../core/aws/sso-session.ts';
import { type Account, type Assignment, inOrder, type Unreadable } from '../../core/discovery/assignments.ts';
import {
	beginLine,
	type FoundAssignments,
	isDiscoveryComplete,
	parseDiscovery,
} from '../../core/discovery/kept-discovery.ts';
import { Failure } from '../../core/failure/failure.ts';
import type { Context, Ports } from '../../ports/context.ts';
import type { Discoveries, LoadedConfig } from '../../ports/files.ts';
import type { SignInTarget } from '../sign-in/session-for.ts';
import { gatherAssignments } from './gather-assignments.ts';

export interface Discovery {
	/** By account name, with the roles by name. */
	readonly assignments: readonly Assignment[];
	/** When the discovery began, in epoch milliseconds. Nothing in it is older. */
	readonly discoveredAt: number;
	/** The accounts whose roles could not be listed. The next run tries them again. */
	readonly unreadable: readonly Unreadable[];
}

export interface DiscoverOptions {
	/** Ignores stored lists. */
	readonly refresh: boolean;
	/** With `refresh`: still uses a list that began at this time or later (epoch milliseconds). Default: now. */
	readonly since?: number;
	/** A profile of the session, whose settings give the address of the service. */
	readonly profile?: string | undefined;
	/** The config files, if they have been read already. */
	readonly loaded?: LoadedConfig;
}

/** Older lists are fetched again. */
export const MOST_AGE_MS = 24 * 3_600_000;

/** The stored lists of a sign-in that are recent enough. */
interface StoredLists {
	readonly complete: () => FoundAssignments | undefined;
	readonly partial: () => FoundAssignments | undefined;
	readonly store: Discoveries;
	readonly key: string;
}

async function storedListsOf(
	session: SsoSession,
	options: DiscoverOptions,
	context: Ports<'files' | 'machine'>,
): Promise<StoredLists> {
	const store = await context.files.discoveries();
	const key = tokenKey(session);
	const notBefore = options.refresh ? (options.since ?? context.machine.now()) : context.machine.now() - MOST_AGE_MS;
	const usable = (text: string | undefined) => {
		// The first line has the age: read a long list only if it is recent enough.
		const header = parseDiscovery(text?.split('\n', 1)[0] ?? '', session);
		const isRecent = header !== undefined && header.begunAt >= notBefore && header.begunAt <= context.machine.now();
		return isRecent ? parseDiscovery(text ?? '', session) : undefined;
	};
	return {
		complete: () => usable(store.readComplete(key)),
		partial: () => usable(store.readPartial(key)),
		store,
		key,
	};
}

const foundSession = (
	session: SsoSession,
	{ profile, loaded }: DiscoverOptions,
	context: Ports<'files'>,
): SignInTarget => ({
	session,
	profile,
	loaded: loaded ?? context.files.loadConfig(),
});

const emptyDiscovery = (begunAt: number): FoundAssignments => ({
	begunAt,
	accounts: new Map(),
	isListed: false,
	roles: new Map(),
	leftOut: 0,
});

function discoveryOf(found: FoundAssignments, unreadable: readonly Unreadable[]): Discovery {
	const assignments = inOrder(found.accounts.values()).flatMap((account) => {
		const roleNames = found.roles.get(account.accountId);
		return roleNames === undefined ? [] : [{ account, roleNames }];
	});
	return { assignments, discoveredAt: found.begunAt, unreadable };
}

/** Returns the accounts and roles of a sign-in. @throws Failure of `gatherAssignments`, `config-unreadable` */
export async function discover(session: SsoSession, options: DiscoverOptions, context: Context): Promise<Discovery> {
	const stored = await storedListsOf(session, options, context);
	const ready = () => {
		const complete = stored.complete();
		return complete === undefined ? undefined : discoveryOf(complete, []);
	};
	const work = () => discoverAll(stored, foundSession(session, options, context), context);
	return ready() ?? context.machine.singleFlight(`discover ${stored.key}`, { ready, work });
}

async function discoverAll(stored: StoredLists, session: SignInTarget, context: Context): Promise<Discovery> {
	const { store, key } = stored;
	const partial = stored.partial();
	const known = partial ?? emptyDiscovery(context.machine.now());
	const runWrite = stopAfterFailure(context);
	runWrite(() => {
		if (partial === undefined) store.begin(key, beginLine(session.session, known.begunAt));
		// A killed process may have left the last line incomplete.
		else if (store.readPartial(key)?.endsWith('\n') === false) store.append(key, '\n');
	});
	const keep = (line: string) => runWrite(() => store.append(key, line));
	const gatherOptions = { wants: () => true, isStrict: false, keep };
	const { found, unreadable } = await gatherAssignments(known, gatherOptions, session, context);
	if (isDiscoveryComplete(found)) runWrite(() => store.finish(key));
	if (found.leftOut > 0) context.terminal.say(`warning: skipped ${skippedText(found.leftOut)} AWS does not allow`);
	return discoveryOf(found, unreadable);
}

/**
 * Returns a function that runs writes until one fails, then warns once and skips the rest: a discovery works without
 * stored lists.
 */
function stopAfterFailure(context: Ports<'terminal'>): (write: () => void) => void {
	let hasFailed = false;
	return (write) => {
		if (hasFailed) return;
		try {
			write();
		} catch (error) {
			if (!(error instanceof Failure)) throw error;
			hasFailed = true;
			context.terminal.say(`warning: ${error.message}; the results will not be saved`);
		}
	};
}

/** Returns the accounts of a stored list; undefined if it is too old, or not complete. @throws Failure `home-unknown` */
export async function storedAccounts(
	session: SsoSession,
	context: Ports<'files' | 'machine'>,
): Promise<readonly Account[] | undefined> {
	const stored = await storedListsOf(session, { refresh: false }, context);
	const known = stored.complete() ?? stored.partial();
	return known?.isListed === true ? inOrder(known.accounts.values()) : undefined;
}

/** Asks AWS for the accounts, and for no role. Stores nothing. @throws Failure of `gatherAssignments` */
export async function listedAccounts(target: SignInTarget, context: Context): Promise<readonly Account[]> {
	const options = { wants: () => false, isStrict: true, keep: () => undefined };
	const { found } = await gatherAssignments(emptyDiscovery(context.machine.now()), options, target, context);
	return inOrder(found.accounts.values());
}

export interface OneDiscovery extends Pick<Discovery, 'discoveredAt' | 'unreadable'> {
	readonly assignment: Assignment;
}

/**
 * Returns the roles of one account. Requests only these and the list of accounts, if they are not stored. Stores
 * nothing.
 * @param choose returns the account, or throws to stop
 * @throws Failure of `gatherAssignments`, `config-unreadable`
 */
export async function discoverOne(
	session: SsoSession,
	choose: (accounts: readonly Account[]) => Account | Promise<Account>,
	options: DiscoverOptions,
	context: Context,
): Promise<OneDiscovery> {
	const stored = await storedListsOf(session, options, context);
	const known = stored.complete() ?? stored.partial() ?? emptyDiscovery(context.machine.now());
	const gather = async (from: FoundAssignments, wants: (account: Account) => boolean): Promise<FoundAssignments> => {
		const gatherOptions = { wants, isStrict: true, keep: () => undefined };
		return (await gatherAssignments(from, gatherOptions, foundSession(session, options, context), context)).found;
	};
	const listed = known.isListed ? known : await gather(known, () => false);
	const account = await choose(inOrder(listed.accounts.values()));
	const { accountId } = account;
	const roleNames = listed.roles.get(accountId);
	if (roleNames !== undefined) {
		return { assignment: { account, roleNames }, unreadable: [], discoveredAt: known.begunAt };
	}
	const discoveredAt = context.machine.now();
	const asked = await gather(listed, (other) => other.accountId === accountId);
	return { assignment: { account, roleNames: asked.roles.get(accountId) ?? [] }, unreadable: [], discoveredAt };
}

const skippedText = (count: number): string =>
	count === 1 ? 'an account or role whose ID or name' : `${count} accounts or roles whose IDs or names`;
