/** Simulates the pace of calls: a service that allows 20 calls per second, a network with delays, and other users. */
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
	/** When its calls were answered, in milliseconds. */
	readonly answers: number[];
	refusals: number;
}

interface Network {
	/** The longest extra delay in each direction, in milliseconds. */
	readonly jitterMs: number;
	readonly retryAfterMs?: number;
	readonly seed?: number;
}

/** Returns a generator of numbers from 0 to 1, the same in every run. */
function random(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
		return state / 2 ** 32;
	};
}

/** @param spans for each user, from when to when (in milliseconds) it calls as fast as its pace allows */
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
		// Timers fire up to two milliseconds late.
		const nextLook = now + wait + (wait === 0 ? 0.01 : next() * 2);
		later(nextLook, () => look(user, nextLook));
	};
	const users = spans.map(([from, to]) => ({ from, to, pace: startingPace(from), answers: [], refusals: 0 }));
	for (const user of users) later(user.from, () => look(user, user.from));
	while (events.length > 0) {
		const first = events.reduce((earliest, event, at) => (event.at < (events[earliest]?.at ?? 0) ? at : earliest), 0);
		events.splice(first, 1)[0]?.happen();
	}
	return users;
}

/** Answered calls per second between two times. */
const rate = (user: User | undefined, from: number, to: number): number =>
	((user?.answers ?? []).filter((at) => at >= from && at < to).length / (to - from)) * 1000;

for (const retryAfterMs of [0, 1000]) {
	test(`one user, up to 10 ms of extra delay: 95 % of the limit (Retry-After ${retryAfterMs} ms)`, () => {
		const [user] = simulate([[0, 100_000]], { jitterMs: 10, retryAfterMs });
		assert.ok(rate(user, 0, 100_000) >= 0.95 * LIMIT, `${rate(user, 0, 100_000)}`);
		assert.is(user?.refusals, 0);
	});
}

test('one user, up to 100 ms of extra delay: 85 % of the limit', () => {
	const [user] = simulate([[0, 100_000]], { jitterMs: 100 });
	assert.ok(rate(user, 0, 100_000) >= 0.85 * LIMIT, `${rate(user, 0, 100_000)}`);
});

for (const seed of [1, 2, 3]) {
	test(`three more users come and go: the first gives way, with few refusals, and speeds up again (seed ${seed})`, () => {
		const others = [30_000, 30_137, 30_411].map((from) => [from, 80_000] as const);
		const users = simulate([[0, 120_000], ...others], { jitterMs: 10, seed });
		const [user] = users;
		assert.ok(rate(user, 0, 30_000) >= 0.95 * LIMIT);
		const shared = rate(user, 40_000, 80_000);
		assert.ok(shared >= 2 && shared <= LIMIT / 2, `shared ${shared}`);
		// Together they use the limit, and few calls are refused.
		const total = users.reduce((sum, user) => sum + rate(user, 40_000, 80_000), 0);
		assert.ok(total >= 0.85 * LIMIT, `together ${total}`);
		const refusals = users.reduce((sum, user) => sum + user.refusals, 0);
		assert.ok(refusals / 50 <= 0.25 * LIMIT, `refusals ${refusals}`);
		assert.ok(rate(user, 100_000, 120_000) >= 0.93 * LIMIT, `after ${rate(user, 100_000, 120_000)}`);
	});
}

test('a service that refuses everything still gets a call about every two seconds', () => {
	let pace = startingPace(0);
	let now = 0;
	for (let calls = 0; calls < 200; calls += 1) {
		now += waitMs(pace, now);
		pace = refused(sent(pace, now), now, undefined, now);
	}
	assert.is(pace.perSecond, 0.5);
	assert.is(waitMs(pace, now), 2000);
});

test('Retry-After is waited for, from one interval up to a minute', () => {
	const after = (retryAfterMs: number | undefined) => waitMs(refused(startingPace(0), 0, retryAfterMs, 1000), 1000);
	assert.equal([after(3000), after(3_600_000), after(undefined), after(0)], [3000, 60_000, 55, 55]);
});

test('refusals of calls sent before it slowed down do not slow it down again', () => {
	const slowed = refused(startingPace(0), 10, undefined, 100);
	const twice = refused(slowed, 50, undefined, 110);
	assert.ok(slowed.perSecond < 19);
	assert.is(twice.perSecond, slowed.perSecond);
	assert.ok(refused(twice, 200, undefined, 250).perSecond < slowed.perSecond);
});

test('a call that was slightly late does not delay the others; a very late one causes no burst', () => {
	const pace = startingPace(0);
	assert.is(Math.round(sent(pace, 15).nextAt), 51);
	assert.is(Math.round(sent(pace, 1015).nextAt), 1046);
});

test('a clock that is set back by an hour does not stop the calls', () => {
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
