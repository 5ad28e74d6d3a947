import { connect } from 'node:net';
import { GetRoleCredentialsCommand, SSOClient } from '@aws-sdk/client-sso';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Fault } from '../support/identity-center/faults.ts';
import type { IdentityCenter } from '../support/identity-center/identity-center.ts';
import { objectFrom } from '../support/identity-center/json.ts';
import { errorType, failure, fieldsOf, post, type RawAnswer, raw, withCenter } from './raw-http.ts';

const path = '/federation/credentials?role_name=ReadOnly&account_id=111111111111';

/** Sends one valid request, with the given faults scripted. */
function ask(idc: IdentityCenter, ...faults: readonly Fault[]): Promise<RawAnswer> {
	idc.fail('GetRoleCredentials', ...faults);
	return raw(idc.url.sso + path, { headers: { 'x-amz-sso_bearer_token': idc.signIn().accessToken } });
}

const statuses: readonly (readonly [number, string | undefined])[] = [
	[400, 'InvalidRequestException'],
	[401, 'UnauthorizedException'],
	[403, 'ForbiddenException'],
	[404, 'ResourceNotFoundException'],
	[429, 'TooManyRequestsException'],
	[500, 'InternalServerException'],
	[502, undefined],
	[503, 'ServiceUnavailableException'],
	[504, undefined],
];

for (const [status, code] of statuses) {
	test(`status ${status}`, () =>
		withCenter({}, async (idc) => {
			const answer = await ask(idc, { kind: 'status', status });
			assert.is(answer.status, status);
			assert.is(answer.headers['retry-after'], status === 429 ? '1' : undefined);
			if (code === undefined) {
				assert.match(answer.body, /^<!doctype html>/);
			} else {
				assert.is(errorType(answer), code);
			}
			assert.is(idc.requests[0]?.fault, 'status');
			assert.is(idc.requests[0]?.status, status);
		}));
}

test('a status with its own code, message and headers', () =>
	withCenter({}, async (idc) => {
		const answer = await ask(idc, {
			kind: 'status',
			status: 418,
			code: 'TeapotException',
			message: 'short and stout',
			headers: { 'retry-after': '7' },
		});
		assert.is(answer.status, 418);
		assert.is(errorType(answer), 'TeapotException');
		assert.is(fieldsOf(answer).message, 'short and stout');
		assert.is(answer.headers['retry-after'], '7');
	}));

test('faults are used up in order; times counts, always stays until cleared', () =>
	withCenter({}, async (idc) => {
		const statuses = [
			(await ask(idc, { kind: 'status', status: 500, times: 2 }, { kind: 'status', status: 503 })).status,
		];
		for (let n = 0; n < 3; n += 1) {
			statuses.push((await ask(idc)).status);
		}
		assert.equal(statuses, [500, 500, 503, 200]);
		assert.is((await ask(idc, { kind: 'status', status: 500, times: 'always' })).status, 500);
		assert.is((await ask(idc)).status, 500);
		idc.clearFaults();
		assert.is((await ask(idc)).status, 200);
	}));

test('reset destroys the connection', () =>
	withCenter({}, async (idc) => {
		assert.match((await failure(ask(idc, { kind: 'reset' }))).message, /socket hang up|ECONNRESET/);
		assert.is(idc.requests[0]?.status, null);
		assert.is(idc.credentialsFor('111111111111', 'ReadOnly'), undefined);
		await failure(ask(idc, { kind: 'reset', afterEffect: true }));
		assert.ok(idc.credentialsFor('111111111111', 'ReadOnly'));
	}));

test('hang ends with close', () =>
	withCenter({}, async (idc) => {
		const hangingRequest = failure(ask(idc, { kind: 'hang' }));
		await idc.received('GetRoleCredentials');
		await idc.close();
		assert.match((await hangingRequest).message, /socket hang up|ECONNRESET/);
	}));

test('slow answers late, and ends with close', () =>
	withCenter({}, async (idc) => {
		assert.is((await ask(idc, { kind: 'slow', delayMs: 50 })).status, 200);
		const slowRequest = failure(ask(idc, { kind: 'slow', delayMs: 600_000 }));
		await idc.received('GetRoleCredentials', 2);
		await idc.close();
		await slowRequest;
	}));

test('hold answers on release', () =>
	withCenter({}, async (idc) => {
		const answers = Promise.all([ask(idc, { kind: 'hold', times: 2 }), ask(idc)]);
		const records = await idc.received('GetRoleCredentials', 2);
		assert.equal(
			records.map(({ status }) => status),
			[null, null],
		);
		idc.release();
		assert.equal(
			(await answers).map(({ status }) => status),
			[200, 200],
		);
	}));

