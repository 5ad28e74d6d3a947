/** Discovery: what it requests, what it keeps and reuses, and how it handles each failure. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Account } from '../../../src/core/discovery/assignments.ts';
import { accountsLine, beginLine, rolesLine } from '../../../src/core/discovery/kept-discovery.ts';
import { networkFailures } from '../../../src/core/failure/network-failures.ts';
import { asRecord } from '../../../src/core/text/json.ts';
import { type DiscoverOptions, type Discovery, discover, discoverOne } from '../../../src/flows/discovery/discover.ts';
import type { Answer } from '../../../src/ports/services.ts';
import { failureFrom } from '../../support/assertions/thrown-failure.ts';
import { type FakeContext, fakeContext, type World } from '../../support/context/context.ts';
import { dev, NOW, renewable, token, tokenText } from '../../support/context/sample.ts';
import { oidcGranted, oidcRefusal } from '../../support/context/scripted-oidc.ts';
import { ENDPOINT, granted, refusal } from '../../support/context/scripted-portal.ts';
import { issued } from '../../support/context/sign-in-attempt.ts';

const HOUR = 3_600_000;
const SESSION = { ssoSession: 'corp', startUrl: dev.startUrl, ssoRegion: dev.ssoRegion, scopes: undefined };
const PAGE = 4;

const accounts: readonly Account[] = Array.from({ length: 10 }, (_, at) => ({
	accountId: String(1e11 + at),
	accountName: `account ${at}`,
	emailAddress: undefined,
}));
const idOf = (at: number): string => String(1e11 + at);

/** A directory served page by page; `roles` can replace the answer for an account. */
function directory(roles: (at: number, call: number) => Answer<never> | Error | undefined = () => undefined) {
	let calls = 0;
	return {
		listAccountsPage: (request: unknown) => {
			const from = Number(asRecord(request)?.nextToken ?? 0);
			const next = from + PAGE;
			return granted({
				items: accounts.slice(from, next),
				leftOut: 0,
				nextToken: next < accounts.length ? String(next) : undefined,
			});
		},
		listAccountRolesPage: (request: unknown) => {
			calls += 1;
			const at = Number(asRecord(request)?.accountId) - 1e11;
			return roles(at, calls) ?? granted({ items: [`Role-${at}`, 'Admin'], leftOut: 0, nextToken: undefined });
		},
	};
}

const signedIn: World = { tokens: { corp: tokenText() } };
const ask = (fake: FakeContext, options: Partial<DiscoverOptions> = {}) =>
	discover(SESSION, { refresh: false, ...options }, fake.context);

/** Returns the calls in order: the index of an account for its roles, `list` for a page of accounts. */
const callsTo = ({ portal }: FakeContext): readonly string[] =>
	portal.calls.map(({ operation, request }) =>
		operation === 'ListAccounts page' ? 'list' : String(Number(asRecord(request)?.accountId) - 1e11),
	);

const rolesOf = ({ assignments }: Discovery) =>
	assignments.map(({ account, roleNames }) => [Number(account.accountId) - 1e11, roleNames.length]);

const ALL = accounts.map((_, at) => [at, 2]);

test('each account is requested once, and roles are requested while the list is still arriving', async () => {
	const fake = fakeContext({ ...signedIn, portal: directory() });
	const discovery = await ask(fake);
	assert.equal(rolesOf(discovery), ALL);
	assert.equal(discovery.assignments[3]?.roleNames, ['Admin', 'Role-3']);
	assert.equal([discovery.discoveredAt, discovery.unreadable], [NOW, []]);
	assert.equal([...callsTo(fake)].sort(), [...accounts.map((_, at) => String(at)), 'list', 'list', 'list'].sort());
	assert.equal(fake.works, ['discover corp']);
	assert.equal([fake.discoveries.whole.size, fake.discoveries.growing.size], [1, 0]);
	for (const text of fake.discoveries.whole.values()) assert.not.match(text, token.accessToken);
	assert.equal([fake.stderr, fake.shown], [[], []]);
});

test('calls keep to the pace', async () => {
	const fake = fakeContext({ ...signedIn, portal: directory() });
	await ask(fake);
	const waited = fake.slept.reduce((sum, milliseconds) => sum + milliseconds, 0);
	assert.ok(waited >= 12 * 45 && waited <= 13 * 60, `${waited}`);
});

