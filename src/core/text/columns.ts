/** Aligns rows of cells in columns. */

const GAP = 2;

/** Returns true if each character surely takes one column: a quick test that settles most texts. */
export const isOneColumnEach = (text: string): boolean => /^[ -~]*$/.test(text);

/**
 * Formats rows with their cells aligned, one row per line.
 * @param widthOf returns the columns that a text takes on a terminal
 */
export function alignColumns(rows: readonly (readonly string[])[], widthOf: (text: string) => number): string {
	const widths: number[] = [];
	for (const row of rows) {
		row.forEach((cell, column) => {
			widths[column] = Math.max(widths[column] ?? 0, widthOf(cell));
		});
	}
	const pad = (cell: string, column: number) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell) + GAP);
	return rows.map((row) => `${row.map(pad).join('').trimEnd()}\n`).join('');
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
