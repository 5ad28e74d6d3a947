/** What esbuild reports of the build: the outputs, what is in them, and which ones are loaded together. */
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asRecord, type JsonRecord } from '../../../src/core/text/json.ts';
import { makeHome } from '../files/home.ts';

export interface Output {
	readonly name: string;
	/** Of the inputs in the output, without comments of esbuild on their paths, which differ from folder to folder. */
	readonly bytes: number;
	/** The sources, and the files of packages, that are in it. */
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
const NEEDED = ['src', 'scripts', 'node_modules', 'package.json', 'tsconfig.json', 'shell', 'completions'];

/** A mistake that a test makes: code that is appended to a source. */
export interface Slip {
	readonly file: string;
	readonly code: string;
}

interface Build {
	readonly outputs: readonly Output[];
	/** Inputs that were bundled with another text than their file has, or that have no file. */
	readonly altered: readonly string[];
}

function alteredIn(inputs: JsonRecord, folder: string): readonly string[] {
	const size = (path: string) => statSync(posix.join(folder, path), { throwIfNoEntry: false })?.size;
	return Object.entries(inputs).flatMap(([path, input]) => (asRecord(input)?.bytes === size(path) ? [] : path));
}

/** Builds in a temporary folder, beside links to the sources. dist/ stays as it is. */
export function build(slip?: Slip): Build {
	const home = makeHome();
	try {
		const copied = slip?.file.split('/')[0];
		for (const name of NEEDED) {
			if (name === copied) cpSync(root(name), home.file(name), { recursive: true });
			else symlinkSync(root(name), home.file(name));
		}
		if (slip !== undefined) writeFileSync(home.file(slip.file), slip.code, { flag: 'a' });
		const { status, stderr } = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: home.path, encoding: 'utf8' });
		if (status !== 0) throw new Error(`the build failed: ${stderr}`);
		const metafiles: unknown = JSON.parse(readFileSync(home.file('dist/meta.json'), 'utf8'));
		if (!Array.isArray(metafiles)) throw new TypeError('dist/meta.json is no list');
		const recordsOf = (part: string) => metafiles.map((metafile) => asRecord(asRecord(metafile)?.[part]) ?? {});
		return {
			outputs: recordsOf('outputs')
				.flatMap((outputs) => Object.entries(outputs))
				.map(([name, output]) => outputOf(name, asRecord(output) ?? {})),
			altered: recordsOf('inputs').flatMap((inputs) => alteredIn(inputs, home.path)),
		};
	} finally {
		home.remove();
	}
}

export const packageOf = (input: string): string | undefined =>
	/(?:^|\/)node_modules\/(@[^/]+|[^/]+)\/(?!.*node_modules\/)/.exec(input)?.[1];

/** Imported when it is needed, and not before. */
const isLater = ({ kind }: Output['imports'][number]): boolean => kind === 'dynamic-import';

/** The outputs that are loaded at once with one, by static imports. */
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

/** What is loaded when `use` finds fresh credentials: the start, the program, and the command if it has a file of its own. */
export interface WarmPath {
	readonly inputs: readonly string[];
	readonly packages: readonly string[];
	/** The modules of Node that it imports, sorted. */
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
	const inputs = unique(loaded.flatMap((output) => output.inputs));
	const named = loaded.flatMap(({ imports }) => imports.filter((one) => !isLater(one)));
	return {
		inputs,
		packages: unique(inputs.flatMap((input) => packageOf(input) ?? [])),
		builtins: unique(named.map(({ path }) => path).filter((path) => isBuiltin(path))),
		bytes: loaded.reduce((sum, { bytes }) => sum + bytes, 0),
	};
}
