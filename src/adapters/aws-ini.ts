/**
 * AWS's dialect of INI over the `ini` package, which speaks another one: it cuts `https://…/start#/` at the `#`, nests
 * `[profile a.b]`, unquotes values and knows no indented blocks. Lines are told apart by core/config-lines.ts as Python's
 * RawConfigParser does for the AWS CLI, then written in the small subset that `ini` reads without surprise, and read by `ini` into nested records.
 *
 * What the AWS CLI refuses outright (BOM, duplicates, lines without `=`) is read as the SDKs read it, and reported.
 */
import { parse } from 'ini';
import { type ConfigLine, configLines, strip, stripEnd } from '../core/config-lines.ts';
import type { Section, SettingValue } from '../core/shared-config.ts';

/** Something in the text that the AWS CLI would refuse. `line` counts from 1. */
export interface IniProblem {
	readonly line: number;
	readonly what: string;
}

export interface IniText {
	readonly sections: readonly Section[];
	readonly problems: readonly IniProblem[];
}

interface ValueLine {
	readonly text: string;
	readonly line: number;
}

/** Keys of one section, each with the lines of its value. */
type Values = Map<string, ValueLine[]>;

interface Reader {
	readonly sections: Map<string, Values>;
	readonly problems: IniProblem[];
	/** The section that keys go into: undefined before the first header and after one that cannot be read. */
	values: Values | undefined;
	/** The value that a deeper indented line continues. */
	open: ValueLine[] | undefined;
	lineNumber: number;
}

/** Line ends that str.splitlines() knows beyond those of a text file. */
const INNER_LINE_END = '[\\n\\r\\v\\f\\x1c-\\x1e\\x85\\u2028\\u2029]';
const INNER_LINES = new RegExp(`\\r\\n|${INNER_LINE_END}`);

/** Python's magic section: its keys show in every other section. */
const DEFAULTS = 'DEFAULT';

/** Reads the text of a config or credentials file; never throws. */
export function parseAwsIni(text: string): IniText {
	const reader: Reader = {
		sections: new Map(),
		problems: [],
		values: undefined,
		open: undefined,
		lineNumber: 0,
	};
	if (text.startsWith('\ufeff')) reader.problems.push({ line: 1, what: 'byte order mark' });
	for (const line of configLines(text.replace(/^\ufeff/, ''))) {
		reader.lineNumber += 1;
		readLine(reader, line);
	}
	return { sections: readBack(canonicalIni(reader)), problems: reader.problems };
}

function readLine(reader: Reader, line: ConfigLine): void {
	if (line.kind === 'blank') reader.open?.push({ text: '', line: reader.lineNumber });
	else if (line.kind === 'continuation') reader.open?.push({ text: line.content, line: reader.lineNumber });
	else if (line.kind === 'header') openSection(reader, line.header);
	else if (line.kind === 'key') readKey(reader, line.key, line.value);
	else if (line.kind === 'odd') readOddLine(reader, line.content, line.header);
}

function openSection(reader: Reader, header: string): void {
	const known = reader.sections.get(header);
	if (known !== undefined && header !== DEFAULTS) report(reader, `section [${header}] stands here again`);
	reader.values = known ?? new Map();
	reader.sections.set(header, reader.values);
	reader.open = undefined;
}

function readKey(reader: Reader, key: string, text: string): void {
	if (reader.values === undefined) {
		report(reader, 'key outside of any section');
		return;
	}
	const value = { text, line: reader.lineNumber };
	const earlier = reader.values.get(key);
	if (earlier !== undefined) report(reader, `key ${key} stands here again`);
	// Of two values the last counts, but two blocks are one.
	reader.open = earlier?.[0]?.text === '' && text === '' ? earlier : [value];
	reader.values.set(key, reader.open);
}

/** A line that is neither header nor setting: skipped, but what stands below a header must not end up in the section above. */
function readOddLine(reader: Reader, content: string, header: string | undefined): void {
	report(reader, content.startsWith('\ufeff') ? 'byte order mark' : 'line without "="');
	reader.open = undefined;
	if (header !== undefined) openSection(reader, header);
	else if (content.startsWith('[')) reader.values = undefined;
}

const report = (reader: Reader, what: string, line = reader.lineNumber): void => {
	reader.problems.push({ line, what });
};

const escapeUnit = (unit: string): string => `%${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
const unescapeUnits = (text: string): string =>
	text.replace(/%([\da-f]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** The leading letter keeps `__proto__` and the like from meaning anything. */
const escapeName = (name: string): string => `n${name.replace(/[^\w/:@+-]/g, escapeUnit)}`;
const unescapeName = (name: string): string => unescapeUnits(name.slice(1));
const escapeValue = (value: string): string => value.replace(/[^\w./:@+=,-]/g, escapeUnit);

/** The text in the subset of INI that `ini` and the AWS CLI agree on; a block becomes a section `[outer.inner]`. */
function canonicalIni(reader: Reader): string {
	const defaults = reader.sections.get(DEFAULTS) ?? [];
	const lines: string[] = [];
	for (const [header, own] of reader.sections) {
		if (header === DEFAULTS) continue;
		const blocks: string[] = [];
		lines.push(`[${escapeName(header)}]`);
		for (const [key, valueLines] of new Map([...defaults, ...own])) {
			const value = stripEnd(valueLines.map(({ text }) => text).join('\n'));
			if (value.startsWith('\n')) {
				blocks.push([`[${escapeName(header)}.${escapeName(key)}]`, ...blockLines(reader, valueLines)].join('\n'));
			} else {
				lines.push(`${escapeName(key)}=${escapeValue(value)}`);
			}
		}
		lines.push(blocks.join('\n'));
	}
	return lines.join('\n');
}

function blockLines(reader: Reader, valueLines: readonly ValueLine[]): readonly string[] {
	const settings = new Map<string, string>();
	for (const { text, line } of valueLines) {
		for (const part of text.split(INNER_LINES).map(strip)) {
			const delimiter = part.indexOf('=');
			if (delimiter >= 0) settings.set(strip(part.slice(0, delimiter)), strip(part.slice(delimiter + 1)));
			else if (part !== '') report(reader, 'line without "=" in an indented block', line);
		}
	}
	return [...settings].map(([key, value]) => `${escapeName(key)}=${escapeValue(value)}`);
}

function readBack(canonical: string): readonly Section[] {
	return Object.entries(parse(canonical)).map(([header, entries]) => ({
		header: unescapeName(header),
		settings: new Map(
			Object.entries<unknown>(entries).map(([key, value]) => [unescapeName(key), settingValue(value)] as const),
		),
	}));
}

// `ini` turns `true`, `false` and `null` into values of their own.
const settingText = (value: unknown): string => unescapeUnits(String(value));

function settingValue(value: unknown): SettingValue {
	if (typeof value !== 'object' || value === null) return settingText(value);
	return new Map(Object.entries(value).map(([key, inner]) => [unescapeName(key), settingText(inner)] as const));
}
