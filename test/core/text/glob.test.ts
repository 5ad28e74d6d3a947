import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { globMatcher } from '../../../src/core/text/glob.ts';

const rows: readonly (readonly [pattern: string, text: string, isMatch: boolean])[] = [
	['', '', true],
	['', 'a', false],
	['*', '', true],
	['**', 'anything', true],
	['?', '', false],
	['?', '😀', true],
	['??', '😀', false],
	['a*b', 'ab', true],
	['a*b', 'a b b', true],
	['a*b', 'a b c', false],
	['*a*b*', 'xxaxxbxx', true],
	['*a*b*', 'xxbxxaxx', false],
	['*ab', 'aab', true],
	['*a?c', 'abcadc', true],
	['a*[bc]', 'a\nc', true],
	['[z-a]', 'z', false],
	['[!x]', '😀', true],
	['A', 'a', false],
];
for (const [pattern, text, isMatch] of rows) {
	test(`${JSON.stringify(pattern)} ${isMatch ? 'matches' : 'does not match'} ${JSON.stringify(text)}`, () => {
		assert.is(globMatcher(pattern)(text), isMatch);
	});
}

test('in any case, letters and sets match both cases', () => {
	const matches = globMatcher('Büro-[a-c]*É', true);
	assert.equal(['BÜRO-Bxé', 'büro-aÉ', 'büro-dÉ'].map(matches), [true, true, false]);
});

test('a pattern may be as long as anyone likes', () => {
	const long = 'a'.repeat(100_000);
	assert.equal(
		[globMatcher(long)(long), globMatcher(long, true)('a'), globMatcher(`${long}*`)(`${long}b`)],
		[true, false, true],
	);
});

// A regular expression of this pattern would try for years.
test('many stars take no longer than the text times the pattern', () => {
	assert.is(globMatcher(`${'a*'.repeat(30)}b`, true)('a'.repeat(300)), false);
	assert.is(globMatcher(`${'*a'.repeat(30)}*`)('a'.repeat(300)), true);
});

test.run();
