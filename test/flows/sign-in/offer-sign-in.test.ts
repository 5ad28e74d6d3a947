/** When a command may sign in by itself: because of a flag, a setting, or the person's answer. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { failures } from '../../../src/core/failure/failures.ts';
import { type LoginChoice, offerSignIn } from '../../../src/flows/sign-in/offer-sign-in.ts';
import { signInOf } from '../../../src/flows/sign-in/session-for.ts';
import { failureFrom } from '../../support/assertions/thrown-failure.ts';
import { type FakeContext, fakeContext, somebody, type World } from '../../support/context/context.ts';
import { dev, tokenText } from '../../support/context/sample.ts';
import { oidcGranted } from '../../support/context/scripted-oidc.ts';
import { client, device, issued } from '../../support/context/sign-in-attempt.ts';

const world: World = {
	oidc: { registerClient: oidcGranted(client), createToken: oidcGranted(issued) },
	signIn: { callback: { kind: 'code', code: 'x' } },
};

type Expected = 'signs in' | 'asks, then signs in' | 'asks, then fails' | 'fails';

interface Row {
	readonly choice?: LoginChoice;
	readonly mode?: string;
	readonly ci?: string;
	readonly terminal?: Partial<World>;
	/** The person's answer; undefined if there is no question. */
	readonly answer?: boolean;
	readonly expected: Expected;
}

const nobody = { stdinIsTerminal: false, stderrIsTerminal: false };

const rows: Readonly<Record<string, Row>> = {
	'on a terminal, with the answer yes': { answer: true, expected: 'asks, then signs in' },
	'on a terminal, with the answer no': { answer: false, expected: 'asks, then fails' },
	'--login, without a question': { choice: { consent: 'demanded' }, expected: 'signs in' },
	'--login without a terminal': { choice: { consent: 'demanded' }, terminal: nobody, expected: 'signs in' },
	'--login over the setting': { choice: { consent: 'demanded' }, mode: 'never', expected: 'signs in' },
	'--no-login': { choice: { consent: 'refused' }, expected: 'fails' },
	'--no-login over the setting': { choice: { consent: 'refused' }, mode: 'auto', expected: 'fails' },
	'SSOENV_LOGIN=auto, without a question': { mode: 'auto', expected: 'signs in' },
	'SSOENV_LOGIN=auto without a terminal': { mode: 'auto', terminal: nobody, expected: 'fails' },
	'SSOENV_LOGIN=ask': { mode: 'ask', answer: true, expected: 'asks, then signs in' },
	'SSOENV_LOGIN=never': { mode: 'never', expected: 'fails' },
	'without a terminal': { terminal: nobody, expected: 'fails' },
	'with a terminal only for input': { terminal: { ...somebody, stderrIsTerminal: false }, expected: 'fails' },
	'with a terminal only for output': { terminal: { ...somebody, stdinIsTerminal: false }, expected: 'fails' },
	'in a CI job with a terminal': { ci: 'true', expected: 'fails' },
};

for (const [name, { choice = {}, mode, ci, terminal = somebody, answer, expected }] of Object.entries(rows)) {
	test(`${name}: ${expected}`, async () => {
		const fake = fakeContext({
			...terminal,
			...world,
			env: { ...(mode && { SSOENV_LOGIN: mode }), ...(ci && { CI: ci }) },
			...(answer !== undefined && { answers: [answer] }),
		});
		const error = failures.signInNeeded({ session: dev, profile: 'dev', because: 'not signed in' });
		const found = signInOf(dev, fake.context.files.loadConfig());
		const offered = offerSignIn(found, { choice, error }, fake.context);
		if (expected.endsWith('fails')) assert.is(await failureFrom(offered), error);
		else await offered;
		assert.is(fake.questions.length, expected.startsWith('asks') ? 1 : 0);
		assert.is(fake.oidc.operations().includes('CreateToken'), expected.endsWith('signs in'));
		assert.is(
			fake.accessTokens.texts.get('corp')?.includes(issued.accessToken) ?? false,
			expected.endsWith('signs in'),
		);
	});
}

test('an invalid SSOENV_LOGIN is refused before any question', async () => {
	const fake = fakeContext({ ...somebody, env: { SSOENV_LOGIN: 'sometimes' } });
	const error = failures.signInNeeded({ session: dev, profile: 'dev', because: 'not signed in' });
	const found = signInOf(dev, fake.context.files.loadConfig());
	const failure = await failureFrom(offerSignIn(found, { choice: {}, error }, fake.context));
	assert.equal([failure.code, fake.questions], ['setting-invalid', []]);
});

const corp = { session: dev, profile: 'dev', because: 'not signed in' };
const needed = failures.signInNeeded(corp);

test('a wrong setting shows before the question', async () => {
	for (const env of [{ SSOENV_CALLBACK_PORT: '0' }, { SSOENV_DEVICE_CODE: 'x' }, { SSOENV_BROWSER: ' ' }]) {
		const fake = fakeContext({ ...somebody, ...world, env });
		const found = signInOf(dev, fake.context.files.loadConfig());
		const failure = await failureFrom(offerSignIn(found, { choice: {}, error: needed }, fake.context));
		assert.equal([failure.code, fake.questions, fake.oidc.calls], ['setting-invalid', [], []]);
	}
});

test('a wrong setting does not matter where no sign-in may start', async () => {
	const fake = fakeContext({ ...nobody, ...world, env: { SSOENV_CALLBACK_PORT: '0' } });
	const found = signInOf(dev, fake.context.files.loadConfig());
	assert.is(await failureFrom(offerSignIn(found, { choice: {}, error: needed }, fake.context)), needed);
});

test('--device-code signs in with a device code, by itself even while another process signs in', async () => {
	const fake: FakeContext = fakeContext({
		...world,
		oidc: { ...world.oidc, startDeviceAuthorization: oidcGranted(device) },
		meanwhile: (work) => work === 'sign in corp' && fake.accessTokens.texts.set('corp', tokenText()),
	});
	const found = signInOf(dev, fake.context.files.loadConfig());
	const choice = { consent: 'demanded', isDeviceCode: true } as const;
	await offerSignIn(found, { choice, error: needed }, fake.context);
	assert.equal(fake.oidc.operations(), ['RegisterClient', 'StartDeviceAuthorization', 'CreateToken']);
});

test('where no sign-in may start, the suggested command has --device-code too', async () => {
	const fake = fakeContext({ ...nobody, ...world });
	const found = signInOf(dev, fake.context.files.loadConfig());
	const command = 'ssoenv login --sso-session corp --device-code';
	const choice = { isDeviceCode: true };
	const failure = await failureFrom(offerSignIn(found, { choice, error: needed }, fake.context));
	assert.equal(
		[failure.code, failure.status, failure.message, failure.session],
		[needed.code, 4, needed.message, 'corp'],
	);
	assert.equal([failure.command, failure.hints], [command, [command]]);
});

test.run();
