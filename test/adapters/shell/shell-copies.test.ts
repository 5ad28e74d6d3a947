/** The copies for the shell functions, on the real disk. */
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { shellCopies } from '../../../src/adapters/shell/shell-copies.ts';
import type { Failure } from '../../../src/core/failure/failure.ts';
import { type Home, makeHome } from '../../support/files/home.ts';

const copiesIn = (home: Home, folder: string, onRefused: (failure: Failure) => Promise<void> = async () => undefined) =>
	shellCopies(
		() => home.file(folder),
		() => ({ base: home.path, kind: 'own' }),
		onRefused,
	);

const READ_AT = Date.UTC(2026, 10, 21, 10, 0, 0, 700);

test('a copy is complete, has mode 0600, and is dated one second before its sources were read', async () => {
	const home = makeHome();
	const copies = copiesIn(home, 'cache/shell');
	await copies.keep('roles/dev', 'x\n', READ_AT);
	const file = home.file('cache/shell/roles/dev');
	assert.is(readFileSync(file, 'utf8'), 'x\n');
	assert.is(statSync(file).mode & 0o777, 0o600);
	assert.is(statSync(home.file('cache/shell')).mode & 0o777, 0o700);
	assert.is(Math.round(statSync(file).mtimeMs), READ_AT - 1000);
	const roles = await copies.roles(() => assert.unreachable());
	assert.equal(
		roles.map(({ path, text }) => [path, text()]),
		[[file, 'x\n']],
	);
	assert.is(copies.forget('roles/dev'), 'removed');
	assert.is(copies.forget('roles/dev'), 'absent');
	assert.throws(() => statSync(file), /ENOENT/);
	await copies.keep('roles/dev', 'x\n', READ_AT);
	assert.is(copies.forgetFile(file), 'removed');
	await copies.keep('names', 'y\n', READ_AT);
	await copies.forgetLists();
	await copies.forgetLists();
	assert.throws(() => statSync(home.file('cache/shell')), /ENOENT/);
	home.remove();
});

test("forgetLists() removes only ssoenv's own lists from the folder", async () => {
	const home = makeHome({
		'shell/names.123': 'left',
		'shell/profiles': 'x',
		'shell/namesake': 'x',
		'shell/roles/dev': 'x',
	});
	await copiesIn(home, 'shell').forgetLists();
	assert.equal(readdirSync(home.file('shell')), ['namesake', 'roles']);
	assert.equal(readdirSync(home.file('shell/roles')), ['dev']);
	home.remove();
});

test('a copy that cannot be written is skipped without an error', async () => {
	const home = makeHome({ cache: 'a file in the way' });
	const copies = copiesIn(home, 'cache/shell');
	await copies.keep('names', 'x', READ_AT);
	assert.is(copies.forget('names'), 'absent');
	assert.equal(await copies.roles(() => assert.unreachable()), []);
	mkdirSync(home.file('other/names'), { recursive: true });
	await copiesIn(home, 'other').keep('names', 'x', READ_AT);
	assert.ok(statSync(home.file('other/names')).isDirectory());
	home.remove();
});

test.run();
