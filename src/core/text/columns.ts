/** Aligns rows of cells in columns. */

const GAP = 2;

/** Returns true if each character surely takes one column: a quick test that settles most texts. */
export const isOneColumnEach = (text: string): boolean => /^[ -~]*$/.test(text);

/** Returns the width of the widest cell of each column. */
function widestCells(rows: readonly (readonly string[])[], widthOf: (text: string) => number): readonly number[] {
	const widths: number[] = [];
	for (const row of rows) {
		row.forEach((cell, column) => {
			widths[column] = Math.max(widths[column] ?? 0, widthOf(cell));
		});
	}
	return widths;
}

/**
 * Formats rows with their cells aligned, one row per line.
 * @param widthOf returns the columns that a text takes on a terminal
 */
export function alignColumns(rows: readonly (readonly string[])[], widthOf: (text: string) => number): string {
	const widths = widestCells(rows, widthOf);
	const pad = (cell: string, column: number) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell) + GAP);
	return rows.map((row) => `${row.map(pad).join('').trimEnd()}\n`).join('');
}

type Rows = readonly (readonly string[])[];

/** A column that is folded keeps this width, so that the ID of an account stays whole. */
const LEAST_WIDTH = 12;

/** The last column holds the longest texts. Where it would get less room than this, they go below their rows. */
const LEAST_LAST_WIDTH = 24;
const INDENT = 4;

/** How texts are measured, and folded into lines of at most `width` columns. */
interface Folding {
	readonly widthOf: (text: string) => number;
	readonly wrap: (text: string, width: number) => readonly string[];
}

/** Folds the cells of a row into as many rows as the highest of them needs. */
function foldRow(row: readonly string[], widths: readonly number[], { widthOf, wrap }: Folding): Rows {
	const cells = row.map((cell, at) => (widthOf(cell) > (widths[at] ?? 0) ? wrap(cell, widths[at] ?? 0) : [cell]));
	const height = Math.max(...cells.map((lines) => lines.length));
	return Array.from({ length: height }, (_, line) => cells.map((lines) => lines[line] ?? ''));
}

/** Returns the widths with the widest ones made narrower, until all fit into `room` if that can be. */
function fitWidths(widths: readonly number[], room: number): readonly number[] {
	const widthWith = (most: number) => widths.reduce((sum, width) => sum + Math.min(width, most) + GAP, -GAP);
	let most = Math.max(...widths, LEAST_WIDTH);
	while (most > LEAST_WIDTH && widthWith(most) > room) most -= 1;
	return widths.map((width) => Math.min(width, most));
}

/**
 * Formats rows as `alignColumns` does, in lines of at most `columns` if that can be. The texts of the last column are
 * folded, or stand below their rows; then the widest of the other columns become narrower.
 */
export function alignFolded(rows: Rows, columns: number, folding: Folding): string {
	const natural = widestCells(rows, folding.widthOf);
	const [others, last] = [natural.slice(0, -1), natural.at(-1) ?? 0];
	const left = columns - others.reduce((sum, width) => sum + width + GAP, 0);
	if (last <= left || left >= LEAST_LAST_WIDTH) {
		return alignColumns(
			rows.flatMap((row) => foldRow(row, [...others, Math.min(last, left)], folding)),
			folding.widthOf,
		);
	}
	const widths = fitWidths(others, columns);
	const folded = rows.map((row) => foldRow(row.slice(0, -1), widths, folding));
	const lines = alignColumns(folded.flat(), folding.widthOf).split('\n');
	const blocks = rows.map((row, at) => {
		const below = row.at(-1) ?? '';
		const wrapped = below === '' ? [] : folding.wrap(below, Math.max(1, columns - INDENT));
		return [...lines.splice(0, folded[at]?.length), ...wrapped.map((line) => ' '.repeat(INDENT) + line)];
	});
	return blocks.map((block) => block.map((line) => `${line}\n`).join('')).join('');
}

/**
 * Wraps text into lines of at most `width` columns. A wider word gets a line of its own.
 * @param widthOf returns the columns that a text takes on a terminal
 */
export function wrapWords(text: string, width: number, widthOf: (text: string) => number): readonly string[] {
	if (widthOf(text) <= width) return [text];
	const lines: string[] = [];
	for (const word of text.split(' ')) {
		const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
		if (lines.length > 0 && widthOf(longer) <= width) lines[lines.length - 1] = longer;
		else lines.push(word);
	}
	return lines;
}
