/** Makes a folder of files for one program that runs, and removes it when the program ends. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunFolder } from '../../ports/programs.ts';
import { makeFolder } from '../files/folders.ts';
import { type CachePlace, withFileFailure, writePrivateFile } from '../files/private-file.ts';
import { formatHolder, holderState, parseHolder, thisProcess } from '../lock/lock-holder.ts';

/** A path that stands for itself in quotes, also where a backslash or a `%` means something. */
const PLAIN_PATH = /^\/[\w.@+=,/ -]*$/;

/** Says which process the folder is for. */
const OWNER = 'owner';

/** Removes what processes left that were killed: the folders hold copies of files with secrets. */
function removeAbandoned(base: string): void {
	for (const name of readdirSync(base)) {
		try {
			const owner = join(base, name, OWNER);
			const holder = parseHolder(readFileSync(owner, 'utf8'));
			if (holder === undefined || holderState(holder, statSync(owner).mtimeMs) !== 'dead') continue;
			rmSync(join(base, name), { recursive: true, force: true });
		} catch {
			// Another process removes it, or it is not one of these folders.
		}
	}
}

/**
 * Makes the folder, below the one of the caches or, if that has characters in its path that need care in a command line,
 * below that for temporary files.
 * @param cache the folder of the caches
 * @throws Failure `file-unusable`, `folder-open`, `folder-foreign`, `folder-linked`; so does `write`
 */
export function runFolder(cache: string, cachePlace: CachePlace): RunFolder {
	const isPlain = PLAIN_PATH.test(cache);
	const place: CachePlace = isPlain ? cachePlace : { base: tmpdir(), kind: 'own' };
	const base = isPlain ? join(cache, 'exec') : join(tmpdir(), `ssoenv-exec-${process.geteuid?.() ?? ''}`);
	const path = withFileFailure(base, () => {
		makeFolder(base);
		removeAbandoned(base);
		return mkdtempSync(join(base, 'run-'));
	});
	const write = (name: string, text: string) => writePrivateFile(join(path, name), text, place);
	const remove = () => rmSync(path, { recursive: true, force: true });
	try {
		write(OWNER, formatHolder(thisProcess()));
	} catch (error) {
		remove();
		throw error;
	}
	return { path, write, remove };
}
