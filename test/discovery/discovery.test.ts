/** Discovery with the built program under a rate limit, with kills: a small version of scripts/discovery.ts. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { discovery } from '../support/discovery/discovery.ts';

const base = { accounts: 60, rolesEach: 5 };

test('within the limit, every account is requested once', async () => {
	const figures = await discovery({ ...base, perSecond: 50, kills: [] });
	assert.equal([figures.exits, figures.accounts, figures.roles], [[0], 60, 300]);
	assert.equal([figures.answered, figures.throttled, figures.stderr], [61, 0, ['']]);
});

test('with a lower limit, Ctrl-C and SIGKILL: the result is complete, and completed accounts are not requested again', async () => {
	const figures = await discovery({
		...base,
		perSecond: 15,
		kills: [
			[20, 'SIGINT'],
			[40, 'SIGKILL'],
		],
	});
	assert.equal([figures.exits, figures.accounts, figures.roles], [[130, 'SIGKILL', 0], 60, 300]);
	assert.ok(figures.throttled > 0);
	assert.is(figures.repeated, 0);
	// Answers that were still on their way when a process was killed.
	assert.ok(figures.answered <= 61 + figures.lost, `${figures.answered} answered, ${figures.lost} lost`);
});

test.run();
