/** Speaking on real descriptors: in a process of its own, whose outputs are pipes, files, devices or a terminal. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { testUnless } from '../../support/assertions/conditional-test.ts';
import { makeHome } from '../../support/files/home.ts';
import { hasPython, pythonAnswer } from '../../support/program/python.ts';

const module = new URL('../../../src/adapters/terminal/terminal.ts', import.meta.url).href;
const options = { cwd: new URL('../../..', import.meta.url), encoding: 'utf8' } as const;

/** Words for Node that run `code` with everything of terminal.ts in reach. */
const wordsFor = (code: string): string[] => [
	'--import',
	'tsx',
	'--input-type=module',
	'-e',
	`import { say, stderr, stderrIsTerminal, stdinIsTerminal, stdout, stdoutIsTerminal } from ${JSON.stringify(module)}; ${code}`,
];

test('what is said is one printable line on stderr; outputs are written as they are', () => {
	const code = `say('a\\u001b[31m\\nb é'); stdout('\\u001b x\\n'); stderr('help\\n');`;
	const { stdout, stderr, status } = spawnSync(process.execPath, wordsFor(code), options);
	assert.is(stderr, 'ssoenv: a\\x1b[31m\\x0ab é\nhelp\n');
	assert.is(stdout, '\u001b x\n');
	assert.is(status, 0);
});

test('a long output is whole though the process ends at once', () => {
	const code = `stdout('é'.repeat(1_000_000)); process.exit(0);`;
	const { stdout } = spawnSync(process.execPath, wordsFor(code), { ...options, maxBuffer: 2 ** 24 });
	assert.is(stdout.length, 1_000_000);
	assert.match(stdout, /^é+$/);
});

test('a full pipe that nobody reads for a while loses nothing', async () => {
	const code = `stderr('ready'); stdout('x'.repeat(500_000));`;
	const child = spawn(process.execPath, wordsFor(code), { cwd: options.cwd, stdio: ['ignore', 'pipe', 'pipe'] });
	await once(child.stderr, 'data');
	let length = 0;
	child.stdout.on('data', (chunk: Buffer) => {
		length += chunk.length;
	});
	const [status] = await once(child, 'close');
	assert.equal([length, status], [500_000, 0]);
});

test('a reader that goes away is no error', async () => {
	const code = `process.stdin.once('data', () => { stdout('x'.repeat(500_000)); stderr('done'); process.exit(0); }); stderr('ready');`;
	const child = spawn(process.execPath, wordsFor(code), { cwd: options.cwd, stdio: ['pipe', 'pipe', 'pipe'] });
	let told = '';
	child.stderr.on('data', (chunk: Buffer) => {
		told += chunk.toString();
	});
	await once(child.stderr, 'data');
	child.stdout.destroy();
	child.stdin.write('go\n');
	const [status] = await once(child, 'close');
	assert.equal([told, status], ['readydone', 0]);
});

const ASK = `stderr(JSON.stringify([stdoutIsTerminal(), stderrIsTerminal()]));`;

test('pipes, files and devices are no terminals', () => {
	assert.is(spawnSync(process.execPath, wordsFor(ASK), options).stderr, '[false,false]');
	const home = makeHome();
	try {
		for (const path of [home.file('out'), '/dev/null']) {
			const descriptor = openSync(path, 'w');
			const stdio = ['ignore', descriptor, 'pipe'] as const;
			assert.is(spawnSync(process.execPath, wordsFor(ASK), { ...options, stdio: [...stdio] }).stderr, '[false,false]');
			closeSync(descriptor);
		}
		assert.is(readFileSync(home.file('out'), 'utf8'), '');
	} finally {
		home.remove();
	}
});

const hasScript = spawnSync('script', ['--version']).status === 0;

testUnless(hasScript ? undefined : 'no script(1) of util-linux', 'a terminal is one', () => {
	const home = makeHome({
		'ask.mjs': `import { stderr, stderrIsTerminal, stdoutIsTerminal } from ${JSON.stringify(module)};\n${ASK}`,
	});
	try {
		const command = `${process.execPath} --import tsx ${home.file('ask.mjs')}`;
		const { stdout } = spawnSync('script', ['-qec', command, '/dev/null'], {
			...options,
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		assert.match(stdout, '[true,true]');
	} finally {
		home.remove();
	}
});

testUnless(hasPython ? undefined : 'no Python', 'where somebody would be asked, a window that is gone is none', () => {
	const script = wordsFor('stderr(JSON.stringify(stdinIsTerminal()));');
	const answers = pythonAnswer(
		`import os, subprocess
def told(closed):
    window, terminal = os.openpty()
    if closed: os.close(window)
    return subprocess.run(given, stdin=terminal, capture_output=True, text=True).stderr
print(json.dumps([told(False), told(True)]))`,
		[process.execPath, ...script],
	);
	assert.equal(answers, ['true', 'false']);
});

test.run();
