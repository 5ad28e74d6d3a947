/** Where the start-up file of each shell is, on each system. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Environment } from '../../../src/core/machine/environment.ts';
import { shellStarts } from '../../../src/core/shell/start-files.ts';
import { isShell, shells } from '../../../src/core/shell/syntaxes.ts';

const APPDATA = 'C:\\Users\\me\\AppData\\Roaming';

type Places = Readonly<Record<'linux' | 'darwin' | 'win32', string>>;
const everywhere = (path: string): Places => ({ linux: path, darwin: path, win32: path });

const rows: Readonly<Record<string, Places>> = {
	bash: everywhere('~/.bashrc'),
	zsh: everywhere('~/.zshrc'),
	sh: everywhere('~/.profile'),
	fish: everywhere('~/.config/fish/config.fish'),
	powershell: {
		...everywhere('~/.config/powershell/profile.ps1'),
		win32: '~/Documents/PowerShell/profile.ps1',
	},
	nushell: {
		linux: '~/.config/nushell/config.nu',
		darwin: '~/Library/Application Support/nushell/config.nu',
		win32: `${APPDATA}/nushell/config.nu`,
	},
	elvish: { ...everywhere('~/.config/elvish/rc.elv'), win32: `${APPDATA}/elvish/rc.elv` },
	xonsh: everywhere('~/.config/xonsh/rc.xsh'),
	tcsh: everywhere('~/.cshrc'),
};

function placeOf(shell: string, system: string, env: Environment): string {
	assert.ok(isShell(shell));
	return shellStarts[shell].rc(env, '~', () => false, system);
}

test('each shell has a row', () => {
	assert.equal(Object.keys(rows), Object.keys(shells));
});

for (const [shell, places] of Object.entries(rows)) {
	test(`${shell}: its start-up file on each system`, () => {
		for (const [system, path] of Object.entries(places)) assert.is(placeOf(shell, system, { APPDATA }), path, system);
	});
}

test('a folder of XDG_CONFIG_HOME counts for Nushell where it is absolute on that system', () => {
	for (const [system, named, path] of [
		['linux', '/x', '/x'],
		['darwin', '/x', '/x'],
		['win32', 'D:\\x', 'D:\\x'],
		['win32', '\\x', '~/AppData/Roaming'],
		['darwin', 'x', '~/Library/Application Support'],
	] as const) {
		assert.is(placeOf('nushell', system, { XDG_CONFIG_HOME: named }), `${path}/nushell/config.nu`, system);
	}
});

test.run();
