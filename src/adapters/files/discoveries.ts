/**
 * Stores the accounts and roles discovered for each sign-in: a complete file, and a partial one that a running
 * discovery extends.
 */
import { closeSync, constants, fstatSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Discoveries } from '../../ports/files.ts';
import { sha1Hex } from './digest.ts';
import { removeFolder } from './folder-contents.ts';
import { type CachePlace, withFileFailure, writePrivateFile } from './private-file.ts';
import { readableText, refuseIrregular, removeRegularFile } from './regular-file.ts';
import { renameOver } from './rename.ts';

/**
 * O_NOFOLLOW refuses a link, and O_NONBLOCK a pipe without a reader. Without O_CREAT a file that a sign-out removed
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

/** Returns the discoveries stored in a folder. Each sign-in has two files, named after the SHA-1 of its key. */
export function discoveries(folder: string, place: CachePlace): Discoveries {
	const path = (key: string, kind: 'whole' | 'growing') => join(folder, `${sha1Hex(key)}.${kind}.jsonl`);
	return {
		readComplete: (key) => readableText(path(key, 'whole')),
		readPartial: (key) => readableText(path(key, 'growing')),
		begin: (key, line) => writePrivateFile(path(key, 'growing'), line, place),
		append: (key, line) => withFileFailure(path(key, 'growing'), () => append(path(key, 'growing'), line)),
		finish: (key) => withFileFailure(path(key, 'whole'), () => renameOver(path(key, 'growing'), path(key, 'whole'))),
		forget: (key) => [path(key, 'whole'), path(key, 'growing')].map(removeRegularFile),
		forgetAll: () => removeFolder(folder),
	};
}
