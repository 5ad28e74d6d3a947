/** The groups of the picker. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { favoriteRank, pickerGroups } from '../../../src/core/picker/order.ts';

const [ONE, TWO, TEN] = ['111111111111', '222222222222', '101010101010'];
const names = new Map([
	[ONE, 'team-2'],
	[TEN, 'Team-10'],
]);
const row = (name: string, accountId: string) => ({ name, accountId, accountName: names.get(accountId) });

const rows = [row('z-10', TEN), row('b-10', ONE), row('unnamed', TWO), row('z-9', TEN), row('b-9', ONE)];

const shown = (favorites: string | undefined, used: readonly string[]) =>
	pickerGroups(rows, favorites, new Map(used.map((name, at) => [name, 100 - at]))).map(
		(group) => [group.title, ...group.rows.map(({ name }) => name)] as const,
	);

const accounts = [
	[`team-2 ${ONE}`, 'b-9', 'b-10'],
	[`Team-10 ${TEN}`, 'z-9', 'z-10'],
	[TWO, 'unnamed'],
];

test('by account, in reading order; accounts without a name are last', () => {
	assert.equal(shown(undefined, []), accounts);
	assert.equal(shown('', ['gone']), accounts);
});

test('those that were used before come first, the most used one at the top', () => {
	assert.equal(shown(undefined, ['unnamed', 'b-9']), [
		['used before', 'unnamed', 'b-9'],
		[`team-2 ${ONE}`, 'b-10'],
		[`Team-10 ${TEN}`, 'z-9', 'z-10'],
	]);
});

test('favorites come before them, in the order of the patterns', () => {
	assert.equal(shown('unnamed  z-*', ['b-9', 'unnamed']), [
		['favorites', 'unnamed', 'z-9', 'z-10'],
		['used before', 'b-9'],
		[`team-2 ${ONE}`, 'b-10'],
	]);
});

test('patterns are those of the shell, as for guarded profiles', () => {
	const rank = favoriteRank(' dev\tprod-[0-9]\n*-x ');
	assert.equal(['dev', 'prod-7', 'a-x', 'devel', 'prod-77', 'DEV'].map(rank), [
		0,
		1,
		2,
		undefined,
		undefined,
		undefined,
	]);
});

test.run();
