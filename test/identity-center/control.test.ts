import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { startControl } from '../support/identity-center/control.ts';
import type { IdentityCenter } from '../support/identity-center/identity-center.ts';
import { type JsonObject, listFrom, objectFrom, parseJson } from '../support/identity-center/json.ts';
import { fieldsOf, post, type RawAnswer, raw, withCenter } from './raw-http.ts';

const path = '/federation/credentials?role_name=ReadOnly&account_id=111111111111';
const account = { accountId: '111111111111', roleName: 'ReadOnly' };

/** Runs with the control of a fake; `command` posts and returns the answer's JSON. */
function withControl(body: (control: Remote) => Promise<void>): Promise<void> {
	return withCenter({ now: () => Date.UTC(2026, 6, 23, 12) }, async (idc) => {
		const control = await startControl(idc);
		const command = async (name: string, value: unknown = {}) => {
			const answer = await post(control.url + name, value);
			assert.is(answer.status, 200, answer.body);
			return fieldsOf(answer);
		};
		const ask = (accessToken: unknown) =>
			raw(idc.url.sso + path, { headers: { 'x-amz-sso_bearer_token': String(accessToken) } });
		try {
			await body({ idc, url: control.url, command, ask });
		} finally {
			await control.close();
		}
	});
}

interface Remote {
	readonly idc: IdentityCenter;
	readonly url: string;
	readonly command: (name: string, value?: unknown) => Promise<JsonObject>;
	readonly ask: (accessToken: unknown) => Promise<RawAnswer>;
}

test('/sign-in returns a record in the form of token files', () =>
	withControl(async ({ command, ask }) => {
		const record = await command('/sign-in', { expiresInSeconds: 60, region: 'eu-west-1' });
		assert.is(record.expiresAt, '2026-07-23T12:01:00Z');
		assert.is(record.registrationExpiresAt, '2026-10-21T12:00:00Z');
		assert.is(record.region, 'eu-west-1');
		assert.ok(record.refreshToken);
		assert.is((await ask(record.accessToken)).status, 200);
		await command('/revoke', { accessToken: record.accessToken });
		assert.is((await ask(record.accessToken)).status, 401);
	}));

test('/fail, /clear and /clock', () =>
	withControl(async ({ command, ask }) => {
		const { accessToken } = await command('/sign-in');
		const faults = [{ kind: 'status', status: 503, headers: { 'Retry-After': '2' }, times: 'always' }];
		await command('/fail', { operation: 'GetRoleCredentials', faults });
		const answer = await ask(accessToken);
		assert.is(answer.status, 503);
		assert.is(answer.headers['retry-after'], '2');
		await command('/clear');
		assert.is((await ask(accessToken)).status, 200);
		await command('/clock', { offsetSeconds: 3600 });
		assert.is((await ask(accessToken)).status, 401);
	}));

test('/issue and /credentials', () =>
	withControl(async ({ url, command, ask }) => {
		const { accessToken } = await command('/sign-in');
		await command('/issue', { ...account, values: { secretAccessKey: "';id;'" } });
		await ask(accessToken);
		const last = await raw(`${url}/credentials?account_id=111111111111&role_name=ReadOnly`);
		assert.is(fieldsOf(last).secretAccessKey, "';id;'");
		assert.is((await raw(`${url}/credentials?account_id=111111111111&role_name=Nobody`)).body, 'null\n');
		await command('/issue', { ...account, values: null });
		assert.not.match((await ask(accessToken)).body, /;id;/);
	}));

test('/requests returns all, those of one operation, or waits for one', () =>
	withControl(async ({ url, command, ask }) => {
		const { accessToken } = await command('/sign-in');
		const waiting = raw(`${url}/requests?operation=GetRoleCredentials&count=1`);
		await ask(accessToken);
		const [first] = listFrom(parseJson((await waiting).body), 'requests');
		const record = objectFrom(first, 'a request');
		assert.is(record.path, '/federation/credentials');
		assert.is(objectFrom(record.headers, 'headers')['x-amz-sso_bearer_token'], accessToken);
		assert.is(listFrom(parseJson((await raw(`${url}/requests`)).body), 'requests').length, 1);
		assert.is((await raw(`${url}/requests?operation=Logout`)).body, '[]\n');
	}));

