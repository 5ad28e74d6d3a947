/** The environment of a program that runs as a role. */
import type { Environment } from '../machine/environment.ts';
import type { Change } from '../shell/activation.ts';

/** Returns the environment after the changes. */
export function changedEnvironment(env: Environment, changes: readonly Change[]): Environment {
	const changed = new Map(Object.entries(env));
	for (const { name, value } of changes) {
		if (value === undefined) changed.delete(name);
		else changed.set(name, value);
	}
	return Object.fromEntries(changed);
}
