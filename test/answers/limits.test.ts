/** Values that are too long are refused on arrival and when read, with the built program and a real environment. */
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Home } from '../support/files/home.ts';
import type { IdentityCenter } from '../support/identity-center/identity-center.ts';
import type { RoleCredentials } from '../support/identity-center/role-credentials.ts';
import { startIdentityCenter } from '../support/identity-center/server.ts';
import { PROGRAM } from '../support/program/built-program.ts';
import { type Ended, runCommand, runSsoenv } from '../support/program/program.ts';
import { releaseAll } from '../support/program/release.ts';
import { CORP, cacheFileName, signedInHome } from '../support/sign-in/signed-in-home.ts';

const ROLE = `sso_session = corp
sso_account_id = 111111111111
sso_role_name = ReadOnly
`;
const ROLE_FILE = '.aws/cli/cache/e83cab308910340ce11a566ebf0b9e96b40f6c39.json';
const USE = ['use', 'dev', '--shell', 'bash'];

interface Scene {
	readonly idc: IdentityCenter;
	readonly home: Home;
	readonly env: Readonly<Record<string, string>>;
	readonly ssoenv: (...args: readonly string[]) => Promise<Ended>;
}

async function withScene(body: (scene: Scene) => Promise<void>, profile = 'dev'): Promise<void> {
	const idc = await startIdentityCenter();
	const home = signedInHome(`${CORP}[profile ${profile}]\n${ROLE}`, idc.signIn());
	const env = { HOME: home.path, ...idc.environment };
	try {
		await body({ idc, home, env, ssoenv: (...args) => runSsoenv(args, env) });
	} finally {
		await releaseAll(idc.close, home.remove);
	}
}

const usual = { accessKeyId: 'ASIA', secretAccessKey: 'secret', sessionToken: 'token' };
const last = 99_999_999_999_000;

const refused: readonly (readonly [name: string, fields: Partial<RoleCredentials>, problem: string])[] = [
	[
		'a session token of 140 kB',
		{ sessionToken: 'x'.repeat(140_000) },
		'sessionToken is too long for an environment variable',
	],
	['a session token of 131,000 bytes', { sessionToken: 'x'.repeat(131_000) }, 'sessionToken is too long'],
	['a secret key of 140 kB', { secretAccessKey: 'x'.repeat(140_000) }, 'secretAccessKey is too long'],
	['an access key id of 140 kB', { accessKeyId: 'x'.repeat(140_000) }, 'accessKeyId is too long'],
	[
		'three values of 20 kB',
		{ accessKeyId: 'x'.repeat(20_000), secretAccessKey: 'x'.repeat(20_000), sessionToken: 'x'.repeat(20_000) },
		'it is longer than',
	],
	['an end in the year 5138', { expiration: last + 1000 }, 'expiration is not a time'],
	['an end in the year 9999', { expiration: 253_402_300_799_000 }, 'expiration is not a time'],
	['an end at 0', { expiration: 0 }, 'expiration is not a time'],
	['a negative end', { expiration: -1 }, 'expiration is not a time'],
];

for (const [name, fields, problem] of refused) {
	test(`${name} is refused on arrival and not cached`, () =>
		withScene(async ({ idc, home, ssoenv }) => {
			idc.fail('GetRoleCredentials', { kind: 'credentials', fields: { ...usual, ...fields } });
			const { exitCode, stdout, stderr } = await ssoenv(...USE);
			assert.equal([exitCode, stdout], [6, '(exit 6);\n']);
			assert.match(stderr, problem);
			assert.throws(() => readFileSync(home.file(ROLE_FILE)));
		}));

	test(`${name} in the cache is ignored`, () =>
		withScene(async ({ idc, home, ssoenv }) => {
			const { expiration, ...texts } = { ...usual, expiration: 4_102_444_800_000, ...fields };
			const Credentials = {
				AccessKeyId: texts.accessKeyId,
				SecretAccessKey: texts.secretAccessKey,
				SessionToken: texts.sessionToken,
				Expiration: expiration,
				AccountId: '111111111111',
			};
			home.write(ROLE_FILE, JSON.stringify({ ProviderType: 'sso', Credentials }));
			const { exitCode, stderr } = await ssoenv(...USE);
			assert.is(exitCode, 0, stderr);
			assert.is(idc.requestsTo('GetRoleCredentials').length, 1);
		}));
}

test('the longest accepted values reach a child process of the shell', () =>
	withScene(async ({ idc, env }) => {
		const texts = { accessKeyId: 'A'.repeat(20), secretAccessKey: 's'.repeat(40), sessionToken: 'é'.repeat(31_940) };
		idc.fail('GetRoleCredentials', { kind: 'credentials', fields: { ...texts, expiration: last } });
		const script = `eval "$("${PROGRAM.join('" "')}" use dev --shell bash)" && node -p '[process.env.AWS_SESSION_TOKEN.length, process.env.SSOENV_EXPIRES]'`;
		const { stdout, stderr } = await runCommand('bash', ['-c', script], env);
		assert.is(stdout, "[ 31940, '99999999999' ]\n", stderr);
	}));

test('a profile name that is too long for a variable is refused', () => {
	const name = 'x'.repeat(40_000);
	return withScene(async ({ ssoenv }) => {
		const { exitCode, stdout, stderr } = await ssoenv('use', name, '--shell', 'bash');
		assert.equal([exitCode, stdout], [3, '(exit 3);\n']);
		assert.match(stderr, 'the value of AWS_SSO_PROFILE is too long for an environment variable');
	}, name);
});

test('an access token that a header cannot carry is reported and not sent', () =>
	withScene(async ({ idc, home, ssoenv }) => {
		const token = { ...idc.signIn(), accessToken: 'x'.repeat(140_000) };
		home.write(`.aws/sso/cache/${cacheFileName('corp')}`, JSON.stringify(token));
		const { exitCode, stderr } = await ssoenv(...USE);
		assert.is(exitCode, 4);
		assert.match(stderr, 'its accessToken is missing or cannot be sent');
		assert.is(idc.requests.length, 0);
	}));

test.run();
