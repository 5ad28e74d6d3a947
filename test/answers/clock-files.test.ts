/**
 * The files that AWS tools share, on a machine whose clock is wrong: entries of the AWS CLI, access tokens, what is
 * exported, and answers whose dates say nothing.
 */
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { someOf } from '../support/assertions/short-run.ts';
import type { Fault } from '../support/identity-center/faults.ts';
import { type ChainScene, withChains } from '../support/sign-in/chain-scene.ts';
import { cacheFileName, START_URL } from '../support/sign-in/signed-in-home.ts';

const OFFSETS = [-86_400, -3600, -300, 300, 3600, 86_400] as const;
const MINUTE = 60_000;
const ROLE_FILE = '.aws/cli/cache/e83cab308910340ce11a566ebf0b9e96b40f6c39.json';
const TOKEN_FILE = `.aws/sso/cache/${cacheFileName('corp')}`;
const NOTE = `.cache/ssoenv/notes/${cacheFileName('clock')}`;

const CONFIG = `[profile dev]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = ReadOnly
[profile old]
sso_start_url = ${START_URL}
sso_region = us-east-1
sso_account_id = 111111111111
sso_role_name = ReadOnly
[sso-session corp]
sso_start_url = ${START_URL}
sso_region = us-east-1
`;

const withClock = (seconds: number, work: (scene: ChainScene) => Promise<void>) =>
	withChains(async (scene) => {
		const { idc, home } = scene;
		idc.setClockOffset(-seconds);
		home.write(TOKEN_FILE, JSON.stringify({ ...idc.signIn(), expiresAt: whole(Date.now() + 60 * MINUTE) }));
		await work(scene);
	}, CONFIG);

const whole = (time: number): string => new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');

const isNear = (actual: number, expected: number): void =>
	assert.ok(Math.abs(actual - expected) <= 2 * MINUTE, `${actual}, expected about ${expected}`);
