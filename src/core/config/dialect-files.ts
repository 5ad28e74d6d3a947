/**
 * Finds the profiles and sso-sessions in the two files as an AWS SDK does: which headers name them, and which of two
 * sections counts. Each value keeps its place.
 */
import { type Dialect, type DialectSection, dialectText, isBlock, type Refusal } from './dialect-lines.ts';
import { type ConfigText, type NamedSection, namedSection } from './shared-config.ts';

export interface PlacedValue {
	readonly value: string;
	readonly file: string;
	readonly line: number;
	/** The header of the section, as written. */
	readonly section: string;
}

/** The settings of a section, by key. */
export type PlacedSettings = ReadonlyMap<string, PlacedValue>;

/** The sections of one kind, by name. Only those that are asked for are put together: of thousands, that is a few. */
interface PlacedSections {
	readonly get: (name: string) => PlacedSettings | undefined;
	readonly has: (name: string) => boolean;
}

/** The two files as one tool reads them. */
export interface DialectFiles {
	/** The profiles of both files. Settings of the credentials file win. */
	readonly profiles: PlacedSections;
	readonly profilesIn: Readonly<Record<'config' | 'credentials', PlacedSections>>;
	readonly ssoSessions: PlacedSections;
	/** The first line for which the tool refuses a file. */
	readonly refusal: (Refusal & { readonly file: string }) | undefined;
}

type Name = (header: string, isCredentials: boolean) => Pick<NamedSection, 'kind' | 'name'> | undefined;

const profile = (name: string) => ({ kind: 'profile', name }) as const;

/** Kinds of sections that the SDKs look for. */
const KIND = /^(profile|sso-session|services)\s+(.+)$/s;

const asKind = (word: string | undefined): NamedSection['kind'] | undefined =>
	word === 'profile' || word === 'sso-session' || word === 'services' ? word : undefined;

function prefixed(header: string, pattern: RegExp, group = 2): ReturnType<Name> {
	const match = pattern.exec(header);
	const [kind, name] = [asKind(match?.[1]), match?.[group]];
	return kind === undefined || name === undefined ? undefined : { kind, name };
}

/** ProfileSection names in Rust (env_config/normalize.rs) and Java (ProfileFileReader.java). */
const isIdentifier = (name: string): boolean => /^[\w\-/.%@:+]+$/.test(name);

function strictName(header: string, isCredentials: boolean): ReturnType<Name> {
	const text = header.trim();
	if (isCredentials) return isIdentifier(text) ? profile(text) : undefined;
	if (text === 'default') return profile(text);
	const section = prefixed(text, KIND);
	return section !== undefined && isIdentifier(section.name) ? section : undefined;
}

