/** The authorization code flow with PKCE: each way it can end, and the page that the browser shows then. */
import { setImmediate } from 'node:timers/promises';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { networkFailures } from '../../../src/core/failure/network-failures.ts';
import type { CallbackOutcome } from '../../../src/core/sign-in/authorization-code.ts';
import type { LandingPage } from '../../../src/core/sign-in/landing-page.ts';
import { authorizeInBrowser, openCallback } from '../../../src/flows/sign-in/authorize-in-browser.ts';
import type { SignInAttempt } from '../../../src/flows/sign-in/sign-in-attempt.ts';
import { failureFrom, toldBy } from '../../support/assertions/thrown-failure.ts';
import { type FakeContext, fakeContext, somebody, type World } from '../../support/context/context.ts';
import { OIDC_ENDPOINT, oidcGranted, oidcRefusal } from '../../support/context/scripted-oidc.ts';
import { pkce, REDIRECT_URI } from '../../support/context/scripted-sign-in.ts';
import { ATTEMPT_SECRETS, attemptOf, client, issued } from '../../support/context/sign-in-attempt.ts';

const code: CallbackOutcome = { kind: 'code', code: 'the-code-of-the-callback' };
const LOGIN = 'ssoenv login --sso-session corp';

const URL_ = `${OIDC_ENDPOINT}/authorize?response_type=code&client_id=cid&redirect_uri=http%3A%2F%2F127.0.0.1%3A45597%2Foauth%2Fcallback&state=3f2504e0-4f89-41d3-9a0c-0305e82c3301&code_challenge_method=S256&scopes=sso%3Aaccount%3Aaccess&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM`;

function prepare(world: World) {
	const fake = fakeContext({ ...somebody, ...world });
	return { ...fake, authorize: (changed: Partial<SignInAttempt> = {}) => authorizeBy(fake, changed) };
}

async function authorizeBy(fake: FakeContext, changed: Partial<SignInAttempt>) {
	const attempt = attemptOf(fake, changed);
	return authorizeInBrowser(attempt, await openCallback(attempt.ports), fake.context);
}

/** Promise.withResolvers for Node versions that do not have it yet. */
function withResolvers<Value>() {
	let resolve: (value: Value) => void = () => undefined;
	const promise = new Promise<Value>((settle) => {
		resolve = settle;
	});
	return { promise, resolve };
}

const successful: World = { signIn: { callback: code }, oidc: { createToken: oidcGranted(issued) } };

test("on success, the code is exchanged with the AWS CLI's members and the browser shows the success page", async () => {
	const { authorize, oidc, signIn } = prepare(successful);
	assert.equal(await authorize(), issued);
	assert.equal(oidc.calls, [
		{
			operation: 'CreateToken',
			request: {
				grantType: 'authorization_code',
				clientId: 'cid',
				clientSecret: 'csecret-of-client',
				redirectUri: REDIRECT_URI,
				codeVerifier: pkce.codeVerifier,
				code: 'the-code-of-the-callback',
			},
		},
	]);
	assert.equal(signIn.states, [pkce.state]);
	assert.equal(signIn.closed, ['signed-in']);
});

test("the browser opens the authorize URL, byte for byte the AWS CLI's, and the URL is shown too", async () => {
	const { authorize, signIn, stderr, stdout } = prepare(successful);
	await authorize();
	assert.equal(signIn.browsed, [URL_]);
	assert.equal(stderr, [
		'opening the browser to sign in to sso-session "corp"; if it does not open, open this URL:',
		`\n  ${URL_}\n\n`,
	]);
	assert.equal(stdout, []);
});

test('--no-browser shows the URL and opens no browser', async () => {
	const { authorize, signIn, stderr } = prepare(successful);
	await authorize({ opensBrowser: false });
	assert.equal(signIn.browsed, []);
	assert.equal(stderr, [
		'to sign in to sso-session "corp", open this URL in a browser on this machine:',
		`\n  ${URL_}\n\n`,
	]);
});

