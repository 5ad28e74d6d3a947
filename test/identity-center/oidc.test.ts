import { createHash } from 'node:crypto';
import { ListAccountsCommand, SSOClient } from '@aws-sdk/client-sso';
import {
	CreateTokenCommand,
	RegisterClientCommand,
	type RegisterClientCommandInput,
	SSOOIDCClient,
	StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { IdentityCenter, Options } from '../support/identity-center/identity-center.ts';
import { failure, raw, withCenter } from './raw-http.ts';

const noon = Date.UTC(2026, 6, 23, 12, 0, 0, 250);
const startUrl = 'https://d-1234567890.awsapps.com/start';
const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const redirectUri = 'http://127.0.0.1:45597/oauth/callback';

const codeRegistration = {
	clientName: 'ssoenv-client-corp',
	clientType: 'public',
	grantTypes: ['authorization_code', 'refresh_token'],
	redirectUris: ['http://127.0.0.1/oauth/callback'],
	issuerUrl: startUrl,
	scopes: ['sso:account:access'],
};
const deviceRegistration = { clientName: 'ssoenv-client-corp', clientType: 'public', scopes: ['sso:account:access'] };
const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

function clientOf(idc: IdentityCenter): SSOOIDCClient {
	return new SSOOIDCClient({ region: 'us-east-1', endpoint: idc.url.oidc, maxAttempts: 1 });
}

async function registered(idc: IdentityCenter, registration: RegisterClientCommandInput) {
	const { clientId, clientSecret } = await clientOf(idc).send(new RegisterClientCommand(registration));
	return { clientId, clientSecret };
}

function authorizeUrl(idc: IdentityCenter, clientId = ''): string {
	const query = new URLSearchParams({
		response_type: 'code',
		client_id: clientId,
		redirect_uri: redirectUri,
		state: 'a state',
		code_challenge_method: 'S256',
		scopes: 'sso:account:access',
		code_challenge: createHash('sha256').update(verifier).digest('base64url'),
	});
	return `${idc.url.oidc}/authorize?${query}`;
}

async function codeFor(idc: IdentityCenter, clientId: string | undefined): Promise<string> {
	const { headers } = await raw(authorizeUrl(idc, clientId));
	return new URL(headers.location ?? '').searchParams.get('code') ?? '';
}

/** Runs with a pending device authorization; `poll` sends one CreateToken request. */
function withDevice(options: Options, body: (idc: IdentityCenter, device: Device) => Promise<void>): Promise<void> {
	return withCenter(options, async (idc) => {
		const identity = await registered(idc, deviceRegistration);
		const started = await clientOf(idc).send(new StartDeviceAuthorizationCommand({ ...identity, startUrl }));
		const { deviceCode, userCode = '', verificationUri = '', verificationUriComplete = '' } = started;
		const request = { ...identity, grantType: deviceGrant, deviceCode };
		const poll = () => clientOf(idc).send(new CreateTokenCommand(request));
		const refusal = async () => (await failure(poll())).name;
		assert.is(started.interval, 1);
		await body(idc, { poll, refusal, userCode, verificationUri, verificationUriComplete });
	});
}

interface Device {
	readonly poll: () => Promise<{ accessToken?: string | undefined; refreshToken?: string | undefined }>;
	readonly refusal: () => Promise<string>;
	readonly userCode: string;
	readonly verificationUri: string;
	readonly verificationUriComplete: string;
}

test('RegisterClient answers in epoch seconds, for ninety days', () =>
	withCenter({ now: () => noon }, async (idc) => {
		const answer = await clientOf(idc).send(new RegisterClientCommand(codeRegistration));
		assert.is(answer.clientIdIssuedAt, Math.floor(noon / 1000));
		assert.is(answer.clientSecretExpiresAt, Math.floor(noon / 1000) + 90 * 86_400);
		assert.ok(answer.clientId);
		assert.ok(answer.clientSecret);
	}));

test('the code flow, whose code works once', () =>
	withCenter({}, async (idc) => {
		const identity = await registered(idc, codeRegistration);
		const sent = await raw(authorizeUrl(idc, identity.clientId));
		assert.is(sent.status, 302);
		const target = new URL(sent.headers.location ?? '');
		assert.is(target.origin + target.pathname, redirectUri);
		assert.is(target.searchParams.get('state'), 'a state');
		const code = target.searchParams.get('code') ?? '';
		const request = { ...identity, grantType: 'authorization_code', redirectUri, codeVerifier: verifier, code };
		const answer = await clientOf(idc).send(new CreateTokenCommand(request));
		assert.is(answer.tokenType, 'Bearer');
		assert.is(answer.expiresIn, 3600);
		assert.ok(answer.refreshToken);
		const portal = new SSOClient({ region: 'us-east-1', endpoint: idc.url.sso, maxAttempts: 1 });
		await portal.send(new ListAccountsCommand({ accessToken: answer.accessToken }));
		const reused = await failure(clientOf(idc).send(new CreateTokenCommand(request)));
		assert.is(reused.name, 'InvalidGrantException');
	}));

const codeSlips: Readonly<
	Record<string, { readonly fields: object; readonly error: string; readonly offset?: number }>
> = {
	'another verifier': { fields: { codeVerifier: 'x'.repeat(64) }, error: 'InvalidGrantException' },
	'a verifier that is too short': { fields: { codeVerifier: 'x' }, error: 'InvalidGrantException' },
	'another port': { fields: { redirectUri: 'http://127.0.0.1:1/oauth/callback' }, error: 'InvalidGrantException' },
	'the registered URI without the port': {
		fields: { redirectUri: 'http://127.0.0.1/oauth/callback' },
		error: 'InvalidGrantException',
	},
	'no redirect URI': { fields: { redirectUri: undefined }, error: 'InvalidRequestException' },
	'another code': { fields: { code: 'x' }, error: 'InvalidGrantException' },
	'a late exchange': { fields: {}, error: 'ExpiredTokenException', offset: 60 },
};

for (const [name, { fields, error, offset = 0 }] of Object.entries(codeSlips)) {
	test(`the code flow refuses ${name}`, () =>
		withCenter({ now: () => noon }, async (idc) => {
			const identity = await registered(idc, codeRegistration);
			const code = await codeFor(idc, identity.clientId);
			idc.setClockOffset(offset);
			const request = { ...identity, grantType: 'authorization_code', redirectUri, codeVerifier: verifier, code };
			const refused = await failure(clientOf(idc).send(new CreateTokenCommand({ ...request, ...fields })));
			assert.is(refused.name, error);
		}));
}

test('a code works only for its client', () =>
	withCenter({}, async (idc) => {
		const code = await codeFor(idc, (await registered(idc, codeRegistration)).clientId);
		const otherClient = await registered(idc, codeRegistration);
		const request = { ...otherClient, grantType: 'authorization_code', redirectUri, codeVerifier: verifier, code };
		assert.is((await failure(clientOf(idc).send(new CreateTokenCommand(request)))).name, 'InvalidGrantException');
	}));

test('the device flow: pending, approved, spent', () =>
	withDevice({}, async (idc, { poll, refusal, userCode }) => {
		assert.match(userCode, /^[B-Z]{4}-[B-Z]{4}$/);
		assert.is(await refusal(), 'AuthorizationPendingException');
		idc.approve(userCode);
		assert.ok((await poll()).refreshToken);
		assert.is(await refusal(), 'InvalidGrantException');
		assert.throws(() => idc.approve(userCode), 'no device authorization is pending');
	}));

test('the device flow: denied', () =>
	withDevice({}, async (idc, { refusal, userCode }) => {
		idc.deny(userCode);
		assert.is(await refusal(), 'AccessDeniedException');
	}));

test('the device flow: expired', () =>
	withDevice({ now: () => noon }, async (idc, { refusal, userCode }) => {
		idc.setClockOffset(600);
		assert.is(await refusal(), 'ExpiredTokenException');
		assert.throws(() => idc.approve(userCode), 'no device authorization is pending');
	}));

test('the device flow: slow_down, if the interval is enforced', () =>
	withDevice({ now: () => noon, enforceInterval: true }, async (idc, { refusal }) => {
		assert.is(await refusal(), 'AuthorizationPendingException');
		assert.is(await refusal(), 'SlowDownException');
		idc.setClockOffset(1);
		assert.is(await refusal(), 'AuthorizationPendingException');
	}));

test('the device flow: scripted polls, then a real approval', () =>
	withDevice({ autoApprove: true }, async (idc, { poll, refusal }) => {
		idc.fail('CreateToken', { kind: 'oauth', error: 'authorization_pending' }, { kind: 'oauth', error: 'slow_down' });
		assert.equal([await refusal(), await refusal()], ['AuthorizationPendingException', 'SlowDownException']);
		assert.ok((await poll()).accessToken);
	}));

test('the device flow: a visit approves only with approveByVisit', () =>
	withDevice({}, async (idc, { poll, refusal, verificationUri, verificationUriComplete }) => {
		assert.is((await raw(verificationUriComplete)).status, 200);
		assert.is(await refusal(), 'AuthorizationPendingException');
		idc.configure({ approveByVisit: true });
		assert.is((await raw(`${verificationUri}?user_code=NONE-SUCH`)).status, 404);
		assert.is(await refusal(), 'AuthorizationPendingException');
		assert.match((await raw(verificationUriComplete)).body, /Request approved/);
		await poll();
	}));

test('the device flow: a visit without a code approves the pending one', () =>
	withDevice({ approveByVisit: true, denyAuthorize: true }, async (_idc, { refusal, verificationUri }) => {
		assert.match((await raw(verificationUri)).body, /Request denied/);
		assert.is(await refusal(), 'AccessDeniedException');
	}));

test('a refresh replaces the refresh token, and the old access token stays valid', () =>
	withCenter({}, async (idc) => {
		const { clientId, clientSecret, refreshToken, accessToken } = idc.signIn();
		const refresh = (token: string | undefined) =>
			clientOf(idc).send(
				new CreateTokenCommand({ clientId, clientSecret, grantType: 'refresh_token', refreshToken: token }),
			);
		const renewed = await refresh(refreshToken);
		assert.is.not(renewed.refreshToken, refreshToken);
		const dead = await failure(refresh(refreshToken));
		assert.is(dead.name, 'InvalidGrantException');
		await refresh(renewed.refreshToken);
		idc.revoke(accessToken);
	}));

for (const refreshTokens of ['keep', 'none'] as const) {
	test(`refreshTokens ${refreshTokens}: no new refresh token, and the old one stays valid`, () =>
		withCenter({ refreshTokens }, async (idc) => {
			const { clientId, clientSecret, refreshToken } = idc.signIn();
			const request = { clientId, clientSecret, grantType: 'refresh_token', refreshToken };
			for (const _round of [1, 2]) {
				const { refreshToken: renewed } = await clientOf(idc).send(new CreateTokenCommand(request));
				assert.not.ok(renewed);
			}
		}));
}

test('without the scope or the grant type there is no refresh token', () =>
	withCenter({ autoApprove: true }, async (idc) => {
		const identity = await registered(idc, { clientName: 'x', clientType: 'public' });
		const { deviceCode } = await clientOf(idc).send(new StartDeviceAuthorizationCommand({ ...identity, startUrl }));
		const answer = await clientOf(idc).send(
			new CreateTokenCommand({ ...identity, grantType: deviceGrant, deviceCode }),
		);
		assert.ok(answer.accessToken);
		assert.not.ok(answer.refreshToken);
		const codeOnly = await registered(idc, { ...codeRegistration, grantTypes: ['authorization_code'] });
		const code = await codeFor(idc, codeOnly.clientId);
		const request = { ...codeOnly, grantType: 'authorization_code', redirectUri, codeVerifier: verifier, code };
		assert.not.ok((await clientOf(idc).send(new CreateTokenCommand(request))).refreshToken);
	}));

test('an expired registration does not count as a client', () =>
	withCenter({}, async (idc) => {
		const { clientId, clientSecret, refreshToken } = idc.signIn({ registrationExpiresInSeconds: -1 });
		const request = { clientId, clientSecret, grantType: 'refresh_token', refreshToken };
		assert.is((await failure(clientOf(idc).send(new CreateTokenCommand(request)))).name, 'InvalidClientException');
		const started = clientOf(idc).send(new StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl }));
		assert.is((await failure(started)).name, 'InvalidClientException');
	}));

test.run();
