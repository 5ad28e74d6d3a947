/** The AWS CLI's cache entries for role credentials, and the check of the service's answer. */
import { createHash } from 'node:crypto';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
	areCredentialsAlive,
	areCredentialsFresh,
	endsAt,
	formatCacheEntry,
	parseCacheEntry,
	parseRoleCredentials,
	roleCredentialsKey,
} from '../../../src/core/credentials/role-credentials.ts';
import type { SsoProfile } from '../../../src/core/profile/sso-profile.ts';
import { credentialsUntil, dev, NOW, START_URL, STARTED_AT } from '../../support/context/sample.ts';

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex');

const role = (
	accountId: string,
	roleName: string,
	ssoSession: string | undefined,
	startUrl = START_URL,
): SsoProfile => ({
	...dev,
	accountId,
	roleName,
	ssoSession,
	startUrl,
});

const named: readonly (readonly [profile: SsoProfile, text: string, hash: string])[] = [
	[
		role('111111111111', 'ReadOnly', 'corp'),
		'{"accountId":"111111111111","roleName":"ReadOnly","sessionName":"corp"}',
		'e83cab308910340ce11a566ebf0b9e96b40f6c39',
	],
	[
		role('111111111111', 'ReadOnly', undefined),
		'{"accountId":"111111111111","roleName":"ReadOnly","startUrl":"https://d-1234567890.awsapps.com/start"}',
		'368a7faaec992723098121f34c0be544b4d88baf',
	],
	[
		role('123456789012', 'AdministratorAccess', 'my-sso'),
		'{"accountId":"123456789012","roleName":"AdministratorAccess","sessionName":"my-sso"}',
		'c61222fe4c86bb5d3638873744d4cab00a0bf176',
	],
	[
		role('123456789012', 'AdministratorAccess', undefined, 'https://my-sso-portal.awsapps.com/start'),
		'{"accountId":"123456789012","roleName":"AdministratorAccess","startUrl":"https://my-sso-portal.awsapps.com/start"}',
		'0b47dadec435258e163a83994ab65569695cabb1',
	],
	[
		role('1234567890', 'test-role', undefined, 'https://d-92671207e4.awsapps.com/start'),
		'{"accountId":"1234567890","roleName":"test-role","startUrl":"https://d-92671207e4.awsapps.com/start"}',
		'048db75bbe50955c16af7aba6ff9c41a3131bb7e',
	],
	[
		role('123456789012', 'R', 'café "x"\\ \u007f😀'),
		'{"accountId":"123456789012","roleName":"R","sessionName":"caf\\u00e9 \\"x\\"\\\\ \\u007f\\ud83d\\ude00"}',
		'4fd6d9c6da122ed526154480c0c13c6681c43a4d',
	],
];

for (const [profile, text, hash] of named) {
	test(`cache file of ${text}`, () => {
		assert.is(roleCredentialsKey(profile), text);
		assert.is(sha1(roleCredentialsKey(profile)), hash);
	});
}

test('the cache key does not depend on regions and profile names', () => {
	const other = { ...dev, name: 'other', region: undefined, ssoRegion: 'eu-central-1' };
	assert.is(roleCredentialsKey(other), roleCredentialsKey(dev));
});

const EXPIRES = Date.UTC(2100, 0, 1);
const credentials = credentialsUntil(EXPIRES);

test("an entry has the AWS CLI's text, with the time in whole seconds", () => {
	const entry = formatCacheEntry({ ...credentials, expiresAt: EXPIRES + 999 }, '111111111111');
	assert.is(
		entry,
		'{"ProviderType": "sso", "Credentials": {"AccessKeyId": "ASIASSO", "SecretAccessKey": "sso/secret+x", ' +
			'"SessionToken": "sso+tok/==", "Expiration": "2100-01-01T00:00:00Z", "AccountId": "111111111111"}}',
	);
	assert.equal(parseCacheEntry(entry, '111111111111'), credentials);
});

interface Fields {
	readonly [name: string]: unknown;
}

const entryText = (changed: Fields, outer: Fields = {}): string =>
	JSON.stringify({
		ProviderType: 'sso',
		...outer,
		Credentials: {
			AccessKeyId: 'ASIASSO',
			SecretAccessKey: 'sso/secret+x',
			SessionToken: 'sso+tok/==',
			Expiration: '2100-01-01T00:00:00Z',
			...changed,
		},
	});

