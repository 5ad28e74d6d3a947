/** `install` with the role in the prompt, and the start-up files that shells really read. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { run as install, uninstall } from '../../../src/commands/shell/install.ts';

import type { Shell } from '../../../src/core/shell/syntaxes.ts';
import { fakeContext, somebody, type World } from '../../support/context/context.ts';

const PROMPTS = '/opt/ssoenv/shell/prompts';
const shipped = {
	[`${PROMPTS}/default.bash`]: '# where it goes\n\nPS1=role\n',
	[`${PROMPTS}/default.zsh`]: '# where it goes\n\nPROMPT=role\n',
	[`${PROMPTS}/framework.zsh`]: '# where it goes\n\n# why\nrole in omz\n',
	[`${PROMPTS}/posh-git.ps1`]: '# where it goes\n\nrole in posh-git\n',
};
const ASKED = { prompt: false, 'no-prompt': false };
const YES = { prompt: true, 'no-prompt': false };
const NO = { prompt: false, 'no-prompt': true };

const home = (files: Readonly<Record<string, string>>, world: World = {}) =>
	fakeContext({ ...world, files: { ...shipped, ...files } });

const RC = '/home/me/.zshrc';
const LOAD = "if [ -r '/opt/ssoenv/shell/ssoenv.zsh' ]; then . '/opt/ssoenv/shell/ssoenv.zsh'; fi";
const block = (...more: readonly string[]) => ['# >>> ssoenv >>>', LOAD, ...more, '# <<< ssoenv <<<', ''].join('\n');
const PLAIN = block('# The role in the prompt: plain', 'PROMPT=role');
const OMZ = block('# The role in the prompt: oh-my-zsh', '# why', 'role in omz');

test('at a terminal, install asks about the prompt, and Enter adds the lines', async () => {
	const fake = home({}, { ...somebody, answers: [true] });
	await install({ shell: 'zsh', ...ASKED }, fake.context);
	assert.equal(fake.questions, ['show the role in your prompt?']);
	assert.is(fake.files.get(RC), PLAIN);
	await uninstall({ shell: 'zsh' }, fake.context);
	assert.is(fake.files.get(RC), '');
});

test('the question names what draws the prompt', async () => {
	const fake = home({ [RC]: '. oh-my-zsh.sh\n' }, { ...somebody, answers: [true] });
	await install({ shell: 'zsh', ...ASKED }, fake.context);
	assert.equal(fake.questions, ['show the role in your prompt, which oh-my-zsh draws?']);
	assert.is(fake.files.get(RC), `. oh-my-zsh.sh\n\n${OMZ}`);
});

test('a second run with the other answer changes the block, with the same answer nothing', async () => {
	const fake = home({}, { ...somebody, answers: [true, true, false, false] });
	const results: (string | undefined)[] = [];
	for (let run = 0; run < 4; run += 1) {
		await install({ shell: 'zsh', ...ASKED }, fake.context);
		results.push(fake.files.get(RC));
	}
	assert.equal(results, [PLAIN, PLAIN, block(), block()]);
	assert.is(fake.stderr.at(-1), `nothing to change in ${RC}`);
});

test('without a terminal, install asks nothing and does what was named', async () => {
	const fake = home({});
	await install({ shell: 'zsh', ...ASKED }, fake.context);
	assert.is(fake.files.get(RC), block());
	await install({ shell: 'zsh', ...YES }, fake.context);
	assert.is(fake.files.get(RC), PLAIN);
	// A run that says nothing about the prompt leaves it.
	await install({ shell: 'zsh', ...ASKED }, fake.context);
	assert.is(fake.files.get(RC), PLAIN);
	await install({ shell: 'zsh', ...NO }, fake.context);
	assert.is(fake.files.get(RC), block());
	assert.equal(fake.questions, []);
});

test('what is named is not asked about at a terminal either', async () => {
	const fake = home({}, somebody);
	await install({ shell: 'zsh', ...YES }, fake.context);
	await install({ shell: 'zsh', ...NO }, fake.context);
	assert.equal(fake.questions, []);
	try {
		await install({ shell: 'zsh', prompt: true, 'no-prompt': true }, fake.context);
		assert.unreachable();
	} catch (error) {
		assert.match(String(error), '--prompt and --no-prompt cannot be used together');
	}
});

test('--directories adds a line that later runs keep', async () => {
	const fake = home({}, somebody);
	const line = 'SSOENV_DIRECTORIES=1';
	await install({ shell: 'zsh', ...NO }, fake.context);
	assert.ok(fake.stderr.includes('hint: ssoenv install zsh --directories'), fake.stderr.join('\n'));
	await install({ shell: 'zsh', ...NO, directories: true }, fake.context);
	assert.is(fake.files.get(RC), block(line));
	await install({ shell: 'zsh', ...YES }, fake.context);
	assert.is(fake.files.get(RC), block(line, '# The role in the prompt: plain', 'PROMPT=role'));
	assert.is(fake.stderr.filter((said) => said.includes('--directories')).length, 1);
	await uninstall({ shell: 'zsh' }, fake.context);
	assert.is(fake.files.get(RC), '');
});

test('a block above the framework moves below it', async () => {
	const fake = home({ [RC]: `a\n\n${OMZ}. oh-my-zsh.sh\n` });
	await install({ shell: 'zsh', ...YES }, fake.context);
	assert.is(fake.files.get(RC), `a\n. oh-my-zsh.sh\n\n${OMZ}`);
});

test('a block without lines for the prompt stays where it is', async () => {
	const fake = home({ [RC]: `${block()}. oh-my-zsh.sh\n` });
	await install({ shell: 'zsh', ...NO }, fake.context);
	assert.is(fake.files.get(RC), `${block()}. oh-my-zsh.sh\n`);
});

test('in a file with CRLF, each line of the block ends in it', async () => {
	const fake = home({ [RC]: 'a\r\n' });
	await install({ shell: 'zsh', ...YES }, fake.context);
	assert.is(fake.files.get(RC), `a\n\n${PLAIN}`.replaceAll('\n', '\r\n'));
	await install({ shell: 'zsh', ...ASKED }, fake.context);
	assert.is(fake.files.get(RC), `a\n\n${PLAIN}`.replaceAll('\n', '\r\n'));
});

const unasked: readonly (readonly [shell: Shell, rc: string, text: string, words: readonly string[]])[] = [
	[
		'zsh',
		RC,
		'eval "$(starship init zsh)"\n',
		[`starship draws your prompt (${RC}): it shows the profile and the time left by itself`],
	],
	[
		'zsh',
		RC,
		'eval "$(oh-my-posh init zsh)"\n',
		[
			`oh-my-posh draws your prompt (${RC}): to show the role, add some lines to the "segments" of a block in the oh-my-posh configuration`,
			'hint: ssoenv prompt --for oh-my-posh --shell zsh',
		],
	],
	[
		'powershell',
		'/home/me/.config/powershell/Microsoft.PowerShell_profile.ps1',
		'Import-Module posh-git\n',
		[
			'posh-git draws your prompt (/home/me/.config/powershell/Microsoft.PowerShell_profile.ps1): to show the role, add some lines to that file, below the line that loads it',
			'hint: ssoenv prompt --for posh-git --shell powershell',
		],
	],
];

for (const [shell, path, text, words] of unasked) {
	test(`${shell} with ${JSON.stringify(text)}: install says why it adds no lines, and asks nothing`, async () => {
		for (const args of [YES, ASKED]) {
			const fake = home({ [path]: text }, somebody);
			await install({ shell, ...args }, fake.context);
			assert.equal(fake.stderr.slice(0, words.length), words);
			assert.not.match([...fake.files.values()].join(''), '# The role in the prompt');
		}
		const silent = home({ [path]: text });
		await install({ shell, ...ASKED }, silent.context);
		assert.not.match(silent.stderr.join('\n'), words[0] ?? '');
	});
}

test('sh: install says that there are no lines, if they are named', async () => {
	const fake = home({}, somebody);
	await install({ shell: 'sh', ...YES }, fake.context);
	assert.is(fake.stderr[0], 'there are no lines that show the role in the prompt of sh');
	const unnamed = home({}, somebody);
	await install({ shell: 'sh', ...ASKED }, unnamed.context);
	assert.is(unnamed.stderr[0], 'changed /home/me/.profile');
});

test('the lines for posh-git go below its import in the same file', async () => {
	const rc = '/home/me/.config/powershell/profile.ps1';
	const fake = home({ [rc]: 'Import-Module posh-git\n' });
	await install({ shell: 'powershell', ...YES }, fake.context);
	assert.match(fake.files.get(rc) ?? '', /^Import-Module posh-git\n[\s\S]*\nrole in posh-git\n/);
});

test('a ZDOTDIR that only zsh knows is where the block goes, and is taken from', async () => {
	const fake = home({}, { zshFolder: '/z' });
	await install({ shell: 'zsh', ...NO }, fake.context);
	assert.is(fake.files.get('/z/.zshrc'), block());
	await uninstall({ shell: 'zsh' }, fake.context);
	assert.is(fake.files.get('/z/.zshrc'), '');
	const exported = home({}, { zshFolder: '', env: { ZDOTDIR: '/exported' } });
	await install({ shell: 'zsh', ...NO }, exported.context);
	assert.is(exported.files.get(RC), block());
});

test('on Windows the block goes where PowerShell says, or into the usual folder of documents', async () => {
	for (const [powershellProfile, rc] of [
		['D:\\OneDrive\\Documents\\PowerShell\\profile.ps1', 'D:\\OneDrive\\Documents\\PowerShell\\profile.ps1'],
		[undefined, '/home/me/Documents/PowerShell/profile.ps1'],
	] as const) {
		const fake = home({}, { system: 'win32', ...(powershellProfile !== undefined && { powershellProfile }) });
		await install({ shell: 'powershell', ...NO }, fake.context);
		assert.match(fake.files.get(rc) ?? '', /^# >>> ssoenv >>>\n/);
	}
});

test('bash: install says that login shells do not read the file', async () => {
	const fake = home({ '/home/me/.bash_profile': 'export A=b\n' });
	await install({ shell: 'bash', ...NO }, fake.context);
	assert.match(fake.stderr.at(-2) ?? '', 'login shells of bash read ~/.bash_profile instead of ~/.bashrc');
	assert.is(fake.stderr.at(-1), "hint: printf '\\n. ~/.bashrc\\n' >> ~/.bash_profile");
});

test.run();
