/** The ancestors of this process, on systems that show them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { ancestors, parseProcesses } from '../../../src/adapters/machine/processes.ts';
import { testUnless } from '../../support/assertions/conditional-test.ts';
import { makeHome } from '../../support/files/home.ts';

const withoutProc = existsSync('/proc/self/stat') ? undefined : 'no /proc';

testUnless(withoutProc, 'the list begins with this process, followed by its ancestors', () => {
	const names = ancestors(process.pid);
	// Node 22 and earlier show `node`; later versions name their main thread.
	assert.is(names[0], readFileSync('/proc/self/comm', 'utf8').trim());
	assert.ok(names.length > 1);
	assert.equal(ancestors(process.ppid), names.slice(1));
});

testUnless(withoutProc, 'a program whose name has brackets and spaces keeps its whole name', async () => {
	const home = makeHome();
	try {
		const name = 'a) R 1 (b';
		symlinkSync('/bin/sh', home.file(name));
		const child = spawn(home.file(name), ['-c', 'echo ready; read line'], { stdio: ['pipe', 'pipe', 'inherit'] });
		await once(child.stdout, 'data');
		const names = ancestors(child.pid ?? 0);
		child.stdin.end('\n');
		await once(child, 'close');
		assert.is(names[0], name);
		assert.equal(names.slice(1), ancestors(process.pid));
	} finally {
		home.remove();
	}
});

test('a process that does not exist has no ancestors', () => {
	for (const pid of [0, -1, 2 ** 30, Number.NaN]) assert.equal(ancestors(pid), []);
});

testUnless(withoutProc ?? (existsSync('/bin/ps') ? undefined : 'no ps'), 'without /proc, ps tells the same', () => {
	assert.equal(ancestors(process.pid, false), ancestors(process.pid, true));
	assert.equal(ancestors(0, false), []);
});

test('the list of ps on macOS: paths with blanks, login shells, and lines of other forms', () => {
	const listed = [
		'    1     0 /sbin/launchd',
		'  412     1 /Applications/Visual Studio Code.app/Contents/MacOS/Electron',
		'  977   412 -zsh',
		'99999   977 /opt/homebrew/bin/fish ',
		'garbage',
		'',
	].join('\n');
	assert.equal(Array.from(parseProcesses(listed)), [
		[1, { name: '/sbin/launchd', parent: 0 }],
		[412, { name: '/Applications/Visual Studio Code.app/Contents/MacOS/Electron', parent: 1 }],
		[977, { name: '-zsh', parent: 412 }],
		[99999, { name: '/opt/homebrew/bin/fish', parent: 977 }],
	]);
	assert.equal(Array.from(parseProcesses('')), []);
});

test.run();
