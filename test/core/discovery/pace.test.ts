/** The pace of calls, simulated: a service that takes 20 calls in any second, a network that delays, and other users. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
	answered,
	type Pace,
	parseRetryAfter,
	refused,
	sent,
	startingPace,
	waitMs,
} from '../../../src/core/discovery/pace.ts';

const LIMIT = 20;

interface User {
	readonly from: number;
	readonly to: number;
	pace: Pace;
	/** When its calls were answered. */
	readonly answers: number[];
	refusals: number;
}

interface Network {
	/** Longest delay of each way beyond the shortest, in milliseconds. */
	readonly jitterMs: number;
	readonly retryAfterMs?: number;
	readonly seed?: number;
}

/** Numbers from 0 to 1 that are the same in each run. */
function random(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
		return state / 2 ** 32;
	};
}

/** @param spans from when to when, in milliseconds, each user calls as fast as its pace lets it */
function simulate(spans: readonly (readonly [from: number, to: number])[], network: Network): readonly User[] {
	const next = random(network.seed ?? 1);
	const delay = () => 5 + next() * network.jitterMs;
	const events: { at: number; happen: () => void }[] = [];
	const later = (at: number, happen: () => void) => events.push({ at, happen });
	let accepted: number[] = [];
	const arrive = (user: User, sentAt: number, at: number) => {
		accepted = accepted.filter((moment) => moment > at - 1000);
		const fits = accepted.length < LIMIT;
		if (fits) accepted.push(at);
		const back = at + delay();
		later(back, () => {
			if (fits) user.answers.push(back);
			else user.refusals += 1;
			user.pace = fits ? answered(user.pace) : refused(user.pace, sentAt, network.retryAfterMs, back);
		});
	};
	const look = (user: User, now: number) => {
		if (now >= user.to) return;
		const wait = waitMs(user.pace, now);
		if (wait === 0) {
			user.pace = sent(user.pace, now);
			const at = now + delay();
			later(at, () => arrive(user, now, at));
		}
		// Timers are up to two milliseconds late.
		const again = now + wait + (wait === 0 ? 0.01 : next() * 2);
		later(again, () => look(user, again));
	};
	const users = spans.map(([from, to]) => ({ from, to, pace: startingPace(from), answers: [], refusals: 0 }));
	for (const user of users) later(user.from, () => look(user, user.from));
	while (events.length > 0) {
		const first = events.reduce((best, event, at) => (event.at < (events[best]?.at ?? 0) ? at : best), 0);
		events.splice(first, 1)[0]?.happen();
	}
	return users;
}

/** Answered calls per second between two moments. */
const rate = (user: User | undefined, from: number, to: number): number =>
	((user?.answers ?? []).filter((at) => at >= from && at < to).length / (to - from)) * 1000;

for (const retryAfterMs of [0, 1000]) {
	test(`alone, on a network that delays by up to 10 ms more: 95 % of the limit (Retry-After ${retryAfterMs} ms)`, () => {
		const [user] = simulate([[0, 100_000]], { jitterMs: 10, retryAfterMs });
		assert.ok(rate(user, 0, 100_000) >= 0.95 * LIMIT, `${rate(user, 0, 100_000)}`);
		assert.is(user?.refusals, 0);
	});
}

test('alone, on a network that delays by up to 100 ms more: 85 % of the limit', () => {
	const [user] = simulate([[0, 100_000]], { jitterMs: 100 });
	assert.ok(rate(user, 0, 100_000) >= 0.85 * LIMIT, `${rate(user, 0, 100_000)}`);
});

for (const seed of [1, 2, 3]) {
	test(`three others come and go: it takes less than half, with few refusals, and has all again afterwards (${seed})`, () => {
		const others = [30_000, 30_137, 30_411].map((from) => [from, 80_000] as const);
		const users = simulate([[0, 120_000], ...others], { jitterMs: 10, seed });
		const [user] = users;
		assert.ok(rate(user, 0, 30_000) >= 0.95 * LIMIT);
		const shared = rate(user, 40_000, 80_000);
		assert.ok(shared >= 2 && shared <= LIMIT / 2, `shared ${shared}`);
		// All together still use what there is, and are refused seldom.
		const together = users.reduce((sum, one) => sum + rate(one, 40_000, 80_000), 0);
		assert.ok(together >= 0.85 * LIMIT, `together ${together}`);
		const refusals = users.reduce((sum, one) => sum + one.refusals, 0);
		assert.ok(refusals / 50 <= 0.25 * LIMIT, `refusals ${refusals}`);
		assert.ok(rate(user, 100_000, 120_000) >= 0.93 * LIMIT, `after ${rate(user, 100_000, 120_000)}`);
	});
}

test('a service that refuses everything is asked about once in two seconds, never less', () => {
	let pace = startingPace(0);
	let now = 0;
	for (let calls = 0; calls < 200; calls += 1) {
		now += waitMs(pace, now);
		pace = refused(sent(pace, now), now, undefined, now);
	}
	assert.is(pace.perSecond, 0.5);
	assert.is(waitMs(pace, now), 2000);
});

test('Retry-After is waited for, up to a minute; the minimum is one interval', () => {
	const after = (retryAfterMs: number | undefined) => waitMs(refused(startingPace(0), 0, retryAfterMs, 1000), 1000);
	assert.equal([after(3000), after(3_600_000), after(undefined), after(0)], [3000, 60_000, 55, 55]);
});

test('refusals of calls that were on their way when it was slowed down do not slow it down again', () => {
	const once = refused(startingPace(0), 10, undefined, 100);
	const twice = refused(once, 50, undefined, 110);
	assert.ok(once.perSecond < 19);
	assert.is(twice.perSecond, once.perSecond);
	assert.ok(refused(twice, 200, undefined, 250).perSecond < once.perSecond);
});

test('a call that was a little late does not delay the others; one that was very late brings no burst', () => {
	const due = startingPace(0);
	assert.is(Math.round(sent(due, 15).nextAt), 51);
	assert.is(Math.round(sent(due, 1015).nextAt), 1046);
});

test('a clock that is set back by an hour does not stop it for an hour', () => {
	const pace = sent(startingPace(3_600_000), 3_600_000);
	assert.is(waitMs(pace, 0), 0);
	assert.ok(waitMs(sent(pace, 0), 0) <= 52);
});

const headers: readonly (readonly [value: unknown, milliseconds: number | undefined])[] = [
	['3', 3000],
	[' 0 ', 0],
	['Sat, 21 Nov 2026 10:00:05 GMT', 5000],
	['Sat, 21 Nov 2026 09:00:00 GMT', 0],
	['-1', undefined],
	['1.5', undefined],
	['soon', undefined],
	['2026', 2_026_000],
	[undefined, undefined],
	[5, undefined],
];

for (const [value, milliseconds] of headers) {
	test(`Retry-After: ${value}`, () => {
		assert.is(parseRetryAfter(value, Date.UTC(2026, 10, 21, 10)), milliseconds);
	});
}

test.run();
