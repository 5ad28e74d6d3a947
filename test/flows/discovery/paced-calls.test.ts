/** Calls at a pace: the effect of each answer, how often a call is sent, and what ends all calls. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Failure } from '../../../src/core/failure/failure.ts';
import { networkFailures } from '../../../src/core/failure/network-failures.ts';
import type { ListingToken } from '../../../src/flows/discovery/listing-token.ts';
import { type Call, callAtPace } from '../../../src/flows/discovery/paced-calls.ts';
import type { RefusedAnswer } from '../../../src/ports/services.ts';
import { fakeContext } from '../../support/context/context.ts';
import { token } from '../../support/context/sample.ts';
import { ENDPOINT, refusal } from '../../support/context/scripted-portal.ts';

/** The answer to one request of a call: success, a refusal, or a thrown error. */
type Outcome = 'fine' | RefusedAnswer | Error;

const throttled = { ...refusal(429, 'TooManyRequestsException'), retryAfterMs: 3000 };
const unauthorized = refusal(401, 'UnauthorizedException');
const forbidden = refusal(403, 'ForbiddenException');
const broken = networkFailures.serviceBroken({ endpoint: ENDPOINT, status: 503 });

/** Calls by name, each with its outcomes in order; the last one repeats. */
function scene(scripts: Readonly<Record<string, readonly Outcome[]>>, urgent: readonly string[] = []) {
	const fake = fakeContext();
	const sent: string[] = [];
	const givenUp: string[] = [];
	const replaced: string[] = [];
	const worked: string[] = [];
	let current = token;
	const listing: ListingToken = {
		current: () => current,
		worked: ({ accessToken }) => worked.push(accessToken),
		replace: async ({ accessToken }, _refusal, operation) => {
			replaced.push(`${operation}: ${accessToken}`);
			current = { ...token, accessToken: `${accessToken}+` };
		},
	};
	const call = (name: string, outcomes: readonly Outcome[]): Call => {
		let calls = 0;
		return {
			operation: name,
			isUrgent: urgent.includes(name),
			send: async (accessToken) => {
				sent.push(`${name} ${accessToken === token.accessToken ? 'old' : 'new'}`);
				const outcome = outcomes[Math.min(calls, outcomes.length - 1)];
				calls += 1;
				if (outcome instanceof Error) throw outcome;
				return outcome === 'fine' ? undefined : outcome;
			},
			giveUp: (because) => {
				givenUp.push(`${name}: ${because instanceof Failure ? because.code : because.status}`);
			},
		};
	};
	const calls = Object.entries(scripts).map(([name, outcomes]) => call(name, outcomes));
	return { fake, sent, givenUp, replaced, worked, call, calls, run: () => callAtPace(calls, listing, fake.context) };
}

interface Row {
	readonly outcomes: readonly Outcome[];
	/** The token of each request, in order. */
	readonly sent: readonly string[];
	readonly givenUp?: string;
	/** The least time in milliseconds that passes. */
	readonly waits?: number;
}

const rows: Readonly<Record<string, Row>> = {
	'a successful call is sent once': { outcomes: ['fine'], sent: ['a old'] },
	'a throttled call is sent again after the time in Retry-After': {
		outcomes: [throttled, 'fine'],
		sent: ['a old', 'a old'],
		waits: 3000,
	},
	'a call is never given up because of throttling': {
		outcomes: [throttled, throttled, throttled, throttled, throttled, 'fine'],
		sent: Array.from({ length: 6 }, () => 'a old'),
		waits: 15_000,
	},
	'a refused token is replaced, and the call is sent again with the new one': {
		outcomes: [unauthorized, 'fine'],
		sent: ['a old', 'a new'],
	},
	'a refusal ends the call': { outcomes: [forbidden], sent: ['a old'], givenUp: 'a: 403' },
	'a temporary failure is tried three times, with growing pauses': {
		outcomes: [broken],
		sent: ['a old', 'a old', 'a old'],
		givenUp: 'a: service-broken',
		waits: 500 + 1000,
	},
	'a temporary failure does not count after a success': {
		outcomes: [broken, broken, 'fine'],
		sent: ['a old', 'a old', 'a old'],
	},
	'throttling does not count as an attempt': {
		outcomes: [broken, throttled, broken, 'fine'],
		sent: Array.from({ length: 4 }, () => 'a old'),
	},
};

for (const [name, { outcomes, sent, givenUp, waits = 0 }] of Object.entries(rows)) {
	test(name, async () => {
		const it = scene({ a: outcomes });
		await it.run();
		assert.equal(it.sent, sent);
		assert.equal(it.givenUp, givenUp === undefined ? [] : [givenUp]);
		const waited = it.fake.slept.reduce((sum, one) => sum + one, 0);
		assert.ok(waited >= waits, `${waited} ms`);
	});
}

test('each accepted token is confirmed, and a refused token is replaced for its operation', async () => {
	const it = scene({ a: [unauthorized, 'fine'], b: ['fine'] });
	await it.run();
	assert.equal(it.replaced, [`a: ${token.accessToken}`]);
	assert.equal(it.worked, [`${token.accessToken}+`, `${token.accessToken}+`]);
});

test('a call that another adds is sent too, and an urgent call goes first', async () => {
	const order: string[] = [];
	const leaf = (name: string, isUrgent: boolean): Call => ({
		operation: name,
		isUrgent,
		send: async () => void order.push(name),
		giveUp: () => undefined,
	});
	const root: Call = {
		...leaf('root', true),
		send: async (_token, add) => {
			order.push('root');
			for (const call of [leaf('later', false), leaf('last', false), leaf('urgent', true)]) add(call);
			return undefined;
		},
	};
	const { fake } = scene({});
	const listing: ListingToken = { current: () => token, worked: () => undefined, replace: async () => undefined };
	await callAtPace([root], listing, fake.context);
	assert.equal(order, ['root', 'urgent', 'later', 'last']);
});

test('an unexpected error ends all calls', async () => {
	const it = scene({ a: [new TypeError('bug')], b: ['fine'] });
	try {
		await it.run();
		assert.unreachable();
	} catch (error) {
		assert.instance(error, TypeError);
	}
});

test('ten failures in a row end all calls', async () => {
	const scripts = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`call-${at}`, [broken]]));
	const it = scene(scripts);
	try {
		await it.run();
		assert.unreachable();
	} catch (error) {
		assert.is(error instanceof Failure && error.code, 'service-broken');
	}
	assert.equal(it.givenUp, []);
	assert.ok(it.sent.length <= 12, `${it.sent.length} calls were sent`);
});

test('successes between failures keep the other calls going', async () => {
	const scripts = Object.fromEntries(
		Array.from({ length: 8 }, (_, at) => [`call-${at}`, at % 2 === 0 ? [broken] : (['fine'] as const)]),
	);
	const it = scene(scripts);
	await it.run();
	assert.is(it.givenUp.length, 4);
});

test.run();
