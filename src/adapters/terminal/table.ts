/**
 * Aligns columns for people. Loads the library that measures text only if a cell is not plain ASCII, because loading it
 * is slow.
 */
import { alignColumns, isOneColumnEach } from '../../core/text/columns.ts';

/** Returns the rows as lines of aligned columns. */
export async function table(rows: readonly (readonly string[])[]): Promise<string> {
	if (rows.every((row) => row.every(isOneColumnEach))) return alignColumns(rows, (cell) => cell.length);
	const { widthOf } = await import('./width.ts');
	return alignColumns(rows, widthOf);
}
