/** `ssoenv wait`: returns when someone has signed in, with any tool. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { run } from '../../../src/commands/sign-in/wait.ts';
import { failureFrom, toldBy } from '../../support/assertions/thrown-failure.ts';
import { type FakeContext, fakeContext, type World } from '../../support/context/context.ts';
import { renewable, tokenText } from '../../support/context/sample.ts';

const corp = { profile: undefined, 'sso-session': 'corp', timeout: undefined };

const signedIn: Readonly<Record<string, string>> = {
	'a valid token': tokenText({ expiresAt: '2026-11-21T10:00:01Z' }),
	'a token that can be refreshed': tokenText({ ...renewable, expiresAt: '2026-11-21T09:00:00Z' }),
};

for (const [name, text] of Object.entries(signedIn)) {
	test(`${name}: returns at once and prints nothing`, async () => {
		const fake = fakeContext({ tokens: { corp: text } });
		await run(corp, fake.context);
		assert.equal([fake.slept, fake.stderr, fake.stdout, fake.signIn.waits], [[], [], [], []]);
	});
}

/** A world in which the file of `corp` has `text` from the third read on. */
function arriving(text: string, world: World = {}): FakeContext {
	let reads = 0;
	const fake: FakeContext = fakeContext({
		...world,
		onSleep: () => {
			reads += 1;
			if (reads === 2) fake.accessTokens.texts.set('corp', text);
		},
	});
	return fake;
}

test('after a sign-in a message is printed and the waiting line is cleared', async () => {
	const fake = arriving(tokenText());
	await run(corp, fake.context);
	assert.equal(fake.slept, [250, 250]);
	assert.equal(fake.stderr, ['signed in to sso-session "corp"']);
	assert.equal(fake.signIn.waits, [
		'waiting for a sign-in to sso-session "corp", 10:00 left',
		'waiting for a sign-in to sso-session "corp", 10:00 left',
	]);
	assert.equal(fake.stdout, []);
});

const notSignedIn: Readonly<Record<string, readonly [text: string, world?: World]>> = {
	'an expired token': [tokenText({ expiresAt: '2026-11-21T09:00:00Z' })],
	'a half-written file': [tokenText().slice(0, 40)],
	'a token of another start URL': [tokenText({ startUrl: 'https://other' })],
	'a token that AWS has refused': [
		tokenText(),
		{ notes: { 'refused corp': '{"format": 1, "expiresAt": "2026-11-21T11:00:00Z", "refused": "token"}' } },
	],
};

for (const [name, [text, world]] of Object.entries(notSignedIn)) {
	test(`${name} does not end the wait`, async () => {
		const fake = arriving(text, world);
		const failure = await failureFrom(run({ ...corp, timeout: '1s' }, fake.context));
		assert.is(failure.code, 'sign-in-timed-out');
	});
}

test('without a sign-in it fails exactly when the time is up', async () => {
	for (const [timeout, milliseconds] of [
		[undefined, 600_000],
		['2', 2000],
		['1m', 60_000],
	] as const) {
		const fake = fakeContext();
		const start = fake.context.machine.now();
		const failure = await failureFrom(run({ ...corp, timeout }, fake.context));
		assert.equal(toldBy(failure), [
			'timed out waiting for a sign-in to sso-session "corp"',
			'ssoenv login --sso-session corp',
		]);
		assert.is(failure.status, 4);
		assert.is(fake.context.machine.now() - start, milliseconds);
		assert.is(fake.signIn.waits.length, 2);
	}
});

test('with a timeout of zero it looks once', async () => {
	const fake = fakeContext();
	assert.is((await failureFrom(run({ ...corp, timeout: '0' }, fake.context))).code, 'sign-in-timed-out');
	assert.equal(fake.slept, []);
});

for (const timeout of ['', 'soon', '-1', '1.5h']) {
	test(`--timeout ${timeout || '""'} is refused`, async () => {
		const failure = await failureFrom(run({ ...corp, timeout }, fakeContext().context));
		assert.equal(toldBy(failure), [
			`--timeout is "${timeout}", expected a duration such as 90s, 10m or 2h`,
			'ssoenv wait --help',
		]);
	});
}

test('AWS is never called', async () => {
	const fake = arriving(tokenText());
	await run({ ...corp, 'sso-session': undefined, timeout: '1m', profile: 'dev' }, fake.context);
	assert.equal([fake.oidc.opened, fake.portal.opened], [[], []]);
});

test.run();