const entries: Readonly<Record<string, readonly [text: string, expected: object | undefined]>> = {
	'no AccountId (before 2.25)': [entryText({}), credentials],
	'no ProviderType': [entryText({}, { ProviderType: undefined }), credentials],
	'of AssumeRole': [entryText({ Expiration: '2100-01-01T00:00:00+00:00' }, { AssumedRoleUser: {} }), credentials],
	'expiry as an old AWS CLI wrote it': [entryText({ Expiration: '2100-01-01T00:00:00UTC' }), credentials],
	'unknown fields': [entryText({ More: [1] }, { Version: 7 }), credentials],
	'unusual characters in strings': [
		entryText({ SessionToken: '$(id)\n\'"`\\ é😀' }),
		{ ...credentials, sessionToken: '$(id)\n\'"`\\ é😀' },
	],
	empty: ['', undefined],
	'cut off by one character': [entryText({}).slice(0, -1), undefined],
	'cut off in the middle': [entryText({}).slice(0, 70), undefined],
	'{}': ['{}', undefined],
	'a list': [`[${entryText({})}]`, undefined],
	'Credentials null': ['{"Credentials": null}', undefined],
	'Credentials is a list': ['{"Credentials": []}', undefined],
	'Credentials is a string': ['{"Credentials": "x"}', undefined],
	'Expiration missing': [entryText({ Expiration: undefined }), undefined],
	'Expiration nonsense': [entryText({ Expiration: 'soon' }), undefined],
	'Expiration null': [entryText({ Expiration: null }), undefined],
	'Expiration at the last second that shells can read': [
		entryText({ Expiration: '5138-11-16T09:46:39Z' }),
		credentialsUntil(99_999_999_999_000),
	],
	'Expiration that shells cannot read': [entryText({ Expiration: '5138-11-16T09:46:40Z' }), undefined],
	'Expiration in the year 9999': [entryText({ Expiration: '9999-12-31T23:59:59Z' }), undefined],
	'Expiration 0': [entryText({ Expiration: 0 }), undefined],
	'Expiration negative': [entryText({ Expiration: -5 }), undefined],
	'SessionToken longer than a variable can hold': [entryText({ SessionToken: 'x'.repeat(32_001) }), undefined],
	'values that are too long together': [
		entryText({ SecretAccessKey: 'x'.repeat(16_000), SessionToken: 'x'.repeat(16_000) }),
		undefined,
	],
	'Expiration is a number outside every calendar': [entryText({ Expiration: 1e300 }), undefined],
	...Object.fromEntries(
		['AccessKeyId', 'SecretAccessKey', 'SessionToken'].flatMap((field) =>
			[undefined, null, '', 5, true, {}, ['x'], 'a\0b', '\0'].map((value) => [
				`${field} ${JSON.stringify(value) ?? 'missing'}`,
				[entryText({ [field]: value }), undefined] as const,
			]),
		),
	),
};

for (const [name, [text, expected]] of Object.entries(entries)) {
	test(`entry ${expected === undefined ? 'ignored' : 'read'}: ${name}`, () => {
		assert.equal(parseCacheEntry(text, '111111111111'), expected);
	});
}

const freshness: readonly (readonly [left: number, fresh: boolean, alive: boolean])[] = [
	[3_600_000, true, true],
	[15 * 60_000, true, true],
	[15 * 60_000 - 1, false, true],
	[14 * 60_000 + 59_000, false, true],
	[1, false, true],
	[0, false, false],
	[-1, false, false],
];

for (const [left, fresh, alive] of freshness) {
	test(`${left} ms left: ${fresh ? 'fresh' : 'not fresh'}, ${alive ? 'valid' : 'expired'}`, () => {
		assert.is(areCredentialsFresh(credentialsUntil(NOW + left), NOW), fresh);
		assert.is(areCredentialsAlive(credentialsUntil(NOW + left), NOW), alive);
	});
}

const HOUR = NOW + 3_600_000;
const answer = (changed: Fields) => ({
	roleCredentials: {
		accessKeyId: 'ASIASSO',
		secretAccessKey: 'sso/secret+x',
		sessionToken: 'sso+tok/==',
		expiration: HOUR,
		...changed,
	},
});

test('a complete answer is read', () => {
	assert.equal(parseRoleCredentials(answer({}), NOW), credentialsUntil(HOUR));
	assert.equal(parseRoleCredentials({ ...answer({}), $metadata: {} }, NOW), credentialsUntil(HOUR));
});

test('milliseconds of an answer are cut to whole seconds', () => {
	assert.equal(parseRoleCredentials(answer({ expiration: HOUR + 999 }), NOW), credentialsUntil(HOUR));
	assert.equal(parseRoleCredentials(answer({ expiration: HOUR + 0.5 }), NOW), credentialsUntil(HOUR));
});

test('an answer with less than 15 minutes left is accepted', () => {
	assert.equal(parseRoleCredentials(answer({ expiration: NOW + 1000 }), NOW), credentialsUntil(NOW + 1000));
});

const LONG = 'sessionToken is too long for an environment variable';
const NO_TIME = 'expiration is not a time in milliseconds';

