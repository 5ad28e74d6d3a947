/** When cached credentials are used, when AWS is called, and what is written to the cache. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { formatCacheEntry, roleCredentialsKey } from '../../../src/core/credentials/role-credentials.ts';
import { networkFailures } from '../../../src/core/failure/network-failures.ts';
import { formatTimestamp } from '../../../src/core/text/time.ts';
import { credentialsFor } from '../../../src/flows/credentials/credentials-for.ts';
import { failureFrom, toldBy } from '../../support/assertions/thrown-failure.ts';
import { fakeContext, type World } from '../../support/context/context.ts';
import {
	CONFIG_PATH,
	credentialsUntil,
	dev,
	NOW,
	ON_DISK,
	sampleConfig,
	token,
	tokenText,
} from '../../support/context/sample.ts';
import { granted, refusal } from '../../support/context/scripted-portal.ts';
import { sharedConfigOf } from '../../support/context/shared-config.ts';

const MINUTE = 60_000;
const KEY = roleCredentialsKey(dev);
const loaded = { config: sampleConfig, path: CONFIG_PATH, ...ON_DISK };
const signedIn = { tokens: { corp: tokenText() } };
const fresh = { ...credentialsUntil(NOW + 60 * MINUTE), accessKeyId: 'ASIAFRESH' };
const unreachable = networkFailures.unreachable({ endpoint: 'https://h', reason: 'connection refused' });

/** A cache entry whose credentials last `left` milliseconds more. */
const cached = (left: number, accessKeyId = 'ASIASSO') => ({
	[KEY]: formatCacheEntry({ ...credentialsUntil(NOW + left), accessKeyId }, dev.accountId),
});

async function ask(world: World) {
	const fake = fakeContext(world);
	const credentials = await credentialsFor(dev, loaded, fake.context);
	return { ...fake, credentials };
}

for (const left of [15 * MINUTE, 60 * MINUTE, 24 * 60 * MINUTE]) {
	test(`credentials with ${left} ms left are used as they are, and nothing else is read`, async () => {
		const { credentials, portal, accessTokens, roleCredentials, stderr } = await ask({ credentials: cached(left) });
		assert.is(credentials.accessKeyId, 'ASIASSO');
		assert.is(credentials.expiresAt, NOW + left);
		assert.equal([portal.opened, portal.calls, accessTokens.calls, stderr], [[], [], [], []]);
		assert.equal(roleCredentials.calls, [`read ${KEY}`]);
	});
}

for (const [asksAgain, age, expected] of [
	[true, 6, 'ASIASSO'],
	[true, 9, 'ASIAFRESH'],
	[false, 6, 'ASIAFRESH'],
] as const) {
	const who = asksAgain ? 'a program that asks again' : 'anybody else';
	test(`of credentials that live 15 minutes ${who} gets ${expected} after ${age}`, async () => {
		const portal = { getRoleCredentials: granted(fresh) };
		const { context, roleCredentials } = fakeContext({ ...signedIn, credentials: cached((15 - age) * MINUTE), portal });
		roleCredentials.changes.set(KEY, NOW - age * MINUTE);
		const { accessKeyId } = await credentialsFor(dev, loaded, context, { asksAgain });
		assert.is(accessKeyId, expected);
	});
}

const replaced: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	'14:59 left': cached(15 * MINUTE - 1000),
	'one second left': cached(1000),
	'expired now': cached(0),
	'expired long ago': cached(-1000 * MINUTE),
	'no entry': {},
	'an empty entry': { [KEY]: '' },
	'a half-written entry': { [KEY]: cached(60 * MINUTE)[KEY]?.slice(0, 90) ?? '' },
	'an entry with other contents': { [KEY]: '{"Credentials": 5}' },
	'the entry of another role': {
		[roleCredentialsKey({ ...dev, roleName: 'Other' })]: cached(60 * MINUTE)[KEY] ?? '',
	},
};

for (const [name, credentials] of Object.entries(replaced)) {
	test(`${name}: fetched and saved`, async () => {
		const portal = { getRoleCredentials: granted(fresh) };
		const asked = await ask({ ...signedIn, credentials, portal });
		assert.equal(asked.credentials, fresh);
		assert.equal(asked.portal.opened, [
			{
				ssoRegion: 'us-east-1',
				address: { endpoint: undefined, useFipsEndpoint: false, useDualstackEndpoint: false, caBundle: undefined },
			},
		]);
		assert.equal(asked.portal.calls, [
			{
				operation: 'GetRoleCredentials',
				request: { accessToken: token.accessToken, accountId: '111111111111', roleName: 'ReadOnly' },
			},
		]);
		assert.is(asked.roleCredentials.texts.get(KEY), formatCacheEntry(fresh, '111111111111'));
		assert.equal(asked.stderr, []);
	});
}

test('fetched credentials with less than 15 minutes left are still used and cached', async () => {
	const short = credentialsUntil(NOW + MINUTE);
	const { credentials, roleCredentials } = await ask({ ...signedIn, portal: { getRoleCredentials: granted(short) } });
	assert.equal(credentials, short);
	assert.equal(roleCredentials.calls, [`read ${KEY}`, `read ${KEY}`, `write ${KEY}`]);
});