test('with a port of a setting, --no-browser says which port a browser elsewhere has to forward', async () => {
	const fake = fakeContext({ ...somebody, ...successful });
	const attempt = attemptOf(fake, { opensBrowser: false });
	const given = { port: 8400, givenBy: 'SSOENV_CALLBACK_PORT', place: 'SSOENV_CALLBACK_PORT', login: LOGIN };
	await authorizeInBrowser(attempt, await openCallback(attempt.ports, given), fake.context);
	assert.is(
		fake.stderr[0],
		'to sign in to sso-session "corp", open this URL in a browser on this machine, or on one that forwards its port 8400 to this one:',
	);
	assert.equal(fake.signIn.callbackPorts, [8400]);
});

test('the browser opens with the command of a setting', async () => {
	const { authorize, signIn } = prepare(successful);
	await authorize({ browser: 'firefox -P work' });
	assert.equal([signIn.browsed, signIn.browsers], [[URL_], ['firefox -P work']]);
});

test('the requested scopes are those of the registration', async () => {
	for (const [scopes, asked] of [
		[['a:b', 'c'], 'scopes=a%3Ab%20c&'],
		[undefined, 'scopes=sso%3Aaccount%3Aaccess&'],
	] as const) {
		const { authorize, signIn } = prepare(successful);
		await authorize({ client: { ...client, scopes } });
		assert.match(signIn.browsed[0] ?? '', asked);
	}
});

test('the waiting line counts down, ends as soon as the browser returns, and is cleared', async () => {
	const { authorize, signIn, slept, context } = prepare(successful);
	const start = context.machine.now();
	await authorize();
	// A time limit that was not cancelled would let ten minutes pass here.
	await setImmediate();
	assert.equal(signIn.waits, ['waiting for the browser, 10:00 left', 'waiting for the browser, 10:00 left']);
	assert.equal([slept, context.machine.now() - start], [[600_000], 0]);
});

const UNOPENED = ['cannot start the browser: "x" is not found', 'open the URL above yourself; ssoenv is still waiting'];

test('a browser that does not open is reported above the waiting line, and the wait goes on', async () => {
	const { authorize, signIn, stderr, context } = prepare({ signIn: { unopened: '"x" is not found' } });
	const start = context.machine.now();
	const failure = await failureFrom(authorize());
	assert.equal(stderr.slice(2), UNOPENED);
	assert.is(failure.code, 'sign-in-timed-out');
	assert.is(context.machine.now() - start, 600_000);
	// Shown, cleared for the message, shown again, cleared at the end.
	assert.is(signIn.waits.length, 4);
});

test('a browser that fails after the sign-in has ended is not reported', async () => {
	const fake = fakeContext({ ...somebody, ...successful });
	const opened = withResolvers<string | undefined>();
	const ports = { ...fake.signIn.ports, openBrowser: () => opened.promise };
	assert.equal(await authorizeBy(fake, { ports }), issued);
	opened.resolve('"x" exited with 3');
	await setImmediate();
	assert.is(fake.stderr.length, 2);
	assert.is(fake.signIn.waits.length, 2);
});

test('a browser command that never ends is not reported', async () => {
	const fake = fakeContext({ ...somebody, ...successful });
	const ports = { ...fake.signIn.ports, openBrowser: () => new Promise<undefined>(() => undefined) };
	assert.equal(await authorizeBy(fake, { ports }), issued);
	assert.is(fake.stderr.length, 2);
});

interface Ending {
	readonly world: World;
	readonly page: LandingPage;
	readonly code: string;
	readonly lines: readonly string[];
	/** Whether the code was sent to CreateToken. */
	readonly isExchanged: boolean;
}

const refusedWith = (answer: string, ...meaning: readonly string[]) => [
	`the sign-in to sso-session "corp" was refused: ${answer}`,
	...meaning,
	LOGIN,
];
const unreachable = networkFailures.unreachable({ endpoint: OIDC_ENDPOINT, reason: 'no network' });

