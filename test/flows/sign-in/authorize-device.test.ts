/** The device code flow: its polls compared with the AWS CLI's, and its handling of every exception of the service. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { networkFailures } from '../../../src/core/failure/network-failures.ts';
import type { IssuedToken } from '../../../src/core/sign-in/access-token.ts';
import { formatRegistrationFile, registrationKey } from '../../../src/core/sign-in/client-registration.ts';
import type { DeviceAuthorization } from '../../../src/core/sign-in/device-authorization.ts';
import { authorizeDevice } from '../../../src/flows/sign-in/authorize-device.ts';
import type { SignInAttempt } from '../../../src/flows/sign-in/sign-in-attempt.ts';
import { failureFrom, toldBy } from '../../support/assertions/thrown-failure.ts';
import { fakeContext, somebody, type World } from '../../support/context/context.ts';
import { dev, legacy, START_URL } from '../../support/context/sample.ts';
import { OIDC_ENDPOINT, oidcGranted, oidcRefusal } from '../../support/context/scripted-oidc.ts';
import { ATTEMPT_SECRETS, attemptOf, device, deviceClient, issued } from '../../support/context/sign-in-attempt.ts';
import type { Script } from '../../support/program/script.ts';

const pending = oidcRefusal('AuthorizationPendingException');
const slowDown = oidcRefusal('SlowDownException');
const granted = oidcGranted(issued);
const unreachable = networkFailures.unreachable({ endpoint: OIDC_ENDPOINT, reason: 'no network' });
const LOGIN = 'ssoenv login --sso-session corp';

function prepare(createToken: Script<IssuedToken>, world: World = {}, authorization: DeviceAuthorization = device) {
	const fake = fakeContext({
		...world,
		oidc: { startDeviceAuthorization: oidcGranted(authorization), createToken },
	});
	const authorize = (changed: Partial<SignInAttempt> = {}) =>
		authorizeDevice(attemptOf(fake, { client: deviceClient, ...changed }), fake.context);
	return { ...fake, authorize };
}

test('the requests have the members that the AWS CLI sends, and no others', async () => {
	const { authorize, oidc } = prepare([pending, granted]);
	assert.equal(await authorize(), issued);
	const known = { clientId: 'cid', clientSecret: 'csecret-of-client' };
	const signIn = {
		operation: 'CreateToken',
		request: { ...known, grantType: 'urn:ietf:params:oauth:grant-type:device_code', deviceCode: 'dcode-of-device' },
	};
	assert.equal(oidc.calls, [
		{ operation: 'StartDeviceAuthorization', request: { ...known, startUrl: START_URL } },
		signIn,
		signIn,
	]);
});

test('a client that is already approved needs no code, no browser and no wait', async () => {
	const { authorize, stderr, signIn, slept } = prepare(granted, somebody);
	assert.equal(await authorize(), issued);
	assert.equal([stderr, signIn.browsed, signIn.qrCodes, signIn.waits, slept], [[], [], [], [], []]);
});

const SHOWN = [
	'to sign in to sso-session "corp", open this URL in any browser:',
	'\n  https://device.sso.us-east-1.amazonaws.com/\n\n',
	'then confirm the code ABCD-EFGH, or open this URL, which contains the code:',
	'\n  https://device.sso.us-east-1.amazonaws.com/?user_code=ABCD-EFGH\n\n',
];
const QR = '  ##\n  # \n\n';
const COMPLETE = 'https://device.sso.us-east-1.amazonaws.com/?user_code=ABCD-EFGH';

type Shown = readonly [world: World, opensBrowser: boolean, stderr: readonly string[], browsed: readonly string[]];

const shown: Readonly<Record<string, Shown>> = {
	'on a desktop': [somebody, true, [...SHOWN, QR], [COMPLETE]],
	'with --no-browser': [somebody, false, [...SHOWN, QR], []],
	'where no browser is expected': [
		{ ...somebody, signIn: { headlessReason: 'this is an SSH session' } },
		true,
		[...SHOWN, QR],
		[],
	],
	'with stderr in a file, without a QR code': [{}, true, SHOWN, [COMPLETE]],
	'when the browser does not open': [
		{ signIn: { unopened: '"x" exited with 3' } },
		true,
		[...SHOWN, 'cannot start the browser: "x" exited with 3', 'open the URL above yourself; ssoenv is still waiting'],
		[COMPLETE],
	],
};

for (const [name, [world, opensBrowser, stderr, browsed]] of Object.entries(shown)) {
	test(`the person sees the code ${name}; nothing goes to stdout`, async () => {
		const fake = prepare([pending, granted], world);
		await fake.authorize({ opensBrowser });
		assert.equal(fake.stderr, stderr);
		assert.equal(fake.signIn.browsed, browsed);
		assert.equal(fake.signIn.qrCodes, stderr.includes(QR) ? [COMPLETE] : []);
		assert.equal(fake.stdout, []);
	});
}

test('a URL that does not fit into a QR code is still shown', async () => {
	const fake = prepare([pending, granted], { ...somebody, signIn: { isWithoutQrCode: true } });
	assert.equal(await fake.authorize(), issued);
	assert.equal(fake.stderr, SHOWN);
});

test('the waiting line names the code, counts down and is cleared at the end', async () => {
	const { authorize, signIn } = prepare([pending, pending, granted]);
	await authorize();
	assert.equal(signIn.waits, [
		'waiting for you to confirm ABCD-EFGH, 10:00 left',
		'waiting for you to confirm ABCD-EFGH, 9:58 left',
	]);
});

interface Polling {
	readonly awsCli: string;
	readonly answers: Script<IssuedToken>;
	readonly authorization?: Partial<DeviceAuthorization>;
	readonly slept: readonly number[];
	/** The lines of the failure; undefined if a token is issued. */
	readonly lines?: readonly string[];
}

