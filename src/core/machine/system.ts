/** How paths and home folders differ between systems. The names of the systems are those of `process.platform`. */
import type { Environment } from './environment.ts';

export const WINDOWS = 'win32';

/** Whether a path leads to the same place from every folder. On Windows it begins with a drive or two separators. */
export const isAbsolutePath = (path: string, system: string): boolean =>
	system === WINDOWS ? /^(?:[A-Za-z]:[\\/]|[\\/]{2}[^\\/])/.test(path) : path.startsWith('/');

/**
 * Returns the home folder that the environment names, in the order of AWS's SDKs: HOME on every system, then on Windows
 * USERPROFILE, then HOMEDRIVE with HOMEPATH. Undefined if none of them is an absolute path.
 */
export function namedHome(env: Environment, system: string): string | undefined {
	const { HOME, USERPROFILE, HOMEDRIVE = '', HOMEPATH } = env;
	const onWindows = [USERPROFILE, HOMEPATH === undefined ? undefined : HOMEDRIVE + HOMEPATH];
	const named = system === WINDOWS ? [HOME, ...onWindows] : [HOME];
	return named.find((path) => path !== undefined && isAbsolutePath(path, system));
}