test('a result of less than a day is reused; an older one, --refresh or another session requests everything again', async () => {
	const fake = fakeContext({ ...signedIn, portal: directory() });
	await ask(fake);
	const callsOnce = fake.portal.calls.length;
	fake.moveClock(23 * HOUR);
	const again = await ask(fake);
	assert.equal([rolesOf(again), again.discoveredAt, fake.portal.calls.length], [ALL, NOW, callsOnce]);
	fake.accessTokens.texts.set('corp', tokenText({ expiresAt: '2026-12-21T11:00:00Z' }));
	await ask(fake, { refresh: true, since: NOW });
	assert.is(fake.portal.calls.length, callsOnce);
	await ask(fake, { refresh: true });
	assert.is(fake.portal.calls.length, 2 * callsOnce);
	fake.moveClock(25 * HOUR);
	await ask(fake);
	assert.is(fake.portal.calls.length, 3 * callsOnce);
	await discover({ ...SESSION, ssoRegion: 'eu-west-1' }, { refresh: false }, fake.context);
	assert.is(fake.portal.calls.length, 4 * callsOnce);
});

test('a result that another process found while this one waited is used', async () => {
	const whole =
		beginLine(SESSION, NOW) +
		accountsLine({ items: accounts.slice(0, 1), leftOut: 0, nextToken: undefined }, true) +
		rolesLine(idOf(0), ['A', 'B'], 0);
	const fake: FakeContext = fakeContext({ ...signedIn, meanwhile: () => fake.discoveries.whole.set('corp', whole) });
	assert.equal(rolesOf(await ask(fake)), [[0, 2]]);
	assert.equal(fake.portal.calls, []);
});

test('after a failure halfway, the next run does not repeat completed accounts', async () => {
	const broken = networkFailures.unreachable({ endpoint: ENDPOINT, reason: 'no network' });
	const fake = fakeContext({
		...signedIn,
		portal: directory((_, call) => (call > 6 && call < 30 ? broken : undefined)),
	});
	const failure = await failureFrom(ask(fake));
	assert.is(failure.code, 'unreachable');
	const finished = [...(fake.discoveries.growing.get('corp') ?? '').matchAll(/"accountId":"(\d+)","roles"/g)];
	assert.is(finished.length, 6);
	assert.is(fake.discoveries.whole.size, 0);
	const before = fake.portal.calls.length;
	const nextRun = fakeContext({ ...signedIn, portal: directory() });
	// A writer that was killed leaves an incomplete last line.
	nextRun.discoveries.growing.set('corp', `${fake.discoveries.growing.get('corp')}{"accountId":"1000`);
	assert.equal(rolesOf(await ask(nextRun)), ALL);
	const repeated = finished.filter(([, id]) => callsTo(nextRun).includes(String(Number(id) - 1e11)));
	assert.equal([repeated, callsTo(nextRun).length, before > 16], [[], 4, true]);
});

test('after a kill during the list of accounts, the list is requested again but completed accounts are not', async () => {
	const fake = fakeContext({ ...signedIn, portal: directory() });
	fake.discoveries.growing.set(
		'corp',
		beginLine(SESSION, NOW - 1000) +
			accountsLine({ items: accounts.slice(0, 4), leftOut: 0, nextToken: '4' }, true) +
			rolesLine(idOf(2), ['A', 'B'], 0),
	);
	const discovery = await ask(fake);
	assert.equal([rolesOf(discovery), discovery.discoveredAt], [ALL, NOW - 1000]);
	assert.is(callsTo(fake).filter((word) => word === 'list').length, 3);
	assert.not.ok(callsTo(fake).includes('2'));
});

test('after a 429, each account is requested again until it is answered', async () => {
	const throttled = { ...refusal(429, 'TooManyRequestsException'), retryAfterMs: 2000 };
	const fake = fakeContext({ ...signedIn, portal: directory((_, call) => (call <= 100 ? throttled : undefined)) });
	assert.equal(rolesOf(await ask(fake)), ALL);
	assert.is(callsTo(fake).filter((word) => word !== 'list').length, 110);
	const waited = fake.slept.reduce((sum, milliseconds) => sum + milliseconds, 0);
	assert.ok(waited > 100_000, `waited ${waited} ms`);
});

