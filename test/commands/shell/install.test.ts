/** `init`, `install` and `uninstall`: the path of the layer, and the block that loads it. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { run as init } from '../../../src/commands/shell/init.ts';
import { run as install, uninstall } from '../../../src/commands/shell/install.ts';

import { type Shell, shellNames } from '../../../src/core/shell/syntaxes.ts';
import { fakeContext } from '../../support/context/context.ts';

const RC: Readonly<Record<Shell, string>> = {
	bash: '/home/me/.bashrc',
	zsh: '/home/me/.zshrc',
	sh: '/home/me/.profile',
	fish: '/home/me/.config/fish/config.fish',
	powershell: '/home/me/.config/powershell/profile.ps1',
	nushell: '/home/me/.config/nushell/config.nu',
	elvish: '/home/me/.config/elvish/rc.elv',
	xonsh: '/home/me/.config/xonsh/rc.xsh',
	tcsh: '/home/me/.cshrc',
};

const UNASKED = { prompt: false, 'no-prompt': false };

for (const shell of shellNames) {
	test(`${shell}: install adds the block once, and uninstall restores the file`, async () => {
		const mine = '# mine\nx\n';
		const fake = fakeContext({ files: { [RC[shell]]: mine } });
		await install({ shell, ...UNASKED }, fake.context);
		const with1 = fake.files.get(RC[shell]) ?? '';
		assert.ok(with1.startsWith(`${mine}\n# >>> ssoenv >>>\n`), with1);
		assert.match(with1, '/opt/ssoenv/shell/');
		assert.is(fake.files.get(`${RC[shell]}.before-ssoenv`), mine);
		assert.match(fake.stderr.join('\n'), '+ # >>> ssoenv >>>');
		await install({ shell, ...UNASKED }, fake.context);
		assert.is(fake.files.get(RC[shell]), with1);
		assert.is(fake.stderr.at(-1), `nothing to change in ${RC[shell]}`);
		await uninstall({ shell }, fake.context);
		assert.is(fake.files.get(RC[shell]), mine);
		await uninstall({ shell }, fake.context);
		assert.is(fake.stderr.at(-1), `nothing to change in ${RC[shell]}`);
	});

	test(`${shell}: init --path prints the path of the layer`, async () => {
		const fake = fakeContext();
		await init({ shell, path: true }, fake.context);
		assert.match(fake.stdout.join(''), /^\/opt\/ssoenv\/shell\/(?:\w+\/)?ssoenv[./]\S+\n$/);
	});
}

test('init prints the parts of the layer, or for a module the line that loads it', async () => {
	const parts = { '/opt/ssoenv/shell/bash/start.bash': '# start\n', '/opt/ssoenv/shell/bash/guard.bash': '# guard\n' };
	const fake = fakeContext({ files: parts });
	await init({ shell: 'bash', path: false }, fake.context);
	await init({ shell: 'powershell', path: false }, fake.context);
	assert.is(fake.stdout[0], '# start\n# guard\n');
	assert.match(fake.stdout[1] ?? '', "Import-Module ('/opt/ssoenv/shell/ssoenv/ssoenv.psd1')");
});

for (const shell of ['nushell', 'elvish', 'xonsh', 'tcsh'] as const) {
	test(`${shell}: init prints the line that is put into the start-up file`, async () => {
		const fake = fakeContext();
		await init({ shell, path: false }, fake.context);
		await install({ shell, ...UNASKED }, fake.context);
		assert.match(fake.files.get(RC[shell]) ?? '', fake.stdout[0] ?? 'nothing');
	});
}

test('tcsh: an existing .tcshrc is used, because tcsh then reads no .cshrc', async () => {
	const fake = fakeContext({ files: { '/home/me/.tcshrc': '', '/home/me/.cshrc': '' } });
	await install({ shell: 'tcsh', ...UNASKED }, fake.context);
	assert.is(fake.files.get('/home/me/.cshrc'), '');
	assert.match(fake.files.get('/home/me/.tcshrc') ?? '', 'source /opt/ssoenv/shell/tcsh/ssoenv.tcsh');
});

test('variables for the place of start-up files are used if they are absolute', async () => {
	const env = { ZDOTDIR: '/z', XDG_CONFIG_HOME: '/x' };
	const fake = fakeContext({ env });
	for (const shell of ['zsh', 'fish', 'powershell'] as const) await install({ shell, ...UNASKED }, fake.context);
	assert.equal([...fake.files.keys()], ['/z/.zshrc', '/x/fish/config.fish', '/x/powershell/profile.ps1']);
	const relative = fakeContext({ env: { ZDOTDIR: 'z' } });
	await install({ shell: 'zsh', ...UNASKED }, relative.context);
	assert.equal([...relative.files.keys()], ['/home/me/.zshrc']);
});

test("without a shell's name, the running shell is used", async () => {
	const fake = fakeContext({ runningShell: 'fish' });
	await install({ shell: undefined, ...UNASKED }, fake.context);
	assert.equal([...fake.files.keys()], [RC.fish]);
});

test.run();
