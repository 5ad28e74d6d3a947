/** Which errors are conditions of the machine, and which can only be bugs. */
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { fileReason, isPartMissing, obstacleIn } from '../../../src/adapters/machine/system-error.ts';
import { makeHome } from '../../support/files/home.ts';

/** Returns the error that `body` throws. */
function thrownBy(body: () => unknown): unknown {
	try {
		body();
	} catch (error) {
		return error;
	}
	throw new Error('nothing was thrown');
}

const withCode = (code: string, properties: object = {}): Error =>
	Object.assign(new Error('a text'), { code, ...properties });

test('an error of the system is described by call, path and reason', () => {
	assert.equal(obstacleIn(thrownBy(() => readFileSync('/no/such'))), {
		message: 'the system call open failed for /no/such: no such file',
	});
	assert.equal(obstacleIn(withCode('EXYZ', { syscall: 'poll' })), { message: 'the system call poll failed: EXYZ' });
});

test('a folder that cannot be made where a link leads nowhere', () => {
	const home = makeHome();
	try {
		symlinkSync(home.file('gone'), home.file('link'));
		const error = thrownBy(() => mkdirSync(home.file('link')));
		assert.is(fileReason(error), 'something else is in its place, such as a link that leads nowhere');
	} finally {
		home.remove();
	}
});

test('a lack of memory or files, or a missing working folder, has its own message', () => {
	assert.match(obstacleIn(withCode('EMFILE', { syscall: 'open' }))?.message ?? '', /too many open files/);
	assert.match(obstacleIn(withCode('ENFILE'))?.message ?? '', /on this machine/);
	assert.match(obstacleIn(withCode('ENOMEM'))?.message ?? '', /not enough memory/);
	assert.match(obstacleIn(withCode('ENOENT', { syscall: 'uv_cwd' }))?.message ?? '', /current folder/);
});

test('any other error is a bug', () => {
	for (const bug of [new TypeError('x'), new RangeError('x'), withCode('ERR_INVALID_ARG_TYPE'), 'EMFILE', undefined]) {
		assert.is(obstacleIn(bug), undefined);
	}
});

test('a missing part of the program is recognised in CommonJS and ES modules', async () => {
	const missing: unknown = await import(`${'./no-such'}.js`).catch((error: unknown) => error);
	assert.ok(isPartMissing(missing));
	assert.ok(isPartMissing(withCode('MODULE_NOT_FOUND')));
	assert.not.ok(isPartMissing(withCode('ENOENT')));
});

test.run();
