/** Times in every form that writers of the shared files use. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
	formatCountdown,
	formatDuration,
	formatTimestamp,
	formatWithOffset,
	parseTimestamp,
} from '../../../src/core/text/time.ts';

const TIME = Date.UTC(2026, 10, 21, 10, 25, 18);

const read: Readonly<Record<string, number>> = {
	'2026-11-21T10:25:18Z': TIME,
	'2026-11-21T10:25:18z': TIME,
	'2026-11-21t10:25:18z': TIME,
	'2026-11-21 10:25:18Z': TIME,
	'  2026-11-21T10:25:18Z\n': TIME,
	'2026-11-21T10:25:18UTC': TIME,
	'2026-11-21T10:25:18 UTC': TIME,
	'2026-11-21T10:25:18GMT': TIME,
	'2026-11-21T10:25:18+00:00': TIME,
	'2026-11-21T10:25:18-00:00': TIME,
	'2026-11-21T10:25:18+00': TIME,
	'2026-11-21T15:55:18+0530': TIME,
	'2026-11-21T15:55:18+05:30': TIME,
	'2026-11-21T02:25:18-08:00': TIME,
	'2026-11-20T23:25:18-11': TIME,
	'2026-11-22T00:25:18+14:00': TIME,
	'2026-11-21T10:25:18.6Z': TIME + 600,
	'2026-11-21T10:25:18.607Z': TIME + 607,
	'2026-11-21T10:25:18,607Z': TIME + 607,
	'2026-11-21T10:25:18.607123456Z': TIME + 607,
	'2026-11-21T10:25:18.999999999Z': TIME + 999,
	'2026-11-21T10:25:18.000000001+00:00': TIME,
	'2026-11-21T10:25:18.607123UTC': TIME + 607,
	'2026-11-21T10:25:18': TIME,
	'2026-11-21 10:25:18': TIME,
	'2026-11-21T10:25:18.607': TIME + 607,
	'2026-11-21T10:25Z': TIME - 18_000,
	'20261121T102518Z': TIME,
	'Sat, 21 Nov 2026 10:25:18 GMT': TIME,
	'Sat, 21 Nov 2026 10:25:18 UTC': TIME,
	'Sat, 21 Nov 2026 15:55:18 +0530': TIME,
	'Sat, 21 Nov 2026 10:25:18': TIME,
	'21 Nov 2026 10:25:18 GMT': TIME,
	'Tue, 1 Dec 2026 00:00:00 GMT': Date.UTC(2026, 11, 1),
	'2024-02-29T00:00:00Z': Date.UTC(2024, 1, 29),
	'1970-01-01T00:00:00Z': 0,
	'2100-01-01T00:00:00Z': Date.UTC(2100, 0, 1),
	'9999-12-31T23:59:59Z': Date.UTC(9999, 11, 31, 23, 59, 59),
};

for (const [text, time] of Object.entries(read)) {
	test(`time: ${JSON.stringify(text)}`, () => {
		assert.is(parseTimestamp(text), time);
	});
}

test('every millisecond is read exactly', () => {
	for (let millisecond = 0; millisecond < 1000; millisecond += 1) {
		const fraction = String(millisecond).padStart(3, '0');
		assert.is(parseTimestamp(`2026-11-21T10:25:18.${fraction}Z`), TIME + millisecond, fraction);
	}
});

test('a written time is read back', () => {
	for (const time of [0, TIME, Date.UTC(2100, 0, 1)]) {
		assert.is(parseTimestamp(formatTimestamp(time)), time);
		assert.is(parseTimestamp(formatWithOffset(time)), time);
	}
});

const nonsense: readonly string[] = [
	'',
	' ',
	'nonsense',
	'Z',
	'2026',
	'2026-11',
	'2026-11-21',
	'10:25:18Z',
	'2026-11-21T10:25:18+',
	'2026-11-21T10:25:18+5',
	'2026-11-21T10:25:18+05:3',
	'2026-11-21T10:25:18CET',
	'2026-11-21T10:25:18ZZ',
	'2026-11-21T10:25:18.Z',
	'2026-11-21T10Z',
	'x2026-11-21T10:25:18Z',
	'2026-11-21T10:25:18Z; rm',
	'1795256718',
	'+002026-11-21T10:25:18Z',
	'-2026-11-21T10:25:18Z',
	'２０２６-11-21T10:25:18Z',
	'Sat, 21 Nov 26 10:25:18 GMT',
	'Sat, 21 Foo 2026 10:25:18 GMT',
	'21 November 2026',
	'Infinity',
	'null',
];

for (const text of nonsense) {
	test(`not a time: ${JSON.stringify(text)}`, () => {
		assert.is(parseTimestamp(text), undefined);
	});
}

const outOfRange: readonly string[] = [
	'2026-00-21T10:25:18Z',
	'2026-13-21T10:25:18Z',
	'2026-11-00T10:25:18Z',
	'2026-11-31T10:25:18Z',
	'2026-11-32T10:25:18Z',
	'2026-02-29T00:00:00Z',
	'2026-02-30T00:00:00Z',
	'2100-02-29T00:00:00Z',
	'2026-11-21T24:00:01Z',
	'2026-11-21T25:00:00Z',
	'2026-11-21T10:60:00Z',
	'2026-11-21T10:25:61Z',
	'2026-11-21T10:25:18+99:99',
	'2026-11-21T10:25:18+24:00',
	'0000-01-01T00:00:00Z',
	'Mon, 30 Feb 2026 10:25:18 GMT',
	'Sat, 32 Nov 2026 10:25:18 GMT',
	'Sat, 21 Nov 2026 25:25:18 GMT',
];

for (const text of outOfRange) {
	test(`out of range, so not a time: ${JSON.stringify(text)}`, () => {
		assert.is(parseTimestamp(text), undefined);
	});
}

test('a two-digit year is not moved into another century', () => {
	const time = parseTimestamp('0026-11-21T10:25:18Z');
	assert.ok(time === undefined || time < 0, String(time));
});

const numbers: readonly (readonly [value: number, time: number | undefined])[] = [
	[1_795_256_718, TIME],
	[1_795_256_718.607, TIME + 607],
	[TIME, TIME],
	[TIME + 0.5, TIME],
	[0, 0],
	[99_999_999_999, 99_999_999_999_000],
	[100_000_000_000, 100_000_000_000],
	[-1, undefined],
	[Number.NaN, undefined],
	[Number.POSITIVE_INFINITY, undefined],
	[Number.NEGATIVE_INFINITY, undefined],
];

for (const [value, time] of numbers) {
	test(`a JSON number: ${value}`, () => {
		assert.is(parseTimestamp(value), time);
	});
}

for (const value of [1e16, 1e300, Number.MAX_VALUE, Number.MAX_SAFE_INTEGER]) {
	test(`a JSON number outside every calendar is not a time, and formatting it does not throw: ${value}`, () => {
		const time = parseTimestamp(value);
		if (time !== undefined) formatTimestamp(time);
		assert.is(time, undefined);
	});
}

for (const value of [undefined, null, true, {}, [], new Date(TIME), 5n]) {
	test(`neither a string nor a number: ${String(value)} (${typeof value})`, () => {
		assert.is(parseTimestamp(value), undefined);
	});
}

test('the output formats', () => {
	assert.is(formatTimestamp(TIME + 999), '2026-11-21T10:25:18Z');
	assert.is(formatWithOffset(TIME + 999), '2026-11-21T10:25:18+00:00');
});

test('a time that was read is formatted with a four-digit year', () => {
	const time = parseTimestamp('9999-12-31T23:59:59-12:00');
	if (time !== undefined) assert.match(formatTimestamp(time), /^\d{4}-/);
});

const durations: readonly (readonly [milliseconds: number, text: string])[] = [
	[-5000, '0 s'],
	[0, '0 s'],
	[999, '0 s'],
	[1000, '1 s'],
	[59_999, '59 s'],
	[60_000, '1 min'],
	[899_999, '14 min'],
	[3_599_999, '59 min'],
	[3_600_000, '1 h 0 min'],
	[7_500_000, '2 h 5 min'],
	[43_200_000, '12 h 0 min'],
	[172_799_999, '47 h 59 min'],
	[172_800_000, '2 d 0 h'],
	[360_000_000, '4 d 4 h'],
	[7_700_400_000, '89 d 3 h'],
];

for (const [milliseconds, text] of durations) {
	test(`duration: ${milliseconds} ms is ${text}`, () => {
		assert.is(formatDuration(milliseconds), text);
	});
}

const countdowns: readonly (readonly [milliseconds: number, text: string])[] = [
	[600_000, '10:00'],
	[599_001, '10:00'],
	[598_000, '9:58'],
	[5000, '0:05'],
	[0, '0:00'],
	[-5000, '0:00'],
	[3_603_000, '1:00:03'],
	[86_400_000, '24:00:00'],
];

for (const [milliseconds, text] of countdowns) {
	test(`${milliseconds} ms are shown as ${text}`, () => {
		assert.is(formatCountdown(milliseconds), text);
	});
}

test.run();
