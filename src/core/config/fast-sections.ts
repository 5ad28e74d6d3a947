/**
 * Cuts a config file into sections at the headers that are not indented: the lines before such a header never affect
 * how the lines after it are read. Plain sections, which are most of them, can then be read on demand: of ten thousand
 * profiles a run needs one. If all were read, a warm `use` would take 1.9 % more with one profile, and 4.8 times as long
 * with ten thousand.
 */
import { strip } from './lines.ts';

export interface SectionPiece {
	/** Includes the last line end. */
	readonly text: string;
	/** Offset in the file. */
	readonly start: number;
	/**
	 * The header if the piece is plain, which means: a header, then distinct keys, blank lines and comments, none of
	 * them indented.
	 */
	readonly plainHeader: string | undefined;
}

/**
 * The header, then lines that are keys, comments or empty, none indented. A pattern, because a loop over all lines
 * takes five times as long.
 */
const PLAIN = /^\[([^\]\n]+)\](?:\n(?:\w[\w.-]*[\t ]*=[^\n]*|[#;][^\n]*|))*$/;
/** For a piece in lower case: aws/identifiers.ts says why it has no flag `i`. */
const SAME_KEY_AGAIN = /\n(\w[\w.-]*)[\t ]*=[^\n]*(?:\n[^\n]*)*?\n\1[\t ]*=/;

/** The longest piece, in characters, that may be plain: the search for a repeated key takes quadratic time. */
const LONGEST_PLAIN = 1024;

function plainHeader(piece: string): string | undefined {
	if (piece.length > LONGEST_PLAIN) return undefined;
	const header = PLAIN.exec(piece)?.[1];
	return header === undefined || SAME_KEY_AGAIN.test(piece.toLowerCase()) ? undefined : header;
}

/**
 * Returns the offset of the next header after `from`. A header has a character and a `]` after the `[`; other lines
 * that begin with `[` may be keys.
 */
function nextHeader(text: string, from: number): number {
	for (let at = text.indexOf('\n[', from); at >= 0; at = text.indexOf('\n[', at + 1)) {
		// Search only this line: a search to the end of the file for each of many lines would take quadratic time.
		const newline = text.indexOf('\n', at + 1);
		if (text.slice(at + 3, newline < 0 ? undefined : newline).includes(']')) return at + 1;
	}
	return text.length;
}

/**
 * Yields the whole text in pieces.
 * @param text with `\n` for every line end
 */
export function* pieces(text: string): Generator<SectionPiece> {
	for (let start = 0; start < text.length; ) {
		const end = nextHeader(text, start);
		const piece = text.slice(start, end);
		yield { text: piece, start, plainHeader: plainHeader(piece) };
		start = end;
	}
}

/** Returns the settings of a plain piece, with keys in lower case. */
export function plainSettings(text: string): ReadonlyMap<string, string> {
	const settings = new Map<string, string>();
	for (const line of text.split('\n').slice(1)) {
		const at = line.indexOf('=');
		if (at < 0 || line.startsWith('#') || line.startsWith(';')) continue;
		const value = line[at + 1] === ' ' ? at + 2 : at + 1;
		settings.set(line.slice(0, at).trimEnd().toLowerCase(), strip(line.slice(value)));
	}
	return settings;
}
