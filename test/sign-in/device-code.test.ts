/** `ssoenv login` by device code: the built program against the fake, and the pauses between its polls. */
import { rmSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createSdkOidc } from '../../src/adapters/aws/sdk-oidc.ts';
import { signInPorts } from '../../src/adapters/sign-in/sign-in-ports.ts';
import { createContext } from '../../src/context.ts';
import { authorizeDevice } from '../../src/flows/sign-in/authorize-device.ts';
import { holdsNoSecret, secretsOf } from '../support/assertions/secrets.ts';
import { failureFrom } from '../support/assertions/thrown-failure.ts';
import { contextWith } from '../support/context/context-with.ts';
import type { Fault } from '../support/identity-center/faults.ts';
import type { IdentityCenter } from '../support/identity-center/identity-center.ts';
import { modesBelow, REGISTRATION_KEY, type SignInScene, withSignInScene } from '../support/sign-in/sign-in-scene.ts';
import { cacheFileName, START_URL } from '../support/sign-in/signed-in-home.ts';

const scene = (work: (scene: SignInScene) => Promise<void>) => () => withSignInScene({}, work);

const DEVICE = ['login', 'dev', '--device-code'];

test('the person confirms the code in the browser', () =>
	withSignInScene({ approveByVisit: true }, async ({ start, visit, cached, idc, home }) => {
		const { exitCode, stdout, stderr } = await start(DEVICE, 'follow').ended;
		assert.is(exitCode, 0, stderr);
		assert.is(stdout, '');
		assert.match((await visit()).url, /\/device\?user_code=\w{4}-\w{4}$/);
		assert.match(stderr, /\nssoenv: signed in to sso-session "corp"; valid for \d+ min\n$/);
		const [registered, started] = idc.requests;
		assert.equal(registered?.body, { clientName: 'botocore-client-corp', clientType: 'public' });
		assert.equal(Object.keys(Object(started?.body)), ['clientId', 'clientSecret', 'startUrl']);
		assert.match(
			cached(REGISTRATION_KEY) ?? '',
			/^\{"clientId": "[^"]+", "clientSecret": "[^"]+", "expiresAt": "[^"]+"\}$/,
		);
		assert.match(cached('corp') ?? '', /"registrationExpiresAt": "[^"]+"\}$/);
		assert.equal(Object.values(modesBelow(home.file('.aws/sso'))), [0o700, 0o600, 0o600]);
	}));

test('an already approved client shows no code and opens no browser', () =>
	withSignInScene({ autoApprove: true }, async ({ start, wasVisited, cached }) => {
		const { exitCode, stderr } = await start(DEVICE, 'follow').ended;
		assert.is(exitCode, 0, stderr);
		assert.match(stderr, /^ssoenv: signed in to sso-session "corp"; valid for \d+ min\n$/);
		assert.not.ok(wasVisited());
		assert.ok(cached('corp'));
	}));

