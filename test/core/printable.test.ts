/** Nothing that is shown can act on a terminal. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { printable } from '../../src/core/printable.ts';

const rows: readonly (readonly [text: string, shown: string])[] = [
	['', ''],
	['plain text, "quoted" \\ $x', 'plain text, "quoted" \\ $x'],
	['café 日本 😀 👩\u{1f3fd}', 'café 日本 😀 👩\u{1f3fd}'],
	['a\nb', 'a\\x0ab'],
	['a\r\nb\tc', 'a\\x0d\\x0ab\\x09c'],
	['\u001b[31mred', '\\x1b[31mred'],
	['\u001b]0;title\u0007', '\\x1b]0;title\\x07'],
	['\u009b31m', '\\x9b31m'],
	['\0', '\\x00'],
	['\u007f', '\\x7f'],
	['a\u202eb\u202c', 'a\\u202eb\\u202c'],
	['\u2066a\u2069', '\\u2066a\\u2069'],
	['\u200b\u200d\u200e\u200f', '\\u200b\\u200d\\u200e\\u200f'],
	['\u061c\u00ad\u2060', '\\u061c\\xad\\u2060'],
	['\u2028\u2029', '\\u2028\\u2029'],
	['\ufeff', '\\ufeff'],
	['\ud800', '\\ud800'],
	['a\udc00b', 'a\\udc00b'],
];

for (const [text, shown] of rows) {
	test(`${JSON.stringify(text)} is shown as ${JSON.stringify(shown)}`, () => {
		assert.is(printable(text), shown);
	});
}

test('no control, format-direction or separator character is left of all UTF-16 units', () => {
	const all = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit)).map(printable);
	for (const shown of all)
		assert.not.match(shown, /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
});

test('what is printable already is left alone', () => {
	for (const [, shown] of rows) assert.is(printable(shown), shown);
});

test.run();
