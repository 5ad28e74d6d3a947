/**
 * Other programs on the same config, token and cache files: botocore (the core of the AWS CLI) and the AWS SDK for
 * JavaScript.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { testUnless } from '../support/assertions/conditional-test.ts';
import type { Home } from '../support/files/home.ts';
import type { IdentityCenter } from '../support/identity-center/identity-center.ts';
import { startIdentityCenter } from '../support/identity-center/server.ts';
import { type Ended, runCommand, runSsoenv, type Variables } from '../support/program/program.ts';
import { releaseAll } from '../support/program/release.ts';
import { CORP, cacheFileName, START_URL, signedInHome } from '../support/sign-in/signed-in-home.ts';

const CONFIG = `${CORP}[profile dev]
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

/**
 * Runs with a home that is signed in to the fake by a token file as the AWS CLI writes it, with both forms of profile.
 */
async function withScene(work: (scene: Scene) => Promise<void>): Promise<void> {
	const idc = await startIdentityCenter();
	const signIn = idc.signIn({ startUrl: START_URL, region: 'us-east-1' });
	const home = signedInHome(CONFIG, signIn, ['corp', START_URL]);
	const env = { HOME: home.path, AWS_EC2_METADATA_DISABLED: 'true', ...idc.environment };
	try {
		await work({ idc, home, env });
	} finally {
		await releaseAll(idc.close, home.remove);
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

const lacks = hasBotocore ? undefined : 'python3 has no botocore';
const testWithBotocore = (name: string, work: (scene: Scene) => Promise<void>): void =>
	testUnless(lacks, name, () => withScene(work));

for (const [profile, account] of [
	['dev', '111111111111'],
	['legacy', '222222222222'],
] as const) {
	test(`ssoenv and the JavaScript SDK get the same credentials for ${profile}`, () =>
		withScene(async ({ idc, env }) => {
			const ssoenvs = await ours(profile, env);
			const { accessKeyId, secretAccessKey, sessionToken } = idc.credentialsFor(account, 'ReadOnly') ?? {};
			assert.equal(ssoenvs, { accessKeyId, secretAccessKey, sessionToken });
			idc.issue(account, 'ReadOnly', ssoenvs);
			assert.equal(await javascripts(profile, env), ssoenvs);
		}));

	testWithBotocore(`ssoenv and botocore get the same credentials for ${profile}`, async ({ idc, env }) => {
		const ssoenvs = await ours(profile, env);
		idc.issue(account, 'ReadOnly', ssoenvs);
		assert.equal(await botocores(profile, env), ssoenvs);
		assert.is(idc.requestsTo('GetRoleCredentials').length, 2);
	});

	testWithBotocore(`a cache entry of the AWS CLI for ${profile} is used by ssoenv`, async ({ idc, home, env }) => {
		const botocoreEntry = await botocores(profile, env, home.file('.aws/cli/cache'));
		assert.equal(await ours(profile, env), botocoreEntry);
		assert.is(idc.requestsTo('GetRoleCredentials').length, 1);
	});

	testWithBotocore(`a cache entry of ssoenv for ${profile} is used by the AWS CLI`, async ({ idc, home, env }) => {
		const ssoenvs = await ours(profile, env);
		assert.equal(await botocores(profile, env, home.file('.aws/cli/cache')), ssoenvs);
		assert.is(idc.requestsTo('GetRoleCredentials').length, 1);
	});

	testWithBotocore(
		`ssoenv and the AWS CLI write the same bytes under the same name for ${profile}`,
		async ({ idc, home, env }) => {
			const [mine, theirs] = [home.file('.aws/cli/cache'), home.file('theirs')];
			const issued = await ours(profile, env);
			const expiration = idc.credentialsFor(account, 'ReadOnly')?.expiration;
			idc.issue(account, 'ReadOnly', { ...issued, ...(expiration !== undefined && { expiration }) });
			await botocores(profile, env, theirs);
			const key =
				profile === 'dev'
					? '{"accountId":"111111111111","roleName":"ReadOnly","sessionName":"corp"}'
					: `{"accountId":"222222222222","roleName":"ReadOnly","startUrl":"${START_URL}"}`;
			const name = cacheFileName(key);
			assert.ok(existsSync(`${mine}/${name}`));
			assert.is(readFileSync(`${mine}/${name}`, 'utf8'), readFileSync(`${theirs}/${name}`, 'utf8'));
		},
	);
}

test.run();
