import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { errorType, fieldsOf, post, raw, withCenter } from './raw-http.ts';

const startUrl = 'https://d-1234567890.awsapps.com/start';
const base = { clientName: 'c', clientType: 'public' };
const code = {
	...base,
	grantTypes: ['authorization_code'],
	redirectUris: ['http://127.0.0.1/oauth/callback'],
	issuerUrl: startUrl,
	scopes: ['sso:account:access'],
};

const registrations: readonly (readonly [string, unknown, string])[] = [
	['not JSON', '{"clientName"', 'invalid_request'],
	['a form', 'clientName=c&clientType=public', 'invalid_request'],
	['a list', [], 'invalid_request'],
	['null', null, 'invalid_request'],
	['nothing', '', 'invalid_request'],
	['no name', { clientType: 'public' }, 'invalid_request'],
	['a number for a name', { ...base, clientName: 7 }, 'invalid_request'],
	['no type', { clientName: 'c' }, 'invalid_request'],
	['a confidential client', { ...base, clientType: 'confidential' }, 'invalid_client_metadata'],
	['scopes in one text', { ...base, scopes: 'sso:account:access' }, 'invalid_request'],
	['scopes that are not text', { ...base, scopes: [1] }, 'invalid_request'],
	['scopes not split', { ...base, scopes: ['sso:account:access a:b'] }, 'invalid_scope'],
	['an unknown grant type', { ...base, grantTypes: ['implicit'] }, 'unsupported_grant_type'],
	['a redirect elsewhere', { ...base, redirectUris: ['https://example.com/'] }, 'invalid_redirect_uri'],
	['a redirect to a name', { ...base, redirectUris: ['http://localhost/oauth/callback'] }, 'invalid_redirect_uri'],
	['a redirect over https', { ...base, redirectUris: ['https://127.0.0.1/oauth/callback'] }, 'invalid_redirect_uri'],
	['a redirect that is no URL', { ...base, redirectUris: ['oauth/callback'] }, 'invalid_redirect_uri'],
	['an issuer that is not https', { ...base, issuerUrl: 'http://corp.awsapps.com/start' }, 'invalid_request'],
	['a code client without issuer', { ...code, issuerUrl: undefined }, 'invalid_request'],
	['a code client without redirect', { ...code, redirectUris: [] }, 'invalid_request'],
	['a code client without scopes', { ...code, scopes: undefined }, 'invalid_scope'],
];

for (const [name, body, error] of registrations) {
	test(`RegisterClient refuses ${name}`, () =>
		withCenter({}, async (idc) => {
			const answer = await post(`${idc.url.oidc}/client/register`, body);
			assert.is(answer.status, 400);
			assert.is(fieldsOf(answer).error, error);
		}));
}

test('a body that is not declared as JSON is refused', () =>
	withCenter({}, async (idc) => {
		const url = `${idc.url.oidc}/client/register`;
		for (const type of ['application/x-www-form-urlencoded', 'application/x-amz-json-1.1', 'text/plain']) {
			assert.is((await post(url, base, { 'content-type': type })).status, 400, type);
		}
		assert.is((await raw(url, { method: 'POST' }, JSON.stringify(base))).status, 400);
		assert.is((await post(url, base, { 'content-type': 'Application/JSON; charset=utf-8' })).status, 200);
		assert.is((await post(url, base, { authorization: 'Bearer x' })).status, 400);
	}));

const signedIn = { deviceCode: undefined, grantType: 'refresh_token' };

const tokenRequests: readonly (readonly [string, object, number, string])[] = [
	['no grant type', { grantType: undefined }, 400, 'InvalidRequestException'],
	['an unknown grant type', { grantType: 'password' }, 400, 'UnsupportedGrantTypeException'],
	['the short name of the device grant', { grantType: 'device_code' }, 400, 'UnsupportedGrantTypeException'],
	[
		'a grant it is not registered for',
		{ grantType: 'urn:ietf:params:oauth:grant-type:device_code' },
		400,
		'UnauthorizedClientException',
	],
	['no client id', { clientId: undefined }, 400, 'InvalidRequestException'],
	['an unknown client', { clientId: 'x' }, 401, 'InvalidClientException'],
	['a wrong secret', { clientSecret: 'x' }, 401, 'InvalidClientException'],
	['no refresh token', { refreshToken: undefined }, 400, 'InvalidRequestException'],
	['a wrong refresh token', { refreshToken: 'x' }, 400, 'InvalidGrantException'],
	['snake case', { refreshToken: undefined, refresh_token: 'x' }, 400, 'InvalidRequestException'],
	['a scope that is not a list', { scope: 'sso:account:access' }, 400, 'InvalidRequestException'],
	['a number for a text', { code: 7 }, 400, 'InvalidRequestException'],
];

for (const [name, fields, status, error] of tokenRequests) {
	test(`CreateToken refuses ${name}`, () =>
		withCenter({}, async (idc) => {
			const { clientId, clientSecret, refreshToken } = idc.signIn();
			const answer = await post(`${idc.url.oidc}/token`, {
				...signedIn,
				clientId,
				clientSecret,
				refreshToken,
				...fields,
			});
			assert.is(answer.status, status);
			assert.is(errorType(answer), error);
		}));
}

