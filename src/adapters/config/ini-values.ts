/** Passes the values of one section through `ini`, in the small subset of INI that `ini` and AWS tools read alike. */
import { parse } from 'ini';
import { strip, stripEnd } from '../../core/config/lines.ts';
import type { Settings, SettingValue } from '../../core/config/shared-config.ts';
import { asRecord } from '../../core/text/json.ts';

export interface ValueLine {
	readonly text: string;
	readonly line: number;
}

/** The keys of one section, each with the lines of its value. */
export type Values = Map<string, ValueLine[]>;

/** The line ends that Python's str.splitlines() knows beyond those of a text file. */
const INNER_LINE_END = '[\\n\\r\\v\\f\\x1c-\\x1e\\x85\\u2028\\u2029]';
const INNER_LINES = new RegExp(`\\r\\n|${INNER_LINE_END}`);

/** Receives a problem that the AWS CLI refuses, and its line. */
type Report = (what: string, line: number) => void;

/** Returns the settings as AWS tools read them. A value that begins with a line end is a block of nested settings. */
export function settingsThroughIni(values: Values, report: Report): Settings {
	return readBack(canonicalIni(values, report));
}

const OUTER = 'section';

const escapeUnit = (unit: string): string => `%${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
const unescapeUnits = (text: string): string =>
	text.replace(/%([\da-f]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** The leading `n` makes `__proto__` and similar names harmless. */
const escapeName = (name: string): string => `n${name.replace(/[^\w/:@+-]/g, escapeUnit)}`;
const unescapeName = (name: string): string => unescapeUnits(name.slice(1));
const escapeValue = (value: string): string => value.replace(/[^\w./:@+=,-]/g, escapeUnit);

/** Writes one section, and one more as `[outer.inner]` for each block in it. */
function canonicalIni(values: Values, report: Report): string {
	const lines = [`[${OUTER}]`];
	const blocks: string[] = [];
	for (const [key, valueLines] of values) {
		const value = stripEnd(valueLines.map(({ text }) => text).join('\n'));
		if (value.startsWith('\n')) blocks.push(`[${OUTER}.${escapeName(key)}]`, ...blockLines(valueLines, report));
		else lines.push(`${escapeName(key)}=${escapeValue(value)}`);
	}
	return [...lines, ...blocks].join('\n');
}

function blockLines(valueLines: readonly ValueLine[], report: Report): readonly string[] {
	const settings = new Map<string, string>();
	for (const { text, line } of valueLines) {
		for (const part of text.split(INNER_LINES).map(strip)) {
			const delimiter = part.indexOf('=');
			if (delimiter >= 0) settings.set(strip(part.slice(0, delimiter)), strip(part.slice(delimiter + 1)));
			else if (part !== '') report('line without "=" in an indented block', line);
		}
	}
	return [...settings].map(([key, value]) => `${escapeName(key)}=${escapeValue(value)}`);
}

/** Returns the settings of the only section in the text. */
function readBack(canonical: string): Settings {
	const entries: unknown = parse(canonical)[OUTER];
	return new Map(
		Object.entries<unknown>(asRecord(entries) ?? {}).map(
			([key, value]) => [unescapeName(key), settingValue(value)] as const,
		),
	);
}

// `ini` turns `true`, `false` and `null` into values that are not strings.
const settingText = (value: unknown): string => unescapeUnits(String(value));

function settingValue(value: unknown): SettingValue {
	if (typeof value !== 'object' || value === null) return settingText(value);
	return new Map(Object.entries(value).map(([key, inner]) => [unescapeName(key), settingText(inner)] as const));
}
