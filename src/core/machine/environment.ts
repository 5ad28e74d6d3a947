/** The variables of the process, and the folders that they name. */

export type Environment = Readonly<Record<string, string | undefined>>;

/** The folder of an XDG variable where that is an absolute path, as the XDG Base Directory Specification demands; else below the home. */
const baseFolder = (value: string | undefined, home: () => string, otherwise: string): string =>
	value?.startsWith('/') === true ? value : `${home()}/${otherwise}`;

/** Where ssoenv keeps what it can make again. @param home called only where no variable names the folder */
export const cacheFolder = (env: Environment, home: () => string): string =>
	`${baseFolder(env.XDG_CACHE_HOME, home, '.cache')}/ssoenv`;

/** Where other programs keep their settings. @param home as above */
export const configFolder = (env: Environment, home: () => string): string =>
	baseFolder(env.XDG_CONFIG_HOME, home, '.config');
