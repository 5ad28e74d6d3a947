/**
 * A process that wants a lock, for tests. It takes part in rounds, each of which begins with a file that appears, and tells its
 * parent what it met inside. Usage: lock-worker.ts FOLDER; takes a `Round`, answers `inside` and then a `Report`.
 */
import { closeSync, existsSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { singleFlight } from '../../../src/adapters/lock/lock.ts';

export interface Round {
	readonly name: string;
	/** What to do inside: leave after a moment, also telling all others that the work is done, or stay, or end the process. */
	readonly inside: 'leave' | 'finish' | 'stay' | 'exit';
}

export interface Report {
	readonly name: string;
	/** True when this process did the work itself. */
	readonly hasWorked: boolean;
	/** True when somebody else was inside at the same time. */
	readonly wasCrowded: boolean;
}

const HOLD_MS = 20;

const folder = process.argv[2] ?? '';

async function takePart({ name, inside }: Round): Promise<Report> {
	const file = (what: string) => join(folder, `${what} ${name}`);
	while (!existsSync(file('start'))) await sleep(1);
	const met = { hasWorked: false, wasCrowded: false };
	const shared = {
		ready: () => (existsSync(file('done')) ? 'done' : undefined),
		work: async () => {
			met.hasWorked = true;
			try {
				closeSync(openSync(file('inside'), 'wx'));
			} catch {
				met.wasCrowded = true;
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
	return { name, ...met };
}

process.on('message', (round: Round) => {
	void takePart(round).then((report) => process.send?.(report));
});
process.once('disconnect', () => process.exit()).once('SIGTERM', () => process.exit());
process.send?.('ready');
