/** Start-up files on the real disk: replaced completely, through links, with a backup. */
import { spawnSync } from 'node:child_process';
import { lstatSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { shellFiles } from '../../../src/adapters/shell/shell-files.ts';
import { shellStarts } from '../../../src/core/shell/start-files.ts';
import { testUnless } from '../../support/assertions/conditional-test.ts';
import { failureOf } from '../../support/assertions/thrown-failure.ts';
import { makeHome } from '../../support/files/home.ts';

for (const file of Object.values(shellStarts).flatMap(({ file, parts = [] }) => [file, ...parts])) {
	test(`${file} exists in the package`, () => {
		assert.ok(statSync(shellFiles.layerPath(file)).isFile());
	});
}

test('a link stays a link, the mode stays, and the backup has the old text', () => {
	const home = makeHome({ 'dotfiles/bashrc': 'old\n' });
	writeFileSync(home.file('dotfiles/bashrc'), 'old\n', { mode: 0o640 });
	symlinkSync('dotfiles/bashrc', home.file('.bashrc'));
	const mode = statSync(home.file('.bashrc')).mode;
	assert.is(shellFiles.replace(home.file('.bashrc'), 'new\n'), home.file('.bashrc.before-ssoenv'));
	assert.ok(lstatSync(home.file('.bashrc')).isSymbolicLink());
	assert.is(readFileSync(home.file('dotfiles/bashrc'), 'utf8'), 'new\n');
	assert.is(statSync(home.file('.bashrc')).mode, mode);
	assert.is(readFileSync(home.file('.bashrc.before-ssoenv'), 'utf8'), 'old\n');
	home.remove();
});

test('a missing file is created with its folders, and without a backup', () => {
	const home = makeHome();
	assert.is(shellFiles.read(home.file('.config/fish/config.fish')), undefined);
	assert.is(shellFiles.replace(home.file('.config/fish/config.fish'), 'x\n'), undefined);
	assert.is(shellFiles.read(home.file('.config/fish/config.fish')), 'x\n');
	home.remove();
});

test('a file that cannot be written is named in the failure', () => {
	const home = makeHome({ '.config': 'a file in the way' });
	const failure = failureOf(() => shellFiles.replace(home.file('.config/fish/config.fish'), 'x'));
	assert.equal([failure.code, failure.status], ['file-unusable', 3]);
	assert.match(failure.message, '.config/fish/config.fish');
	home.remove();
});

testUnless(
	spawnSync('pwsh', ['-NoProfile', '-Command', 'exit']).status === 0 ? undefined : 'there is no pwsh',
	'PowerShell tells where its profile is',
	() => {
		assert.match(shellFiles.powershellProfile() ?? '', /[/\\]profile\.ps1$/i);
	},
);

test.run();
