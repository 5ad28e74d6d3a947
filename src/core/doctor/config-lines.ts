/** Walks the lines of both files, with the section that each line is in. */
import { type ConfigLine, configLines, indentOf, strip } from '../config/lines.ts';
import { type NamedSection, namedSection, type SharedConfig } from '../config/shared-config.ts';

/** Python's ConfigParser reads all sections of this name as one, and adds their settings to every other section. */
export const DEFAULTS = 'DEFAULT';

export interface PlacedSection {
	/** As between the brackets. */
	readonly header: string;
	readonly line: number;
	/** What botocore makes of it; undefined if it ignores the section. */
	readonly named: NamedSection | undefined;
	/** Its lines behind the header, up to the next header. */
	readonly lines: PlacedLine[];
}

export interface PlacedLine {
	readonly path: string;
	readonly isCredentials: boolean;
	readonly line: number;
	readonly content: ConfigLine;
	/** Undefined before the first header, and behind one that cannot be read. */
	readonly section: PlacedSection | undefined;
}

export interface PlacedFile {
	readonly path: string;
	readonly isCredentials: boolean;
	/** Without a byte order mark at its start. */
	readonly text: string;
	readonly hasMark: boolean;
	readonly lines: readonly PlacedLine[];
	readonly sections: readonly PlacedSection[];
}

/** A setting, with the line where it is. */
export interface PlacedKey extends PlacedLine {
	readonly content: Extract<ConfigLine, { kind: 'key' }>;
}

export const isKey = (placed: PlacedLine): placed is PlacedKey => placed.content.kind === 'key';

const headerOfLine = (line: ConfigLine): string | undefined =>
	line.kind === 'header' || line.kind === 'odd' ? line.header : undefined;

function placedFile({ path, text: whole, isCredentials }: SharedConfig['texts'][number]): PlacedFile {
	const hasMark = whole.startsWith('\ufeff');
	const text = hasMark ? whole.slice(1) : whole;
	const sections: PlacedSection[] = [];
	let section: PlacedSection | undefined;
	const lines = configLines(text).map((content, at): PlacedLine => {
		const header = headerOfLine(content);
		if (header !== undefined) {
			const named = isCredentials ? ({ kind: 'profile', name: header } as const) : namedSection(header);
			section = { header, line: at + 1, named, lines: [] };
			sections.push(section);
		} else if (content.kind === 'odd' && content.content.startsWith('[')) section = undefined;
		const placed = { path, isCredentials, line: at + 1, content, section };
		if (header === undefined) section?.lines.push(placed);
		return placed;
	});
	return { path, isCredentials, text, hasMark, lines, sections };
}

const filesByConfig = new WeakMap<SharedConfig, readonly PlacedFile[]>();

/** Returns both files. Reads each config once. */
export function placedFiles(config: SharedConfig): readonly PlacedFile[] {
	const files = filesByConfig.get(config) ?? config.texts.map(placedFile);
	filesByConfig.set(config, files);
	return files;
}

const keyOf = (parts: readonly string[]): string => JSON.stringify(parts);

/** An index of the files: some have ten thousand profiles. */
interface Index {
	/** The section of the config file that counts, which is the last one of its name. */
	readonly sections: ReadonlyMap<string, PlacedSection>;
	/** All settings, by key and value. */
	readonly settings: ReadonlyMap<string, readonly PlacedKey[]>;
}

function sectionIndex(config: SharedConfig): Index['sections'] {
	const files = placedFiles(config).filter(({ isCredentials }) => !isCredentials);
	const named = files.flatMap(({ sections }) =>
		sections.flatMap((section) =>
			section.named === undefined ? [] : [[keyOf([section.named.kind, section.named.name]), section] as const],
		),
	);
	return new Map(named);
}

function settingIndex(config: SharedConfig): Index['settings'] {
	const settings = new Map<string, PlacedKey[]>();
	const keys = placedFiles(config).flatMap(({ lines }) => lines.filter(isKey));
	for (const key of keys) {
		const id = keyOf([key.content.key, key.content.value]);
		const same = settings.get(id) ?? [];
		same.push(key);
		settings.set(id, same);
	}
	return settings;
}

const indexes = new WeakMap<SharedConfig, Index>();

function indexed(config: SharedConfig): Index {
	const index = indexes.get(config) ?? { sections: sectionIndex(config), settings: settingIndex(config) };
	indexes.set(config, index);
	return index;
}

/** Returns the section of the config file that counts: the last one of this name. */
export const sectionNamed = (config: SharedConfig, { kind, name }: NamedSection): PlacedSection | undefined =>
	indexed(config).sections.get(keyOf([kind, name]));

/** Returns the settings with this key and value, in both files. */
export const settingsWith = (config: SharedConfig, key: string, value: string): readonly PlacedKey[] =>
	indexed(config).settings.get(keyOf([key, value])) ?? [];

/** Returns the line of a setting in a section, the last one that sets it. */
export const keyIn = (section: PlacedSection | undefined, key: string): PlacedKey | undefined =>
	section?.lines.filter(isKey).findLast(({ content }) => content.key === key);

/** Returns the lines that continue the value of a setting. */
export function continuationsOf(key: PlacedKey): readonly PlacedLine[] {
	const { line, lines } = key.section ?? { line: 0, lines: [] };
	// The lines of a section follow its header without a gap, and some sections have a hundred thousand.
	const first = key.line - line;
	let end = first;
	while (lines[end]?.content.kind === 'continuation') end += 1;
	return lines.slice(first, end);
}

/** Returns the last line with a setting of a section. */
export const lastLineOf = ({ line, lines }: PlacedSection): number =>
	lines.findLast(({ content }) => content.kind === 'key' || content.kind === 'continuation')?.line ?? line;

/** Keys whose values are no secrets, so that a message may show them. */
const PUBLIC =
	/^(sso_(session|account_id|role_name|start_url|region|registration_scopes)|region|output|role_arn|source_profile|credential_source|duration_seconds|services|ca_bundle)$/;

export const isPublicKey = (key: string): boolean => PUBLIC.test(key);

/** Returns the key as it is written. */
export const keyAsWritten = (line: ConfigLine): string => strip(line.raw.slice(0, line.raw.search(/[=:]/)));

/** Returns how many characters a line is indented. */
export const indentation = ({ content }: PlacedLine): number => indentOf(content.raw).length;

/** Formats the place of a line for a message. */
export const at = ({ path, line }: Pick<PlacedLine, 'path' | 'line'>): string => `line ${line} of ${path}`;

/** Formats the section of a setting: `profile "dev"`. */
export const owner = ({ section }: PlacedLine): string => {
	const named = section?.named;
	if (named === undefined) return section === undefined ? 'no section' : `[${section.header}]`;
	return `${named.kind} "${named.name}"`;
};

/** Returns where a setting is, for programs. */
export const placeOfKey = ({ path, line, section, content }: PlacedKey) => ({
	path,
	line,
	...(section?.named?.kind === 'profile' && { profile: section.named.name }),
	...(section?.named?.kind === 'sso-session' && { session: section.named.name }),
	key: content.key,
});
