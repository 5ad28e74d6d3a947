/**
 * Cuts a config file at the headers that are not indented: nothing before one has a say in how the lines after it are read. Pieces
 * that hold one section of the plainest kind are told apart, for reading them can wait until somebody asks: most files are nothing
 * else, and of ten thousand profiles one is wanted.
 */
import { strip } from './lines.ts';

export interface Piece {
	/** With its last line end. */
	readonly text: string;
	/** Where it begins in the file. */
	readonly start: number;
	/** The header, where the piece is plain: that header, then keys that differ, blank lines and comments, none of them indented. */
	readonly plainHeader: string | undefined;
}

/** The header, then lines that are keys, comments or empty; none is indented. Patterns, for a loop over all lines takes five times as long. */
const PLAIN = /^\[([^\]\n]+)\](?:\n(?:\w[\w.-]*[\t ]*=[^\n]*|[#;][^\n]*|))*$/;
/** For a piece in lower case: aws/identifiers.ts says why it has no flag `i`. */
const SAME_KEY_AGAIN = /\n(\w[\w.-]*)[\t ]*=[^\n]*(?:\n[^\n]*)*?\n\1[\t ]*=/;

/** What is longer is read line by line: looking for the same key again takes the square of the time. */
const LONGEST_PLAIN = 1024;

function plainHeader(piece: string): string | undefined {
	if (piece.length > LONGEST_PLAIN) return undefined;
	const header = PLAIN.exec(piece)?.[1];
	return header === undefined || SAME_KEY_AGAIN.test(piece.toLowerCase()) ? undefined : header;
}

/** Where the next header begins, behind `from`: after a `[` some character and a `]`, for other such lines may be keys. */
function nextHeader(text: string, from: number): number {
	for (let at = text.indexOf('\n[', from); at >= 0; at = text.indexOf('\n[', at + 1)) {
		// Looked for in the line alone: all the way to the end, for each of many lines, would take the square of the time.
		const newline = text.indexOf('\n', at + 1);
		if (text.slice(at + 3, newline < 0 ? undefined : newline).includes(']')) return at + 1;
	}
	return text.length;
}

/** All of the text, in pieces. @param text with `\n` for every line end */
export function* pieces(text: string): Generator<Piece> {
	for (let start = 0; start < text.length; ) {
		const end = nextHeader(text, start);
		const piece = text.slice(start, end);
		yield { text: piece, start, plainHeader: plainHeader(piece) };
		start = end;
	}
}

/** The settings of a plain piece, with keys in lower case. */
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