const passing = {
	unreachable,
	throttled: networkFailures.throttled({ endpoint: 'https://h' }),
	broken: networkFailures.serviceBroken({ endpoint: 'https://h', status: 503 }),
	unexpected: networkFailures.unexpectedAnswer({
		endpoint: 'https://h',
		operation: 'GetRoleCredentials',
		problem: 'html',
	}),
};

for (const [name, failure] of Object.entries(passing)) {
	test(`when AWS ${name} and the cached credentials are still valid, they are used, with a warning`, async () => {
		const world = { ...signedIn, credentials: cached(14 * MINUTE + 59_000), portal: { getRoleCredentials: failure } };
		const { credentials, stderr, roleCredentials } = await ask(world);
		assert.is(credentials.accessKeyId, 'ASIASSO');
		assert.equal(stderr, [`${failure.message}; using the cached credentials, which expire in 14 min`]);
		assert.equal(roleCredentials.calls, [`read ${KEY}`, `read ${KEY}`]);
	});
}

const thrown: Readonly<Record<string, readonly [world: World, code: string]>> = {
	'unreachable, cached credentials expired': [
		{ ...signedIn, credentials: cached(0), portal: { getRoleCredentials: unreachable } },
		'unreachable',
	],
	'unreachable, cache empty': [{ ...signedIn, portal: { getRoleCredentials: unreachable } }, 'unreachable'],
	'unreachable, cache corrupt': [
		{ ...signedIn, credentials: { [KEY]: '{' }, portal: { getRoleCredentials: unreachable } },
		'unreachable',
	],
	'role removed, cached credentials valid': [
		{
			...signedIn,
			credentials: cached(10 * MINUTE),
			portal: { getRoleCredentials: refusal(403, 'ForbiddenException'), listAccountRoles: granted(['Other']) },
		},
		'role-not-assigned',
	],
	'signed out, cached credentials valid': [
		{
			...signedIn,
			credentials: cached(10 * MINUTE),
			portal: { getRoleCredentials: refusal(401, 'UnauthorizedException') },
		},
		'access-token-refused',
	],
	'not signed in, cached credentials valid': [{ credentials: cached(10 * MINUTE) }, 'sign-in-needed'],
};

for (const [name, [world, code]] of Object.entries(thrown)) {
	test(`${name}: ${code}`, async () => {
		const fake = fakeContext(world);
		const failure = await failureFrom(credentialsFor(dev, loaded, fake.context));
		assert.is(failure.code, code);
		assert.equal(fake.stderr, []);
		assert.not.ok(fake.roleCredentials.calls.includes(`write ${KEY}`));
	});
}

test('without a sign-in, AWS is not called', async () => {
	const { context, portal } = fakeContext();
	await failureFrom(credentialsFor(dev, loaded, context));
	assert.equal([portal.opened, portal.calls], [[], []]);
});

test('an unexpected error is thrown on, even if the cached credentials are valid', async () => {
	const bug = new TypeError('a bug');
	const { context } = fakeContext({ ...signedIn, credentials: cached(MINUTE), portal: { getRoleCredentials: bug } });
	const error: unknown = await credentialsFor(dev, loaded, context).catch((reason: unknown) => reason);
	assert.is(error, bug);
});

test('when the cache cannot be written, the credentials are returned with a warning', async () => {
	const world = { ...signedIn, isCacheBroken: true, portal: { getRoleCredentials: granted(fresh) } };
	const { credentials, stderr } = await ask(world);
	assert.equal(credentials, fresh);
	assert.equal(stderr, [
		`warning: cannot read or write /home/me/.aws/cli/cache/${KEY}.json: no space is left on the device; the next run will ask AWS again`,
	]);
});

test('the service address comes from the environment and the profile', async () => {
	const config = sharedConfigOf({ profiles: { dev: { endpoint_url: 'http://profile.example' } } });
	for (const [env, endpoint] of [
		[{}, 'http://profile.example'],
		[{ AWS_ENDPOINT_URL_SSO: 'http://env.example' }, 'http://env.example'],
	] as const) {
		const { context, portal } = fakeContext({ ...signedIn, env, portal: { getRoleCredentials: granted(fresh) } });
		await credentialsFor(dev, { config, path: CONFIG_PATH, ...ON_DISK }, context);
		assert.is(portal.opened[0]?.address.endpoint, endpoint);
	}
});

test('an invalid setting is a failure while credentials are near their expiry, but not while they are fresh', async () => {
	const env = { AWS_ENDPOINT_URL_SSO: 'nonsense' };
	const failure = await failureFrom(
		credentialsFor(dev, loaded, fakeContext({ ...signedIn, env, credentials: cached(MINUTE) }).context),
	);
	assert.is(failure.code, 'setting-invalid');
	const { stderr } = await ask({ env, credentials: cached(60 * MINUTE) });
	assert.equal(stderr, []);
});

test('no secret is printed', async () => {
	const { context, stderr } = fakeContext({
		...signedIn,
		credentials: cached(-1),
		portal: { getRoleCredentials: refusal(401, 'UnauthorizedException') },
	});
	const failure = await failureFrom(credentialsFor(dev, loaded, context));
	const printed = [...toldBy(failure), ...stderr].join('\n');
	for (const secret of [token.accessToken, 'sso/secret+x', 'sso+tok/==']) assert.not.ok(printed.includes(secret));
	assert.match(printed, formatTimestamp(token.expiresAt));
});

test.run();
