/** A machine that is busy with other things: loops that do nothing, for as long as they are wanted. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** They end by themselves after this, should nobody be left to end them. */
const LIFE_S = 900;

/** Starts that many; what is returned ends them. */
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
