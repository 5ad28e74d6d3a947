/**
 * Bundles src/ into dist/. Everything that runs on the warm path is one file, for each further file costs a millisecond;
 * what is loaded with `import()` and seldom needed (the SDK, the parser, the writer of files, signing in) is a file each, with
 * a copy of the little of core/ that it needs.
 */
import { rm, writeFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { build } from 'esbuild';

/** Sources by the names of their bundles. */
const costly = new Map();

/** Commands that have to be quick: they stay in the one file. */
const QUICK = /\/commands\/(use|off|export|list|status)\.ts$/;

/** Leaves `import('…/x.ts')` as an import of a file of its own, and remembers it for a bundle of its own. */
const costlyApart = {
	name: 'costly-apart',
	setup({ onResolve }) {
		onResolve({ filter: /\.ts$/ }, ({ kind, path, resolveDir }) => {
			const source = resolve(resolveDir, path);
			if (kind !== 'dynamic-import' || QUICK.test(source)) return undefined;
			const name = `${basename(dirname(source))}-${basename(source, '.ts')}`;
			costly.set(name, source);
			return { path: `./${name}.js`, external: true };
		});
	},
};

const options = {
	outdir: 'dist',
	bundle: true,
	format: 'esm',
	platform: 'node',
	target: 'node20.19',
	// write-file-atomic salts the names of its temporary files with this.
	define: { __filename: 'import.meta.url' },
	legalComments: 'external',
	metafile: true,
	logLevel: 'warning',
};

await rm('dist', { recursive: true, force: true });
const warm = await build({
	...options,
	entryPoints: ['src/cli.ts'],
	plugins: [costlyApart],
	// Node reads a CommonJS entry with less ado: an ES module costs its loader and a facade of every built-in module.
	format: 'cjs',
	outExtension: { '.js': '.cjs' },
});
const cold = await build({
	...options,
	entryPoints: Object.fromEntries(costly),
	splitting: true,
	// Packages in CommonJS call `require`; the name differs from the one that yargs brings itself.
	banner: {
		js: "import { createRequire as createRequireHere } from 'node:module'; const require = createRequireHere(import.meta.url);",
	},
});
await writeFile('dist/meta.json', JSON.stringify({ warm: warm.metafile, cold: cold.metafile }));
