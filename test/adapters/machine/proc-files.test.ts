/** `/proc` is read where it tells about processes, and never on Windows, where anyone may make a folder of that name. */
import { existsSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { procBytes, procLink, procText } from '../../../src/adapters/machine/proc-files.ts';
import { testUnless } from '../../support/assertions/conditional-test.ts';

const withoutProc = existsSync('/proc/self/stat') ? undefined : 'no /proc';

testUnless(withoutProc, 'Linux: this process', () => {
	assert.is(procLink('self', 'linux'), String(process.pid));
	assert.match(procText('self/stat', 'linux') ?? '', new RegExp(`^${process.pid} \\(`));
	assert.ok(procBytes('self/cmdline', 'linux')?.includes('node'));
});

test('Windows: nothing', () => {
	for (const read of [procText, procBytes, procLink]) {
		for (const path of ['self', 'self/stat', 'sys/kernel/random/boot_id']) assert.is(read(path, 'win32'), undefined);
	}
});

test('a missing file is no error, as on macOS', () => {
	for (const read of [procText, procBytes, procLink]) assert.is(read('no/such', 'darwin'), undefined);
});

test.run();
