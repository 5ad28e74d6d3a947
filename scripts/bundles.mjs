/**
 * How src/ is cut into files. The warm path is one file; so is each of the `QUICK` ones beside it, for every further file costs half
 * a millisecond. All these are CommonJS: the first ES module costs Node's loader, and a facade of every built-in module.
 * What else is reached with `import()` (the SDK, the parser, signing in) is a file each, with a copy of the little of core/ that it needs.
 */
import { realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';

/** Commands that are part of the warm path. */
const WARM = /\/commands\/(shell\/(use|shell-role|off)|credentials\/export)\.ts$/;

/** Files beside it, each with the sources that are reached with `import()` at the same occasion. */
export const QUICK = {
	fetch: [
		'src/flows/credentials/fetch-credentials.ts',
		'src/flows/credentials/clock-offset.ts',
		'src/adapters/lock/lock.ts',
		'src/adapters/files/private-file.ts',
		'src/adapters/aws/portal.ts',
	],
	failures: ['src/core/failure/failures.ts', 'src/core/profile/refused-profile.ts'],
	help: ['src/core/command-line/help.ts'],
	ini: ['src/adapters/config/ini-values.ts'],
	list: ['src/commands/profile/list.ts'],
	status: ['src/commands/sign-in/status.ts'],
};

const quickOf = new Map(
	Object.entries(QUICK).flatMap(([name, sources]) => sources.map((source) => [realpathSync(source), name])),
);

/** The path of a source below src/, in one word: the name of its bundle, or its name within a quick one. */
export const nameOf = (source) =>
	relative(realpathSync('src'), resolve(realpathSync('src'), '..', source))
		.slice(0, -'.ts'.length)
		.replaceAll('/', '-');

/** Sources of bundles of their own, by name. */
export const costly = new Map();

/** Turns `import('…/x.ts')` of what is in a quick file into a `require()` of that file. */
export const quickApart = {
	name: 'quick-apart',
	setup({ onResolve, onLoad }) {
		onResolve({ filter: /\.ts$/ }, ({ kind, path, resolveDir }) => {
			const source = resolve(resolveDir, path);
			const isApart = kind === 'dynamic-import' && quickOf.has(source);
			// No absolute path, for it would be part of the text.
			return isApart ? { path: relative(realpathSync('src'), source), namespace: 'quick' } : undefined;
		});
		onLoad({ filter: /.*/, namespace: 'quick' }, ({ path }) => ({
			contents: `module.exports = require('./${quickOf.get(resolve(realpathSync('src'), path))}.cjs')['${nameOf(`src/${path}`)}'];`,
		}));
		onResolve({ filter: /\.cjs$/, namespace: 'quick' }, ({ path }) => ({ path, external: true }));
	},
};

/**
 * Static imports of what most runs do without are quick files as well, loaded for the first call of a function of theirs: the table
 * of failures, what is said of profiles that are refused, and the reading of what is not plain in config files.
 */
const SELDOM = {
	'src/core/failure/failures.ts': `export const failures = new Proxy({}, {
		get: (_, name) => require('./failures.cjs')['core-failure-failures'].failures[name],
	});`,
	'src/core/profile/refused-profile.ts': [
		'missingProfile',
		'missingSession',
		'missingServices',
		'otherKindOfProfile',
		'unfitSetting',
	]
		.map(
			(name) =>
				`export const ${name} = (...words) => require('./failures.cjs')['core-profile-refused-profile'].${name}(...words);`,
		)
		.join('\n'),
	'src/adapters/config/ini-values.ts': `export const settingsThroughIni = (...words) =>
		require('./ini.cjs')['adapters-config-ini-values'].settingsThroughIni(...words);`,
};

const seldomApart = {
	name: 'seldom-apart',
	setup({ onResolve, onLoad }) {
		onResolve({ filter: /\/(failures|refused-profile|ini-values)\.ts$/ }, ({ kind, path, importer, resolveDir }) => {
			const name = `src/${relative(realpathSync('src'), resolve(resolveDir, path))}`;
			// The entry of a quick file, and the parts of the table themselves.
			const isOwn = !importer.includes('/src/') || importer.endsWith('-failures.ts');
			return kind === 'import-statement' && name in SELDOM && !isOwn ? { path: name, namespace: 'seldom' } : undefined;
		});
		onLoad({ filter: /.*/, namespace: 'seldom' }, ({ path }) => ({ contents: SELDOM[path] }));
		onResolve({ filter: /\.cjs$/, namespace: 'seldom' }, ({ path }) => ({ path, external: true }));
	},
};

/** Of package.json nothing but the version is asked for. */
const versionAlone = {
	name: 'version-alone',
	setup({ onLoad }) {
		onLoad({ filter: /\/package\.json$/ }, async ({ path }) => {
			if (path !== realpathSync('package.json')) return undefined;
			const { version } = JSON.parse(await readFile(path, 'utf8'));
			return { contents: JSON.stringify({ version }), loader: 'json' };
		});
	},
};

/** Leaves any other `import('…/x.ts')` as an import of a file of its own, and remembers it for a bundle of its own. */
const costlyApart = {
	name: 'costly-apart',
	setup({ onResolve }) {
		onResolve({ filter: /\.ts$/ }, ({ kind, path, resolveDir }) => {
			const source = resolve(resolveDir, path);
			if (kind !== 'dynamic-import' || WARM.test(source)) return undefined;
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
};

export const asCommonJs = {
	...options,
	format: 'cjs',
	plugins: [quickApart, costlyApart, seldomApart, versionAlone],
};

export const asModule = {
	...options,
	format: 'esm',
	// Packages in CommonJS call `require`; the name differs from the one that yargs brings itself.
	banner: {
		js: "import { createRequire as createRequireHere } from 'node:module'; const require = createRequireHere(import.meta.url);",
	},
};

/** For the file that Node reads first, however old that is. esbuild refuses most of what is newer and rewrites the rest. */
export const asOldest = { ...options, target: 'es5', format: 'cjs' };
