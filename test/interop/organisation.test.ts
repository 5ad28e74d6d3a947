/**
 * A large organisation with ugly names: what `sync` plans is what the AWS CLIs and boto3 read after it is applied,
 * pruned and undone, and no byte of the person's own changes. `npm test -- --all` has 300 accounts of 4 roles.
 */
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { asRecord } from '../../src/core/text/json.ts';
import { testUnless } from '../support/assertions/conditional-test.ts';
import { isWholeRun } from '../support/assertions/short-run.ts';
import type { Home } from '../support/files/home.ts';
import type { IdentityCenter } from '../support/identity-center/identity-center.ts';
import { startIdentityCenter } from '../support/identity-center/server.ts';
import { awsClis, runAwsCli } from '../support/program/aws-tools.ts';
import { runSsoenv, type Variables } from '../support/program/program.ts';
import { pythonAnswer } from '../support/program/python.ts';
import { releaseAll } from '../support/program/release.ts';
import { CORP, START_URL, signedInHome } from '../support/sign-in/signed-in-home.ts';

const ACCOUNTS = isWholeRun ? 300 : 30;
const ROLES = ['AWSAdministratorAccess', 'ReadOnly', 'Power_User+x', 'billing@corp'];

/** What real organisations call their accounts, and worse. */
const NAMES: readonly ((at: number) => string)[] = [
	(at) => `Dev Team ${at}`,
	(at) => `Büro für Ärzte ${at}`,
	(at) => `R&D / ${at}`,
	() => 'Sandbox',
	() => 'sandbox',
	(at) => `${'x'.repeat(57)}${String(at).padStart(3, '0')}`,
	(at) => `  = [${at}] : # ; $(id) \`id\` '"`,
	() => '東京',
	(at) => `acme-prod-${at}`,
	(at) => `acme-prod ${at - 1}`,
];

type Accounts = IdentityCenter['directory']['accounts'];

const organisation = (): Accounts =>
	Array.from({ length: ACCOUNTS }, (_, at) => ({
		accountId: String(100_000_000_000 + at * 7),
		accountName: NAMES[at % NAMES.length]?.(at) ?? '',
		emailAddress: `aws+${at}@example.com`,
		roles: ROLES,
	}));

/** Each tenth account is renamed, each tenth is gone, each tenth loses a role, and three are new. */
const changed = (accounts: Accounts): Accounts => [
	...accounts.flatMap((account, at) => {
		if (at % 10 === 1) return [];
		if (at % 10 === 2) return [{ ...account, accountName: `new & ${at}` }];
		return at % 10 === 4 ? [{ ...account, roles: ROLES.slice(1) }] : [account];
	}),
	...[1, 2, 3].map((at) => ({
		accountId: String(900_000_000_000 + at),
		accountName: 'SANDBOX',
		emailAddress: 'x@example.com',
		roles: ROLES,
	})),
];

const OWN = `# mine, with umlauts: ä\t \n${CORP}
[profile own] # first
sso_session = corp
sso_account_id = 100000000021
sso_role_name = ReadOnly
region = eu-west-1
s3 =
  addressing_style = path
`;
const BELOW = '\n# below\n[profile below]\nregion=us-east-1\n\n\n';

/** The AWS CLI's own session, and boto3's: names and settings of all profiles. */
const READERS = `
import os
os.environ.clear(); os.environ.update(given)
import boto3
from awscli.clidriver import create_clidriver
cli = create_clidriver().session.full_config['profiles']
boto = boto3.Session()
print(json.dumps([cli, {name: boto._session.full_config['profiles'][name] for name in boto.available_profiles}]))
`;

const lacks = (() => {
	try {
		return pythonAnswer('import boto3, awscli\nprint(json.dumps(given))', 1) === 1 ? undefined : 'no Python';
	} catch {
		return 'no Python with boto3 and the AWS CLI';
	}
})();

type Profiles = ReadonlyMap<string, string>;

const roleOf = (settings: unknown): string => {
	const { sso_account_id: accountId, sso_role_name: roleName, region } = asRecord(settings) ?? {};
	return `${roleName} in ${accountId}${region === undefined ? '' : ` (${region})`}`;
};

/** The profiles whose settings the AWS CLI 2 is asked for: each one takes it three processes. */
const ASKED = isWholeRun ? 8 : 1;

async function settingByCli2(profile: string, key: string, env: Variables): Promise<string | undefined> {
	const { stdout } = await runAwsCli('2', ['configure', 'get', key, '--profile', profile], env);
	return stdout.trim() || undefined;
}

