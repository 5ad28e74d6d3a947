/**
 * A process that takes a lock in rounds and reports what it saw. Each round begins when a file appears.
 * Usage: lock-worker.ts FOLDER. Receives a `Round`; sends `inside`, then a `Report`.
 */
import { closeSync, existsSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { singleFlight } from '../../../src/adapters/lock/lock.ts';

export interface Round {
	readonly name: string;
	/**
	 * What to do while holding the lock: leave after a moment, leave and mark the work as done, stay, or end the process.
	 */
	readonly inside: 'leave' | 'finish' | 'stay' | 'exit';
}

export interface Report {
	readonly name: string;
	/** True when this process did the work itself. */
	readonly hasWorked: boolean;
	/** True when another process held the lock at the same time. */
	readonly wasCrowded: boolean;
}

const HOLD_MS = 20;

const folder = process.argv[2] ?? '';

async function takePart({ name, inside }: Round): Promise<Report> {
	const file = (marker: string) => join(folder, `${marker} ${name}`);
	while (!existsSync(file('start'))) await sleep(1);
	const seen = { hasWorked: false, wasCrowded: false };
	const shared = {
		ready: () => (existsSync(file('done')) ? 'done' : undefined),
		work: async () => {
			seen.hasWorked = true;
			try {
				closeSync(openSync(file('inside'), 'wx'));
			} catch {
				seen.wasCrowded = true;
			}
			process.send?.('inside');
			if (inside === 'exit') process.exit();
			await sleep(inside === 'stay' ? 600_000 : HOLD_MS);
			if (inside === 'finish') writeFileSync(file('done'), '');
			rmSync(file('inside'), { force: true });
			return 'done';
		},
	};
	await singleFlight(join(folder, 'locks'), name, shared, () => undefined);
	return { name, ...seen };
}

process.on('message', (round: Round) => {
	void takePart(round).then((report) => process.send?.(report));
});
process.once('disconnect', () => process.exit()).once('SIGTERM', () => process.exit());
process.send?.('ready');
