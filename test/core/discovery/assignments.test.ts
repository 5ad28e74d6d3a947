/**
 * Accounts and roles: the check of the service's lists, their order, the kept text, and finding an account by id or
 * name.
 */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
	type Account,
	accountNamed,
	inOrder,
	parseAccountPage,
	parseRoleNamePage,
	rolesInOrder,
} from '../../../src/core/discovery/assignments.ts';
import {
	accountsLine,
	beginLine,
	isDiscoveryComplete,
	parseDiscovery,
	rolesLine,
} from '../../../src/core/discovery/kept-discovery.ts';
import { failureOf, toldBy } from '../../support/assertions/thrown-failure.ts';
import { dev, NOW } from '../../support/context/sample.ts';

const ID = '111111111111';
const account = (accountId: string, accountName?: string, emailAddress?: string): Account => ({
	accountId,
	accountName,
	emailAddress,
});
const page = (items: readonly unknown[], leftOut = 0, nextToken?: string) => ({ items, leftOut, nextToken });
const MISSING = { problem: 'accountList is missing' };
const listed = (...accountList: readonly unknown[]) => ({ accountList });

const accountPages: Readonly<Record<string, readonly [answer: unknown, page: object]>> = {
	'an account': [
		listed({ accountId: ID, accountName: 'dev', emailAddress: 'dev@example.com' }),
		page([account(ID, 'dev', 'dev@example.com')]),
	],
	'another page follows': [{ ...listed(), nextToken: 't' }, page([], 0, 't')],
	'the last page has a null token': [{ ...listed(), nextToken: null }, page([])],
	'a token of the wrong type': [{ ...listed(), nextToken: 5 }, page([])],
	'no name and no address': [listed({ accountId: ID }), page([account(ID)])],
	'a blank name counts as no name': [
		listed({ accountId: ID, accountName: ' ', emailAddress: '' }),
		page([account(ID)]),
	],
	'a name that is not a string': [listed({ accountId: ID, accountName: 5 }), page([account(ID)])],
	'a name beyond ASCII': [
		listed({ accountId: ID, accountName: 'Zürich 日本 😀' }),
		page([account(ID, 'Zürich 日本 😀')]),
	],
	'a name with terminal control characters': [
		listed({ accountId: ID, accountName: 'a\u001b[31m\n[profile x]\u202eb\u2028' }),
		page([account(ID, 'a\\x1b[31m\\x0a[profile x]\\u202eb\\u2028')]),
	],
	'a name that is too long': [
		listed({ accountId: ID, accountName: 'x'.repeat(1e6) }),
		page([account(ID, 'x'.repeat(256))]),
	],
	'invalid ids': [
		listed({ accountId: '1' }, { accountId: `${ID}\n` }, { accountId: Number(ID) }, {}, null, 'x', { accountId: ID }),
		page([account(ID)], 6),
	],
	nothing: [undefined, MISSING],
	'an empty object': [{}, MISSING],
	'a list instead of an object': [{ roleList: [] }, MISSING],
	'an object instead of the list': [{ accountList: {} }, MISSING],
};

for (const [name, [answer, expected]] of Object.entries(accountPages)) {
	test(`page of accounts: ${name}`, () => {
		assert.equal(parseAccountPage(answer), expected);
	});
}

test('role names that IAM does not allow are left out and counted', () => {
	const names = ['Admin', 'a+=,.@-_9', 'x'.repeat(64), '', 'a b', 'a\n', '../x', 'x'.repeat(65), '日本', 5, null];
	const answer = { roleList: names.map((roleName) => ({ roleName, accountId: ID })), nextToken: 't' };
	assert.equal(parseRoleNamePage(answer), page(['Admin', 'a+=,.@-_9', 'x'.repeat(64)], 8, 't'));
	assert.equal(parseRoleNamePage({}), { problem: 'roleList is missing' });
});

test('accounts are sorted by name without case, else by address, and by id last', () => {
	const ordered = [
		account('000000000006', 'alpha'),
		account('000000000005', 'Beta'),
		account('000000000004', undefined, 'C@example.com'),
		account('000000000002', 'delta'),
		account('000000000003', 'Delta'),
		account('000000000000'),
		account('000000000001'),
	];
	assert.equal(inOrder([...ordered].reverse()), ordered);
	assert.equal(rolesInOrder(['b', 'A', 'c', 'A', 'a']), ['A', 'a', 'b', 'c']);
});

