import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { IdentityCenter } from '../support/identity-center/identity-center.ts';
import { requiredText } from '../support/identity-center/json.ts';
import { errorType, fieldsOf, type RawAnswer, raw, withCenter } from './raw-http.ts';

const credentials = '/federation/credentials?role_name=ReadOnly&account_id=111111111111';

interface Row {
	readonly path: string;
	readonly status: number;
	readonly error: string;
	readonly method?: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string;
	/** False to send no token. */
	readonly token?: string | false;
}

const bad = { status: 400, error: 'InvalidRequestException' };
const unauthorized = { path: credentials, status: 401, error: 'UnauthorizedException' };
const unknown = { status: 404, error: 'UnknownOperationException' };
const wrongMethod = { status: 405, error: 'UnknownOperationException' };
const forbidden = { status: 403, error: 'ForbiddenException' };

const rows: Readonly<Record<string, Row>> = {
	'no token': { ...unauthorized, token: false },
	'empty token': { ...unauthorized, token: '' },
	'unknown token': { ...unauthorized, token: 'aoaAAAAAGunknown' },
	'bearer token in Authorization': { ...bad, path: credentials, headers: { authorization: 'Bearer x' } },
	'signed request': { ...bad, path: credentials, headers: { authorization: 'AWS4-HMAC-SHA256 Credential=x' } },
	'no role_name': { ...bad, path: '/federation/credentials?account_id=111111111111' },
	'empty role_name': { ...bad, path: '/federation/credentials?role_name=&account_id=111111111111' },
	'repeated role_name': { ...bad, path: `${credentials}&role_name=PowerUser` },
	'no account_id': { ...bad, path: '/federation/credentials?role_name=ReadOnly' },
	'repeated account_id': { ...bad, path: `${credentials}&account_id=111111111111` },
	'account id of 11 digits': { ...bad, path: '/federation/credentials?role_name=ReadOnly&account_id=11111111111' },
	'account id without its leading zero': { ...bad, path: '/assignment/roles?account_id=12345678901' },
	'camelCase parameters': { ...bad, path: '/federation/credentials?roleName=ReadOnly&accountId=111111111111' },
	'role that is not assigned': {
		...forbidden,
		path: '/federation/credentials?role_name=Admin&account_id=111111111111',
	},
	'role name in another case': {
		...forbidden,
		path: '/federation/credentials?role_name=readonly&account_id=111111111111',
	},
	'account that is not assigned': { ...forbidden, path: '/assignment/roles?account_id=999999999999' },
	'max_result 0': { ...bad, path: '/assignment/accounts?max_result=0' },
	'max_result 101': { ...bad, path: '/assignment/accounts?max_result=101' },
	'max_result is not a number': { ...bad, path: '/assignment/roles?account_id=111111111111&max_result=ten' },
	'bad next_token': { ...bad, path: '/assignment/accounts?next_token=nonsense' },
	'empty next_token': { ...bad, path: '/assignment/accounts?next_token=' },
	'unknown path': { ...unknown, path: '/assignment/everything' },
	'slash at the end': { ...unknown, path: '/assignment/accounts/' },
	'operation of the other service': { ...unknown, path: '/token', method: 'POST' },
	'POST for GET': { ...wrongMethod, path: credentials, method: 'POST' },
	'GET for POST': { ...wrongMethod, path: '/logout' },
	'logout with a form body': { ...bad, path: '/logout', method: 'POST', body: 'a=b' },
	'logout without a token': { ...unauthorized, path: '/logout', method: 'POST', token: false },
};

function ask(idc: IdentityCenter, row: Row, accessToken: string): Promise<RawAnswer> {
	const token = row.token ?? accessToken;
	const bearer = token === false ? {} : { 'x-amz-sso_bearer_token': token };
	return raw(idc.url.sso + row.path, { method: row.method ?? 'GET', headers: { ...bearer, ...row.headers } }, row.body);
}

