/**
 * Interprets the sections of the AWS config and credentials files as botocore does: which are profiles, sso-sessions
 * and services blocks, and how the two files merge. adapters/config/aws-ini.ts reads the text itself.
 */
import { shellWords } from '../text/shell-words.ts';

/** A value, or the map of an indented block (`s3 =` followed by indented lines). */
export type SettingValue = string | ReadonlyMap<string, string>;

/** The settings of one section; keys are in lower case. */
export type Settings = ReadonlyMap<string, SettingValue>;

/** Access to settings by key. Two sections that are merged on access offer only this part of `Settings`. */
export type SettingsLookup = Pick<Settings, 'get' | 'has'>;

/** One section of a file. The header is the raw text between the brackets. */
export interface Section {
	readonly header: string;
	readonly settings: Settings;
}

/** The sections of one kind by name, in order. Listing the names does not read the sections. */
export interface Sections extends Iterable<readonly [string, Settings]> {
	readonly get: (name: string) => Settings | undefined;
	readonly has: (name: string) => boolean;
	readonly keys: () => IterableIterator<string>;
	readonly size: number;
}

/** The text of one of the two files. */
export interface ConfigText {
	readonly path: string;
	readonly text: string;
	readonly isCredentials: boolean;
}

export interface SharedConfig {
	/** In config file order, then the profiles that only the credentials file has. */
	readonly profiles: Sections;
	readonly ssoSessions: Sections;
	readonly services: Sections;
	/**
	 * Returns the settings of a profile that one of the two files has by itself. botocore looks for static keys in each
	 * file alone, never in the merged profile.
	 */
	readonly profileIn: (file: 'config' | 'credentials', name: string) => Settings | undefined;
	/** For messages about lines of the files. */
	readonly texts: readonly ConfigText[];
}

const KINDS = ['profile', 'sso-session', 'services'] as const;

const PROFILE = 'profile ';
/** Names without characters that a shell interprets; most names are like that. */
const PLAIN = /^[\w.@+-]+$/;

/** A section that botocore recognizes, by kind and name. */
export interface NamedSection {
	readonly kind: (typeof KINDS)[number];
	readonly name: string;
}

/**
 * Parses a header of the config file. Returns undefined if botocore does not recognize it. The kind is only a prefix,
 * as in botocore's configloader: `[profilefoo bar]` is profile `bar`.
 */
export function namedSection(header: string): NamedSection | undefined {
	if (header.startsWith(PROFILE) && PLAIN.test(header.slice(PROFILE.length))) {
		return { kind: 'profile', name: header.slice(PROFILE.length) };
	}
	const kind = KINDS.find((prefix) => header.startsWith(prefix));
	if (kind === undefined) return header === 'default' ? { kind: 'profile', name: header } : undefined;
	const [, name, ...more] = shellWords(header) ?? [];
	return name === undefined || more.length > 0 ? undefined : { kind, name };
}

type LazySection = Pick<Section, 'settings'>;

/** Reads the settings of a section only when they are used. */
const asSections = (sections: ReadonlyMap<string, LazySection>): Sections => ({
	get: (name) => sections.get(name)?.settings,
	has: (name) => sections.has(name),
	keys: () => sections.keys(),
	size: sections.size,
	*[Symbol.iterator]() {
		for (const [name, { settings }] of sections) yield [name, settings];
	},
});

/** Merges two sections; the settings of `upper` win. */
const merged = (lower: LazySection, upper: LazySection): LazySection => ({
	get settings() {
		return new Map([...lower.settings, ...upper.settings]);
	},
});

/**
 * Merges the sections of both files. If two sections name the same profile (`[default]` and `[profile default]`, or the
 * same name quoted differently), the later section replaces the earlier one. Settings of the credentials file override
 * those of the config file.
 */
export function sharedConfig(
	config: readonly Section[],
	credentials: readonly Section[],
	texts: readonly ConfigText[] = [],
): SharedConfig {
	const shared = {
		profile: new Map<string, LazySection>(),
		'sso-session': new Map<string, LazySection>(),
		services: new Map<string, LazySection>(),
	};
	for (const section of config) {
		const id = namedSection(section.header);
		if (id !== undefined) shared[id.kind].set(id.name, section);
	}
	const overridden = new Map<string, LazySection | undefined>();
	const ofCredentials = new Map<string, LazySection>();
	for (const section of credentials) {
		const { header } = section;
		const lower = shared.profile.get(header);
		if (!overridden.has(header)) overridden.set(header, lower);
		shared.profile.set(header, lower === undefined ? section : merged(lower, section));
		const earlier = ofCredentials.get(header);
		ofCredentials.set(header, earlier === undefined ? section : merged(earlier, section));
	}
	const ofConfig = (name: string) => (overridden.has(name) ? overridden.get(name) : shared.profile.get(name));
	return {
		profileIn: (file, name) => (file === 'config' ? ofConfig(name) : ofCredentials.get(name))?.settings,
		profiles: asSections(shared.profile),
		ssoSessions: asSections(shared['sso-session']),
		services: asSections(shared.services),
		texts,
	};
}

/** Returns a setting as text; undefined if it is absent, empty or a block. */
export function text(settings: SettingsLookup | undefined, key: string): string | undefined {
	const value = settings?.get(key);
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Returns a value that counts even if it is empty: undefined only if the key is absent, and '' for a block. */
export const settingText = (value: SettingValue | undefined): string | undefined =>
	value === undefined || typeof value === 'string' ? value : '';
