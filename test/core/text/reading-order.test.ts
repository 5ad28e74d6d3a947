/** The order in which people read names. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { inReadingOrder } from '../../../src/core/text/reading-order.ts';

const lists: readonly (readonly [name: string, inOrder: readonly string[]])[] = [
	['numbers by their value', ['team-2', 'team-9', 'team-10', 'team-10-a', 'team-11']],
	['numbers in the middle', ['a1b2', 'a1b10', 'a02b1', 'a10b1']],
	['zeros in front', ['v01', 'v1', 'v02', 'v2']],
	['letters in any case', ['alpha', 'Beta', 'gamma']],
	['capitals first where all else is equal', ['DEV', 'Dev', 'dev']],
	['a name before those that begin with it', ['dev', 'dev-1', 'dev1', 'develop']],
	['IDs of accounts', ['000000000001', '111111111111', '999999999999']],
	['longer numbers than fit', [`x${'9'.repeat(23)}`, `x${'9'.repeat(24)}`]],
];
for (const [name, inOrder] of lists) {
	test(`reading order: ${name}`, () => {
		assert.equal(
			inReadingOrder([...inOrder].reverse(), (text) => text),
			inOrder,
		);
	});
}

test('items with equal texts keep their order', () => {
	const items = [{ at: 1 }, { at: 2 }, { at: 3 }];
	assert.equal(
		inReadingOrder(items, () => 'x'),
		items,
	);
});

test.run();
