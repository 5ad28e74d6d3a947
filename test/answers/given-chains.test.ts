/** Roles of `use --role-arn`: what the built program asks AWS, keeps, and knows of them later. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { asRecord } from '../../src/core/text/json.ts';
import {
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

const entryPath = (key: string): string => `.aws/cli/cache/${cacheFileName(key)}`;

function keyIn({ home }: ChainScene, key: string): unknown {
	return asRecord(asRecord(JSON.parse(readFileSync(home.file(entryPath(key)), 'utf8')))?.Credentials)?.AccessKeyId;
}

/** Returns the access key that `export` gave. */
function exported({ stdout, stderr, exitCode }: Awaited<ReturnType<ChainScene['ssoenv']>>): unknown {
	assert.is(exitCode, 0, stderr);
	return asRecord(JSON.parse(stdout))?.AccessKeyId;
}

const USE = `use --shell bash --role-arn ${AUDIT} --source-profile dev`;
const NAME = 'Audit-444444444444';

test('a role without a profile is asked for once, is in the AWS CLI entry, and has the region of its source', () =>
	withChains(async (scene) => {
		const { stdout, exitCode, stderr } = await scene.ssoenv(USE);
		assert.is(exitCode, 0, stderr);
		assert.equal(scene.operations(), ['GetRoleCredentials', 'GetCallerIdentity', 'AssumeRole']);
		const key = keyIn(scene, `{"RoleArn": "${AUDIT}"}`);
		assert.is(key, scene.idc.assumedCredentials(AUDIT)?.accessKeyId);
		for (const line of [
			`AWS_ACCESS_KEY_ID='${key}'`,
			"AWS_REGION='eu-west-1'",
			`SSOENV_PROFILE='${NAME}'`,
			"SSOENV_ACCOUNT_ID='444444444444'",
			"SSOENV_ROLE_NAME='Audit'",
		]) {
			assert.ok(stdout.includes(line), line);
		}
		await scene.ssoenv(USE);
		assert.is(exported(await scene.ssoenv(`export ${NAME}`)), key);
		assert.equal(scene.operations(), []);
	}));

test('an external ID is sent, is part of the key, and is in no message', () =>
	withChains(async (scene) => {
		const words = `use --shell bash --role-arn ${PARTNER} --source-profile dev --external-id`;
		const wrong = await scene.ssoenv(`${words} partner-43`);
		assert.is(wrong.exitCode, 5);
		assert.match(
			wrong.stderr,
			new RegExp(`^ssoenv: cannot assume ${PARTNER}: AWS does not allow it to ${PERSON}$`, 'm'),
		);
		assert.match(wrong.stderr, /^ssoenv: hint: check --external-id$/m);
		assert.not.match(wrong.stderr + wrong.stdout, /partner-43/);
		const right = await scene.ssoenv(`${words} partner-42`);
		assert.is(right.exitCode, 0, right.stderr);
		assert.match(right.stdout, "SSOENV_PROFILE='Partner-444444444444'");
		assert.ok(keyIn(scene, `{"ExternalId": "partner-42", "RoleArn": "${PARTNER}"}`));
	}));

test('a chain as the source: each of its roles is assumed', () =>
	withChains(async (scene) => {
		await scene.ssoenv(`use --shell bash --role-arn ${RELEASE} --source-profile deploy`);
		assert.equal(scene.operations(), ['GetRoleCredentials', 'GetCallerIdentity', 'AssumeRole', 'AssumeRole']);
	}));

test('static keys as the source need no sign-in', () =>
	withChains(async (scene) => {
		await scene.ssoenv(`use --shell bash --role-arn ${DEPLOY} --source-profile alice --region us-east-1`);
		assert.equal(scene.operations(), ['GetCallerIdentity', 'AssumeRole']);
	}));

test('the active role is the source, be it a profile or not, and assuming it again keeps its source', () =>
	withChains(async (scene) => {
		const active = { SSOENV_PROFILE: 'Deploy-333333333333' };
		await scene.ssoenv(`use --shell bash --role-arn ${DEPLOY}`, { SSOENV_PROFILE: 'dev' });
		const again = await scene.ssoenv(`use --shell bash --role-arn ${DEPLOY}`, active);
		assert.match(again.stdout, "SSOENV_PROFILE='Deploy-333333333333'");
		assert.equal(scene.operations(), ['GetRoleCredentials', 'GetCallerIdentity', 'AssumeRole']);
		const next = await scene.ssoenv(`use --shell bash --role-arn ${RELEASE}`, active);
		assert.is(next.exitCode, 0, next.stderr);
		assert.equal(scene.operations(), ['AssumeRole']);
		const { stdout } = await scene.ssoenv('status Release-333333333333');
		assert.match(
			stdout,
			/assumes Deploy in account 333333333333, then Release in account 333333333333, from profile "dev"/,
		);
	}));

