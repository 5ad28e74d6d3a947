/** The lock among real processes: never two holders at once, even after holders were killed. */
import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs, {
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { sha1Hex } from '../../../src/adapters/files/digest.ts';
import { singleFlight } from '../../../src/adapters/lock/lock.ts';
import {
	formatHolder,
	type Holder,
	parseElapsed,
	parseStat,
	thisProcess,
} from '../../../src/adapters/lock/lock-holder.ts';
import { makeHome } from '../../support/files/home.ts';
import type { Report, Round } from '../../support/files/lock-worker.ts';
import { killAll, releaseAll } from '../../support/program/release.ts';
import { until } from '../../support/program/until.ts';

const WORKER = fileURLToPath(new URL('../../support/files/lock-worker.ts', import.meta.url));
const MANY = 20;

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

test.after(() => releaseAll(() => killAll(crowd), home.remove));

const begin = (name: string): string => home.write(`start ${name}`, '');

const isReport = (message: unknown): message is Report => typeof message === 'object' && message !== null;

/** Starts a round in all workers at the same moment, and returns their reports. */
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

const folderOf = (name: string): string => join(locks, sha1Hex(name));

/** Returns the path of the current lock file. */
const lockOf = (name: string): string =>
	join(folderOf(name), `${Math.max(...readdirSync(folderOf(name)).map(Number))}`);

/** Sets the time of the lock as if its holder had not touched it for that long. */
function age(name: string, seconds: number): void {
	const time = Date.now() / 1000 - seconds;
	utimesSync(lockOf(name), time, time);
}

/** Writes a lock as another process would have left it. */
function plant(name: string, text: string): void {
	mkdirSync(folderOf(name), { recursive: true });
	writeFileSync(join(folderOf(name), '1'), text);
}

const heldBy = (changes: Partial<Holder>): string => formatHolder({ ...thisProcess(), ...changes });

/**
 * Starts work that counts how often `ready` is called. It ends with `inside`, or with `elsewhere` once `isElsewhere` is
 * set.
 */
function waiting(name: string) {
	const state = { looks: 0, isElsewhere: false, said: [] as string[] };
	const shared = {
		ready: () => {
			state.looks += 1;
			return state.isElsewhere ? 'elsewhere' : undefined;
		},
		work: async () => 'inside',
	};
	const outcome = singleFlight(locks, name, shared, (line) => state.said.push(line));
	return { state, outcome };
}

/** Checks that the lock stays held while a waiter asks many times. */
async function staysHeld(name: string): Promise<void> {
	const { state, outcome } = waiting(name);
	await until('many looks', () => (state.looks > 12 ? true : undefined));
	state.isElsewhere = true;
	assert.is(await outcome, 'elsewhere', name);
}

/** Leaves a lock whose holder was killed. */
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

test('of many processes, never two hold the lock at once', async () => {
	const reports = await play(crowd, { name: 'many', inside: 'leave' });
	assert.is(workers(reports), MANY);
	assert.is(crowded(reports), 0);
});

test('the result of one holder ends the wait of all others', async () => {
	const reports = await play(crowd, { name: 'shared', inside: 'finish' });
	assert.is(workers(reports), 1);
});

test('the lock of a killed holder is taken over at once, by one process at a time', async () => {
	for (let round = 1; round <= 4; round += 1) {
		const name = `dead ${round}`;
		await killHolder(name);
		const reports = await play(crowd, { name, inside: 'leave' });
		assert.is(workers(reports), MANY);
		assert.is(crowded(reports), 0, `round ${round}`);
	}
	await killHolder('killed');
	assert.is(await looksUntilInside('killed'), 2);
});

test('a stopped holder keeps the lock, however long ago it touched the file', async () => {
	const holder = await startWorker();
	begin('stopped');
	holder.send({ name: 'stopped', inside: 'stay' });
	await once(holder, 'message');
	holder.kill('SIGSTOP');
	age('stopped', 86_400);
	await staysHeld('stopped');
	holder.kill('SIGCONT');
	age('stopped', 86_400);
	await staysHeld('stopped');
	holder.kill('SIGKILL');
	await once(holder, 'exit');
	assert.is(await looksUntilInside('stopped'), 2);
});

/** These tests need /proc. */
const testOnLinux = process.platform === 'linux' ? test : test.skip;

testOnLinux('a holder that is a zombie counts as dead', async () => {
	// The child ends only when its input does: by then sleep has taken the place of the shell, which would collect the child.
	const command = 'cat <&3 >/dev/null & echo $!; exec sleep 60 3<&-';
	const parent = spawn('sh', ['-c', command], { stdio: ['ignore', 'pipe', 'ignore', 'pipe'] });
	try {
		const [said] = await once(parent.stdout ?? parent, 'data');
		const pid = Number(said);
		await until('sleep', () => readFileSync(`/proc/${parent.pid}/comm`, 'utf8') === 'sleep\n' || undefined);
		parent.stdio[3]?.destroy();
		const state = await until('the zombie', () => {
			const now = parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
			return now?.state === 'Z' ? now : undefined;
		});
		plant('zombie', heldBy({ pid, start: state.start }));
		assert.is(await looksUntilInside('zombie'), 2);
	} finally {
		parent.kill('SIGKILL');
	}
});

test('without /proc, the start time of a process comes from ps', () => {
	assert.is(parseElapsed('   00:07\n'), 7000);
	assert.is(parseElapsed('  12:34:56\n'), 45_296_000);
	assert.is(parseElapsed('2-01:00:00'), 176_400_000);
	assert.is(parseElapsed(''), undefined);
});

const DEAD: Readonly<Record<string, Partial<Holder>>> = {
	'whose pid now belongs to a later process': { start: '1' },
	'that has ended': { pid: 2 ** 22 + 1, start: '1' },
	'that has ended, without a start time in the lock': { pid: 2 ** 22 + 1, start: undefined },
};

for (const [what, holder] of Object.entries(DEAD)) {
	testOnLinux(`a holder ${what} counts as dead`, async () => {
		plant(what, heldBy(holder));
		assert.is(await looksUntilInside(what), 2);
	});
}

testOnLinux('a holder from before the last boot counts as dead', async () => {
	plant('rebooted', heldBy({ boot: 'another' }));
	age('rebooted', uptime() + 60);
	assert.is(await looksUntilInside('rebooted'), 2);
});

const UNASKED: Readonly<Record<string, string>> = {
	'on another host': heldBy({ host: 'elsewhere', boot: 'another' }),
	'on another host with the same name': heldBy({ boot: 'another' }),
	'on a copy of this machine': heldBy({ host: 'elsewhere' }),
	'in another container': heldBy({ host: 'other', pidNamespace: 'pid:[1]' }),
	'from an earlier release': '',
	'from a later release': '{"format": 99, "pid": 1, "host": "x"}',
	'that was cut off': heldBy({}).slice(0, 20),
};

testOnLinux('a holder that cannot be checked keeps the lock while it touches it, and for minutes after', async () => {
	await Promise.all(
		Object.entries(UNASKED).map(async ([what, text]) => {
			plant(what, text);
			await staysHeld(what);
			age(what, 60);
			await staysHeld(what);
		}),
	);
});

testOnLinux(
	'a holder that cannot be checked and has not touched its lock for minutes is watched, then counts as dead',
	async () => {
		await Promise.all(
			Object.entries(UNASKED).map(async ([what, text]) => {
				plant(what, text);
				age(what, 150);
				const { state, outcome } = waiting(what);
				await until('looks', () => (state.looks > 5 ? true : undefined));
				// It is alive after all, with a wrong clock.
				age(what, 149);
				assert.is(await outcome, 'inside', what);
				assert.ok(state.looks > 12, what);
			}),
		);
	},
);

const PLANTED: Readonly<Record<string, (path: string) => void>> = {
	'a FIFO': (path) => assert.is(spawnSync('sh', ['-c', 'mkfifo "$0"', path]).status, 0),
	'a folder': (path) => mkdirSync(path),
	'a link to nothing': (path) => symlinkSync(home.file('nothing'), path),
	'a link to a file': (path) => symlinkSync(home.write('of others', 'as it was'), path),
};

for (const [what, put] of Object.entries(PLANTED)) {
	test(`${what} instead of a lock file is replaced without a wait, and not followed`, async () => {
		mkdirSync(folderOf(what), { recursive: true });
		put(join(folderOf(what), '1'));
		assert.is(await looksUntilInside(what), 2);
		if (what === 'a link to a file') assert.is(readFileSync(home.file('of others'), 'utf8'), 'as it was');
		assert.not.ok(readdirSync(home.path).includes('nothing'));
	});
}

test('the lock also works on a file system without hard links', async () => {
	const { linkSync } = fs;
	fs.linkSync = () => {
		throw Object.assign(new Error('no links here'), { code: 'EPERM' });
	};
	syncBuiltinESMExports();
	try {
		const inner = () => staysHeld('no links').then(() => 'held');
		const outer = { ready: () => undefined, work: inner };
		assert.is(await singleFlight(locks, 'no links', outer, () => undefined), 'held');
		assert.is(await looksUntilInside('no links'), 2);
		assert.is(readdirSync(folderOf('no links')).length, 1);
	} finally {
		fs.linkSync = linkSync;
		syncBuiltinESMExports();
	}
});

test('prepare() runs once before the lock is taken, and not in a process that waits', async () => {
	let loads = 0;
	const shared = {
		ready: () => undefined,
		prepare: async () => {
			loads += 1;
			// Checks that the lock is still free.
			assert.is(await looksUntilInside('loaded'), 2);
		},
		work: async (): Promise<string> => {
			const waiter = {
				ready: () => (loads === 1 ? 'seen' : undefined),
				prepare: () => Promise.reject(),
				work: shared.work,
			};
			return singleFlight(locks, 'loaded', waiter, () => undefined);
		},
	};
	assert.is(await singleFlight(locks, 'loaded', shared, () => undefined), 'seen');
	assert.is(loads, 1);
	const { state, outcome } = waiting('loaded, waiting');
	await outcome;
	assert.is(state.looks, 2);
});

test('a waiting process is shown the holder, at once if the work has a message for it', async () => {
	const said: string[] = [];
	let isDone = false;
	const inner = {
		ready: () => (isDone ? 'shared' : undefined),
		work: () => Promise.reject(new Error('not inside')),
		waitingFor: (holder: string) => `${holder} is at it`,
	};
	const say = (line: string) => {
		said.push(line);
		isDone = true;
	};
	const outer = { ready: () => undefined, work: () => singleFlight(locks, 'told', inner, say) };
	assert.is(await singleFlight(locks, 'told', outer, () => undefined), 'shared');
	assert.equal(said, [`ssoenv process ${process.pid} is at it`]);
});

test('impatient work takes a free lock, and waits for no one', async () => {
	const own = { ready: () => undefined, work: async () => 'own', isImpatient: true };
	const outer = {
		ready: () => undefined,
		work: () => singleFlight(locks, 'impatient', own, () => undefined),
		isImpatient: true,
	};
	assert.is(await singleFlight(locks, 'impatient', outer, () => undefined), 'own');
	assert.is(readdirSync(folderOf('impatient')).length, 1);
	const heldWork = { ...own, work: () => staysHeld('impatient').then(() => 'held') };
	assert.is(await singleFlight(locks, 'impatient', heldWork, () => undefined), 'held');
});

test('a living holder keeps the lock, however long it stays', async () => {
	const holder = await startWorker();
	begin('long');
	holder.send({ name: 'long', inside: 'stay' });
	await once(holder, 'message');
	const said: string[] = [];
	const outcome = singleFlight(locks, 'long', { ready: () => undefined, work: async () => 'inside' }, (line) => {
		said.push(line);
		holder.kill('SIGTERM');
	});
	assert.is(await outcome, 'inside');
	assert.equal(said, [`waiting for ssoenv process ${holder.pid} to finish the same request`]);
});

/** Returns how often `ready` was called: twice if the lock was free. */
async function looksUntilInside(name: string): Promise<number> {
	let calls = 0;
	const ready = () => {
		calls += 1;
		return undefined;
	};
	await singleFlight(locks, name, { ready, work: async () => 'done' }, () => undefined);
	return calls;
}

test('a holder that ends during its work releases the lock', async () => {
	const holder = await startWorker();
	begin('ends');
	holder.send({ name: 'ends', inside: 'exit' });
	await once(holder, 'exit');
	assert.is(await looksUntilInside('ends'), 2);
});

test('work that fails releases the lock', async () => {
	const failing = { ready: () => undefined, work: () => Promise.reject(new Error('as it happens')) };
	try {
		await singleFlight(locks, 'fails', failing, () => undefined);
		assert.unreachable();
	} catch (error) {
		assert.match(String(error), 'as it happens');
	}
	assert.is(await looksUntilInside('fails'), 2);
});

test('work that is already done takes no lock', async () => {
	const done = { ready: () => 'there', work: () => Promise.reject(new Error('needless')) };
	assert.is(await singleFlight(home.file('untouched'), 'x', done, () => undefined), 'there');
	assert.not.ok(readdirSync(home.path).includes('untouched'));
});

test('work that is done by the time the lock is taken does not run again', async () => {
	let calls = 0;
	const ready = () => {
		calls += 1;
		return calls === 2 ? 'there' : undefined;
	};
	const shared = { ready, work: () => Promise.reject(new Error('needless')) };
	assert.is(await singleFlight(locks, 'late', shared, () => undefined), 'there');
	assert.is(await looksUntilInside('late'), 2);
});

test('work under different names does not wait for each other', async () => {
	const inner = () =>
		singleFlight(locks, 'inner', { ready: () => undefined, work: async () => 'both' }, () => undefined);
	assert.is(await singleFlight(locks, 'outer', { ready: () => undefined, work: inner }, () => undefined), 'both');
});

test('when no lock can be created, the work runs without one', async () => {
	const file = home.write('a file', '');
	const shared = { ready: () => undefined, work: async () => 'done' };
	assert.is(await singleFlight(join(file, 'locks'), 'x', shared, () => undefined), 'done');
});

test('a dead lock is taken over even if the clock was set back', async () => {
	await killHolder('clock');
	age('clock', -86_400);
	assert.is(await looksUntilInside('clock'), 2);
});

test('a lock is one file with the process id in a folder of 0700; files of killed processes are removed after an hour', async () => {
	for (let time = 0; time < 5; time += 1) await looksUntilInside('tidy');
	const folder = folderOf('tidy');
	assert.is(statSync(folder).mode & 0o777, 0o700);
	assert.is(readdirSync(folder).length, 1);
	assert.is(statSync(lockOf('tidy')).mode & 0o777, 0o600);
	assert.is(JSON.parse(readFileSync(lockOf('tidy'), 'utf8')).pid, process.pid);
	writeFileSync(join(folder, '.1-new'), '');
	writeFileSync(join(folder, '.1-old'), '');
	utimesSync(join(folder, '.1-old'), Date.now() / 1000 - 4000, Date.now() / 1000 - 4000);
	await looksUntilInside('tidy');
	assert.equal(readdirSync(folder).sort(), ['.1-new', '6']);
});

test.run();
