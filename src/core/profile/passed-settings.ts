/**
 * The settings of a profile that count for `aws --profile`, and so have to reach the AWS tools after `use` too: those
 * that have a variable of AWS's own. A name is never made from the text of a config file.
 */
import { type SettingsLookup, type SharedConfig, text } from '../config/shared-config.ts';

/** Each key that is passed on, its variable, and the value that means the same as no setting, if there is one. */
const PASSED = [
	['endpoint_url', 'AWS_ENDPOINT_URL', undefined],
	['use_fips_endpoint', 'AWS_USE_FIPS_ENDPOINT', 'false'],
	['use_dualstack_endpoint', 'AWS_USE_DUALSTACK_ENDPOINT', 'false'],
	['ca_bundle', 'AWS_CA_BUNDLE', undefined],
	['output', 'AWS_DEFAULT_OUTPUT', 'json'],
] as const;

type PassedKey = (typeof PASSED)[number][0];

/** The values of the variables that `use` sets from a profile. */
export type PassedSettings = Readonly<Partial<Record<(typeof PASSED)[number][1], string>>>;

/** Keys that change where the AWS tools send requests, and that no variable can carry. */
const UNPASSED = ['services', 'ignore_configured_endpoint_urls'] as const;

/** The profile that AWS tools read while none is named, as it is after `use`. */
const UNNAMED = 'default';

const isTrue = (value: string | undefined): boolean => value?.toLowerCase() === 'true';

/** Returns the value for a variable; undefined if the profile has none, or the AWS CLI ignores it. */
function passedValue(key: PassedKey, settings: SettingsLookup | undefined): string | undefined {
	const value = text(settings, key);
	if (value === undefined) return undefined;
	if (key === 'endpoint_url') return isTrue(text(settings, 'ignore_configured_endpoint_urls')) ? undefined : value;
	// SDKs other than botocore know these words only in lower case.
	return key.startsWith('use_') ? String(isTrue(value)) : value;
}

/**
 * Returns the variables that `use` sets from a profile. After `use`, AWS tools read [default] for all that has no
 * variable, so only settings that differ from those of [default] are passed on. Most profiles have none: `output = json`
 * means the same as no output.
 */
export function passedSettings({ profiles }: Pick<SharedConfig, 'profiles'>, profile: string): PassedSettings {
	const settings = profiles.get(profile);
	const unnamed = profiles.get(UNNAMED);
	const passed: [name: string, value: string][] = [];
	for (const [key, name, usual] of PASSED) {
		const value = passedValue(key, settings) ?? usual;
		if (value !== undefined && value !== (passedValue(key, unnamed) ?? usual)) passed.push([name, value]);
	}
	return Object.fromEntries(passed);
}

/** A setting that makes AWS tools behave differently after `use` than with `--profile`. */
export interface UnpassedSetting {
	readonly key: string;
	/** True if the profile has it and loses it; false if [default] has it, which then counts for the profile's role. */
	readonly isLost: boolean;
}

/** Returns the settings that no variable can carry, or that no variable can keep away. */
export function unpassedSettings(
	{ profiles }: Pick<SharedConfig, 'profiles'>,
	profile: string,
): readonly UnpassedSetting[] {
	if (profile === UNNAMED) return [];
	const settings = profiles.get(profile);
	const unnamed = profiles.get(UNNAMED);
	const lost = UNPASSED.filter((key) => text(settings, key) !== text(unnamed, key));
	const gained = PASSED.filter(
		([key, , usual]) =>
			usual === undefined && passedValue(key, settings) === undefined && passedValue(key, unnamed) !== undefined,
	);
	return [
		...lost.map((key) => ({ key, isLost: text(settings, key) !== undefined })),
		...gained.map(([key]) => ({ key, isLost: false })),
	];
}