test('a refresh token works only for its client', () =>
	withCenter({}, async (idc) => {
		const { refreshToken } = idc.signIn();
		const { clientId, clientSecret } = idc.signIn();
		const answer = await post(`${idc.url.oidc}/token`, { ...signedIn, clientId, clientSecret, refreshToken });
		assert.is(
			answer.headers['x-amzn-errortype'],
			'InvalidGrantException:http://internal.amazon.com/coral/com.amazonaws.sso.oidc/',
		);
		assert.is(answer.body, '{"error":"invalid_grant","error_description":"Invalid refresh token provided"}');
	}));

test('StartDeviceAuthorization refuses invalid start URLs, wrong secrets and clients of the code flow', () =>
	withCenter({}, async (idc) => {
		const client = fieldsOf(await post(`${idc.url.oidc}/client/register`, base));
		const { clientId, clientSecret } = client;
		const start = async (fields: object) => {
			const request = { clientId, clientSecret, startUrl, ...fields };
			return errorType(await post(`${idc.url.oidc}/device_authorization`, request));
		};
		for (const bad of ['', 'http://corp.awsapps.com/start', 'corp.awsapps.com/start', 7, undefined]) {
			assert.is(await start({ startUrl: bad }), 'InvalidRequestException', String(bad));
		}
		assert.is(await start({ clientSecret: 'x' }), 'InvalidClientException');
		assert.is(await start(idc.signIn()), 'UnauthorizedClientException');
		assert.is(await start({}), 'undefined');
	}));

const authorizeSlips: readonly (readonly [string, Readonly<Record<string, string | undefined>>, string])[] = [
	['an unknown client', { client_id: 'x' }, 'invalid_client'],
	['no client', { client_id: undefined }, 'invalid_request'],
	['another response type', { response_type: 'token' }, 'invalid_request'],
	['another path', { redirect_uri: 'http://127.0.0.1:4/other' }, 'invalid_redirect_uri'],
	['another address', { redirect_uri: 'http://[::1]:4/oauth/callback' }, 'invalid_redirect_uri'],
	['localhost', { redirect_uri: 'http://localhost:4/oauth/callback' }, 'invalid_redirect_uri'],
	['a query in the redirect URI', { redirect_uri: 'http://127.0.0.1:4/oauth/callback?x=1' }, 'invalid_redirect_uri'],
	['no state', { state: undefined }, 'invalid_request'],
	['a plain challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
	['a padded challenge', { code_challenge: `${'x'.repeat(43)}=` }, 'invalid_request'],
	['no scopes', { scopes: undefined }, 'invalid_request'],
	['scopes that are not registered', { scopes: 'sso:account:access a:b' }, 'invalid_scope'],
];

function authorizeQuery(clientId: string, fields: Readonly<Record<string, string | undefined>>): URLSearchParams {
	const valid = {
		response_type: 'code',
		client_id: clientId,
		redirect_uri: 'http://127.0.0.1:4/oauth/callback',
		state: 'sé&=',
		code_challenge_method: 'S256',
		scopes: 'sso:account:access',
		code_challenge: 'x'.repeat(43),
		...fields,
	};
	const query = new URLSearchParams();
	for (const [name, value] of Object.entries(valid)) {
		if (value !== undefined) {
			query.set(name, value);
		}
	}
	return query;
}

for (const [name, fields, error] of authorizeSlips) {
	test(`Authorize refuses ${name}`, () =>
		withCenter({}, async (idc) => {
			const answer = await raw(`${idc.url.oidc}/authorize?${authorizeQuery(idc.signIn().clientId, fields)}`);
			assert.is(answer.headers.location, undefined);
			assert.is(fieldsOf(answer).error, error);
		}));
}

test('Authorize refuses repeated parameters and clients of the device flow', () =>
	withCenter({}, async (idc) => {
		const query = authorizeQuery(idc.signIn().clientId, {});
		assert.is((await raw(`${idc.url.oidc}/authorize?${query}&state=2`)).status, 400);
		const { clientId } = fieldsOf(await post(`${idc.url.oidc}/client/register`, base));
		const answer = await raw(`${idc.url.oidc}/authorize?${authorizeQuery(String(clientId), {})}`);
		assert.is(errorType(answer), 'UnauthorizedClientException');
	}));

test('Authorize returns a denial with an unchanged state', () =>
	withCenter({ denyAuthorize: true }, async (idc) => {
		const answer = await raw(`${idc.url.oidc}/authorize?${authorizeQuery(idc.signIn().clientId, {})}`);
		const { searchParams } = new URL(answer.headers.location ?? '');
		assert.is(searchParams.get('error'), 'access_denied');
		assert.is(searchParams.get('state'), 'sé&=');
		assert.is(searchParams.get('code'), null);
	}));

test('Authorize without the base path needs authorizeAtRoot', () =>
	withCenter({}, async (idc) => {
		const url = `${new URL(idc.url.oidc).origin}/authorize?${authorizeQuery(idc.signIn().clientId, {})}`;
		assert.is((await raw(url)).status, 404);
		idc.configure({ authorizeAtRoot: true });
		assert.is((await raw(url)).status, 302);
		assert.is(idc.requestsTo('Authorize').length, 1);
	}));

test.run();
