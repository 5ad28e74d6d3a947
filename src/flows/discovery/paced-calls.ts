/** Many calls of the portal at the pace that Identity Center bears, each repeated until it is answered or hopeless. */

import { answered, type Pace, refused, sent, startingPace, waitMs } from '../../core/discovery/pace.ts';
import { Failure } from '../../core/failure/failure.ts';
import type { AccessToken } from '../../core/sign-in/access-token.ts';
import type { Ports } from '../../ports/context.ts';
import type { Machine } from '../../ports/machine.ts';
import type { RefusedAnswer } from '../../ports/services.ts';
import type { ListingToken } from './listing-token.ts';

/** One request, and what becomes of its answer. */
export interface Call {
	/** For messages. */
	readonly operation: string;
	/** Sends it; takes the answer in, which may lead to further calls. Resolves with the refusal, where it is one. */
	readonly send: (accessToken: string, add: (call: Call) => void) => Promise<RefusedAnswer | undefined>;
	/** Takes in that nothing is to be had, for a refusal or after several failures. What it throws ends everything. */
	readonly giveUp: (because: RefusedAnswer | Failure, token: AccessToken) => void | Promise<void>;
	/** Sent before others that wait. */
	readonly isUrgent: boolean;
}

interface Attempt {
	readonly call: Call;
	readonly tries: number;
	/** Epoch milliseconds before which it is not sent. */
	readonly notBefore: number;
}

/** Calls under way at most: enough for an answer that takes a second. */
const MOST_UNDER_WAY = 20;
/** How often a call is sent that meets a broken service or network. Throttling is no try. */
const TRIES = 3;
/** Before the second try; twice that before the third. */
const FIRST_PAUSE_MS = 500;
/** So many failures with no answer between them are not about single accounts. */
const HOPELESS_FAILURES = 10;

interface Run {
	readonly token: ListingToken;
	readonly machine: Machine;
	pace: Pace;
	waiting: readonly Attempt[];
	readonly underWay: Set<Promise<void>>;
	failuresInARow: number;
	/** What ends everything. */
	error: unknown;
}

/**
 * Carries out the calls and those that they lead to. Throttling alone is never given up for.
 * @throws Failure of `token.replace`; what `giveUp` throws; the failure that keeps coming where nothing is answered any more
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
	// What is on its way has been paid for: it is taken in, whatever ended the rest.
	await Promise.all(run.underWay);
	if (run.error !== undefined) throw run.error;
}

const firstAttempt = (call: Call): Attempt => ({ call, tries: 0, notBefore: 0 });

function enqueue(run: Run, attempt: Attempt): void {
	run.waiting = attempt.call.isUrgent ? [attempt, ...run.waiting] : [...run.waiting, attempt];
}

/** Sends the next call if one is due, else waits for whatever comes first. */
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
		// Its turn has come already: it does not queue again.
		if (!isSettled) run.waiting = [attempt, ...run.waiting];
	} catch (error) {
		if (!(error instanceof Failure) || !error.isPassing) throw error;
		await retryLater(run, attempt, error);
	}
}

/** True when the call is done with; false when it has to be sent again. */
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
