/**
 * The picker's filter: words in any order, the best match first. With ten thousand rows, the fast search finds the same
 * as a slow one.
 */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { hasOnlyFilters, type Searchable, searcher } from '../../../src/core/picker/fuzzy.ts';

const row = (name: string, ...others: string[]): Searchable => ({ name, others });

const namesFor = (query: string, ...rows: Searchable[]): readonly string[] =>
	searcher(rows)(query).map((index) => rows[index]?.name ?? '?');

const prod = row('prod-admin', '111111111111', 'AdministratorAccess');
const dev = row('dev-read', '222222222222', 'ReadOnly');

const cases: Readonly<Record<string, readonly [query: string, rows: readonly Searchable[], names: readonly string[]]>> =
	{
		'no query: all rows in their order': ['', [dev, prod], ['dev-read', 'prod-admin']],
		'only spaces: all rows in their order': ['  ', [dev, prod], ['dev-read', 'prod-admin']],
		'part of the name': ['rea', [dev, prod], ['dev-read']],
		'part of the account': ['2222', [dev, prod], ['dev-read']],
		'part of the role': ['trator', [dev, prod], ['prod-admin']],
		'upper and lower case are equal': ['PROD administrator', [dev, prod], ['prod-admin']],
		'words in any order': ['admin prod', [dev, prod], ['prod-admin']],
		'every word must match': ['prod read', [dev, prod], []],
		'a word across two texts does not match': ['read222', [dev, prod], []],
		'letters with gaps match only in the name': ['pradm', [dev, prod], ['prod-admin']],
		'letters with gaps do not match in a role': ['rly', [dev, prod], []],
		'order: exact, prefix, word start, middle, gaps': [
			'prod',
			[row('p-r-o-d'), row('nonprod'), row('my-prod'), row('production'), row('prod')],
			['prod', 'production', 'my-prod', 'nonprod', 'p-r-o-d'],
		],
		'a capital starts a word': ['user', [row('superuser'), row('PowerUser')], ['PowerUser', 'superuser']],
		'a later word start counts': ['a', [row('xa-xb'), row('xa-a')], ['xa-a', 'xa-xb']],
		'the name ranks before the role': ['admin', [row('x', 'admin'), row('admin')], ['admin', 'x']],
		'the start of a word ranks before the middle of a word': ['b', [row('ab'), row('a-b')], ['a-b', 'ab']],
		'of equal matches, the earlier row comes first': ['x', [row('xb'), row('xa')], ['xb', 'xa']],
		'the query is text, not a pattern': ['.*', [dev, row('a.*b')], ['a.*b']],
		'letters beyond ASCII': ['ärz', [row('mÄrz')], ['mÄrz']],
		'letters that get longer in lower case': ['x', [row('İİx'), row('İ-x')], ['İ-x', 'İİx']],
		'no rows': ['x', [], []],
	};

for (const [name, [query, rows, names]] of Object.entries(cases)) {
	test(name, () => assert.equal(namesFor(query, ...rows), names));
}

const filtered = (name: string, account: readonly string[], role: string, session: string): Searchable => ({
	name,
	others: [...account, role],
	filters: { account, role: [role], session: [session] },
});
const rowsWithFilters = [
	filtered('pay-admin', ['111111111111', 'Payments'], 'Admin', 'corp'),
	filtered('pay-read', ['111111111111', 'Payments'], 'ReadOnly', 'corp'),
	filtered('admin-tools', ['222222222222', 'Tools'], 'ReadOnly', 'partner'),
	filtered('x:y', ['333333333333', ''], 'Admin', 'partner'),
];
const filterCases: Readonly<Record<string, readonly [query: string, names: readonly string[]]>> = {
	'an account by its name': ['account:pay', ['pay-admin', 'pay-read']],
	'an account by its ID': ['account:2222', ['admin-tools']],
	'a role, in any case': ['role:admin', ['pay-admin', 'x:y']],
	'ROLE in capitals': ['ROLE:Admin', ['pay-admin', 'x:y']],
	'a session': ['session:partner', ['admin-tools', 'x:y']],
	'filters beside a word': ['account:pay read', ['pay-read']],
	'a word beside filters': ['admin role:read session:part', ['admin-tools']],
	'a filter without a text': ['role:', ['pay-admin', 'pay-read', 'admin-tools', 'x:y']],
	'rows keep their order, however well they match': ['account:1', ['pay-admin', 'pay-read']],
	'letters with gaps do not match': ['account:pmt', []],
	'a word with a colon that is no filter': ['x:y', ['x:y']],
	'a filter that nobody has': ['name:pay', []],
};
for (const [name, [query, names]] of Object.entries(filterCases)) {
	test(`filter: ${name}`, () => assert.equal(namesFor(query, ...rowsWithFilters), names));
	test(`filter, typed key by key and deleted: ${name}`, () => {
		const search = searcher(rowsWithFilters);
		const keys = [...query].map((_, at) => query.slice(0, at + 1));
		for (const typed of [...keys, ...[...keys].reverse()])
			assert.equal(search(typed), searcher(rowsWithFilters)(typed), typed);
	});
}

