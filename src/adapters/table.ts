/** Aligned columns for people. How wide a character is on a terminal is known to `string-width`. */
import stringWidth from 'string-width';

const GAP = 2;

/** True where each character is one column wide, which is quick to tell. */
const isPlain = (text: string): boolean => /^[ -~]*$/.test(text);

/** Columns that a text takes on a terminal. */
export const widthOf = (text: string): number => (isPlain(text) ? text.length : stringWidth(text));

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The text in at most `width` columns, with `…` for what had to go. */
export function cut(text: string, width: number): string {
	if (widthOf(text) <= width) return text;
	let [kept, left] = ['', width - 1];
	for (const { segment } of graphemes.segment(text)) {
		left -= widthOf(segment);
		if (left < 0) break;
		kept += segment;
	}
	return width < 1 ? '' : `${kept}…`;
}

export function table(rows: readonly (readonly string[])[]): string {
	const widths: number[] = [];
	for (const row of rows) {
		row.forEach((cell, column) => {
			widths[column] = Math.max(widths[column] ?? 0, stringWidth(cell));
		});
	}
	const pad = (cell: string, column: number) => cell + ' '.repeat((widths[column] ?? 0) - stringWidth(cell) + GAP);
	return rows.map((row) => `${row.map(pad).join('').trimEnd()}\n`).join('');
}
