/** `ssoenv login`: signs in where that is needed, and says so where it is not. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { run } from '../../../src/commands/sign-in/login.ts';
import { failureFrom, toldBy } from '../../support/assertions/thrown-failure.ts';
import { type FakeContext, fakeContext, type World } from '../../support/context/context.ts';
import { NOW, renewable, sampleConfig, tokenText } from '../../support/context/sample.ts';
import { type OidcScript, oidcGranted, oidcRefusal } from '../../support/context/scripted-oidc.ts';
import { device, issued } from '../../support/context/sign-in-attempt.ts';

const none = { profile: undefined, 'sso-session': undefined, 'device-code': false, 'no-browser': false, force: false };
const corp = { ...none, 'sso-session': 'corp' };

const oidc: OidcScript = {
	registerClient: oidcGranted({ clientId: 'c', clientSecret: 's', expiresAt: NOW + 90 * 86_400_000 }),
	startDeviceAuthorization: oidcGranted(device),
	createToken: oidcGranted(issued),
};
const able: World = { oidc, signIn: { callback: { kind: 'code', code: 'x' } } };

const expired = { ...renewable, expiresAt: '2026-11-21T09:00:00Z' };

type Row = readonly [args: Partial<typeof none>, world: World, operations: readonly string[], said: string];

const SIGNED_IN = 'signed in to sso-session "corp"; valid for 1 h 0 min, then renewed automatically';
const ALREADY = 'already signed in to sso-session "corp"; valid for 1 h 0 min (--force signs in again)';
const BY_CODE = ['RegisterClient', 'CreateToken'];

const rows: Readonly<Record<string, Row>> = {
	'not signed in': [{}, {}, BY_CODE, SIGNED_IN],
	'signed in already': [{}, { tokens: { corp: tokenText() } }, [], ALREADY],
	'signed in already, with --force': [{ force: true }, { tokens: { corp: tokenText() } }, BY_CODE, SIGNED_IN],
	'expired, but renewable: renewed, and nobody has to do anything': [
		{},
		{ tokens: { corp: tokenText(expired) } },
		['CreateToken'],
		ALREADY,
	],
	'the refresh is refused: signed in': [
		{},
		{
			tokens: { corp: tokenText(expired) },
			oidc: { ...oidc, createToken: [oidcRefusal('InvalidGrantException'), oidcGranted(issued)] },
		},
		['CreateToken', ...BY_CODE],
		// After two seconds in which another tool might have written what it was given.
		'signed in to sso-session "corp"; valid for 59 min, then renewed automatically',
	],
	'14 minutes left, and nothing to renew it': [
		{},
		{ tokens: { corp: tokenText({ expiresAt: '2026-11-21T10:14:00Z' }) } },
		BY_CODE,
		SIGNED_IN,
	],
	'AWS refused the token': [
		{},
		{
			tokens: { corp: tokenText() },
			notes: { 'refused corp': '{"format": 1, "expiresAt": "2026-11-21T11:00:00Z", "refused": "token"}' },
		},
		BY_CODE,
		SIGNED_IN,
	],
	'a broken token file': [{}, { tokens: { corp: '{' } }, BY_CODE, SIGNED_IN],
	'by device code': [
		{ 'device-code': true },
		{},
		['RegisterClient', 'StartDeviceAuthorization', 'CreateToken'],
		SIGNED_IN,
	],
};

for (const [name, [args, world, operations, said]] of Object.entries(rows)) {
	test(`${name}: ${said}`, async () => {
		const fake = fakeContext({ ...able, ...world });
		await run({ ...corp, ...args }, fake.context);
		assert.equal(fake.oidc.operations(), operations);
		assert.is(fake.stderr.at(-1), said);
		assert.equal(fake.stdout, []);
	});
}

test('--no-browser opens nothing; without it the browser opens', async () => {
	for (const [isClosed, opened] of [
		[true, 0],
		[false, 1],
	] as const) {
		const fake = fakeContext(able);
		await run({ ...corp, 'no-browser': isClosed }, fake.context);
		assert.is(fake.signIn.browsed.length, opened);
	}
});

test('a profile is as good as its sso-session', async () => {
	const fake = fakeContext(able);
	await run({ ...none, profile: 'dev' }, fake.context);
	assert.is(fake.stderr.at(-1), SIGNED_IN);
});

test('several sign-ins, and none is named', async () => {
	const failure = await failureFrom(run(none, fakeContext({ ...able, config: sampleConfig }).context));
	assert.is(failure.code, 'sso-session-ambiguous');
	assert.equal(failure.hints, ['ssoenv login --sso-session corp', 'ssoenv login legacy']);
});

test('a sign-in that is refused: nothing is said to have succeeded', async () => {
	const fake = fakeContext({ ...able, signIn: { callback: { kind: 'refused', error: 'access_denied' } } });
	const failure = await failureFrom(run(corp, fake.context));
	assert.equal(toldBy(failure), [
		'the sign-in to sso-session "corp" was refused: access_denied',
		'ssoenv login --sso-session corp',
	]);
	assert.not.match(fake.stderr.join('\n'), 'signed in to');
});

const busy: World = { ...able, waitsFor: (name) => (name === 'sign in corp' ? 'process 1234' : undefined) };
const WAITING = 'process 1234 is signing in to sso-session "corp"; waiting for it (to start your own sign-in: --force)';

test('somebody is signing in: their sign-in is waited for, and serves', async () => {
	const fake: FakeContext = fakeContext({
		...busy,
		meanwhile: () => fake.accessTokens.texts.set('corp', tokenText()),
	});
	await run(corp, fake.context);
	assert.equal(fake.stderr, [WAITING, ALREADY]);
	assert.equal(fake.oidc.calls, []);
});

test('the one who was signing in fails: the next one signs in', async () => {
	const fake = fakeContext(busy);
	await run(corp, fake.context);
	assert.is(fake.stderr[0], WAITING);
	assert.is(fake.stderr.at(-1), SIGNED_IN);
});

test('what the file said before is no new sign-in, though it could not be noted that AWS refuses it', async () => {
	const fake = fakeContext({
		...able,
		areNotesBroken: true,
		tokens: { corp: tokenText(expired) },
		oidc: { ...oidc, createToken: [oidcRefusal('InvalidGrantException'), oidcGranted(issued)] },
	});
	await run(corp, fake.context);
	assert.equal(fake.oidc.operations(), ['CreateToken', ...BY_CODE]);
});

for (const args of [{ force: true }, { 'device-code': true }]) {
	test(`${JSON.stringify(args)} starts one of its own, whatever another one brings`, async () => {
		const fake: FakeContext = fakeContext({
			...able,
			meanwhile: (name) => name === 'sign in corp' && fake.accessTokens.texts.set('corp', tokenText()),
		});
		await run({ ...corp, ...args }, fake.context);
		assert.is(fake.stderr.at(-1), SIGNED_IN);
		assert.is(fake.oidc.operations().at(-1), 'CreateToken');
	});
}

test.run();