const problems: Readonly<Record<string, readonly [answer: unknown, problem: string]>> = {
	nothing: [undefined, 'roleCredentials is missing'],
	null: [null, 'roleCredentials is missing'],
	'{}': [{}, 'roleCredentials is missing'],
	'a list': [[answer({})], 'roleCredentials is missing'],
	'roleCredentials null': [{ roleCredentials: null }, 'roleCredentials is missing'],
	'roleCredentials is a list': [{ roleCredentials: [] }, 'roleCredentials is missing'],
	'roleCredentials empty': [{ roleCredentials: {} }, 'accessKeyId is missing'],
	'secretAccessKey missing': [answer({ secretAccessKey: undefined }), 'secretAccessKey is missing'],
	'sessionToken missing': [answer({ sessionToken: undefined }), 'sessionToken is missing'],
	...Object.fromEntries(
		['accessKeyId', 'secretAccessKey', 'sessionToken'].flatMap((field) =>
			[null, '', 5, {}, ['x'], 'sec\0ret'].map((value) => [
				`${field} ${JSON.stringify(value)}`,
				[answer({ [field]: value }), `${field} is not a valid value of an environment variable`] as const,
			]),
		),
	),
	...Object.fromEntries(
		[undefined, null, '2100-01-01T00:00:00Z', String(HOUR), 0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e300].map(
			(expiration) => [`expiration ${String(expiration)}`, [answer({ expiration }), NO_TIME] as const],
		),
	),
	'a value longer than a variable can hold': [answer({ sessionToken: 'x'.repeat(32_001) }), LONG],
	'a session token of 128 kB': [answer({ sessionToken: 'x'.repeat(131_072) }), LONG],
	'values that are too long together': [
		answer({ secretAccessKey: 'x'.repeat(16_000), sessionToken: 'x'.repeat(16_000) }),
		'it is longer than the 32000 characters that an environment variable can hold',
	],
	'the first expiry that shells cannot read': [answer({ expiration: 1e14 }), NO_TIME],
	'the year 9999': [answer({ expiration: 253_402_300_799_999 }), NO_TIME],
};

for (const [name, [value, problem]] of Object.entries(problems)) {
	test(`answer refused: ${name}`, () => {
		assert.equal(parseRoleCredentials(value, NOW), { problem });
	});
}

for (const [name, expiration, text] of [
	['expiration in seconds', HOUR / 1000, '1970-01-21T18:40:58Z'],
	['expired now', NOW, '2026-11-21T10:00:00Z'],
	['expired a second ago', NOW - 1000, '2026-11-21T09:59:59Z'],
] as const) {
	test(`answer refused: ${name}: the problem shows both clocks, and suspects no proxy`, () => {
		const hint = 'date -u';
		const problem = (clock: string) => `the credentials expired at ${text}, and ${clock} shows 2026-11-21T10:00:00Z`;
		assert.equal(parseRoleCredentials(answer({ expiration }), NOW), {
			problem: problem("this machine's clock"),
			hint,
		});
		const offset = { seconds: 3600, startedAt: STARTED_AT };
		const known = parseRoleCredentials(answer({ expiration }), NOW + 3_600_000, offset);
		assert.equal(known, { problem: problem("AWS's clock"), hint });
	});
}

const offsets: readonly number[] = [-86_400, -3600, -300, 300, 3600, 86_400];

for (const seconds of offsets) {
	test(`with a clock ${seconds} s ahead, credentials of an hour last an hour by both clocks, and the entry has the offset`, () => {
		const clock = { seconds, startedAt: STARTED_AT };
		const localNow = NOW + seconds * 1000;
		const credentials = parseRoleCredentials(answer({}), localNow, clock);
		assert.equal(credentials, { ...credentialsUntil(HOUR), clock });
		if ('problem' in credentials) throw new TypeError('no credentials');
		assert.is(endsAt(credentials), localNow + 3_600_000);
		assert.is(areCredentialsFresh(credentials, localNow + 45 * 60_000), true);
		assert.is(areCredentialsFresh(credentials, localNow + 45 * 60_000 + 1), false);
		assert.is(areCredentialsAlive(credentials, localNow + 3_600_000 - 1), true);
		assert.is(areCredentialsAlive(credentials, localNow + 3_600_000), false);
		const entry = formatCacheEntry(credentials, '111111111111');
		assert.match(entry, '"Expiration": "2026-11-21T11:00:00Z"');
		assert.equal(parseCacheEntry(entry, '111111111111'), credentials);
	});
}

const clocks: readonly unknown[] = [
	null,
	5,
	{},
	{ offsetSeconds: 3600, startedAt: 1 },
	{ format: 2, offsetSeconds: 3600, startedAt: 1 },
	{ format: 1, offsetSeconds: '3600', startedAt: 1 },
	{ format: 1, offsetSeconds: 1e300, startedAt: 1 },
	{ format: 1, offsetSeconds: 3600 },
];

for (const ssoenv of clocks) {
	test(`an entry with an invalid clock: ${JSON.stringify(ssoenv)}`, () => {
		assert.equal(parseCacheEntry(entryText({}, { ssoenv }), '111111111111'), credentials);
	});
}

test('a problem never quotes a value', () => {
	for (const [value] of Object.values(problems)) {
		assert.not.match(JSON.stringify(parseRoleCredentials(value, NOW)), /ASIASSO|secret\+x|tok\/|sec\\u0000ret/);
	}
});

test.run();
