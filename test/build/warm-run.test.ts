/** What `use` costs, counted rather than timed: modules that are loaded, files that are touched, processes, requests. */
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { testUnless } from '../support/assertions/conditional-test.ts';
import { leaveForeignFiles } from '../support/files/foreign-files.ts';
import type { Home } from '../support/files/home.ts';
import type { IdentityCenter } from '../support/identity-center/identity-center.ts';
import { startIdentityCenter } from '../support/identity-center/server.ts';
import { lacksNode, PROGRAM } from '../support/program/built-program.ts';
import { endOf } from '../support/program/ended-program.ts';
import { runSsoenv } from '../support/program/program.ts';
import { releaseAll } from '../support/program/release.ts';
import { trace, tracer } from '../support/program/traced-program.ts';
import { CORP, cacheFileName, signedInHome } from '../support/sign-in/signed-in-home.ts';

/** Of Node's own modules those that a warm `use` loads beyond what Node has loaded anyway; each costs time on every run. */
const BUILTINS = ['vm'];

/** The single file holds its compiled code. */
const KEPT_CODE = lacksNode === undefined ? ['.cache/ssoenv/code/BUILD-program.cjs'] : [];

/**
 * In the home a warm `use` touches these, however much lies beside them. The note is about the clock, and mostly not
 * there: without it, an entry that the AWS CLI wrote would seem to last longer than it does if the clock is behind.
 */
const TOUCHED = [
	'.aws/cli/cache/e83cab308910340ce11a566ebf0b9e96b40f6c39.json',
	'.aws/config',
	'.aws/credentials',
	...KEPT_CODE,
	`.cache/ssoenv/notes/${cacheFileName('clock')}`,
];

const DEPLOY = 'arn:aws:iam::333333333333:role/Deploy';
const ENTRY = `{"RoleArn": "${DEPLOY}"}`;

/** A warm `use` of a profile that assumes a role touches its own entry, and the note that tells which one that is. */
const TOUCHED_BY_CHAIN = [
	`.aws/cli/cache/${cacheFileName(ENTRY)}`,
	'.aws/config',
	'.aws/credentials',
	...KEPT_CODE,
	...['clock', 'chain deploy'].map((key) => `.cache/ssoenv/notes/${cacheFileName(key)}`).sort(),
];

/** The name of what Node has compiled says for which build of ours, and for which Node. */
const asTouched = (name: string): string => name.replace(/(\/code\/)[^/]*-(\w+\.cjs)$/, '$1BUILD-$2');

const FOREIGN_FILES = 5_000;

const CONFIG = `${CORP}[profile dev]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = ReadOnly
[profile deploy]
role_arn = ${DEPLOY}
source_profile = dev
region = eu-west-1
`;
const CLI = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));
const USE = ['use', 'dev', '--shell', 'bash'];
const USE_CHAIN = ['use', 'deploy', '--shell', 'bash'];

interface Scene {
	readonly idc: IdentityCenter;
	readonly home: Home;
	readonly env: Readonly<Record<string, string>>;
}

/** Where somebody is signed in, and dev has no role credentials yet. */
async function withScene(body: (scene: Scene) => Promise<void>): Promise<void> {
	const idc = await startIdentityCenter();
	const home = signedInHome(CONFIG, idc.signIn());
	try {
		await body({ idc, home, env: { PATH: process.env.PATH ?? '', HOME: home.path, ...idc.environment } });
	} finally {
		await releaseAll(idc.close, home.remove);
	}
}

async function use({ env }: Scene, words = USE): Promise<void> {
	const { exitCode, stderr } = await runSsoenv(words, env);
	assert.is(exitCode, 0, stderr);
}

const isPublic = new Set(builtinModules);

/** Of the modules that people can import, those that a run had loaded. */
async function loadedBy(args: readonly string[], { env }: Scene): Promise<readonly string[]> {
	const { modules } = await endOf(args, env);
	const names = modules.flatMap((module) => /^NativeModule (.*)/.exec(module)?.[1] ?? []);
	return names.filter((name) => isPublic.has(name)).sort();
}

/** A program that loads modules and does nothing with them. */
const loading = (names: readonly string[], { home }: Scene): readonly string[] => [
	home.write('loading.cjs', names.map((name) => `require('node:${name}');\n`).join('')),
];

test("a warm use loads of Node's own modules what is listed, and what they need themselves", () =>
	withScene(async (scene) => {
		await use(scene);
		assert.equal(await loadedBy([CLI, ...USE], scene), await loadedBy(loading(BUILTINS, scene), scene));
	}));

