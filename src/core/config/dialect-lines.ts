/**
 * Reads the lines of a config or credentials file as the AWS SDKs do, each in its own dialect. ssoenv itself reads these
 * files as the AWS CLI does (adapters/config); this is for saying what other programs find in them.
 */
import { NO_DELIMITER, rulesOf, type SdkDialect, type Token } from './dialect-tokens.ts';
import { type ConfigLine, configLines } from './lines.ts';

export type Dialect = SdkDialect | 'botocore';

/** A line for which a tool refuses the whole file. `line` counts from 1. */
export interface Refusal {
	readonly line: number;
	readonly what: string;
}

interface LineValue {
	readonly value: string;
	readonly line: number;
}

/** A section as it stands in a file. */
export interface DialectSection {
	/** The text between the brackets. */
	readonly header: string;
	readonly line: number;
	/** Keys in lower case, except where the tool tells upper case from lower case. */
	readonly values: ReadonlyMap<string, LineValue>;
	/** A key that stands there twice. */
	readonly repeated: LineValue | undefined;
}

export interface DialectText {
	readonly sections: readonly DialectSection[];
	readonly refusal: Refusal | undefined;
}

interface OpenSection {
	readonly header: string;
	readonly line: number;
	readonly values: Map<string, LineValue>;
	repeated: LineValue | undefined;
	/** The key whose value further lines continue. */
	open: string | undefined;
}

const BYTE_ORDER_MARK = 'byte order mark';

interface Reader {
	readonly sections: OpenSection[];
	refusal: Refusal | undefined;
}

const refuse = (reader: Reader, line: number, what: string): void => {
	reader.refusal ??= { line, what };
};

function addValue(section: OpenSection, key: string, value: LineValue): void {
	if (section.values.has(key)) section.repeated ??= value;
	// Deleted first: the order is that of the lines that count.
	section.values.delete(key);
	section.values.set(key, value);
	section.open = key;
}

/** Adds a line to the value above it. Returns false if no value is above it. */
function continueValue(section: OpenSection | undefined, text: string): boolean {
	const value = section?.open === undefined ? undefined : section.values.get(section.open);
	if (section?.open === undefined || value === undefined) return false;
	section.values.set(section.open, { ...value, value: `${value.value}\n${text}` });
	return true;
}

function addToken(reader: Reader, token: Token, line: number, needsHeader: boolean): void {
	const section = reader.sections.at(-1);
	if (token.kind === 'header') {
		reader.sections.push({ header: token.header, line, values: new Map(), repeated: undefined, open: undefined });
	} else if (token.kind === 'odd') refuse(reader, line, token.what);
	else if (token.kind === 'more') {
		if (!continueValue(section, token.text)) refuse(reader, line, 'whitespace before the first key of a section');
	} else if (token.kind === 'key') {
		if (section !== undefined) addValue(section, token.key, { value: token.value, line });
		else if (needsHeader) refuse(reader, line, 'key outside any section');
	}
}

function addConfigLine(reader: Reader, headers: Set<string>, line: ConfigLine, number: number): void {
	if (line.kind === 'continuation') continueValue(reader.sections.at(-1), line.content);
	else if (line.kind === 'odd') refuse(reader, number, NO_DELIMITER);
	else if (line.kind === 'header' || line.kind === 'key') {
		if (line.kind === 'header' && headers.has(line.header)) refuse(reader, number, 'duplicate section');
		if (line.kind === 'header') headers.add(line.header);
		addToken(reader, line, number, true);
	}
}

/** Reads the lines as Python's RawConfigParser and botocore do. */
function botocoreText(text: string): Reader {
	const reader: Reader = { sections: [], refusal: undefined };
	const headers = new Set<string>();
	if (text.startsWith('\ufeff')) refuse(reader, 1, BYTE_ORDER_MARK);
	for (const [at, line] of configLines(text.replace(/^\ufeff/, '')).entries())
		addConfigLine(reader, headers, line, at + 1);
	const repeated = reader.sections.find((section) => section.repeated !== undefined)?.repeated;
	if (repeated !== undefined) refuse(reader, repeated.line, 'duplicate key');
	return reader;
}

/** Reads a whole text. Never throws. */
export function dialectText(text: string, dialect: Dialect): DialectText {
	if (dialect === 'botocore') return botocoreText(text);
	const { lineEnd, token, needsHeader, refusesMark } = rulesOf[dialect]();
	const reader: Reader = { sections: [], refusal: undefined };
	if (refusesMark && text.startsWith('\ufeff')) refuse(reader, 1, BYTE_ORDER_MARK);
	const unmarked = text.replace(/^\ufeff/, '');
	for (const [at, line] of unmarked.split(lineEnd).entries()) addToken(reader, token(line), at + 1, needsHeader);
	return reader;
}

/** Whether a value is a block: nothing behind its key, and lines below it. */
export const isBlock = (value: string): boolean => value.startsWith('\n');
