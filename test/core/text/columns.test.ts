/** Tables that are folded to a width. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { alignFolded } from '../../../src/core/text/columns.ts';

const cutAt = (text: string, width: number): readonly string[] =>
	text.length <= width ? [text] : [text.slice(0, width), ...cutAt(text.slice(width), width)];

const fold = (rows: readonly (readonly string[])[], columns: number): readonly string[] =>
	alignFolded(rows, columns, { widthOf: (text) => text.length, wrap: cutAt })
		.trimEnd()
		.split('\n');

const accounts = [
	['ACCOUNT', 'NAME', 'ROLES'],
	['111111111111', 'development', 'Admin, PowerUser, ReadOnly, Billing'],
	['222222222222', 'production', ''],
];

const cases: readonly (readonly [name: string, columns: number, lines: readonly string[]])[] = [
	[
		'a table that fits stays as it is',
		62,
		[
			'ACCOUNT       NAME         ROLES',
			'111111111111  development  Admin, PowerUser, ReadOnly, Billing',
			'222222222222  production',
		],
	],
	[
		'the last column is folded',
		51,
		[
			'ACCOUNT       NAME         ROLES',
			'111111111111  development  Admin, PowerUser, ReadOn',
			'                           ly, Billing',
			'222222222222  production',
		],
	],
	[
		'without enough room, the last column stands below the row',
		50,
		[
			'ACCOUNT       NAME',
			'    ROLES',
			'111111111111  development',
			'    Admin, PowerUser, ReadOnly, Billing',
			'222222222222  production',
		],
	],
	[
		'an ID stays whole, even where it does not fit',
		12,
		[
			'ACCOUNT       NAME',
			'    ROLES',
			'111111111111  development',
			'    Admin, P',
			'    owerUser',
			'    , ReadOn',
			'    ly, Bill',
			'    ing',
			'222222222222  production',
		],
	],
];

for (const [name, columns, lines] of cases) {
	test(`${columns} columns: ${name}`, () => {
		assert.equal(fold(accounts, columns), lines);
	});
}

test('the widest of the other columns becomes narrower', () => {
	const rows = [
		['team-with-a-long-name', 'corp', 'PowerUser', ''],
		['dev', 'corp', 'ReadOnly', 'it is not set up'],
	];
	assert.equal(fold(rows, 30), [
		'team-with-a-l  corp  PowerUser',
		'ong-name',
		'dev            corp  ReadOnly',
		'    it is not set up',
	]);
});

test.run();
