/** The environment of a program that gets the credentials of a source: without the role of the shell. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { environmentWithoutRole } from '../../../src/core/shell/environment-without-role.ts';
import { variablesOfDev } from '../../support/context/sample.ts';

const own = { HOME: '/home/me', PATH: '/usr/bin', AWS_PROFILE: 'mine', AWS_CA_BUNDLE: '/ca.pem' };
const role = Object.fromEntries(
	[...variablesOfDev(Date.UTC(2026, 10, 21, 11))].filter(([, value]) => value !== undefined),
);

test('nothing that use set reaches the program', () => {
	assert.equal(environmentWithoutRole({ ...role, ...own }), own);
});

test('a setting that the person has changed since stays', () => {
	assert.equal(environmentWithoutRole({ ...role, ...own, AWS_REGION: 'eu-central-1' }), {
		...own,
		AWS_REGION: 'eu-central-1',
	});
});

test("without a role, the person's own keys stay", () => {
	const keys = { ...own, AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 's', AWS_REGION: 'us-east-1' };
	assert.is(environmentWithoutRole(keys), keys);
});

test.run();
