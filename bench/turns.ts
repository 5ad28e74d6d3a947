/** Runs programs in turns, so that other load on the machine affects all of them equally. */
import { spawn } from 'node:child_process';
import type { Group, Row } from './rows.ts';

export interface Job {
	readonly name: string;
	readonly file: string;
	readonly args: readonly string[];
	/** The whole environment. */
	readonly env: NodeJS.ProcessEnv;
	/** Called before each run, and not timed. */
	readonly prepare?: () => void;
	/** The working directory; by default the benchmark's own. */
	readonly cwd?: string;
}

const LIMIT_MS = 60_000;

/**
 * Returns the milliseconds until the program has ended and its output was read. It uses no library, whose time would be
 * added to both sides of each ratio.
 * @throws Error with the exit status or signal, and none of the program's output
 */
export async function time({ name, file, args, env, cwd, prepare }: Job, limitMs = LIMIT_MS): Promise<number> {
	prepare?.();
	const start = performance.now();
	const child = spawn(file, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'], timeout: limitMs });
	child.stdout.resume();
	child.stderr.resume();
	const ending = await new Promise<string>((resolve) => {
		child.once('error', ({ message }) => resolve(message));
		child.once('close', (status, signal) => resolve(signal ?? `exit status ${status}`));
	});
	const ms = performance.now() - start;
	if (ending === 'exit status 0') return ms;
	throw new Error(`${name}: ${ending === 'SIGTERM' && ms >= limitMs ? `not done in ${limitMs / 1000} s` : ending}`);
}

export const bareNode = (env: NodeJS.ProcessEnv): Job => ({
	name: 'node -e 0',
	file: process.execPath,
	args: ['-e', '0'],
	env,
});

/** A new order each time, so that no program always runs after the one that leaves the caches cold. */
const shuffled = <T>(items: readonly T[]): readonly T[] =>
	items
		.map((item) => [Math.random(), item] as const)
		.sort(([a], [b]) => a - b)
		.map(([, item]) => item);

/** @param base the job that all are compared with; it also runs in each turn */
export async function takeTurns(group: Group, base: Job, jobs: readonly Job[], turns: number): Promise<readonly Row[]> {
	const samples = new Map<Job, number[]>([base, ...jobs].map((job) => [job, []]));
	for (const job of samples.keys()) await time(job);
	for (let turn = 0; turn < turns; turn += 1) {
		for (const job of shuffled([...samples.keys()])) samples.get(job)?.push(await time(job));
	}
	const baseline = samples.get(base) ?? [];
	return jobs.map((job) => ({ group, name: job.name, unit: 'ms', samples: samples.get(job) ?? [], baseline }));
}
