/** Which names of a role without a profile SSOENV_GUARD guards. What `each` asks on a terminal: test/program/exec/each.bats. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { refuseGuarded } from '../../../src/flows/exec/each-profiles.ts';
import { failureFrom } from '../../support/assertions/thrown-failure.ts';
import { fakeContext, somebody } from '../../support/context/context.ts';
import { dev } from '../../support/context/sample.ts';

const listed = {
	profile: 'Data/ReadOnly',
	ssoSession: 'corp',
	startUrl: dev.startUrl,
	ssoRegion: 'us-east-1',
	accountId: dev.accountId,
	roleName: 'ReadOnly',
	region: null,
	problem: null,
};
const profiles = [{ listed, role: { ...dev, name: 'ReadOnly-111111111111' } }];

for (const [guard, isAsked] of [
	['Data/*', true],
	['ReadOnly-*', true],
	['dev', false],
] as const) {
	test(`SSOENV_GUARD=${guard} ${isAsked ? 'asks' : 'does not ask'}`, async () => {
		const { context } = fakeContext({ ...somebody, env: { SSOENV_GUARD: guard }, answers: [false] });
		if (isAsked) assert.is((await failureFrom(refuseGuarded(profiles, context))).code, 'declined');
		else await refuseGuarded(profiles, context);
	});
}

test.run();
