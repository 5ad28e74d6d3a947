/** Kept discoveries on the real disk. */
import { chmodSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { discoveries } from '../../../src/adapters/files/discoveries.ts';
import { failureOf } from '../../support/assertions/thrown-failure.ts';
import { makeHome } from '../../support/files/home.ts';

const folderKind = (base: string) => ({ base, kind: 'own' }) as const;

test('lines are on disk as soon as they are appended, with mode 0600, and finish() replaces the complete file', () => {
	const home = makeHome();
	const folder = home.file('cache/discoveries');
	const store = discoveries(folder, folderKind(folder));
	assert.equal([store.readComplete('corp'), store.readPartial('corp')], [undefined, undefined]);
	store.begin('corp', 'a\n');
	store.append('corp', 'b\n');
	const [name = ''] = readdirSync(folder);
	assert.is(readFileSync(`${folder}/${name}`, 'utf8'), 'a\nb\n');
	assert.equal([statSync(`${folder}/${name}`).mode & 0o777, statSync(folder).mode & 0o777], [0o600, 0o700]);
	store.finish('corp');
	assert.equal([store.readComplete('corp'), store.readPartial('corp')], ['a\nb\n', undefined]);
	store.begin('corp', 'c\n');
	assert.equal([store.readComplete('corp'), store.readPartial('corp')], ['a\nb\n', 'c\n']);
	assert.is(store.readComplete('other'), undefined);
	home.remove();
});

test('begin() keeps nothing of an earlier growing file, not even its mode', () => {
	const home = makeHome();
	const store = discoveries(home.path, folderKind(home.path));
	store.begin('corp', 'long long line\n');
	const [name = ''] = readdirSync(home.path);
	chmodSync(home.file(name), 0o644);
	store.begin('corp', 'a\n');
	assert.is(store.readPartial('corp'), 'a\n');
	assert.is(statSync(home.file(name)).mode & 0o777, 0o600);
	home.remove();
});

test('forget() removes one discovery, and forgetAll() all of them', () => {
	const home = makeHome();
	const store = discoveries(home.file('d'), folderKind(home.path));
	for (const key of ['corp', 'other']) {
		store.begin(key, 'a\n');
		store.finish(key);
		store.begin(key, 'b\n');
	}
	assert.equal(store.forget('corp'), ['removed', 'removed']);
	assert.equal(store.forget('corp'), ['absent', 'absent']);
	assert.equal(
		[store.readComplete('corp'), store.readPartial('corp'), store.readComplete('other')],
		[undefined, undefined, 'a\n'],
	);
	store.forgetAll();
	store.forgetAll();
	assert.equal([store.readComplete('other'), store.readPartial('other')], [undefined, undefined]);
	home.remove();
});

test('a discovery forgotten while it grows does not come back', () => {
	const home = makeHome();
	const store = discoveries(home.path, folderKind(home.path));
	store.begin('corp', 'a\n');
	store.forget('corp');
	assert.is(failureOf(() => store.append('corp', 'b\n')).code, 'file-unusable');
	assert.is(failureOf(() => store.finish('corp')).code, 'file-unusable');
	assert.equal(readdirSync(home.path), []);
	home.remove();
});

test('a write that fails names the file', () => {
	const home = makeHome({ cache: 'a file in the way' });
	const store = discoveries(home.file('cache/d'), folderKind(home.path));
	for (const write of [() => store.begin('corp', 'a'), () => store.append('corp', 'a'), () => store.finish('corp')]) {
		const failure = failureOf(write);
		assert.is(failure.code, 'file-unusable');
		assert.match(failure.message, home.file('cache/d'));
	}
	home.remove();
});

test.run();
