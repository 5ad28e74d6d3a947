/** Output to real descriptors: a process of its own writes to pipes, files, devices and a terminal. */
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

/** Returns Node's arguments to run `code` with the functions of terminal.ts. */
const nodeArguments = (code: string): string[] => [
	'--import',
	'tsx',
	'--input-type=module',
	'-e',
	`import { say, stderr, stderrIsTerminal, stdinIsTerminal, stdout, stdoutIsTerminal } from ${JSON.stringify(module)}; ${code}`,
];

test('a message is one printable line on stderr, and other output is written as it is', () => {
	const code = `say('a\\u001b[31m\\nb é'); stdout('\\u001b x\\n'); stderr('help\\n');`;
	const { stdout, stderr, status } = spawnSync(process.execPath, nodeArguments(code), options);
	assert.is(stderr, 'ssoenv: a\\x1b[31m\\x0ab é\nhelp\n');
	assert.is(stdout, '\u001b x\n');
	assert.is(status, 0);
});

test('a long output is complete even if the process exits at once', () => {
	const code = `stdout('é'.repeat(1_000_000)); process.exit(0);`;
	const { stdout } = spawnSync(process.execPath, nodeArguments(code), { ...options, maxBuffer: 2 ** 24 });
	assert.is(stdout.length, 1_000_000);
	assert.match(stdout, /^é+$/);
});

test('a full pipe that is read late loses nothing', async () => {
	const code = `stderr('ready'); stdout('x'.repeat(500_000));`;
	const child = spawn(process.execPath, nodeArguments(code), { cwd: options.cwd, stdio: ['ignore', 'pipe', 'pipe'] });
	await once(child.stderr, 'data');
	let length = 0;
	child.stdout.on('data', (chunk: Buffer) => {
		length += chunk.length;
	});
	const [status] = await once(child, 'close');
	assert.equal([length, status], [500_000, 0]);
});

test('a reader that closes the pipe is not an error', async () => {
	const code = `process.stdin.once('data', () => { stdout('x'.repeat(500_000)); stderr('done'); process.exit(0); }); stderr('ready');`;
	const child = spawn(process.execPath, nodeArguments(code), { cwd: options.cwd, stdio: ['pipe', 'pipe', 'pipe'] });
	let output = '';
	child.stderr.on('data', (chunk: Buffer) => {
		output += chunk.toString();
	});
	await once(child.stderr, 'data');
	child.stdout.destroy();
	child.stdin.write('go\n');
	const [status] = await once(child, 'close');
	assert.equal([output, status], ['readydone', 0]);
});

const ASK = `stderr(JSON.stringify([stdoutIsTerminal(), stderrIsTerminal()]));`;

test('pipes, files and devices are not terminals', () => {
	assert.is(spawnSync(process.execPath, nodeArguments(ASK), options).stderr, '[false,false]');
	const home = makeHome();
	try {
		for (const path of [home.file('out'), '/dev/null']) {
			const descriptor = openSync(path, 'w');
			const stdio = ['ignore', descriptor, 'pipe'] as const;
			assert.is(
				spawnSync(process.execPath, nodeArguments(ASK), { ...options, stdio: [...stdio] }).stderr,
				'[false,false]',
			);
			closeSync(descriptor);
		}
		assert.is(readFileSync(home.file('out'), 'utf8'), '');
	} finally {
		home.remove();
	}
});

const hasScript = spawnSync('script', ['--version']).status === 0;

testUnless(hasScript ? undefined : 'no script(1) of util-linux', 'a terminal counts as a terminal', () => {
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

testUnless(
	hasPython ? undefined : 'no Python',
	'stdin of a closed terminal window does not count as a terminal',
	() => {
		const script = nodeArguments('stderr(JSON.stringify(stdinIsTerminal()));');
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
	},
);

test.run();
