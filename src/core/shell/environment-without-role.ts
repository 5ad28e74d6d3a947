/** The environment that the person had before `use`, for a program that must not depend on the active role. */
import type { Environment } from '../machine/environment.ts';
import { ownEnvironment } from '../machine/own-environment.ts';
import { contractRows, DIRECTORY_VARIABLE } from './contract.ts';

/** Returns the environment without the settings, the keys and the labels of the active role. */
export function environmentWithoutRole(env: Environment): Environment {
	if (env.SSOENV_PROFILE === undefined) return env;
	const set = new Set<string>([
		...contractRows.filter(({ kind }) => kind === 'credential' || kind === 'label').map(({ name }) => name),
		DIRECTORY_VARIABLE,
	]);
	return Object.fromEntries(Object.entries(ownEnvironment(env)).filter(([name]) => !set.has(name)));
}