test('a 403 means that the account has no roles, and this result is kept', async () => {
	const closed = refusal(403, 'ForbiddenException');
	const fake = fakeContext({ ...signedIn, portal: directory((at) => (at === 3 ? closed : undefined)) });
	assert.equal(
		rolesOf(await ask(fake)),
		ALL.map(([at, count]) => [at, at === 3 ? 0 : count]),
	);
	assert.is(fake.discoveries.whole.size, 1);
});

const unreadable: Readonly<Record<string, readonly [answer: Answer<never> | Error, reason: RegExp, calls: number]>> = {
	'404': [refusal(404, 'ResourceNotFoundException'), /refused ListAccountRoles: ResourceNotFoundException \(404\)/, 1],
	'503': [networkFailures.serviceBroken({ endpoint: ENDPOINT, status: 503 }), /failed with status 503/, 3],
	'cut off': [networkFailures.unreachable({ endpoint: ENDPOINT, reason: 'reset' }), /cannot reach/, 3],
};

for (const [name, [answer, reason, calls]] of Object.entries(unreadable)) {
	test(`one account with ${name}: it is reported, the others are complete, and the next run requests only it`, async () => {
		const fake = fakeContext({ ...signedIn, portal: directory((at) => (at === 5 ? answer : undefined)) });
		const discovery = await ask(fake);
		assert.equal(
			rolesOf(discovery),
			ALL.filter(([at]) => at !== 5),
		);
		assert.is(callsTo(fake).filter((word) => word === '5').length, calls);
		const [only, ...more] = discovery.unreadable;
		assert.equal([only?.accountId, only?.accountName, more], [idOf(5), 'account 5', []]);
		assert.match(only?.reason ?? '', reason);
		const nextRun = fakeContext({ ...signedIn, portal: directory() });
		nextRun.discoveries.growing.set('corp', fake.discoveries.growing.get('corp') ?? '');
		assert.equal(rolesOf(await ask(nextRun)), ALL);
		assert.equal(callsTo(nextRun), ['5']);
	});
}

test('a 401 halfway refreshes the token once for all calls, which then go on', async () => {
	const dead = refusal(401, 'UnauthorizedException');
	const refused: unknown[] = [];
	const world: World = {
		tokens: { corp: tokenText(renewable) },
		oidc: { createToken: oidcGranted(issued) },
		portal: {
			...directory(),
			listAccountRolesPage: (request: unknown) => {
				const used = asRecord(request)?.accessToken;
				if (used !== token.accessToken) return granted({ items: ['A', 'B'], leftOut: 0, nextToken: undefined });
				refused.push(request);
				return dead;
			},
		},
	};
	const fake = fakeContext(world);
	assert.equal(rolesOf(await ask(fake)), ALL);
	assert.ok(refused.length >= 1);
	assert.equal(fake.oidc.operations(), ['CreateToken']);
});

test('a 401 after which no refresh is possible asks for a sign-in and keeps the completed accounts', async () => {
	const dead = refusal(401, 'UnauthorizedException');
	const fake = fakeContext({
		tokens: { corp: tokenText(renewable) },
		oidc: { createToken: oidcRefusal('InvalidGrantException') },
		portal: directory((_, call) => (call > 3 ? dead : undefined)),
	});
	const failure = await failureFrom(ask(fake));
	assert.equal(
		[failure.code, failure.status, failure.hints],
		['access-token-refused', 4, ['ssoenv login --sso-session corp']],
	);
	assert.match(fake.discoveries.growing.get('corp') ?? '', /"roles"/);
});

test('when a refreshed token is refused too, it is not refreshed again', async () => {
	const dead = refusal(401, 'UnauthorizedException');
	const fake = fakeContext({
		tokens: { corp: tokenText(renewable) },
		oidc: { createToken: oidcGranted(issued) },
		portal: { listAccountsPage: dead },
	});
	assert.is((await failureFrom(ask(fake))).code, 'access-token-refused');
	assert.is(fake.portal.calls.length, 2);
});

test('without a sign-in, nothing is requested', async () => {
	const fake = fakeContext({});
	assert.is((await failureFrom(ask(fake))).code, 'sign-in-needed');
	assert.equal(fake.portal.calls, []);
});

