/** Bundles src/ into dist/: one entry that starts fast, and chunks that are loaded only by the commands that need them. */
import { rm, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';

await rm('dist', { recursive: true, force: true });
const { metafile } = await build({
	entryPoints: ['src/cli.ts'],
	outdir: 'dist',
	bundle: true,
	splitting: true,
	format: 'esm',
	platform: 'node',
	target: 'node20.19',
	// Packages in CommonJS call `require`; the name differs from the one that yargs brings itself.
	banner: {
		js: "import { createRequire as createRequireHere } from 'node:module'; const require = createRequireHere(import.meta.url);",
	},
	// write-file-atomic salts the names of its temporary files with this.
	define: { __filename: 'import.meta.url' },
	legalComments: 'external',
	sourcemap: false,
	metafile: true,
	logLevel: 'warning',
});
await writeFile('dist/meta.json', JSON.stringify(metafile));
