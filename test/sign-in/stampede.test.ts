/** Many processes when the token expires: a small version of scripts/stampede.ts. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { someOf } from '../support/assertions/short-run.ts';
import { type Figures, type KillPointName, losesToken, stampede } from '../support/sign-in/stampede.ts';

const PROCESSES = 16;
/** Enough time for a refresh, and far more than the processes need on a busy machine. */
const SOON = 600;

function allSucceeded({ exits, answers, invalidReads, reads }: Figures, processes = PROCESSES): void {
	assert.equal(exits, { 0: processes });
	assert.equal(answers, { dev: 1, staging: 1 });
	assert.is(invalidReads, 0);
	assert.ok(reads > 0);
}

/** Shows the requests and messages, because a failure under load may not happen again. */
function asked({ refreshes, roleRequests, requests, said }: Figures, expected: readonly [number, number]): void {
	assert.equal([refreshes, roleRequests], expected, [...requests, ...said].join('\n'));
}

for (const [state, secondsLeft] of [
	['about to expire', SOON],
	['expired', -60],
] as const) {
	test(`token ${state}: all processes share one refresh and one request for each role`, async () => {
		const figures = await stampede({ processes: PROCESSES, secondsLeft });
		allSucceeded(figures);
		asked(figures, [1, 2]);
	});
}

for (const stopAt of someOf(['CreateToken', 'GetRoleCredentials'] as const, 2)) {
	test(`a process is stopped while it waits for ${stopAt}: the others wait for it, and no request is repeated`, async () => {
		const figures = await stampede({ processes: 40, secondsLeft: -60, stopAt });
		allSucceeded(figures, 41);
		asked(figures, [1, 2]);
		assert.match(figures.said.join('\n'), /^ssoenv: waiting for ssoenv process \d+ to finish the same request$/m);
	});
}

test('many bash shells with the layer share one refresh and one request for each role', async () => {
	const figures = await stampede({ processes: 24, secondsLeft: -60, runs: 'bash' });
	allSucceeded(figures, 24);
	asked(figures, [1, 2]);
});

const KILLS: readonly (readonly [KillPointName, number, number])[] = [
	['refresh carried out, answer not received', 2, 2],
	['token in its place, lock not given back', 1, 2],
	['lock of the role half taken', 1, 2],
	['credentials written, but not in their place', 1, 3],
];

for (const [killAt, refreshes, roleRequests] of someOf(KILLS, 3)) {
	test(`token about to expire, a process is killed (${killAt}): all others succeed`, async () => {
		const figures = await stampede({ processes: PROCESSES, secondsLeft: SOON, killAt });
		allSucceeded(figures);
		asked(figures, [refreshes, roleRequests]);
	});
}

const LOST: KillPointName = 'token written, but not in its place';

test('token expired, and the new one is lost with a killed process: a sign-in is needed, and not every process calls AWS', async () => {
	assert.ok(losesToken(LOST));
	const figures = await stampede({ processes: PROCESSES, secondsLeft: -60, killAt: LOST });
	assert.equal(figures.exits, { 4: PROCESSES });
	asked(figures, [2, 0]);
	assert.match(figures.said.join('\n'), 'ssoenv: hint: ssoenv login --sso-session corp');
	assert.is(figures.invalidReads, 0);
});

test.run();
