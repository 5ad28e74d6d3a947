/** Runs programs by turns, so that whatever else the machine does hits all alike. */
import { spawn } from 'node:child_process';
import type { Row } from './rows.ts';

export interface Job {
	readonly name: string;
	readonly file: string;
	readonly args: readonly string[];
	/** The whole environment. */
	readonly env: NodeJS.ProcessEnv;
	/** Done before each run, and not timed. */
	readonly prepare?: () => void;
	/** Where it runs; the working directory of the benchmark unless told. */
	readonly cwd?: string;
}

const LIMIT_MS = 60_000;

/**
 * Milliseconds until the program has ended and its output is read. Without a library between: that would take its time from
 * both sides of each ratio, and so bring all of them nearer to one.
 * @throws Error that says how it ended, and nothing that it wrote
 */
export async function time({ name, file, args, env, cwd, prepare }: Job, limitMs = LIMIT_MS): Promise<number> {
	prepare?.();
	const start = performance.now();
	const child = spawn(file, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'], timeout: limitMs });
	child.stdout.resume();
	child.stderr.resume();
	const how = await new Promise<string>((resolve) => {
		child.once('error', ({ message }) => resolve(message));
		child.once('close', (status, signal) => resolve(signal ?? `exit status ${status}`));
	});
	const ms = performance.now() - start;
	if (how === 'exit status 0') return ms;
	throw new Error(`${name}: ${how === 'SIGTERM' && ms >= limitMs ? `not done in ${limitMs / 1000} s` : how}`);
}

export const bareNode = (env: NodeJS.ProcessEnv): Job => ({
	name: 'node -e 0',
	file: process.execPath,
	args: ['-e', '0'],
	env,
});

/** Another order each time: nobody always comes after the one that leaves the caches cold. */
const shuffled = <T>(items: readonly T[]): readonly T[] =>
	items
		.map((item) => [Math.random(), item] as const)
		.sort(([a], [b]) => a - b)
		.map(([, item]) => item);

/** @param base what all are compared with; runs in each turn as well */
export async function takeTurns(
	group: Row['group'],
	base: Job,
	jobs: readonly Job[],
	turns: number,
): Promise<readonly Row[]> {
	const samples = new Map<Job, number[]>([base, ...jobs].map((job) => [job, []]));
	for (const job of samples.keys()) await time(job);
	for (let turn = 0; turn < turns; turn += 1) {
		for (const job of shuffled([...samples.keys()])) samples.get(job)?.push(await time(job));
	}
	const baseline = samples.get(base) ?? [];
	return jobs.map((job) => ({ group, name: job.name, unit: 'ms', samples: samples.get(job) ?? [], baseline }));
}
