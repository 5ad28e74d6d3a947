/**
 * The settings of a profile that count for `aws --profile`, and so have to reach the AWS tools after `use` too: those
 * that have a variable of AWS's own. One table; a name is never made from the text of a config file.
 */
import { type SettingsLookup, text } from '../config/shared-config.ts';
import type { Environment } from '../machine/environment.ts';

/** Each key that is passed on, and its variable. */
const PASSED = [
	['endpoint_url', 'AWS_ENDPOINT_URL'],
	['use_fips_endpoint', 'AWS_USE_FIPS_ENDPOINT'],
	['use_dualstack_endpoint', 'AWS_USE_DUALSTACK_ENDPOINT'],
	['ca_bundle', 'AWS_CA_BUNDLE'],
	['output', 'AWS_DEFAULT_OUTPUT'],
] as const;

type PassedKey = (typeof PASSED)[number][0];
type PassedVariable = (typeof PASSED)[number][1];

/** Lists the variables that `use` set from the profile, with spaces between their names. It is exported. */
const PASSED_LIST = 'SSOENV_PASSED';

/** Keys that change what an AWS tool does, and that no variable can carry. */
const UNPASSED: readonly string[] = ['services'];

const isTrue = (value: string | undefined): boolean => value?.toLowerCase() === 'true';

/**
 * Returns the environment without what `use` put there from a profile: the requests of ssoenv itself follow the profile
 * that they are for. The list can hide only the variables of the table.
 */
export function ownEnvironment(env: Environment): Environment {
	const names = env[PASSED_LIST]?.split(' ') ?? [];
	const passed = new Set<string>(PASSED.map(([, name]) => name).filter((name) => names.includes(name)));
	return passed.size === 0 ? env : Object.fromEntries(Object.entries(env).filter(([name]) => !passed.has(name)));
}

/** Returns the value for a variable; undefined if the AWS CLI ignores that of the profile. */
function passedValue(key: PassedKey, settings: SettingsLookup, env: Environment): string | undefined {
	const value = text(settings, key);
	if (value === undefined) return undefined;
	if (key === 'endpoint_url') {
		const ignored = env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS || text(settings, 'ignore_configured_endpoint_urls');
		return isTrue(ignored) ? undefined : value;
	}
	// SDKs other than botocore know these words only in lower case.
	return key.startsWith('use_') ? String(isTrue(value)) : value;
}

/**
 * Returns the variables that `use` sets from a profile. A variable that the person has set stays: it takes precedence
 * for `aws --profile` too.
 */
export function passedSettings(settings: SettingsLookup, env: Environment): ReadonlyMap<PassedVariable, string> {
	const own = ownEnvironment(env);
	const passed = new Map<PassedVariable, string>();
	for (const [key, name] of PASSED) {
		const value = own[name] ? undefined : passedValue(key, settings, own);
		if (value !== undefined) passed.set(name, value);
	}
	return passed;
}

/** Returns the keys of a profile that matter and cannot be passed on. */
export const unpassedKeys = (settings: SettingsLookup): readonly string[] =>
	UNPASSED.filter((key) => text(settings, key) !== undefined);