/** parseIni.js and getConfigData.js of @smithy/core. It takes [profile.dev] for profile dev, too. */
function javascriptName(header: string, isCredentials: boolean): ReturnType<Name> {
	const section = prefixed(header, /^([\w-]+)\s(["'])?([\w\-@+.%:/]+)\2$/, 3);
	if (isCredentials) return section === undefined ? profile(header) : undefined;
	if (section !== undefined) return section;
	return header === 'default' ? profile(header) : prefixed(header, /^([\w-]+)\.(.+)$/);
}

const names: Readonly<Record<Dialect, Name>> = {
	botocore: (header, isCredentials) => (isCredentials ? profile(header) : namedSection(header)),
	javascript: javascriptName,
	// config/shared_config.go: processConfigSections and processCredentialsSections
	go: (header, isCredentials) => {
		const section = prefixed(header, KIND);
		if (section?.kind === 'profile' && isCredentials) return undefined;
		return section ?? (isCredentials || header === 'default' ? profile(header) : undefined);
	},
	rust: strictName,
	java: strictName,
	// ProfileIniFile.cs: the credentials file may have the word, too
	dotnet: (header, isCredentials) =>
		prefixed(header, KIND) ?? (isCredentials || header === 'default' ? profile(header) : undefined),
};

interface NamedText {
	readonly header: string;
	readonly name: string;
	/** The sections that count, the last one wins. */
	readonly parts: readonly DialectSection[];
}

/** Which of two sections with the same name counts: both of them, or one. */
function unite(dialect: Dialect, earlier: NamedText | undefined, later: NamedText): NamedText {
	if (earlier === undefined) return later;
	const isSame = earlier.header === later.header;
	// IniFile.cs looks for the exact header first, then takes the first that fits.
	if (dialect === 'dotnet') return !isSame && later.header === later.name ? later : earlier;
	if (dialect === 'botocore') return later;
	if (later.name === 'default' && !isSame) return earlier.header === 'default' ? later : earlier;
	return { ...later, parts: [...earlier.parts, ...later.parts] };
}

function settingsOf({ values, header }: DialectSection, file: string): PlacedSettings {
	const section = `[${header}]`;
	return new Map(
		[...values].map(([key, { value, line }]) => [key, { value: isBlock(value) ? '' : value, file, line, section }]),
	);
}

/** The sections of one file, of each kind by name. */
type FileSections = Readonly<Record<NamedSection['kind'], Map<string, NamedText>>>;

function sectionsOf(
	sections: readonly DialectSection[],
	{ isCredentials }: ConfigText,
	dialect: Dialect,
): FileSections {
	const found: FileSections = { profile: new Map(), 'sso-session': new Map(), services: new Map() };
	for (const section of sections) {
		const id = names[dialect](section.header, isCredentials);
		// IniFile.cs leaves out a section in which a key stands twice.
		if (id === undefined || (dialect === 'dotnet' && section.repeated !== undefined)) continue;
		const named = { header: section.header, name: id.name, parts: [section] };
		found[id.kind].set(id.name, unite(dialect, found[id.kind].get(id.name), named));
	}
	return found;
}

const NO_SECTIONS: PlacedSections = { get: () => undefined, has: () => false };

const placed = (sections: ReadonlyMap<string, NamedText>, file: string): PlacedSections => ({
	has: (name) => sections.has(name),
	get: (name) => {
		const parts = sections.get(name)?.parts;
		return parts && new Map(parts.flatMap((part) => [...settingsOf(part, file)]));
	},
});

/** Merges the sections of the two files. The upper ones win, key by key. */
const merged = (lower: PlacedSections, upper: PlacedSections): PlacedSections => ({
	has: (name) => lower.has(name) || upper.has(name),
	get: (name) => {
		const [below, above] = [lower.get(name), upper.get(name)];
		return below === undefined || above === undefined ? (below ?? above) : new Map([...below, ...above]);
	},
});

/** The dialects that look for sso-sessions in the credentials file, too. */
const SESSIONS_ANYWHERE: ReadonlySet<Dialect> = new Set(['go', 'dotnet']);

/** Reads the two files. Never throws: a line that the tool refuses is told in `refusal`. */
export function dialectFiles(texts: readonly ConfigText[], dialect: Dialect): DialectFiles {
	const read = texts.map((file) => {
		const { sections, refusal } = dialectText(file.text, dialect);
		return { file, refusal, found: sectionsOf(sections, file, dialect) };
	});
	const of = (isCredentials: boolean, kind: keyof FileSections): PlacedSections => {
		const one = read.find(({ file }) => file.isCredentials === isCredentials);
		return one === undefined ? NO_SECTIONS : placed(one.found[kind], one.file.path);
	};
	const [config, credentials] = [of(false, 'profile'), of(true, 'profile')];
	const sessions = of(false, 'sso-session');
	const refused = read.find(({ refusal }) => refusal !== undefined);
	return {
		profiles: merged(config, credentials),
		profilesIn: { config, credentials },
		ssoSessions: SESSIONS_ANYWHERE.has(dialect) ? merged(sessions, of(true, 'sso-session')) : sessions,
		refusal: refused?.refusal && { ...refused.refusal, file: refused.file.path },
	};
}
