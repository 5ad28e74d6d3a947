/**
 * `npm run single-file`: builds ssoenv as one file that needs no Node, in `release/single/TARGET/`, with the files of the
 * shell integration beside it. `-- --target linux-arm64` builds for another system.
 */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { copyShellParts } from './package/tree.ts';
import { buildProgram } from './single-file/build-program.ts';
import { ownTarget, targetNamed } from './single-file/targets.ts';

const { values } = parseArgs({ options: { target: { type: 'string' } } });
const target = values.target === undefined ? ownTarget() : targetNamed(values.target);
const folder = join('release', 'single', target.name);
const program = await buildProgram(target, folder);
copyShellParts(folder);
console.log(`${program}: ${Math.round(statSync(program).size / 1e6)} MB`);
