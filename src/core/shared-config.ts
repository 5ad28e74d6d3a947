/**
 * The meaning of the AWS config and credentials files, as botocore gives it: which sections are profiles, sso-sessions
 * and services blocks, and how the two files merge. Reading the text itself is the job of adapters/aws-ini.ts.
 */
import { shellWords } from './shell-words.ts';

/** A value, or the one-level map of an indented block (`s3 =` followed by indented lines). */
export type SettingValue = string | ReadonlyMap<string, string>;

/** The settings of one section; keys are in lower case. */
export type Settings = ReadonlyMap<string, SettingValue>;

/** One `[header]` of a file with everything below it. The header is the raw text between the brackets. */
export interface Section {
	readonly header: string;
	readonly settings: Settings;
}

export interface SharedConfig {
	/** Config file order first, then names that only the credentials file has. */
	readonly profiles: ReadonlyMap<string, Settings>;
	readonly ssoSessions: ReadonlyMap<string, Settings>;
	readonly services: ReadonlyMap<string, Settings>;
}

/** Only a prefix test, so that `[profilefoo bar]` is profile `bar`: botocore's configloader does the same. */
const KINDS = [
	['profile', 'profiles'],
	['sso-session', 'ssoSessions'],
	['services', 'services'],
] as const;

/**
 * Merges the sections of both files. Of two sections that name one profile (`[default]` and `[profile default]`, or the same
 * name quoted differently) the later replaces the earlier; settings of the credentials file overwrite those of the config file.
 */
export function sharedConfig(config: readonly Section[], credentials: readonly Section[]): SharedConfig {
	const shared = {
		profiles: new Map<string, Settings>(),
		ssoSessions: new Map<string, Settings>(),
		services: new Map<string, Settings>(),
	};
	for (const { header, settings } of config) {
		const kind = KINDS.find(([prefix]) => header.startsWith(prefix));
		if (kind === undefined) {
			if (header === 'default') shared.profiles.set(header, settings);
			continue;
		}
		const [, name, ...more] = shellWords(header) ?? [];
		if (name !== undefined && more.length === 0) shared[kind[1]].set(name, settings);
	}
	for (const { header, settings } of credentials) {
		shared.profiles.set(header, new Map([...(shared.profiles.get(header) ?? []), ...settings]));
	}
	return shared;
}

/** The text of a setting; undefined when it is absent, empty or a block. */
export function text(settings: Settings | undefined, key: string): string | undefined {
	const value = settings?.get(key);
	return typeof value === 'string' && value !== '' ? value : undefined;
}
