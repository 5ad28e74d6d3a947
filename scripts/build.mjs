/** Bundles src/ into dist/: `cli.cjs` starts `program.cjs`, the warm path; bundles.mjs says what is beside it, and why. */
import { createHash } from 'node:crypto';
import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { asCommonJs, asModule, asOldest, costly, nameOf, QUICK, quickApart } from './bundles.mjs';
import { leastVersions } from './engines.mjs';

/** An entry that gives out each of the sources under its name. */
const entryOf = (sources) => sources.map((source) => `export * as '${nameOf(source)}' from './${source}';`).join('\n');

await rm('dist', { recursive: true, force: true });
const [warm, ...quick] = await Promise.all([
	build({ ...asCommonJs, entryPoints: ['src/cli.ts'], outfile: 'dist/program.cjs' }),
	...Object.entries(QUICK).map(([name, sources]) =>
		build({
			...asCommonJs,
			stdin: { contents: entryOf(sources), resolveDir: '.', sourcefile: `${name}.ts`, loader: 'ts' },
			outfile: `dist/${name}.cjs`,
		}),
	),
]);
// Code that V8 takes from its cache has forgotten how to import: src/start/start.ts lends it a function that does.
const IMPORT_HERE = 'const importFrom = typeof importHere === "function" ? importHere : (path) => import(path);';
const hash = createHash('sha256').update(await readFile('src/start/start.ts'));
const files = ['program', ...Object.keys(QUICK)].map((name) => `dist/${name}.cjs`);
for (const file of files) {
	const text = (await readFile(file, 'utf8'))
		.replace(/^(?:"use strict";\n)?/, `"use strict";\n${IMPORT_HERE}\n`)
		.replaceAll('import("./', 'importFrom("./');
	// It is read as one byte a character, which is quickest.
	if (/[^\0-\x7f]/.test(text)) throw new Error(`${file} is not all ASCII`);
	await writeFile(file, text);
	hash.update(text);
}
const id = hash.digest('hex').slice(0, 16);
// So that nothing is kept of one build under the name of another.
for (const file of files) await appendFile(file, `//${id}\n`);
const start = await build({
	...asCommonJs,
	entryPoints: ['src/start/start.ts'],
	outfile: 'dist/cli.cjs',
	write: false,
	define: { BUILD: JSON.stringify(id) },
});
await build({ ...asCommonJs, entryPoints: ['src/start/import-here.ts'], outfile: 'dist/import-here.cjs' });
const startText = start.outputFiles.find(({ path }) => path.endsWith('.cjs')).text;
const { engines } = JSON.parse(await readFile('package.json', 'utf8'));
await build({
	...asOldest,
	entryPoints: ['src/start/node-check.ts'],
	outfile: 'dist/cli.cjs',
	define: { START: JSON.stringify(startText), LEAST: JSON.stringify(leastVersions(engines.node)) },
});
const cold = await build({
	...asModule,
	outdir: 'dist',
	entryPoints: Object.fromEntries(costly),
	plugins: [quickApart],
	splitting: true,
});
const quickGraphs = Object.fromEntries(Object.keys(QUICK).map((name, at) => [name, quick[at].metafile]));
await writeFile(
	'dist/meta.json',
	JSON.stringify({ start: start.metafile, warm: warm.metafile, ...quickGraphs, cold: cold.metafile }),
);