const TIMED_OUT = ['timed out waiting for a sign-in to sso-session "corp"', LOGIN];

const pollings: Readonly<Record<string, Polling>> = {
	'pending does not change the interval': {
		awsCli: 'sleeps the interval after each but the first',
		answers: [pending, pending, pending, granted],
		slept: [1000, 1000, 1000],
	},
	'an interval of five seconds, the default if the service names none': {
		awsCli: '5 s if the field is absent',
		answers: [pending, granted],
		authorization: { intervalMs: 5000 },
		slept: [5000],
	},
	'slow_down adds five seconds permanently': {
		awsCli: 'equal',
		answers: [pending, slowDown, pending, slowDown, pending, granted],
		slept: [1000, 6000, 6000, 11_000, 11_000],
	},
	'slow_down as the first answer': {
		awsCli: 'equal',
		answers: [slowDown, granted],
		slept: [6000],
	},
	'pending, slow_down, pending, expired': {
		awsCli: '"pending authorization … expired"',
		answers: [pending, slowDown, pending, oidcRefusal('ExpiredTokenException')],
		slept: [1000, 6000, 6000],
		lines: TIMED_OUT,
	},
	'the service never reports that the code expired': {
		awsCli: 'asks for ever',
		answers: pending,
		authorization: { expiresInMs: 3500 },
		slept: [1000, 1000, 1000],
		lines: TIMED_OUT,
	},
	'the code is polled until its last second': {
		awsCli: 'asks for ever',
		answers: [pending, pending, granted],
		authorization: { expiresInMs: 2000 },
		slept: [1000, 1000],
	},
	'a temporary failure does not end the wait': {
		awsCli: 'fails at once',
		answers: [pending, unreachable, networkFailures.throttled({ endpoint: OIDC_ENDPOINT }), pending, granted],
		slept: [1000, 1000, 1000, 1000],
	},
	'a failure that lasts until the code expires': {
		awsCli: 'fails at once',
		answers: [pending, unreachable, unreachable],
		authorization: { expiresInMs: 2500 },
		slept: [1000, 1000],
		lines: TIMED_OUT,
	},
	'the person denies the request': {
		awsCli: 'service error AccessDenied',
		answers: [pending, oidcRefusal('AccessDeniedException')],
		slept: [1000],
		lines: ['the sign-in to sso-session "corp" was refused: AccessDeniedException', LOGIN],
	},
	'expired as the first answer': {
		awsCli: '"pending authorization … expired"',
		answers: [oidcRefusal('ExpiredTokenException')],
		slept: [],
		lines: TIMED_OUT,
	},
};

for (const [name, row] of Object.entries(pollings)) {
	test(`${name} (AWS CLI: ${row.awsCli})`, async () => {
		const fake = prepare(row.answers, {}, { ...device, ...row.authorization });
		if (row.lines === undefined) assert.equal(await fake.authorize(), issued);
		else {
			const failure = await failureFrom(fake.authorize());
			assert.is(failure.status, 4);
			assert.equal(toldBy(failure), row.lines);
			assert.equal([failure.session, failure.command], ['corp', LOGIN]);
		}
		assert.equal(fake.slept, row.slept);
		// The waiting line was shown and cleared.
		assert.is(fake.signIn.waits.length, 2);
	});
}

