/** When credentials are renewed, for a program that asks again and again. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { renewalTime } from '../../../src/core/aws/lifetime.ts';
import { areCredentialsFresh } from '../../../src/core/credentials/role-credentials.ts';
import { isBeforeHalf } from '../../../src/core/credentials/short-lived.ts';
import { credentialsUntil, NOW } from '../../support/context/sample.ts';

const MINUTE = 60_000;

/** Minutes of life, and the minutes after which credentials are renewed. */
const lives: readonly (readonly [number, number])[] = [
	[720, 705],
	[60, 45],
	[31, 16],
	[30, 15],
	[29, 14.5],
	[16, 8],
	[1, 0.5],
];

for (const [life, expected] of lives) {
	test(`credentials that live ${life} minutes are renewed after ${expected}`, () => {
		const end = NOW + life * MINUTE;
		const time = renewalTime(end, NOW);
		assert.ok(Math.abs(time - NOW - expected * MINUTE) <= 1);
		const credentials = credentialsUntil(end);
		assert.not.ok(areCredentialsFresh(credentials, Math.ceil(time)));
		assert.ok(isBeforeHalf(credentials, Math.ceil(time) - 1, NOW));
		assert.not.ok(isBeforeHalf(credentials, Math.ceil(time), NOW));
	});
}

for (const [name, cachedAt] of [
	['it cannot be told when they were cached', undefined],
	['they were cached in the future', NOW + 1],
] as const) {
	test(`if ${name}, short-lived credentials are renewed each time`, () => {
		assert.not.ok(isBeforeHalf(credentialsUntil(NOW + 14 * MINUTE), NOW, cachedAt));
	});
}

test.run();
