/** The STS of the fake as its real clients see it: boto3 and the AWS CLI, each with the same config file. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { testUnless } from '../support/assertions/conditional-test.ts';
import type { Home } from '../support/files/home.ts';
import type { IdentityCenter } from '../support/identity-center/identity-center.ts';
import { startIdentityCenter } from '../support/identity-center/server.ts';
import { type Ended, runCommand, type Variables } from '../support/program/program.ts';
import { releaseAll } from '../support/program/release.ts';
import { CORP, cacheFileName, signedInHome } from '../support/sign-in/signed-in-home.ts';
import { fieldsOf } from './raw-http.ts';

const deploy = 'arn:aws:iam::333333333333:role/Deploy';

const config = `${CORP}
[profile dev]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = ReadOnly
region = eu-west-1
[profile deploy]
role_arn = ${deploy}
source_profile = dev
role_session_name = first
region = eu-west-1
[profile release]
role_arn = arn:aws:iam::333333333333:role/team/Release
source_profile = deploy
role_session_name = second
region = eu-central-1
[profile partner]
role_arn = arn:aws:iam::444444444444:role/Partner
source_profile = dev
external_id = partner-42
role_session_name = me
region = eu-west-1
[profile stranger]
role_arn = arn:aws:iam::444444444444:role/Partner
source_profile = dev
external_id = partner-43
role_session_name = me
region = eu-west-1
[profile emergency]
role_arn = arn:aws:iam::333333333333:role/Emergency
source_profile = dev
mfa_serial = arn:aws:iam::111111111111:mfa/alice
role_session_name = me
region = eu-west-1
[profile too-long]
role_arn = arn:aws:iam::444444444444:role/Audit
source_profile = dev
duration_seconds = 7200
role_session_name = me
region = eu-west-1
[profile alice]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
region = us-east-1
[profile long]
role_arn = arn:aws:iam::444444444444:role/Audit
source_profile = alice
duration_seconds = 43200
role_session_name = me
region = us-east-1
`;

const PERSON = 'arn:aws:sts::111111111111:assumed-role/AWSReservedSSO_ReadOnly_0123456789abcdef/user@example.com';

/** The ARN that each profile leads to, with the code for its MFA device. */
const identities: readonly (readonly [string, string, string?])[] = [
	['dev', PERSON],
	['deploy', 'arn:aws:sts::333333333333:assumed-role/Deploy/first'],
	['release', 'arn:aws:sts::333333333333:assumed-role/Release/second'],
	['partner', 'arn:aws:sts::444444444444:assumed-role/Partner/me'],
	['emergency', 'arn:aws:sts::333333333333:assumed-role/Emergency/me', '123456'],
	['alice', 'arn:aws:iam::111111111111:user/alice'],
	['long', 'arn:aws:sts::444444444444:assumed-role/Audit/me'],
];

const partner = 'arn:aws:iam::444444444444:role/Partner';

const refusals: readonly (readonly [string, string, string?])[] = [
	['stranger', `AccessDenied: User: ${PERSON} is not authorized to perform: sts:AssumeRole on resource: ${partner}`],
	['emergency', 'AccessDenied: MultiFactorAuthentication failed with invalid MFA one time pass code. ', '000000'],
	[
		'too-long',
		'ValidationError: The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
	],
];

interface Scene {
	readonly idc: IdentityCenter;
	readonly home: Home;
	readonly env: Variables;
}

async function withScene(work: (scene: Scene) => Promise<void>): Promise<void> {
	const idc = await startIdentityCenter();
	const home = signedInHome(config, idc.signIn());
	const env = { HOME: home.path, AWS_EC2_METADATA_DISABLED: 'true', AWS_MAX_ATTEMPTS: '1', ...idc.environment };
	try {
		await work({ idc, home, env });
	} finally {
		await releaseAll(idc.close, home.remove);
	}
}

const program = fileURLToPath(new URL('caller_identity.py', import.meta.url));

const boto3s = (env: Variables, profile: string, code = ''): Promise<Ended> =>
	runCommand('python3', [program, profile, code], env);

const cli = (env: Variables, profile: string): Promise<Ended> =>
	runCommand('aws', ['sts', 'get-caller-identity', '--profile', profile, '--output', 'json'], env);

function arnIn({ stdout, stderr, exitCode }: Ended): unknown {
	assert.is(exitCode, 0, stderr);
	return fieldsOf({ body: stdout }).Arn;
}

const machine = { HOME: process.env.HOME ?? '' };
const succeeds = async (file: string, ...args: readonly string[]) =>
	(await runCommand(file, args, machine)).exitCode === 0;
const noBoto3 = (await succeeds('python3', '-c', 'import boto3')) ? undefined : 'python3 has no boto3';
const noCli = (await succeeds('aws', '--version')) ? undefined : 'there is no aws';

for (const [profile, arn, code] of identities) {
	testUnless(noBoto3, `boto3 gets the role of ${profile}`, () =>
		withScene(async ({ env }) => {
			assert.is(arnIn(await boto3s(env, profile, code)), arn);
		}),
	);
}

for (const [profile, error, code] of refusals) {
	testUnless(noBoto3, `boto3 reads the refusal of ${profile}${code === undefined ? '' : ` with ${code}`}`, () =>
		withScene(async ({ env }) => {
			const { stderr, exitCode } = await boto3s(env, profile, code);
			assert.equal([exitCode, stderr], [1, `${error}\n`]);
		}),
	);
}

const chain = ['deploy', 'release', 'partner', 'long'];

for (const [profile, arn] of identities.filter(([name]) => chain.includes(name))) {
	testUnless(noCli, `the AWS CLI gets the role of ${profile}`, () =>
		withScene(async ({ env }) => {
			assert.is(arnIn(await cli(env, profile)), arn);
		}),
	);
}

testUnless(noCli, 'the AWS CLI signs for the region of the profile, and uses its cache the second time', () =>
	withScene(async ({ idc, home, env }) => {
		await cli(env, 'release');
		const regions = idc.requestsTo('AssumeRole').map(({ headers }) => headers.authorization?.split('/')[2]);
		assert.equal(regions, ['eu-central-1', 'eu-central-1']);
		const key = `{"RoleArn": "${deploy}", "RoleSessionName": "first"}`;
		assert.ok(existsSync(home.file(`.aws/cli/cache/${cacheFileName(key)}`)));
		await cli(env, 'release');
		assert.is(idc.requestsTo('AssumeRole').length, 2);
		assert.is(idc.requestsTo('GetCallerIdentity').length, 2);
	}),
);

test.run();
