/** Folds a table to the width of a terminal. */
import wrapAnsi from 'wrap-ansi';
import { alignFolded } from '../../core/text/columns.ts';
import { widthOf } from './width.ts';

const wrap = (text: string, width: number): readonly string[] => wrapAnsi(text, width, { hard: true }).split('\n');

/** Returns the rows as lines of aligned columns, cells folded where the line would be wider. @param columns or 0 */
export const foldedTable = (rows: readonly (readonly string[])[], columns: number): string =>
	alignFolded(rows, columns || Number.POSITIVE_INFINITY, { widthOf, wrap });
