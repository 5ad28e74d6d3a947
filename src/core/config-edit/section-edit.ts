/**
 * Edits sections of a config file as text, and keeps everything else byte for byte. It writes only what every AWS tool
 * reads in the same way, but accepts anything that the AWS CLI can read. For marked blocks, see blocks.ts.
 */

import { isWritableName } from '../aws/identifiers.ts';
import { type ConfigLine, configLines, indentOf, lineEndOf, strip, textOf } from '../config/lines.ts';
import { namedSection, type SharedConfig } from '../config/shared-config.ts';
import { editFailures } from '../failure/edit-failures.ts';
import { printable } from '../text/printable.ts';

export interface SectionId {
	readonly kind: 'profile' | 'sso-session';
	readonly name: string;
}

/** Keys and values, in the order to write them. */
export type NewSettings = ReadonlyMap<string, string>;

/** Like `NewSettings`, but undefined removes a key. */
export type ChangedSettings = ReadonlyMap<string, string | undefined>;

/**
 * Returns true for a value on one line that every AWS tool reads in the same way. The SDKs, unlike the AWS CLI, start a
 * comment at ` #` and ` ;`.
 */
export const isWritableValue = (value: string): boolean =>
	value !== '' &&
	printable(value) === value &&
	strip(value) === value &&
	value.trim() === value &&
	!/(?:^|\s)[#;]/.test(value);

function settingText(key: string, value: string): string {
	if (!/^[a-z0-9_]+$/.test(key)) throw editFailures.configNotEditable({ reason: `"${key}" is not a valid key name` });
	return `${key} = ${checkedValue(key, value)}`;
}

function checkedValue(key: string, value: string): string {
	if (isWritableValue(value)) return value;
	throw editFailures.configNotEditable({
		reason: `the value of ${key} contains characters that AWS tools read differently`,
	});
}

/**
 * Formats a new section, `[profile x]` and its settings, with `\n` for every line end. A value may be empty.
 * @param comment of one line, to stand below the header
 * @throws Failure `config-not-editable`
 */
export function sectionText({ kind, name }: SectionId, settings: NewSettings, comment?: string): string {
	if (!isWritableName(name)) {
		throw editFailures.configNotEditable({
			reason: `the name "${name}" contains characters that AWS tools read differently`,
		});
	}
	const header = kind === 'profile' && name === 'default' ? name : `${kind} ${name}`;
	const lines = [...settings].map(([key, value]) => (value === '' ? `${key} =` : settingText(key, value)));
	return [`[${header}]`, ...(comment === undefined ? [] : [`# ${comment}`]), ...lines, ''].join('\n');
}

/**
 * Splits a text into lines for an edit. Refuses a byte order mark, because the AWS CLI does.
 * @throws Failure `config-not-editable`
 */
export function editableLines(text: string): readonly ConfigLine[] {
	if (text.startsWith('\ufeff'))
		throw editFailures.configNotEditable({ line: 1, reason: 'it starts with a byte order mark' });
	return configLines(text);
}

interface Setting {
	/** Index of its line. */
	readonly at: number;
	readonly value: string;
	/** Indexes of its continuation lines. */
	readonly more: number[];
}

interface FoundSection {
	/** Index of the last line that has a setting, or of the header if the section has no setting. */
	readonly last: number;
	readonly settings: ReadonlyMap<string, Setting>;
	/**
	 * Indentation for a new key: never less than that of the next line, which would otherwise continue the new value.
	 */
	readonly indent: string;
}

/**
 * Finds the section that botocore reads for this name, however the name is quoted: the last one, if there are several.
 */
function findSection(lines: readonly ConfigLine[], id: SectionId): FoundSection | undefined {
	const header = lines.findLastIndex((line) => {
		const named = line.kind === 'header' ? namedSection(line.header) : undefined;
		return named?.kind === id.kind && named.name === id.name;
	});
	if (header === -1) return undefined;
	const settings = new Map<string, Setting>();
	let last = header;
	let open: Setting | undefined;
	for (let at = header + 1; ; at += 1) {
		const line = lines[at];
		if (line === undefined || line.kind === 'header') {
			return { last, settings, indent: indentOf(lines[open?.at ?? at]?.raw ?? '') };
		}
		if (line.kind === 'key') {
			open = { at, value: line.value, more: [] };
			settings.set(line.key, open);
		} else if (line.kind === 'continuation') {
			open?.more.push(at);
		} else {
			continue;
		}
		last = at;
	}
}

/** Replaces the value in a line, and keeps the indentation, the spelling of the key and the delimiter. */
function withValue({ raw, end }: ConfigLine, value: string): string {
	const delimiter = raw.search(/[=:]/) + 1;
	const rest = raw.slice(delimiter);
	const gap = strip(rest) === '' ? ' ' : indentOf(rest);
	return raw.slice(0, delimiter) + gap + value + end;
}

/**
 * Sets keys, or removes them if undefined, in the section that botocore reads for this name. Adds the section at
 * the end if the file does not have it. Keys compare in lower case.
 * @throws Failure `config-not-editable` if a name, key or value is not safe to write
 */
export function withSection(text: string, id: SectionId, settings: ChangedSettings): string {
	const lines = editableLines(text);
	const section = findSection(lines, id);
	if (section === undefined) return withNewSection(text, lines, id, settings);
	const written = lines.map(({ raw, end }) => raw + end);
	const added: string[] = [];
	for (const [name, value] of settings) {
		const key = name.toLowerCase();
		const old = section.settings.get(key);
		if (old !== undefined) replaceValue(written, lines, key, old, value);
		else if (value !== undefined) added.push(section.indent + settingText(key, value));
	}
	if (added.length > 0) written[section.last] = followedBy(written[section.last] ?? '', added, lines, section.last);
	return written.join('');
}

/** Writes the new value into the line of the old one, or empties that line, and empties its continuation lines. */
function replaceValue(
	written: string[],
	lines: readonly ConfigLine[],
	key: string,
	old: Setting,
	value: string | undefined,
) {
	const line = lines[old.at];
	if (line === undefined || (value === old.value && old.more.length === 0)) return;
	written[old.at] = value === undefined ? '' : withValue(line, checkedValue(key, value));
	for (const at of old.more) written[at] = '';
}

function followedBy(before: string, added: readonly string[], lines: readonly ConfigLine[], at: number): string {
	const lineEnd = lines[at]?.end || lineEndOf(lines);
	const isEnded = before === '' || before.endsWith('\n') || before.endsWith('\r');
	return `${before}${isEnded ? '' : lineEnd}${added.map((line) => line + lineEnd).join('')}`;
}

function withNewSection(text: string, lines: readonly ConfigLine[], id: SectionId, settings: ChangedSettings): string {
	const written = new Map<string, string>();
	for (const [key, value] of settings) {
		if (value !== undefined) written.set(key.toLowerCase(), checkedValue(key, value));
	}
	if (written.size === 0) return text;
	const lineEnd = lineEndOf(lines);
	const section = sectionText(id, written).replaceAll('\n', lineEnd);
	const isEnded = lines.at(-1)?.raw === '';
	const isApart = text === '' || (isEnded && lines.at(-2)?.kind === 'blank');
	return `${textOf(lines)}${isEnded ? '' : lineEnd}${isApart ? '' : lineEnd}${section}`;
}

/** Returns true if the section has these settings, and lacks those that are undefined. */
export function hasSettings(config: SharedConfig, { kind, name }: SectionId, settings: ChangedSettings): boolean {
	const current = (kind === 'profile' ? config.profiles : config.ssoSessions).get(name);
	return [...settings].every(([key, value]) => current?.get(key.toLowerCase()) === value);
}
