/** An edit that is killed before or after each call that writes: the config file is either the old or the new one. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { configFile } from '../../../src/adapters/config/config-writer.ts';
import { withConfigBlock } from '../../../src/core/config-edit/blocks.ts';
import { makeHome } from '../../support/files/home.ts';
import { until } from '../../support/program/until.ts';

const support = (name: string): string => fileURLToPath(new URL(`../../support/${name}`, import.meta.url));

/** Longer than one write call writes at once. */
const OLD = `# mine\n${Array.from({ length: 3000 }, (_, at) => `[profile p${at}]\nregion = x\n`).join('')}`;
const edited = withConfigBlock(OLD, 'corp', '[profile from-the-block]\nregion = x\n');

const BACKUP = '/\\.aws/config\\.before-ssoenv\\.ssoenv-[0-9a-f]+$';
const FILE = '/\\.aws/config\\.ssoenv-[0-9a-f]+$';

/** The writing calls of an edit, in order; `pattern` distinguishes them from other calls of the program. */
const CALLS = [
	{ of: 'backup', call: 'openSync', pattern: BACKUP, count: 1 },
	{ of: 'backup', call: 'writeSync', pattern: '^# mine', count: 1 },
	{ of: 'backup', call: 'fchmodSync', pattern: '^\\d+$', count: 1 },
	{ of: 'backup', call: 'fsyncSync', pattern: '^\\d+$', count: 1 },
	{ of: 'backup', call: 'renameSync', pattern: BACKUP, count: 1 },
	{ of: 'folder of the backup', call: 'fsyncSync', pattern: '^\\d+$', count: 2 },
	{ of: 'file', call: 'openSync', pattern: FILE, count: 1 },
	{ of: 'file', call: 'writeSync', pattern: '^# mine', count: 2 },
	{ of: 'file', call: 'fchmodSync', pattern: '^\\d+$', count: 2 },
	{ of: 'file', call: 'fsyncSync', pattern: '^\\d+$', count: 3 },
	{ of: 'file', call: 'renameSync', pattern: FILE, count: 1 },
	{ of: 'folder of the file', call: 'fsyncSync', pattern: '^\\d+$', count: 4 },
] as const;

interface Point {
	readonly call: string;
	readonly pattern: string;
	readonly count: number;
	readonly when: 'before' | 'after';
}

/** Returns the config file and its backup after an edit was killed at this point and another edit followed. */
async function killAt(point: Point) {
	const home = makeHome({ '.aws/config': OLD });
	try {
		const path = home.file('.aws/config');
		const { mode } = statSync(path);
		const words = [support('files/config-edit-worker.ts'), path, home.file('locks'), '0', 'corp'];
		const child = spawn(process.execPath, ['-r', support('program/hold-up.cjs'), '--import', 'tsx', ...words], {
			env: { PATH: process.env.PATH ?? '', HOLD_UP_FOLDER: home.path, HOLD_UP_AT: JSON.stringify(point) },
			stdio: ['ignore', 'ignore', 'inherit'],
		});
		const ended = once(child, 'exit');
		await until(`${point.when} ${point.call}`, () => {
			if (child.exitCode !== null) throw new Error(`it ended without ${point.call}, time ${point.count}`);
			return existsSync(home.file('held-up')) || undefined;
		});
		child.kill('SIGKILL');
		await ended;
		const killed = readFileSync(path, 'utf8');
		const backup = `${path}.before-ssoenv`;
		const backupText = existsSync(backup) ? readFileSync(backup, 'utf8') : undefined;
		const isModeKept = statSync(path).mode === mode;
		const next = configFile(path, (_, { work }) => work());
		await next.edit((text) => withConfigBlock(text, 'corp', '[profile from-the-block]\nregion = x\n'));
		return { killed, kept: backupText, isModeKept, after: readFileSync(path, 'utf8') };
	} finally {
		home.remove();
	}
}

for (const { of, call, pattern, count } of CALLS) {
	test(`an edit killed before or after ${call} of the ${of} loses nothing`, async () => {
		const check = async (timing: Point['when']) => {
			const { killed, kept, isModeKept, after } = await killAt({ call, pattern, count, when: timing });
			const isDone = of.startsWith('folder') || (call === 'renameSync' && timing === 'after');
			const isOfFile = of.endsWith('file');
			assert.ok(killed === (isOfFile && isDone ? edited : OLD), `${timing}: ${killed.length} characters`);
			assert.ok(kept === (isOfFile || isDone ? OLD : undefined), `${timing}: ${kept?.length} in the backup`);
			assert.ok(isModeKept);
			assert.ok(after === edited, 'the next edit does what this one did not');
		};
		await Promise.all([check('before'), check('after')]);
	});
}

test.run();
