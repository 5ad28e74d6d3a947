/** JSON as Python writes it (the AWS CLI's files must stay byte-compatible), and the reading of JSON that others wrote. */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export type JsonRecord = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is JsonRecord =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** The record in `value`, or undefined for anything else: outside data is parsed, never cast. */
export const asRecord = (value: unknown): JsonRecord | undefined => (isRecord(value) ? value : undefined);

/** Python reads no deeper than this, and what follows members one by one, as pythonJson, would run out of stack some time. */
const MAX_DEPTH = 900;

function isTooDeep(text: string): boolean {
	// Nearly every text has fewer brackets than that.
	if ((text.match(/[[{]/g)?.length ?? 0) <= MAX_DEPTH) return false;
	let depth = 0;
	for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
		if (token === '[' || token === '{') depth += 1;
		else if (token === ']' || token === '}') depth -= 1;
		if (depth > MAX_DEPTH) return true;
	}
	return false;
}

/** The value of a JSON text; undefined when the text is not JSON, or is nested so deeply that the AWS CLI could not read it either. */
export function parseJson(text: string): { readonly value: unknown } | undefined {
	if (isTooDeep(text)) return undefined;
	try {
		return { value: JSON.parse(text) };
	} catch {
		// V8 quotes the text in its message, and the text may hold secrets: nothing of the error is kept.
		return undefined;
	}
}

/** The JSON object in `text`, or undefined when it is not JSON or not an object. */
export const parseRecord = (text: string): JsonRecord | undefined => asRecord(parseJson(text)?.value);

/** Minified (or indented) JSON in pure ASCII: like Python's `ensure_ascii`, DEL and every non-ASCII UTF-16 unit is `\uXXXX`. */
export const asciiJson = (value: Json, indent?: number): string =>
	JSON.stringify(value, null, indent).replace(
		/[\u007f-\uffff]/g,
		(unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);

/** One line of JSON with Python's default separators `", "` and `": "`: the form of every file that the AWS CLI writes. */
export function pythonJson(value: Json): string {
	if (isList(value)) return `[${value.map(pythonJson).join(', ')}]`;
	if (typeof value !== 'object' || value === null) return asciiJson(value);
	const members = Object.entries(value).map(([key, member]) => `${asciiJson(key)}: ${pythonJson(member)}`);
	return `{${members.join(', ')}}`;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
