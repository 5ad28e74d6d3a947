/** The picker's columns: never wider than the terminal. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { columnsOf, naturalWidths, rowText, shrinkToFit } from '../../../src/adapters/picker/row-layout.ts';
import { cut, widthOf } from '../../../src/adapters/terminal/width.ts';

const row = (name: string, session = 'corp') => ({
	name,
	group: '',
	roleName: 'AdministratorAccess',
	accountId: '111111111111',
	accountName: undefined,
	session,
	state: () => 'not signed in',
});

const cuts: readonly (readonly [text: string, width: number, shown: string])[] = [
	['abc', 3, 'abc'],
	['abcd', 3, 'ab…'],
	['本番環境', 8, '本番環境'],
	['本番環境', 7, '本番環…'],
	['本番環境', 6, '本番…'],
	['👩‍👩‍👧x', 3, '👩‍👩‍👧x'],
	['👩‍👩‍👧xy', 3, '👩‍👩‍👧…'],
	['abc', 1, '…'],
	['abc', 0, ''],
];
for (const [text, width, shown] of cuts) {
	test(`"${text}" cut to ${width} columns`, () => assert.is(cut(text, width), shown));
}

test('on a wide terminal, columns are aligned', () => {
	const rows = [row('dev'), row('本番')];
	const widths = shrinkToFit(naturalWidths(rows), 200);
	const lines = rows.map((searchable) => rowText({ ...columnsOf(searchable), state: searchable.state() }, widths));
	assert.equal(lines, [
		'dev   AdministratorAccess  111111111111  corp  not signed in',
		'本番  AdministratorAccess  111111111111  corp  not signed in',
	]);
});

for (const room of [120, 80, 60, 50]) {
	test(`on ${room} columns, long names are cut and the account id is not`, () => {
		const longRow = row('n'.repeat(200), 'https://a-very-long-start-url.awsapps.com/start');
		const line = rowText(
			{ ...columnsOf(longRow), state: longRow.state() },
			shrinkToFit(naturalWidths([longRow]), room),
		);
		assert.ok(widthOf(line) <= room, `${widthOf(line)}`);
		assert.match(line, '111111111111');
		assert.match(line, '…');
	});
}

test('a name cannot send control characters to the terminal', () => {
	const hostileRow = row('\u001b[2J\u202egnp\u0007');
	const { name } = columnsOf(hostileRow);
	assert.is(name, '\\x1b[2J\\u202egnp\\x07');
	assert.is(naturalWidths([hostileRow])[0], name.length);
});

test.run();