test('rows without filters take such words as text', () => {
	assert.equal(namesFor('role:admin', row('role:admin'), row('admin')), ['role:admin']);
});

test('rows stand in groups while there are only filters', () => {
	const filters = new Set(['account', 'role']);
	for (const query of ['', ' ', 'role:x', 'role: account:y ']) assert.ok(hasOnlyFilters(query, filters), query);
	for (const query of ['x', 'role', 'role:x y', 'session:x']) assert.not.ok(hasOnlyFilters(query, filters), query);
});

const many = Array.from({ length: 2000 }, (_, at) =>
	['ReadOnly', 'Admin', 'PowerUser', 'Billing', 'SecurityAudit'].map((role) =>
		row(`team${at % 37}-svc${at}-${['dev', 'prod', 'nonProd'][at % 3]}-${role}`, String(1e11 + at * 7919), role),
	),
).flat();

/** The same rules, in a simple and slow form. */
function naive(rows: readonly Searchable[], query: string): readonly number[] {
	const words = query.toLowerCase().split(/\s+/).filter(Boolean);
	const isStart = (text: string, at: number) =>
		at === 0 ||
		!/[a-z\d]/i.test(text[at - 1] ?? '') ||
		(/[a-z]/.test(text[at - 1] ?? '') && /[A-Z]/.test(text[at] ?? ''));
	const inText = (text: string, word: string): number => {
		const places = [...text].map((_, at) => at).filter((at) => text.toLowerCase().startsWith(word, at));
		if (places.length === 0) return Number.POSITIVE_INFINITY;
		if (places[0] === 0) return word.length === text.length ? 0 : 1;
		return places.some((at) => /[a-z\d]/i.test(text[at] ?? '') && isStart(text, at)) ? 3 : 5;
	};
	const gaps = (text: string, word: string) =>
		new RegExp([...word].map((letter) => letter.replace(/\W/, '\\$&')).join('.*'), 'i').test(text);
	const score = ({ name, others }: Searchable) =>
		words.reduce((sum, word) => {
			const bestScore = Math.min(inText(name, word), ...others.map((text) => inText(text, word) + 1));
			return sum + (bestScore < Number.POSITIVE_INFINITY ? bestScore : gaps(name, word) ? 7 : bestScore);
		}, 0);
	return rows
		.map((row, index) => ({ index, score: score(row) }))
		.filter((row) => row.score < Number.POSITIVE_INFINITY)
		.sort((a, b) => a.score - b.score || a.index - b.index)
		.map(({ index }) => index);
}

const typings = ['prod svc19 adm', 'adm', '1000 read', 'team3-', 'svp', 'audit prod 77', 'zz'];
for (const typing of typings) {
	test(`ten thousand rows: "${typing}" typed and deleted key by key finds the same as a new search`, () => {
		const search = searcher(many);
		const keys = [...typing].map((_, at) => typing.slice(0, at + 1));
		const expected = new Map(keys.map((query) => [query, naive(many, query)]));
		for (const query of [...keys, ...[...keys].reverse()]) assert.equal(search(query), expected.get(query), query);
		assert.is(search('').length, many.length);
	});
}

test('a new query searches all rows again', () => {
	const search = searcher([dev, prod]);
	assert.equal(search('prod'), [1]);
	assert.equal(search('dev'), [0]);
	assert.equal(search('prod'), [1]);
});

test.run();
