/** The text of the launcher that `install --launcher` writes, and what a launcher that is there says of itself. */
import { printable } from '../text/printable.ts';
import { posix } from '../text/quoting.ts';

/** The file under shell/ that is the launcher, but for the paths. */
export const LAUNCHER_FILE = 'launcher/ssoenv.sh';

/** The name of the launcher in its folder. */
export const LAUNCHER_NAME = 'ssoenv';

/** What a launcher starts. */
export interface LaunchedProgram {
	/** The absolute path of Node. */
	readonly node: string;
	/** The absolute path of cli.cjs. */
	readonly program: string;
	/** The version that wrote the launcher. */
	readonly version: string;
}

/** The second line of each launcher. A file without it is another program's. */
const MARK = /^#!\/bin\/sh\n# ssoenv launcher\b/;
const VARIABLES = { node: '_ssoenv_node', program: '_ssoenv_program', version: '_ssoenv_version' } as const;

export const isLauncher = (text: string): boolean => MARK.test(text);

/** Returns whether a path can stand in the launcher: it is absolute, and on one line. */
export const fitsLauncher = (path: string): boolean => path.startsWith('/') && printable(path) === path;

/** Writes the paths into the launcher. */
export const launcherText = (template: string, launched: LaunchedProgram): string =>
	Object.entries(launched).reduce((text, [key, value]) => {
		const name = isKey(key) ? VARIABLES[key] : '';
		return text.replace(`\n${name}=''\n`, () => `\n${name}=${posix(value)}\n`);
	}, template);

const isKey = (key: string): key is keyof typeof VARIABLES => Object.hasOwn(VARIABLES, key);

/** Returns what a launcher starts; undefined if it belongs to a package, or if the text is no launcher. */
export function launchedBy(text: string): LaunchedProgram | undefined {
	if (!isLauncher(text)) return undefined;
	const value = (name: string) => {
		const [, quoted = ''] = new RegExp(`\\n${name}='(.*)'\\n`).exec(text) ?? [];
		return quoted.replaceAll("'\\''", "'");
	};
	const [node, program, version] = [value(VARIABLES.node), value(VARIABLES.program), value(VARIABLES.version)];
	return program === '' ? undefined : { node, program, version };
}