const endings: Readonly<Record<string, Ending>> = {
	'the person or the service denies the request': {
		world: { signIn: { callback: { kind: 'refused', error: 'access_denied' } } },
		page: 'refused',
		code: 'sign-in-refused',
		lines: refusedWith('access_denied'),
		isExchanged: false,
	},
	'the answer belongs to another request': {
		world: { signIn: { callback: { kind: 'mismatch' } } },
		page: 'mismatch',
		code: 'sign-in-mismatch',
		lines: [
			'the answer from the browser belongs to another sign-in, so ssoenv did not sign in to sso-session "corp"',
			LOGIN,
		],
		isExchanged: false,
	},
	'the browser never returns': {
		world: {},
		page: 'failed',
		code: 'sign-in-timed-out',
		lines: ['timed out waiting for a sign-in to sso-session "corp"', LOGIN],
		isExchanged: false,
	},
	'the code is refused': {
		world: { signIn: { callback: code }, oidc: { createToken: oidcRefusal('InvalidGrantException') } },
		page: 'failed',
		code: 'sign-in-refused',
		lines: refusedWith('InvalidGrantException', 'the code was already used or has expired'),
		isExchanged: true,
	},
	'the client is refused': {
		world: { signIn: { callback: code }, oidc: { createToken: oidcRefusal('InvalidClientException', 401) } },
		page: 'failed',
		code: 'sign-in-refused',
		lines: refusedWith(
			'InvalidClientException',
			'AWS no longer knows the client registration; the next sign-in creates a new one',
		),
		isExchanged: true,
	},
	'the code arrived too late': {
		world: { signIn: { callback: code }, oidc: { createToken: oidcRefusal('ExpiredTokenException') } },
		page: 'failed',
		code: 'sign-in-timed-out',
		lines: ['timed out waiting for a sign-in to sso-session "corp"', LOGIN],
		isExchanged: true,
	},
	'AWS is unreachable for the exchange': {
		world: { signIn: { callback: code }, oidc: { createToken: unreachable } },
		page: 'failed',
		code: 'unreachable',
		lines: toldBy(unreachable),
		isExchanged: true,
	},
};

for (const [name, { world, page, code: failureCode, lines: told, isExchanged: isRedeemed }] of Object.entries(
	endings,
)) {
	test(`${name}: ${failureCode}, and the browser shows "${page}"`, async () => {
		const { authorize, signIn, oidc } = prepare(world);
		const failure = await failureFrom(authorize());
		assert.is(failure.code, failureCode);
		assert.equal(toldBy(failure), told);
		assert.equal(signIn.closed, [page]);
		assert.equal(oidc.operations(), isRedeemed ? ['CreateToken'] : []);
		assert.is(signIn.waits.length, 2);
	});

	test(`${name}: the failure shows neither the URL nor a secret`, async () => {
		const { authorize, stderr } = prepare(world);
		const failure = await failureFrom(authorize());
		const lines = toldBy(failure).join('\n');
		assert.not.match(lines, '/authorize');
		for (const secret of [...ATTEMPT_SECRETS, pkce.state, pkce.codeVerifier, pkce.codeChallenge]) {
			assert.not.ok(lines.includes(secret));
		}
		// The URL was shown once, before the failure.
		assert.is(stderr.filter((text) => text.includes(pkce.state)).length, 1);
		for (const secret of [...ATTEMPT_SECRETS, pkce.codeVerifier]) assert.not.ok(stderr.join('\n').includes(secret));
	});
}

test("the sign-in times out after ten minutes, as the AWS CLI's does", async () => {
	const { authorize, context, signIn } = prepare({});
	const start = context.machine.now();
	await failureFrom(authorize());
	assert.is(context.machine.now() - start, 600_000);
	assert.equal(signIn.waits, ['waiting for the browser, 10:00 left', 'waiting for the browser, 0:00 left']);
});

test('when the callback server cannot be opened, no browser opens and no request is sent', async () => {
	const serverError = new Error('EADDRNOTAVAIL');
	const { authorize, signIn, stderr } = prepare({ signIn: { serverError } });
	const error: unknown = await authorize().catch((reason: unknown) => reason);
	assert.is(error, serverError);
	assert.equal([signIn.browsed, signIn.closed, stderr], [[], [], []]);
});

test.run();
