/** Where shells that have rules of their own for each system keep their settings there. */
import { configFolder, type Environment } from './environment.ts';
import { isAbsolutePath, WINDOWS } from './system.ts';

const roamingFolder = ({ APPDATA }: Environment, home: string): string => APPDATA ?? `${home}/AppData/Roaming`;

/** On Windows only PowerShell knows where the person has moved the folder of documents. This is where it is at first. */
export const powershellFolder = (env: Environment, home: string, system: string): string =>
	system === WINDOWS ? `${home}/Documents/PowerShell` : `${configFolder(env, () => home)}/powershell`;

export const elvishFolder = (env: Environment, home: string, system: string): string =>
	`${system === WINDOWS ? roamingFolder(env, home) : configFolder(env, () => home)}/elvish`;

/** Nushell takes XDG_CONFIG_HOME on every system. */
export function nushellFolder(env: Environment, home: string, system: string): string {
	const { XDG_CONFIG_HOME: named } = env;
	if (named !== undefined && isAbsolutePath(named, system)) return `${named}/nushell`;
	if (system === 'darwin') return `${home}/Library/Application Support/nushell`;
	return `${system === WINDOWS ? roamingFolder(env, home) : configFolder(env, () => home)}/nushell`;
}
