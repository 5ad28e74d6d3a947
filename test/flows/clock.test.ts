/** What is remembered of the difference between this clock and AWS's. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { clockOffset, noteServerTime } from '../../src/flows/clock.ts';
import { fakeContext } from '../support/context.ts';
import { NOW } from '../support/sample.ts';

const OLD = '{"format": 1, "offsetSeconds": 999}';

const measured: readonly (readonly [aheadMs: number, offset: number | undefined])[] = [
	[0, undefined],
	[59_999, undefined],
	[-59_999, undefined],
	[60_000, 60],
	[-60_000, -60],
	[7_260_999, 7260],
	[-7_260_999, -7260],
];

for (const [aheadMs, offset] of measured) {
	test(`${aheadMs} ms ahead of AWS: ${offset === undefined ? 'right' : `${offset} s are noted`}, whatever was noted before`, () => {
		for (const notes of [{}, { clock: OLD }]) {
			const { context, notes: cache } = fakeContext({ notes });
			noteServerTime(NOW - aheadMs, context);
			assert.is(clockOffset(context), offset);
			assert.equal(
				[...cache.texts],
				offset === undefined ? [] : [['clock', `{"format": 1, "offsetSeconds": ${offset}}`]],
			);
		}
	});
}

test('a note that cannot be written is no failure', async () => {
	const { context } = fakeContext({ isCacheBroken: true });
	noteServerTime(NOW - 120_000, context);
	// The rejected write would end the process here.
	await new Promise((settled) => setImmediate(settled));
	assert.is(clockOffset(context), undefined);
});

for (const text of [
	'',
	'{',
	'[]',
	'{}',
	'{"format": 1, "offsetSeconds": "5"}',
	'{"format": 1, "offsetSeconds": null}',
]) {
	test(`a note that is none: ${text || 'empty'}`, () => {
		assert.is(clockOffset(fakeContext({ notes: { clock: text } }).context), undefined);
	});
}

test.run();
