/** `ssoenv login` with a browser that returns to the loopback port: the built program, in a home without a sign-in. */
import { connect } from 'node:net';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createSdkOidc } from '../../src/adapters/aws/sdk-oidc.ts';
import { signInPorts } from '../../src/adapters/sign-in/sign-in-ports.ts';
import { createContext } from '../../src/context.ts';
import { authorizeInBrowser, openCallback } from '../../src/flows/sign-in/authorize-in-browser.ts';
import { holdsNoSecret, secretsOf } from '../support/assertions/secrets.ts';
import { failureFrom } from '../support/assertions/thrown-failure.ts';
import { contextWith } from '../support/context/context-with.ts';
import { objectFrom } from '../support/identity-center/json.ts';
import { modesBelow, REGISTRATION_KEY, type SignInScene, withSignInScene } from '../support/sign-in/sign-in-scene.ts';
import { START_URL } from '../support/sign-in/signed-in-home.ts';

const scene = (work: (scene: SignInScene) => Promise<void>) => () => withSignInScene({}, work);

/** Whether something listens on the port. */
const isOpen = (port: number): Promise<boolean> =>
	new Promise((settle) => {
		const socket = connect(port, '127.0.0.1', () => {
			socket.destroy();
			settle(true);
		}).once('error', () => settle(false));
	});

const portIn = (text: string): number => Number(/redirect_uri=http%3A%2F%2F127\.0\.0\.1%3A(\d+)/.exec(text)?.[1]);

test(
	'a sign-in writes the token and the registration as the AWS CLI does',
	scene(async ({ start, visit, cached, home }) => {
		const { exitCode, stdout, stderr } = await start(['login', 'dev'], 'follow').ended;
		assert.is(exitCode, 0, stderr);
		assert.is(stdout, '');
		assert.match(stderr, /\nssoenv: signed in to sso-session "corp"; valid for \d+ min, then renewed automatically\n$/);
		assert.match((await visit()).page ?? '', /<title>You are signed in · ssoenv<\/title>/);
		const text = '"[!-~]{10,}"';
		const time = '"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"';
		assert.match(
			cached('corp') ?? '',
			new RegExp(
				`^\\{"startUrl": "${START_URL}", "region": "us-east-1", "accessToken": ${text}, "expiresAt": ${time}, "clientId": ${text}, "clientSecret": ${text}, "registrationExpiresAt": ${time}, "refreshToken": ${text}\\}$`,
			),
		);
		assert.match(
			cached(REGISTRATION_KEY) ?? '',
			new RegExp(
				`^\\{"clientId": ${text}, "clientSecret": ${text}, "expiresAt": ${time}, "scopes": \\["sso:account:access"\\], "grantTypes": \\["authorization_code", "refresh_token"\\]\\}$`,
			),
		);
		assert.equal(modesBelow(home.file('.aws/sso')), {
			cache: 0o700,
			'cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json': 0o600,
			'cache/cfaf7ef4a0ec868a86f526a3143dcbf741b147ba.json': 0o600,
		});
		assert.is(modesBelow(home.file('.aws')).sso, 0o700);
	}),
);

test(
	"the requests are the AWS CLI's",
	scene(async ({ start, visit, idc }) => {
		await start(['login', 'dev'], 'follow').ended;
		assert.equal(
			idc.requests.map(({ operation, status }) => [operation, status]),
			[
				['RegisterClient', 200],
				['Authorize', 302],
				['CreateToken', 200],
			],
		);
		const [registered, , redeemed] = idc.requests;
		assert.equal(registered?.body, {
			clientName: 'botocore-client-corp',
			clientType: 'public',
			scopes: ['sso:account:access'],
			redirectUris: ['http://127.0.0.1/oauth/callback'],
			grantTypes: ['authorization_code', 'refresh_token'],
			issuerUrl: START_URL,
		});
		assert.match(
			(await visit()).url,
			/\/authorize\?response_type=code&client_id=[\w-]+&redirect_uri=http%3A%2F%2F127\.0\.0\.1%3A\d+%2Foauth%2Fcallback&state=[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}&code_challenge_method=S256&scopes=sso%3Aaccount%3Aaccess&code_challenge=[\w-]{43}$/,
		);
		const body = objectFrom(redeemed?.body, 'the body');
		assert.equal(Object.keys(body).sort(), [
			'clientId',
			'clientSecret',
			'code',
			'codeVerifier',
			'grantType',
			'redirectUri',
		]);
		assert.is(body.grantType, 'authorization_code');
	}),
);

