/** What esbuild says about the bundle: which outputs there are, what is in them, and what is loaded with what. */
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asRecord, type JsonRecord } from '../../../src/core/text/json.ts';
import { makeHome } from '../files/home.ts';

export interface Output {
	readonly name: string;
	/** What the inputs have become, without notes of esbuild on where they are, which differ from folder to folder. */
	readonly bytes: number;
	/** The sources and files of packages that are in it. */
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
const AROUND = ['scripts', 'node_modules', 'package.json', 'tsconfig.json', 'shell', 'completions'];

/** A slip of somebody: code at the end of a source. */
export interface Slip {
	readonly file: string;
	readonly code: string;
}

/** Builds in a folder of its own, beside links to the sources: the person's dist/ stays as it is. */
export function build(slip?: Slip): readonly Output[] {
	const home = makeHome();
	try {
		for (const name of AROUND) symlinkSync(root(name), home.file(name));
		if (slip === undefined) symlinkSync(root('src'), home.file('src'));
		else {
			cpSync(root('src'), home.file('src'), { recursive: true });
			writeFileSync(home.file(slip.file), slip.code, { flag: 'a' });
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

export const packageOf = (input: string): string | undefined =>
	/(?:^|\/)node_modules\/(@[^/]+|[^/]+)\/(?!.*node_modules\/)/.exec(input)?.[1];

/** What is imported, or required as a quick file, when it is needed and not before. */
const isLater = ({ kind, path }: Output['imports'][number]): boolean =>
	kind === 'dynamic-import' || (kind === 'require-call' && path.startsWith('./'));

/** The outputs that are loaded at once with one: over static imports, whether within a bundle or between two. */
function loadedWith(
	output: Output,
	byName: ReadonlyMap<string, Output>,
	seen = new Set<Output>(),
): ReadonlySet<Output> {
	if (seen.has(output)) return seen;
	seen.add(output);
	for (const one of output.imports) {
		const target = byName.get(one.path) ?? byName.get(posix.join(posix.dirname(output.name), one.path));
		if (!isLater(one) && target !== undefined) loadedWith(target, byName, seen);
	}
	return seen;
}

/** What runs when `use` finds fresh credentials: what starts it, the program, and the command where it is a file of its own. */
export interface WarmPath {
	readonly inputs: readonly string[];
	readonly packages: readonly string[];
	/** Of Node's own modules those that it names, sorted. */
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
	// `quick:` and `seldom:` are lines that load a source later, not the source.
	const inputs = unique(loaded.flatMap((output) => output.inputs)).filter((input) => !/^(quick|seldom):/.test(input));
	const named = loaded.flatMap(({ imports }) => imports.filter((one) => !isLater(one)));
	return {
		inputs,
		packages: unique(inputs.flatMap((input) => packageOf(input) ?? [])),
		builtins: unique(named.map(({ path }) => path).filter((path) => isBuiltin(path))),
		bytes: loaded.reduce((sum, { bytes }) => sum + bytes, 0),
	};
}
