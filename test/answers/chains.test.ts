/** Profiles that assume roles: what the built program asks AWS, gives, keeps and refuses. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { asRecord } from '../../src/core/text/json.ts';
import { runSsoenv } from '../support/program/program.ts';
import {
	ALICE,
	AUDIT,
	CHAINS,
	type ChainScene,
	DEPLOY,
	EMERGENCY,
	PARTNER,
	PERSON,
	RELEASE,
	SERIAL,
	withChains,
} from '../support/sign-in/chain-scene.ts';
import { cacheFileName } from '../support/sign-in/signed-in-home.ts';

/** The access key that `export` gave. */
function keyIn({ stdout, stderr, exitCode }: Awaited<ReturnType<ChainScene['ssoenv']>>): unknown {
	assert.is(exitCode, 0, stderr);
	return asRecord(JSON.parse(stdout))?.AccessKeyId;
}

const entryPath = (key: string): string => `.aws/cli/cache/${cacheFileName(key)}`;

function entryOf({ home }: ChainScene, key: string) {
	const entry = asRecord(JSON.parse(readFileSync(home.file(entryPath(key)), 'utf8')));
	return { credentials: asRecord(entry?.Credentials), user: asRecord(entry?.AssumedRoleUser) };
}

const first = ['GetRoleCredentials', 'GetCallerIdentity'];
const depths: readonly (readonly [profile: string, roleArn: string, cold: readonly string[]])[] = [
	['deploy', DEPLOY, [...first, 'AssumeRole']],
	['release', RELEASE, [...first, 'AssumeRole', 'AssumeRole']],
	['partner', PARTNER, [...first, 'AssumeRole', 'AssumeRole', 'AssumeRole', 'AssumeRole']],
];

for (const [profile, roleArn, cold] of depths) {
	test(`${profile}: ${cold.length} requests at first, none when warm`, () =>
		withChains(async (scene) => {
			const key = keyIn(await scene.ssoenv(`export ${profile}`));
			assert.equal(scene.operations(), cold);
			assert.is(key, scene.idc.assumedCredentials(roleArn)?.accessKeyId);
			assert.is(keyIn(await scene.ssoenv(`export ${profile}`)), key);
			assert.equal(scene.operations(), []);
		}));
}

test('a cold chain whose caller is known makes two requests', () =>
	withChains(async (scene) => {
		await scene.ssoenv('export deploy');
		rmSync(scene.home.file('.aws/cli/cache'), { recursive: true });
		scene.operations();
		await scene.ssoenv('export deploy');
		assert.equal(scene.operations(), ['GetRoleCredentials', 'AssumeRole']);
	}));

test('a chain takes cached credentials of its source, and leaves its own for the source', () =>
	withChains(async (scene) => {
		await scene.ssoenv('export dev');
		await scene.ssoenv('export deploy');
		await scene.ssoenv('export dev');
		assert.equal(scene.operations(), ['GetRoleCredentials', 'GetCallerIdentity', 'AssumeRole']);
	}));

test('the sessions have the name of the person, and the entries are those of the AWS CLI', () =>
	withChains(async (scene) => {
		await scene.ssoenv('export release');
		const { credentials, user } = entryOf(scene, `{"RoleArn": "${RELEASE}"}`);
		assert.is(user?.Arn, 'arn:aws:sts::333333333333:assumed-role/Release/user@example.com');
		assert.is(credentials?.AccountId, '333333333333');
		assert.match(String(credentials?.Expiration), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/);
		assert.is(entryOf(scene, `{"RoleArn": "${DEPLOY}"}`).user?.Arn?.toString().endsWith('/user@example.com'), true);
	}));

test('a configured session name is used and is part of the key, and nobody asks who the caller is', () =>
	withChains(async (scene) => {
		await scene.ssoenv('export deploy', { SSOENV_ROLE_SESSION_NAME: 'ticket-7' });
		assert.equal(scene.operations(), ['GetRoleCredentials', 'AssumeRole']);
		const { user } = entryOf(scene, `{"RoleArn": "${DEPLOY}", "RoleSessionName": "ticket-7"}`);
		assert.is(user?.Arn, 'arn:aws:sts::333333333333:assumed-role/Deploy/ticket-7');
	}));

test('all requests of a chain are signed for the region of the profile that was asked for', () =>
	withChains(async (scene) => {
		await scene.ssoenv('export release');
		const regions = scene.idc.requestsTo('AssumeRole').map(({ headers }) => headers.authorization?.split('/')[2]);
		assert.equal(regions, ['eu-central-1', 'eu-central-1']);
	}));

test('static keys may ask for 12 hours', () =>
	withChains(async (scene) => {
		await scene.ssoenv('export long');
		const { credentials, user } = entryOf(scene, `{"DurationSeconds": 43200, "RoleArn": "${AUDIT}"}`);
		assert.is(user?.Arn, 'arn:aws:sts::444444444444:assumed-role/Audit/alice');
		assert.ok(Date.parse(String(credentials?.Expiration)) > Date.now() + 11 * 3_600_000);
	}));

