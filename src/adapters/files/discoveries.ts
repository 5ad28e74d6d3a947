/** What was discovered of each sign-in: one file that is whole, and one that still grows, in ssoenv's own cache folder. */
import { closeSync, constants, fstatSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Discoveries } from '../../ports/files.ts';
import { sha1Hex } from './digest.ts';
import { removeFolder } from './folder-contents.ts';
import { type CachePlace, withFileFailure, writePrivateFile } from './private-file.ts';
import { readRegularFile, refuseIrregular, removeRegularFile } from './regular-file.ts';

function readIfThere(path: string): string | undefined {
	try {
		return readRegularFile(path)?.toString('utf8');
	} catch {
		// What cannot be read is discovered again.
		return undefined;
	}
}

/**
 * Never through a link, and never into a pipe that nobody reads. Without O_CREAT: what somebody removed by signing out in the meantime
 * stays removed.
 */
const APPEND = constants.O_WRONLY | constants.O_APPEND | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

function append(path: string, line: string): void {
	const descriptor = openSync(path, APPEND);
	try {
		refuseIrregular(path, fstatSync(descriptor));
		writeFileSync(descriptor, line);
	} finally {
		closeSync(descriptor);
	}
}

export function discoveries(folder: string, place: CachePlace): Discoveries {
	const path = (key: string, kind: 'whole' | 'growing') => join(folder, `${sha1Hex(key)}.${kind}.jsonl`);
	return {
		readWhole: (key) => readIfThere(path(key, 'whole')),
		readGrowing: (key) => readIfThere(path(key, 'growing')),
		begin: (key, line) => writePrivateFile(path(key, 'growing'), line, place),
		append: (key, line) => withFileFailure(path(key, 'growing'), () => append(path(key, 'growing'), line)),
		finish: (key) => withFileFailure(path(key, 'whole'), () => renameSync(path(key, 'growing'), path(key, 'whole'))),
		forget: (key) => [path(key, 'whole'), path(key, 'growing')].map(removeRegularFile),
		forgetAll: () => removeFolder(folder),
	};
}