const lists: Readonly<Record<string, readonly [World['portal'], code: string]>> = {
	'the same page repeated without end': [
		{ ...directory(), listAccountsPage: granted({ items: [], leftOut: 0, nextToken: 'x' }) },
		'unexpected-answer',
	],
	refused: [{ listAccountsPage: refusal(400, 'InvalidRequestException') }, 'request-refused'],
	unreachable: [
		{ listAccountsPage: networkFailures.unreachable({ endpoint: ENDPOINT, reason: 'no network' }) },
		'unreachable',
	],
};

for (const [name, [portal, code]] of Object.entries(lists)) {
	test(`the list of accounts fails: ${name}`, async () => {
		const fake = fakeContext({ ...signedIn, ...(portal !== undefined && { portal }) });
		assert.is((await failureFrom(ask(fake))).code, code);
		assert.ok(fake.portal.calls.length <= 5);
	});
}

test('roles can come in pages; pages without end are an error', async () => {
	const pages = (request: unknown) => {
		const record = asRecord(request);
		const at = Number(record?.accountId) - 1e11;
		if (at === 1) return granted({ items: ['X'], leftOut: 0, nextToken: 'same' });
		const isFirst = record?.nextToken === undefined;
		return granted({ items: [isFirst ? 'b' : 'A'], leftOut: 1, nextToken: isFirst ? 'n' : undefined });
	};
	const fake = fakeContext({ ...signedIn, portal: { ...directory(), listAccountRolesPage: pages } });
	const discovery = await ask(fake);
	assert.equal(discovery.assignments[0]?.roleNames, ['A', 'b']);
	assert.equal(
		discovery.unreadable.map(({ accountId }) => accountId),
		[idOf(1)],
	);
	assert.equal(fake.stderr, ['warning: skipped 18 accounts or roles whose IDs or names AWS does not allow']);
});

test('when nothing can be written, one warning is printed and the result is complete', async () => {
	const fake = fakeContext({ ...signedIn, portal: directory(), isCacheBroken: true });
	assert.equal(rolesOf(await ask(fake)), ALL);
	assert.is(fake.stderr.filter((line) => /will not be saved/.test(line)).length, 1);
});

test('a long discovery shows its progress: an occasional line, or a bar on a terminal', async () => {
	const slow = { ...refusal(429, 'TooManyRequestsException'), retryAfterMs: 6000 };
	const portal = () => directory((at, call) => (at > 4 && call % 2 === 0 ? slow : undefined));
	const lines = fakeContext({ ...signedIn, portal: portal() });
	await ask(lines);
	assert.ok(lines.stderr.length >= 2 && lines.stderr.length <= 10, lines.stderr.join('\n'));
	for (const line of lines.stderr) assert.match(line, /^\d+ of 10 accounts, \d+\.\d calls\/s, \d+:\d\d left$/);
	const bar = fakeContext({ ...signedIn, portal: portal(), stderrIsTerminal: true });
	await ask(bar);
	assert.match(bar.shown[0] ?? '', /^\d+\/10 \d+ of 10 accounts/);
	assert.is(bar.shown.at(-1), 'stopped');
	assert.equal(bar.stderr, []);
});

const second = (accountList: readonly Account[]): Account => {
	const [, account] = accountList;
	if (account === undefined) throw new Error('there is no second one');
	return account;
};

test('one account: requests the list and only its roles; a kept result needs no request', async () => {
	const fake = fakeContext({ ...signedIn, portal: directory() });
	const { assignment } = await discoverOne(SESSION, second, { refresh: false }, fake.context);
	assert.equal([assignment.account.accountId, assignment.roleNames], [idOf(1), ['Admin', 'Role-1']]);
	assert.equal(callsTo(fake), ['list', 'list', 'list', '1']);
	assert.is(fake.discoveries.growing.size, 0);
	await ask(fake);
	const before = fake.portal.calls.length;
	await discoverOne(SESSION, second, { refresh: false }, fake.context);
	assert.is(fake.portal.calls.length, before);
});

test('one account whose roles cannot be read is a failure', async () => {
	const fake = fakeContext({ ...signedIn, portal: directory(() => refusal(404, 'ResourceNotFoundException')) });
	const failure = await failureFrom(discoverOne(SESSION, second, { refresh: false }, fake.context));
	assert.is(failure.code, 'request-refused');
});

test.run();
