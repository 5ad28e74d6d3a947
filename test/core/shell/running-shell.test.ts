/** Which shell is running, from a chain of processes. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { shellAmong, shellOnWindows } from '../../../src/core/shell/running-shell.ts';

const rows: readonly (readonly [ancestors: readonly string[], viaNpm: boolean, shell: string | undefined])[] = [
	[[], false, undefined],
	[['bash'], false, 'bash'],
	[['-bash'], false, 'bash'],
	[['rbash'], false, 'bash'],
	[['/usr/bin/zsh'], false, 'zsh'],
	[['-zsh', 'login', 'init'], false, 'zsh'],
	[['fish'], false, 'fish'],
	[['/usr/local/bin/fish'], false, 'fish'],
	[['pwsh'], false, 'powershell'],
	[['C:\\Program Files\\PowerShell\\7\\pwsh.exe'], false, 'powershell'],
	[['powershell.EXE'], false, 'powershell'],
	[['dash'], false, 'sh'],
	[['ash'], false, 'sh'],
	[['busybox'], false, 'sh'],
	[['mksh'], false, 'sh'],
	[['sh', 'bash'], false, 'sh'],
	[['nu'], false, 'nushell'],
	[['/usr/bin/elvish'], false, 'elvish'],
	[['xonsh', 'bash'], false, 'xonsh'],
	[['-tcsh'], false, 'tcsh'],
	[['-csh'], false, 'tcsh'],
	[['node', 'sudo', 'make', 'zsh', 'bash'], false, 'zsh'],
	[['node', 'tmux: server', 'systemd'], false, undefined],
	[['bashful', 'zshx', 'sh.py'], false, undefined],
	[['BASH'], false, undefined],
	[['', '-'], false, undefined],
	[['sh', 'npm exec ssoenv', 'zsh'], true, 'zsh'],
	[['sh', 'npm exec ssoenv', 'zsh'], false, 'sh'],
	[['sh', 'node', 'npm', 'fish'], true, 'fish'],
	[['sh', 'bash'], true, 'sh'],
	[['sh', 'npm exec ssoenv'], true, undefined],
	[['constructor', 'bash'], false, 'bash'],
	[['__proto__', 'toString', 'fish'], false, 'fish'],
];

for (const [ancestors, viaNpm, shell] of rows) {
	test(`${ancestors.join(' < ') || 'no processes'}${viaNpm ? ' via npm' : ''}: ${shell ?? 'no shell'}`, () => {
		assert.is(shellAmong(ancestors, viaNpm), shell);
	});
}

test('Windows: bash in Git Bash, else PowerShell', () => {
	for (const MSYSTEM of ['MINGW64', 'MSYS', '']) assert.is(shellOnWindows({ MSYSTEM }), 'bash');
	assert.is(shellOnWindows({}), 'powershell');
});

test.run();
