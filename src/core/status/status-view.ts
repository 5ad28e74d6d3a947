/** Draws the status on a terminal: the words of the plain text, with a bar beside each time, folded to its width. */

import { wrapWords } from '../text/columns.ts';
import { printable } from '../text/printable.ts';
import type { Status } from './status.ts';
import { type Life, ROW_INDENT, type StatusParagraph, type StatusRow } from './status-row.ts';
import { statusParagraphs } from './status-text.ts';
import { type BarStyle, timeBar } from './time-bar.ts';

export interface ViewRoom {
	readonly columns: number;
	readonly widthOf: (text: string) => number;
	readonly style: BarStyle;
	/** Returns the age of a file, in seconds; undefined if that cannot be told. */
	readonly age: (file: string) => number | undefined;
}

const WIDEST_BAR = 24;
const NARROWEST_BAR = 8;
/** The longest usual words for a time: `at most 89 d 23 h left, until 2027-02-19T02:25:16Z`. */
const WORDS_WIDTH = 50;
/** A narrower terminal shows words alone. */
const LEAST_COLUMNS = 56;
const GAP = 2;
/** Of the further lines of a heading. */
const HEADING_INDENT = 4;

/** Returns the width of all bars; 0 where there is no room for them. */
function barWidth({ columns }: ViewRoom): number {
	if (columns < LEAST_COLUMNS) return 0;
	return Math.max(NARROWEST_BAR, Math.min(WIDEST_BAR, columns - ROW_INDENT - GAP - WORDS_WIDTH));
}

/** Wraps words behind a first part, so that further lines begin below the words. */
function hanging(first: string, indent: number, words: string, { columns, widthOf }: ViewRoom): readonly string[] {
	const lines = wrapWords(printable(words), Math.max(1, columns - indent), widthOf);
	return lines.map((line, at) => `${at === 0 ? first : ' '.repeat(indent)}${line}`);
}

function barOf(life: Life, width: number, { age, style }: ViewRoom): string {
	const seconds = life.file === undefined ? undefined : age(life.file);
	return `${timeBar(life, seconds, width, style)}${' '.repeat(GAP)}`;
}

function rowLines({ name, words, life }: StatusRow, room: ViewRoom): readonly string[] {
	const width = barWidth(room);
	const first = `  ${name.padEnd(ROW_INDENT - 2)}`;
	if (life === undefined || width === 0) return hanging(first, ROW_INDENT, words, room);
	return hanging(`${first}${barOf(life, width, room)}`, ROW_INDENT + width + GAP, words, room);
}

function paragraphLines({ heading, rows }: StatusParagraph, room: ViewRoom): readonly string[] {
	const [first = '', ...more] = hanging('', 0, heading, { ...room, columns: room.columns - HEADING_INDENT });
	return [
		first,
		...more.map((line) => ' '.repeat(HEADING_INDENT) + line),
		...rows.flatMap((row) => rowLines(row, room)),
	];
}

const linesOf = (paragraphs: readonly StatusParagraph[], room: ViewRoom): readonly string[] =>
	paragraphs.flatMap((paragraph, at) => [...(at === 0 ? [] : ['']), ...paragraphLines(paragraph, room)]);

/** Returns the lines of the view, with a blank line between paragraphs. */
export const statusView = (status: Status, room: ViewRoom): readonly string[] =>
	linesOf(statusParagraphs(status), room);

/**
 * Returns the same without paths and names of profiles, for a screen that is drawn again and again.
 * @param lines the most that the screen takes
 */
export function statusPicture(status: Status, lines: number, room: ViewRoom): readonly string[] {
	const changing = statusParagraphs(status).map(({ heading, rows }) => ({
		heading,
		rows: rows.filter(({ isFixed }) => isFixed !== true),
	}));
	const all = linesOf(changing, room);
	if (all.length <= lines) return all;
	const shown = all.slice(0, Math.max(0, lines - 1));
	return [...shown, `… ${all.length - shown.length} more lines: the screen is too small`];
}
