import {
	GetRoleCredentialsCommand,
	ListAccountsCommand,
	LogoutCommand,
	paginateListAccountRoles,
	paginateListAccounts,
	SSOClient,
} from '@aws-sdk/client-sso';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { IdentityCenter } from '../support/identity-center/identity-center.ts';
import { failure, withCenter } from './raw-http.ts';

const noon = Date.UTC(2026, 6, 23, 12, 0, 0, 250);
const dev = { accountId: '111111111111', roleName: 'ReadOnly' };

function clientOf(idc: IdentityCenter): SSOClient {
	return new SSOClient({ region: 'us-east-1', endpoint: idc.url.sso, maxAttempts: 1 });
}

test('GetRoleCredentials returns fresh credentials with an expiration in milliseconds', () =>
	withCenter({ now: () => noon }, async (idc) => {
		const { accessToken } = idc.signIn();
		const client = clientOf(idc);
		const { roleCredentials: first } = await client.send(new GetRoleCredentialsCommand({ accessToken, ...dev }));
		assert.match(first?.accessKeyId ?? '', /^ASIA[A-Z2-7]{16}$/);
		assert.match(first?.secretAccessKey ?? '', /^[A-Za-z0-9+/]{40}$/);
		assert.match(first?.sessionToken ?? '', /^(?=.*\+)(?=.*\/)[A-Za-z0-9+/=]{700}$/);
		assert.is(first?.expiration, noon + 3_600_000);
		assert.equal({ ...first }, idc.credentialsFor(dev.accountId, dev.roleName));
		const { roleCredentials: second } = await client.send(new GetRoleCredentialsCommand({ accessToken, ...dev }));
		assert.is.not(second?.accessKeyId, first?.accessKeyId);
		assert.is(idc.credentialsFor(dev.accountId, 'PowerUser'), undefined);
	}));

test('issue fixes some values until it is called with undefined', () =>
	withCenter({}, async (idc) => {
		const { accessToken } = idc.signIn();
		const hostile = "$(touch pwned) '\n\u{1f600} `";
		const ask = () => clientOf(idc).send(new GetRoleCredentialsCommand({ accessToken, ...dev }));
		idc.issue(dev.accountId, dev.roleName, { sessionToken: hostile });
		assert.is((await ask()).roleCredentials?.sessionToken, hostile);
		assert.is((await ask()).roleCredentials?.sessionToken, hostile);
		idc.issue(dev.accountId, dev.roleName, undefined);
		assert.is.not((await ask()).roleCredentials?.sessionToken, hostile);
	}));

test('ListAccounts returns pages', () =>
	withCenter({}, async (idc) => {
		const { accessToken } = idc.signIn();
		const pages = [];
		for await (const page of paginateListAccounts({ client: clientOf(idc) }, { accessToken })) {
			pages.push(
				page.accountList?.map((account) => `${account.accountId} ${account.accountName} ${account.emailAddress}`),
			);
		}
		assert.equal(pages, [
			['111111111111 dev dev@example.com', '222222222222 staging staging@example.com'],
			['333333333333 prod prod@example.com'],
		]);
		assert.equal(
			idc.requestsTo('ListAccounts').map(({ query }) => Object.keys(query)),
			[[], ['next_token']],
		);
	}));

test('ListAccounts obeys max_result, and omits missing names', () =>
	withCenter({ directory: { accounts: [{ accountId: '444444444444', roles: ['ReadOnly'] }] } }, async (idc) => {
		const { accessToken } = idc.signIn();
		const { accountList, nextToken } = await clientOf(idc).send(
			new ListAccountsCommand({ accessToken, maxResults: 100 }),
		);
		assert.equal({ ...accountList?.[0] }, { accountId: '444444444444' });
		assert.not.ok(nextToken);
	}));