for (const [name, row] of Object.entries(rows)) {
	test(name, () =>
		withCenter({}, async (idc) => {
			const answer = await ask(idc, row, idc.signIn().accessToken);
			assert.is(answer.status, row.status);
			assert.is(errorType(answer), row.error);
			assert.is(idc.requests.length, 1);
			assert.is(idc.requests[0]?.status, row.status);
		}),
	);
}

test('errors have a header and a body', () =>
	withCenter({}, async (idc) => {
		const answer = await ask(idc, { ...unauthorized, token: 'x' }, '');
		assert.is(
			answer.headers['x-amzn-errortype'],
			'UnauthorizedException:http://internal.amazon.com/coral/com.amazonaws.switchboard.portal/',
		);
		assert.equal(fieldsOf(answer), {
			message: 'Session token not found or invalid',
			__type: 'com.amazonaws.switchboard.portal#UnauthorizedException',
		});
	}));

test('a revoked token and an expired token are refused', () =>
	withCenter({}, async (idc) => {
		const { accessToken } = idc.signIn();
		idc.revoke(accessToken);
		assert.is((await ask(idc, unauthorized, accessToken)).status, 401);
		const expired = idc.signIn({ expiresInSeconds: -1 });
		assert.is((await ask(idc, unauthorized, expired.accessToken)).status, 401);
	}));

test('a next_token of one list is not valid for another', () =>
	withCenter({ directory: { pageSize: 1 } }, async (idc) => {
		const { accessToken } = idc.signIn();
		const first = await ask(idc, { ...bad, path: '/assignment/roles?account_id=111111111111' }, accessToken);
		const token = encodeURIComponent(requiredText(fieldsOf(first), 'nextToken'));
		const other = `/assignment/roles?account_id=333333333333&next_token=${token}`;
		assert.is((await ask(idc, { ...bad, path: other }, accessToken)).status, 400);
		const same = `/assignment/roles?account_id=111111111111&next_token=${token}`;
		const second = await ask(idc, { ...bad, path: same }, accessToken);
		assert.equal(fieldsOf(second), {
			roleList: [{ roleName: 'PowerUser', accountId: '111111111111' }],
			nextToken: null,
		});
	}));

test("a client that leaves out the base path, or uses the other service's, is refused", () =>
	withCenter({}, async (idc) => {
		const { accessToken } = idc.signIn();
		const headers = { 'x-amz-sso_bearer_token': accessToken };
		const { origin } = new URL(idc.url.sso);
		for (const url of [
			origin + credentials,
			`${idc.url.oidc}${credentials}`,
			`${idc.url.sso}x${credentials}`,
			origin,
		]) {
			assert.is((await raw(url, { headers })).status, 404, url);
		}
		assert.equal(
			idc.requests.map(({ operation }) => operation),
			['Unknown', 'Unknown', 'Unknown', 'Unknown'],
		);
	}));

test('the rate limit counts all calls to the portal', () =>
	withCenter({ rateLimitPerSecond: 2 }, async (idc) => {
		const { accessToken } = idc.signIn();
		const paths = [credentials, '/assignment/accounts', '/assignment/roles?account_id=111111111111'];
		const answers = await Promise.all(paths.map((path) => ask(idc, { ...bad, path }, accessToken)));
		assert.equal(answers.map(({ status }) => status).sort(), [200, 200, 429]);
		const refused = answers.find(({ status }) => status === 429);
		assert.is(refused && errorType(refused), 'TooManyRequestsException');
		assert.is(refused?.headers['retry-after'], undefined);
		idc.configure({ retryAfterSeconds: 3 });
		const answerText = await ask(idc, { ...bad, path: credentials }, accessToken);
		assert.equal([answerText.status, answerText.headers['retry-after']], [429, '3']);
		idc.configure({ rateLimitPerSecond: 0 });
		assert.is((await ask(idc, { ...bad, path: credentials }, accessToken)).status, 200);
	}));

test.run();
