/**
 * Reads AWS's dialect of INI with the `ini` package, which has other rules: it cuts `https://…/start#/` at the `#`,
 * nests `[profile a.b]`, unquotes values and has no indented blocks. So core/config/lines.ts splits the text as
 * Python's RawConfigParser does for the AWS CLI, ini-values.ts writes it in the small subset that both dialects share,
 * and `ini` reads that.
 *
 * What the AWS CLI refuses (a byte order mark, duplicates, lines without `=`) is read as the AWS SDKs read it, and
 * reported.
 */

import { pieces, plainSettings, type SectionPiece } from '../../core/config/fast-sections.ts';
import { type ConfigLine, configLines } from '../../core/config/lines.ts';
import type { Section, Settings } from '../../core/config/shared-config.ts';
import { settingsThroughIni, type ValueLine, type Values } from './ini-values.ts';

/** A line that the AWS CLI refuses. `line` counts from 1. */
export interface IniProblem {
	readonly line: number;
	readonly what: string;
}

export interface IniText {
	readonly sections: readonly Section[];
	readonly problems: readonly IniProblem[];
}

interface Reader {
	/** Sections by header. A plain section stays text until its settings are read. */
	readonly sections: Map<string, Values | string>;
	readonly problems: IniProblem[];
	/** The section that receives keys; undefined before the first header and after a header that cannot be read. */
	values: Values | undefined;
	/** The value that an indented line continues. */
	open: ValueLine[] | undefined;
	lineNumber: number;
	/** The offset in the text up to which lines are counted. */
	counted: number;
}

const newReader = (): Reader => ({
	sections: new Map(),
	problems: [],
	values: undefined,
	open: undefined,
	lineNumber: 0,
	counted: 0,
});

/** Python's ConfigParser adds the keys of this section to every other section. */
const DEFAULTS = 'DEFAULT';

/**
 * Parses the text of a config or credentials file; never throws. The settings of a plain section are parsed when they
 * are first read.
 */
export function parseAwsIni(text: string): IniText {
	const reader = newReader();
	const hasByteOrderMark = text.startsWith('\ufeff');
	if (hasByteOrderMark) report(reader, 'byte order mark', 1);
	const withoutMark = hasByteOrderMark ? text.slice(1) : text;
	// The lexer expects LF. CR LF and a lone CR end a line, too.
	const lines = withoutMark.includes('\r') ? withoutMark.replace(/\r\n?/g, '\n') : withoutMark;
	for (const piece of pieces(lines)) readPiece(reader, piece, lines);
	const sections: Section[] = [];
	const hasDefaults = reader.sections.has(DEFAULTS);
	for (const [header, content] of reader.sections) {
		if (header === DEFAULTS) continue;
		const section = new LazySection(reader, header);
		sections.push(section);
		// Sections that are not plain may have problems to report now. Defaults are part of every section.
		if (hasDefaults || typeof content !== 'string') void section.settings;
	}
	return { sections, problems: reader.problems };
}

function readPiece(reader: Reader, { text, start, plainHeader }: SectionPiece, whole: string): void {
	if (plainHeader !== undefined && !reader.sections.has(plainHeader)) {
		reader.sections.set(plainHeader, text);
		return;
	}
	// Counts the lines of the plain sections that were skipped.
	reader.lineNumber += whole.slice(reader.counted, start).split('\n').length - 1;
	reader.counted = start + text.length;
	// The last line end closes the line above it; it does not start another line.
	for (const line of configLines(text.replace(/\n$/, ''))) {
		reader.lineNumber += 1;
		readLine(reader, line);
	}
}

/** Returns the values of a section, and parses them now if the section is still text. */
function valuesOf(reader: Reader, header: string): Values | undefined {
	const content = reader.sections.get(header);
	if (typeof content !== 'string') return content;
	const sectionReader = newReader();
	for (const line of configLines(content)) readLine(sectionReader, line);
	const values = sectionReader.values ?? new Map();
	reader.sections.set(header, values);
	return values;
}

/** Returns the settings of a section. A plain one needs neither the escaping nor `ini`. */
function settingsOf(reader: Reader, header: string): Settings {
	const plain = reader.sections.get(header);
	if (typeof plain === 'string' && !reader.sections.has(DEFAULTS)) return plainSettings(plain);
	const values = new Map([...(valuesOf(reader, DEFAULTS) ?? []), ...(valuesOf(reader, header) ?? [])]);
	return settingsThroughIni(values, (what, line) => report(reader, what, line));
}

/** A section that is parsed when its settings are first read: a file may have ten thousand, and a command reads one. */
class LazySection implements Section {
	readonly header: string;
	private readonly reader: Reader;
	private parsed: Settings | undefined;

	constructor(reader: Reader, header: string) {
		this.header = header;
		this.reader = reader;
	}

	get settings(): Settings {
		this.parsed ??= settingsOf(this.reader, this.header);
		return this.parsed;
	}
}

function readLine(reader: Reader, line: ConfigLine): void {
	if (line.kind === 'blank') reader.open?.push({ text: '', line: reader.lineNumber });
	else if (line.kind === 'continuation') reader.open?.push({ text: line.content, line: reader.lineNumber });
	else if (line.kind === 'header') openSection(reader, line.header);
	else if (line.kind === 'key') readKey(reader, line.key, line.value);
	else if (line.kind === 'odd') readOddLine(reader, line.content, line.header);
}

function openSection(reader: Reader, header: string): void {
	const existing = valuesOf(reader, header);
	if (existing !== undefined && header !== DEFAULTS) report(reader, `duplicate section [${header}]`);
	reader.values = existing ?? new Map();
	reader.sections.set(header, reader.values);
	reader.open = undefined;
}

function readKey(reader: Reader, key: string, text: string): void {
	if (reader.values === undefined) {
		report(reader, 'key outside any section');
		return;
	}
	const value = { text, line: reader.lineNumber };
	const earlier = reader.values.get(key);
	if (earlier !== undefined) report(reader, `duplicate key ${key}`);
	// The second of two values replaces the first, but two blocks merge.
	reader.open = earlier?.[0]?.text === '' && text === '' ? earlier : [value];
	reader.values.set(key, reader.open);
}

/**
 * Skips a line that is neither a header nor a setting. If it looks like a header, the keys below it must not join the
 * section above.
 */
function readOddLine(reader: Reader, content: string, header: string | undefined): void {
	report(reader, content.startsWith('\ufeff') ? 'byte order mark' : 'line without "="');
	reader.open = undefined;
	if (header !== undefined) openSection(reader, header);
	else if (content.startsWith('[')) reader.values = undefined;
}

const report = (reader: Reader, what: string, line = reader.lineNumber): void => {
	reader.problems.push({ line, what });
};
