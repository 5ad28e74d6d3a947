/** The environment without what `use` put there: requests of ssoenv follow the profile that they are for. */
import type { Environment } from '../machine/environment.ts';
import { contractRows } from './contract.ts';

/**
 * Returns the environment without the settings of the active role: those with the value that their label has. A
 * setting that the person has changed since stays.
 */
export function ownEnvironment(env: Environment): Environment {
	const passed = new Set<string>(
		contractRows
			.filter(({ name, label }) => label !== undefined && env[label] !== undefined && env[name] === env[label])
			.map(({ name }) => name),
	);
	return passed.size === 0 ? env : Object.fromEntries(Object.entries(env).filter(([name]) => !passed.has(name)));
}