const jsonIn = ({ home }: ChainScene, path: string) => JSON.parse(readFileSync(home.file(path), 'utf8'));
const expiresIn = (code: string): number => Number(/SSOENV_EXPIRES='?(\d+)/.exec(code)?.[1]) * 1000;

for (const offset of someOf(OFFSETS, 3)) {
	const name = `the clock is ${offset} s ahead`;

	test(`${name}: export gives AWS's time`, () =>
		withClock(offset, async ({ ssoenv }) => {
			const expected = Date.now() + 60 * MINUTE - offset * 1000;
			isNear(Date.parse(JSON.parse((await ssoenv('export dev')).stdout).Expiration), expected);
			const env = await ssoenv('export dev --format env-no-export');
			isNear(Date.parse(/AWS_CREDENTIAL_EXPIRATION=(.*)/.exec(env.stdout)?.[1] ?? ''), expected);
		}));

	test(`${name}: an entry of the AWS CLI counts by AWS's time`, () =>
		withClock(offset, async (scene) => {
			const { home, ssoenv, operations } = scene;
			await ssoenv('export dev');
			const { ssoenv: _, ...entry } = jsonIn(scene, ROLE_FILE);
			const write = (minutes: number) => {
				const Expiration = whole(Date.now() - offset * 1000 + minutes * MINUTE);
				home.write(ROLE_FILE, JSON.stringify({ ...entry, Credentials: { ...entry.Credentials, Expiration } }));
			};
			operations();
			write(40);
			const { stdout, stderr } = await ssoenv('use dev --shell bash');
			assert.equal([operations(), stderr], [[], '']);
			isNear(expiresIn(stdout), Date.now() + 40 * MINUTE);
			for (const minutes of [14, -1, -30]) {
				write(minutes);
				assert.is((await ssoenv('use dev --shell bash')).exitCode, 0);
				assert.equal(operations(), ['GetRoleCredentials'], `${minutes} min left`);
			}
		}));

	test(`${name}: a refreshed access token counts by this machine's clock, as the AWS CLI reads it`, () =>
		withClock(offset, async (scene) => {
			const { idc, home, ssoenv, operations } = scene;
			const signedIn = idc.signIn();
			home.write(TOKEN_FILE, JSON.stringify({ ...signedIn, expiresAt: whole(Date.now() + MINUTE) }));
			assert.is((await ssoenv('export dev')).exitCode, 0);
			assert.equal(operations(), ['CreateToken', 'GetRoleCredentials']);
			isNear(Date.parse(jsonIn(scene, TOKEN_FILE).expiresAt), Date.now() + 60 * MINUTE);
			home.write(ROLE_FILE, '');
			assert.is((await ssoenv('export dev')).exitCode, 0);
			assert.equal(operations(), ['GetRoleCredentials'], 'the token is fresh');
		}));

	test(`${name}: once it is set, what was fetched before does not look fresh`, () =>
		withClock(offset, async (scene) => {
			const { idc, home, ssoenv, operations } = scene;
			await ssoenv('use dev --shell bash');
			// The machine started at another time by its clock of now.
			for (const path of [ROLE_FILE, NOTE]) {
				const text = readFileSync(home.file(path), 'utf8');
				home.write(
					path,
					text.replace(/("startedAt": )(\d+)/, (_, key, at) => `${key}${Number(at) + offset}`),
				);
			}
			idc.setClockOffset(0);
			home.write(TOKEN_FILE, JSON.stringify({ ...idc.signIn(), expiresAt: whole(Date.now() + 60 * MINUTE) }));
			operations();
			const { stdout, stderr } = await ssoenv('use dev --shell bash');
			assert.equal([operations(), stderr], [['GetRoleCredentials'], '']);
			isNear(expiresIn(stdout), Date.now() + 60 * MINUTE);
			assert.not(existsSync(home.file(NOTE)));
			assert.is(jsonIn(scene, ROLE_FILE).ssoenv, undefined);
		}));
}

test('a sign-in that only looks expired: the message names the clock', () =>
	withClock(3600, async ({ idc, home, ssoenv }) => {
		await ssoenv('export dev');
		const token = { ...idc.signIn({ refreshable: false }), expiresAt: whole(Date.now() - 10 * MINUTE) };
		home.write(`.aws/sso/cache/${cacheFileName(START_URL)}`, JSON.stringify(token));
		home.write(ROLE_FILE, '');
		const { exitCode, stderr } = await ssoenv('export old');
		assert.is(exitCode, 4);
		assert.match(stderr, /: the sign-in expired at \S+Z, but this machine's clock is 1 h 0 min ahead of AWS's\n/);
	}));

const silent: readonly (readonly [what: string, fault: Fault])[] = [
	['an error page in JSON of a proxy', { kind: 'body', status: 403, body: { error: 'blocked' } }],
	['a page', { kind: 'html', status: 200 }],
	['XML of somebody', { kind: 'body', status: 200, body: '<a/>', contentType: 'text/xml' }],
];

for (const [what, fault] of silent) {
	test(`the date of another server is no measure: ${what}`, () =>
		withClock(3600, async ({ idc, home, ssoenv }) => {
			idc.fail('GetRoleCredentials', { ...fault, times: 'always' });
			const { exitCode, stderr } = await ssoenv('use dev --shell bash');
			assert.not.equal(exitCode, 0);
			assert.not.match(stderr, /clock/, stderr);
			assert.not(existsSync(home.file(NOTE)));
		}));
}

for (const offset of [-3600, 3600]) {
	test(`the clock is ${offset} s ahead, and an answer has no date: the latest measure counts`, () =>
		withClock(offset, async (scene) => {
			const { idc, home, ssoenv } = scene;
			await ssoenv('export dev');
			for (const date of ['none', 'yesterday', 'Thu, 01 Jan 1970 00:00:00 GMT']) {
				idc.configure({ date });
				home.write(ROLE_FILE, '');
				const { exitCode, stdout, stderr } = await ssoenv('use dev --shell bash');
				assert.equal([exitCode, stderr], [0, ''], date);
				isNear(expiresIn(stdout), Date.now() + 60 * MINUTE);
				isNear(Date.parse(jsonIn(scene, ROLE_FILE).Credentials.Expiration), Date.now() + 60 * MINUTE - offset * 1000);
				assert.ok(existsSync(home.file(NOTE)));
			}
		}));
}

test('a date that is years off is a mistake, and no measure', () =>
	withClock(3 * 365 * 86_400, async ({ idc, home, ssoenv }) => {
		idc.issue('111111111111', 'ReadOnly', { expiration: Date.now() + 60 * MINUTE });
		const { exitCode, stdout, stderr } = await ssoenv('use dev --shell bash');
		assert.equal([exitCode, stderr], [0, '']);
		isNear(expiresIn(stdout), Date.now() + 60 * MINUTE);
		assert.not(existsSync(home.file(NOTE)));
	}));

test.run();
