/** `install --launcher` and `uninstall --launcher`: where the launcher is written, and what is left alone. */
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { run as install, uninstall } from '../../../src/commands/shell/install.ts';

import { launchedBy } from '../../../src/core/launcher/launcher-text.ts';
import type { Context } from '../../../src/ports/context.ts';
import { failureFrom } from '../../support/assertions/thrown-failure.ts';
import { fakeContext, somebody, type World } from '../../support/context/context.ts';
import { scriptedInspection } from '../../support/doctor/scripted-inspection.ts';

const TEMPLATE = readFileSync(new URL('../../../shell/launcher/ssoenv.sh', import.meta.url), 'utf8');
const USUAL = '/home/me/.local/bin/ssoenv';
const none = { shell: undefined, prompt: false, 'no-prompt': false };

function scene(world: World = {}) {
	const files = { '/opt/ssoenv/shell/launcher/ssoenv.sh': TEMPLATE, ...world.files };
	const fake = fakeContext({ ...world, files });
	const { inspection } = scriptedInspection(undefined);
	const machine = { ...fake.context.machine, inspection: async () => inspection };
	const context: Context = { ...fake.context, machine };
	return { ...fake, context };
}

test('it is written with the paths of Node and the program, once, and taken away', async () => {
	const { context, files, stderr } = scene({ env: { PATH: '/bin:/home/me/.local/bin' } });
	await install({ ...none, launcher: '' }, context);
	const launched = { node: '/usr/bin/node', program: '/opt/ssoenv/dist/cli.cjs', version: '1.0.0' };
	assert.equal(launchedBy(files.get(USUAL) ?? ''), launched);
	await install({ ...none, launcher: '' }, context);
	await uninstall({ shell: undefined, launcher: '' }, context);
	await uninstall({ shell: undefined, launcher: '' }, context);
	assert.equal([...files.keys()], ['/opt/ssoenv/shell/launcher/ssoenv.sh']);
	const nothing = `nothing to change in ${USUAL}`;
	assert.equal(stderr, [`wrote the launcher ${USUAL}`, nothing, `removed ${USUAL}`, nothing]);
});

test('a word that is the name of a shell is the shell', async () => {
	const { context, files } = scene();
	await install({ ...none, launcher: 'zsh' }, context);
	assert.ok(files.has(USUAL));
	assert.match(files.get('/home/me/.zshrc') ?? '', '# >>> ssoenv >>>');
});

test('a folder that is not on PATH is named, with the command that puts it there', async () => {
	const { context, files, stderr } = scene({ env: { PATH: '/bin' }, runningShell: 'fish' });
	await install({ ...none, launcher: '/home/me/bin/' }, context);
	assert.ok(files.has('/home/me/bin/ssoenv'));
	assert.equal(stderr.slice(1), ['/home/me/bin is not on PATH', "hint: set -gx PATH '/home/me/bin' $PATH"]);
});

for (const [what, text] of [
	['another program', '#!/bin/sh\necho mine\n'],
	['a link, as npm makes one', ''],
] as const) {
	test(`${what} stays as it is`, async () => {
		const { context, files } = scene({ files: { [USUAL]: text } });
		assert.is((await failureFrom(install({ ...none, launcher: '' }, context))).code, 'launcher-foreign');
		const removal = uninstall({ shell: undefined, launcher: '' }, context);
		assert.is((await failureFrom(removal)).code, 'launcher-foreign');
		assert.is(files.get(USUAL), text);
	});
}

test('a relative folder is refused', async () => {
	const failure = await failureFrom(install({ ...none, launcher: 'bin' }, scene().context));
	assert.equal([failure.code, failure.message], ['usage', '--launcher takes an absolute path']);
});

test('at a terminal, install tells of it until it is there, and uninstall that it stays', async () => {
	const { context, stderr } = scene({ ...somebody });
	await install({ ...none, shell: 'zsh', 'no-prompt': true }, context);
	assert.is(stderr.at(-1), 'hint: ssoenv install --launcher');
	await install({ ...none, shell: 'sh', 'no-prompt': true, launcher: '' }, context);
	await install({ ...none, shell: 'bash', 'no-prompt': true }, context);
	assert.is.not(stderr.at(-1), 'hint: ssoenv install --launcher');
	await uninstall({ shell: 'zsh' }, context);
	assert.is(stderr.at(-1), 'hint: ssoenv uninstall --launcher');
});

test.run();
