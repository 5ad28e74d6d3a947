/**
 * Sections of a config file, changed as text: what is not meant stays as it is, byte for byte. Only what every AWS tool reads
 * alike is written; what stands there already may be as odd as the AWS CLI allows. Marked blocks: config-blocks.ts.
 */

import { isWritableName } from '../aws/identifiers.ts';
import { type ConfigLine, configLines, indentOf, lineEndOf, strip, textOf } from '../config/lines.ts';
import { namedSection, type SharedConfig } from '../config/shared-config.ts';
import { failures } from '../failure/failures.ts';
import { printable } from '../text/printable.ts';

export interface SectionId {
	readonly kind: 'profile' | 'sso-session';
	readonly name: string;
}

/** Keys with their values, in the order to write them. */
export type NewSettings = ReadonlyMap<string, string>;

/** The same, where undefined takes a key away. */
export type ChangedSettings = ReadonlyMap<string, string | undefined>;

/** True for a value on one line that every AWS tool reads alike: the SDKs, not the AWS CLI, take ` #` and ` ;` for comments. */
export const isWritableValue = (value: string): boolean =>
	value !== '' &&
	printable(value) === value &&
	strip(value) === value &&
	value.trim() === value &&
	!/(?:^|\s)[#;]/.test(value);

function settingText(key: string, value: string): string {
	if (!/^[a-z0-9_]+$/.test(key)) throw failures.configNotEditable({ reason: `"${key}" cannot be written as a key` });
	return `${key} = ${writable(key, value)}`;
}

function writable(key: string, value: string): string {
	if (isWritableValue(value)) return value;
	throw failures.configNotEditable({
		reason: `the value for ${key} holds characters that not all AWS tools read alike`,
	});
}

/** The section as it is written where there is none: `[profile x]` and its settings, in `\n`. @throws Failure `config-not-editable` */
export function sectionText({ kind, name }: SectionId, settings: NewSettings): string {
	if (!isWritableName(name)) {
		throw failures.configNotEditable({
			reason: `the name "${name}" holds characters that not all AWS tools read alike`,
		});
	}
	const header = kind === 'profile' && name === 'default' ? name : `${kind} ${name}`;
	return [`[${header}]`, ...[...settings].map(([key, value]) => settingText(key, value)), ''].join('\n');
}

/** What can be edited at all begins without a byte order mark: the AWS CLI refuses one. @throws Failure `config-not-editable` */
export function editableLines(text: string): readonly ConfigLine[] {
	if (text.startsWith('\ufeff')) throw failures.configNotEditable({ line: 1, reason: 'byte order mark' });
	return configLines(text);
}

interface Setting {
	/** Index of its line. */
	readonly at: number;
	readonly value: string;
	/** Indexes of the lines that continue it. */
	readonly more: number[];
}

interface Found {
	/** Index of the header, or of the last line that holds a setting. */
	readonly last: number;
	readonly settings: ReadonlyMap<string, Setting>;
	/** How a new key is indented: never less than what follows, which it would swallow as its continuation. */
	readonly indent: string;
}

/** The section that botocore reads for this name, however it is quoted: of several the last. */
function find(lines: readonly ConfigLine[], id: SectionId): Found | undefined {
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

/** The line with another value: indentation, spelling of the key and delimiter stay. */
function withValue({ raw, end }: ConfigLine, value: string): string {
	const delimiter = raw.search(/[=:]/) + 1;
	const rest = raw.slice(delimiter);
	const gap = strip(rest) === '' ? ' ' : indentOf(rest);
	return raw.slice(0, delimiter) + gap + value + end;
}

/**
 * The text with these keys set, or taken away where undefined, in the section that botocore reads for this name; with a new
 * section at its end where there is none. Keys compare in lower case.
 * @throws Failure `config-not-editable` for names, keys and values that are not safe to write
 */
export function withSection(text: string, id: SectionId, settings: ChangedSettings): string {
	const lines = editableLines(text);
	const found = find(lines, id);
	if (found === undefined) return withNewSection(text, lines, id, settings);
	const written = lines.map(({ raw, end }) => raw + end);
	const added: string[] = [];
	for (const [name, value] of settings) {
		const key = name.toLowerCase();
		const old = found.settings.get(key);
		if (old !== undefined) change(written, lines, key, old, value);
		else if (value !== undefined) added.push(found.indent + settingText(key, value));
	}
	if (added.length > 0) written[found.last] = followedBy(written[found.last] ?? '', added, lines, found.last);
	return written.join('');
}

/** Puts the new value into the line of the old one, or empties it, and everything that continues it. */
function change(written: string[], lines: readonly ConfigLine[], key: string, old: Setting, value: string | undefined) {
	const line = lines[old.at];
	if (line === undefined || (value === old.value && old.more.length === 0)) return;
	written[old.at] = value === undefined ? '' : withValue(line, writable(key, value));
	for (const at of old.more) written[at] = '';
}

function followedBy(before: string, added: readonly string[], lines: readonly ConfigLine[], at: number): string {
	const lineEnd = lines[at]?.end || lineEndOf(lines);
	const isEnded = before === '' || before.endsWith('\n') || before.endsWith('\r');
	return `${before}${isEnded ? '' : lineEnd}${added.map((line) => line + lineEnd).join('')}`;
}

function withNewSection(text: string, lines: readonly ConfigLine[], id: SectionId, settings: ChangedSettings): string {
	const written = new Map<string, string>();
	for (const [key, value] of settings) if (value !== undefined) written.set(key.toLowerCase(), value);
	if (written.size === 0) return text;
	const lineEnd = lineEndOf(lines);
	const section = sectionText(id, written).replaceAll('\n', lineEnd);
	const isEnded = lines.at(-1)?.raw === '';
	const isApart = text === '' || (isEnded && lines.at(-2)?.kind === 'blank');
	return `${textOf(lines)}${isEnded ? '' : lineEnd}${isApart ? '' : lineEnd}${section}`;
}

/** True when the section reads as these settings say, those taken away included. */
export function holds(config: SharedConfig, { kind, name }: SectionId, settings: ChangedSettings): boolean {
	const own = (kind === 'profile' ? config.profiles : config.ssoSessions).get(name);
	return [...settings].every(([key, value]) => own?.get(key.toLowerCase()) === value);
}
