/** Which shell the output is written for. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { shellNames } from '../../../src/core/shell/syntaxes.ts';
import { shellFor } from '../../../src/flows/shell/shell-for.ts';
import { failureOf, toldBy } from '../../support/assertions/thrown-failure.ts';
import { fakeContext, type World } from '../../support/context/context.ts';

const chosen: Readonly<Record<string, readonly [named: 'fish' | undefined, world: World, shell: string]>> = {
	'--shell beats everything': ['fish', { env: { SSOENV_SHELL: 'zsh' }, runningShell: 'bash' }, 'fish'],
	'--shell beats an invalid setting': ['fish', { env: { SSOENV_SHELL: 'csh' } }, 'fish'],
	'SSOENV_SHELL beats the running shell': [undefined, { env: { SSOENV_SHELL: 'zsh' }, runningShell: 'bash' }, 'zsh'],
	'an empty SSOENV_SHELL is ignored': [undefined, { env: { SSOENV_SHELL: '' }, runningShell: 'sh' }, 'sh'],
	'the running shell': [undefined, { runningShell: 'powershell' }, 'powershell'],
	'never $SHELL': [undefined, { env: { SHELL: '/bin/zsh' }, runningShell: 'bash' }, 'bash'],
};

for (const [name, [named, world, shell]] of Object.entries(chosen)) {
	test(name, () => {
		assert.is(shellFor(named, 'use', fakeContext(world).context), shell);
	});
}

for (const name of shellNames) {
	test(`SSOENV_SHELL=${name}`, () => {
		assert.is(shellFor(undefined, 'use', fakeContext({ env: { SSOENV_SHELL: name } }).context), name);
	});
}

for (const value of ['csh', 'Bash', '/bin/bash', 'constructor', ' bash']) {
	test(`SSOENV_SHELL=${value} is refused`, () => {
		const failure = failureOf(() => shellFor(undefined, 'use', fakeContext({ env: { SSOENV_SHELL: value } }).context));
		assert.is(failure.code, 'setting-invalid');
		const names = 'bash, zsh, sh, fish, powershell, nushell, elvish, xonsh, tcsh';
		assert.equal(toldBy(failure), [`SSOENV_SHELL is "${value}", expected one of ${names}`]);
	});
}

test('an unknown running shell is a failure, even if $SHELL is set', () => {
	const world = { env: { SHELL: '/bin/zsh' }, runningShell: undefined };
	const failure = failureOf(() => shellFor(undefined, 'off', fakeContext(world).context));
	assert.is(failure.code, 'shell-unknown');
	assert.is(failure.status, 2);
	assert.equal(toldBy(failure), ['cannot detect your shell', 'ssoenv off --shell bash']);
});

test.run();
