/** Renames a file over another one, by rename(2), on Windows too. */
import { renameSync } from 'node:fs';
import { WINDOWS } from '../../core/machine/system.ts';
import { pause } from '../machine/pause.ts';
import { systemErrorCode } from '../machine/system-error.ts';

/** What Windows says while another program, such as a virus scanner, has one of the two files open. */
const IN_USE = new Set(['EACCES', 'EBUSY', 'EPERM']);

/** Milliseconds before each further attempt: a second in all. On other systems, open files can be replaced. */
const DELAYS_MS = [10, 20, 40, 80, 150, 300, 400];

/** How a table of tests plays another system. */
export interface Renaming {
	readonly system: string;
	readonly rename: (from: string, to: string) => void;
	readonly wait: (milliseconds: number) => void;
}

const here: Renaming = { system: process.platform, rename: renameSync, wait: pause };

/** @throws the system's error, once no attempt is left */
export function renameOver(from: string, to: string, { system, rename, wait }: Renaming = here): void {
	for (const delay of system === WINDOWS ? DELAYS_MS : []) {
		try {
			rename(from, to);
			return;
		} catch (error) {
			if (!IN_USE.has(systemErrorCode(error) ?? '')) throw error;
			wait(delay);
		}
	}
	rename(from, to);
}
