/** What was discovered of each sign-in: one file that is whole, and one that still grows, in ssoenv's own cache folder. */
import { closeSync, constants, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { failures } from '../core/failures.ts';
import type { Discoveries } from '../ports.ts';
import { sha1Hex } from './digest.ts';
import { removeFolder } from './folder.ts';
import { readRegularFile, removeRegularFile } from './regular-file.ts';
import { fileReason } from './system-error.ts';

function readIfThere(path: string): string | undefined {
	try {
		return readRegularFile(path)?.toString('utf8');
	} catch {
		// What cannot be read is discovered again.
		return undefined;
	}
}

/** Without O_CREAT: what somebody removed by signing out in the meantime stays removed. */
function append(path: string, line: string): void {
	const file = openSync(path, constants.O_WRONLY | constants.O_APPEND);
	try {
		writeFileSync(file, line);
	} finally {
		closeSync(file);
	}
}

function done(path: string, work: () => void): void {
	try {
		work();
	} catch (error) {
		throw failures.fileUnusable({ path, reason: fileReason(error) });
	}
}

export function discoveries(folder: string): Discoveries {
	const path = (key: string, kind: 'whole' | 'growing') => join(folder, `${sha1Hex(key)}.${kind}.jsonl`);
	return {
		readWhole: (key) => readIfThere(path(key, 'whole')),
		readGrowing: (key) => readIfThere(path(key, 'growing')),
		begin: (key, line) => {
			const file = path(key, 'growing');
			done(file, () => {
				mkdirSync(folder, { recursive: true, mode: 0o700 });
				// Made anew, so that it has this mode whatever was there.
				rmSync(file, { force: true });
				writeFileSync(file, line, { mode: 0o600, flag: 'wx' });
			});
		},
		append: (key, line) => done(path(key, 'growing'), () => append(path(key, 'growing'), line)),
		finish: (key) => done(path(key, 'whole'), () => renameSync(path(key, 'growing'), path(key, 'whole'))),
		forget: (key) => [path(key, 'whole'), path(key, 'growing')].map(removeRegularFile),
		forgetAll: () => removeFolder(folder),
	};
}