test("a warm use of a chain loads the same of Node's own modules", () =>
	withScene(async (scene) => {
		await use(scene);
		await use(scene, USE_CHAIN);
		assert.equal(await loadedBy([CLI, ...USE_CHAIN], scene), await loadedBy([CLI, ...USE], scene));
	}));

test('a module more or less would be noticed', () =>
	withScene(async (scene) => {
		const listed = await loadedBy(loading(BUILTINS, scene), scene);
		assert.not.equal(await loadedBy(loading([...BUILTINS, 'child_process'], scene), scene), listed);
		assert.not.equal(await loadedBy(loading(BUILTINS.slice(1), scene), scene), listed);
	}));

const lacks = (await tracer()) === undefined ? 'there is no strace that may trace' : undefined;

testUnless(lacks, 'a warm use touches what it needs of the home, lists no folder and starts no process', () =>
	withScene(async (scene) => {
		leaveForeignFiles(scene.home, FOREIGN_FILES);
		await use(scene);
		const traced = await trace([...PROGRAM, ...USE], scene.home, scene.env);
		assert.equal(traced.touched.map(asTouched), TOUCHED);
		assert.equal([traced.listings, traced.processes], [0, 0]);
	}),
);

testUnless(lacks, 'a warm use of a chain touches one file more, lists no folder and starts no process', () =>
	withScene(async (scene) => {
		leaveForeignFiles(scene.home, FOREIGN_FILES);
		await use(scene, USE_CHAIN);
		const traced = await trace([...PROGRAM, ...USE_CHAIN], scene.home, scene.env);
		assert.equal(traced.touched.map(asTouched), TOUCHED_BY_CHAIN);
		assert.equal([traced.listings, traced.processes], [0, 0]);
	}),
);

/** What is loaded of the program, beside what starts each command. A chunk more costs about a millisecond. */
const PARTS: readonly (readonly [words: readonly string[], parts: readonly string[]])[] = [
	[USE, []],
	[['status'], ['status.cjs']],
	[['list'], ['list.cjs']],
	[['export', 'dev', '--format', 'env'], []],
	[['exec', 'dev', '--', 'true'], ['exec.cjs']],
	[['--help'], ['help.cjs']],
	[['use', '--help'], ['help.cjs']],
];

for (const [words, parts] of PARTS) {
	testUnless(lacks ?? lacksNode, `a warm ${words.join(' ')} loads ${parts.join(' and ') || 'nothing more'}`, () =>
		withScene(async (scene) => {
			await use(scene);
			await trace([...PROGRAM, ...words], scene.home, scene.env);
			const traced = await trace([...PROGRAM, ...words], scene.home, scene.env);
			assert.equal(traced.parts, ['cli.cjs', 'program.cjs', 'start.cjs', ...parts].sort());
		}),
	);
}

testUnless(lacks, 'a folder that is listed, a file that is read and a process that is started would be noticed', () =>
	withScene(async ({ home, env }) => {
		leaveForeignFiles(home, 2);
		const traced = (code: string) => trace([process.execPath, '-e', code], home, env);
		const listing = await traced("fs.readdirSync(process.env.HOME + '/.aws/cli/cache')");
		assert.equal(listing.touched, ['.aws/cli/cache']);
		assert.ok(listing.listings > 0);
		const reading = await traced("fs.statSync(process.env.HOME + '/.aws/config')");
		assert.equal(reading, { touched: ['.aws/config'], parts: [], listings: 0, processes: 0 });
		assert.is((await traced("child_process.spawnSync('true')")).processes, 1);
		assert.is((await traced("child_process.execSync('true; sh -c true')")).processes, 2);
	}),
);

test('a cold use makes one request over one connection, and a warm one none', () =>
	withScene(async (scene) => {
		const { idc } = scene;
		await use(scene);
		assert.is(idc.requests.length, 1);
		assert.is(idc.requestsTo('GetRoleCredentials').length, 1);
		assert.is(idc.connections(), 1);
		await use(scene);
		assert.is(idc.requests.length, 1);
		assert.is(idc.connections(), 1);
	}));

test('each request and each connection would be noticed', () =>
	withScene(async ({ idc }) => {
		const ask = () => fetch(idc.url.sso, { headers: { connection: 'close' } }).then((answer) => answer.text());
		await ask();
		await ask();
		assert.is(idc.requests.length, 2);
		assert.is(idc.connections(), 2);
	}));

test.run();
