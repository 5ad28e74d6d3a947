/** Aligned columns for people. How wide a character is on a terminal is known to `string-width`. */
import stringWidth from 'string-width';

const GAP = 2;

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
