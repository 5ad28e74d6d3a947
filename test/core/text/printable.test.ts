/** Shown texts cannot control the terminal. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { printable } from '../../../src/core/text/printable.ts';

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
	['prod\u{e0041}\u{e007f}', 'prod\\u{e0041}\\u{e007f}'],
	['\ufff9\u115f\u3164\uffa0\u180e\u034f', '\\ufff9\\u115f\\u3164\\uffa0\\u180e\\u034f'],
	['\u{1d173}x\ufe0f\u{e0100}', '\\u{1d173}x\\ufe0f\\u{e0100}'],
];

for (const [text, shown] of rows) {
	test(`${JSON.stringify(text)} is shown as ${JSON.stringify(shown)}`, () => {
		assert.is(printable(text), shown);
	});
}

test('exactly the code points that control a terminal or are invisible are escaped', () => {
	const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
	const wrong = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code)).filter(
		(character) => (printable(character) === character) === invisible.test(character),
	);
	assert.equal(wrong, []);
});

test('text that is already printable does not change', () => {
	for (const [, shown] of rows) assert.is(printable(shown), shown);
});

test.run();
