/** `ssoenv login`: signs in if that is needed, and otherwise says who is signed in. */
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
	'already signed in': [{}, { tokens: { corp: tokenText() } }, [], ALREADY],
	'already signed in, with --force': [{ force: true }, { tokens: { corp: tokenText() } }, BY_CODE, SIGNED_IN],
	'expired, but refreshable: refreshed without the person': [
		{},
		{ tokens: { corp: tokenText(expired) } },
		['CreateToken'],
		ALREADY,
	],
	'the refresh is refused: signs in': [
		{},
		{
			tokens: { corp: tokenText(expired) },
			oidc: { ...oidc, createToken: [oidcRefusal('InvalidGrantException'), oidcGranted(issued)] },
		},
		['CreateToken', ...BY_CODE],
		// A refused refresh counts after two seconds, in which another tool could have written a new token.
		'signed in to sso-session "corp"; valid for 59 min, then renewed automatically',
	],
	'14 minutes left, and no refresh token': [
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
	'an invalid token file': [{}, { tokens: { corp: '{' } }, BY_CODE, SIGNED_IN],
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

test('--no-browser opens nothing; without it, the browser opens', async () => {
	for (const [isClosed, opened] of [
		[true, 0],
		[false, 1],
	] as const) {
		const fake = fakeContext(able);
		await run({ ...corp, 'no-browser': isClosed }, fake.context);
		assert.is(fake.signIn.browsed.length, opened);
	}
});

test('a profile stands for its sso-session', async () => {
	const fake = fakeContext(able);
	await run({ ...none, profile: 'dev' }, fake.context);
	assert.is(fake.stderr.at(-1), SIGNED_IN);
});

test('several sign-ins without a name are refused', async () => {
	const failure = await failureFrom(run(none, fakeContext({ ...able, config: sampleConfig }).context));
	assert.is(failure.code, 'sso-session-ambiguous');
	assert.equal(failure.hints, ['ssoenv login --sso-session corp', 'ssoenv login legacy']);
});

test('a refused sign-in prints no success', async () => {
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

test('while another process is signing in, login waits and uses its sign-in', async () => {
	const fake: FakeContext = fakeContext({
		...busy,
		meanwhile: () => fake.accessTokens.texts.set('corp', tokenText()),
	});
	await run(corp, fake.context);
	assert.equal(fake.stderr, [WAITING, ALREADY]);
	assert.equal(fake.oidc.calls, []);
});

test('when the other process fails, this one signs in', async () => {
	const fake = fakeContext(busy);
	await run(corp, fake.context);
	assert.is(fake.stderr[0], WAITING);
	assert.is(fake.stderr.at(-1), SIGNED_IN);
});

test('a refused token in the file does not count as a new sign-in, even if the refusal could not be noted', async () => {
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
	test(`${JSON.stringify(args)} starts a new sign-in, whatever another process does`, async () => {
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