test('use sets the variables of the assumed role', () =>
	withChains(async (scene) => {
		const { stdout, exitCode } = await scene.ssoenv('use release --shell bash');
		assert.is(exitCode, 0);
		const key = scene.idc.assumedCredentials(RELEASE)?.accessKeyId;
		for (const line of [
			`AWS_ACCESS_KEY_ID='${key}'`,
			"AWS_REGION='eu-central-1'",
			"SSOENV_PROFILE='release'",
			"SSOENV_ACCOUNT_ID='333333333333'",
			"SSOENV_ROLE_NAME='Release'",
		]) {
			assert.ok(stdout.includes(line), line);
		}
	}));

/** Codes of MFA devices on stdin. */
const codes: readonly (readonly [stdin: string, exitCode: number, said: RegExp])[] = [
	['123456\n', 0, /^$/],
	['123456', 0, /^$/],
	['000000\n', 5, /AWS does not accept this code of the MFA device/],
	['\n', 2, /stdin has no code/],
	['', 2, /stdin has no code/],
];

for (const [stdin, status, said] of codes) {
	test(`--mfa-code - with ${JSON.stringify(stdin)} on stdin ends with ${status}`, () =>
		withChains(async (scene) => {
			for (const words of ['use emergency --shell bash --mfa-code -', 'export emergency --mfa-code=-']) {
				rmSync(scene.home.file('.aws/cli/cache'), { recursive: true, force: true });
				const { exitCode, stderr } = await scene.ssoenv(words, {}, stdin);
				assert.is(exitCode, status, stderr);
				assert.match(stderr, said);
			}
		}));
}

test('a code is no word of the command line', () =>
	withChains(async ({ ssoenv }) => {
		const { exitCode, stderr } = await ssoenv('use emergency --shell bash --mfa-code 123456');
		assert.is(exitCode, 2);
		assert.match(stderr, /--mfa-code takes only "-"/);
	}));

for (const words of ['use emergency --shell bash', 'use emergency --shell bash --no-login', 'export emergency']) {
	test(`${words}: nobody is asked for a code, and no request is sent`, () =>
		withChains(async (scene) => {
			const { exitCode, stderr } = await scene.ssoenv(words);
			assert.is(exitCode, 2);
			assert.match(stderr, new RegExp(`^ssoenv: ${EMERGENCY} needs a code of the MFA device ${SERIAL}$`, 'm'));
			assert.match(stderr, /^ssoenv: hint: ssoenv use emergency$/m);
			assert.equal(scene.operations(), []);
		}));
}

test('after the code, the entry serves everybody', () =>
	withChains(async (scene) => {
		await scene.ssoenv('use emergency --shell bash --mfa-code -', {}, '123456\n');
		scene.operations();
		assert.is(keyIn(await scene.ssoenv('export emergency')), scene.idc.assumedCredentials(EMERGENCY)?.accessKeyId);
		assert.equal(scene.operations(), []);
	}));

test('a refusal names the principal and the role', () =>
	withChains(async ({ ssoenv }) => {
		const { exitCode, stderr } = await ssoenv('use stranger --shell bash');
		assert.is(exitCode, 5);
		assert.match(stderr, new RegExp(`^ssoenv: cannot assume ${PARTNER}: AWS does not allow it to ${PERSON}$`, 'm'));
		assert.match(stderr, /^ssoenv: hint: check external_id$/m);
		assert.not.match(stderr, /partner-43/);
	}));

test('credential_source = Environment takes the keys of the environment', () =>
	withChains(async (scene) => {
		const key = keyIn(await scene.ssoenv('export shell', ALICE));
		assert.equal(scene.operations(), ['GetCallerIdentity', 'AssumeRole']);
		assert.is(keyIn(await scene.ssoenv('export shell', ALICE)), key);
		assert.equal(scene.operations(), []);
	}));

test('keys that no request can carry are named, and no request is sent', () =>
	withChains(async (scene) => {
		for (const more of [{ AWS_SESSION_TOKEN: 'hunter2\u20ac' }, { AWS_ACCESS_KEY_ID: 'AKIA\nhunter2' }]) {
			const { exitCode, stderr } = await scene.ssoenv('export shell', { ...ALICE, ...more });
			assert.is(exitCode, 5);
			assert.match(
				stderr,
				/AWS refuses the keys of the environment: the access key ID or the session token has a character/,
			);
			assert.not.match(stderr, /hunter2/);
			assert.equal(scene.operations(), []);
		}
	}));

test('credential_source = Environment never takes the keys that use set', () =>
	withChains(async (scene) => {
		const { exitCode, stderr } = await scene.ssoenv('export shell', { ...ALICE, SSOENV_PROFILE: 'shell' });
		assert.is(exitCode, 3);
		assert.match(stderr, /^ssoenv: hint: ssoenv off$/m);
		assert.equal(scene.operations(), []);
	}));

