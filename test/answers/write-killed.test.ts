/**
 * `ssoenv write` with the built program, killed before or after each call that writes: the credentials file is either
 * the old or the new one, and the next run removes what was left.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { preloading } from '../support/program/built-program.ts';
import { startSsoenv } from '../support/program/running-program.ts';
import { until } from '../support/program/until.ts';
import { withChains } from '../support/sign-in/chain-scene.ts';

const HOLD_UP = fileURLToPath(new URL('../support/program/hold-up.cjs', import.meta.url));
const OWN = '# mine\n[mine]\naws_access_key_id = AKIAMINE\n';
const FILE = '/\\.aws/credentials\\.ssoenv-[0-9a-f]+$';

/** The writing calls in the folder of the file, in order. The role is cached, and the note is there. */
const CALLS = [
	['openSync', FILE, 1],
	['fchmodSync', '^\\d+$', 1],
	['writeSync', '^# mine', 1],
	['fsyncSync', '^\\d+$', 1],
	['renameSync', FILE, 1],
	['fsyncSync', '^\\d+$', 2],
] as const;

for (const [call, pattern, count] of CALLS) {
	for (const when of ['before', 'after'] as const) {
		test(`killed ${when} ${call} (${count}): the file is the old or the new one`, () =>
			withChains(async ({ home, env, ssoenv }) => {
				const path = home.write('.aws/credentials', OWN);
				await ssoenv('write dev --as dev-keys');
				const old = readFileSync(path, 'utf8');
				const HOLD_UP_AT = JSON.stringify({ call, pattern, count, when });
				const hold = { ...preloading(HOLD_UP), HOLD_UP_FOLDER: home.path, HOLD_UP_AT };
				const program = startSsoenv(['write', 'dev', '--region', 'us-west-2'], { ...env, ...hold });
				await until(HOLD_UP_AT, () => existsSync(home.file('held-up')) || undefined);
				program.kill('SIGKILL');
				await program.ended;
				const isDone = (call === 'renameSync' && when === 'after') || count === 2;
				const expected = isDone ? old.replace('eu-west-1', 'us-west-2') : old;
				assert.is(readFileSync(path, 'utf8'), expected);
				assert.is(statSync(path).mode & 0o777, 0o600);
				assert.is((await ssoenv('write --remove')).exitCode, 0);
				assert.is(readFileSync(path, 'utf8'), OWN);
				assert.equal(readdirSync(home.file('.aws')).sort(), ['cli', 'config', 'credentials', 'sso']);
			}));
	}
}

test.run();
