/** Tells whether there may be a `.ssoenv`, before the code is loaded that reads one. On the warm path. */
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { DIRECTORY_FILE } from '../../core/directory/directory-file.ts';
import type { Environment } from '../../core/machine/environment.ts';

/** Returns true if something of that name is in the current folder or above it, by the shell's path or the system's. */
export function isBelowDirectoryFile({ PWD }: Environment): boolean {
	try {
		return hasAbove(process.cwd()) || (PWD?.startsWith('/') === true && hasAbove(PWD));
	} catch {
		// The current folder is gone.
		return false;
	}
}

function hasAbove(folder: string): boolean {
	if (existsSync(`${folder}/${DIRECTORY_FILE}`)) return true;
	const parent = dirname(folder);
	return parent !== folder && hasAbove(parent);
}