/** The exceptions of CreateToken that end the sign-in. */
for (const [code, status] of [
	['InvalidRequestException', 400],
	['InvalidClientException', 401],
	['InvalidGrantException', 400],
	['UnauthorizedClientException', 400],
	['UnsupportedGrantTypeException', 400],
	['InvalidScopeException', 400],
	['AccessDeniedException', 400],
] as const) {
	test(`CreateToken fails with ${code}: the failure names it, and there is no further poll`, async () => {
		const fake = prepare([pending, oidcRefusal(code, status)]);
		const failure = await failureFrom(fake.authorize());
		assert.is(failure.code, 'sign-in-refused');
		assert.is(failure.message, `the sign-in to sso-session "corp" was refused: ${code}`);
		// A registration that AWS knows is used again, unless the person forces a new one.
		assert.is(failure.hints.at(-1), code === 'UnauthorizedClientException' ? `${LOGIN} --force` : LOGIN);
		assert.is(fake.oidc.calls.length, 3);
	});
}

for (const code of ['InvalidClientException', 'UnauthorizedClientException']) {
	test(`StartDeviceAuthorization fails with ${code}: nothing is shown, and no token is requested`, async () => {
		const fake = fakeContext({ oidc: { startDeviceAuthorization: oidcRefusal(code) } });
		const failure = await failureFrom(authorizeDevice(attemptOf(fake, { client: deviceClient }), fake.context));
		assert.is(failure.status, 4);
		assert.is(failure.message, `the sign-in to sso-session "corp" was refused: ${code}`);
		assert.equal([fake.stderr, fake.oidc.operations()], [[], ['StartDeviceAuthorization']]);
	});
}

test('StartDeviceAuthorization refuses the request as invalid: the hint is to check the start URL', async () => {
	const fake = fakeContext({ oidc: { startDeviceAuthorization: oidcRefusal('InvalidRequestException') } });
	const failure = await failureFrom(authorizeDevice(attemptOf(fake, { client: deviceClient }), fake.context));
	assert.is(failure.code, 'request-refused');
	assert.match(failure.hints[0] ?? '', 'check sso_start_url = https://');
	assert.equal([fake.stderr, fake.oidc.operations()], [[], ['StartDeviceAuthorization']]);
});

test('when StartDeviceAuthorization fails, the sign-in fails and nothing is shown', async () => {
	const fake = fakeContext({ oidc: { startDeviceAuthorization: unreachable } });
	assert.is(await failureFrom(authorizeDevice(attemptOf(fake), fake.context)), unreachable);
	assert.equal(fake.stderr, []);
});

test('when the first poll fails, the code is shown and polling goes on', async () => {
	const fake = prepare([unreachable, oidcGranted(issued)]);
	assert.is((await fake.authorize()).accessToken, issued.accessToken);
	assert.match(fake.stderr.join(''), 'confirm the code');
});

test('an unexpected error ends the wait', async () => {
	const bug = new TypeError('a bug');
	const fake = prepare([pending, bug]);
	const error: unknown = await fake.authorize().catch((reason: unknown) => reason);
	assert.is(error, bug);
	assert.is(fake.signIn.waits.length, 2);
});

test('the failure of a legacy sign-in names its profile', async () => {
	const failure = await failureFrom(
		prepare([oidcRefusal('AccessDeniedException')]).authorize({ session: legacy, profile: 'legacy' }),
	);
	assert.equal(failure.hints, ['ssoenv login legacy']);
});

test('no secret is shown', async () => {
	const fake = prepare([pending, oidcRefusal('AccessDeniedException')], somebody);
	const failure = await failureFrom(fake.authorize({ session: dev }));
	const printed = [...toldBy(failure), ...fake.stderr, ...fake.signIn.waits].join('\n');
	for (const secret of ATTEMPT_SECRETS) assert.not.ok(printed.includes(secret));
	assert.match(printed, device.userCode);
});

test('a client that AWS does not know is deleted from the cache, so that the next sign-in registers again', async () => {
	const fake = prepare([oidcRefusal('InvalidClientException', 401)]);
	const key = registrationKey(dev);
	fake.accessTokens.texts.set(key, formatRegistrationFile(deviceClient));
	await failureFrom(fake.authorize());
	assert.not.ok(fake.accessTokens.texts.has(key));
});

test('a registration with another client id is not deleted', async () => {
	const fake = prepare([oidcRefusal('InvalidClientException', 401)]);
	const key = registrationKey(dev);
	fake.accessTokens.texts.set(key, formatRegistrationFile({ ...deviceClient, clientId: 'newer' }));
	await failureFrom(fake.authorize());
	assert.ok(fake.accessTokens.texts.has(key));
});

test.run();
