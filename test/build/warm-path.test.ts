/** A `use` with fresh credentials loads nothing costly. The import graph proves it, which unlike a stopwatch is never flaky. */
import { isBuiltin } from 'node:module';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { build, packageOf, type Slip, warmPath } from '../support/program/bundle.ts';

const COSTLY = ['@aws-sdk', '@smithy', 'execa', 'yargs', 'string-width', '@inquirer', 'open', 'cli-progress'];

/**
 * The size that the warm path may have. Node reads all of it on each run, and V8 deserializes what it compiled of it.
 * 33,000 of these bytes are imported statically but seldom run: the table of failures, the texts about refused
 * profiles, the reading of irregular settings. Together they cost 1.8 % of a warm `use`. None of them can be an
 * `import()`, because their callers are synchronous. If you need more bytes, say here why: the rows of a record are a
 * table since the shell layers read them by name, `prompt` and the options of `install` are rows of the command table,
 * the code for Nushell, elvish, xonsh and tcsh takes 3,000 bytes, and the checks of the keys of a role that is assumed,
 * with what finds the code for such a profile, take 7,000. The settings of a profile that travel, with the question of
 * whether to warn of one, take 3,500. The options for a role by its ARN and for a device code, and the note of the clock,
 * take 3,000. The note that spares a warm chain its own file takes 4,000: 0.1 % of a warm `use`, and 4 % less of one of a
 * chain. What splits the command line of `exec` from that of its program, with the row of `exec`, takes 3,500. The row
 * of `serve`, with what splits its names, takes 2,100, that of `console` 2,600, that of `each` 3,000. The row of `write`,
 * with the look for the note of its keys, and what says whose keys a profile holds, takes 2,800, that of `doctor` 1,900.
 * The question for the home of a user, which only the single file asks, takes 600: it never runs in Node. What asks
 * whether a role may be kept takes 1,300: a warm `use` does not ask. The home on Windows, and `ps` where there is no
 * `/proc`, take 1,200: no difference in 300 runs that took turns. The rows of `allow` and `deny`, and what leaves the search
 * for the profile of a folder to other code, take 2,600, the rows of `remove` and `rename` 700, and the further options of
 * `sync`, `list`, `accounts` and `uninstall` 4,000.
 */
const BUDGET_BYTES = 203_000;

/** The modules of Node that the warm path imports. Each further one has to be worth its start. */
const BUILTINS = ['node:fs', 'node:path', 'node:vm'];

/** The adapters that the warm path holds. */
const ADAPTERS = [
	'config/aws-ini',
	'config/config-files',
	'config/ini-values',
	'directory/signs',
	'files/digest',
	'files/file-cache',
	'files/owner',
	'files/regular-file',
	'machine/pause',
	'machine/proc-files',
	'machine/processes',
	'machine/system-error',
	'shell/shell-copies',
	'terminal/terminal-port',
	'terminal/terminal',
];

const { outputs } = build();
const warm = warmPath(outputs);

test('the warm path holds what the following tests expect of it', () => {
	for (const source of [
		'src/start/node-check.ts',
		'src/start/start.ts',
		'src/cli.ts',
		'src/commands/shell/use.ts',
		'src/flows/credentials/credentials-for.ts',
		'src/adapters/config/aws-ini.ts',
	]) {
		assert.ok(
			warm.inputs.some((input) => input.endsWith(source)),
			source,
		);
	}
});

for (const name of COSTLY) {
	test(`the warm path loads nothing of ${name}`, () => {
		assert.equal(
			warm.inputs.filter((input) => packageOf(input) === name),
			[],
		);
	});
}

test('the warm path holds two small packages', () => {
	assert.equal(warm.packages, ['@noble', 'ini']);
});

test('the warm path holds the adapters that it needs, and no others', () => {
	const adapters = warm.inputs.flatMap((input) => /(?:^|\/)src\/adapters\/(.*)\.ts$/.exec(input)?.[1] ?? []);
	assert.equal(adapters, ADAPTERS);
});

test('the warm path imports the modules of Node that it needs, and no others', () => {
	assert.equal(warm.builtins, BUILTINS);
});

