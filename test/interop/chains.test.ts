/**
 * Chains of roles beside the AWS CLIs, boto3 and the AWS SDK for JavaScript: the same roles from the same files, and
 * for the AWS CLIs the same cache entries in both directions. `npm test -- --all` tries every chain, not only some.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createSts } from '../../src/adapters/aws/sts.ts';
import { asRecord, type JsonRecord } from '../../src/core/text/json.ts';
import { testUnless } from '../support/assertions/conditional-test.ts';
import { isWholeRun } from '../support/assertions/short-run.ts';
import type { Home } from '../support/files/home.ts';
import type { IdentityCenter } from '../support/identity-center/identity-center.ts';
import { startIdentityCenter } from '../support/identity-center/server.ts';
import { defaultRoles, iamRole } from '../support/identity-center/sts/iam.ts';
import { type AwsTool, awsClis, awsSdks } from '../support/program/aws-tools.ts';
import { type Ended, runSsoenv } from '../support/program/program.ts';
import { releaseAll } from '../support/program/release.ts';
import { allChains, type ChainRow, LAST, someChains } from '../support/sign-in/chain-rows.ts';
import { signedInHome } from '../support/sign-in/signed-in-home.ts';

interface Scene {
	readonly idc: IdentityCenter;
	/** A new home of a person who is signed in. */
	readonly newHome: () => Home;
	/** Whom STS sees behind the profile `end`, by what ssoenv exports. */
	readonly ssoenv: (home: Home) => Promise<unknown>;
	readonly other: (tool: AwsTool, home: Home) => Promise<unknown>;
}

async function withScene(row: ChainRow, work: (scene: Scene) => Promise<void>): Promise<void> {
	const idc = await startIdentityCenter({ directory: { iamRoles: [...defaultRoles, iamRole(LAST)] } });
	const homes: Home[] = [];
	const variables = ({ path: HOME }: Home) => ({
		HOME,
		AWS_EC2_METADATA_DISABLED: 'true',
		AWS_MAX_ATTEMPTS: '1',
		...idc.environment,
		...row.variables,
	});
	const exporting = row.code === undefined ? [] : ['--mfa-code', '-'];
	const newHome = () => {
		const home = signedInHome(row.config, idc.signIn());
		homes.push(home);
		return home;
	};
	try {
		await work({
			idc,
			newHome,
			ssoenv: async (home) =>
				callerOf(resultOf(await runSsoenv(['export', 'end', ...exporting], variables(home), row.code)), idc),
			other: async (tool, home) => resultOf(await tool.callerOf('end', variables(home), row.code)).Arn,
		});
	} finally {
		await releaseAll(idc.close, ...homes.map(({ remove }) => remove));
	}
}

function resultOf({ stdout, stderr, exitCode }: Ended): JsonRecord {
	assert.is(exitCode, 0, stderr);
	return asRecord(JSON.parse(stdout)) ?? {};
}

/** Returns the ARN that STS sees behind the credentials that `export` printed. */
async function callerOf(exported: JsonRecord, { url }: IdentityCenter): Promise<string> {
	const [accessKeyId, secretAccessKey, sessionToken] = ['AccessKeyId', 'SecretAccessKey', 'SessionToken'].map((name) =>
		String(exported[name]),
	);
	const sts = createSts({
		ssoRegion: 'eu-west-1',
		address: { endpoint: url.sts, useFipsEndpoint: false, useDualstackEndpoint: false, caBundle: undefined },
		timeoutMs: 10_000,
		maxAttempts: 1,
		now: Date.now,
		env: {},
		onServerTime: () => undefined,
	});
	const answer = await sts.callerArn({
		accessKeyId: accessKeyId ?? '',
		secretAccessKey: secretAccessKey ?? '',
		...(sessionToken !== undefined && { sessionToken }),
	});
	if (!answer.ok) throw new Error(answer.code);
	return answer.value;
}

/** Returns the cache entries of assumed roles, by the names of their files. */
function entriesIn(home: Home): ReadonlyMap<string, string> {
	const folder = home.file('.aws/cli/cache');
	const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
	const entries = names.sort().map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')] as const);
	return new Map(entries.filter(([, text]) => asRecord(JSON.parse(text))?.ProviderType === undefined));
}

const roleOf = (arn: unknown): string => String(arn).replace(/\/[^/]*$/, '');

/** What a reader takes from each entry. The texts differ in their keys, session names and forms of times. */
function meaningOf(entries: ReadonlyMap<string, string>, { roles }: ChainRow, idc: IdentityCenter) {
	const issued = roles.map((arn) => idc.assumedCredentials(arn));
	return [...entries].map(([name, text]) => {
		const entry = asRecord(JSON.parse(text));
		const [keys, user] = [asRecord(entry?.Credentials), asRecord(entry?.AssumedRoleUser)];
		const at = issued.findIndex((one) => one?.accessKeyId === keys?.AccessKeyId);
		const { secretAccessKey, sessionToken, expiration = 0 } = issued[at] ?? {};
		assert.equal([keys?.SecretAccessKey, keys?.SessionToken], [secretAccessKey, sessionToken]);
		assert.is(Date.parse(String(keys?.Expiration)), Math.trunc(expiration / 1000) * 1000);
		const role = roleOf(user?.Arn);
		// The AWS CLI writes it since 2.25, and finds it in the ARN of the session too.
		assert.is(keys?.AccountId ?? role.split(':')[4], role.split(':')[4]);
		const [id, session] = String(user?.AssumedRoleId).split(':');
		assert.ok(String(user?.Arn).endsWith(`/${session}`));
		return { name, hop: at, role, id, members: Object.keys(entry ?? {}).join() };
	});
}

const sessionArnOf = ({ roles }: ChainRow): string => {
	const [, account = '', name = ''] = /^arn:aws:iam::(\d+):role\/(?:.*\/)?([^/]+)$/.exec(roles.at(-1) ?? '') ?? [];
	return `arn:aws:sts::${account}:assumed-role/${name}`;
};

const calls = ({ idc }: Scene): number => idc.requestsTo('AssumeRole').length;

for (const row of isWholeRun ? allChains : someChains) {
	for (const cli of Object.values(awsClis)) {
		testUnless(cli.lacks, `${row.name}: ssoenv and ${cli.name} use the entries of each other`, () =>
			withScene(row, async (scene) => {
				const { idc, newHome, ssoenv, other } = scene;
				const meanings: unknown[] = [];
				for (const [first, second] of [
					[(home: Home) => other(cli, home), ssoenv],
					[ssoenv, (home: Home) => other(cli, home)],
				] as const) {
					const [home, before] = [newHome(), calls(scene)];
					const arn = await first(home);
					assert.is(roleOf(arn), sessionArnOf(row));
					assert.is(calls(scene) - before, row.roles.length);
					const entries = entriesIn(home);
					meanings.push(meaningOf(entries, row, idc));
					assert.is(await second(home), arn);
					assert.is(calls(scene) - before, row.roles.length);
					assert.equal(entriesIn(home), entries);
				}
				assert.equal(meanings[0], meanings[1]);
			}),
		);
	}

	for (const sdk of awsSdks) {
		testUnless(sdk.lacks, `${row.name}: ${sdk.name} gets the same role`, () =>
			withScene(row, async ({ newHome, other }) => {
				assert.is(roleOf(await other(sdk, newHome())), sessionArnOf(row));
			}),
		);
	}
}

test.run();