test(
	'after the sign-in, the next command gets credentials',
	scene(async ({ start, idc }) => {
		await start(['login', 'dev'], 'follow').ended;
		const { stdout } = await start(['export', 'dev'], 'follow').ended;
		assert.is(JSON.parse(stdout).AccessKeyId, idc.credentialsFor('111111111111', 'ReadOnly')?.accessKeyId);
	}),
);

test('a refusal is shown on stderr and in the browser, and no token is written', () =>
	withSignInScene({ denyAuthorize: true }, async ({ start, visit, cached, idc }) => {
		const { exitCode, stderr } = await start(['login', 'dev'], 'follow').ended;
		assert.is(exitCode, 4);
		assert.match(
			stderr,
			/\nssoenv: the sign-in to sso-session "corp" was refused: access_denied\nssoenv: hint: ssoenv login --sso-session corp\n$/,
		);
		const { status, page } = await visit();
		assert.is(status, 403);
		assert.match(page ?? '', /<title>You are not signed in · ssoenv<\/title>/);
		assert.is(cached('corp'), undefined);
		assert.is(idc.requestsTo('CreateToken').length, 0);
	}));

test(
	'an answer with another state is not exchanged for a token',
	scene(async ({ start, visit, cached, idc }) => {
		const { exitCode, stderr } = await start(['login', 'dev'], 'other-state').ended;
		assert.is(exitCode, 4);
		assert.match(stderr, /\nssoenv: the answer from the browser belongs to another sign-in, /);
		const { status, page } = await visit();
		assert.is(status, 400);
		assert.match(page ?? '', /<title>This sign-in was ignored · ssoenv<\/title>/);
		assert.is(cached('corp'), undefined);
		assert.is(idc.requestsTo('CreateToken').length, 0);
	}),
);

test(
	'when AWS refuses the code, the browser page says so',
	scene(async ({ start, visit, cached, idc }) => {
		idc.fail('CreateToken', { kind: 'oauth', error: 'invalid_grant', description: 'a text of the service' });
		const { exitCode, stderr } = await start(['login', 'dev'], 'follow').ended;
		assert.is(exitCode, 4);
		assert.match(stderr, /was refused: InvalidGrantException\n/);
		assert.not.match(stderr, /a text of the service/);
		const { status, page } = await visit();
		assert.is(status, 502);
		assert.match(page ?? '', /<title>You are not signed in yet · ssoenv<\/title>/);
		assert.is(cached('corp'), undefined);
	}),
);

test(
	'a second login sends no request and says who is signed in; --force signs in again',
	scene(async ({ start, cached, idc }) => {
		await start(['login', 'dev'], 'follow').ended;
		const [before, requestsBefore] = [cached('corp'), idc.requests.length];
		const secondLogin = await start(['login', 'dev'], 'follow').ended;
		assert.is(secondLogin.exitCode, 0);
		assert.match(
			secondLogin.stderr,
			/^ssoenv: already signed in to sso-session "corp"; valid for \d+ min .*--force.*\n$/,
		);
		assert.is(idc.requests.length, requestsBefore);
		assert.is(cached('corp'), before);
		const forcedLogin = await start(['login', 'dev', '--force'], 'follow').ended;
		assert.is(forcedLogin.exitCode, 0, forcedLogin.stderr);
		assert.is.not(cached('corp'), before);
		assert.is(idc.requestsTo('RegisterClient').length, 2, 'nothing of the earlier sign-in is used');
		assert.is(idc.requestsTo('CreateToken').length, 2);
	}),
);