/** Compares with what the AWS CLI 2 reads: all names, and the roles of some profiles from the whole list. */
async function compareWithCli2(profiles: Profiles, env: Variables): Promise<void> {
	const { stdout, stderr, exitCode } = await runAwsCli('2', ['configure', 'list-profiles'], env);
	assert.is(exitCode, 0, stderr);
	const names = stdout.split('\n').filter((name) => !['', 'own', 'below'].includes(name));
	assert.equal(names.sort(), [...profiles.keys()].sort());
	for (let at = 0; at < ASKED; at += 1) {
		const name = names[Math.floor((at * names.length) / ASKED)] ?? '';
		const [sso_account_id, sso_role_name, region] = await Promise.all(
			['sso_account_id', 'sso_role_name', 'region'].map((key) => settingByCli2(name, key, env)),
		);
		assert.is(roleOf({ sso_account_id, sso_role_name, region }), profiles.get(name), name);
	}
}

/** Returns the role of each profile that sync writes, as all readers have it. */
async function readProfiles(env: Variables): Promise<Profiles> {
	const answer = pythonAnswer(READERS, { PATH: process.env.PATH ?? '', ...env });
	if (!Array.isArray(answer)) throw new TypeError('no list');
	const [cli, boto]: readonly Profiles[] = answer.map((profiles) => {
		const { own: _own, below: _below, ...synced } = asRecord(profiles) ?? {};
		return new Map(Object.entries(synced).map(([name, settings]) => [name, roleOf(settings)] as const));
	});
	assert.equal(sorted(boto), sorted(cli));
	const profiles = cli ?? new Map();
	if (awsClis[2].lacks === undefined) await compareWithCli2(profiles, env);
	return profiles;
}

const sorted = (profiles: Profiles | undefined) => [...(profiles ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));

/** Carries out the lines of a plan: + new, ~ changed, - removed. */
function carriedOut(before: Profiles, plan: string): Profiles {
	const after = new Map(before);
	const gone: string[] = [];
	const come: (readonly [string, string])[] = [];
	for (const line of plan.split('\n').filter((one) => one !== '')) {
		const [, mark = '', old, name = '', role = ''] =
			/^([+~?-]) (?:(\S+) -> )?(\S+) {2}(\S+ in \d{12}(?: \(\S+\))?)/.exec(line) ?? [];
		assert.ok(mark !== '', line);
		if (mark === '-' || mark === '~') gone.push(old ?? name);
		if (mark === '+' || mark === '~') come.push([name, role]);
	}
	for (const name of gone) after.delete(name);
	for (const [name, role] of come) after.set(name, role);
	return after;
}

interface Scene {
	readonly idc: IdentityCenter;
	readonly home: Home;
	readonly env: Variables;
	/** Plans, checks, applies and reads back; returns the plan and what was said. */
	readonly sync: (...args: readonly string[]) => Promise<{ readonly plan: string; readonly said: string }>;
}

async function withOrganisation(work: (scene: Scene) => Promise<void>): Promise<void> {
	const idc = await startIdentityCenter({ directory: { accounts: organisation() } });
	const home = signedInHome(OWN, idc.signIn({ startUrl: START_URL, region: 'us-east-1' }));
	const env = { HOME: home.path, AWS_EC2_METADATA_DISABLED: 'true', ...idc.environment };
	let profiles: Profiles = new Map();
	const sync: Scene['sync'] = async (...args) => {
		const { stdout: plan, stderr, exitCode } = await runSsoenv(['sync', ...args, '--dry-run'], env);
		assert.is(exitCode, 0, stderr);
		const isChange = /^[+~-] /m.test(plan);
		const rest = args.filter((word) => word !== '--refresh');
		assert.is((await runSsoenv(['sync', ...rest, '--check'], env)).exitCode, isChange ? 1 : 0, plan);
		const { stderr: said, exitCode: status } = await runSsoenv(['sync', ...rest, '--yes'], env);
		assert.is(status, 0, said);
		const read = await readProfiles(env);
		assert.equal(sorted(read), sorted(carriedOut(profiles, plan)));
		profiles = read;
		const text = readFileSync(home.file('.aws/config'), 'utf8');
		assert.ok(text.startsWith(OWN) && (text.endsWith(BELOW) || !text.includes('below')), text.slice(0, 500));
		return { plan, said };
	};
	try {
		await work({ idc, home, env, sync });
	} finally {
		await releaseAll(idc.close, home.remove);
	}
}

const lines = (text: string, mark: string): number => text.split('\n').filter((line) => line.startsWith(mark)).length;

