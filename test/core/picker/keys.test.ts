/** The keys of the picker. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { actOf, type Extent, firstOnPage, type Key } from '../../../src/core/picker/keys.ts';

const middle: Extent = { active: 20, count: 40, page: 15 };
const top = { ...middle, active: 0 };
const bottom = { ...middle, active: 39 };
const nothing = { active: 0, count: 0, page: 15 };

const moves: readonly (readonly [key: Key, extent: Extent, active: number])[] = [
	[{ name: 'up' }, middle, 19],
	[{ name: 'down' }, middle, 21],
	[{ name: 'p', ctrl: true }, middle, 19],
	[{ name: 'n', ctrl: true }, middle, 21],
	[{ name: 'pageup' }, middle, 5],
	[{ name: 'pagedown' }, middle, 35],
	[{ name: 'home' }, middle, 0],
	[{ name: 'end' }, middle, 39],
	[{ name: 'tab' }, middle, 20],
	[{ name: 'up' }, top, 0],
	[{ name: 'pageup' }, top, 0],
	[{ name: 'down' }, bottom, 39],
	[{ name: 'pagedown' }, bottom, 39],
	[{ name: 'down' }, nothing, 0],
	[{ name: 'end' }, nothing, 0],
];
for (const [key, extent, active] of moves) {
	test(`key ${JSON.stringify(key)} at row ${extent.active} of ${extent.count}`, () =>
		assert.equal(actOf(key, extent, true), { kind: 'move', active }));
}

const others: readonly (readonly [key: Key, isEmpty: boolean, kind: string])[] = [
	[{ name: 'escape' }, false, 'leave'],
	[{ name: 'd', ctrl: true }, true, 'leave'],
	[{ name: 'd', ctrl: true }, false, 'type'],
	[{ name: 'return' }, false, 'take'],
	[{ name: 'enter' }, false, 'take'],
	[{ name: 'n' }, false, 'type'],
	[{ name: 'backspace' }, false, 'type'],
	[{ name: 'constructor' }, false, 'type'],
	[{ name: 'constructor', ctrl: true }, false, 'type'],
	[{}, true, 'type'],
];
for (const [key, isEmpty, kind] of others) {
	test(`key ${JSON.stringify(key)}${isEmpty ? ' with an empty query' : ''}`, () =>
		assert.is(actOf(key, middle, isEmpty).kind, kind));
}

const pages: readonly (readonly [before: number, active: number, count: number, first: number])[] = [
	[0, 0, 40, 0],
	[0, 14, 40, 0],
	[0, 15, 40, 1],
	[10, 12, 40, 10],
	[10, 9, 40, 9],
	[25, 39, 40, 25],
	[25, 0, 3, 0],
	[0, 0, 0, 0],
];
for (const [before, active, count, first] of pages) {
	test(`a page that began at ${before} begins at ${first} for row ${active} of ${count}`, () =>
		assert.is(firstOnPage(before, { active, count, page: 15 }), first));
}

test.run();