test('a role of --account is a source too', () =>
	withChains(async (scene) => {
		await scene.ssoenv('use --shell bash --account 222222222222 --role ReadOnly --region eu-west-1');
		const active = { SSOENV_PROFILE: 'ReadOnly-222222222222' };
		const { exitCode, stderr } = await scene.ssoenv(`use --shell bash --role-arn ${DEPLOY}`, active);
		assert.is(exitCode, 0, stderr);
		assert.equal(scene.operations(), ['GetRoleCredentials', 'GetCallerIdentity', 'AssumeRole']);
	}));

test('it is renewed by its name, with a copy for the shells', () =>
	withChains(async (scene) => {
		await scene.ssoenv(USE.replace('use', 'shell-role'));
		assert.ok(existsSync(scene.home.file(`.cache/ssoenv/shell/roles/${NAME}`)));
		rmSync(scene.home.file('.aws/cli/cache'), { recursive: true });
		scene.operations();
		const { stdout, exitCode } = await scene.ssoenv(`shell-role --shell bash --no-login ${NAME}`);
		assert.is(exitCode, 0);
		assert.ok(stdout.includes(`=${scene.idc.assumedCredentials(AUDIT)?.accessKeyId}\n`));
		assert.equal(scene.operations(), ['GetRoleCredentials', 'AssumeRole']);
	}));

test('a profile of its name wins', () =>
	withChains(async (scene) => {
		await scene.ssoenv(USE);
		const before = readFileSync(scene.home.file('.aws/config'), 'utf8');
		const profile = `[profile ${NAME}]\nrole_arn = ${DEPLOY}\nsource_profile = dev\nregion = eu-west-1\n`;
		scene.home.write('.aws/config', before + profile);
		assert.is(exported(await scene.ssoenv(`export ${NAME}`)), scene.idc.assumedCredentials(DEPLOY)?.accessKeyId);
		assert.match((await scene.ssoenv(USE)).stdout, `SSOENV_PROFILE='${NAME}-2'`);
	}));

test('status, status --check and logout know it by its name, and logout removes its entry', () =>
	withChains(async (scene) => {
		await scene.ssoenv(USE);
		const { stdout } = await scene.ssoenv(`status ${NAME}`);
		assert.match(
			stdout,
			new RegExp(`^profile "${NAME}": assumes Audit in account 444444444444, from profile "dev"$`, 'm'),
		);
		assert.match(stdout, /^ {2}role credentials {2}Audit: 59 min left/m);
		const active = { SSOENV_PROFILE: NAME, SSOENV_EXPIRES: '4102444800' };
		assert.match((await scene.ssoenv('status', active)).stdout, new RegExp(`^profile "${NAME}": assumes`, 'm'));
		assert.is((await scene.ssoenv('status --check', active)).exitCode, 0);
		const { exitCode, stderr } = await scene.ssoenv(`logout ${NAME}`);
		assert.is(exitCode, 0, stderr);
		assert.not(existsSync(scene.home.file(entryPath(`{"RoleArn": "${AUDIT}"}`))));
		const after = await scene.ssoenv(`use --shell bash ${NAME}`);
		assert.is(after.exitCode, 4);
		assert.match(after.stderr, /^ssoenv: hint: ssoenv login --sso-session corp$/m);
	}));

test('a code of the source is read from stdin', () =>
	withChains(async (scene) => {
		const words = `use --shell bash --role-arn ${DEPLOY} --source-profile emergency`;
		const none = await scene.ssoenv(words);
		assert.is(none.exitCode, 2);
		assert.match(none.stderr, new RegExp(`${EMERGENCY} needs a code of the MFA device ${SERIAL}`));
		const given = await scene.ssoenv(`${words} --mfa-code -`, {}, '123456\n');
		assert.is(given.exitCode, 0, given.stderr);
	}));

test('the session name of the variable counts as for profiles', () =>
	withChains(async (scene) => {
		await scene.ssoenv(USE, { SSOENV_ROLE_SESSION_NAME: 'ticket-7' });
		assert.equal(scene.operations(), ['GetRoleCredentials', 'AssumeRole']);
		assert.ok(keyIn(scene, `{"RoleArn": "${AUDIT}", "RoleSessionName": "ticket-7"}`));
	}));

test('the addresses of services are those of the source', () =>
	withChains(
		async ({ ssoenv, idc }) => {
			const { AWS_ENDPOINT_URL_STS = '' } = idc.environment;
			const words = `use --shell bash --role-arn ${DEPLOY} --source-profile elsewhere`;
			const { exitCode, stderr } = await ssoenv(words, { AWS_ENDPOINT_URL_STS: '' });
			assert.is(exitCode, 6, AWS_ENDPOINT_URL_STS);
			assert.match(stderr, /127\.0\.0\.1:9/);
		},
		`${CHAINS}[profile elsewhere]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = ReadOnly
region = eu-west-1
services = own
[services own]
sts =
  endpoint_url = http://127.0.0.1:9
`,
	));

test.run();
