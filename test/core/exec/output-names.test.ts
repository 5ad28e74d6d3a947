/** Each profile has a file of its own, with a name that is a name and nothing else. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { outputNames } from '../../../src/core/exec/output-names.ts';

const rows: Readonly<Record<string, string>> = {
	'prod-a_1.x@y+=,z': 'prod-a_1.x@y+=,z',
	'a/b\\c': 'a%2Fb%5Cc',
	'two words': 'two%20words',
	é: '%C3%A9',
	'.': '%2E',
	'..': '%2E.',
	'.hidden': '%2Ehidden',
	'%2F': '%252F',
	'': '%',
};

for (const [profile, name] of Object.entries(rows)) {
	test(`${JSON.stringify(profile)} is written into ${name}`, () => assert.equal(outputNames([profile]), [name]));
}

test('names that differ only in the case of letters, or are too long, stay apart', () => {
	assert.equal(outputNames(['Dev', 'dev', 'DEV', 'dev~2']), ['Dev', 'dev~2', 'DEV~3', 'dev%7E2']);
	const long = 'x'.repeat(300);
	const names = outputNames([`${long}1`, `${long}2`]);
	assert.is(new Set(names).size, 2);
	assert.ok(names.every(({ length }) => length < 220));
});

test.run();
