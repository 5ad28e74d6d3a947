/** Keeps the machine busy with empty loops until the test ends them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** The loops end by themselves after this many seconds, even if the test was killed. */
const LIFE_S = 900;

/** Starts `loops` busy loops; the returned function ends them. */
export function makeBusy(loops: number): () => Promise<void> {
	const words = [String(LIFE_S), 'sh', '-c', 'while :; do :; done'];
	const children = Array.from({ length: loops }, () => spawn('timeout', words, { stdio: 'ignore' }));
	const kill = () => {
		for (const child of children) child.kill('SIGTERM');
	};
	process.once('exit', kill);
	return async () => {
		const ends = children.map((child) => once(child, 'exit'));
		kill();
		await Promise.all(ends);
	};
}
