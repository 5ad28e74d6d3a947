/** The single file, if `npm run single-file` has built it: the jobs that scripts and `credential_process` wait for. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ownTarget } from '../scripts/single-file/targets.ts';
import type { Scene } from './scene.ts';
import type { Job } from './turns.ts';

export function singleFileJobs({ env, forget }: Scene): readonly Job[] {
	const { name, system } = ownTarget();
	const program = system === 'windows' ? 'ssoenv.exe' : 'ssoenv';
	const file = fileURLToPath(new URL(`../release/single/${name}/${program}`, import.meta.url));
	if (!existsSync(file)) return [];
	const use = ['use', 'dev', '--shell', 'bash'];
	return [
		{ name: 'single file: use, warm', file, args: use, env },
		{ name: 'single file: use, cold: one request on loopback', file, args: use, env, prepare: forget },
		{ name: 'single file: export --format env', file, args: ['export', 'dev', '--format', 'env'], env },
		{ name: 'single file: exec dev -- true', file, args: ['exec', 'dev', '--', 'true'], env },
		{ name: 'single file: --version', file, args: ['--version'], env },
	];
}
