/**
 * `ssoenv why` beside the tools that it tells about: in each environment of a table, they take the credentials and the
 * region that it says. `npm test -- --all` also asks those that need a process for each environment: the AWS CLI 2, if it is on
 * `PATH`, and the AWS SDK for .NET, which it builds from NuGet.
 */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { testUnless } from '../support/assertions/conditional-test.ts';
import { isWholeRun } from '../support/assertions/short-run.ts';
import { releaseAll } from '../support/program/release.ts';
import { differences } from '../support/why/expected.ts';
import { takersFor } from '../support/why/takers.ts';
import { whyRows } from '../support/why/why-rows.ts';
import { setUpRows, type WhyScene } from '../support/why/why-scene.ts';

const { takers, close } = await takersFor(isWholeRun);

let scene: WhyScene = { rows: [], close: async () => undefined };

test.before(async () => {
	if (takers.some(({ lacks }) => lacks === undefined)) scene = await setUpRows(whyRows);
});
test.after(() => releaseAll(scene.close, close));

for (const { client, lacks, takenIn } of takers) {
	testUnless(lacks, `${client}: takes what ssoenv why says, in ${whyRows.length} environments`, async () => {
		const { rows } = scene;
		const taken = await takenIn(rows.map(({ variables }) => variables));
		assert.is(taken.length, whyRows.length);
		assert.equal(
			rows.flatMap((row, at) => differences(row, taken[at], client)),
			[],
		);
	});
}

test('the table has the environments that it promises', () => {
	assert.ok(whyRows.length >= 40);
	assert.is(new Set(whyRows.map(({ name }) => name)).size, whyRows.length);
});

test.run();
