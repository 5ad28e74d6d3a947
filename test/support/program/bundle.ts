/** Builds the bundle and reads esbuild's metafile: the outputs, their inputs, and what loads together. */
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asRecord, type JsonRecord } from '../../../src/core/text/json.ts';
import { makeHome } from '../files/home.ts';

export interface Output {
	readonly name: string;
	/** Size of the inputs after bundling, without esbuild's path comments, which differ from folder to folder. */
	readonly bytes: number;
	/** The sources and package files in this output. */
	readonly inputs: readonly string[];
	readonly imports: readonly { readonly kind: string; readonly path: string }[];
}

function outputOf(name: string, output: JsonRecord): Output {
	const imports = Array.isArray(output.imports) ? output.imports.map((edge) => asRecord(edge) ?? {}) : [];
	const inputs = Object.entries(asRecord(output.inputs) ?? {});
	return {
		name,
		bytes: inputs.reduce((sum, [, input]) => sum + Number(asRecord(input)?.bytesInOutput), 0),
		inputs: inputs.map(([path]) => path),
		imports: imports.map(({ kind, path }) => ({ kind: String(kind), path: String(path) })),
	};
}

const root = (name: string): string => fileURLToPath(new URL(`../../../${name}`, import.meta.url));
const BUILD_INPUTS = ['scripts', 'node_modules', 'package.json', 'tsconfig.json', 'shell', 'completions'];

/** Code that a mistaken edit might append to a source file. */
export interface Slip {
	readonly file: string;
	readonly code: string;
}

/** Builds in a temporary folder beside links to the sources, so that dist/ stays as it is. */
export function build(slip?: Slip): readonly Output[] {
	const home = makeHome();
	try {
		for (const name of BUILD_INPUTS) symlinkSync(root(name), home.file(name));
		if (slip === undefined) symlinkSync(root('src'), home.file('src'));
		else {
			cpSync(root('src'), home.file('src'), { recursive: true });
			writeFileSync(home.file(slip.file), slip.code, { flag: 'a' });
		}
		const { status, stderr } = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: home.path, encoding: 'utf8' });
		if (status !== 0) throw new Error(`the build failed: ${stderr}`);
		const meta = asRecord(JSON.parse(readFileSync(home.file('dist/meta.json'), 'utf8'))) ?? {};
		// One metafile for all bundles, or one per bundle.
		const graphs = 'outputs' in meta ? [meta] : Object.values(meta).map((graph) => asRecord(graph) ?? {});
		return graphs.flatMap(({ outputs }) =>
			Object.entries(asRecord(outputs) ?? {}).map(([name, output]) => outputOf(name, asRecord(output) ?? {})),
		);
	} finally {
		home.remove();
	}
}

export const packageOf = (input: string): string | undefined =>
	/(?:^|\/)node_modules\/(@[^/]+|[^/]+)\/(?!.*node_modules\/)/.exec(input)?.[1];

/** Whether an import is dynamic, or a `require` of a quick file: not loaded at once. */
const isLater = ({ kind, path }: Output['imports'][number]): boolean =>
	kind === 'dynamic-import' || (kind === 'require-call' && path.startsWith('./'));

/** Returns the outputs that load at once with `output`, over static imports within a bundle or between two. */
function loadedWith(
	output: Output,
	byName: ReadonlyMap<string, Output>,
	seen = new Set<Output>(),
): ReadonlySet<Output> {
	if (seen.has(output)) return seen;
	seen.add(output);
	for (const imported of output.imports) {
		const target = byName.get(imported.path) ?? byName.get(posix.join(posix.dirname(output.name), imported.path));
		if (!isLater(imported) && target !== undefined) loadedWith(target, byName, seen);
	}
	return seen;
}

/**
 * What loads when `use` finds fresh credentials: the starter, the program, and the command if it is a file of its own.
 */
export interface WarmPath {
	readonly inputs: readonly string[];
	readonly packages: readonly string[];
	/** Node's built-in modules that it imports, sorted. */
	readonly builtins: readonly string[];
	readonly bytes: number;
}

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)].sort();

export function warmPath(outputs: readonly Output[]): WarmPath {
	const byName = new Map(outputs.map((output) => [output.name, output]));
	const entries = ['dist/cli.cjs', 'dist/program.cjs'].flatMap((name) => byName.get(name) ?? []);
	if (entries.length !== 2) throw new Error('there is no dist/cli.cjs, or no dist/program.cjs');
	const command = outputs.filter(({ inputs }) => inputs.some((input) => input.endsWith('src/commands/shell/use.ts')));
	const loaded = [...new Set([...entries, ...command].flatMap((output) => [...loadedWith(output, byName)]))];
	// `quick:` and `seldom:` inputs are lines that load a source later, not the source itself.
	const inputs = unique(loaded.flatMap((output) => output.inputs)).filter((input) => !/^(quick|seldom):/.test(input));
	const imported = loaded.flatMap(({ imports }) => imports.filter((edge) => !isLater(edge)));
	return {
		inputs,
		packages: unique(inputs.flatMap((input) => packageOf(input) ?? [])),
		builtins: unique(imported.map(({ path }) => path).filter((path) => isBuiltin(path))),
		bytes: loaded.reduce((sum, { bytes }) => sum + bytes, 0),
	};
}
