/** Output in parts of any size becomes the same whole lines. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { prefixedLines } from '../../../src/core/exec/whole-lines.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

function linesOf(parts: readonly string[], longest?: number): readonly string[] {
	const lines = prefixedLines(bytes('> '), longest);
	const shown = parts.map((part) => lines.push(bytes(part)));
	return [...shown, lines.end()].map((part) => Buffer.from(part).toString('latin1'));
}

const rows: readonly (readonly [parts: readonly string[], shown: readonly string[]])[] = [
	[[], ['']],
	[[''], ['', '']],
	[['a\n'], ['> a\n', '']],
	[['a'], ['', '> a\n']],
	[
		['a', 'b\nc', '\n'],
		['', '> ab\n', '> c\n', ''],
	],
	[['a\n\nb\n'], ['> a\n> \n> b\n', '']],
	[
		['\n', '\n'],
		['> \n', '> \n', ''],
	],
	[
		['\xff\x80\r', '\n\x00'],
		['', '> \xff\x80\r\n', '> \x00\n'],
	],
];

for (const [parts, shown] of rows) {
	test(JSON.stringify(parts), () => assert.equal(linesOf(parts), shown));
}

test('any cut gives the same lines', () => {
	const text = 'one\ntwo\n\nthree';
	for (let at = 0; at <= text.length; at += 1) {
		assert.is(linesOf([text.slice(0, at), text.slice(at)]).join(''), '> one\n> two\n> \n> three\n');
	}
	assert.is(linesOf([...text]).join(''), '> one\n> two\n> \n> three\n');
});

test('a part that is changed afterwards does no harm', () => {
	const lines = prefixedLines(bytes('> '));
	const part = bytes('half');
	lines.push(part);
	part.fill(0);
	assert.is(Buffer.from(lines.push(bytes('\n'))).toString(), '> half\n');
});

test('a line without an end does not grow for ever', () => {
	assert.equal(linesOf(['abc', 'def', 'g'], 5), ['', '> abcdef\n', '', '> g\n']);
});

test.run();
