/** Bundles src/ for scripts/single-file/build-program.ts, into the folder that is the argument. */
import { build } from 'esbuild';
import { asSingleFile } from '../bundles.mjs';

/**
 * yargs looks for a package.json above the folder `node_modules` of its own path, and in the current folder if that path
 * has none. There is nothing in this one.
 */
const PLACE = 'file:///node_modules/ssoenv/ssoenv.js';

await build({
	...asSingleFile,
	define: { 'import.meta.url': JSON.stringify(PLACE) },
	entryPoints: { ssoenv: 'src/cli.ts' },
	outdir: process.argv[2],
});
