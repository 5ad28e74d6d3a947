/**
 * Bundles src/ into dist/. Everything that runs on the warm path is one file, for each further file costs a millisecond;
 * adapters that are loaded with `import()` (the SDK, the parser, the writer of files) are a file each, with a copy of the
 * little of core/ that they need.
 */
import { rm, writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { build } from 'esbuild';

const costly = new Set();

/** Leaves `import('…/adapters/x.ts')` as an import of `./x.js`, and remembers the adapter for a bundle of its own. */
const costlyAdaptersApart = {
	name: 'costly-adapters-apart',
	setup({ onResolve }) {
		onResolve({ filter: /\.ts$/ }, ({ kind, path, resolveDir }) => {
			const source = resolve(resolveDir, path);
			if (kind !== 'dynamic-import' || !source.includes('/adapters/')) return undefined;
			costly.add(source);
			return { path: `./${basename(path, '.ts')}.js`, external: true };
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
	plugins: [costlyAdaptersApart],
	// Node reads a CommonJS entry with less ado: an ES module costs its loader and a facade of every built-in module.
	format: 'cjs',
	outExtension: { '.js': '.cjs' },
});
const cold = await build({
	...options,
	entryPoints: [...costly],
	splitting: true,
	// Packages in CommonJS call `require`; the name differs from the one that yargs brings itself.
	banner: {
		js: "import { createRequire as createRequireHere } from 'node:module'; const require = createRequireHere(import.meta.url);",
	},
});
await writeFile('dist/meta.json', JSON.stringify({ warm: warm.metafile, cold: cold.metafile }));