test(
	'--no-browser shows the URL and opens nothing',
	scene(async ({ start, wasVisited, cached }) => {
		const program = start(['login', 'dev', '--no-browser'], 'follow');
		const [, url = ''] = await program.said(/in a browser on this machine:\n\n {2}(\S+)\n/);
		await (await fetch(url)).text();
		assert.is((await program.ended).exitCode, 0);
		assert.not.ok(wasVisited());
		assert.ok(cached('corp'));
	}),
);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	test(
		`${signal} during the wait exits with 130, closes the port and leaves no file`,
		scene(async ({ start, visit, home, cached }) => {
			const program = start(['login', 'dev'], 'stay');
			const port = portIn((await visit()).url);
			assert.ok(await isOpen(port));
			program.kill(signal);
			const { exitCode, stdout } = await program.ended;
			assert.is(exitCode, 130);
			assert.is(stdout, '');
			assert.not.ok(await isOpen(port));
			assert.is(cached('corp'), undefined);
			assert.equal(Object.keys(modesBelow(home.file('.aws/sso/cache'))), [
				'cfaf7ef4a0ec868a86f526a3143dcbf741b147ba.json',
			]);
		}),
	);
}

test(
	'the port is closed after the sign-in',
	scene(async ({ start, visit }) => {
		await start(['login', 'dev'], 'follow').ended;
		assert.not.ok(await isOpen(portIn((await visit()).url)));
	}),
);

test(
	'without a callback the wait ends after ten minutes and the port is closed',
	scene(async ({ idc }) => {
		const sleeps: number[] = [];
		const written: string[] = [];
		const context = contextWith(createContext(), {
			terminal: { say: () => undefined, stderr: (text: string) => written.push(text) },
			machine: {
				sleep: async (milliseconds: number) => {
					sleeps.push(milliseconds);
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
		const client = {
			clientId: 'client',
			clientSecret: 'secret',
			expiresAt: Date.now() + 86_400_000,
			grantTypes: undefined,
			scopes: undefined,
		};
		const ports = signInPorts({});
		const attempt = { session, portal: START_URL, profile: 'dev', client, oidc, ports, opensBrowser: false };
		const failure = await failureFrom(authorizeInBrowser(attempt, await openCallback(ports), context));
		assert.is(failure.code, 'sign-in-timed-out');
		assert.equal(sleeps, [600_000]);
		assert.not.ok(await isOpen(portIn(written.join(''))));
	}),
);

for (const [what, mode, prepare] of [
	['a sign-in', 'follow', () => undefined],
	['a sign-in with another state', 'other-state', () => undefined],
	[
		'a code that is not redeemed',
		'follow',
		({ idc }: SignInScene) => idc.fail('CreateToken', { kind: 'oauth', error: 'invalid_grant' }),
	],
	[
		'an answer that is none',
		'follow',
		({ idc }: SignInScene) => idc.fail('CreateToken', { kind: 'truncated', times: 'always' }),
	],
] as const) {
	test(
		`after ${what}, no secret is in the output, in the browser or in a child process, even with SSOENV_DEBUG=1`,
		scene(async (scene) => {
			prepare(scene);
			const { stdout, stderr } = await scene.start(['login', 'dev'], mode, { SSOENV_DEBUG: '1' }).ended;
			const { argv, page } = await scene.visit();
			const exported = await scene.start(['export', 'legacy'], mode, { SSOENV_DEBUG: '1' }).ended;
			const secrets = secretsOf(scene.idc, scene.home);
			assert.ok(secrets.length >= (mode === 'follow' ? 3 : 1), 'there are secrets to look for');
			holdsNoSecret(stdout + stderr, secrets, 'what login said');
			holdsNoSecret(argv.join('\n'), secrets, 'the words given to the browser');
			holdsNoSecret(page ?? '', secrets, 'the page');
			holdsNoSecret(exported.stderr, secrets, 'what export said');
		}),
	);
}

test.run();
