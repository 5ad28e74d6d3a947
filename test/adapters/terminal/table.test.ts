/** Columns are aligned by their width on a terminal, not by the length of the strings. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { table } from '../../../src/adapters/terminal/table.ts';

const tables: Readonly<Record<string, readonly [rows: readonly (readonly string[])[], text: string]>> = {
	empty: [[], ''],
	'one cell': [[['a']], 'a\n'],
	'columns as wide as their widest cell, two spaces apart': [
		[
			['a', 'bb', 'c'],
			['aaa', 'b', 'c'],
		],
		'a    bb  c\naaa  b   c\n',
	],
	'characters two columns wide': [
		[
			['日本', 'x'],
			['abcd', 'x'],
			['😀', 'x'],
		],
		'日本  x\nabcd  x\n😀    x\n',
	],
	'characters without width': [
		[
			['e\u0301', 'x'],
			['ab', 'x'],
		],
		'e\u0301   x\nab  x\n',
	],
	'rows of different lengths': [[['a'], ['b', 'c'], []], 'a\nb  c\n\n'],
	'no spaces at the end of a line': [
		[
			['a', ''],
			['b', 'c'],
		],
		'a\nb  c\n',
	],
	'an empty cell in the middle': [
		[
			['a', '', 'c'],
			['b', 'x', 'd'],
		],
		'a     c\nb  x  d\n',
	],
};

for (const [name, [rows, text]] of Object.entries(tables)) {
	test(name, async () => {
		assert.is(await table(rows), text);
	});
}

test.run();
