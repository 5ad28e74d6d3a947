/** The environment of the process, and the cache and config folders that it names. */

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Returns the folder that an XDG variable names, else a folder in the home folder. The XDG Base Directory Specification
 * requires an absolute path and ignores any other value.
 */
const baseFolder = (value: string | undefined, home: () => string, fallback: string): string =>
	value?.startsWith('/') === true ? value : `${home()}/${fallback}`;

/**
 * Returns the folder for files that ssoenv can create again.
 * @param home called only if no variable names the folder
 */
export const cacheFolder = (env: Environment, home: () => string): string =>
	`${baseFolder(env.XDG_CACHE_HOME, home, '.cache')}/ssoenv`;

/**
 * Returns the folder where other programs keep their settings.
 * @param home called only if no variable names the folder
 */
export const configFolder = (env: Environment, home: () => string): string =>
	baseFolder(env.XDG_CONFIG_HOME, home, '.config');

/** Formats a variable so that an empty value and an absent variable differ. */
export const orAbsent = (value: string | undefined): string => (value === undefined ? '' : `=${value}`);
