/** Commands for variables, in the real shells: what they set and unset. */
import { spawnSync } from 'node:child_process';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { set, setFirstOnPath, stepText, unset } from '../../../src/core/doctor/finding.ts';
import type { Shell } from '../../../src/core/shell/syntaxes.ts';
import { parseRecord } from '../../../src/core/text/json.ts';
import { testUnless } from '../../support/assertions/conditional-test.ts';

/** The program of each shell, with the words before code, and code that prints the environment. */
const READERS: Readonly<Record<Shell, readonly [file: string, ...words: string[]]>> = {
	bash: ['bash', '--norc', '-c'],
	zsh: ['zsh', '-f', '-c'],
	sh: ['dash', '-c'],
	fish: ['fish', '--no-config', '-c'],
	powershell: ['pwsh', '-NoProfile', '-Command'],
	nushell: ['nu', '--no-config-file', '-c'],
	elvish: ['elvish', '-norc', '-c'],
	xonsh: ['xonsh', '--no-rc', '-c'],
	tcsh: ['tcsh', '-f', '-c'],
};

const SHELLS: readonly Shell[] = ['bash', 'zsh', 'sh', 'fish', 'powershell', 'nushell', 'elvish', 'xonsh', 'tcsh'];

const VALUE = "it's a $VALUE";

function after(shell: Shell, commands: readonly string[]): string {
	const [file, ...words] = READERS[shell];
	const program = process.execPath.replaceAll("'", '');
	const call = `${shell === 'powershell' ? '& ' : shell === 'nushell' ? '^' : ''}'${program}'`;
	const code = [
		...commands,
		shell === 'xonsh' ? `$[${program} -p 'JSON.stringify(process.env)']` : `${call} -p 'JSON.stringify(process.env)'`,
	].join('; ');
	const env = { ...process.env, GONE_A: 'x', GONE_B: 'x' };
	return String(spawnSync(file, [...words, code], { env, encoding: 'utf8' }).stdout);
}

for (const shell of SHELLS) {
	const [file] = READERS[shell];
	const isMissing = spawnSync(file, ['--version']).error !== undefined;
	testUnless(
		isMissing ? `${file} is not installed` : undefined,
		`${shell}: set, unset, and a folder first on PATH`,
		() => {
			const steps = [
				set(shell, 'NEW', VALUE),
				unset(shell, 'GONE_A', 'GONE_B'),
				setFirstOnPath(shell, '/first folder'),
			];
			const out = after(shell, steps.map(stepText));
			const env = parseRecord(out) ?? {};
			assert.is(env.NEW, VALUE);
			assert.equal([env.GONE_A, env.GONE_B], [undefined, undefined]);
			assert.match(String(env.PATH), /^\/first folder:/);
		},
	);
}

test.run();
