/**
 * `ssoenv remove` and `rename` with the built program, killed before or after each call that writes: the config file is
 * either the old or the new one. Kept files of a profile that is gone count for nothing.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { someOf } from '../support/assertions/short-run.ts';
import { preloading } from '../support/program/built-program.ts';
import { startSsoenv } from '../support/program/running-program.ts';
import { until } from '../support/program/until.ts';
import { withChains } from '../support/sign-in/chain-scene.ts';

const HOLD_UP = fileURLToPath(new URL('../support/program/hold-up.cjs', import.meta.url));
const BACKUP = '/\\.aws/config\\.before-ssoenv\\.ssoenv-[0-9a-f]+$';
const FILE = '/\\.aws/config\\.ssoenv-[0-9a-f]+$';

/** The calls that write or remove, in order; true for those after which the config file is the new one. */
const CALLS = [
	['openSync', BACKUP, 1, false],
	['fsyncSync', '^\\d+$', 1, false],
	['renameSync', BACKUP, 1, false],
	['openSync', FILE, 1, false],
	['fsyncSync', '^\\d+$', 3, false],
	['renameSync', FILE, 1, true],
	['unlinkSync', '/shell/roles/spare$', 1, true],
] as const;

const SPARE = '\n# mine\n[profile spare]\nsso_session = corp\nsso_account_id = 111111111111\nsso_role_name = Spare\n';

const VERBS = {
	remove: { words: ['remove', 'spare'], change: (text: string) => text.replace(/\[profile spare\][^#[]*$/, '') },
	rename: {
		words: ['rename', 'spare', 'other'],
		change: (text: string) => text.replace('[profile spare]', '[profile other]'),
	},
} as const;

const timings = CALLS.flatMap((call) => (['before', 'after'] as const).map((when) => [call, when] as const));

for (const [verb, { words, change }] of Object.entries(VERBS)) {
	for (const [[call, pattern, count, isOfNew], when] of someOf(timings, 5)) {
		test(`${verb} killed ${when} ${call} ${pattern} (${count})`, () =>
			withChains(async ({ home, env, ssoenv }) => {
				const old = `${readFileSync(home.file('.aws/config'), 'utf8')}${SPARE}`;
				const path = home.write('.aws/config', old);
				home.write('.cache/ssoenv/shell/roles/spare', 'ssoenv4\n');
				const HOLD_UP_AT = JSON.stringify({ call, pattern, count, when });
				const hold = { ...preloading(HOLD_UP), HOLD_UP_FOLDER: home.path, HOLD_UP_AT };
				const program = startSsoenv([...words], { ...env, ...hold });
				await until(HOLD_UP_AT, () => existsSync(home.file('held-up')) || undefined);
				program.kill('SIGKILL');
				await program.ended;
				const isDone = isOfNew && (call !== 'renameSync' || when === 'after');
				assert.is(readFileSync(path, 'utf8'), isDone ? change(old) : old);
				const again = await ssoenv(words.join(' '));
				assert.is(again.exitCode, isDone ? 3 : 0);
				assert.is(readFileSync(path, 'utf8'), change(old));
			}));
	}
}

test.run();
