/** Whether a command can be run, looked up as execvp does: what the system would say only after a process was tried. */
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Environment } from '../../core/machine/environment.ts';
import { systemErrorCode } from './system-error.ts';

/** What execvp takes where there is no PATH. */
const USUAL_PATH = '/usr/bin:/bin';

/** What stands behind the name of a command that cannot be run. */
type Reason = 'is not found' | 'is a folder' | 'is not executable' | 'cannot be reached';

function reasonAt(path: string): Reason | undefined {
	try {
		if (statSync(path).isDirectory()) return 'is a folder';
	} catch (error) {
		return systemErrorCode(error) === 'EACCES' ? 'cannot be reached' : 'is not found';
	}
	try {
		accessSync(path, constants.X_OK);
		return undefined;
	} catch {
		return 'is not executable';
	}
}

/** Undefined when it can be run, and on Windows, which knows more endings of programs than one, when it has no folder. */
export function whyNotRunnable(command: string, env: Environment): Reason | undefined {
	if (command === '') return 'is not found';
	if (command.includes('/')) return reasonAt(command);
	if (process.platform === 'win32') return command.includes('\\') ? reasonAt(command) : undefined;
	const folders = (env.PATH ?? USUAL_PATH).split(delimiter);
	const found = folders.map((folder) => reasonAt(join(folder || '.', command)));
	if (found.includes(undefined)) return undefined;
	// A folder of that name on PATH is nobody's program.
	return found.includes('is not executable') ? 'is not executable' : 'is not found';
}
