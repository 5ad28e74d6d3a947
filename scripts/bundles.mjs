/**
 * How src/ is cut into files: at each `import()` in the source, and nowhere else.
 *
 * `program.cjs` holds src/cli.ts and all that it imports statically. A quick file holds what some commands load next.
 * Both kinds are CommonJS, because the first ES module of a process takes 8 ms. All other sources that are imported
 * with `import()` (the SDK, yargs, signing in) become ES modules, with chunks that they share. A quick file shares no
 * code with other files: it has its own copy of what it needs of core/.
 */
import { realpathSync } from 'node:fs';
import { relative, resolve } from 'node:path';

/**
 * The quick files, each with the sources that are imported on the same occasion, whose exports have different names.
 * As ES modules, `list` would take 45 % more CPU time (20 ms), `status` 73 % (34 ms).
 */
export const QUICK = {
	assume: [
		'src/flows/credentials/assume-role.ts',
		'src/flows/credentials/source-keys.ts',
		'src/flows/credentials/web-identity-role.ts',
	],
	chain: [
		'src/core/profile/chained-profile.ts',
		'src/flows/credentials/assumed-role.ts',
		'src/flows/credentials/mfa-codes.ts',
		'src/flows/credentials/note-chain.ts',
	],
	directory: ['src/flows/directory/nearest-directory.ts', 'src/adapters/directory/directories.ts'],
	// As ES modules, the two take 50 chunks.
	exec: ['src/commands/exec/exec.ts', 'src/adapters/exec/programs.ts'],
	fetch: [
		'src/flows/credentials/fetch-credentials.ts',
		'src/flows/credentials/clock-offset.ts',
		'src/adapters/lock/lock.ts',
		'src/adapters/files/private-file.ts',
		'src/adapters/aws/portal.ts',
		'src/flows/shell/keep-names.ts',
	],
	export: ['src/flows/credentials/further-export.ts'],
	help: ['src/core/command-line/help.ts'],
	keep: [
		'src/adapters/shell/until-files.ts',
		'src/flows/launcher/keep-until.ts',
		'src/flows/launcher/launched-role.ts',
	],
	list: ['src/commands/profile/list.ts', 'src/adapters/terminal/table.ts'],
	sts: ['src/adapters/aws/sts.ts'],
	status: ['src/commands/sign-in/status.ts'],
};

const quickOf = new Map(
	Object.entries(QUICK).flatMap(([name, sources]) => sources.map((source) => [realpathSync(source), name])),
);

/** The name of the file for a source: its path below src/, in one word. */
const nameOf = (source) => relative(realpathSync('src'), source).slice(0, -'.ts'.length).replaceAll('/', '-');

/** All other sources that are imported with `import()`, by the name of their file. */
export const costly = new Map();

/** Makes each `import('…/x.ts')` an import of a file in dist/. */
const cutAtImport = {
	name: 'cut-at-import',
	setup({ onResolve }) {
		onResolve({ filter: /\.ts$/ }, ({ kind, path, resolveDir }) => {
			if (kind !== 'dynamic-import') return undefined;
			const source = resolve(resolveDir, path);
			const quick = quickOf.get(source);
			if (quick !== undefined) return { path: `./${quick}.cjs`, external: true };
			costly.set(nameOf(source), source);
			return { path: `./${nameOf(source)}.js`, external: true };
		});
	},
};

const options = {
	bundle: true,
	platform: 'node',
	target: 'node20.19',
	legalComments: 'external',
	metafile: true,
	logLevel: 'warning',
	define: { 'process.versions.bun': 'undefined' },
};

export const asStart = { ...options, format: 'cjs' };

export const asCommonJs = {
	...asStart,
	// esbuild leaves out unused code only of ES modules: without this, signing takes 386 kB of the AWS SDK, not 47.
	mainFields: ['module', 'main'],
	plugins: [cutAtImport],
};

/**
 * Only yargs asks for this; our sources take `import.meta.dirname`. It reads the package.json of the current folder if its
 * own path has no `node_modules`, and waits for ever if that is a pipe. So it gets a path that has one, and nothing else.
 */
const PLACE_OF_YARGS = { 'import.meta.url': "'file:///node_modules/ssoenv/ssoenv.js'" };

export const asModule = {
	...options,
	format: 'esm',
	define: { ...options.define, ...PLACE_OF_YARGS },
	alias: { debug: './scripts/left-out.mjs', 'proxy-agent-negotiate': './scripts/left-out.mjs' },
	// Packages in CommonJS call `require`. yargs declares `createRequire` itself, hence the other name.
	banner: {
		js: "import { createRequire as createRequireHere } from 'node:module'; const require = createRequireHere(import.meta.url);",
	},
};

/** For the program that Bun compiles into one file: scripts/single-file. It cuts src/ at each `import()` by itself. */
export const asSingleFile = {
	...asModule,
	mainFields: ['module', 'main'],
	splitting: true,
	banner: {},
	define: PLACE_OF_YARGS,
};

/** For the file that even an old Node reads. esbuild refuses most of the newer syntax and rewrites the rest. */
export const asOldest = { ...options, target: 'es5', format: 'cjs' };
