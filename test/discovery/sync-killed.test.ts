/**
 * `ssoenv sync` with the built program, killed before or after each call that writes: the config file is either the old
 * or the new one.
 */
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { withoutConfigBlocks } from '../../src/core/config-edit/blocks.ts';
import type { IdentityCenter } from '../support/identity-center/identity-center.ts';
import { startIdentityCenter } from '../support/identity-center/server.ts';
import { preloading } from '../support/program/built-program.ts';
import { runSsoenv } from '../support/program/program.ts';
import { releaseAll } from '../support/program/release.ts';
import { startSsoenv } from '../support/program/running-program.ts';
import { until } from '../support/program/until.ts';
import { CORP, signedInHome } from '../support/sign-in/signed-in-home.ts';

const HOLD_UP = fileURLToPath(new URL('../support/program/hold-up.cjs', import.meta.url));
const OLD = `# mine\n${CORP}`;
const BACKUP = '/\\.aws/config\\.before-ssoenv\\.ssoenv-[0-9a-f]+$';
const FILE = '/\\.aws/config\\.ssoenv-[0-9a-f]+$';

/** The writing calls of a sync in the config file's folder, in order, after the accounts and roles are known. */
const CALLS = [
	['openSync', BACKUP, 1],
	['writeSync', '^# mine', 1],
	['fsyncSync', '^\\d+$', 1],
	['fchmodSync', '^\\d+$', 1],
	['renameSync', BACKUP, 1],
	['openSync', FILE, 1],
	['writeSync', '^# mine', 2],
	['fsyncSync', '^\\d+$', 3],
	['fchmodSync', '^\\d+$', 2],
	['renameSync', FILE, 1],
] as const;

const home = (idc: IdentityCenter) => signedInHome(OLD, idc.signIn({ expiresInSeconds: 8 * 3600 }));

async function killAt(idc: IdentityCenter, at: Readonly<Record<string, unknown>>) {
	const syncHome = home(idc);
	const env = { HOME: syncHome.path, ...idc.environment };
	const read = () => readFileSync(syncHome.file('.aws/config'), 'utf8');
	try {
		cpSync(known, syncHome.file('.cache/ssoenv/discoveries'), { recursive: true });
		const hold = { ...preloading(HOLD_UP), HOLD_UP_FOLDER: syncHome.path, HOLD_UP_AT: JSON.stringify(at) };
		const program = startSsoenv(['sync', '--yes'], { ...env, ...hold });
		let isOver = false;
		const ended = program.ended.then((end) => {
			isOver = true;
			return end;
		});
		await until(JSON.stringify(at), () => {
			if (isOver) throw new Error(`it ended without ${JSON.stringify(at)}`);
			return existsSync(syncHome.file('held-up')) || undefined;
		});
		program.kill('SIGKILL');
		await ended;
		const killed = read();
		// Waits until the lock of the killed process is old.
		if (at.call === 'renameSync') await runSsoenv(['sync', '--yes'], env);
		return { killed, after: read() };
	} finally {
		syncHome.remove();
	}
}

const idc = await startIdentityCenter();
/** A sync without a kill: the resulting config file, and the kept accounts and roles. */
const first = home(idc);
await runSsoenv(['sync', '--yes'], { HOME: first.path, ...idc.environment });
const synced = readFileSync(first.file('.aws/config'), 'utf8');
const known = first.file('.cache/ssoenv/discoveries');

test('a sync without a kill adds a block', () => {
	assert.ok(synced !== OLD);
	assert.is(withoutConfigBlocks(synced), OLD);
});

for (const [call, pattern, count] of CALLS) {
	test(`killed before or after ${call} ${pattern} (${count}): the config file is the old or the new one`, async () => {
		const check = async (timing: 'before' | 'after') => {
			const { killed, after } = await killAt(idc, { call, pattern, count, when: timing });
			const isDone = call === 'renameSync' && pattern === FILE && timing === 'after';
			assert.is(killed, isDone ? synced : OLD, timing);
			if (call === 'renameSync') assert.is(after, synced, 'the next sync does what this one did not');
		};
		await Promise.all([check('before'), check('after')]);
	});
}

test.after(() => releaseAll(idc.close, first.remove));
test.run();
