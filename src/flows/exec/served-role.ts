/** Holds the credentials of a role for `serve`, and renews them ahead of time. */
import { renewalTime } from '../../core/aws/lifetime.ts';
import { areCredentialsAlive, endsAt, type RoleCredentials } from '../../core/credentials/role-credentials.ts';
import { Failure } from '../../core/failure/failure.ts';
import { rootOf, type ServedProfile } from '../../core/profile/role-chain.ts';
import { formatDuration } from '../../core/text/time.ts';
import type { Context } from '../../ports/context.ts';
import { credentialsFor } from '../credentials/credentials-for.ts';
import { type ChosenRole, credentialsOf } from '../profile/requested-role.ts';
import { tokenIfSignedInUntil } from '../sign-in/cached-token.ts';
import { watchSignOut } from '../sign-in/sign-out-watch.ts';

export interface ServedRole {
	readonly profile: ServedProfile;
	/**
	 * Returns credentials that have not expired. Waits only if there are none.
	 * @throws Failure of `credentialsFor`
	 */
	readonly current: () => Promise<RoleCredentials>;
	/**
	 * Renews them ahead of time, for ever.
	 * @param onNew called for credentials that it has not taken yet
	 */
	readonly keepFresh: (onNew?: TakeCredentials) => Promise<never>;
}

/**
 * Takes credentials for use elsewhere. Returns false if they should be given again in a moment.
 * @param areAlive false once they must not be given to anybody any more
 */
type TakeCredentials = (credentials: RoleCredentials, areAlive: () => boolean) => Promise<boolean>;

/** Why there are no new credentials, and when to try again. */
interface Trouble {
	/** Undefined if there are no new ones because AWS cannot be reached, and the old ones are still good. */
	readonly failure: Failure | undefined;
	readonly pauseMs: number;
	readonly retryAt: number;
}

interface HeldCredentials {
	readonly credentials: RoleCredentials;
	readonly renewAt: number;
	/** Returns true if the person has signed out since. */
	readonly isSignedOut: () => boolean;
}

/** A role, and what is known of it by now. */
interface Holder {
	readonly role: ChosenRole;
	readonly context: Context;
	held?: HeldCredentials | undefined;
	trouble?: Trouble | undefined;
	/** All who need new credentials at the same time wait for the same renewal. */
	renewing?: Promise<void> | undefined;
}

const SHORTEST_PAUSE_MS = 2000;
const LONGEST_PAUSE_MS = 60_000;
/** The longest sleep: timers stand still while the machine sleeps, and the life of credentials goes on. */
const LONGEST_SLEEP_MS = 10_000;

/**
 * Gets the credentials of a role for the first time, and offers a sign-in if they need one. Goes on without them if a
 * sign-in is still needed, or AWS cannot be reached.
 * @throws Failure of `credentialsOf`
 */
export async function servedRole(role: ChosenRole, context: Context): Promise<ServedRole> {
	const holder: Holder = { role, context };
	try {
		take(holder, await credentialsOf(role, context, true));
	} catch (error) {
		if (!(error instanceof Failure) || (error.status !== 4 && !error.isPassing)) throw error;
		endure(holder, error);
	}
	return { profile: role.profile, current: () => current(holder), keepFresh: (onNew) => keepFresh(holder, onNew) };
}

const say = ({ role, context }: Holder, line: string): void => context.terminal.say(`${role.profile.name}: ${line}`);

function take(holder: Holder, credentials: RoleCredentials): void {
	const { role, context } = holder;
	const now = context.machine.now();
	const end = endsAt(credentials);
	const root = rootOf(role.profile);
	const isSignedOut = root === undefined ? () => false : watchSignOut(root, context);
	holder.held = { credentials, renewAt: renewalTime(end, now), isSignedOut };
	if (holder.trouble !== undefined) say(holder, `has new credentials, for ${formatDuration(end - now)}`);
	holder.trouble = undefined;
}