test('ListAccountRoles returns pages', () =>
	withCenter({ directory: { pageSize: 1 } }, async (idc) => {
		const { accessToken } = idc.signIn();
		const names = [];
		const request = { accessToken, accountId: '333333333333' };
		for await (const page of paginateListAccountRoles({ client: clientOf(idc) }, request)) {
			names.push(...(page.roleList ?? []).map((role) => role.roleName));
		}
		assert.equal(names, ['ReadOnly', 'Admin']);
		assert.is(idc.requestsTo('ListAccountRoles').length, 2);
	}));

test('Logout ends the session', () =>
	withCenter({}, async (idc) => {
		const { accessToken, refreshToken } = idc.signIn();
		const client = clientOf(idc);
		await client.send(new LogoutCommand({ accessToken }));
		const error = await failure(client.send(new GetRoleCredentialsCommand({ accessToken, ...dev })));
		assert.is(error.name, 'UnauthorizedException');
		assert.throws(() => idc.revoke(refreshToken ?? ''), 'not good any more');
	}));

test('the SDK reads the errors', () =>
	withCenter({}, async (idc) => {
		const { accessToken } = idc.signIn();
		const client = clientOf(idc);
		const unknown = await failure(client.send(new GetRoleCredentialsCommand({ accessToken: 'no', ...dev })));
		assert.is(unknown.name, 'UnauthorizedException');
		assert.is(unknown.message, 'Session token not found or invalid');
		const denied = { accessToken, accountId: '222222222222', roleName: 'Admin' };
		const forbidden = await failure(client.send(new GetRoleCredentialsCommand(denied)));
		assert.is(forbidden.name, 'ForbiddenException');
		assert.is(forbidden.message, 'No access');
	}));

test('the log keeps every request with its answer', () =>
	withCenter({ now: () => noon }, async (idc) => {
		const { accessToken } = idc.signIn();
		await clientOf(idc).send(new GetRoleCredentialsCommand({ accessToken, ...dev }));
		const [record] = await idc.received('GetRoleCredentials');
		assert.is(idc.requests.length, 1);
		assert.is(record?.method, 'GET');
		assert.is(record?.path, '/federation/credentials');
		assert.equal(record?.query, { role_name: dev.roleName, account_id: dev.accountId });
		assert.is(record?.headers['x-amz-sso_bearer_token'], accessToken);
		assert.is(record?.body, null);
		assert.is(record?.status, 200);
		assert.is(record?.fault, null);
		assert.is(record?.at, noon);
	}));

test('an access token expires at its second, which signIn returns', () => {
	let now = noon;
	return withCenter({ now: () => now }, async (idc) => {
		const { accessToken, expiresAt } = idc.signIn({ expiresInSeconds: 60 });
		assert.is(expiresAt.toISOString(), '2026-07-23T12:01:00.000Z');
		const ask = () => clientOf(idc).send(new ListAccountsCommand({ accessToken }));
		now = expiresAt.getTime() - 1;
		await ask();
		now = expiresAt.getTime();
		assert.is((await failure(ask())).name, 'UnauthorizedException');
		idc.setClockOffset(-1);
		await ask();
	});
});

test('signIn returns the contents of a token file', () =>
	withCenter({ now: () => noon }, async (idc) => {
		const record = idc.signIn({ refreshable: false, startUrl: 'https://corp.awsapps.com/start', region: 'eu-west-1' });
		assert.is(record.startUrl, 'https://corp.awsapps.com/start');
		assert.is(record.region, 'eu-west-1');
		assert.not.ok('refreshToken' in record);
		assert.is(record.registrationExpiresAt.toISOString(), '2026-10-21T12:00:00.000Z');
		assert.equal(idc.environment, {
			AWS_ENDPOINT_URL_SSO: idc.url.sso,
			AWS_ENDPOINT_URL_SSO_OIDC: idc.url.oidc,
			AWS_ENDPOINT_URL_STS: idc.url.sts,
			AWS_ENDPOINT_URL_SIGNIN: idc.url.signin,
		});
	}));

test.run();