const [one, two] = [account(ID, 'dev', 'd@x'), account('222222222222')];
const BEGIN = beginLine(dev, NOW);
const text =
	BEGIN +
	accountsLine({ items: [one], leftOut: 1, nextToken: 't' }, true) +
	rolesLine(ID, ['A', 'B'], 2) +
	accountsLine({ items: [two], leftOut: 0, nextToken: undefined }, false);

test('a kept discovery is read back as it was', () => {
	const read = parseDiscovery(text, dev);
	assert.equal(read, {
		begunAt: NOW,
		accounts: new Map([
			[ID, one],
			[two.accountId, two],
		]),
		isListed: true,
		roles: new Map([[ID, ['A', 'B']]]),
		leftOut: 3,
	});
	assert.is(read !== undefined && isDiscoveryComplete(read), false);
	const parsed = parseDiscovery(text + rolesLine(two.accountId, [], 0), dev);
	assert.is(parsed !== undefined && isDiscoveryComplete(parsed), true);
});

test('a text cut off anywhere keeps its complete lines and adds nothing', () => {
	for (let end = BEGIN.length; end <= text.length; end += 1) {
		const cut = `${text.slice(0, end)}\n${rolesLine(two.accountId, ['Z'], 0)}`;
		const read = parseDiscovery(cut, dev);
		assert.equal(read?.roles.get(two.accountId), ['Z']);
		for (const [accountId, names] of read?.roles ?? []) {
			assert.ok(accountId === two.accountId || names.length === 2, `${end}`);
		}
	}
});

test('a list of accounts that started again replaces the old one; known roles stay', () => {
	const items = [two];
	const read = parseDiscovery(text + accountsLine({ items, leftOut: 0, nextToken: undefined }, true), dev);
	assert.equal([...(read?.accounts.keys() ?? [])], [two.accountId]);
	assert.equal([...(read?.roles.keys() ?? [])], [ID]);
});

const unusable: Readonly<Record<string, string>> = {
	'another start URL': beginLine({ ...dev, startUrl: 'https://other' }, NOW),
	'another region': beginLine({ ...dev, ssoRegion: 'eu-west-1' }, NOW),
	'another format': BEGIN.replace('"format":1', '"format":2'),
	'no time': BEGIN.replace(String(NOW), '"now"'),
	'an incomplete first line': BEGIN.slice(0, 20),
	nothing: '',
};

for (const [name, kept] of Object.entries(unusable)) {
	test(`a kept discovery is not used: ${name}`, () => {
		assert.is(parseDiscovery(kept, dev), undefined);
	});
}

test('ids and names in a kept file are checked like an answer', () => {
	const read = parseDiscovery(
		`${BEGIN}{"accounts":[{"accountId":"x"}],"isLast":true}\n{"accountId":"${ID}","roles":[{"roleName":"a b"}]}\n[]\n`,
		dev,
	);
	assert.equal([read?.accounts.size, read?.roles.get(ID)], [0, []]);
});

const known = [account(ID, 'Development'), account('222222222222', 'prod'), account('333333333333', 'PROD'), two];

const hints = { retry: (word: string) => `ssoenv roles ${word}`, otherwise: 'ssoenv accounts --refresh' };

test('an account can be given by id or by name in any case', () => {
	assert.is(accountNamed(ID, known, hints), known[0]);
	assert.is(accountNamed('DEVELOPMENT', known, hints), known[0]);
	assert.is(accountNamed('222222222222', known, hints), known[1]);
});

const mistaken: Readonly<Record<string, readonly string[]>> = {
	developmnt: [
		'account "developmnt" is not among the accounts assigned to you (4 in the list); did you mean "Development"?',
		'ssoenv roles Development',
	],
	'111111111112': [
		'account "111111111112" is not among the accounts assigned to you (4 in the list); did you mean "111111111111"?',
		'ssoenv roles 111111111111',
	],
	x: ['account "x" is not among the accounts assigned to you (4 in the list)', 'ssoenv accounts --refresh'],
	Prod: [
		'several accounts have the name "Prod": 222222222222, 333333333333',
		'ssoenv roles 222222222222',
		'ssoenv roles 333333333333',
	],
};

for (const [word, told] of Object.entries(mistaken)) {
	test(`no account for ${word}`, () => {
		assert.equal(toldBy(failureOf(() => accountNamed(word, known, hints))), told);
	});
}

test.run();