test('an entry that was made from another source is not used', () =>
	withChains(async (scene) => {
		const fromSignIn = keyIn(await scene.ssoenv('export deploy'));
		const fromEnvironment = keyIn(await scene.ssoenv('export shell', ALICE));
		assert.is.not(fromEnvironment, fromSignIn);
		scene.operations();
		assert.is.not(keyIn(await scene.ssoenv('export deploy')), fromEnvironment);
		assert.equal(scene.operations(), ['AssumeRole']);
	}));

test('20 processes at once make one request of each kind', () =>
	withChains(async (scene) => {
		const runs = await Promise.all(Array.from({ length: 20 }, () => scene.ssoenv('export release')));
		assert.is(new Set(runs.map(keyIn)).size, 1);
		assert.equal([...scene.operations()].sort(), [
			'AssumeRole',
			'AssumeRole',
			'GetCallerIdentity',
			'GetRoleCredentials',
		]);
	}));

test('a failing STS: cached credentials are used until they expire', () =>
	withChains(async (scene) => {
		const key = String(keyIn(await scene.ssoenv('export audit')));
		// The role lasts 15 minutes, so a moment later it is due: but not below a credential_process, which is asked again.
		scene.idc.fail('AssumeRole', { kind: 'status', status: 503, times: 9 });
		const again = await scene.ssoenv('export audit --format env');
		assert.match(again.stdout, key);
		assert.match(again.stderr, /using the cached credentials, which expire in 14 min/);
	}));

test('logout removes the entries of chains at whose root the sign-in is, and no others', () =>
	withChains(async (scene) => {
		await scene.ssoenv('export release');
		await scene.ssoenv('shell-role release --shell bash');
		await scene.ssoenv('export long');
		const { exitCode, stderr } = await scene.ssoenv('logout release');
		assert.is(exitCode, 0, stderr);
		const isThere = (key: string) => existsSync(scene.home.file(entryPath(key)));
		assert.not(isThere(`{"RoleArn": "${RELEASE}"}`));
		assert.not(isThere(`{"RoleArn": "${DEPLOY}"}`));
		assert.not(existsSync(scene.home.file('.cache/ssoenv/shell/roles/release')));
		assert.ok(isThere(`{"DurationSeconds": 43200, "RoleArn": "${AUDIT}"}`));
	}));

test('a copy for the shells is kept, but not of a role from the keys of one environment', () =>
	withChains(async (scene) => {
		await scene.ssoenv('shell-role release --shell bash');
		await scene.ssoenv('shell-role shell --shell bash', ALICE);
		assert.ok(existsSync(scene.home.file('.cache/ssoenv/shell/roles/release')));
		assert.not(existsSync(scene.home.file('.cache/ssoenv/shell/roles/shell')));
	}));

test('status shows each role of a chain, and --check takes its cached credentials for enough', () =>
	withChains(async (scene) => {
		await scene.ssoenv('export release');
		const { stdout } = await scene.ssoenv('status release');
		assert.match(
			stdout,
			/^profile "release": assumes Deploy in account \d+, then Release in account \d+, from profile "dev"$/m,
		);
		assert.match(stdout, /^ {2}role credentials {2}Deploy: 59 min left/m);
		assert.match(stdout, /^ {2}role credentials {2}Release: 59 min left/m);
		rmSync(scene.home.file('.aws/sso/cache'), { recursive: true });
		assert.is((await scene.ssoenv('status release --check --min-left 30m')).exitCode, 0);
		assert.is((await scene.ssoenv('status partner --check')).exitCode, 4);
	}));

test('list shows profiles that assume a role, with the sign-in at the root', () =>
	withChains(async ({ ssoenv }) => {
		const { stdout } = await ssoenv('list');
		assert.match(stdout, /^release +corp +333333333333 +Release +eu-central-1 *$/m);
		assert.match(stdout, /^long +- +444444444444 +Audit +us-east-1 *$/m);
	}));

test('a sign-in that is needed is that of the root', () =>
	withChains(async (scene) => {
		await scene.ssoenv('logout --all');
		const { exitCode, stderr } = await scene.ssoenv('use release --shell bash');
		assert.is(exitCode, 4);
		assert.match(stderr, /^ssoenv: hint: ssoenv login --sso-session corp$/m);
	}));

test('endpoints are those of the profile that was asked for', async () => {
	const config = `${CHAINS}[profile elsewhere]
role_arn = ${DEPLOY}
source_profile = dev
region = eu-west-1
services = own
[services own]
sts =
  endpoint_url = http://127.0.0.1:9
`;
	await withChains(async ({ home, idc }) => {
		const { AWS_ENDPOINT_URL_STS: _, ...others } = idc.environment;
		const { exitCode, stderr } = await runSsoenv(['export', 'elsewhere'], {
			HOME: home.path,
			AWS_MAX_ATTEMPTS: '1',
			...others,
		});
		assert.is(exitCode, 6);
		assert.match(stderr, /127\.0\.0\.1:9/);
	}, config);
});

test.run();
