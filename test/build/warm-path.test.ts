/** With fresh credentials in the cache nothing costly is loaded: proven on the import graph, which unlike a stopwatch is never flaky. */
import { spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { asRecord, type JsonRecord } from '../../src/core/json.ts';
import { makeHome } from '../support/home.ts';

const COSTLY = [
	'@aws-sdk',
	'@smithy',
	'execa',
	'yargs',
	'string-width',
	'write-file-atomic',
	'@inquirer',
	'open',
	'cli-progress',
];

const packageOf = (input: string): string | undefined =>
	/(?:^|\/)node_modules\/(@[^/]+|[^/]+)\/(?!.*node_modules\/)/.exec(input)?.[1];

interface Output {
	readonly name: string;
	readonly entryPoint: string;
	readonly inputs: readonly string[];
	readonly imports: readonly { readonly kind: string; readonly path: string }[];
}

function outputOf(name: string, output: JsonRecord): Output {
	const imports = Array.isArray(output.imports) ? output.imports.map((edge) => asRecord(edge) ?? {}) : [];
	return {
		name,
		entryPoint: String(output.entryPoint ?? ''),
		inputs: Object.keys(asRecord(output.inputs) ?? {}),
		imports: imports.map(({ kind, path }) => ({ kind: String(kind), path: String(path) })),
	};
}

/** Builds in a folder of its own, beside links to the sources: the person's dist/ stays as it is. */
function build(): readonly Output[] {
	const home = makeHome();
	try {
		for (const name of ['src', 'scripts', 'node_modules', 'package.json', 'tsconfig.json', 'shell', 'completions']) {
			symlinkSync(fileURLToPath(new URL(`../../${name}`, import.meta.url)), home.file(name));
		}
		const { status, stderr } = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: home.path, encoding: 'utf8' });
		if (status !== 0) throw new Error(`the build failed: ${stderr}`);
		const meta = asRecord(JSON.parse(readFileSync(home.file('dist/meta.json'), 'utf8'))) ?? {};
		// One graph, or one for each bundle.
		const graphs = 'outputs' in meta ? [meta] : Object.values(meta).map((graph) => asRecord(graph) ?? {});
		return graphs.flatMap(({ outputs }) =>
			Object.entries(asRecord(outputs) ?? {}).map(([name, output]) => outputOf(name, asRecord(output) ?? {})),
		);
	} finally {
		home.remove();
	}
}

const outputs = build();
const byName = new Map(outputs.map((output) => [output.name, output]));

/** The outputs that are loaded at once with one: over static imports, whether within a bundle or between two. */
function loadedWith(output: Output, seen = new Set<Output>()): ReadonlySet<Output> {
	if (seen.has(output)) return seen;
	seen.add(output);
	for (const { kind, path } of output.imports) {
		const target = byName.get(path) ?? byName.get(posix.join(posix.dirname(output.name), path));
		if (kind !== 'dynamic-import' && target !== undefined) loadedWith(target, seen);
	}
	return seen;
}

const holding = (source: string): readonly Output[] =>
	outputs.filter(({ inputs }) => inputs.some((input) => input.endsWith(source)));

/** Everything that runs when `use` finds fresh credentials: the entry, and the command where it is a file of its own. */
function warmInputs(): ReadonlySet<string> {
	const entry = byName.get('dist/cli.cjs');
	if (entry === undefined) throw new Error('there is no dist/cli.cjs');
	const loaded = [entry, ...holding('src/commands/use.ts')].flatMap((output) => [...loadedWith(output)]);
	return new Set(loaded.flatMap(({ inputs }) => inputs));
}

test('the warm path is what it is taken for', () => {
	const inputs = [...warmInputs()];
	for (const source of [
		'src/cli.ts',
		'src/commands/use.ts',
		'src/flows/credentials-for.ts',
		'src/adapters/aws-ini.ts',
	]) {
		assert.ok(
			inputs.some((input) => input.endsWith(source)),
			source,
		);
	}
});

for (const name of COSTLY) {
	test(`the warm path loads nothing of ${name}`, () => {
		assert.equal(
			[...warmInputs()].filter((input) => packageOf(input) === name),
			[],
		);
	});
}

test('of all packages the warm path holds ini alone', () => {
	const packages = new Set([...warmInputs()].map(packageOf).filter((name) => name !== undefined));
	assert.equal([...packages], ['ini']);
});

test('the costly packages are in the bundle, so that users install nothing else', () => {
	for (const name of ['@aws-sdk', '@smithy', 'yargs', 'string-width', 'write-file-atomic']) {
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
