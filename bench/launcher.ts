/** Times the launcher in turns with an empty run of `sh`, which it cannot be faster than. */
import { chmodSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { LAUNCHER_FILE, LAUNCHER_NAME, launcherText } from '../src/core/launcher/launcher-text.ts';
import { LAUNCHED } from '../src/core/machine/starter.ts';
import { version } from '../src/version.ts';
import type { Row } from './rows.ts';
import type { Scene } from './scene.ts';
import { type Job, takeTurns, time } from './turns.ts';

/** Writes a launcher into the home of the scene, and returns its path. */
function launcherIn({ home, cli }: Scene): string {
	const template = readFileSync(fileURLToPath(new URL(`../shell/${LAUNCHER_FILE}`, import.meta.url)), 'utf8');
	const launched = { node: process.execPath, program: cli, version };
	const path = home.write(`.local/bin/${LAUNCHER_NAME}`, launcherText(template, launched));
	chmodSync(path, 0o755);
	return path;
}

export async function timeLauncher(scene: Scene, turns: number): Promise<readonly Row[]> {
	const { env, job } = scene;
	const file = launcherIn(scene);
	const jobOf = (name: string, args: readonly string[]): Job => ({ name: `launcher: ${name}`, file, args, env });
	const empty: Job = { name: 'sh -c :', file: '/bin/sh', args: ['-c', ':'], env };
	// Keeps the copy.
	await time(job('use', ['use', 'dev', '--shell', 'bash'], { env: { ...env, [LAUNCHED]: '1' } }));
	const jobs = [
		jobOf('use, warm', ['use', 'dev', '--shell', 'bash']),
		jobOf('export, warm', ['export', 'dev']),
		jobOf('export --format env, warm', ['export', 'dev', '--format', 'env']),
		jobOf('exec dev -- true, warm', ['exec', 'dev', '--', 'true']),
		jobOf('status --check, warm', ['status', '--check', 'dev']),
		{ name: 'launcher: sh -c true, a process more', file: '/bin/sh', args: ['-c', '/bin/true; :'], env },
		jobOf('--version, by the program', ['--version']),
	];
	return takeTurns('launcher', empty, jobs, turns);
}
