/** Checks docs/refusals.md against the program: runs each row and compares the messages. */
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

/** Runs a row and returns its line for the page. */
async function lineOf({ met, means, world, work }: RefusalRow): Promise<string> {
	const failure = await failureFrom(work(fakeContext(world).context));
	const [message, ...hints] = toldBy(failure).map((line) => `\`${line}\``);
	const shown = [message, ...hints.map((hint) => `hint: ${hint}`)].join('<br>');
	return `| ${[met, means, shown, String(failure.status)].map(cell).join(' | ')} |\n`;
}

async function tables(): Promise<string> {
	let text = '';
	for (const [heading, sectionRows] of Object.entries(refusalTable)) {
		text += `\n## ${heading}\n\n| what happens | what it means | what ssoenv says | status |\n| --- | --- | --- | --- |\n`;
		for (const row of sectionRows) text += await lineOf(row);
	}
	return text;
}

test('the page shows the messages that ssoenv prints', async () => {
	const [head = ''] = readFileSync(PAGE, 'utf8').split(BEGIN);
	const text = `${head}${BEGIN}${await tables()}`;
	if (process.env.UPDATE_GOLDEN === '1') writeFileSync(PAGE, text);
	assert.fixture(readFileSync(PAGE, 'utf8'), text);
});

for (const row of rows) {
	test(`${row.met}: no secret is printed, and a proxy is suggested only if one can have answered`, async () => {
		const text = await lineOf(row);
		for (const secret of SECRETS) assert.not.ok(text.includes(secret));
		const isPage = /^(?:200|3xx)/.test(row.met);
		assert.is(text.includes('a proxy or the sign-in page of a network'), isPage);
	});
}

test.run();
