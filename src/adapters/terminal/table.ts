/** Aligned columns for people. Where anything but plain ASCII stands in them, their widths take a library, which is slow to load. */
import { alignColumns, isOneColumnEach } from '../../core/text/columns.ts';

export async function table(rows: readonly (readonly string[])[]): Promise<string> {
	if (rows.every((row) => row.every(isOneColumnEach))) return alignColumns(rows, (cell) => cell.length);
	const { widthOf } = await import('./width.ts');
	return alignColumns(rows, widthOf);
}
