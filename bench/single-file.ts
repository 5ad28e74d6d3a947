/** The single file, if `npm run single-file` has built it: the jobs that scripts and `credential_process` wait for. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ownTarget } from '../scripts/single-file/targets.ts';
import type { Scene } from './scene.ts';
import type { Job } from './turns.ts';

export function singleFileJobs({ env, forget, identityCenter }: Scene): readonly Job[] {
	const { name, system } = ownTarget();
	const program = system === 'windows' ? 'ssoenv.exe' : 'ssoenv';
	const file = fileURLToPath(new URL(`../release/single/${name}/${program}`, import.meta.url));
	if (!existsSync(file)) return [];
	const use = ['use', 'dev', '--shell', 'bash'];
	// As a plain Bun, it tells what the runtime takes: that much no `use` can save.
	const runtime = { file, env: { ...env, BUN_BE_BUN: '1' } };
	const request = 'await (await fetch(process.argv.at(-1))).text()';
	return [
		{ name: 'single file: use, warm', file, args: use, env },
		{ name: 'single file: use, cold: one request on loopback', file, args: use, env, prepare: forget },
		{ name: 'single file: export --format env', file, args: ['export', 'dev', '--format', 'env'], env },
		{ name: 'single file: exec dev -- true', file, args: ['exec', 'dev', '--', 'true'], env },
		{ name: 'single file: --version', file, args: ['--version'], env },
		{ name: 'single file: its runtime alone', args: ['-e', '0'], ...runtime },
		{
			name: 'single file: one request, by its runtime alone',
			args: ['-e', request, identityCenter.url.sso],
			...runtime,
		},
	];
}
