/** The fast parser reads plain command lines as yargs does, and leaves everything else to yargs. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseCommandLine } from '../../../src/adapters/command-line/yargs.ts';
import { commands } from '../../../src/commands.ts';
import { readPlainWords } from '../../../src/core/command-line/fast-args.ts';

const plain: readonly (readonly string[])[] = [
	['use'],
	['use', 'dev'],
	['use', '007'],
	['use', '1e3'],
	['use', '0x10'],
	['use', 'true'],
	['use', 'a.b'],
	['use', 'a b'],
	['use', 'café'],
	['use', '$0'],
	['use', 'a=b'],
	['use', 'use'],
	['use', 'version'],
	['use', 'completion'],
	['use', 'constructor'],
	['use', '__proto__'],
	['use', 'line\nbreak'],
	['use', '--shell', 'bash'],
	['use', 'dev', '--shell', 'zsh'],
	['use', '--shell', 'zsh', 'dev'],
	['use', 'dev', '--region', 'eu-west-1', '--shell', 'powershell'],
	['use', '--region', '007'],
	['use', '--region', '0x10'],
	['use', '--region', 'true', 'dev'],
	['use', '--shell', 'bash', '--fields', '--no-login', 'dev'],
	['shell-role', '--shell', 'bash', '--no-login', 'dev'],
	['use', '--'],
	['use', '--', 'dev'],
	['use', '--', '-x'],
	['use', '--', '--help'],
	['use', '--', '--'],
	['use', '--', '-'],
	['use', '--shell', 'bash', '--', '--shell'],
	['shell-role', '--shell', 'bash', '--no-login', '--', '--login'],
	['off'],
	['off', '--shell', 'fish'],
	['export'],
	['export', 'dev'],
	['export', 'dev', '--format', 'env-no-export'],
	['export', '--format', 'json', 'dev'],
	['list'],
	['list', '--json'],
];

for (const argv of plain) {
	test(`read like yargs: ${JSON.stringify(argv)}`, async () => {
		const line = await parseCommandLine(argv, commands);
		const fast = readPlainWords(argv, commands);
		if (fast === undefined) throw new Error('it is left to the parser');
		assert.is(fast.command, line.command);
		assert.equal(Object.entries(fast.values), Object.entries(line.values));
	});
}

const notPlain: readonly (readonly string[])[] = [
	[],
	[''],
	['nope'],
	['constructor'],
	['--help'],
	['-h'],
	['--version'],
	['help'],
	['--shell', 'bash', 'use'],
	['USE'],
	['use', '--help'],
	['use', '-h'],
	['use', 'dev', '--help'],
	['use', '--version'],
	['use', ''],
	['use', '--', ''],
	['use', '--', 'a', 'b'],
	['use', 'dev', '--', 'x'],
	['off', '--', 'x'],
	['use', 'a', 'b'],
	['use', '--shell'],
	['use', '--shell', ''],
	['use', '--shell', 'csh'],
	['use', '--shell', '--region'],
	['use', '--shell=bash'],
	['use', '--shell', 'bash', '--shell', 'zsh'],
	['use', '--region', '-1'],
	['use', '--region', ''],
	['use', '--regio', 'x'],
	['use', '--no-region'],
	['use', '--profile', 'dev'],
	['use', '--json'],
	['use', '--constructor', 'x'],
	['use', '--__proto__', 'x'],
	['use', '-x'],
	['use', '-xshell', 'bash'],
	['use', '-_region', 'x'],
	['off', 'dev'],
	['export', '--format', 'xml'],
	['export', '--format', 'ENV'],
	['list', 'x'],
	['list', '--json=true'],
	['list', '--no-json'],
	['list', '--json', '--json'],
	['list', '--json', 'true'],
	['list', '-ajson'],
];

for (const argv of notPlain) {
	test(`left to yargs: ${JSON.stringify(argv)}`, () => {
		assert.is(readPlainWords(argv, commands), undefined);
	});
}

// Yargs would read the word as the option; here it can only be a profile's name.
test('a profile named help can be used', () => {
	assert.is(readPlainWords(['use', 'help'], commands)?.values.profile, 'help');
});

test('argv is not changed', () => {
	const argv = ['use', 'dev', '--shell', 'bash'];
	readPlainWords(Object.freeze(argv), commands);
	assert.equal(argv, ['use', 'dev', '--shell', 'bash']);
});

test.run();
