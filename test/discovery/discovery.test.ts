/** Discovery with the built program behind a limit, killed on the way: scripts/discovery.ts in small. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { discovery } from '../support/discovery/discovery.ts';

const base = { accounts: 60, rolesEach: 5 };

test('within the limit: every account is asked once', async () => {
	const figures = await discovery({ ...base, perSecond: 50, kills: [] });
	assert.equal([figures.exits, figures.accounts, figures.roles], [[0], 60, 300]);
	assert.equal([figures.answered, figures.throttled, figures.stderr], [61, 0, ['']]);
});

test('a tighter limit, Ctrl-C and SIGKILL on the way: all found, and nothing that was finished is asked again', async () => {
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
	// Answers that were on their way when it was killed.
	assert.ok(figures.answered <= 61 + figures.lost, `${figures.answered} answered, ${figures.lost} lost`);
});

test.run();
