/** Durations as people write them. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseDuration } from '../../../src/core/text/time.ts';

const lengths: readonly (readonly [text: string, milliseconds: number | undefined])[] = [
	['0', 0],
	['0s', 0],
	['90', 90_000],
	['90s', 90_000],
	['15m', 900_000],
	['2h', 7_200_000],
	['1d', 86_400_000],
	['007m', 420_000],
	['9999999d', 9_999_999 * 86_400_000],
	['10000000', undefined],
	['', undefined],
	['s', undefined],
	['-1', undefined],
	['+1', undefined],
	['1.5h', undefined],
	['1e3', undefined],
	['1 h', undefined],
	[' 1h', undefined],
	['1h ', undefined],
	['1h\n', undefined],
	['1H', undefined],
	['1w', undefined],
	['1h30m', undefined],
	['1constructor', undefined],
	['٣h', undefined],
];

for (const [text, milliseconds] of lengths) {
	test(`${JSON.stringify(text)} is ${milliseconds === undefined ? 'not a duration' : `${milliseconds} ms`}`, () => {
		assert.is(parseDuration(text), milliseconds);
	});
}

test.run();
