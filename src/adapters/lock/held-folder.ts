/** Finds out whether a running process needs what is in a folder: that of a lock, or that of a program with copies. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { numbers, RELEASED_BEFORE_MS, readLock } from './lock-file.ts';
import { holderName, holderState } from './lock-holder.ts';

/** The note of the process in a folder that is no lock. */
const OWNER = 'owner';

/** A holder of any release touches its lock every few seconds. */
const UNTOUCHED_MS = 120_000;

/** Returns the process that uses the folder, as messages name it; undefined if none does. */
export function heldFolder(folder: string): string | undefined {
	const last = numbers(folder).at(-1);
	const isLock = last !== undefined;
	const file = join(folder, isLock ? `${last}` : OWNER);
	if (statSync(file, { throwIfNoEntry: false }) === undefined) return undefined;
	const note = readLock(file);
	if (note === undefined || note.touchedMs < RELEASED_BEFORE_MS) return undefined;
	const { holder, touchedMs } = note;
	const fate = holder === undefined ? 'unknown' : holderState(holder, touchedMs);
	const isAbandoned = fate === 'unknown' && isLock && Date.now() - touchedMs > UNTOUCHED_MS;
	return fate === 'dead' || isAbandoned ? undefined : holderName(holder);
}
