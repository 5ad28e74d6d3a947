/**
 * AWS's dialect of INI over the `ini` package, which speaks another one: it cuts `https://…/start#/` at the `#`, nests
 * `[profile a.b]`, unquotes values and knows no indented blocks. Lines are told apart by core/config/lines.ts as Python's
 * RawConfigParser does for the AWS CLI, then written in the small subset that `ini` reads without surprise, and read by `ini` into nested records.
 *
 * What the AWS CLI refuses outright (BOM, duplicates, lines without `=`) is read as the SDKs read it, and reported.
 */

import { pieces, plainSettings, type SectionPiece } from '../../core/config/fast-sections.ts';
import { type ConfigLine, configLines } from '../../core/config/lines.ts';
import type { Section, Settings } from '../../core/config/shared-config.ts';
import { settingsThroughIni, type ValueLine, type Values } from './ini-values.ts';

/** Something in the text that the AWS CLI would refuse. `line` counts from 1. */
export interface IniProblem {
	readonly line: number;
	readonly what: string;
}

export interface IniText {
	readonly sections: readonly Section[];
	readonly problems: readonly IniProblem[];
}

interface Reader {
	/** Sections by header; those that are plain as their text, until it has to be read. */
	readonly sections: Map<string, Values | string>;
	readonly problems: IniProblem[];
	/** The section that keys go into: undefined before the first header and after one that cannot be read. */
	values: Values | undefined;
	/** The value that a deeper indented line continues. */
	open: ValueLine[] | undefined;
	lineNumber: number;
	/** How far the lines are counted. */
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

/** Python's magic section: its keys show in every other section. */
const DEFAULTS = 'DEFAULT';

/** Reads the text of a config or credentials file; never throws. The settings of a plain section are read when they are asked for. */
export function parseAwsIni(text: string): IniText {
	const reader = newReader();
	const isMarked = text.startsWith('\ufeff');
	if (isMarked) report(reader, 'byte order mark', 1);
	const unmarked = isMarked ? text.slice(1) : text;
	// To the lines of a config file all line ends are alike.
	const whole = unmarked.includes('\r') ? unmarked.replace(/\r\n?/g, '\n') : unmarked;
	for (const piece of pieces(whole)) readPiece(reader, piece, whole);
	const sections: Section[] = [];
	const hasDefaults = reader.sections.has(DEFAULTS);
	for (const [header, known] of reader.sections) {
		if (header === DEFAULTS) continue;
		const section = new ReadWhenAsked(reader, header);
		sections.push(section);
		// What is not plain may have problems that show only now, and defaults are part of every section.
		if (hasDefaults || typeof known !== 'string') void section.settings;
	}
	return { sections, problems: reader.problems };
}

function readPiece(reader: Reader, { text, start, plainHeader }: SectionPiece, whole: string): void {
	if (plainHeader !== undefined && !reader.sections.has(plainHeader)) {
		reader.sections.set(plainHeader, text);
		return;
	}
	// What stands between this piece and the last that was read.
	reader.lineNumber += whole.slice(reader.counted, start).split('\n').length - 1;
	reader.counted = start + text.length;
	// The last line end is the end of the line above, not the start of one more.
	for (const line of configLines(text.replace(/\n$/, ''))) {
		reader.lineNumber += 1;
		readLine(reader, line);
	}
}

/** What is known of a section; one that is plain is read now. */
function valuesOf(reader: Reader, header: string): Values | undefined {
	const known = reader.sections.get(header);
	if (typeof known !== 'string') return known;
	const own = newReader();
	for (const line of configLines(known)) readLine(own, line);
	const values = own.values ?? new Map();
	reader.sections.set(header, values);
	return values;
}

/** A plain section needs nothing of what `ini` has to be guarded against, nor `ini`. */
function settingsOf(reader: Reader, header: string): Settings {
	const plain = reader.sections.get(header);
	if (typeof plain === 'string' && !reader.sections.has(DEFAULTS)) return plainSettings(plain);
	const values = new Map([...(valuesOf(reader, DEFAULTS) ?? []), ...(valuesOf(reader, header) ?? [])]);
	return settingsThroughIni(values, (what, line) => report(reader, what, line));
}

/** One of maybe ten thousand, of which one is read. */
class ReadWhenAsked implements Section {
	readonly header: string;
	private readonly reader: Reader;
	private known: Settings | undefined;

	constructor(reader: Reader, header: string) {
		this.header = header;
		this.reader = reader;
	}

	get settings(): Settings {
		this.known ??= settingsOf(this.reader, this.header);
		return this.known;
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
	const known = valuesOf(reader, header);
	if (known !== undefined && header !== DEFAULTS) report(reader, `duplicate section [${header}]`);
	reader.values = known ?? new Map();
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
