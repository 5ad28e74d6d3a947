/** Finds out whether a command can run, by the rules of execvp(3), before a process is started. */
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Environment } from '../../core/machine/environment.ts';
import { WINDOWS } from '../../core/machine/system.ts';
import { systemErrorCode } from './system-error.ts';

/** The search path of execvp(3) if PATH is not set. */
const USUAL_PATH = '/usr/bin:/bin';

/** Follows the name of the command in messages. */
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

/**
 * Returns why the command cannot run; undefined if it can. On Windows also undefined for a command without a folder,
 * because its file has one of several endings, such as `.exe`.
 */
export function whyNotRunnable(
	command: string,
	env: Environment,
	system: string = process.platform,
): Reason | undefined {
	if (command === '') return 'is not found';
	if (command.includes('/')) return reasonAt(command);
	if (system === WINDOWS) return /[\\:]/.test(command) ? reasonAt(command) : undefined;
	const folders = (env.PATH ?? USUAL_PATH).split(delimiter);
	const reasons = folders.map((folder) => reasonAt(join(folder || '.', command)));
	if (reasons.includes(undefined)) return undefined;
	// execvp(3) passes over a folder with that name on PATH.
	return reasons.includes('is not executable') ? 'is not executable' : 'is not found';
}