test('/configure changes the members it names and keeps the rest', () =>
	withControl(async ({ idc, command }) => {
		const accounts = [{ accountId: '444444444444', accountName: 'lab', roles: ['Lab'] }];
		await command('/configure', { refreshTokens: 'none', directory: { accounts } });
		assert.is(idc.settings.refreshTokens, 'none');
		assert.is(idc.settings.accessTokenSeconds, 3600);
		assert.equal(idc.directory.accounts, accounts);
		assert.is(idc.directory.pageSize, 2);
	}));

test('/approve, /deny and /release', () =>
	withControl(async ({ idc, url, command, ask }) => {
		const client = fieldsOf(await post(`${idc.url.oidc}/client/register`, { clientName: 'c', clientType: 'public' }));
		const start = async () => {
			const request = { ...client, startUrl: 'https://d-1234567890.awsapps.com/start' };
			return fieldsOf(await post(`${idc.url.oidc}/device_authorization`, request));
		};
		await command('/approve', { userCode: (await start()).userCode });
		await command('/deny', { userCode: (await start()).userCode });
		assert.is((await post(`${url}/approve`, { userCode: 'NONE-SUCH' })).status, 400);
		await command('/fail', { operation: 'GetRoleCredentials', faults: [{ kind: 'hold' }] });
		const heldAnswer = ask((await command('/sign-in')).accessToken);
		await raw(`${url}/requests?operation=GetRoleCredentials&count=1`);
		await command('/release');
		assert.is((await heldAnswer).status, 200);
	}));

const mistakes: readonly (readonly [string, unknown])[] = [
	['/nonsense', {}],
	['/fail', { operation: 'Nonsense', faults: [] }],
	['/fail', { operation: 'CreateToken', faults: { kind: 'hang' } }],
	['/fail', { operation: 'CreateToken', faults: [{ kind: 'nonsense' }] }],
	['/fail', { operation: 'CreateToken', faults: [{ kind: 'constructor' }] }],
	['/fail', { operation: 'CreateToken', faults: [{ kind: 'status', status: '500' }] }],
	['/fail', { operation: 'CreateToken', faults: [{ kind: 'oauth', error: 'nonsense' }] }],
	['/configure', { refreshTokens: 'sometimes' }],
	['/configure', { directory: { accounts: [{ roles: [] }] } }],
	['/clock', { offsetSeconds: '60' }],
	['/sign-in', '{'],
];

for (const [name, body] of mistakes) {
	test(`${name} refuses ${JSON.stringify(body)}`, () =>
		withControl(async ({ url }) => {
			const answer = await post(url + name, body);
			assert.is(answer.status, 400);
			assert.type(fieldsOf(answer).message, 'string');
		}));
}

test('every kind of fault can be sent as JSON', () =>
	withControl(async ({ command }) => {
		const faults = [
			{ kind: 'status', status: 500, code: 'c', message: 'm', headers: {} },
			{ kind: 'oauth', error: 'slow_down', description: 'd' },
			{ kind: 'reset', afterEffect: true },
			{ kind: 'hang' },
			{ kind: 'slow', delayMs: 1 },
			{ kind: 'hold' },
			{ kind: 'drip', intervalMs: 1, status: 200 },
			{ kind: 'truncated', times: 2 },
			{ kind: 'html', status: 511 },
			{ kind: 'redirect', location: 'https://example.com/', status: 301 },
			{ kind: 'body', status: 200, body: [], contentType: 'text/plain' },
			{ kind: 'credentials', fields: { expiration: 1 } },
		];
		await command('/fail', { operation: 'CreateToken', faults });
	}));

test.run();
