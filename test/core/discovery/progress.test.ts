/** The progress line of a discovery. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { progressWords, stepsPerSecond } from '../../../src/core/discovery/progress.ts';

test('the line shows the count, the pace and the time left', () => {
	const state = { done: 240, total: 2000, isTotalKnown: true, perSecond: 19.6 };
	assert.is(progressWords(state), '240 of 2000 accounts, 19.6 calls/s, 1:30 left');
	assert.is(progressWords({ ...state, isTotalKnown: false }), '240 of at least 2000 accounts, 19.6 calls/s');
	assert.is(progressWords({ ...state, perSecond: 0 }), '240 of 2000 accounts');
});

test('the pace covers the last ten seconds, or all of the time so far', () => {
	assert.is(stepsPerSecond([], 0, 0), 0);
	assert.is(stepsPerSecond([], 0, 5000), 0);
	assert.is(stepsPerSecond([100, 200, 300, 400], 0, 2000), 2);
	assert.is(stepsPerSecond([100, 200, 15_000, 20_000], 0, 20_000), 0.2);
});

test.run();
