/** What people and programs are told at the end of `each`. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
	type EachOutcome,
	hasFailed,
	NOT_STARTED,
	outcomeRows,
	outcomeSummary,
	outcomesJson,
} from '../../../src/core/exec/each-outcome.ts';

const outcome = (profile: string, status: number | null, problem: string | null = null): EachOutcome => ({
	profile,
	accountId: '111111111111',
	roleName: 'ReadOnly',
	status,
	seconds: status === null ? 0 : 61.25,
	problem,
});

const good = outcome('a', 0);
const bad = outcome('b\x1b', 143);
const refused = outcome('c', null, 'not assigned\x07');
const left = outcome('d', null, NOT_STARTED);

test('a failed command and one that could not run have failed; one whose turn did not come has not', () => {
	assert.equal([good, bad, refused, left].map(hasFailed), [false, true, true, false]);
});

test('the summary', () => {
	assert.is(outcomeSummary([good, good]), 'all 2 succeeded');
	assert.is(outcomeSummary([good, bad, refused]), '2 of 3 failed');
	assert.is(outcomeSummary([bad, left]), '1 of 2 failed, 1 not started');
	assert.is(outcomeSummary([good, left]), '0 of 2 failed, 1 not started');
});

test('the table shows nothing that acts on a terminal', () => {
	assert.equal(outcomeRows([good, bad, refused]), [
		['STATUS', 'TIME', 'PROFILE', ''],
		['0', '61.3s', 'a', ''],
		['143', '61.3s', 'b\\x1b', ''],
		['-', '-', 'c', '! not assigned\\x07'],
	]);
});

test('JSON has the output, too', () => {
	const [row] = JSON.parse(outcomesJson([{ ...good, seconds: 1.23456, stdout: 'é\n', stderr: '' }]));
	assert.equal(row, { ...good, seconds: 1.235, stdout: 'é\n', stderr: '' });
});

test.run();
