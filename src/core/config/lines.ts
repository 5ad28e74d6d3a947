/**
 * Classifies the lines of a config or credentials file as Python's RawConfigParser does for the AWS CLI. Reading
 * (adapters/config/aws-ini.ts) and editing (core/config-edit) share this, so that ssoenv edits exactly what it reads.
 */

// The characters that Python's str.strip() and \s treat as blank. JavaScript's \s lacks U+001C-1F and U+0085 and
// includes U+FEFF.
const BLANK = '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const IS_BLANK = new RegExp(BLANK);
const LEADING = new RegExp(`^${BLANK}+`);

/** Returns the blanks at the start of a text. */
export const indentOf = (text: string): string => LEADING.exec(text)?.[0] ?? '';

/**
 * Removes blanks at the end. A loop, because a pattern anchored at the end takes quadratic time on a long run of
 * blanks.
 */
export function stripEnd(text: string): string {
	let end = text.length;
	while (end > 0 && IS_BLANK.test(text.charAt(end - 1))) end -= 1;
	return text.slice(0, end);
}

/** A quick test that settles most values: patterns take a while the first time. */
const isVisibleAscii = (code: number): boolean => code > 0x20 && code < 0x7f;

export function strip(text: string): string {
	const isStripped = isVisibleAscii(text.charCodeAt(0)) && isVisibleAscii(text.charCodeAt(text.length - 1));
	return isStripped ? text : stripEnd(text.replace(LEADING, ''));
}

interface RawLine {
	/** The line without its line end. */
	readonly raw: string;
	/** `\n`, `\r\n` or `\r`; empty only in the last line. */
	readonly end: string;
}

export type ConfigLine = RawLine &
	(
		| { readonly kind: 'blank' }
		| { readonly kind: 'comment' | 'continuation'; readonly content: string }
		| { readonly kind: 'header'; readonly header: string }
		/** The key is in lower case. */
		| { readonly kind: 'key'; readonly key: string; readonly value: string }
		/**
		 * A line that the AWS CLI refuses. `header` is set if the only reason is a byte order mark before the header.
		 */
		| { readonly kind: 'odd'; readonly content: string; readonly header: string | undefined }
	);

interface ParserState {
	/** True while a deeper indented line would continue the current value. */
	isOpen: boolean;
	/** True while keys belong to a section. */
	isInside: boolean;
	/** Indentation of the last header or key, in characters. */
	indent: number;
}

// Greedy, and anything after the last bracket is ignored, as in `[profile a] # text`.
const HEADER = /^\[([\s\S]+)\]/;
const MARKED_HEADER = /^\ufeff\[([\s\S]+)\]/;

/**
 * Splits a text into lines. The last line has no line end, so joining `raw` and `end` of each line gives the text.
 * Never throws.
 */
export function configLines(text: string): readonly ConfigLine[] {
	const state: ParserState = { isOpen: false, isInside: false, indent: 0 };
	const parts = text.split(/(\r\n|\r|\n)/);
	const lines: ConfigLine[] = [];
	for (let at = 0; at < parts.length; at += 2) {
		lines.push(configLine(state, { raw: parts[at] ?? '', end: parts[at + 1] ?? '' }));
	}
	return lines;
}

function configLine(state: ParserState, { raw, end }: RawLine): ConfigLine {
	const content = strip(raw);
	if (content === '') return { raw, end, kind: 'blank' };
	if (content.startsWith('#') || content.startsWith(';')) return { raw, end, kind: 'comment', content };
	const indent = indentOf(raw).length;
	if (state.isOpen && indent > state.indent) return { raw, end, kind: 'continuation', content };
	state.indent = indent;
	const header = HEADER.exec(content)?.[1];
	state.isOpen = false;
	if (header === undefined) return keyLine(state, content, { raw, end });
	state.isInside = true;
	return { raw, end, kind: 'header', header };
}

function keyLine(state: ParserState, content: string, { raw, end }: RawLine): ConfigLine {
	const delimiter = content.search(/[=:]/);
	if (delimiter >= 1) {
		state.isOpen = state.isInside;
		const key = strip(content.slice(0, delimiter)).toLowerCase();
		return { raw, end, kind: 'key', key, value: strip(content.slice(delimiter + 1)) };
	}
	const header = MARKED_HEADER.exec(content)?.[1];
	if (header !== undefined) state.isInside = true;
	else if (content.startsWith('[')) state.isInside = false;
	return { raw, end, kind: 'odd', content, header };
}

/** Returns the line end for text that is added: that of the last line that has one. */
export const lineEndOf = (lines: readonly ConfigLine[]): string => lines.findLast(({ end }) => end !== '')?.end ?? '\n';

/** Joins lines into the text that they came from. */
export const textOf = (lines: readonly ConfigLine[]): string => lines.map(({ raw, end }) => raw + end).join('');
