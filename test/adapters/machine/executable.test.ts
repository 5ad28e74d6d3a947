/** Whether a command can run, by the rules of each system. */
import { chmodSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { whyNotRunnable } from '../../../src/adapters/machine/executable.ts';
import { type Home, makeHome } from '../../support/files/home.ts';

/** `HOME` stands for the path of the home, in which `tool` can run, `text` cannot, and `folder` is a folder. */
const rows: readonly (readonly [command: string, unix: string | undefined, windows: string | undefined])[] = [
	['HOME/tool', undefined, undefined],
	['HOME/text', 'is not executable', 'is not executable'],
	['HOME/folder', 'is a folder', 'is a folder'],
	['HOME/none', 'is not found', 'is not found'],
	['', 'is not found', 'is not found'],
	['tool', undefined, undefined],
	['text', 'is not executable', undefined],
	['folder', 'is not found', undefined],
	// On Windows, a name alone may stand for a file with one of several endings.
	['none', 'is not found', undefined],
	['C:\\none.exe', 'is not found', 'is not found'],
	['C:none.exe', 'is not found', 'is not found'],
	['folder\\none.exe', 'is not found', 'is not found'],
];

const inHome = (work: (home: Home) => void): void => {
	const home = makeHome({ tool: '#!/bin/sh\n', text: '', 'folder/x': '' });
	try {
		chmodSync(home.file('tool'), 0o755);
		work(home);
	} finally {
		home.remove();
	}
};

for (const [command, unix, windows] of rows) {
	test(`"${command}" on each system`, () =>
		inHome((home) => {
			const env = { PATH: home.path };
			const why = (system: string) => whyNotRunnable(command.replace('HOME', home.path), env, system);
			assert.equal([why('linux'), why('darwin'), why('win32')], [unix, unix, windows]);
		}));
}

test.run();