testUnless(lacks, `${ACCOUNTS} accounts: what is planned is what AWS tools read`, async () => {
	await withOrganisation(async ({ idc, home, env, sync }) => {
		const config = home.file('.aws/config');
		const first = await sync();
		assert.is(lines(first.plan, '+'), ACCOUNTS * ROLES.length - 1, 'each role but the one of an own profile');
		home.write('.aws/config', readFileSync(config, 'utf8') + BELOW);
		assert.is((await sync()).plan, '');

		idc.configure({ directory: { accounts: changed(idc.directory.accounts) } });
		const kept = await sync('--refresh');
		const tenth = ACCOUNTS / 10;
		assert.is(lines(kept.plan, '?'), tenth * ROLES.length + tenth);
		assert.is(lines(kept.plan, '+'), 3 * ROLES.length);
		assert.match(kept.said, /is now called "new & 2"/);
		const pruned = await sync('--prune');
		assert.is(lines(pruned.plan, '-'), tenth * ROLES.length + tenth);
		const renamed = await sync('--rename');
		assert.is(lines(renamed.plan, '~'), tenth * ROLES.length);

		const before = readFileSync(config);
		await sync('--include', '*/*admin*', '--include', 'acme*', '--exclude', '*/billing*', '--prune');
		assert.is((await runSsoenv(['sync', '--undo'], env)).exitCode, 0);
		assert.ok(readFileSync(config).equals(before), 'undone to the byte');
	});
});

testUnless(lacks, 'names, regions, keys and comments: the AWS CLI reads each profile as planned', async () => {
	await withOrganisation(async ({ home, env, sync }) => {
		await sync(
			...['--template', '{account_name|strip:acme-|kebab}.{role_name|kebab}.{region}', '--prefer', 'ReadOnly'],
			...['--region', 'eu-west-1', '--region', 'us-east-1', '--comment', '{account_email} = {account_name}'],
			...['--set', 'output=json', '--set', '*/ReadOnly:cli_pager=', '--include', '*/ReadOnly', '--include', '100*0'],
		);
		const text = readFileSync(home.file('.aws/config'), 'utf8');
		const [, name = ''] = /^\[profile (buro\S*us-east-1)\]$/m.exec(text) ?? [];
		for (const [key, value] of [
			['sso_role_name', 'ReadOnly'],
			['region', 'us-east-1'],
			['output', 'json'],
			['cli_pager', ''],
		] as const) {
			const { stdout } = await runAwsCli('1', ['configure', 'get', key, '--profile', name], env);
			assert.is(stdout.trim(), value, `${key} of ${name}`);
		}
		assert.is((await sync()).plan, '');
	});
});

testUnless(
	lacks,
	'the profiles of a suspended account, which AWS gives no role in, stay until they are pruned',
	async () => {
		await withOrganisation(async ({ idc, home, sync }) => {
			await sync();
			const before = readFileSync(home.file('.aws/config'), 'utf8');
			const accounts = idc.directory.accounts.map((account, at) => (at === 10 ? { ...account, roles: [] } : account));
			idc.configure({ directory: { accounts } });
			const { plan } = await sync('--refresh');
			assert.is(lines(plan, '?'), ROLES.length);
			assert.is(readFileSync(home.file('.aws/config'), 'utf8'), before);
			assert.is(lines((await sync('--prune')).plan, '-'), ROLES.length);
		});
	},
);

testUnless(
	lacks,
	'profiles of an organisation are removed and renamed: AWS tools read the others as before',
	async () => {
		await withOrganisation(async ({ home, env, sync }) => {
			await sync();
			const config = home.file('.aws/config');
			const before = readFileSync(config);
			const profiles = new Map(await readProfiles(env));
			const [gone = '', other = '', renamed = ''] = [...profiles.keys()].filter((name) => name.startsWith('Dev-Team'));
			for (const words of [
				['remove', gone, other],
				['rename', renamed, 'short'],
			]) {
				const { exitCode, stderr } = await runSsoenv(words, env);
				assert.is(exitCode, 0, stderr);
			}
			const expected = new Map([...profiles, ['short', profiles.get(renamed) ?? '']]);
			for (const name of [gone, other, renamed]) expected.delete(name);
			assert.equal(sorted(await readProfiles(env)), sorted(expected));
			assert.ok(readFileSync(config, 'utf8').startsWith(OWN));
			const { stderr } = await runSsoenv(['sync', '--yes'], env);
			assert.match(stderr, /nothing to write/);
			for (const undone of [1, 2]) {
				const { exitCode } = await runSsoenv(['remove', '--undo'], env);
				assert.is(exitCode, undone === 1 ? 0 : 2, 'the last change alone can be undone');
			}
			assert.equal(
				sorted(await readProfiles(env)),
				sorted(new Map([...profiles].filter(([name]) => ![gone, other].includes(name)))),
			);
			assert.not.ok(readFileSync(config).equals(before));
		});
	},
);

test.run();
