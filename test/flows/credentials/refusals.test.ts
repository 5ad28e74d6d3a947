/** docs/refusals.md is what happens: each of its rows is played here, and its words are those that people meet. */
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type RefusalRow, refusalTable } from '../../support/assertions/refusal-table.ts';
import { failureFrom, toldBy } from '../../support/assertions/thrown-failure.ts';
import { fakeContext } from '../../support/context/context.ts';
import { SECRETS } from '../../support/context/sample.ts';

const PAGE = new URL('../../../docs/refusals.md', import.meta.url);
const BEGIN = '<!-- Written by `UPDATE_GOLDEN=1 npm test` from test/support/assertions/refusal-table.ts -->\n';

const cell = (text: string): string => text.replaceAll('|', '\\|');
const rows = Object.values(refusalTable).flat();

/** What became of a row, as a row of the page. */
async function played({ met, means, world, work }: RefusalRow): Promise<string> {
	const failure = await failureFrom(work(fakeContext(world).context));
	const [message, ...hints] = toldBy(failure).map((line) => `\`${line}\``);
	const told = [message, ...hints.map((hint) => `hint: ${hint}`)].join('<br>');
	return `| ${[met, means, told, String(failure.status)].map(cell).join(' | ')} |\n`;
}

async function tables(): Promise<string> {
	let text = '';
	for (const [heading, some] of Object.entries(refusalTable)) {
		text += `\n## ${heading}\n\n| what happens | what it means | what ssoenv says | status |\n| --- | --- | --- | --- |\n`;
		for (const row of some) text += await played(row);
	}
	return text;
}

test('the page shows what ssoenv says', async () => {
	const [head = ''] = readFileSync(PAGE, 'utf8').split(BEGIN);
	const text = `${head}${BEGIN}${await tables()}`;
	if (process.env.UPDATE_GOLDEN === '1') writeFileSync(PAGE, text);
	assert.fixture(readFileSync(PAGE, 'utf8'), text);
});

for (const row of rows) {
	test(`${row.met}: no secret is told, and a proxy only where a proxy can have answered`, async () => {
		const text = await played(row);
		for (const secret of SECRETS) assert.not.ok(text.includes(secret));
		const isPage = /^(?:200|3xx)/.test(row.met);
		assert.is(text.includes('a proxy or the sign-in page of a network'), isPage);
	});
}

test.run();
