/** The answer of StartDeviceAuthorization: what is read, and what is refused. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseDeviceAuthorization, SLOW_DOWN_MS } from '../../../src/core/sign-in/device-authorization.ts';

const PAGE = 'https://device.sso.us-east-1.amazonaws.com/';
const answer = {
	deviceCode: 'd',
	userCode: 'ABCD-EFGH',
	verificationUri: PAGE,
	verificationUriComplete: `${PAGE}?user_code=ABCD-EFGH`,
	expiresIn: 600,
	interval: 1,
};
const parsed = {
	deviceCode: 'd',
	userCode: 'ABCD-EFGH',
	verificationUri: PAGE,
	verificationUriComplete: `${PAGE}?user_code=ABCD-EFGH`,
	expiresInMs: 600_000,
	intervalMs: 1000,
};

const good: Readonly<Record<string, readonly [changed: object, parsed: object]>> = {
	'as AWS sends it': [{}, {}],
	'without an interval: five seconds': [{ interval: undefined }, { intervalMs: 5000 }],
	'with an interval of zero: five seconds': [{ interval: 0 }, { intervalMs: 5000 }],
	'with an invalid interval: five seconds': [{ interval: '1' }, { intervalMs: 5000 }],
	'without a complete URI': [{ verificationUriComplete: null }, { verificationUriComplete: PAGE }],
	'of a service on this machine': [
		{ verificationUri: 'http://127.0.0.1:1/', verificationUriComplete: 'http://localhost/' },
		{ verificationUri: 'http://127.0.0.1:1/', verificationUriComplete: 'http://localhost/' },
	],
	'with URIs of the greatest length': [
		{
			verificationUri: `${PAGE}${'x'.repeat(16_384 - PAGE.length)}`,
			verificationUriComplete: PAGE.padEnd(16_384, 'y'),
		},
		{
			verificationUri: `${PAGE}${'x'.repeat(16_384 - PAGE.length)}`,
			verificationUriComplete: PAGE.padEnd(16_384, 'y'),
		},
	],
	'of a service on this machine, IPv6': [{ verificationUri: 'http://[::1]/' }, { verificationUri: 'http://[::1]/' }],
};

for (const [name, [changed, expected]] of Object.entries(good)) {
	test(`authorization ${name}`, () => {
		assert.equal(parseDeviceAuthorization({ ...answer, ...changed }), { ...parsed, ...expected });
	});
}

/** A URL of that many characters. */
const long = (length: number): string => PAGE.padEnd(length, 'x');

const URI = 'verificationUri is not a secure URL';
const COMPLETE = 'verificationUriComplete is not a secure URL';
const EXPIRES = 'expiresIn is not a number of seconds';

const bad: Readonly<Record<string, readonly [changed: object, problem: string]>> = {
	'no deviceCode': [{ deviceCode: undefined }, 'deviceCode is missing'],
	'an empty deviceCode': [{ deviceCode: '' }, 'deviceCode is missing'],
	'no userCode': [{ userCode: undefined }, 'userCode is missing'],
	'an empty userCode': [{ userCode: '' }, 'userCode is missing'],
	'a userCode with terminal control characters': [{ userCode: 'A\u001b[31m' }, 'userCode is missing'],
	'a userCode that is too long': [{ userCode: 'A'.repeat(65) }, 'userCode is missing'],
	'no verificationUri': [{ verificationUri: undefined }, URI],
	'a verificationUri without TLS': [{ verificationUri: 'http://device.example/' }, URI],
	'a verificationUri that only looks local': [{ verificationUri: 'http://127.0.0.1.evil.example/' }, URI],
	'a verificationUri that runs code': [{ verificationUri: 'javascript:alert(1)' }, URI],
	'a verificationUri that is a file': [{ verificationUri: 'file:///etc/passwd' }, URI],
	'a verificationUri with terminal control characters': [{ verificationUri: `${PAGE}\u001b[31m` }, URI],
	'a verificationUri of two lines': [{ verificationUri: `${PAGE}\nssoenv: hint: rm` }, URI],
	'a complete URI without TLS': [{ verificationUriComplete: 'http://device.example/' }, COMPLETE],
	'a complete URI that is not a string': [{ verificationUriComplete: 5 }, COMPLETE],
	'a verificationUri that is too long': [{ verificationUri: long(16_385) }, 'verificationUri has 16385 characters'],
	'a complete URI that is too long': [
		{ verificationUriComplete: long(200_000) },
		'verificationUriComplete has 200000 characters',
	],
	'no complete URI, and a verificationUri that is too long': [
		{ verificationUri: long(200_000), verificationUriComplete: undefined },
		'verificationUri has 200000 characters',
	],
	'no expiresIn': [{ expiresIn: undefined }, EXPIRES],
	'expiresIn nought': [{ expiresIn: 0 }, EXPIRES],
	'expiresIn of more than a day': [{ expiresIn: 86_401 }, EXPIRES],
	'expiresIn is a string': [{ expiresIn: '600' }, EXPIRES],
};

for (const [name, [changed, problem]] of Object.entries(bad)) {
	test(`refused: ${name}`, () => {
		assert.equal(parseDeviceAuthorization({ ...answer, ...changed }), { problem });
	});
}

test('no answer at all is refused', () => {
	assert.equal(parseDeviceAuthorization(undefined), { problem: 'deviceCode is missing' });
	assert.equal(parseDeviceAuthorization('d'), { problem: 'deviceCode is missing' });
});

test('slow_down adds five seconds', () => {
	assert.is(SLOW_DOWN_MS, 5000);
});

test.run();
