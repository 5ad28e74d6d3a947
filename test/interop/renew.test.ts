/** AWS SDKs and the AWS CLI below `ssoenv exec --renew`: nothing of the person wins, and they never see a role expire. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseRecord } from '../../src/core/text/json.ts';
import { testUnless } from '../support/assertions/conditional-test.ts';
import { isInRun, isWholeRun } from '../support/assertions/short-run.ts';
import { awsCallers, callInstalled } from '../support/program/aws-callers.ts';
import { PROGRAM } from '../support/program/built-program.ts';
import { type Ended, runCommand, type Variables } from '../support/program/program.ts';
import { ALICE, CHAINS, type ChainScene, withChains } from '../support/sign-in/chain-scene.ts';

/** How long the credentials live, in seconds. They are renewed after half of that. */
const LIFE_S = 6;
/** With each further key half a life has passed: eight take more than three lives. */
const KEYS = isWholeRun ? 8 : 4;

const below = ({ env }: ChainScene, words: readonly string[], more: Variables = {}): Promise<Ended> =>
	runCommand(
		PROGRAM[0],
		[...PROGRAM.slice(1), 'exec', 'dev', '--renew', '--', ...words],
		{ ...env, ...more },
		undefined,
		300_000,
	);

const keysIn = ({ stdout, stderr }: Ended): readonly unknown[] => {
	const keys = parseRecord(stdout)?.keys;
	assert.ok(Array.isArray(keys), stderr);
	return Array.isArray(keys) ? keys : [];
};

test('clients that run across expiries never fail, and each period has one request to AWS', () =>
	withChains(async (scene) => {
		scene.idc.configure({ directory: { roleCredentialsSeconds: LIFE_S } });
		const ended = await callInstalled(KEYS, (words) => below(scene, words));
		for (const [name, { exitCode, stderr }] of ended) assert.is(exitCode, 0, `${name}: ${stderr}`);
		const seen = new Set(ended.flatMap(([, one]) => keysIn(one)));
		assert.ok(seen.size >= KEYS);
		const times = scene.idc.requestsTo('GetRoleCredentials').map(({ at }) => at);
		// The time at which they expire is in whole seconds, so half of a life may be half a second shorter.
		const shortest = (LIFE_S * 1000) / 2 - 500;
		const gaps = times.slice(1).map((time, at) => time - (times[at] ?? 0));
		assert.ok(
			gaps.every((gap) => gap >= shortest),
			`requests after ${gaps.join(', ')} ms`,
		);
		for (const { status } of scene.idc.requestsTo('GetRoleCredentials')) assert.is(status, 200);
	}));

const KEY_LINES = `aws_access_key_id = ${ALICE.AWS_ACCESS_KEY_ID}\naws_secret_access_key = ${ALICE.AWS_SECRET_ACCESS_KEY}\n`;
const DOCUMENT = JSON.stringify({
	Version: 1,
	AccessKeyId: ALICE.AWS_ACCESS_KEY_ID,
	SecretAccessKey: ALICE.AWS_SECRET_ACCESS_KEY,
});

/** What else the person has, which would make a program somebody else. */
const rivals: Readonly<Record<string, { readonly config?: string; readonly file?: string; readonly env?: Variables }>> =
	{
		'[default] of Identity Center': {
			config: '[default]\nsso_session = corp\nsso_account_id = 222222222222\nsso_role_name = ReadOnly\n',
		},
		'[default] with static keys': { config: `[default]\n${KEY_LINES}` },
		'[default] with static keys in the credentials file': { file: `[default]\n${KEY_LINES}` },
		'[default] with credential_process': { config: `[default]\ncredential_process = echo '${DOCUMENT}'\n` },
		'keys, a container and a web identity in the environment': {
			env: {
				...ALICE,
				AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:1/',
				AWS_ROLE_ARN: 'arn:aws:iam::333333333333:role/Deploy',
				AWS_WEB_IDENTITY_TOKEN_FILE: '/dev/null',
			},
		},
	};

for (const [row, { name, lacks, words }] of awsCallers.entries()) {
	for (const [column, [rival, { config = '', file, env = {} }]] of Object.entries(rivals).entries()) {
		if (!isInRun(row, column, 2)) continue;
		testUnless(lacks, `${name} takes the role beside ${rival}`, () =>
			withChains(async (scene) => {
				if (file !== undefined) scene.home.write('.aws/credentials', file);
				const keys = keysIn(await below(scene, words(1), env));
				assert.equal(keys, [scene.idc.credentialsFor('111111111111', 'ReadOnly')?.accessKeyId]);
			}, `${CHAINS}${config}`),
		);
	}
}

test.run();
