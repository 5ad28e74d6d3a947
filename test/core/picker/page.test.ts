/** The lines of a page of the picker, with the titles of groups. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { pageLines } from '../../../src/core/picker/page.ts';

/** The group of each row. */
const GROUPS = 'aaabbbbcde';
const titleOf = (at: number): string => GROUPS[at] ?? '';

const shown = (before: number, active: number, page: number, isGrouped = true): string => {
	const extent = { active, count: GROUPS.length, page };
	const { first, lines } = pageLines(before, extent, isGrouped ? titleOf : undefined);
	return `${first}: ${lines.map(({ at, title }) => at ?? title).join(' ')}`;
};

const pages: readonly (readonly [before: number, active: number, page: number, lines: string])[] = [
	[0, 0, 6, '0: a 0 1 2 b 3'],
	[0, 3, 6, '0: a 0 1 2 b 3'],
	// Row 4 needs one line: the title `a` stays for rows 1 and 2.
	[0, 4, 6, '1: a 1 2 b 3 4'],
	[1, 0, 6, '0: a 0 1 2 b 3'],
	[4, 9, 6, '7: c 7 d 8 e 9'],
	[7, 8, 6, '7: c 7 d 8 e 9'],
	[7, 6, 6, '6: b 6 c 7 d 8'],
	// A page of one line shows the marked row's title at least.
	[0, 2, 2, '2: a 2'],
	[0, 9, 100, '0: a 0 1 2 b 3 4 5 6 c 7 d 8 e 9'],
];
for (const [before, active, page, lines] of pages) {
	test(`from row ${before}, row ${active} marked, ${page} lines: ${lines}`, () =>
		assert.is(shown(before, active, page), lines));
}

test('without titles as many rows as fit, up to the last one', () => {
	assert.is(shown(0, 3, 4, false), '0: 0 1 2 3');
	assert.is(shown(9, 9, 4, false), '6: 6 7 8 9');
	assert.is(shown(0, 0, 100, false), '0: 0 1 2 3 4 5 6 7 8 9');
});

test('without rows there are no lines', () => {
	assert.equal(pageLines(3, { active: 0, count: 0, page: 5 }, titleOf), { first: 0, lines: [] });
	assert.equal(pageLines(3, { active: 0, count: 0, page: 5 }, undefined), { first: 0, lines: [] });
});

test.run();
