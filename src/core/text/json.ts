/**
 * Parses JSON from outside, and writes JSON as Python's json.dumps does: files shared with the AWS CLI must stay the
 * same byte for byte.
 */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export type JsonRecord = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is JsonRecord =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns `value` as a record, or undefined if it is not an object: data from outside is parsed, never cast. */
export const asRecord = (value: unknown): JsonRecord | undefined => (isRecord(value) ? value : undefined);

/**
 * The deepest nesting that is read. Python's own parser stops near it (its recursion limit is 1,000), and recursive
 * functions such as `pythonJson` would overflow the stack.
 */
const MAX_DEPTH = 900;

function isTooDeep(text: string): boolean {
	// The count of brackets is quick, and it settles almost every text.
	if ((text.match(/[[{]/g)?.length ?? 0) <= MAX_DEPTH) return false;
	let depth = 0;
	for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
		if (token === '[' || token === '{') depth += 1;
		else if (token === ']' || token === '}') depth -= 1;
		if (depth > MAX_DEPTH) return true;
	}
	return false;
}

/** Parses a JSON text. Returns undefined if it is not JSON, or is nested too deeply for the AWS CLI. */
export function parseJson(text: string): { readonly value: unknown } | undefined {
	if (isTooDeep(text)) return undefined;
	try {
		return { value: JSON.parse(text) };
	} catch {
		// V8 quotes the text in its error message, and the text may contain secrets: drop the error.
		return undefined;
	}
}

/** Parses a JSON object. Returns undefined if the text is not JSON or not an object. */
export const parseRecord = (text: string): JsonRecord | undefined => asRecord(parseJson(text)?.value);

/**
 * Formats minified (or indented) JSON in pure ASCII: like Python's `ensure_ascii`, it writes DEL and each non-ASCII
 * UTF-16 unit as `\uXXXX`.
 */
export const asciiJson = (value: Json, indent?: number): string =>
	JSON.stringify(value, null, indent).replace(
		/[\u007f-\uffff]/g,
		(unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);

/** Formats one line of JSON with Python's default separators `", "` and `": "`, as the AWS CLI writes its files. */
export function pythonJson(value: Json): string {
	if (isList(value)) return `[${value.map(pythonJson).join(', ')}]`;
	if (typeof value !== 'object' || value === null) return asciiJson(value);
	const members = Object.entries(value).map(([key, member]) => `${asciiJson(key)}: ${pythonJson(member)}`);
	return `{${members.join(', ')}}`;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
