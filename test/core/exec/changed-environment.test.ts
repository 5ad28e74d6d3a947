/** The environment of a program that runs as a role. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { changedEnvironment } from '../../../src/core/exec/changed-environment.ts';

test('variables are set, replaced and removed, and the others stay', () => {
	const env = { KEPT: '1', REPLACED: 'old', REMOVED: 'x', ABSENT: undefined };
	const changes = [
		{ name: 'NEW', value: '' },
		{ name: 'REPLACED', value: 'new' },
		{ name: 'REMOVED', value: undefined },
		{ name: 'NEVER_SET', value: undefined },
	];
	assert.equal(changedEnvironment(env, changes), { KEPT: '1', REPLACED: 'new', NEW: '', ABSENT: undefined });
	assert.is(env.REMOVED, 'x');
});

test('a variable may have any name', () => {
	const changed = changedEnvironment(JSON.parse('{"__proto__": "x"}'), [{ name: 'constructor', value: 'y' }]);
	assert.equal(Object.entries(changed), [
		['__proto__', 'x'],
		['constructor', 'y'],
	]);
});

test.run();
