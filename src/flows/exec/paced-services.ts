/** Gets the role credentials of many profiles as fast as IAM Identity Center allows. */
import { answered, type Pace, refused, sent, startingPace, waitMs } from '../../core/discovery/pace.ts';
import { Failure } from '../../core/failure/failure.ts';
import { failures } from '../../core/failure/failures.ts';
import type { Context, Ports } from '../../ports/context.ts';
import type { Answer, Portal } from '../../ports/services.ts';
import { FIRST_PAUSE_MS, HOPELESS_FAILURES, TRIES } from '../discovery/paced-calls.ts';

/** Sends requests one after another at a pace, though their answers may take longer. */
interface Pacer {
	/** Waits until a request may be sent. */
	readonly turn: () => Promise<void>;
	/** Sends a request at its turn, and again after a 429 or a passing failure. */
	readonly perform: <Value>(send: () => Promise<Answer<Value>>) => Promise<Answer<Value>>;
}

/**
 * Returns the context with a portal that keeps a pace. All profiles of a region share one pace, because they may be of
 * one organization, which has one limit.
 * @param stopped ends all waiting
 */
export function pacedContext(context: Context, stopped: AbortSignal): Context {
	const portals = new Map<string, Promise<Portal>>();
	const { services } = context;
	const open: Context['services']['portal'] = async (ssoRegion, address) =>
		atPace(await services.portal(ssoRegion, address), pacer(context, stopped));
	return {
		...context,
		services: {
			...services,
			portal: (ssoRegion, address) => {
				const key = JSON.stringify([ssoRegion, address]);
				const portal = portals.get(key) ?? open(ssoRegion, address);
				portals.set(key, portal);
				return portal;
			},
		},
	};
}

const atPace = (portal: Portal, { turn, perform }: Pacer): Portal => ({
	...portal,
	getRoleCredentials: (role) => perform(() => portal.getRoleCredentialsOnce(role)),
	// Only after a refusal, for its hint.
	listAccountRoles: async (account) => {
		await turn();
		return portal.listAccountRoles(account);
	},
});

function pacer({ machine }: Ports<'machine'>, stopped: AbortSignal): Pacer {
	let pace: Pace = startingPace(machine.now());
	let last: Promise<unknown> = Promise.resolve();
	let failuresInARow = 0;
	const sleep = async (milliseconds: number) => {
		if (!stopped.aborted) await machine.sleep(milliseconds, stopped);
		if (stopped.aborted) throw failures.interrupted({ signal: String(stopped.reason) });
	};
	const waitForTurn = async () => {
		for (let wait = waitMs(pace, machine.now()); wait > 0; wait = waitMs(pace, machine.now())) await sleep(wait);
		pace = sent(pace, machine.now());
	};
	const turn = () => {
		const own = last.then(waitForTurn);
		last = own.catch(() => undefined);
		return own;
	};
	/** Returns the answer; undefined if the request has to be sent again because of a 429. */
	const attempt = async <Value>(send: () => Promise<Answer<Value>>): Promise<Answer<Value> | undefined> => {
		await turn();
		const sentAt = machine.now();
		const answer = await send();
		failuresInARow = 0;
		if (!answer.ok && answer.status === 429) {
			pace = refused(pace, sentAt, answer.retryAfterMs, machine.now());
			return undefined;
		}
		pace = answered(pace);
		return answer;
	};
	/** Waits after a failure. @throws the failure, if another attempt would not help */
	const pauseAfter = async (error: unknown, tries: number) => {
		if (!(error instanceof Failure) || !error.isPassing) throw error;
		failuresInARow += 1;
		// After so many, the cause is not a single request.
		if (tries >= TRIES || failuresInARow >= HOPELESS_FAILURES) throw error;
		await sleep(FIRST_PAUSE_MS * tries);
	};
	const perform: Pacer['perform'] = async (send) => {
		let tries = 1;
		for (;;) {
			try {
				const answer = await attempt(send);
				if (answer !== undefined) return answer;
			} catch (error) {
				await pauseAfter(error, tries);
				tries += 1;
			}
		}
	};
	return { turn, perform };
}
