/** Renaming over a file that another program has open, for each system. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { renameOver } from '../../../src/adapters/files/rename.ts';

/** Returns what happened: attempts, milliseconds waited, and the error at the end. @param failures how many attempts fail */
function outcome(system: string, code: string, failures: number): readonly [number, number, string] {
	let [attempts, waited] = [0, 0];
	const rename = (from: string, to: string) => {
		assert.equal([from, to], ['from', 'to']);
		attempts += 1;
		if (attempts <= failures) throw Object.assign(new Error(), { code });
	};
	try {
		renameOver('from', 'to', {
			system,
			rename,
			wait: (milliseconds) => {
				waited += milliseconds;
			},
		});
		return [attempts, waited, 'done'];
	} catch (error) {
		return [attempts, waited, error instanceof Error && 'code' in error ? String(error.code) : 'unknown'];
	}
}

for (const code of ['EPERM', 'EACCES', 'EBUSY']) {
	test(`${code}: Windows gets a second, other systems one attempt`, () => {
		assert.equal(outcome('win32', code, 1), [2, 10, 'done']);
		assert.equal(outcome('win32', code, 7), [8, 1000, 'done']);
		assert.equal(outcome('win32', code, 99), [8, 1000, code]);
		for (const system of ['linux', 'darwin']) assert.equal(outcome(system, code, 1), [1, 0, code]);
	});
}

for (const code of ['ENOENT', 'EXDEV', 'ENOSPC', 'EISDIR']) {
	test(`${code}: no second attempt on any system`, () => {
		for (const system of ['win32', 'linux', 'darwin']) assert.equal(outcome(system, code, 1), [1, 0, code]);
	});
}

test('without an error nothing waits', () => {
	for (const system of ['win32', 'linux', 'darwin']) assert.equal(outcome(system, '', 0), [1, 0, 'done']);
});

test.run();
