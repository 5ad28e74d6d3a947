/** Which answers tell the time of the service. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { serverTimeOf } from '../../../src/core/aws/server-time.ts';

const SENT_AT = Date.UTC(2026, 10, 21, 10, 0, 0);
const DATE = 'Sat, 21 Nov 2026 09:00:00 GMT';
const HOUR_AGO = SENT_AT - 3_600_000;
const ID = { 'x-amzn-requestid': 'a' };
const JSON_TYPE = { 'content-type': 'application/json' };

type Row = readonly [what: string, status: number, headers: Readonly<Record<string, unknown>>];

const told: readonly Row[] = [
	['a request ID', 200, { date: DATE, ...ID }],
	['a request ID, and XML', 403, { date: DATE, ...ID, 'content-type': 'text/xml' }],
	['JSON', 200, { date: DATE, ...JSON_TYPE }],
	['JSON with a character set', 200, { date: DATE, 'content-type': 'application/json; charset=utf-8' }],
	['JSON of an older protocol', 200, { date: DATE, 'content-type': 'application/x-amz-json-1.1' }],
	[
		'an error with the name of its type',
		401,
		{ date: DATE, 'x-amzn-errortype': 'UnauthorizedException', ...JSON_TYPE },
	],
	['an answer of age 0', 200, { date: DATE, age: '0', ...ID }],
];

for (const [what, status, headers] of told) {
	test(`told: ${what}`, () => {
		assert.is(serverTimeOf({ status, headers, sentAt: SENT_AT }), HOUR_AGO);
	});
}

const untold: readonly Row[] = [
	['no date', 200, ID],
	['an empty date', 200, { date: '', ...ID }],
	['several dates', 200, { date: [DATE, DATE], ...ID }],
	['no date, but a word', 200, { date: 'yesterday', ...ID }],
	['a year', 200, { date: '2026', ...ID }],
	['an ISO date', 200, { date: '2026-11-21T09:00:00Z', ...ID }],
	['a date with another zone', 200, { date: 'Sat, 21 Nov 2026 09:00:00 +0100', ...ID }],
	['a day that no month has', 200, { date: 'Sat, 91 Nov 2026 09:00:00 GMT', ...ID }],
	['1970', 200, { date: 'Thu, 01 Jan 1970 00:00:00 GMT', ...ID }],
	['the year 9999', 200, { date: 'Fri, 31 Dec 9999 23:59:59 GMT', ...ID }],
	['more than 400 days ago', 200, { date: 'Sat, 11 Oct 2025 09:00:00 GMT', ...ID }],
	['an answer that a proxy has kept for an hour', 200, { date: DATE, age: '3600', ...ID }],
	['a page', 200, { date: DATE, 'content-type': 'text/html' }],
	['a page with a request ID', 403, { date: DATE, ...ID, 'content-type': 'text/html; charset=utf-8' }],
	['the page of a proxy', 502, { date: DATE, 'content-type': 'text/html' }],
	['an error page in JSON', 403, { date: DATE, ...JSON_TYPE }],
	['XML of somebody', 200, { date: DATE, 'content-type': 'text/xml' }],
	['no headers', 200, {}],
];

for (const [what, status, headers] of untold) {
	test(`not told: ${what}`, () => {
		assert.is(serverTimeOf({ status, headers, sentAt: SENT_AT }), undefined);
	});
}

test('content that only the service writes makes up for a request ID', () => {
	const headers = { date: DATE, 'content-type': 'text/xml' };
	assert.is(serverTimeOf({ status: 403, headers, sentAt: SENT_AT, isOfService: true }), HOUR_AGO);
});

test('no headers at all', () => {
	assert.is(serverTimeOf({ status: undefined, headers: undefined, sentAt: SENT_AT }), undefined);
});

test.run();
