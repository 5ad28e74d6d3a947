/** When `serve` asks AWS for new credentials, what it gives meanwhile, and what it says. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { networkFailures } from '../../../src/core/failure/network-failures.ts';
import { servedRole } from '../../../src/flows/exec/served-role.ts';
import { failureFrom } from '../../support/assertions/thrown-failure.ts';
import { type FakeContext, fakeContext, type World } from '../../support/context/context.ts';
import {
	CONFIG_PATH,
	credentialsUntil,
	dev,
	NOW,
	ON_DISK,
	sampleConfig,
	tokenText,
} from '../../support/context/sample.ts';
import { granted, refusal } from '../../support/context/scripted-portal.ts';

const MINUTE = 60_000;
const DAY = { expiresAt: '2026-11-22T10:00:00Z' };
const loaded = { config: sampleConfig, path: CONFIG_PATH, ...ON_DISK };
const unreachable = networkFailures.unreachable({ endpoint: 'https://h', reason: 'connection refused' });
const chosen = { profile: dev, loaded, isPicked: false, choice: {}, areCodesOnStdin: false };

/** The role, whose clock runs only while it sleeps, up to `end`. */
async function scene(world: World, end = NOW) {
	let fake: FakeContext | undefined;
	const now = () => fake?.context.machine.now() ?? 0;
	fake = fakeContext({
		tokens: { corp: tokenText(DAY) },
		...world,
		onSleep: (milliseconds) => {
			world.onSleep?.(milliseconds);
			if (now() >= end) throw new Error('the end');
		},
	});
	const role = await servedRole(chosen, fake.context);
	return { ...fake, now, role, untilEnd: () => role.keepFresh().catch(() => undefined) };
}

/** A portal that gives a new key for each request, for so many minutes. */
function portalFor(minutes: number, isDown: () => boolean = () => false) {
	const times: number[] = [];
	let now = () => NOW;
	const getRoleCredentials = () => {
		if (isDown()) return unreachable;
		times.push(now() - NOW);
		return granted({ ...credentialsUntil(now() + minutes * MINUTE), accessKeyId: `ASIA${times.length}` });
	};
	return {
		portal: { getRoleCredentials },
		times,
		followClock: (clock: () => number) => {
			now = clock;
		},
	};
}

/** Minutes of life, and those at which AWS is asked in three hours. */
const periods: readonly (readonly [number, readonly number[]])[] = [
	[60, [0, 45, 90, 135]],
	[30, [0, 15, 30, 45, 60, 75, 90, 105, 120, 135, 150, 165]],
	[120, [0, 105]],
];

for (const [minutes, expected] of periods) {
	test(`a role that lives ${minutes} minutes: one request per period`, async () => {
		const { portal, times, followClock } = portalFor(minutes);
		const { untilEnd, now, stderr } = await scene({ portal }, NOW + 175 * MINUTE);
		followClock(now);
		await untilEnd();
		assert.equal(
			times.map((time) => Math.round(time / MINUTE)),
			expected,
		);
		assert.equal(stderr, []);
	});
}

test('all who ask after an expiry wait for the same renewal', async () => {
	const { portal, followClock } = portalFor(60);
	const { now, role, works, moveClock } = await scene({ portal });
	followClock(now);
	moveClock(61 * MINUTE);
	const before = works.length;
	const keys = await Promise.all(Array.from({ length: 200 }, async () => (await role.current()).accessKeyId));
	assert.equal([...new Set(keys)], ['ASIA2']);
	assert.is(works.length - before, 1);
});

test('while AWS is unreachable it gives what it has, says so once, and asks less and less often', async () => {
	let isDown = false;
	const { portal, times, followClock } = portalFor(60, () => isDown);
	const {
		untilEnd,
		now,
		stderr,
		role,
		portal: fake,
	} = await scene(
		{ portal, onSleep: () => (isDown = now() >= NOW + 40 * MINUTE && now() < NOW + 50 * MINUTE) },
		NOW + 55 * MINUTE,
	);
	followClock(now);
	await untilEnd();
	assert.is((await role.current()).accessKeyId, 'ASIA2');
	assert.ok((times[1] ?? 0) >= 50 * MINUTE && (times[1] ?? 0) <= 51 * MINUTE);
	assert.ok(fake.calls.length < 15, `${fake.calls.length} requests in five minutes`);
	assert.is(stderr.length, 2);
	assert.match(stderr[0] ?? '', /^dev: .*; using the cached credentials, which expire in 14 min$/);
	assert.is(stderr[1], 'dev: has new credentials, for 1 h 0 min');
});

test('a role that is no longer assigned is given until it expires, and then refused with the reason', async () => {
	let isAssigned = true;
	const { portal, followClock } = portalFor(60);
	const { untilEnd, now, role, stderr, moveClock } = await scene(
		{
			portal: {
				getRoleCredentials: () => (isAssigned ? portal.getRoleCredentials() : refusal(403, 'ForbiddenException')),
				listAccountRoles: granted(['Other']),
			},
			onSleep: () => {
				isAssigned = false;
			},
		},
		NOW + 50 * MINUTE,
	);
	followClock(now);
	await untilEnd();
	assert.is((await role.current()).accessKeyId, 'ASIA1');
	moveClock(11 * MINUTE);
	assert.is((await failureFrom(role.current())).code, 'role-not-assigned');
	assert.is(stderr.filter((line) => line.startsWith('dev: ')).length, 1);
});

test('without a sign-in it looks for one and asks AWS nothing', async () => {
	const { untilEnd, role, stderr, portal, oidc } = await scene({ tokens: {} }, NOW + 5 * MINUTE);
	await untilEnd();
	assert.is((await failureFrom(role.current())).code, 'sign-in-needed');
	assert.equal(stderr, ['dev: sso-session "corp": not signed in', 'hint: ssoenv login --sso-session corp']);
	assert.equal([portal.calls, oidc.calls], [[], []]);
});

test('a failure that time does not mend ends it at the start', async () => {
	const world = {
		portal: { getRoleCredentials: refusal(403, 'ForbiddenException'), listAccountRoles: granted(['Other']) },
	};
	assert.is((await failureFrom(scene(world))).code, 'role-not-assigned');
});

test.run();
