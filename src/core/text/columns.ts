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