/** Says what the trouble is, unless it is the same as before, and plans the next try. */
function endure(holder: Holder, failure: Failure): void {
	if (holder.trouble?.failure?.code !== failure.code) {
		say(holder, failure.message);
		for (const hint of failure.hints) holder.context.terminal.say(`hint: ${hint}`);
	}
	planNextTry(holder, failure);
}

const NEEDS_SIGN_IN = new Set(['sign-in-needed', 'access-token-refused']);

const needsSignIn = (failure: Failure | undefined): boolean => failure !== undefined && NEEDS_SIGN_IN.has(failure.code);

function planNextTry(holder: Holder, failure: Failure | undefined): void {
	const grown = Math.min(2 * (holder.trouble?.pauseMs ?? SHORTEST_PAUSE_MS / 2), LONGEST_PAUSE_MS);
	// To look whether there is a sign-in asks nobody, and a person who has signed in should not wait.
	const pauseMs = needsSignIn(failure) ? SHORTEST_PAUSE_MS : grown;
	holder.trouble = { failure, pauseMs, retryAt: holder.context.machine.now() + pauseMs };
}

/** Returns true while nobody has signed in, so that another try would be in vain. Asks nobody. */
function isSignInMissing({ role, context, trouble }: Holder): boolean {
	const root = rootOf(role.profile);
	if (root === undefined || !needsSignIn(trouble?.failure)) return false;
	return tokenIfSignedInUntil(root, context.machine.now(), context) === undefined;
}

/** Gets new credentials by the shared request that other processes wait for, too. Never signs in. */
async function tryAgain(holder: Holder): Promise<void> {
	const { role, context, held, trouble } = holder;
	if (isSignInMissing(holder)) return planNextTry(holder, trouble?.failure);
	const lines: string[] = [];
	const listening = { ...context, terminal: { ...context.terminal, say: (line: string) => lines.push(line) } };
	try {
		const credentials = await credentialsFor(role.profile, role.loaded, listening, {
			isUnattended: true,
			asksAgain: true,
		});
		// The old ones come back, with a line that says why, if they could not be renewed and are still good.
		if (credentials.accessKeyId === held?.credentials.accessKeyId) planNextTry(holder, undefined);
		else take(holder, credentials);
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		endure(holder, error);
	}
	if (trouble === undefined || holder.trouble === undefined) for (const line of lines) say(holder, line);
}

function renew(holder: Holder): Promise<void> {
	holder.renewing ??= tryAgain(holder).finally(() => {
		holder.renewing = undefined;
	});
	return holder.renewing;
}

/** Returns the credentials, if they may still be given to somebody. A sign-out ends that before they expire. */
function alive(holder: Holder): RoleCredentials | undefined {
	if (holder.held?.isSignedOut() === true) holder.held = undefined;
	const { held, context } = holder;
	const isAlive = held !== undefined && areCredentialsAlive(held.credentials, context.machine.now());
	return isAlive ? held.credentials : undefined;
}

const nextTry = ({ held, trouble }: Holder): number => Math.max(held?.renewAt ?? 0, trouble?.retryAt ?? 0);

async function current(holder: Holder): Promise<RoleCredentials> {
	const held = alive(holder);
	if (held !== undefined) return held;
	const mustWait = holder.trouble?.failure !== undefined && holder.context.machine.now() < nextTry(holder);
	if (holder.renewing !== undefined || !mustWait) await renew(holder);
	const credentials = alive(holder);
	if (credentials !== undefined) return credentials;
	throw holder.trouble?.failure ?? new TypeError('credentials are missing for no reason');
}

async function keepFresh(holder: Holder, onNew: TakeCredentials | undefined): Promise<never> {
	const { machine } = holder.context;
	let taken: RoleCredentials | undefined;
	for (;;) {
		// Asked each time, because a sign-out is noticed here.
		const held = alive(holder);
		const isNew = onNew !== undefined && held !== undefined && held !== taken;
		if (isNew && (await onNew(held, () => alive(holder) === held))) taken = held;
		const pause = nextTry(holder) - machine.now();
		if (pause > 0) await machine.sleep(Math.min(pause, LONGEST_SLEEP_MS));
		else await renew(holder);
	}
}
