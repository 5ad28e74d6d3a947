/** Finds out whether a lock was left by a process that has ended. */
import { join } from 'node:path';
import { numbers, RELEASED_BEFORE_MS, readLock } from './lock-file.ts';
import { holderState } from './lock-holder.ts';

/** Whether the holder of the lock in this folder has ended without releasing it. False for a released lock. */
export function isStale(folder: string): boolean {
	try {
		const last = numbers(folder).at(-1);
		const lock = last === undefined ? undefined : readLock(join(folder, `${last}`));
		if (lock?.holder === undefined || lock.touchedMs < RELEASED_BEFORE_MS) return false;
		return holderState(lock.holder, lock.touchedMs) === 'dead';
	} catch {
		// It is no folder of a lock, or another process has just changed it.
		return false;
	}
}
