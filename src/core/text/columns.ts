/** Aligned columns. */

const GAP = 2;

/** True where each character is one column wide, which is quick to tell. */
export const isOneColumnEach = (text: string): boolean => /^[ -~]*$/.test(text);

/** @param widthOf the columns that a text takes on a terminal */
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

/** Words on lines of at most `width` columns; a word that is wider has a line of its own. */
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
