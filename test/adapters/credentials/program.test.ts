/** Runs programs as a `credential_process` does: no shell, no terminal in the background, and nothing of the output in a problem. */
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { programWords, runProgram } from '../../../src/adapters/credentials/program.ts';
import type { SourceProgram } from '../../../src/ports/sources.ts';
import { failureFrom } from '../../support/assertions/thrown-failure.ts';
import { makeHome } from '../../support/files/home.ts';
import { until } from '../../support/program/until.ts';

const PATH = process.env.PATH ?? '';
const run = (command: string, more: Partial<SourceProgram> = {}, limitMs?: number) =>
	runProgram({ command, env: { PATH }, readsStdin: false, isUnattended: false, ...more }, limitMs);
/** Runs a script of sh. */
const runScript = (script: string, more: Partial<SourceProgram> = {}, limitMs?: number) =>
	run(`sh -c '${script}'`, more, limitMs);

for (const isUnattended of [false, true]) {
	const when = isUnattended ? 'in the background' : 'with a person';

	test(`${when}: the output`, async () => {
		assert.equal(await runScript('echo "{}"', { isUnattended }), { output: '{}' });
	});

	test(`${when}: words are split as in a shell, but no shell runs`, async () => {
		assert.equal(await run('printf %s- "a b" c\\ d $HOME ~ "|" \'*\'', { isUnattended }), {
			output: 'a b-c d-$HOME-~-|-*-',
		});
	});

	test(`${when}: the environment is the one that was given, and stdin is empty`, async () => {
		const ended = await runScript('env; cat', { env: { PATH, A: 'b' }, isUnattended });
		const output = 'output' in ended ? ended.output : ended.problem;
		const names = output.split('\n').map((line) => line.split('=')[0]);
		// sh itself adds some.
		assert.equal(names.filter((name) => !['PWD', 'OLDPWD', 'SHLVL', '_'].includes(name ?? '')).sort(), ['A', 'PATH']);
	});

	for (const [script, problem] of [
		['echo hunter2; exit 7', 'exited with 7'],
		['echo hunter2; kill -TERM $$', 'was ended by SIGTERM'],
		['yes hunter2', 'printed more than 64000 characters'],
	] as const) {
		test(`${when}: a program that ${problem}`, async () => {
			assert.equal(await runScript(script, { isUnattended }), { problem });
		});
	}
}

test('Ctrl-C to the program is Ctrl-C to ssoenv', async () => {
	assert.is((await failureFrom(runScript('kill -INT $$'))).code, 'interrupted');
});

for (const [command, problem] of [
	['/nowhere/keys --role x', 'names a program that is not found: /nowhere/keys'],
	['nothing-of-this-name', 'names a program that is not found: nothing-of-this-name'],
	['~/keys', 'names a program that is not found: ~/keys'],
	['/tmp', 'names a program that is a folder: /tmp'],
	['/etc/passwd', 'names a program that is not executable: /etc/passwd'],
	['""', 'names a program that is not found: '],
	["sh -c 'exit", 'has a quote that is not closed'],
] as const) {
	test(`no program: ${command}`, async () => {
		assert.equal(await run(command), { problem });
	});
}

test('in the background a program has no terminal', async () => {
	assert.equal(await runScript('exec 3<>/dev/tty && echo tty', { isUnattended: true }), { problem: 'exited with 2' });
});

test('in the background a program that takes too long is ended, with all that it started', async () => {
	const home = makeHome();
	try {
		const pids = home.file('pids');
		const script = `trap "" TERM; sleep 1000 & echo $$ $! >${pids}; wait`;
		const ended = runScript(script, { isUnattended: true }, 700);
		assert.equal(await ended, { problem: 'took longer than 0.7 s' });
		for (const pid of readFileSync(pids, 'utf8').trim().split(' ')) {
			await until(`the end of process ${pid}`, () => (isRunning(Number(pid)) ? undefined : true));
		}
	} finally {
		home.remove();
	}
});

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		// A child of a container's first process may stay as a zombie.
		return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
	} catch {
		return false;
	}
}

test('the command line is split by the rules of each system, as botocore does', () => {
	const line = '"C:\\Program Files\\keys.exe" --for \'a b\'';
	assert.equal(programWords(line, 'win32'), ['C:\\Program Files\\keys.exe', '--for', "'a", "b'"]);
	for (const system of ['linux', 'darwin']) {
		assert.equal(programWords(line, system), ['C:\\Program Files\\keys.exe', '--for', 'a b'], system);
		assert.equal(programWords('C:\\keys.exe', system), ['C:keys.exe'], system);
	}
	assert.equal(programWords('C:\\keys.exe', 'win32'), ['C:\\keys.exe']);
});

test.run();
