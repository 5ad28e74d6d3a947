/** Authorization code with PKCE: what each way of ending means, and on which page the browser lands. */
import { setImmediate } from 'node:timers/promises';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { failures } from '../../../src/core/failure/failures.ts';
import type { CallbackOutcome } from '../../../src/core/sign-in/authorization-code.ts';
import type { LandingPage } from '../../../src/core/sign-in/landing-page.ts';
import { authorizeInBrowser } from '../../../src/flows/sign-in/authorize-in-browser.ts';
import type { SignInAttempt } from '../../../src/flows/sign-in/sign-in-attempt.ts';
import { failureFrom, toldBy } from '../../support/assertions/thrown-failure.ts';
import { fakeContext, somebody, type World } from '../../support/context/context.ts';
import { OIDC_ENDPOINT, oidcGranted, oidcRefusal } from '../../support/context/scripted-oidc.ts';
import { pkce, REDIRECT_URI } from '../../support/context/scripted-sign-in.ts';
import { ATTEMPT_SECRETS, attemptOf, client, issued } from '../../support/context/sign-in-attempt.ts';

const code: CallbackOutcome = { kind: 'code', code: 'the-code-of-the-callback' };
const LOGIN = 'ssoenv login --sso-session corp';

const URL_ = `${OIDC_ENDPOINT}/authorize?response_type=code&client_id=cid&redirect_uri=http%3A%2F%2F127.0.0.1%3A45597%2Foauth%2Fcallback&state=3f2504e0-4f89-41d3-9a0c-0305e82c3301&code_challenge_method=S256&scopes=sso%3Aaccount%3Aaccess&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM`;

function prepare(world: World) {
	const fake = fakeContext({ ...somebody, ...world });
	const authorize = (changed: Partial<SignInAttempt> = {}) =>
		authorizeInBrowser(attemptOf(fake, changed), fake.context);
	return { ...fake, authorize };
}

/** A promise that is settled from outside, as Promise.withResolvers makes one in newer Nodes. */
function withResolvers<Value>() {
	let resolve: (value: Value) => void = () => undefined;
	const promise = new Promise<Value>((settle) => {
		resolve = settle;
	});
	return { promise, resolve };
}

const successful: World = { signIn: { callback: code }, oidc: { createToken: oidcGranted(issued) } };

