/** Credentials at a pace: what follows a 429 and a failure, and what ends the waiting. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Failure } from '../../../src/core/failure/failure.ts';
import { networkFailures } from '../../../src/core/failure/network-failures.ts';
import { pacedContext } from '../../../src/flows/exec/paced-services.ts';
import type { RefusedAnswer } from '../../../src/ports/services.ts';
import { failureFrom } from '../../support/assertions/thrown-failure.ts';
import { type FakeContext, fakeContext } from '../../support/context/context.ts';
import { ENDPOINT, refusal } from '../../support/context/scripted-portal.ts';

const throttled = { ...refusal(429, 'TooManyRequestsException'), retryAfterMs: 3000 };
const forbidden = refusal(403, 'ForbiddenException');
const broken = networkFailures.serviceBroken({ endpoint: ENDPOINT, status: 503 });

const ADDRESS = { endpoint: undefined, useFipsEndpoint: false, useDualstackEndpoint: false, caBundle: undefined };
const ROLE = { accessToken: 'token', accountId: '111111111111', roleName: 'ReadOnly' };

/** Opens the portal of a context whose portal answers so, in order; the last answer repeats. */
async function opened(answers: readonly (RefusedAnswer | Failure)[], stopped = new AbortController().signal) {
	let calls = 0;
	const fake: FakeContext = fakeContext({
		portal: {
			getRoleCredentials: () => {
				const answer = answers[Math.min(calls, answers.length - 1)];
				calls += 1;
				return answer ?? forbidden;
			},
		},
	});
	const context = pacedContext(fake.context, stopped);
	const portal = await context.services.portal('us-east-1', ADDRESS);
	return { fake, context, portal, calls: () => calls };
}

test('requests are sent one by one, evenly', async () => {
	const { fake, portal, calls } = await opened([forbidden]);
	await Promise.all(Array.from({ length: 5 }, () => portal.getRoleCredentials(ROLE)));
	assert.is(calls(), 5);
	assert.is(fake.slept.length, 4);
	assert.ok(
		fake.slept.every((wait) => wait > 40 && wait < 60),
		fake.slept.join(),
	);
	assert.equal(new Set(fake.portal.calls.map(({ operation }) => operation)), new Set(['GetRoleCredentials once']));
});

test('a 429 is asked again after the time that AWS names, as often as it comes', async () => {
	const { fake, portal, calls } = await opened([throttled, throttled, throttled, throttled, forbidden]);
	assert.equal(await portal.getRoleCredentials(ROLE), forbidden);
	assert.is(calls(), 5);
	assert.ok(
		fake.slept.every((wait) => wait >= 3000),
		fake.slept.join(),
	);
});

test('a failure that may pass is tried three times; after ten in a row once', async () => {
	const passed = await opened([broken, broken, forbidden]);
	assert.equal(await passed.portal.getRoleCredentials(ROLE), forbidden);
	const { portal, calls } = await opened([broken]);
	const counts: number[] = [];
	for (let at = 0; at < 6; at += 1) {
		const before = calls();
		assert.is(await failureFrom(portal.getRoleCredentials(ROLE)), broken);
		counts.push(calls() - before);
	}
	assert.equal(counts, [3, 3, 3, 1, 1, 1]);
});

test('all of a region share one portal', async () => {
	const { fake, context, portal } = await opened([forbidden]);
	assert.is(await context.services.portal('us-east-1', ADDRESS), portal);
	assert.is.not(await context.services.portal('eu-west-1', ADDRESS), portal);
	assert.is(fake.portal.opened.length, 2);
});

test('a signal ends the waiting', async () => {
	const stop = new AbortController();
	const { portal, calls } = await opened([throttled], stop.signal);
	const asked = failureFrom(portal.getRoleCredentials(ROLE));
	stop.abort('SIGINT');
	assert.is((await asked).code, 'interrupted');
	assert.ok(calls() <= 1);
});

test.run();
