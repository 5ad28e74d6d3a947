/** The order of profiles in the picker while the query is empty. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { byUse, formatUses, type ProfileRanks, parseUses, withUse } from '../../../src/core/picker/recent-profiles.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 21);

const after = (...uses: readonly (readonly [name: string, daysAgo: number])[]): ProfileRanks =>
	uses.reduce<ProfileRanks>((known, [name, days]) => withUse(known, name, NOW - days * DAY), new Map());

const order = (uses: ProfileRanks) => byUse(['a', 'b', 'c', 'd'], (name) => name, uses).join('');

const orders: Readonly<Record<string, readonly [uses: ProfileRanks, order: string]>> = {
	'no profile was used': [after(), 'abcd'],
	'the last profile used comes first': [after(['c', 2], ['d', 1]), 'dcab'],
	'on the same day, the profile used more often comes first': [after(['d', 1], ['d', 1], ['c', 1]), 'dcab'],
	'often last week counts more than once today': [after(['d', 7], ['d', 7], ['d', 7], ['c', 0]), 'dcab'],
	'often long ago counts less than once today': [after(['d', 60], ['d', 60], ['d', 60], ['c', 0]), 'cdab'],
	'names that no longer exist are ignored': [after(['z', 0], ['b', 0]), 'bacd'],
	'a clock that was set back does no harm': [after(['b', -900], ['b', 0], ['c', 0]), 'bcad'],
};
for (const [name, [uses, expected]] of Object.entries(orders)) test(name, () => assert.is(order(uses), expected));

test('recent profiles are read back as they were written, with any names', () => {
	const uses = after(['__proto__', 1], ['x\u202e"\n', 0]);
	assert.equal([...parseUses(formatUses(uses))], [...uses]);
});

for (const text of ['', '{', '[]', '{"uses":3}', '{"uses":[["a"],["b","c"],[1,2],null,["d",null]]}']) {
	test(`an invalid file counts as empty: ${JSON.stringify(text)}`, () => assert.is(parseUses(text).size, 0));
}

test('only the five hundred most used names are kept', () => {
	let uses: ProfileRanks = new Map();
	for (let at = 0; at < 600; at += 1) uses = withUse(uses, `p${at}`, NOW + at);
	assert.is(uses.size, 500);
	assert.not(uses.has('p99'));
	assert.ok(uses.has('p599'));
});

test.run();
