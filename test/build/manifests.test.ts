/** The manifests of other package managers: filled in wholly, and read by the tools that are here. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { filledIn, layPowerShellModule } from '../../scripts/package/manifests.ts';
import { TARGETS } from '../../scripts/single-file/targets.ts';
import { testUnless } from '../support/assertions/conditional-test.ts';
import { makeHome } from '../support/files/home.ts';

const VERSION = '1.2.3';
const SUM = '0123456789abcdef'.repeat(4);
const sums = new Map(TARGETS.map(({ name }) => [`ssoenv-${VERSION}-${name}.tar.gz`, SUM]));
const fill = (name: string) => filledIn(name, { version: VERSION, sums });

for (const name of readdirSync('packaging')) {
	test(`${name}: nothing is left to fill in`, () => {
		const { text, isWhole } = fill(name);
		assert.ok(isWhole);
		assert.not.match(text, /@[A-Z][A-Z\d:_-]*@/);
		assert.match(text, VERSION);
		if (name.endsWith('.json')) JSON.parse(text);
	});
}

test('a manifest of an archive that was not made is not whole', () => {
	for (const name of ['install.sh', 'PKGBUILD', 'flake.nix', 'ssoenv.json', 'ssoenv.rb'])
		assert.not(filledIn(name, { version: VERSION, sums: new Map() }).isWhole, name);
});

const run = (file: string, words: readonly string[]) => spawnSync(file, words, { encoding: 'utf8', timeout: 60_000 });
const lacksShellcheck = run('shellcheck', ['--version']).status === 0 ? undefined : 'there is no shellcheck';

testUnless(lacksShellcheck, 'shellcheck finds nothing in the installer', () => {
	const home = makeHome();
	try {
		const { stdout, status } = run('shellcheck', [home.write('install.sh', fill('install.sh').text)]);
		assert.equal([stdout, status], ['', 0]);
	} finally {
		home.remove();
	}
});

const lacksPwsh = run('pwsh', ['-NoProfile', '-Command', 'exit']).status === 0 ? undefined : 'there is no pwsh';

testUnless(lacksPwsh, 'PowerShell takes the module for its gallery, and finds its command', () => {
	const home = makeHome();
	try {
		mkdirSync(home.file('manifests'));
		writeFileSync(home.file('manifests/ssoenv.psd1'), fill('ssoenv.psd1').text);
		layPowerShellModule(home.path);
		const code = `$ErrorActionPreference = 'Stop'; $module = Test-ModuleManifest '${home.file('powershell/ssoenv/ssoenv.psd1')}'
			Import-Module $module.Path; "$($module.Version) $((Get-Command ssoenv).Source)"`;
		const { stdout, stderr } = run('pwsh', ['-NoProfile', '-NonInteractive', '-Command', code]);
		assert.is(stdout.trim(), `${VERSION} ssoenv`, stderr);
	} finally {
		home.remove();
	}
});

test.run();
