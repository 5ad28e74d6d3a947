/** Reads `/proc`, where Linux tells about processes: proc(5). */
import { readFileSync, readlinkSync } from 'node:fs';
import { WINDOWS } from '../../core/machine/system.ts';

/**
 * Returns what `read` returns for the path below `/proc`; undefined where there is no such file. On Windows that path
 * would be a folder of the current drive, in which anyone may make one.
 */
function fromProc<Value>(path: string, read: (path: string) => Value, system: string): Value | undefined {
	if (system === WINDOWS) return undefined;
	try {
		return read(`/proc/${path}`);
	} catch {
		return undefined;
	}
}

export const procBytes = (path: string, system: string = process.platform): Buffer | undefined =>
	fromProc(path, (file) => readFileSync(file), system);

export const procText = (path: string, system: string = process.platform): string | undefined =>
	fromProc(path, (file) => readFileSync(file, 'utf8'), system);

/** Returns where a link points to. */
export const procLink = (path: string, system: string = process.platform): string | undefined =>
	fromProc(path, (file) => readlinkSync(file), system);
