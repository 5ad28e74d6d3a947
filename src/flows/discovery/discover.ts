/**
 * The accounts and roles of a sign-in: as found within the last day, else asked for. What is found is kept line by line, so that
 * a discovery that was interrupted goes on where it was, and none is begun while another process is at it.
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
import type { FoundSession } from '../sign-in/session-for.ts';
import { gatherAssignments } from './gather-assignments.ts';

export interface Discovery {
	/** By name of the account; roles by name. */
	readonly assignments: readonly Assignment[];
	/** When it began, in epoch milliseconds: nothing in it is older. */
	readonly discoveredAt: number;
	/** Accounts that could not be asked; they are asked again next time. */
	readonly unreadable: readonly Unreadable[];
}

export interface DiscoverOptions {
	/** Nothing is used that was found before. */
	readonly refresh: boolean;
	/** With `refresh`: what was found from then on does serve (epoch ms); now, unless told. */
	readonly since?: number;
	/** A profile of the session, whose settings say how the service is reached. */
	readonly profile?: string | undefined;
	/** The config files, where they were read already. */
	readonly loaded?: LoadedConfig;
}

/** After this AWS is asked anew. */
const MOST_AGE_MS = 24 * 3_600_000;

/** What serves of what was kept. */
interface Memory {
	readonly whole: () => FoundAssignments | undefined;
	readonly growing: () => FoundAssignments | undefined;
	readonly store: Discoveries;
	readonly key: string;
}

async function memoryOf(
	session: SsoSession,
	options: DiscoverOptions,
	context: Ports<'files' | 'machine'>,
): Promise<Memory> {
	const store = await context.files.discoveries();
	const key = tokenKey(session);
	const notBefore = options.refresh ? (options.since ?? context.machine.now()) : context.machine.now() - MOST_AGE_MS;
	const usable = (text: string | undefined) => {
		// The first line tells its age: a long text is read only if it serves.
		const about = parseDiscovery(text?.split('\n', 1)[0] ?? '', session);
		const serves = about !== undefined && about.begunAt >= notBefore && about.begunAt <= context.machine.now();
		return serves ? parseDiscovery(text ?? '', session) : undefined;
	};
	return {
		whole: () => usable(store.readWhole(key)),
		growing: () => usable(store.readGrowing(key)),
		store,
		key,
	};
}

const foundSession = (
	session: SsoSession,
	{ profile, loaded }: DiscoverOptions,
	context: Ports<'files'>,
): FoundSession => ({
	session,
	profile,
	loaded: loaded ?? context.files.loadConfig(),
});

const nothing = (begunAt: number): FoundAssignments => ({
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

/** @throws Failure of `gatherAssignments`, `config-unreadable` */
export async function discover(session: SsoSession, options: DiscoverOptions, context: Context): Promise<Discovery> {
	const memory = await memoryOf(session, options, context);
	const ready = () => {
		const whole = memory.whole();
		return whole === undefined ? undefined : discoveryOf(whole, []);
	};
	const work = () => discoverAll(memory, foundSession(session, options, context), context);
	return ready() ?? context.machine.singleFlight(`discover ${memory.key}`, { ready, work });
}

async function discoverAll(memory: Memory, session: FoundSession, context: Context): Promise<Discovery> {
	const { store, key } = memory;
	const growing = memory.growing();
	const known = growing ?? nothing(context.machine.now());
	const keeping = unlessBroken(context);
	keeping(() => {
		if (growing === undefined) store.begin(key, beginLine(session.session, known.begunAt));
		// What a killed process wrote last may lack its end.
		else if (store.readGrowing(key)?.endsWith('\n') === false) store.append(key, '\n');
	});
	const keep = (line: string) => keeping(() => store.append(key, line));
	const wishes = { wants: () => true, isStrict: false, keep };
	const { found, unreadable } = await gatherAssignments(known, wishes, session, context);
	if (isDiscoveryComplete(found)) keeping(() => store.finish(key));
	if (found.leftOut > 0) {
		context.terminal.say(`warning: skipped ${found.leftOut} accounts or roles whose IDs or names AWS does not allow`);
	}
	return discoveryOf(found, unreadable);
}

/** Where nothing can be kept, everything still works; it is said once. */
function unlessBroken(context: Ports<'terminal'>): (write: () => void) => void {
	let isBroken = false;
	return (write) => {
		if (isBroken) return;
		try {
			write();
		} catch (error) {
			if (!(error instanceof Failure)) throw error;
			isBroken = true;
			context.terminal.say(`warning: ${error.message}; the results will not be saved`);
		}
	};
}

export interface OneDiscovery extends Pick<Discovery, 'discoveredAt' | 'unreadable'> {
	readonly assignment: Assignment;
}

/**
 * The roles of one account: asks for no more than these and the list of accounts, where they are not kept. Keeps nothing.
 * @param choose which account; what it throws ends it
 * @throws Failure of `gatherAssignments`, `config-unreadable`
 */
export async function discoverOne(
	session: SsoSession,
	choose: (accounts: readonly Account[]) => Account | Promise<Account>,
	options: DiscoverOptions,
	context: Context,
): Promise<OneDiscovery> {
	const memory = await memoryOf(session, options, context);
	const known = memory.whole() ?? memory.growing() ?? nothing(context.machine.now());
	const gather = async (from: FoundAssignments, wants: (account: Account) => boolean): Promise<FoundAssignments> => {
		const wishes = { wants, isStrict: true, keep: () => undefined };
		return (await gatherAssignments(from, wishes, foundSession(session, options, context), context)).found;
	};
	const listed = known.isListed ? known : await gather(known, () => false);
	const account = await choose(inOrder(listed.accounts.values()));
	const { accountId } = account;
	const kept = listed.roles.get(accountId);
	if (kept !== undefined) {
		return { assignment: { account, roleNames: kept }, unreadable: [], discoveredAt: known.begunAt };
	}
	const discoveredAt = context.machine.now();
	const asked = await gather(listed, (other) => other.accountId === accountId);
	return { assignment: { account, roleNames: asked.roles.get(accountId) ?? [] }, unreadable: [], discoveredAt };
}
