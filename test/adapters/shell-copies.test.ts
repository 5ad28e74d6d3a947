/** The copies for the shell functions, on the real disk. */
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { shellCopies } from '../../src/adapters/shell-copies.ts';
import type { Failure } from '../../src/core/failure.ts';
import { type Home, makeHome } from '../support/home.ts';

const copiesIn = (home: Home, folder: string, onRefused: (failure: Failure) => Promise<void> = async () => undefined) =>
	shellCopies(
		() => home.file(folder),
		() => ({ base: home.path, kind: 'own' }),
		onRefused,
	);

const READ_AT = Date.UTC(2026, 10, 21, 10, 0, 0, 700);

test('written whole for their owner alone, dated a second before what they were made from was read', async () => {
	const home = makeHome();
	const copies = copiesIn(home, 'cache/shell');
	await copies.keep('roles/dev', 'x\n', READ_AT);
	const file = home.file('cache/shell/roles/dev');
	assert.is(readFileSync(file, 'utf8'), 'x\n');
	assert.is(statSync(file).mode & 0o777, 0o600);
	assert.is(statSync(home.file('cache/shell')).mode & 0o777, 0o700);
	assert.is(Math.round(statSync(file).mtimeMs), READ_AT - 1000);
	copies.forget('roles/dev');
	copies.forget('roles/dev');
	assert.throws(() => statSync(file), /ENOENT/);
	await copies.keep('names', 'y\n', READ_AT);
	copies.forgetAll();
	assert.throws(() => statSync(home.file('cache/shell')), /ENOENT/);
	home.remove();
});

test('where they cannot be written, nothing happens', async () => {
	const home = makeHome({ cache: 'a file in the way' });
	const copies = copiesIn(home, 'cache/shell');
	await copies.keep('names', 'x', READ_AT);
	copies.forget('names');
	mkdirSync(home.file('other/names'), { recursive: true });
	await copiesIn(home, 'other').keep('names', 'x', READ_AT);
	assert.ok(statSync(home.file('other/names')).isDirectory());
	home.remove();
});

test.run();
