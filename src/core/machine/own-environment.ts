/** The environment without what `use` put there: requests of ssoenv follow the profile that they are for. */
import type { Environment } from './environment.ts';

/**
 * The variables that `use` sets from settings of the profile, each with its label: the variable that holds the same
 * value, so that a program that inherits both knows where the setting is from.
 */
export const SETTING_LABELS = {
	AWS_REGION: 'SSOENV_REGION',
	AWS_DEFAULT_REGION: 'SSOENV_REGION',
	AWS_ENDPOINT_URL: 'SSOENV_ENDPOINT_URL',
	AWS_USE_FIPS_ENDPOINT: 'SSOENV_USE_FIPS_ENDPOINT',
	AWS_USE_DUALSTACK_ENDPOINT: 'SSOENV_USE_DUALSTACK_ENDPOINT',
	AWS_CA_BUNDLE: 'SSOENV_CA_BUNDLE',
	AWS_DEFAULT_OUTPUT: 'SSOENV_OUTPUT',
} as const;

/**
 * Returns the environment without the settings of the active role: those with the value that their label has. A
 * setting that the person has changed since stays.
 */
export function ownEnvironment(env: Environment): Environment {
	const passed = new Set(
		Object.entries(SETTING_LABELS).flatMap(([name, label]) =>
			env[label] !== undefined && env[name] === env[label] ? [name] : [],
		),
	);
	return passed.size === 0 ? env : Object.fromEntries(Object.entries(env).filter(([name]) => !passed.has(name)));
}
