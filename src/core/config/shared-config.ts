/**
 * The meaning of the AWS config and credentials files, as botocore gives it: which sections are profiles, sso-sessions
 * and services blocks, and how the two files merge. Reading the text itself is the job of adapters/config/aws-ini.ts.
 */
import { shellWords } from '../text/shell-words.ts';

/** A value, or the one-level map of an indented block (`s3 =` followed by indented lines). */
export type SettingValue = string | ReadonlyMap<string, string>;

/** The settings of one section; keys are in lower case. */
export type Settings = ReadonlyMap<string, SettingValue>;

/** What is mostly asked of settings, also of two laid over each other. */
export type SettingsLookup = Pick<Settings, 'get' | 'has'>;

/** One `[header]` of a file with everything below it. The header is the raw text between the brackets. */
export interface Section {
	readonly header: string;
	readonly settings: Settings;
}

/** Sections of one kind by name, in order. Asked for their names alone, none has to be read. */
export interface Sections extends Iterable<readonly [string, Settings]> {
	readonly get: (name: string) => Settings | undefined;
	readonly has: (name: string) => boolean;
	readonly keys: () => IterableIterator<string>;
	readonly size: number;
}

/** One of the two files as it stands. */
export interface ConfigText {
	readonly path: string;
	readonly text: string;
	readonly isCredentials: boolean;
}

export interface SharedConfig {
	/** Config file order first, then names that only the credentials file has. */
	readonly profiles: Sections;
	readonly ssoSessions: Sections;
	readonly services: Sections;
	/** For what has to be said of the files. */
	readonly texts: readonly ConfigText[];
}

const KINDS = ['profile', 'sso-session', 'services'] as const;

const PROFILE = 'profile ';
/** Nothing for a shell to interpret: most names are like that. */
const PLAIN = /^[\w.@+-]+$/;

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
	if (header.startsWith(PROFILE) && PLAIN.test(header.slice(PROFILE.length))) {
		return { kind: 'profile', name: header.slice(PROFILE.length) };
	}
	const kind = KINDS.find((prefix) => header.startsWith(prefix));
	if (kind === undefined) return header === 'default' ? { kind: 'profile', name: header } : undefined;
	const [, name, ...more] = shellWords(header) ?? [];
	return name === undefined || more.length > 0 ? undefined : { kind, name };
}

type Read = Pick<Section, 'settings'>;

/** Settings are read when they are asked for. */
const asSections = (sections: ReadonlyMap<string, Read>): Sections => ({
	get: (name) => sections.get(name)?.settings,
	has: (name) => sections.has(name),
	keys: () => sections.keys(),
	size: sections.size,
	*[Symbol.iterator]() {
		for (const [name, { settings }] of sections) yield [name, settings];
	},
});

/** The settings of both, of which the upper win. */
const laidOver = (lower: Read, upper: Read): Read => ({
	get settings() {
		return new Map([...lower.settings, ...upper.settings]);
	},
});

/**
 * Merges the sections of both files. Of two sections that name one profile (`[default]` and `[profile default]`, or the same
 * name quoted differently) the later replaces the earlier; settings of the credentials file overwrite those of the config file.
 */
export function sharedConfig(
	config: readonly Section[],
	credentials: readonly Section[],
	texts: readonly ConfigText[] = [],
): SharedConfig {
	const shared = {
		profile: new Map<string, Read>(),
		'sso-session': new Map<string, Read>(),
		services: new Map<string, Read>(),
	};
	for (const section of config) {
		const id = namedSection(section.header);
		if (id !== undefined) shared[id.kind].set(id.name, section);
	}
	for (const section of credentials) {
		const lower = shared.profile.get(section.header);
		shared.profile.set(section.header, lower === undefined ? section : laidOver(lower, section));
	}
	return {
		profiles: asSections(shared.profile),
		ssoSessions: asSections(shared['sso-session']),
		services: asSections(shared.services),
		texts,
	};
}

/** The text of a setting; undefined when it is absent, empty or a block. */
export function text(settings: SettingsLookup | undefined, key: string): string | undefined {
	const value = settings?.get(key);
	return typeof value === 'string' && value !== '' ? value : undefined;
}
