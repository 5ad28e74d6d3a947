/**
 * One process at a time: a lock that the others wait for, and take over when its holder has died.
 *
 * A lock is a folder of empty files named 1, 2, 3 …; the highest one is the lock, held while its holder keeps touching it, and
 * free once it is old. Whoever takes it makes the next number, which the system grants to one process only, and removes the
 * lower ones. A number is never used twice, so nobody can remove or take by mistake what another has just taken: with a lock
 * that is one file or folder, several that find it dead at once cannot be kept apart.
 */
import { closeSync, mkdirSync, openSync, readdirSync, statSync, unlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { SharedWork } from '../ports.ts';
import { sha1Hex } from './digest.ts';
import { sleep } from './pause.ts';

/** A living holder renews its lock three times in this; without that it is dead. */
const STALE_MS = 5000;
/** Those who wait look this often, and up to twice as long apart, so that they do not march in step. */
const POLL_MS = 40;
/** Longer than this nobody waits without being told. */
const SLOW_MS = 5000;

type Release = () => void;

const numbers = (folder: string): readonly number[] =>
	readdirSync(folder)
		.map(Number)
		.filter((number) => Number.isSafeInteger(number))
		.sort((a, b) => a - b);

/** Also false for a time that is to come: the clock was set back, and a living holder will soon touch its lock again. */
function isHeld(file: string): boolean {
	try {
		return Math.abs(Date.now() - statSync(file).mtimeMs) < STALE_MS;
	} catch {
		// Removed at this moment, so a higher number has been made.
		return true;
	}
}

function touch(file: string, time: number): void {
	try {
		utimesSync(file, time, time);
	} catch {
		// Somebody has taken the lock over: nothing is left to renew or to give back.
	}
}

/** `unlinkSync`, for `rmSync` brings a library of its own. */
function remove(file: string): void {
	try {
		unlinkSync(file);
	} catch {
		// Another one was quicker.
	}
}

/** Keeps the lock until what is returned is called, or the process ends. */
function hold(file: string): Release {
	const renewing = setInterval(() => touch(file, Date.now() / 1000), STALE_MS / 3);
	renewing.unref();
	const release = () => {
		clearInterval(renewing);
		process.off('exit', release);
		touch(file, 0);
	};
	process.once('exit', release);
	return release;
}

/** Takes the lock if it is free or its holder dead; undefined while somebody holds it. Throws where no file can be made. */
function take(folder: string): Release | undefined {
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	const last = numbers(folder).at(-1) ?? 0;
	if (last > 0 && isHeld(join(folder, `${last}`))) return undefined;
	const mine = last + 1;
	const file = join(folder, `${mine}`);
	try {
		closeSync(openSync(file, 'wx', 0o600));
	} catch (error) {
		if (numbers(folder).some((number) => number >= mine)) return undefined;
		throw error;
	}
	const now = numbers(folder);
	if (now.some((number) => number > mine)) {
		// This number was taken, given back and removed while we looked.
		remove(file);
		return undefined;
	}
	for (const number of now) if (number < mine) remove(join(folder, `${number}`));
	return hold(file);
}

/** Does the work while holding the lock; undefined while somebody else has it. */
async function attempt<Value>(folder: string, { ready, work }: SharedWork<Value>): Promise<Value | undefined> {
	let release: Release | undefined;
	try {
		release = take(folder);
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

/**
 * Does the work while no other process does work of the same name, unless the others have made it needless.
 * @param onSlow told once when the wait gets long
 */
export async function alone<Value extends NonNullable<unknown>>(
	folder: string,
	name: string,
	shared: SharedWork<Value>,
	onSlow: () => void,
): Promise<Value> {
	const own = join(folder, sha1Hex(name));
	const start = Date.now();
	let isTold = false;
	for (;;) {
		const value = shared.ready() ?? (await attempt(own, shared));
		if (value !== undefined) return value;
		if (!isTold && Date.now() - start >= SLOW_MS) {
			isTold = true;
			onSlow();
		}
		await sleep(POLL_MS * (1 + Math.random()));
	}
}
