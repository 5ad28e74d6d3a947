/** Settings from environment variables. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
	loginMode,
	maxAttempts,
	roleSessionName,
	settings,
	timeoutMs,
} from '../../../src/core/command-line/settings.ts';
import { failureOf, toldBy } from '../../support/assertions/thrown-failure.ts';

const timeouts: readonly (readonly [value: string | undefined, ms: number])[] = [
	[undefined, 10_000],
	['', 10_000],
	['1', 1000],
	['600', 600_000],
	['007', 7000],
];

for (const [value, ms] of timeouts) {
	test(`SSOENV_TIMEOUT ${value ?? 'unset'} is ${ms} ms`, () => {
		assert.is(timeoutMs({ SSOENV_TIMEOUT: value }), ms);
	});
}

const attempts: readonly (readonly [value: string | undefined, attempts: number])[] = [
	[undefined, 3],
	['', 3],
	['1', 1],
	['10', 10],
	['11', 10],
	['601', 10],
];

for (const [value, expected] of attempts) {
	test(`AWS_MAX_ATTEMPTS ${value ?? 'unset'} is ${expected}`, () => {
		assert.is(maxAttempts({ AWS_MAX_ATTEMPTS: value }), expected);
	});
}

for (const value of ['0', '-1', '1.5', '1e1', '0x1', ' 5', '5 ', '5s', 'x', '٣', '1'.repeat(400)]) {
	test(`refused: ${JSON.stringify(value.slice(0, 20))}`, () => {
		const failure = failureOf(() => timeoutMs({ SSOENV_TIMEOUT: value }));
		assert.is(failure.code, 'setting-invalid');
		assert.equal(toldBy(failure), [`SSOENV_TIMEOUT is "${value}", expected a whole number from 1 to 600`]);
		assert.is(failureOf(() => maxAttempts({ AWS_MAX_ATTEMPTS: value })).code, 'setting-invalid');
	});
}

test('a time limit over ten minutes is refused', () => {
	assert.is(failureOf(() => timeoutMs({ SSOENV_TIMEOUT: '601' })).code, 'setting-invalid');
});

for (const [value, mode] of [
	[undefined, 'ask'],
	['', 'ask'],
	['ask', 'ask'],
	['auto', 'auto'],
	['never', 'never'],
] as const) {
	test(`SSOENV_LOGIN ${value ?? 'unset'} is ${mode}`, () => {
		assert.is(loginMode({ SSOENV_LOGIN: value }), mode);
	});
}

for (const value of ['Ask', '1', 'always', ' never', 'constructor']) {
	test(`SSOENV_LOGIN ${value} is refused`, () => {
		const failure = failureOf(() => loginMode({ SSOENV_LOGIN: value }));
		assert.is(failure.code, 'setting-invalid');
		assert.equal(toldBy(failure), [`SSOENV_LOGIN is "${value}", expected ask, auto or never`]);
	});
}

for (const [value, name] of [
	[undefined, undefined],
	['', undefined],
	['me', 'me'],
	['me@example.com', 'me@example.com'],
	['a'.repeat(64), 'a'.repeat(64)],
] as const) {
	test(`SSOENV_ROLE_SESSION_NAME ${value ?? 'unset'} is ${name ?? 'none'}`, () => {
		assert.is(roleSessionName({ SSOENV_ROLE_SESSION_NAME: value }), name);
	});
}

for (const value of ['x', 'my name', 'a/b', 'é!', 'me\n', 'a'.repeat(65)]) {
	test(`SSOENV_ROLE_SESSION_NAME ${JSON.stringify(value)} is refused`, () => {
		const failure = failureOf(() => roleSessionName({ SSOENV_ROLE_SESSION_NAME: value }));
		assert.is(failure.code, 'setting-invalid');
		assert.match(failure.message, 'expected 2 to 64 letters, digits or characters of _+=,.@-');
	});
}

test('every setting is an SSOENV_ variable with a description', () => {
	assert.ok(Object.keys(settings).length > 0);
	for (const [name, does] of Object.entries(settings)) {
		assert.match(name, /^SSOENV_[A-Z]+(_[A-Z]+)*$/);
		assert.match(does, /^[^\n]+[^.\n]$/);
	}
});

test.run();