test('success: the code is redeemed with what the AWS CLI sends, and the browser is told', async () => {
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

test('the browser is sent to the authorize URL, byte for byte that of the AWS CLI, and it is told as well', async () => {
	const { authorize, signIn, stderr, stdout } = prepare(successful);
	await authorize();
	assert.equal(signIn.browsed, [URL_]);
	assert.equal(stderr, [
		'opening the browser to sign in to sso-session "corp"; if it does not open, open this URL:',
		`\n  ${URL_}\n\n`,
	]);
	assert.equal(stdout, []);
});

test('--no-browser: told and not opened', async () => {
	const { authorize, signIn, stderr } = prepare(successful);
	await authorize({ opensBrowser: false });
	assert.equal(signIn.browsed, []);
	assert.equal(stderr, [
		'to sign in to sso-session "corp", open this URL in a browser on this machine:',
		`\n  ${URL_}\n\n`,
	]);
});

test('the scopes asked for are those of the registration', async () => {
	for (const [scopes, asked] of [
		[['a:b', 'c'], 'scopes=a%3Ab%20c&'],
		[undefined, 'scopes=sso%3Aaccount%3Aaccess&'],
	] as const) {
		const { authorize, signIn } = prepare(successful);
		await authorize({ client: { ...client, scopes } });
		assert.match(signIn.browsed[0] ?? '', asked);
	}
});

test('the wait counts down, costs no time once the browser is back, and is taken away', async () => {
	const { authorize, signIn, slept, context } = prepare(successful);
	const start = context.machine.now();
	await authorize();
	// A limit that was not called off would let ten minutes pass here.
	await setImmediate();
	assert.equal(signIn.waits, ['waiting for the browser, 10:00 left', 'waiting for the browser, 10:00 left']);
	assert.equal([slept, context.machine.now() - start], [[600_000], 0]);
});

const UNOPENED = ['cannot start the browser: "x" is not found', 'open the URL above yourself; ssoenv is still waiting'];

test('a browser that does not open is told above the line that moves, and the wait goes on', async () => {
	const { authorize, signIn, stderr, context } = prepare({ signIn: { unopened: '"x" is not found' } });
	const start = context.machine.now();
	const failure = await failureFrom(authorize());
	assert.equal(stderr.slice(2), UNOPENED);
	assert.is(failure.code, 'sign-in-timed-out');
	assert.is(context.machine.now() - start, 600_000);
	// Shown, hidden for what is said, shown again, hidden at the end.
	assert.is(signIn.waits.length, 4);
});

test('a browser that fails after the sign-in has ended is not told', async () => {
	const fake = fakeContext({ ...somebody, ...successful });
	const opened = withResolvers<string | undefined>();
	const ports = { ...fake.signIn.ports, openBrowser: () => opened.promise };
	assert.equal(await authorizeInBrowser(attemptOf(fake, { ports }), fake.context), issued);
	opened.resolve('"x" exited with 3');
	await setImmediate();
	assert.is(fake.stderr.length, 2);
	assert.is(fake.signIn.waits.length, 2);
});

test('a browser that stays open, of which nothing is ever heard, is nothing to tell', async () => {
	const fake = fakeContext({ ...somebody, ...successful });
	const ports = { ...fake.signIn.ports, openBrowser: () => new Promise<undefined>(() => undefined) };
	assert.equal(await authorizeInBrowser(attemptOf(fake, { ports }), fake.context), issued);
	assert.is(fake.stderr.length, 2);
});

interface Ending {
	readonly world: World;
	readonly page: LandingPage;
	readonly code: string;
	readonly told: readonly string[];
	/** Whether the code was tried to redeem. */
	readonly isRedeemed: boolean;
}

const refusedWith = (answer: string, ...meaning: readonly string[]) => [
	`the sign-in to sso-session "corp" was refused: ${answer}`,
	...meaning,
	LOGIN,
];
const unreachable = failures.unreachable({ endpoint: OIDC_ENDPOINT, reason: 'no network' });

const endings: Readonly<Record<string, Ending>> = {
	'the person or the service says no': {
		world: { signIn: { callback: { kind: 'refused', error: 'access_denied' } } },
		page: 'refused',
		code: 'sign-in-refused',
		told: refusedWith('access_denied'),
		isRedeemed: false,
	},
	'the answer belongs to another request': {
		world: { signIn: { callback: { kind: 'mismatch' } } },
		page: 'mismatch',
		code: 'sign-in-mismatch',
		told: [
			'the browser returned the answer of another sign-in, so ssoenv did not sign in to sso-session "corp"',
			LOGIN,
		],
		isRedeemed: false,
	},
	'nobody comes back': {
		world: {},
		page: 'failed',
		code: 'sign-in-timed-out',
		told: ['timed out waiting for a sign-in to sso-session "corp"', LOGIN],
		isRedeemed: false,
	},
	'the code is refused': {
		world: { signIn: { callback: code }, oidc: { createToken: oidcRefusal('InvalidGrantException') } },
		page: 'failed',
		code: 'sign-in-refused',
		told: refusedWith('InvalidGrantException', 'the code was already used or has expired'),
		isRedeemed: true,
	},
	'the client is refused': {
		world: { signIn: { callback: code }, oidc: { createToken: oidcRefusal('InvalidClientException', 401) } },
		page: 'failed',
		code: 'sign-in-refused',
		told: refusedWith(
			'InvalidClientException',
			'AWS no longer knows the client registration; the next sign-in creates a new one',
		),
		isRedeemed: true,
	},
	'the code came too late': {
		world: { signIn: { callback: code }, oidc: { createToken: oidcRefusal('ExpiredTokenException') } },
		page: 'failed',
		code: 'sign-in-timed-out',
		told: ['timed out waiting for a sign-in to sso-session "corp"', LOGIN],
		isRedeemed: true,
	},
	'AWS cannot be reached with the code': {
		world: { signIn: { callback: code }, oidc: { createToken: unreachable } },
		page: 'failed',
		code: 'unreachable',
		told: toldBy(unreachable),
		isRedeemed: true,
	},
};

for (const [name, { world, page, code: failed, told, isRedeemed }] of Object.entries(endings)) {
	test(`${name}: ${failed}, and the browser lands on "${page}"`, async () => {
		const { authorize, signIn, oidc } = prepare(world);
		const failure = await failureFrom(authorize());
		assert.is(failure.code, failed);
		assert.equal(toldBy(failure), told);
		assert.equal(signIn.closed, [page]);
		assert.equal(oidc.operations(), isRedeemed ? ['CreateToken'] : []);
		assert.is(signIn.waits.length, 2);
	});

	test(`${name}: neither the URL nor a secret is in what is told of it`, async () => {
		const { authorize, stderr } = prepare(world);
		const failure = await failureFrom(authorize());
		const lines = toldBy(failure).join('\n');
		assert.not.match(lines, '/authorize');
		for (const secret of [...ATTEMPT_SECRETS, pkce.state, pkce.codeVerifier, pkce.codeChallenge]) {
			assert.not.ok(lines.includes(secret));
		}
		// The URL is told before, and once.
		assert.is(stderr.filter((text) => text.includes(pkce.state)).length, 1);
		for (const secret of [...ATTEMPT_SECRETS, pkce.codeVerifier]) assert.not.ok(stderr.join('\n').includes(secret));
	});
}

test('ten minutes are waited for, as the AWS CLI does', async () => {
	const { authorize, context, signIn } = prepare({});
	const start = context.machine.now();
	await failureFrom(authorize());
	assert.is(context.machine.now() - start, 600_000);
	assert.equal(signIn.waits, ['waiting for the browser, 10:00 left', 'waiting for the browser, 0:00 left']);
});

test('a server that cannot be opened: no browser, no request, nothing to close', async () => {
	const serverError = new Error('EADDRNOTAVAIL');
	const { authorize, signIn, stderr } = prepare({ signIn: { serverError } });
	const error: unknown = await authorize().catch((reason: unknown) => reason);
	assert.is(error, serverError);
	assert.equal([signIn.browsed, signIn.closed, stderr], [[], [], []]);
});

test.run();
