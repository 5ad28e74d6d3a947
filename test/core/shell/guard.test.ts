/** The guard of the program, by the rows with which the guards of all shells are tested. */
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isGuarded } from '../../../src/core/shell/guard.ts';

const text = readFileSync('test/program/layer/guard.bats', 'utf8');
const rows = ['patterns', 'patterns_of_bash'].flatMap((name) => {
	const [, lines = ''] = new RegExp(`^${name}='([^']*)'`, 'm').exec(text) ?? [];
	return lines.split('\n');
});
const words = (part: string): readonly string[] => part.split(' ').filter((word) => word !== '');

test('the rows are found', () => {
	assert.ok(rows.length > 50, `${rows.length}`);
});

for (const row of rows) {
	const [pattern = '', ...names] = row.split(' ');
	const [guarded = '', free = ''] = names.join(' ').split('|');
	test(`${row}`, () => {
		for (const name of words(guarded)) assert.ok(isGuarded(`no-${pattern} ${pattern}`, name), name);
		for (const name of words(free)) assert.not(isGuarded(`no-${pattern} ${pattern}`, name), name);
	});
}

test('no pattern guards nothing', () => {
	for (const patterns of [undefined, '', ' \t\n']) assert.not(isGuarded(patterns, 'prod'));
	assert.not(isGuarded('*x*', ''));
});

test('a list has patterns between blanks of all kinds', () => {
	assert.ok(isGuarded(' a\tb\n prod ', 'prod'));
});

test.run();
