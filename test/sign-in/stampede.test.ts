/** Many processes at the moment at which the token runs out: scripts/stampede.ts in small. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Figures, type KillPointName, losesToken, stampede } from '../support/sign-in/stampede.ts';

const PROCESSES = 16;

const test = suite('stampede');

function allSucceeded({ exits, answers, invalidReads, reads }: Figures, processes = PROCESSES): void {
	assert.equal(exits, { 0: processes });
	assert.equal(answers, { dev: 1, staging: 1 });
	assert.is(invalidReads, 0);
	assert.ok(reads > 0);
}

for (const [state, secondsLeft] of [
	['about to expire', 120],
	['expired', -60],
] as const) {
	test(`token ${state}: one refresh and one request for each role serve all`, async () => {
		const figures = await stampede({ processes: PROCESSES, secondsLeft });
		allSucceeded(figures);
		assert.is(figures.refreshes, 1);
		assert.is(figures.roleRequests, 2);
	});
}

for (const stopAt of ['CreateToken', 'GetRoleCredentials'] as const) {
	test(`the first one is stopped while it waits for ${stopAt}: all others wait for it, and nothing is asked for twice`, async () => {
		const figures = await stampede({ processes: 40, secondsLeft: -60, stopAt });
		allSucceeded(figures, 41);
		assert.is(figures.refreshes, 1);
		assert.is(figures.roleRequests, 2);
		assert.match(figures.said.join('\n'), /^ssoenv: waiting for ssoenv process \d+ to finish the same request$/m);
	});
}

test('many bash layers at once: one refresh and one request for each role serve all', async () => {
	const figures = await stampede({ processes: 24, secondsLeft: -60, runs: 'bash' });
	allSucceeded(figures, 24);
	assert.is(figures.refreshes, 1);
	assert.is(figures.roleRequests, 2);
});

const KILLS: readonly (readonly [KillPointName, number, number])[] = [
	['refresh carried out, answer not received', 2, 2],
	['token in its place, lock not given back', 1, 2],
	['lock of the role half taken', 1, 2],
	['credentials written, but not in their place', 1, 3],
];

for (const [killAt, refreshes, roleRequests] of KILLS) {
	test(`token about to expire, the first one killed (${killAt}): all others succeed`, async () => {
		const figures = await stampede({ processes: PROCESSES, secondsLeft: 120, killAt });
		allSucceeded(figures);
		assert.is(figures.refreshes, refreshes);
		assert.is(figures.roleRequests, roleRequests);
	});
}

const LOST: KillPointName = 'token written, but not in its place';

test('token expired, and the only new one lost with its process: a sign-in is needed, and AWS is not asked by each', async () => {
	assert.ok(losesToken(LOST));
	const figures = await stampede({ processes: PROCESSES, secondsLeft: -60, killAt: LOST });
	assert.equal(figures.exits, { 4: PROCESSES });
	assert.is(figures.refreshes, 2);
	assert.is(figures.roleRequests, 0);
	assert.match(figures.said.join('\n'), 'ssoenv: hint: ssoenv login --sso-session corp');
	assert.is(figures.invalidReads, 0);
});

test.run();
