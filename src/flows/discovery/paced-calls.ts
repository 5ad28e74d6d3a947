/** Sends many requests to the portal as fast as IAM Identity Center allows, and retries them. */

import { answered, type Pace, refused, sent, startingPace, waitMs } from '../../core/discovery/pace.ts';
import { Failure } from '../../core/failure/failure.ts';
import type { AccessToken } from '../../core/sign-in/access-token.ts';
import type { Ports } from '../../ports/context.ts';
import type { Machine } from '../../ports/machine.ts';
import type { RefusedAnswer } from '../../ports/services.ts';
import type { ListingToken } from './listing-token.ts';

/** A request, and what to do with its answer. */
export interface Call {
	/** The name of the operation, for messages. */
	readonly operation: string;
	/**
	 * Sends the request and handles its answer, and may `add` further calls. Resolves with a refusal, if the answer is
	 * one.
	 */
	readonly send: (accessToken: string, add: (call: Call) => void) => Promise<RefusedAnswer | undefined>;
	/** Called after a refusal or after `TRIES` failures. If it throws, all calls end. */
	readonly giveUp: (because: RefusedAnswer | Failure, token: AccessToken) => void | Promise<void>;
	/** Sent before the other calls that wait. */
	readonly isUrgent: boolean;
}

interface Attempt {
	readonly call: Call;
	readonly tries: number;
	/** The earliest time to send it, in epoch milliseconds. */
	readonly notBefore: number;
}

/** The most calls in flight: enough if an answer takes a second. */
const MOST_UNDER_WAY = 20;
/** How often a call is sent to a broken service or network. An answer of 429 does not count. */
export const TRIES = 3;
/** The pause before the second try, in milliseconds. The pause before the third is twice as long. */
export const FIRST_PAUSE_MS = 500;
/** After so many failures in a row the cause is not a single account. */
export const HOPELESS_FAILURES = 10;

interface Run {
	readonly token: ListingToken;
	readonly machine: Machine;
	pace: Pace;
	waiting: readonly Attempt[];
	readonly underWay: Set<Promise<void>>;
	failuresInARow: number;
	/** The error that ends all calls. */
	error: unknown;
}

/**
 * Sends the calls and those that they add. A throttled call is repeated until it succeeds.
 * @throws Failure of `token.replace`, any error of `giveUp`, and the last failure after `HOPELESS_FAILURES` in a row
 */
export async function callAtPace(
	calls: readonly Call[],
	token: ListingToken,
	{ machine }: Ports<'machine'>,
): Promise<void> {
	const run: Run = {
		token,
		machine,
		pace: startingPace(machine.now()),
		waiting: calls.map(firstAttempt),
		underWay: new Set(),
		failuresInARow: 0,
		error: undefined,
	};
	while (run.error === undefined && run.waiting.length + run.underWay.size > 0) await step(run);
	// Handle the answers to calls that are already sent, even after an error.
	await Promise.all(run.underWay);
	if (run.error !== undefined) throw run.error;
}

const firstAttempt = (call: Call): Attempt => ({ call, tries: 0, notBefore: 0 });

function enqueue(run: Run, attempt: Attempt): void {
	run.waiting = attempt.call.isUrgent ? [attempt, ...run.waiting] : [...run.waiting, attempt];
}

/** Sends the next call if one is due; else waits until one is due or an answer arrives. */
async function step(run: Run): Promise<void> {
	const { waiting, underWay, machine } = run;
	if (underWay.size >= MOST_UNDER_WAY || waiting.length === 0) {
		await Promise.race(underWay);
		return;
	}
	const now = machine.now();
	const due = waiting.find(({ notBefore }) => notBefore <= now);
	const wait = due === undefined ? Math.min(...waiting.map(({ notBefore }) => notBefore)) - now : waitMs(run.pace, now);
	if (due === undefined || wait > 0) {
		await machine.sleep(wait);
		return;
	}
	run.waiting = waiting.filter((attempt) => attempt !== due);
	run.pace = sent(run.pace, now);
	const work: Promise<void> = carryOut(run, due)
		.catch((error: unknown) => {
			run.error ??= error;
		})
		.finally(() => underWay.delete(work));
	underWay.add(work);
}

async function carryOut(run: Run, attempt: Attempt): Promise<void> {
	try {
		const isSettled = await ask(run, attempt.call);
		// Put it first: it has waited its turn already.
		if (!isSettled) run.waiting = [attempt, ...run.waiting];
	} catch (error) {
		if (!(error instanceof Failure) || !error.isPassing) throw error;
		await retryLater(run, attempt, error);
	}
}

/** Sends a call. Returns true if it is done, false if it must be sent again. */
async function ask(run: Run, call: Call): Promise<boolean> {
	const { token, machine } = run;
	const sentAt = machine.now();
	const used = token.current();
	const refusal = await call.send(used.accessToken, (next) => enqueue(run, firstAttempt(next)));
	if (refusal?.status === 429) {
		run.pace = refused(run.pace, sentAt, refusal.retryAfterMs, machine.now());
		return false;
	}
	run.pace = answered(run.pace);
	if (refusal?.status === 401) {
		await token.replace(used, refusal, call.operation);
		return false;
	}
	run.failuresInARow = 0;
	token.worked(used);
	if (refusal !== undefined) await call.giveUp(refusal, used);
	return true;
}

async function retryLater(run: Run, attempt: Attempt, failure: Failure): Promise<void> {
	run.failuresInARow += 1;
	if (run.failuresInARow >= HOPELESS_FAILURES) throw failure;
	const tries = attempt.tries + 1;
	if (tries >= TRIES) await attempt.call.giveUp(failure, run.token.current());
	else enqueue(run, { ...attempt, tries, notBefore: run.machine.now() + FIRST_PAUSE_MS * tries });
}