test('drip sends the headers at once and a byte at a time, without end', () =>
	withCenter({}, async (idc) => {
		const { accessToken } = idc.signIn();
		idc.fail('GetRoleCredentials', { kind: 'drip', intervalMs: 1 });
		const { hostname, port, pathname } = new URL(idc.url.sso);
		const socket = connect(Number(port), hostname);
		socket.setEncoding('latin1');
		socket.write(`GET ${pathname}${path} HTTP/1.1\r\nhost: x\r\nx-amz-sso_bearer_token: ${accessToken}\r\n\r\n`);
		let read = '';
		for await (const chunk of socket) {
			read += chunk;
			if (read.split('\r\n1\r\n \r\n').length > 2) {
				break;
			}
		}
		assert.match(read, /^HTTP\/1\.1 200 OK\r\n/);
		assert.is(idc.requests[0]?.status, 200);
	}));

test('truncated sends less than its Content-Length', () =>
	withCenter({}, async (idc) => {
		assert.match((await failure(ask(idc, { kind: 'truncated' }))).message, /aborted|ECONNRESET/);
		assert.is(idc.requests[0]?.status, 200);
		const { accessToken } = idc.signIn();
		idc.fail('Logout', { kind: 'truncated' });
		const headers = { 'x-amz-sso_bearer_token': accessToken };
		assert.match(
			(await failure(raw(`${idc.url.sso}/logout`, { method: 'POST', headers }))).message,
			/aborted|ECONNRESET/,
		);
	}));

test('html, redirect and verbatim bodies', () =>
	withCenter({}, async (idc) => {
		const portal = await ask(idc, { kind: 'html' });
		assert.is(portal.status, 200);
		assert.match(portal.headers['content-type'] ?? '', /^text\/html/);
		const moved = await ask(idc, { kind: 'redirect', location: 'https://login.example/', status: 307 });
		assert.is(moved.status, 307);
		assert.is(moved.headers.location, 'https://login.example/');
		const text = await ask(idc, { kind: 'body', body: '{"roleCredentials":', contentType: 'text/plain' });
		assert.is(text.body, '{"roleCredentials":');
		assert.is(text.headers['content-type'], 'text/plain');
		const value = await ask(idc, { kind: 'body', status: 201, body: { roleCredentials: [1] } });
		assert.is(value.status, 201);
		assert.is(value.body, '{"roleCredentials":[1]}');
		assert.is((await ask(idc, { kind: 'body', body: '' })).body, '');
	}));

test('credentials with replaced fields', () =>
	withCenter({}, async (idc) => {
		const answer = await ask(idc, { kind: 'credentials', fields: { accessKeyId: "A'$(id)", expiration: 1 } });
		const roleCredentials = objectFrom(fieldsOf(answer).roleCredentials, 'roleCredentials');
		assert.is(roleCredentials.accessKeyId, "A'$(id)");
		assert.is(roleCredentials.expiration, 1);
		assert.equal(roleCredentials, idc.credentialsFor('111111111111', 'ReadOnly'));
		assert.is.not(objectFrom(fieldsOf(await ask(idc)).roleCredentials, 'roleCredentials').expiration, 1);
	}));

test('oauth errors, and statuses of sso-oidc', () =>
	withCenter({}, async (idc) => {
		const faults: readonly Fault[] = [
			{ kind: 'oauth', error: 'slow_down' },
			{ kind: 'oauth', error: 'invalid_client', description: 'Invalid client provided' },
			{ kind: 'status', status: 400, code: 'InvalidGrantException' },
			{ kind: 'status', status: 500 },
			{ kind: 'status', status: 429 },
		];
		idc.fail('CreateToken', ...faults);
		const names = [];
		for (const _fault of faults) {
			const answer = await post(`${idc.url.oidc}/token`, {});
			names.push([answer.status, errorType(answer), fieldsOf(answer).error]);
		}
		assert.equal(names, [
			[400, 'SlowDownException', 'slow_down'],
			[401, 'InvalidClientException', 'invalid_client'],
			[400, 'InvalidGrantException', 'invalid_grant'],
			[500, 'InternalServerException', 'server_error'],
			[429, 'TooManyRequestsException', 'TooManyRequestsException'],
		]);
	}));

test('the SDK handles a fault like the real error', () =>
	withCenter({}, async (idc) => {
		const client = new SSOClient({ region: 'us-east-1', endpoint: idc.url.sso, maxAttempts: 1 });
		const request = { accessToken: idc.signIn().accessToken, accountId: '111111111111', roleName: 'ReadOnly' };
		idc.fail('GetRoleCredentials', { kind: 'status', status: 429 }, { kind: 'html' });
		const throttled = await failure(client.send(new GetRoleCredentialsCommand(request)));
		assert.is(throttled.name, 'TooManyRequestsException');
		const captive = await failure(client.send(new GetRoleCredentialsCommand(request)));
		assert.is(captive.name, 'SyntaxError');
	}));

test.run();
