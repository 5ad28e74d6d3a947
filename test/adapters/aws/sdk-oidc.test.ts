/** The real SDK against the fake OIDC service: requests, answers, and the failure for each error. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createSdkOidc } from '../../../src/adapters/aws/sdk-oidc.ts';
import type { ServiceOptions } from '../../../src/adapters/aws/service-options.ts';
import type { Oidc } from '../../../src/ports/services.ts';
import { failureFrom, toldBy } from '../../support/assertions/thrown-failure.ts';
import type { Fault } from '../../support/identity-center/faults.ts';
import type { IdentityCenter, Options } from '../../support/identity-center/identity-center.ts';
import { isOAuthError } from '../../support/identity-center/reply.ts';
import { startIdentityCenter } from '../../support/identity-center/server.ts';
import { START_URL } from '../../support/sign-in/signed-in-home.ts';

const NOW = Date.UTC(2026, 10, 21, 10, 0, 0);
const own = { endpoint: undefined, useFipsEndpoint: false, useDualstackEndpoint: false, caBundle: undefined };

const oidcAt = (endpoint: string | undefined, options: Partial<ServiceOptions> = {}): Oidc =>
	createSdkOidc({
		ssoRegion: 'us-east-1',
		address: { ...own, endpoint },
		timeoutMs: 5000,
		maxAttempts: 1,
		now: () => NOW,
		env: {},
		onServerTime: () => undefined,
		...options,
	});

interface Scene {
	readonly idc: IdentityCenter;
	readonly oidc: Oidc;
}

const scene =
	(body: (scene: Scene) => Promise<void>, options: Options = {}) =>
	async (): Promise<void> => {
		const idc = await startIdentityCenter({ now: () => NOW, ...options });
		try {
			await body({ idc, oidc: oidcAt(idc.url.oidc) });
		} finally {
			await idc.close();
		}
	};

const CODE_CLIENT = {
	clientName: 'botocore-client-corp',
	scopes: ['sso:account:access'],
	redirectUris: ['http://127.0.0.1/oauth/callback'],
	grantTypes: ['authorization_code', 'refresh_token'],
	issuerUrl: START_URL,
};

async function registered(oidc: Oidc, request: Parameters<Oidc['registerClient']>[0] = { clientName: 'x' }) {
	const answer = await oidc.registerClient(request);
	if (!answer.ok) throw new Error(answer.code);
	return answer.value;
}

test(
	'a client is registered for authorization codes',
	scene(async ({ idc, oidc }) => {
		const client = await registered(oidc, CODE_CLIENT);
		assert.is(client.expiresAt, NOW + 90 * 86_400_000);
		assert.equal(idc.requests[0]?.body, { ...CODE_CLIENT, clientType: 'public' });
		assert.is(idc.requests[0]?.headers.authorization, undefined);
	}),
);

test(
	'a device code is polled until it is confirmed',
	scene(async ({ idc, oidc }) => {
		const { clientId, clientSecret } = await registered(oidc);
		const started = await oidc.startDeviceAuthorization({ clientId, clientSecret, startUrl: START_URL });
		if (!started.ok) throw new Error(started.code);
		const { deviceCode, userCode, expiresInMs, intervalMs } = started.value;
		assert.equal([expiresInMs, intervalMs], [600_000, 1000]);
		const grantType = 'urn:ietf:params:oauth:grant-type:device_code';
		const ask = () => oidc.createToken({ grantType, clientId, clientSecret, deviceCode });
		const { origin } = new URL(idc.url.oidc);
		assert.equal(await ask(), { ok: false, status: 400, code: 'AuthorizationPendingException', endpoint: origin });
		idc.approve(userCode);
		const answer = await ask();
		assert.is(answer.ok && answer.value.expiresAt, NOW + 3_600_000);
		assert.is(answer.ok && answer.value.refreshToken, undefined);
	}),
);

test(
	'a refresh returns a new refresh token if the service rotates them',
	scene(async ({ idc, oidc }) => {
		const { clientId, clientSecret, refreshToken = '' } = idc.signIn();
		const answer = await oidc.createToken({ grantType: 'refresh_token', clientId, clientSecret, refreshToken });
		if (!answer.ok) throw new Error(answer.code);
		assert.type(answer.value.refreshToken, 'string');
		assert.is.not(answer.value.refreshToken, refreshToken);
		const refreshed = await oidc.createToken({ grantType: 'refresh_token', clientId, clientSecret, refreshToken });
		assert.is(refreshed.ok ? '' : refreshed.code, 'InvalidGrantException');
	}),
);

const REFUSALS = {
	authorization_pending: 'AuthorizationPendingException',
	slow_down: 'SlowDownException',
	access_denied: 'AccessDeniedException',
	expired_token: 'ExpiredTokenException',
	invalid_grant: 'InvalidGrantException',
	invalid_client: 'InvalidClientException',
} as const;

const refresh = (oidc: Oidc) =>
	oidc.createToken({ grantType: 'refresh_token', clientId: 'c', clientSecret: 's3cret', refreshToken: 'r3fresh' });

for (const [error, code] of Object.entries(REFUSALS)) {
	if (!isOAuthError(error)) throw new Error(`${error} is none of the service's`);
	const status = error === 'invalid_client' ? 401 : 400;
	const faults: Readonly<Record<string, Fault>> = {
		'in header and body': { kind: 'oauth', error },
		'only in the body': { kind: 'body', status, body: { error, error_description: 'x' } },
	};
	for (const [place, fault] of Object.entries(faults)) {
		test(
			`${error} ${place} is refused as ${code} after one request`,
			scene(async ({ idc, oidc }) => {
				idc.fail('CreateToken', fault);
				const answer = await refresh(oidc);
				assert.is(answer.ok ? '' : answer.code, code);
				assert.is(idc.requests.length, 1);
			}),
		);
	}
}

const FAILURES: readonly (readonly [string, Fault, string])[] = [
	['500', { kind: 'status', status: 500 }, 'service-broken'],
	['429', { kind: 'status', status: 429 }, 'throttled'],
	['a reset connection', { kind: 'reset' }, 'unreachable'],
	['a captive portal', { kind: 'html' }, 'unexpected-answer'],
	['a redirect', { kind: 'redirect', location: 'https://login.example/' }, 'unexpected-answer'],
	['an answer without token', { kind: 'body', body: { expiresIn: 3600 } }, 'unexpected-answer'],
	['an answer without time', { kind: 'body', body: { accessToken: 'aoaToken' } }, 'unexpected-answer'],
	[
		'a token that could not be sent',
		{ kind: 'body', body: { accessToken: 'aoa\r\nX: y', expiresIn: 3600 } },
		'unexpected-answer',
	],
];

for (const [what, fault, code] of FAILURES) {
	test(
		`${what} is failure ${code}, without a secret in it`,
		scene(async ({ idc, oidc }) => {
			idc.fail('CreateToken', fault);
			const failure = await failureFrom(refresh(oidc));
			assert.is(failure.code, code);
			assert.not.match(toldBy(failure).join('\n'), /s3cret|r3fresh|aoa/);
		}),
	);
}

test(
	'a service that never answers is unreachable',
	scene(async ({ idc }) => {
		idc.fail('CreateToken', { kind: 'hang' });
		const failure = await failureFrom(refresh(oidcAt(idc.url.oidc, { timeoutMs: 50 })));
		assert.is(failure.code, 'unreachable');
	}),
);

const AUTHORIZE: readonly (readonly [string, Parameters<typeof oidcAt>, string])[] = [
	['AWS', [undefined], 'https://oidc.us-east-1.amazonaws.com/authorize?q'],
	['China', [undefined, { ssoRegion: 'cn-north-1' }], 'https://oidc.cn-north-1.amazonaws.com.cn/authorize?q'],
	[
		'FIPS',
		[undefined, { address: { ...own, useFipsEndpoint: true } }],
		'https://oidc-fips.us-east-1.amazonaws.com/authorize?q',
	],
	['an override with a path', ['http://127.0.0.1:1/base'], 'http://127.0.0.1:1/base/authorize?q'],
	['an override that ends in a slash', ['http://127.0.0.1:1/base/'], 'http://127.0.0.1:1/base/authorize?q'],
];

for (const [where, [endpoint, options], expected] of AUTHORIZE) {
	test(`authorize URL for ${where}`, () => {
		assert.is(oidcAt(endpoint, options).authorizeUrl('q'), expected);
	});
}

test.run();
