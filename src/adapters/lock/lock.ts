/**
 * Lets one process at a time do a piece of work; the others wait, and take over the lock of a process that has died.
 *
 * A lock is a folder of files named 1, 2, 3 …. The file with the highest number is the lock, and names the process that
 * holds it. It is held until that process ends or dates the file to 1970. To take the lock, a process makes the file
 * with the next number, which the system grants to one process only, and removes the lower ones. A number is never used
 * twice, so no process can remove a lock that another one has just taken. With a lock of one file that could happen when
 * several processes find it dead at once.
 *
 * A slow process is not dead: on a busy machine, or when stopped, it may do nothing for minutes. The time of the last
 * touch counts only if the holder cannot be checked, as in another container or on another host.
 */
import { join } from 'node:path';
import type { Context } from '../../ports/context.ts';
import type { SharedWork } from '../../ports/machine.ts';
import { sha1Hex } from '../files/digest.ts';
import { atExit } from '../machine/at-exit.ts';
import { sleep } from '../machine/pause.ts';
import { systemErrorCode } from '../machine/system-error.ts';
import {
	type LockFile,
	makeWhole,
	namesIn,
	numbers,
	numbersAmong,
	RELEASED_BEFORE_MS,
	readLock,
	removeLock,
	tidy,
	touch,
} from './lock-file.ts';
import { lockFolder } from './lock-folder.ts';
import { formatHolder, holderName, holderState, ranBeforeTouch, thisProcess } from './lock-holder.ts';
import { passedMs, pauseAfter, waitReporter } from './lock-wait.ts';

/** How often a holder touches its lock. The first release takes over a lock that is untouched for five seconds. */
const TOUCH_MS = 1600;
/** Without a touch for this long, a holder that cannot be checked counts as dead. No load delays a timer 75-fold. */
const ABANDONED_MS = 120_000;
/**
 * Before a takeover the lock must also stay untouched for this long while we watch: clocks may be wrong or get set, and
 * go on while a machine sleeps.
 */
const WATCH_MS = 3 * TOUCH_MS;
type Release = () => void;

/** A process's observation of a lock whose holder cannot be checked. */
interface Watch {
	file?: string;
	touchedMs?: number;
	sinceMs?: number;
}

function isAbandoned(file: string, { touchedMs, holder }: LockFile, watch: Watch): boolean {
	if (watch.file !== file || watch.touchedMs !== touchedMs) {
		Object.assign(watch, { file, touchedMs, sinceMs: passedMs() });
	}
	const isOld = Math.abs(Date.now() - touchedMs) >= ABANDONED_MS;
	if (!isOld || passedMs() - (watch.sinceMs ?? 0) < WATCH_MS) return false;
	return holder === undefined || !ranBeforeTouch(holder, touchedMs);
}

/**
 * Returns the name of the holder for messages; empty if it is not known at the moment; undefined if the lock is free.
 */
function heldBy(file: string, watch: Watch): string | undefined {
	let lock: LockFile | undefined;
	try {
		lock = readLock(file);
	} catch (error) {
		// Another process removed the file, so it made a higher number, which names it.
		if (systemErrorCode(error) === 'ENOENT') return '';
		throw error;
	}
	if (lock === undefined || lock.touchedMs < RELEASED_BEFORE_MS) return undefined;
	const { holder, touchedMs } = lock;
	const fate = holder === undefined ? 'unknown' : holderState(holder, touchedMs);
	const isFree = fate === 'dead' || (fate === 'unknown' && isAbandoned(file, lock, watch));
	return isFree ? undefined : holderName(holder);
}

/** Holds the lock until the returned function is called or the process ends. */
function hold(file: string): Release {
	const renewing = setInterval(() => touch(file, Date.now() / 1000), TOUCH_MS);
	renewing.unref();
	const release = () => {
		clearInterval(renewing);
		forget();
		touch(file, 0);
	};
	const forget = atExit(release);
	return release;
}

/**
 * Takes the lock if it is free; returns undefined if it is held. Throws if the file cannot be made.
 * @param folder must exist
 */
function take(folder: string, watch: Watch): Release | undefined {
	const last = numbers(folder).at(-1) ?? 0;
	if (last > 0 && heldBy(join(folder, `${last}`), watch) !== undefined) return undefined;
	const next = last + 1;
	const file = join(folder, `${next}`);
	try {
		if (!makeWhole(folder, file, formatHolder(thisProcess()))) return undefined;
	} catch (error) {
		if (numbers(folder).some((number) => number >= next)) return undefined;
		throw error;
	}
	const names = namesIn(folder);
	if (numbersAmong(names).some((number) => number > next)) {
		// Another process took, released and removed this number after we listed the folder.
		removeLock(file);
		return undefined;
	}
	tidy(folder, names, next);
	return hold(file);
}

const once = (work: (() => Promise<unknown>) | undefined): (() => Promise<unknown>) => {
	let done: Promise<unknown> | undefined;
	return () => {
		done ??= work?.() ?? Promise.resolve();
		return done;
	};
};

/** Does the work under the lock; returns undefined if another process holds the lock. */
async function tryWork<Value>(
	folder: string,
	{ ready, prepare, work }: SharedWork<Value>,
	watch: Watch,
): Promise<Value | undefined> {
	await prepare?.();
	let release: Release | undefined;
	try {
		release = take(folder, watch);
	} catch {
		// A process that cannot make the file cannot share its result either, so it does not wait.
		return work();
	}
	if (release === undefined) return undefined;
	try {
		return ready() ?? (await work());
	} finally {
		release();
	}
}

/** Returns the holder of the lock in this folder, as `heldBy` does. If the folder cannot be read, `take` finds out. */
function holderOf(folder: string, watch: Watch): string | undefined {
	try {
		const last = numbers(folder).at(-1);
		return last === undefined ? undefined : heldBy(join(folder, `${last}`), watch);
	} catch {
		return undefined;
	}
}

/**
 * Does the work unless another process is doing work with the same name: then waits, and returns `ready()` once that
 * has a result.
 */
export async function singleFlight<Value extends NonNullable<unknown>>(
	folder: string,
	name: string,
	shared: SharedWork<Value>,
	say: Context['terminal']['say'],
): Promise<Value> {
	const result = shared.ready();
	if (result !== undefined) return result;
	const lockPath = lockFolder(join(folder, sha1Hex(name)));
	const work = { ...shared, prepare: once(shared.prepare) };
	if (lockPath !== undefined) return takeTurns(lockPath, work, say);
	// Without a folder for the lock nothing can be shared, so do not wait.
	await work.prepare();
	return work.work();
}

async function takeTurns<Value extends NonNullable<unknown>>(
	folder: string,
	work: SharedWork<Value>,
	say: Context['terminal']['say'],
): Promise<Value> {
	const showHolder = waitReporter(work.waitingFor, say);
	const watch: Watch = {};
	const start = passedMs();
	for (;;) {
		const holder = holderOf(folder, watch);
		const value = holder === undefined ? await tryWork(folder, work, watch) : undefined;
		if (value !== undefined) return value;
		if (work.isImpatient) return work.work();
		showHolder(holder ?? '');
		await sleep(pauseAfter(passedMs() - start));
		const result = work.ready();
		if (result !== undefined) return result;
	}
}
