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

const KINDS = ['profile', 'sso-session', 'services'] as const;

/** What a section is to botocore. */
export interface NamedSection {
	readonly kind: (typeof KINDS)[number];
	readonly name: string;
}

/**
 * What a header of the config file names; undefined for what botocore does not take for any of these. Only a prefix test, so
 * that `[profilefoo bar]` is profile `bar`: botocore's configloader does the same.
 */
export function namedSection(header: string): NamedSection | undefined {
	const kind = KINDS.find((prefix) => header.startsWith(prefix));
	if (kind === undefined) return header === 'default' ? { kind: 'profile', name: header } : undefined;
	const [, name, ...more] = shellWords(header) ?? [];
	return name === undefined || more.length > 0 ? undefined : { kind, name };
}

/**
 * Merges the sections of both files. Of two sections that name one profile (`[default]` and `[profile default]`, or the same
 * name quoted differently) the later replaces the earlier; settings of the credentials file overwrite those of the config file.
 */
export function sharedConfig(config: readonly Section[], credentials: readonly Section[]): SharedConfig {
	const shared = {
		profile: new Map<string, Settings>(),
		'sso-session': new Map<string, Settings>(),
		services: new Map<string, Settings>(),
	};
	for (const { header, settings } of config) {
		const id = namedSection(header);
		if (id !== undefined) shared[id.kind].set(id.name, settings);
	}
	for (const { header, settings } of credentials) {
		shared.profile.set(header, new Map([...(shared.profile.get(header) ?? []), ...settings]));
	}
	return { profiles: shared.profile, ssoSessions: shared['sso-session'], services: shared.services };
}

/** The text of a setting; undefined when it is absent, empty or a block. */
export function text(settings: Settings | undefined, key: string): string | undefined {
	const value = settings?.get(key);
	return typeof value === 'string' && value !== '' ? value : undefined;
}
