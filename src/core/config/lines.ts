/**
 * The lines of a config or credentials file, told apart as Python's RawConfigParser does for the AWS CLI. Reading (adapters/config/aws-ini.ts)
 * and editing (config-text.ts, config-blocks.ts) share this, so that what is edited is what is read.
 */

// What Python's str.strip() and \s take for blank; JavaScript's own set lacks U+001C-1F and U+0085 and has U+FEFF.
const BLANK = '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const IS_BLANK = new RegExp(BLANK);
const LEADING = new RegExp(`^${BLANK}+`);

/** The blanks that a text begins with. */
export const indentOf = (text: string): string => LEADING.exec(text)?.[0] ?? '';

/** A loop, because a pattern anchored at the end takes the square of the time on a long run of blanks. */
export function stripEnd(text: string): string {
	let end = text.length;
	while (end > 0 && IS_BLANK.test(text.charAt(end - 1))) end -= 1;
	return text.slice(0, end);
}

/** Told of most values at a glance, for patterns take a while the first time. */
const isInk = (code: number): boolean => code > 0x20 && code < 0x7f;

export function strip(text: string): string {
	const isBare = isInk(text.charCodeAt(0)) && isInk(text.charCodeAt(text.length - 1));
	return isBare ? text : stripEnd(text.replace(LEADING, ''));
}

interface Place {
	/** The line as it stands, without its end. */
	readonly raw: string;
	/** `\n`, `\r\n`, `\r`; empty only for the last line. */
	readonly end: string;
}

export type ConfigLine = Place &
	(
		| { readonly kind: 'blank' }
		| { readonly kind: 'comment' | 'continuation'; readonly content: string }
		| { readonly kind: 'header'; readonly header: string }
		/** The key is in lower case. */
		| { readonly kind: 'key'; readonly key: string; readonly value: string }
		/** What the AWS CLI refuses; `header` where a byte order mark in front of one is the reason. */
		| { readonly kind: 'odd'; readonly content: string; readonly header: string | undefined }
	);

interface State {
	/** True while there is a value that a deeper indented line continues. */
	isOpen: boolean;
	/** True where keys have a section to go into. */
	isInside: boolean;
	/** How deep the last header or key is indented. */
	indent: number;
}

// Greedy, and whatever follows the last bracket is ignored: `[profile a] # text`.
const HEADER = /^\[([\s\S]+)\]/;
const MARKED_HEADER = /^\ufeff\[([\s\S]+)\]/;

/** All lines, of which the last has no line end: joining `raw` and `end` of each gives the text. Never throws. */
export function configLines(text: string): readonly ConfigLine[] {
	const state: State = { isOpen: false, isInside: false, indent: 0 };
	const parts = text.split(/(\r\n|\r|\n)/);
	const lines: ConfigLine[] = [];
	for (let at = 0; at < parts.length; at += 2) {
		lines.push(configLine(state, { raw: parts[at] ?? '', end: parts[at + 1] ?? '' }));
	}
	return lines;
}

function configLine(state: State, { raw, end }: Place): ConfigLine {
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

function keyLine(state: State, content: string, { raw, end }: Place): ConfigLine {
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

/** The line end that text added below should have: the last one there is. */
export const lineEndOf = (lines: readonly ConfigLine[]): string => lines.findLast(({ end }) => end !== '')?.end ?? '\n';

/** The text of these lines, as they stand. */
export const textOf = (lines: readonly ConfigLine[]): string => lines.map(({ raw, end }) => raw + end).join('');
