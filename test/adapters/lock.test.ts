/** The lock among real processes: never two inside, whatever became of those before. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { alone } from '../../src/adapters/lock.ts';
import { makeHome } from '../support/home.ts';
import type { Report, Round } from '../support/lock-worker.ts';

const WORKER = fileURLToPath(new URL('../support/lock-worker.ts', import.meta.url));
const MANY = 20;

const test = suite('lock');
const home = makeHome();
const locks = home.file('locks');
let crowd: readonly ChildProcess[] = [];

async function startWorker(): Promise<ChildProcess> {
	const worker = fork(WORKER, [home.path], { execArgv: ['--import', 'tsx'] });
	await once(worker, 'message');
	return worker;
}

test.before(async () => {
	crowd = await Promise.all(Array.from({ length: MANY }, startWorker));
});

test.after(async () => {
	const ends = crowd.map((worker) => once(worker, 'exit'));
	for (const worker of crowd) worker.kill('SIGKILL');
	await Promise.all(ends);
	home.remove();
});

const begin = (name: string): string => home.write(`start ${name}`, '');

const isReport = (message: unknown): message is Report => typeof message === 'object' && message !== null;

/** Sends the workers into a round, all at the same moment, and waits for what they report. */
async function play(workers: readonly ChildProcess[], round: Round): Promise<readonly Report[]> {
	const reports = workers.map(
		(worker) =>
			new Promise<Report>((resolve) => {
				const listen = (message: unknown) => {
					if (!isReport(message)) return;
					worker.off('message', listen);
					resolve(message);
				};
				worker.on('message', listen);
				worker.send(round);
			}),
	);
	begin(round.name);
	return Promise.all(reports);
}

/** Makes everything that was ever locked look as it would after a long time. */
function age(): void {
	for (const name of readdirSync(locks, { recursive: true, encoding: 'utf8' })) utimesSync(join(locks, name), 1, 1);
}

/** Leaves a lock behind whose holder was killed. */
async function killHolder(name: string): Promise<void> {
	const holder = await startWorker();
	begin(name);
	holder.send({ name, inside: 'stay' });
	await once(holder, 'message');
	holder.kill('SIGKILL');
	await once(holder, 'exit');
	rmSync(home.file(`inside ${name}`));
}

const crowded = (reports: readonly Report[]) => reports.filter(({ wasCrowded }) => wasCrowded).length;
const workers = (reports: readonly Report[]) => reports.filter(({ hasWorked }) => hasWorked).length;

test('of many processes never two are inside', async () => {
	const reports = await play(crowd, { name: 'many', inside: 'leave' });
	assert.is(workers(reports), MANY);
	assert.is(crowded(reports), 0);
});

test('work that one has done is done for all who wait', async () => {
	const reports = await play(crowd, { name: 'shared', inside: 'finish' });
	assert.is(workers(reports), 1);
});

test('the lock of a holder that was killed is taken over by one at a time, however many wait for it', async () => {
	for (let round = 1; round <= 4; round += 1) {
		const name = `dead ${round}`;
		await killHolder(name);
		age();
		const reports = await play(crowd, { name, inside: 'leave' });
		assert.is(workers(reports), MANY);
		assert.is(crowded(reports), 0, `round ${round}`);
	}
});

test('the lock of a holder that was killed is waited for, and then taken over', async () => {
	await killHolder('killed');
	let looks = 0;
	const value = await alone(
		locks,
		'killed',
		{
			ready: () => {
				looks += 1;
				return undefined;
			},
			work: async () => 'done',
		},
		() => undefined,
	);
	assert.is(value, 'done');
	assert.ok(looks > 10, 'it was looked at again and again');
});

test('a living holder is not taken for dead, however long it stays', async () => {
	const holder = await startWorker();
	begin('long');
	holder.send({ name: 'long', inside: 'stay' });
	await once(holder, 'message');
	let isTold = false;
	const waiting = alone(locks, 'long', { ready: () => undefined, work: async () => 'inside' }, () => {
		isTold = true;
		holder.kill('SIGTERM');
	});
	assert.is(await waiting, 'inside');
	assert.ok(isTold, 'whoever waits for long is told so');
});

/** How often the caller of `alone` looked for the work of others: twice when nobody was in the way. */
async function looksUntilInside(name: string): Promise<number> {
	let looks = 0;
	const ready = () => {
		looks += 1;
		return undefined;
	};
	await alone(locks, name, { ready, work: async () => 'done' }, () => undefined);
	return looks;
}

test('a holder that ends in the middle of its work gives the lock back', async () => {
	const holder = await startWorker();
	begin('ends');
	holder.send({ name: 'ends', inside: 'exit' });
	await once(holder, 'exit');
	assert.is(await looksUntilInside('ends'), 2);
});

test('work that fails gives the lock back', async () => {
	const failing = { ready: () => undefined, work: () => Promise.reject(new Error('as it happens')) };
	try {
		await alone(locks, 'fails', failing, () => undefined);
		assert.unreachable();
	} catch (error) {
		assert.match(String(error), 'as it happens');
	}
	assert.is(await looksUntilInside('fails'), 2);
});

test('work that is done already takes no lock', async () => {
	const done = { ready: () => 'there', work: () => Promise.reject(new Error('needless')) };
	assert.is(await alone(home.file('untouched'), 'x', done, () => undefined), 'there');
	assert.not.ok(readdirSync(home.path).includes('untouched'));
});

test('work that has become needless while the lock was taken is not done', async () => {
	let looks = 0;
	const ready = () => {
		looks += 1;
		return looks === 2 ? 'there' : undefined;
	};
	const shared = { ready, work: () => Promise.reject(new Error('needless')) };
	assert.is(await alone(locks, 'late', shared, () => undefined), 'there');
	assert.is(await looksUntilInside('late'), 2);
});

test('works of different names do not wait for each other', async () => {
	const inner = () => alone(locks, 'inner', { ready: () => undefined, work: async () => 'both' }, () => undefined);
	assert.is(await alone(locks, 'outer', { ready: () => undefined, work: inner }, () => undefined), 'both');
});

test('where no lock can be made the work is done all the same', async () => {
	const file = home.write('a file', '');
	const shared = { ready: () => undefined, work: async () => 'done' };
	assert.is(await alone(join(file, 'locks'), 'x', shared, () => undefined), 'done');
});

test('a clock that was set back does not make a dead lock last', async () => {
	await looksUntilInside('clock');
	const tomorrow = Date.now() / 1000 + 86_400;
	for (const name of readdirSync(locks, { recursive: true, encoding: 'utf8' })) {
		utimesSync(join(locks, name), tomorrow, tomorrow);
	}
	assert.is(await looksUntilInside('clock'), 2);
});

test('a lock leaves one file, without content, in folders of 0700', async () => {
	for (let time = 0; time < 5; time += 1) await looksUntilInside('tidy');
	const folders = readdirSync(locks).map((name) => join(locks, name));
	for (const folder of folders) {
		assert.is(statSync(folder).mode & 0o777, 0o700);
		assert.is(readdirSync(folder).length, 1);
		for (const name of readdirSync(folder)) assert.is(statSync(join(folder, name)).size, 0);
	}
});

test.run();
