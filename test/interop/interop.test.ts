/** Other users of the same files: botocore (the heart of the AWS CLI) and the AWS SDK for JavaScript, on one config, token and cache. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Home, makeHome } from '../support/home.ts';
import type { IdentityCenter } from '../support/identity-center/identity-center.ts';
import { startIdentityCenter } from '../support/identity-center/server.ts';
import { type Ended, runCommand, runSsoenv, type Variables } from '../support/program.ts';

const START_URL = 'https://d-1234567890.awsapps.com/start';
const CONFIG = `[sso-session corp]
sso_start_url = ${START_URL}
sso_region = us-east-1
[profile dev]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = ReadOnly
region = eu-west-1
[profile legacy]
sso_start_url = ${START_URL}
sso_region = us-east-1
sso_account_id = 222222222222
sso_role_name = ReadOnly
`;

const BOTOCORE = fileURLToPath(new URL('botocore_credentials.py', import.meta.url));
const FROM_SSO = fileURLToPath(new URL('from_sso.mjs', import.meta.url));

interface Scene {
	readonly idc: IdentityCenter;
	readonly home: Home;
	readonly env: Variables;
}

const fileName = (key: string): string => `${createHash('sha1').update(key).digest('hex')}.json`;

/** A home that is signed in to the fake by a token file such as the AWS CLI writes, for both forms of profile. */
async function withScene(work: (scene: Scene) => Promise<void>): Promise<void> {
	const idc = await startIdentityCenter();
	const token = JSON.stringify(idc.signIn({ startUrl: START_URL, region: 'us-east-1' }), (_, value) =>
		typeof value === 'string' ? value.replace(/\.000Z$/, 'Z') : value,
	);
	const home = makeHome({
		'.aws/config': CONFIG,
		[`.aws/sso/cache/${fileName('corp')}`]: token,
		[`.aws/sso/cache/${fileName(START_URL)}`]: token,
	});
	const env = { HOME: home.path, AWS_EC2_METADATA_DISABLED: 'true', ...idc.environment };
	try {
		await work({ idc, home, env });
	} finally {
		home.remove();
		await idc.close();
	}
}

const succeeded = ({ stdout, stderr, exitCode }: Ended): string => {
	assert.is(exitCode, 0, stderr);
	return stdout;
};

const ours = async (profile: string, env: Variables) => {
	const document = JSON.parse(succeeded(await runSsoenv(['export', profile], env)));
	return {
		accessKeyId: document.AccessKeyId,
		secretAccessKey: document.SecretAccessKey,
		sessionToken: document.SessionToken,
	};
};
const botocores = async (profile: string, env: Variables, ...cache: readonly string[]) =>
	JSON.parse(succeeded(await runCommand('python3', [BOTOCORE, profile, ...cache], env)));
const javascripts = async (profile: string, env: Variables) =>
	JSON.parse(succeeded(await runCommand(process.execPath, [FROM_SSO, profile], env)));

const hasBotocore =
	(await runCommand('python3', ['-c', 'import botocore'], { HOME: process.env.HOME ?? '' })).exitCode === 0;

/** A test that needs botocore; where it is missing it is skipped by name. */
function testWithBotocore(name: string, work: (scene: Scene) => Promise<void>): void {
	if (hasBotocore) test(name, () => withScene(work));
	else {
		console.error(`skipped, python3 has no botocore: ${name}`);
		test.skip(name);
	}
}

for (const [profile, account] of [
	['dev', '111111111111'],
	['legacy', '222222222222'],
] as const) {
	test(`ssoenv and the JavaScript SDK get the same credentials for ${profile}`, () =>
		withScene(async ({ idc, env }) => {
			const mine = await ours(profile, env);
			const { accessKeyId, secretAccessKey, sessionToken } = idc.credentialsFor(account, 'ReadOnly') ?? {};
			assert.equal(mine, { accessKeyId, secretAccessKey, sessionToken });
			idc.issue(account, 'ReadOnly', mine);
			assert.equal(await javascripts(profile, env), mine);
		}));

	testWithBotocore(`ssoenv and botocore get the same credentials for ${profile}`, async ({ idc, env }) => {
		const mine = await ours(profile, env);
		idc.issue(account, 'ReadOnly', mine);
		assert.equal(await botocores(profile, env), mine);
		assert.is(idc.requestsTo('GetRoleCredentials').length, 2);
	});

	testWithBotocore(`a cache entry of the AWS CLI for ${profile} is used by ssoenv`, async ({ idc, home, env }) => {
		const theirs = await botocores(profile, env, home.file('.aws/cli/cache'));
		assert.equal(await ours(profile, env), theirs);
		assert.is(idc.requestsTo('GetRoleCredentials').length, 1);
	});

	testWithBotocore(`a cache entry of ssoenv for ${profile} is used by the AWS CLI`, async ({ idc, home, env }) => {
		const mine = await ours(profile, env);
		assert.equal(await botocores(profile, env, home.file('.aws/cli/cache')), mine);
		assert.is(idc.requestsTo('GetRoleCredentials').length, 1);
	});

	testWithBotocore(`both write the same bytes under the same name for ${profile}`, async ({ idc, home, env }) => {
		const [mine, theirs] = [home.file('.aws/cli/cache'), home.file('theirs')];
		const issued = await ours(profile, env);
		const expiration = idc.credentialsFor(account, 'ReadOnly')?.expiration;
		idc.issue(account, 'ReadOnly', { ...issued, ...(expiration !== undefined && { expiration }) });
		await botocores(profile, env, theirs);
		const key =
			profile === 'dev'
				? '{"accountId":"111111111111","roleName":"ReadOnly","sessionName":"corp"}'
				: `{"accountId":"222222222222","roleName":"ReadOnly","startUrl":"${START_URL}"}`;
		const name = fileName(key);
		assert.ok(existsSync(`${mine}/${name}`));
		assert.is(readFileSync(`${mine}/${name}`, 'utf8'), readFileSync(`${theirs}/${name}`, 'utf8'));
	});
}

test.run();