test('a legacy profile signs in by device code, and its token file is named after the start URL', () =>
	withSignInScene({ approveByVisit: true }, async ({ start, cached, idc }) => {
		const { exitCode, stderr } = await start(['login', 'legacy'], 'follow').ended;
		assert.is(exitCode, 0, stderr);
		assert.match(stderr, /signed in to start URL "https:/);
		assert.ok(cached(START_URL));
		assert.match(String(Object(idc.requests[0]?.body).clientName), /^botocore-client-\d{10}$/);
	}));

for (const [what, decide, said] of [
	['denial', (idc: IdentityCenter, code: string) => idc.deny(code), /was refused: AccessDeniedException\n/],
	[
		'code that has run out',
		(idc: IdentityCenter) => idc.setClockOffset(601),
		/ssoenv: timed out waiting for a sign-in to sso-session "corp"\n/,
	],
] as const) {
	test(
		`a ${what} ends the wait, and no token is written`,
		scene(async ({ start, cached, idc }) => {
			const program = start([...DEVICE, '--no-browser'], 'follow');
			const [, code = ''] = await program.said(/confirm the code (\w{4}-\w{4}),/);
			decide(idc, code);
			const { exitCode, stderr } = await program.ended;
			assert.is(exitCode, 4);
			assert.match(stderr, said);
			assert.is(cached('corp'), undefined);
		}),
	);
}

test(
	'SIGINT during the wait exits with 130',
	scene(async ({ start, cached }) => {
		const program = start([...DEVICE, '--no-browser'], 'follow');
		await program.said(/confirm the code/);
		program.kill('SIGINT');
		const { exitCode, stdout } = await program.ended;
		assert.is(exitCode, 130);
		assert.is(stdout, '');
		assert.is(cached('corp'), undefined);
	}),
);

for (const [variable, value, reason] of [
	['SSH_CONNECTION', '192.0.2.1 50000 192.0.2.2 22', 'this is an SSH session'],
	['CI', 'true', 'this is a CI job'],
	['CODESPACES', 'true', 'this is a cloud shell'],
	['AWS_EXECUTION_ENV', 'CloudShell', 'this is a cloud shell'],
] as const) {
	test(`with ${variable} and without BROWSER a device code is used, and the reason is shown`, () =>
		withSignInScene({ autoApprove: true }, async ({ start, idc }) => {
			const { exitCode, stderr } = await start(['login', 'dev'], 'follow', { BROWSER: '', [variable]: value }).ended;
			assert.is(exitCode, 0, stderr);
			assert.ok(stderr.startsWith(`ssoenv: signing in with a device code, because ${reason}\n`), stderr);
			assert.is(idc.requestsTo('StartDeviceAuthorization').length, 1);
		}));
}

test(
	'a set BROWSER is used, even in an SSH session',
	scene(async ({ start, idc }) => {
		const { exitCode } = await start(['login', 'dev'], 'follow', { SSH_CONNECTION: '192.0.2.1 1 192.0.2.2 22' }).ended;
		assert.is(exitCode, 0);
		assert.is(idc.requestsTo('Authorize').length, 1);
	}),
);

test('a registration for one flow is not used for the other', () =>
	withSignInScene({ approveByVisit: true }, async ({ start, idc, home }) => {
		const flows = [[], ['--device-code'], [], []] as const;
		for (const flow of flows) {
			// --force would use no registration at all.
			rmSync(home.file(`.aws/sso/cache/${cacheFileName('corp')}`), { force: true });
			const { exitCode, stderr } = await start(['login', 'dev', ...flow], 'follow').ended;
			assert.is(exitCode, 0, stderr);
		}
		assert.equal(
			idc.requestsTo('RegisterClient').map(({ body }) => Boolean(Object(body).grantTypes)),
			[true, false, true],
		);
	}));

test('no secret is printed, even with SSOENV_DEBUG=1', () =>
	withSignInScene({ approveByVisit: true }, async ({ start, visit, idc, home }) => {
		const { stderr, stdout } = await start(DEVICE, 'follow', { SSOENV_DEBUG: '1' }).ended;
		const secrets = secretsOf(idc, home);
		assert.ok(secrets.length >= 3);
		holdsNoSecret(stderr + stdout, secrets, 'what was said');
		holdsNoSecret((await visit()).argv.join('\n'), secrets, 'the words given to the browser');
	}));

/**
 * Runs the flow with pauses that take no time, moves both clocks, and returns the length of each pause in milliseconds.
 */
async function pauses(idc: IdentityCenter, ...faults: readonly Fault[]): Promise<readonly number[]> {
	const client = await (
		await fetch(`${idc.url.oidc}/client/register`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ clientName: 'x', clientType: 'public' }),
		})
	).json();
	idc.fail('CreateToken', ...faults);
	const slept: number[] = [];
	const start = Date.now();
	const elapsed = () => slept.reduce((sum, milliseconds) => sum + milliseconds, 0);
	const context = contextWith(createContext(), {
		terminal: { say: () => undefined, stderr: () => undefined },
		machine: {
			now: () => start + elapsed(),
			sleep: async (milliseconds: number) => {
				slept.push(milliseconds);
				idc.setClockOffset(elapsed() / 1000);
			},
		},
	});
	const oidc = createSdkOidc({
		ssoRegion: 'us-east-1',
		address: { endpoint: idc.url.oidc, useFipsEndpoint: false, useDualstackEndpoint: false, caBundle: undefined },
		timeoutMs: 5000,
		maxAttempts: 1,
		now: Date.now,
		env: {},
		onServerTime: () => undefined,
	});
	const session = { ssoSession: 'corp', startUrl: START_URL, ssoRegion: 'us-east-1', scopes: undefined };
	const registration = { ...Object(client), expiresAt: 0, grantTypes: undefined, scopes: undefined };
	const attempt = {
		session,
		portal: START_URL,
		profile: 'dev',
		client: registration,
		oidc,
		ports: signInPorts({}),
		opensBrowser: false,
	};
	const failure = await failureFrom(authorizeDevice(attempt, context));
	assert.is(failure.code, 'sign-in-timed-out');
	return slept;
}

const OPTIONS = { enforceInterval: true, deviceIntervalSeconds: 2, deviceSeconds: 20 };
const slow: Fault = { kind: 'oauth', error: 'slow_down' };

test('the polls keep to the interval, so that AWS never answers slow_down', () =>
	withSignInScene(OPTIONS, async ({ idc }) => {
		assert.equal(new Set(await pauses(idc)), new Set([2000]));
	}));

test('each slow_down adds five seconds permanently', () =>
	withSignInScene(OPTIONS, async ({ idc }) => {
		assert.equal(await pauses(idc, slow, { kind: 'oauth', error: 'authorization_pending' }), [7000, 7000]);
	}));

test('a short outage of AWS does not end the wait', () =>
	withSignInScene(OPTIONS, async ({ idc }) => {
		const pending: Fault = { kind: 'oauth', error: 'authorization_pending' };
		assert.is((await pauses(idc, pending, { kind: 'reset' }, { kind: 'status', status: 503 })).length, 10);
	}));

test.run();
