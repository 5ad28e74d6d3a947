/** Bundles src/ for scripts/single-file/build-program.ts, into the folder that is the argument. */
import { build } from 'esbuild';
import { asSingleFile } from '../bundles.mjs';

await build({ ...asSingleFile, entryPoints: { ssoenv: 'src/cli.ts' }, outdir: process.argv[2] });
