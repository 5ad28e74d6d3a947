/** The environment without what `use` put there: requests of ssoenv follow the profile that they are for. */
import type { Environment } from '../machine/environment.ts';
import { contractRows } from './contract.ts';

const without = (env: Environment, names: ReadonlySet<string>): Environment =>
	names.size === 0 ? env : Object.fromEntries(Object.entries(env).filter(([name]) => !names.has(name)));

/** Returns the settings of the active role: those with the value that their label has. */
const settingsOfRole = (env: Environment): readonly string[] =>
	contractRows
		.filter(({ name, label }) => label !== undefined && env[label] !== undefined && env[name] === env[label])
		.map(({ name }) => name);

/**
 * Returns the environment without the settings of the active role. A setting that the person has changed since stays.
 */
export const ownEnvironment = (env: Environment): Environment => without(env, new Set(settingsOfRole(env)));

/** Returns the environment without the settings, the keys and the labels of the active role. */
export function environmentWithoutRole(env: Environment): Environment {
	if (env.SSOENV_PROFILE === undefined) return env;
	const set = contractRows.filter(({ kind }) => kind === 'credential' || kind === 'label').map(({ name }) => name);
	return without(env, new Set([...settingsOfRole(env), ...set]));
}
