/**
 * The built program on a machine whose clock is wrong: the warning, the expiry in the shell, and the expiry in the
 * shared files.
 */
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { someOf } from '../support/assertions/short-run.ts';
import type { IdentityCenter } from '../support/identity-center/identity-center.ts';
import { startIdentityCenter } from '../support/identity-center/server.ts';
import { type Ended, runSsoenv } from '../support/program/program.ts';
import { releaseAll } from '../support/program/release.ts';
import { CORP, signedInHome } from '../support/sign-in/signed-in-home.ts';

const CONFIG = `${CORP}[profile dev]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = ReadOnly
`;
const ROLE_FILE = '.aws/cli/cache/e83cab308910340ce11a566ebf0b9e96b40f6c39.json';
const COPY = '.cache/ssoenv/shell/roles/dev';

interface Scene {
	readonly idc: IdentityCenter;
	readonly read: (name: string) => string;
	readonly write: (name: string, text: string) => void;
	readonly ssoenv: (...args: readonly string[]) => Promise<Ended>;
}

/** A sign-in by the service's clock, which is `seconds` behind this machine's. */
async function withClock(seconds: number, body: (scene: Scene) => Promise<void>): Promise<void> {
	const idc = await startIdentityCenter();
	idc.setClockOffset(-seconds);
	const home = signedInHome(CONFIG, idc.signIn());
	const env = { HOME: home.path, ...idc.environment };
	try {
		await body({
			idc,
			read: (name) => readFileSync(home.file(name), 'utf8'),
			write: home.write,
			ssoenv: (...args) => runSsoenv(args, env),
		});
	} finally {
		await releaseAll(idc.close, home.remove);
	}
}

const seconds = (time: number): number => Math.trunc(time / 1000);
const isNear = (actual: number, expected: number): void =>
	assert.ok(Math.abs(actual - expected) <= 120, `${actual}, expected about ${expected}`);
const valueIn = (code: string, name: string): string => new RegExp(`${name}='?([^';]*)`).exec(code)?.[1] ?? '';

const offsets: readonly (readonly [seconds: number, words: string | undefined])[] = [
	[-86_400, '24 h 0 min behind'],
	[-3600, '1 h 0 min behind'],
	[-300, '5 min behind'],
	[0, undefined],
	[300, '5 min ahead of'],
	[3600, '1 h 0 min ahead of'],
	[86_400, '24 h 0 min ahead of'],
];

for (const [offset, words] of someOf(offsets, 3)) {
	const name = words === undefined ? 'the clock is right' : `the clock is ${words} AWS's`;

	test(`${name}: the shell gets the expiry by this machine's clock, and the shared files by AWS's`, () =>
		withClock(offset, async ({ read, ssoenv }) => {
			const first = await ssoenv('use', 'dev', '--shell', 'bash');
			assert.is(first.exitCode, 0, first.stderr);
			const warning = `ssoenv: warning: this machine's clock is ${words} AWS's; set it, because AWS refuses signed requests when the clock is 5 min off\n`;
			assert.is(first.stderr, words === undefined ? '' : warning);
			const here = seconds(Date.now()) + 3600;
			isNear(Number(valueIn(first.stdout, 'SSOENV_EXPIRES')), here);
			const told = valueIn(first.stdout, 'AWS_CREDENTIAL_EXPIRATION');
			isNear(seconds(Date.parse(told)), here - offset);
			const { Credentials, ...rest } = JSON.parse(read(ROLE_FILE));
			assert.is(Credentials.Expiration, told);
			assert.equal(Object.keys(rest), words === undefined ? ['ProviderType'] : ['ProviderType', 'ssoenv']);
		}));

	test(`${name}: the next run takes the same credentials from the cache, without a warning`, () =>
		withClock(offset, async ({ idc, read, ssoenv }) => {
			const first = await ssoenv('use', 'dev', '--shell', 'bash');
			const fields = await ssoenv('shell-role', 'dev', '--shell', 'bash');
			const second = await ssoenv('use', 'dev', '--shell', 'bash');
			assert.equal([second.stdout, second.stderr, fields.stderr], [first.stdout, '', '']);
			assert.is(idc.requestsTo('GetRoleCredentials').length, 1);
			assert.is(read(COPY), fields.stdout);
			assert.ok(
				fields.stdout.split('\n').includes(`=${valueIn(first.stdout, 'SSOENV_EXPIRES')}`),
				'the expiry is another',
			);
			const { sessions } = JSON.parse((await ssoenv('status', '--json')).stdout);
			isNear(sessions[0].profiles[0].credentials.secondsLeft, 3600);
		}));

	test(`${name}: credentials near their expiry by AWS's clock are fetched again`, () =>
		withClock(offset, async ({ idc, ssoenv }) => {
			idc.configure({ directory: { roleCredentialsSeconds: 600 } });
			await ssoenv('use', 'dev', '--shell', 'bash');
			await ssoenv('use', 'dev', '--shell', 'bash');
			assert.is(idc.requestsTo('GetRoleCredentials').length, 2);
		}));

	test(`${name}: a request of the SDK gives the same warning`, () =>
		withClock(offset, async ({ ssoenv }) => {
			const { exitCode, stderr } = await ssoenv('roles', '111111111111');
			assert.is(exitCode, 0, stderr);
			assert.is(stderr.includes(`clock is ${words} AWS's`), words !== undefined);
		}));
}

test('cached credentials are fetched again after the clock was set', () =>
	withClock(3600, async ({ idc, read, write, ssoenv }) => {
		await ssoenv('use', 'dev', '--shell', 'bash');
		const { ssoenv: clock, ...entry } = JSON.parse(read(ROLE_FILE));
		write(ROLE_FILE, JSON.stringify({ ...entry, ssoenv: { ...clock, startedAt: clock.startedAt + 3600 } }));
		await ssoenv('use', 'dev', '--shell', 'bash');
		assert.is(idc.requestsTo('GetRoleCredentials').length, 2);
		isNear(JSON.parse(read(ROLE_FILE)).ssoenv.startedAt, clock.startedAt);
	}));

const dead = { kind: 'credentials', fields: { expiration: 1_000_000_000_000 } } as const;

test('credentials that have expired by both clocks: the failure shows both times, and suspects no proxy', () =>
	withClock(0, async ({ idc, ssoenv }) => {
		idc.fail('GetRoleCredentials', dead);
		const { exitCode, stderr } = await ssoenv('use', 'dev', '--shell', 'bash');
		assert.is(exitCode, 6);
		assert.match(stderr, /the credentials expired at 2001-09-09T01:46:40Z, and this machine's clock shows \S+Z\n/);
		assert.match(stderr, '\nssoenv: hint: date -u\n');
		assert.not.match(stderr, 'proxy');
	}));

test("the date of a router's page is not used for the clock", () =>
	withClock(-86_400, async ({ idc, ssoenv }) => {
		idc.fail('GetRoleCredentials', { kind: 'html', times: 'always' });
		const { exitCode, stderr } = await ssoenv('use', 'dev', '--shell', 'bash');
		assert.is(exitCode, 6);
		assert.match(stderr, 'a proxy or the sign-in page of a network may have answered');
	}));

test.run();
