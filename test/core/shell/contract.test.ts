import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { contractRows } from '../../../src/core/shell/contract.ts';

test('the rare rows are the last, so that a layer can stop before them', () => {
	const first = contractRows.findIndex(({ isRare }) => isRare === true);
	assert.ok(first > 0);
	assert.ok(contractRows.slice(first).every(({ isRare }) => isRare === true));
});

test('the rare rows are settings, their labels and other labels, and a renewal changes none of them', () => {
	const rare = contractRows.filter(({ isRare }) => isRare === true);
	const settings = rare.filter(({ kind }) => kind === 'setting');
	const labels = rare.filter(({ kind }) => kind === 'label');
	assert.is(rare.length, settings.length + labels.length);
	const rareNames = new Set<string>(labels.map(({ name }) => name));
	for (const { name, label } of settings) assert.ok(label !== undefined && rareNames.has(label), name);
	assert.ok(rare.every(({ isRenewed }) => isRenewed === undefined));
});

test('the label of each setting is a row of its own', () => {
	const labels = new Set<string>(contractRows.filter(({ kind }) => kind === 'label').map(({ name }) => name));
	for (const { name, label } of contractRows.filter(({ kind }) => kind === 'setting')) {
		assert.ok(label !== undefined && labels.has(label), name);
	}
});

test.run();
