/**
 * One process at a time: a lock that the others wait for, and take over when its holder has died.
 *
 * A lock is a folder of files named 1, 2, 3 …; the highest one is the lock, and names the process that holds it. It is held while
 * that process lives, and free once it is over or has dated the file to the year 1970. Whoever takes it makes the next number, which
 * the system grants to one process only, and removes the lower ones. A number is never used twice, so nobody can remove or take by
 * mistake what another has just taken: with a lock that is one file or folder, several that find it dead at once cannot be kept apart.
 *
 * No time says that a holder is dead: on a busy machine, or when it was stopped, it may not get to anything for minutes. Only where
 * it cannot be asked (another container, another host) one has to go by the time of the last touch.
 */
import { join } from 'node:path';
import type { Context } from '../../ports/context.ts';
import type { SharedWork } from '../../ports/machine.ts';
import { sha1Hex } from '../files/digest.ts';
import { sleep } from '../machine/pause.ts';
import { systemErrorCode } from '../machine/system-error.ts';
import {
	type LockFile,
	makeWhole,
	namesIn,
	numbers,
	numbersAmong,
	readLock,
	removeLock,
	tidy,
	touch,
} from './lock-file.ts';
import { lockFolder } from './lock-folder.ts';
import { fateOf, formatHolder, holderName, outlasts, thisProcess } from './lock-holder.ts';
import { passedMs, pauseAfter, teller } from './lock-wait.ts';

/** Holders touch their lock this often. The first release takes a lock that was not touched for five seconds. */
const TOUCH_MS = 1600;
/** Without a touch for this long, a holder that cannot be asked is dead. No load keeps a timer waiting for 75 times its time. */
const ABANDONED_MS = 120_000;
/** And it is watched for this long without a touch: clocks are wrong, are set, and go on while a machine sleeps. */
const WATCH_MS = 3 * TOUCH_MS;
/** Before the year 2000: the date of a lock that was given back. FAT has no 1970, and makes it 1980. */
const GIVEN_BACK_BEFORE_MS = Date.UTC(2000);
type Release = () => void;

/** A lock whose holder cannot be asked, as one who waits has met it. */
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
	return holder === undefined || !outlasts(holder, touchedMs);
}

/** Who holds the lock, for messages; empty where that cannot be said at this moment, undefined when it is free. */
function heldBy(file: string, watch: Watch): string | undefined {
	let found: LockFile | undefined;
	try {
		found = readLock(file);
	} catch (error) {
		// Removed at this moment, so a higher number has been made, and will say by whom.
		if (systemErrorCode(error) === 'ENOENT') return '';
		throw error;
	}
	if (found === undefined || found.touchedMs < GIVEN_BACK_BEFORE_MS) return undefined;
	const { holder, touchedMs } = found;
	const fate = holder === undefined ? 'unknown' : fateOf(holder, touchedMs);
	const isFree = fate === 'dead' || (fate === 'unknown' && isAbandoned(file, found, watch));
	return isFree ? undefined : holderName(holder);
}

/** Keeps the lock until what is returned is called, or the process ends. */
function hold(file: string): Release {
	const renewing = setInterval(() => touch(file, Date.now() / 1000), TOUCH_MS);
	renewing.unref();
	const release = () => {
		clearInterval(renewing);
		process.off('exit', release);
		touch(file, 0);
	};
	process.once('exit', release);
	return release;
}

/** Takes the lock if it is free; undefined while somebody holds it. Throws where no file can be made. @param folder there already */
function take(folder: string, watch: Watch): Release | undefined {
	const last = numbers(folder).at(-1) ?? 0;
	if (last > 0 && heldBy(join(folder, `${last}`), watch) !== undefined) return undefined;
	const mine = last + 1;
	const file = join(folder, `${mine}`);
	try {
		if (!makeWhole(folder, file, formatHolder(thisProcess()))) return undefined;
	} catch (error) {
		if (numbers(folder).some((number) => number >= mine)) return undefined;
		throw error;
	}
	const names = namesIn(folder);
	if (numbersAmong(names).some((number) => number > mine)) {
		// This number was taken, given back and removed while we looked.
		removeLock(file);
		return undefined;
	}
	tidy(folder, names, mine);
	return hold(file);
}

const once = (work: (() => Promise<unknown>) | undefined): (() => Promise<unknown>) => {
	let done: Promise<unknown> | undefined;
	return () => {
		done ??= work?.() ?? Promise.resolve();
		return done;
	};
};

/** Does the work while holding the lock; undefined while somebody else has it. */
async function attempt<Value>(
	folder: string,
	{ ready, prepare, work }: SharedWork<Value>,
	watch: Watch,
): Promise<Value | undefined> {
	await prepare?.();
	let release: Release | undefined;
	try {
		release = take(folder, watch);
	} catch {
		// Where nothing can be written, nothing can be shared either, and nobody waits.
		return work();
	}
	if (release === undefined) return undefined;
	try {
		return ready() ?? (await work());
	} finally {
		release();
	}
}

/** Who holds the lock of this folder, as `heldBy` says it. Of a folder that cannot be read `take` will find out. */
function holderOf(folder: string, watch: Watch): string | undefined {
	try {
		const last = numbers(folder).at(-1);
		return last === undefined ? undefined : heldBy(join(folder, `${last}`), watch);
	} catch {
		return undefined;
	}
}

/** Does the work while no other process does work of the same name, unless the others have made it needless. */
export async function singleFlight<Value extends NonNullable<unknown>>(
	folder: string,
	name: string,
	shared: SharedWork<Value>,
	say: Context['terminal']['say'],
): Promise<Value> {
	const early = shared.ready();
	if (early !== undefined) return early;
	const own = lockFolder(join(folder, sha1Hex(name)));
	const work = { ...shared, prepare: once(shared.prepare) };
	if (own !== undefined) return takeTurns(own, work, say);
	// Where nothing can be written, nothing can be shared either, and nobody waits.
	await work.prepare();
	return work.work();
}

async function takeTurns<Value extends NonNullable<unknown>>(
	folder: string,
	work: SharedWork<Value>,
	say: Context['terminal']['say'],
): Promise<Value> {
	const tell = teller(work.waitingFor, say);
	const watch: Watch = {};
	const start = passedMs();
	for (;;) {
		const holder = holderOf(folder, watch);
		const value = holder === undefined ? await attempt(folder, work, watch) : undefined;
		if (value !== undefined) return value;
		if (work.isImpatient) return work.work();
		tell(holder ?? '');
		await sleep(pauseAfter(passedMs() - start));
		const late = work.ready();
		if (late !== undefined) return late;
	}
}