test('the warm path keeps within its budget of bytes', () => {
	assert.ok(warm.bytes > BUDGET_BYTES / 2, `${warm.bytes} bytes: the budget can be lowered`);
	assert.ok(warm.bytes <= BUDGET_BYTES, `${warm.bytes} bytes`);
});

/** Mistakes that would cost every `use`; a test above notices each. */
const SLIPS: readonly (Slip & {
	readonly what: string;
	readonly noticed: (warm: ReturnType<typeof warmPath>) => boolean;
})[] = [
	{
		what: 'the SDK',
		file: 'src/adapters/files/file-cache.ts',
		code: "import { SSOClient } from '@aws-sdk/client-sso';\nglobalThis.slip = SSOClient;\n",
		noticed: ({ packages, bytes }) => packages.includes('@aws-sdk') && bytes > BUDGET_BYTES,
	},
	{
		what: 'the lock at once, which is imported when it is needed',
		file: 'src/context.ts',
		code: "import { singleFlight } from './adapters/lock/lock.ts';\nglobalThis.slip = singleFlight;\n",
		noticed: ({ inputs }) => inputs.some((input) => input.endsWith('src/adapters/lock/lock.ts')),
	},
	{
		what: 'another module of Node',
		file: 'src/adapters/machine/pause.ts',
		code: "import { spawnSync } from 'node:child_process';\nglobalThis.slip = spawnSync;\n",
		noticed: ({ builtins }) => builtins.includes('node:child_process'),
	},
];

for (const { what, noticed, ...slip } of SLIPS) {
	test(`a test above notices if ${slip.file} imports ${what}`, () => {
		assert.ok(noticed(warmPath(build(slip).outputs)));
	});
}

/** What a `use` of a chain loads beside the warm path until there is a note of it. 55,000 of these bytes are copies of parts of core/. */
const CHAIN_BYTES = 88_000;

test('a chain without a note loads one file more, which has no adapter and no package', () => {
	const chain = outputs.find(({ name }) => name === 'dist/chain.cjs');
	if (chain === undefined) throw new Error('it is not in dist/');
	assert.ok(chain.inputs.some((input) => input.endsWith('src/flows/credentials/assumed-role.ts')));
	assert.equal(
		chain.inputs.filter((input) => /src\/adapters\/|node_modules\//.test(input)),
		[],
	);
	assert.equal(
		chain.imports.filter(({ kind }) => kind !== 'dynamic-import'),
		[],
	);
	assert.ok(chain.bytes <= CHAIN_BYTES, `${chain.bytes} bytes`);
});

/** The whole client for STS has 1.1 MB, and takes 86 ms of CPU time more to load. */
const SIGNING_BYTES = 130_000;

test('calling STS loads a signer and a parser of the AWS SDK, and nothing else of it', () => {
	const sts = outputs.find(({ name }) => name === 'dist/sts.cjs');
	if (sts === undefined) throw new Error('it is not in dist/');
	assert.ok(sts.inputs.some((input) => input.includes('@smithy/signature-v4')));
	assert.ok(sts.bytes <= SIGNING_BYTES, `${sts.bytes} bytes`);
	assert.equal(
		sts.inputs.filter((input) => /client-sts|middleware/.test(input)),
		[],
	);
});

test('the costly packages are in dist/, so that users install nothing else', () => {
	for (const name of ['@aws-sdk', '@smithy', 'yargs', 'string-width']) {
		assert.ok(
			outputs.some(({ inputs }) => inputs.some((input) => packageOf(input) === name)),
			name,
		);
	}
	const outside = outputs.flatMap(({ imports }) => imports.map(({ path }) => path));
	// All but modules of Node and outputs of this build.
	const foreign = outside.filter((path) => !/^(?:\.{0,2}\/|dist\/)/.test(path) && !isBuiltin(path));
	assert.equal(foreign, []);
});

test('no test and no development tool is in dist/', () => {
	const inputs = outputs.flatMap((output) => output.inputs);
	for (const name of ['uvu', 'tsx', 'esbuild', '@biomejs', 'typescript', 'bats', 'knip']) {
		assert.equal(
			inputs.filter((input) => packageOf(input) === name),
			[],
		);
	}
	assert.equal(
		inputs.filter((input) => /(?:^|\/)test\//.test(input) && packageOf(input) === undefined),
		[],
	);
});

test.run();
