/** Bundles src/ into dist/. bundles.mjs says how it is cut into files, src/start/README.md what is in them. */
import { createHash } from 'node:crypto';
import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { asCommonJs, asModule, asOldest, asStart, costly, QUICK } from './bundles.mjs';
import { leastVersions } from './engines.mjs';

/** An entry that exports all that the sources export. */
const entryOf = (sources) => sources.map((source) => `export * from './${source}';`).join('\n');

await rm('dist', { recursive: true, force: true });
const { engines } = JSON.parse(await readFile('package.json', 'utf8'));
const common = await Promise.all([
	build({
		...asOldest,
		entryPoints: ['src/start/node-check.ts'],
		outfile: 'dist/cli.cjs',
		external: ['./start.cjs'],
		define: { LEAST: JSON.stringify(leastVersions(engines.node)) },
	}),
	build({ ...asStart, entryPoints: ['src/start/start.ts'], outfile: 'dist/start.cjs' }),
	build({ ...asCommonJs, entryPoints: ['src/cli.ts'], outfile: 'dist/program.cjs' }),
	...Object.entries(QUICK).map(([name, sources]) =>
		build({
			...asCommonJs,
			stdin: { contents: entryOf(sources), resolveDir: '.', sourcefile: `${name}.ts`, loader: 'ts' },
			outfile: `dist/${name}.cjs`,
		}),
	),
]);
// They were found in any order, and the names of the chunks depend on it: sorted, two builds are the same.
const entryPoints = Object.fromEntries([...costly].sort(([a], [b]) => (a < b ? -1 : 1)));
const cold = await build({ ...asModule, outdir: 'dist', entryPoints, splitting: true });

// src/start/load.ts says why the files that it loads call `importFrom` in place of `import`.
const loaded = ['program', ...Object.keys(QUICK)].map((name) => `dist/${name}.cjs`);
const id = createHash('sha256').update(await readFile('dist/start.cjs'));
for (const file of loaded) {
	const text = (await readFile(file, 'utf8')).replaceAll('import("./', 'importFrom("./');
	await writeFile(file, text);
	id.update(text);
}
// src/start/compiled-code.ts keeps compiled code under this id.
const idLine = `//${id.digest('hex').slice(0, 16)}\n`;
for (const file of loaded) await appendFile(file, idLine);
await writeFile('dist/meta.json', JSON.stringify([...common, cold].map(({ metafile }) => metafile)));
