/**
 * How ssoenv measures this machine's clock against the date in AWS's answers, and when it notes the offset or warns.
 */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { clockOffset, clockWatch } from '../../../src/flows/credentials/clock-offset.ts';
import { fakeContext } from '../../support/context/context.ts';
import { NOW, STARTED_AT } from '../../support/context/sample.ts';

const noteOf = (seconds: unknown, startedAt: unknown = STARTED_AT): string =>
	JSON.stringify({ format: 1, offsetSeconds: seconds, startedAt });

const measured: readonly (readonly [aheadMs: number, offset: number | undefined])[] = [
	[0, undefined],
	[59_000, undefined],
	[-59_000, undefined],
	[60_000, 60],
	[-61_000, -61],
	[7_260_000, 7260],
	[-7_260_000, -7260],
];

for (const [aheadMs, seconds] of measured) {
	test(`clock ${aheadMs} ms ahead of AWS: ${seconds === undefined ? 'no note' : `${seconds} s noted`}, in place of any earlier note`, () => {
		for (const notes of [{}, { clock: noteOf(999) }]) {
			const { context, notes: cache } = fakeContext({ notes });
			const offset = clockWatch(context)(NOW - aheadMs - 500, NOW);
			assert.equal(offset, seconds === undefined ? undefined : { seconds, startedAt: STARTED_AT });
			assert.is(clockOffset(context), seconds);
			const text = `{"format": 1, "offsetSeconds": ${seconds}, "startedAt": ${STARTED_AT}}`;
			assert.equal([...cache.texts], seconds === undefined ? [] : [['clock', text]]);
		}
	});
}

test('an answer that took minutes does not measure the clock', () => {
	const { context, moveClock } = fakeContext();
	moveClock(300_000);
	assert.is(clockWatch(context)(NOW, NOW), undefined);
	assert.is(clockWatch(context)(NOW + 300_000, NOW), undefined);
});

const warned: readonly (readonly [aheadMs: number, words: string | undefined])[] = [
	[0, undefined],
	[180_000, undefined],
	[-180_000, undefined],
	[300_000, '5 min ahead of'],
	[-300_000, '5 min behind'],
	[3_600_000, '1 h 0 min ahead of'],
	[-3_600_000, '1 h 0 min behind'],
	[86_400_000, '24 h 0 min ahead of'],
	[-86_400_000, '24 h 0 min behind'],
];

for (const [aheadMs, difference] of warned) {
	test(`clock ${aheadMs} ms ahead of AWS: ${difference === undefined ? 'no warning' : 'one warning'}`, () => {
		const { context, stderr } = fakeContext();
		const watch = clockWatch(context);
		watch(NOW - aheadMs, NOW);
		watch(NOW - aheadMs, NOW);
		const warning = `warning: this machine's clock is ${difference} AWS's; set it, because AWS refuses signed requests when the clock is 5 min off`;
		assert.equal(stderr, difference === undefined ? [] : [warning]);
	});
}

test('a note that cannot be written is not a failure', async () => {
	const { context } = fakeContext({ isCacheBroken: true });
	clockWatch(context)(NOW - 120_000, NOW);
	// If the rejected write were not handled, it would end the process here.
	await new Promise((settled) => setImmediate(settled));
	assert.is(clockOffset(context), undefined);
});

for (const text of [
	'',
	'{',
	'[]',
	'{}',
	noteOf('5'),
	noteOf(null),
	noteOf(90, '1'),
	'{"format": 1, "offsetSeconds": 90}',
]) {
	test(`an invalid note is ignored: ${text || 'empty'}`, () => {
		assert.is(clockOffset(fakeContext({ notes: { clock: text } }).context), undefined);
	});
}

test('once the clock has been set, the note is ignored', () => {
	const offsetAt = (startedAt: number) => clockOffset(fakeContext({ notes: { clock: noteOf(90) }, startedAt }).context);
	assert.is(offsetAt(STARTED_AT), 90);
	assert.is(offsetAt(STARTED_AT + 30), 90);
	assert.is(offsetAt(STARTED_AT - 90), undefined);
	assert.is(offsetAt(STARTED_AT + 3600), undefined);
});

test.run();
