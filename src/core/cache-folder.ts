/** Where ssoenv keeps what can be made again. */
import type { Environment } from './environment.ts';

/** XDG's folder for it, where that is absolute as it has to be, else the one in the home. @param home asked only then */
export function cacheFolder(env: Environment, home: () => string): string {
	const base = env.XDG_CACHE_HOME;
	return `${base?.startsWith('/') === true ? base : `${home()}/.cache`}/ssoenv`;
}
