/**
 * Roles from other kinds of sources, and roles by ARN, beside the AWS CLI 1 and boto3: the same roles from the same
 * config file, and the same cache entries in both directions. chains.test.ts has the chains of other sources.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { asRecord } from '../../src/core/text/json.ts';
import { testUnless } from '../support/assertions/conditional-test.ts';
import { awsClis, awsSdks, runAwsCli } from '../support/program/aws-tools.ts';
import type { Ended } from '../support/program/program.ts';
import { type ChainScene, DEPLOY, withChains } from '../support/sign-in/chain-scene.ts';
import { withSources } from '../support/sign-in/source-scene.ts';

const arnIn = ({ stdout, stderr, exitCode }: Ended): unknown => {
	assert.is(exitCode, 0, stderr);
	return asRecord(JSON.parse(stdout))?.Arn;
};

const cli = ({ env }: ChainScene, profile: string): Promise<Ended> => awsClis[1].callerOf(profile, env, undefined);

/** Returns who AWS sees behind the variables that ssoenv gives a shell. */
async function callerAfterUse(scene: ChainScene, profile: string): Promise<unknown> {
	const { stdout, stderr, exitCode } = await scene.ssoenv(`export ${profile} --format env-no-export`);
	assert.is(exitCode, 0, stderr);
	const variables = Object.fromEntries(
		stdout.split('\n').flatMap((line) => {
			const [, name = '', value = ''] = /^(\w+)='?([^']*)'?$/.exec(line) ?? [];
			return name === '' ? [] : [[name, value] as const];
		}),
	);
	const asked = ['sts', 'get-caller-identity', '--region', 'eu-west-1', '--output', 'json'];
	return arnIn(await runAwsCli('1', asked, { ...scene.env, ...variables }));
}

const entries = ({ home }: ChainScene): readonly string[] =>
	readdirSync(home.file('.aws/cli/cache')).filter((name) => name.endsWith('.json'));

/** Returns the entries that hold an assumed role, and their access keys. */
const assumedKeys = (scene: ChainScene): ReadonlyMap<string, unknown> =>
	new Map(
		entries(scene).flatMap((name) => {
			const entry = asRecord(JSON.parse(readFileSync(scene.home.file(`.aws/cli/cache/${name}`), 'utf8')));
			const key = asRecord(entry?.Credentials)?.AccessKeyId;
			return entry?.ProviderType === undefined ? [[name, key] as const] : [];
		}),
	);

const noCli = awsClis[1].lacks;
const profiles = ['of-program', 'of-pipeline'];

const roleOf = (arn: unknown): string => String(arn).replace(/\/[^/]*$/, '');

for (const profile of profiles) {
	// The SDK for JavaScript runs the program by a shell.
	for (const sdk of awsSdks.filter(({ name }) => name === 'boto3')) {
		testUnless(noCli ?? sdk.lacks, `${profile}: ssoenv and ${sdk.name} get the same role`, () =>
			withSources(async (scene) => {
				const given = await callerAfterUse(scene, profile);
				assert.is(roleOf(given), roleOf(arnIn(await sdk.callerOf(profile, scene.env, undefined))));
			}),
		);
	}

	testUnless(noCli, `${profile}: the AWS CLI uses the entries of ssoenv`, () =>
		withSources(async (scene) => {
			await callerAfterUse(scene, profile);
			const before = assumedKeys(scene);
			scene.operations();
			arnIn(await cli(scene, profile));
			assert.equal(
				scene.operations().filter((name) => name.startsWith('AssumeRole')),
				[],
			);
			assert.equal(assumedKeys(scene), before);
		}),
	);

	testUnless(noCli, `${profile}: ssoenv uses the entries of the AWS CLI`, () =>
		withSources(async (scene) => {
			const arn = arnIn(await cli(scene, profile));
			const before = assumedKeys(scene);
			scene.operations();
			assert.is(await callerAfterUse(scene, profile), arn);
			assert.equal(scene.operations(), ['GetCallerIdentity']);
			assert.equal(assumedKeys(scene), before);
		}),
	);
}

testUnless(noCli, 'a role of --role-arn and a profile of the AWS CLI share one entry, in both directions', async () => {
	const use = `use --shell bash --role-arn ${DEPLOY} --source-profile dev`;
	await withChains(async (scene) => {
		const { exitCode, stderr } = await scene.ssoenv(use);
		assert.is(exitCode, 0, stderr);
		scene.operations();
		arnIn(await cli(scene, 'deploy'));
		assert.equal(scene.operations(), ['GetCallerIdentity']);
	});
	await withChains(async (scene) => {
		arnIn(await cli(scene, 'deploy'));
		scene.operations();
		const { stdout, exitCode } = await scene.ssoenv(use);
		assert.is(exitCode, 0);
		assert.equal(scene.operations(), []);
		const [key] = assumedKeys(scene).values();
		assert.ok(stdout.includes(`AWS_ACCESS_KEY_ID='${key}'`));
	});
});

test.run();
