/** The AWS CLI, boto3 and the AWS SDK for JavaScript use what `ssoenv write` has written, and the AWS CLI edits around it. */
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { ownerOfSection } from '../../src/core/config-edit/written-section.ts';
import { parseRecord } from '../../src/core/text/json.ts';
import { testUnless } from '../support/assertions/conditional-test.ts';
import { awsClis, awsSdks, runAwsCli } from '../support/program/aws-tools.ts';
import { runCommand, type Variables } from '../support/program/program.ts';
import { type ChainScene, PERSON, withChains } from '../support/sign-in/chain-scene.ts';

const FILE = '.aws/credentials';
const textOf = ({ home }: ChainScene): string => readFileSync(home.file(FILE), 'utf8');

/** The texts that stand in the file before; the tools must read it before and after. */
const EARLIER: Readonly<Record<string, string>> = {
	'no file': '',
	'another profile': '# mine\n[mine]\naws_access_key_id = AKIAMINE\naws_secret_access_key = s\n',
	CRLF: '[mine]\r\naws_access_key_id = AKIAMINE\r\naws_secret_access_key = s\r\n',
	'no line end at the end': '[mine]\nregion = x',
};

async function withWritten(before: string, work: (scene: ChainScene) => Promise<void>): Promise<void> {
	await withChains(async (scene) => {
		if (before !== '') scene.home.write(FILE, before);
		const { exitCode, stderr } = await scene.ssoenv('write dev --as dev-keys');
		assert.is(exitCode, 0, stderr);
		await work(scene);
		assert.is((await scene.ssoenv('write --remove')).exitCode, 0);
		assert.is(existsSync(scene.home.file(FILE)) ? textOf(scene) : '', before);
	});
}

for (const [what, before] of Object.entries(EARLIER)) {
	test(`${what}: each tool is the person with the keys that were written`, () =>
		withWritten(before, async ({ env }) => {
			for (const { name, lacks, callerOf } of [...Object.values(awsClis), ...awsSdks]) {
				if (lacks !== undefined) continue;
				const { stdout, stderr } = await callerOf('dev-keys', env, undefined);
				assert.is(parseRecord(stdout)?.Arn, PERSON, `${name}: ${stderr}`);
			}
		}));
}

const REGIONS = {
	boto3: ['python3', '-c', "import boto3; print(boto3.Session(profile_name='dev-keys').region_name)"],
	'the AWS SDK for JavaScript': [
		process.execPath,
		'--input-type=module',
		'-e',
		`import { STSClient } from '@aws-sdk/client-sts'; console.log(await new STSClient({ profile: 'dev-keys' }).config.region())`,
	],
} as const;

async function regionBy([program, ...words]: readonly [string, ...string[]], env: Variables): Promise<string> {
	const { AWS_ENDPOINT_URL_STS: _, ...variables } = env;
	return (await runCommand(program, words, { ...variables, AWS_PROFILE: 'dev-keys' })).stdout.trim();
}

for (const [name, words] of Object.entries(REGIONS)) {
	const lacks = awsSdks.find((sdk) => sdk.name === name)?.lacks;
	testUnless(lacks, `${name} takes the region of the keys`, () =>
		withWritten('', async ({ env }) => assert.is(await regionBy(words, env), 'eu-west-1')),
	);
}

const version = (['1', '2'] as const).find((one) => awsClis[one].lacks === undefined) ?? '1';
const lacksCli = awsClis[version].lacks;

testUnless(lacksCli, 'the AWS CLI writes other profiles above and below, and the keys are still those of ssoenv', () =>
	withChains(async (scene) => {
		const { home, env, ssoenv } = scene;
		const set = async (name: string, key: string, value: string) => {
			const { exitCode, stderr } = await runAwsCli(version, ['configure', 'set', key, value, '--profile', name], env);
			assert.is(exitCode, 0, stderr);
		};
		home.write(FILE, '[mine]\naws_access_key_id = AKIAMINE\n# to be rotated: 2027\n');
		await ssoenv('write dev --as dev-keys');
		await set('mine', 'aws_secret_access_key', 'new');
		await set('next', 'aws_access_key_id', 'AKIANEXT');
		assert.is(ownerOfSection(textOf(scene), 'dev-keys'), 'ssoenv');
		assert.is((await ssoenv('write dev')).exitCode, 0);
		assert.is((await ssoenv('write --remove')).exitCode, 0);
		const mine = '[mine]\naws_access_key_id = AKIAMINE\n# to be rotated: 2027\naws_secret_access_key = new\n';
		assert.is(textOf(scene), `${mine}[next]\naws_access_key_id = AKIANEXT\n`);
	}),
);

testUnless(lacksCli, 'keys that the AWS CLI puts in their place belong to the person', () =>
	withChains(async (scene) => {
		const { env, ssoenv } = scene;
		await ssoenv('write dev --as dev-keys');
		await runAwsCli(version, ['configure', 'set', 'aws_access_key_id', 'AKIAMINE', '--profile', 'dev-keys'], env);
		const before = textOf(scene);
		for (const words of ['write dev --as dev-keys', 'write --remove dev-keys']) {
			assert.is((await ssoenv(words)).exitCode, 3);
		}
		assert.is((await ssoenv('logout --all')).exitCode, 0);
		assert.is(textOf(scene), before);
	}),
);

test.run();
