/** With fresh credentials in the cache nothing costly is loaded: proven on the import graph, which unlike a stopwatch is never flaky. */
import { isBuiltin } from 'node:module';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { build, packageOf, type Slip, warmPath } from '../support/program/bundle.ts';

const COSTLY = ['@aws-sdk', '@smithy', 'execa', 'yargs', 'string-width', '@inquirer', 'open', 'cli-progress'];

/**
 * What the warm path may weigh. Node reads all of it on each run, and compiles it on the first, in about two milliseconds for each
 * hundred thousand bytes. A change that needs more says so here: 1,500 bytes are the groups, value names and defaults of the command
 * table, which help shows, and the row of `shell-role`.
 */
const BUDGET_BYTES = 115_500;

/** Of Node's own modules the warm path names these; each further one has to be worth its start. */
const BUILTINS = ['node:fs', 'node:path', 'node:vm'];

/** Of the adapters those that the warm path holds. */
const ADAPTERS = [
	'config/aws-ini',
	'config/config-files',
	'files/digest',
	'files/file-cache',
	'files/owner',
	'files/regular-file',
	'machine/pause',
	'machine/processes',
	'machine/system-error',
	'shell/shell-copies',
	'terminal/table',
	'terminal/terminal',
];

const outputs = build();
const warm = warmPath(outputs);

test('the warm path is what it is taken for', () => {
	for (const source of [
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

test('of all packages the warm path holds one alone', () => {
	assert.equal(warm.packages, ['@noble']);
});

test('of the adapters the warm path holds those that it needs', () => {
	const adapters = warm.inputs.flatMap((input) => /(?:^|\/)src\/adapters\/(.*)\.ts$/.exec(input)?.[1] ?? []);
	assert.equal(adapters, ADAPTERS);
});

test("of Node's own modules the warm path names those that it needs", () => {
	assert.equal(warm.builtins, BUILTINS);
});

test('the warm path keeps within its budget of bytes', () => {
	assert.ok(warm.bytes > BUDGET_BYTES / 2, `${warm.bytes} bytes: the budget can be lowered`);
	assert.ok(warm.bytes <= BUDGET_BYTES, `${warm.bytes} bytes`);
});

/** Each would cost every `use`, and is noticed by something above. */
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
		what: 'an adapter that is loaded when it is needed',
		file: 'src/context.ts',
		code: "import { singleFlight } from './adapters/lock/lock.ts';\nglobalThis.slip = singleFlight;\n",
		noticed: ({ inputs }) => inputs.some((input) => input.endsWith('src/adapters/lock/lock.ts')),
	},
	{
		what: "one of Node's own modules",
		file: 'src/adapters/machine/pause.ts',
		code: "import { spawnSync } from 'node:child_process';\nglobalThis.slip = spawnSync;\n",
		noticed: ({ builtins }) => builtins.includes('node:child_process'),
	},
];

for (const { what, noticed, ...slip } of SLIPS) {
	test(`it would be noticed if ${slip.file} imported ${what}`, () => {
		assert.ok(noticed(warmPath(build(slip))));
	});
}

test('the costly packages are in the bundle, so that users install nothing else', () => {
	for (const name of ['@aws-sdk', '@smithy', 'yargs', 'string-width']) {
		assert.ok(
			outputs.some(({ inputs }) => inputs.some((input) => packageOf(input) === name)),
			name,
		);
	}
	const outside = outputs.flatMap(({ imports }) => imports.map(({ path }) => path));
	// Node's own modules, and outputs of this build.
	const foreign = outside.filter((path) => !/^(?:\.{0,2}\/|dist\/)/.test(path) && !isBuiltin(path));
	assert.equal(foreign, []);
});

test('nothing of the tests and no development tool is in the bundle', () => {
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
