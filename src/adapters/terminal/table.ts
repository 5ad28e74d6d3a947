/**
 * Lays out tables for people. Loads the libraries that measure and fold text only where a table needs them, because
 * loading them is slow.
 */
import type { Environment } from '../../core/machine/environment.ts';
import { alignColumns, isOneColumnEach } from '../../core/text/columns.ts';
import { stdout, stdoutIsTerminal } from './terminal.ts';

type Rows = readonly (readonly string[])[];

const isPlain = (rows: Rows): boolean => rows.every((row) => row.every(isOneColumnEach));
const lengthOf = (text: string): number => text.length;

/** Returns the rows as lines of aligned columns. */
export async function table(rows: Rows): Promise<string> {
	if (isPlain(rows)) return alignColumns(rows, lengthOf);
	const { widthOf } = await import('./width.ts');
	return alignColumns(rows, widthOf);
}

/**
 * Writes the rows to stdout: as they are for a program, and for a person folded to the width of the terminal, through a
 * pager if they are longer than the screen.
 * @throws Failure `output-failed`
 */
export async function showTable(rows: Rows, env: Environment): Promise<void> {
	if (!stdoutIsTerminal()) return stdout(await table(rows));
	// A terminal that does not know its size reports 0: then it folds by itself, and nothing is paged.
	const { columns, rows: lines } = process.stdout;
	const fits = (text: string) =>
		!columns || text.split('\n').every((line) => isOneColumnEach(line) && line.length <= columns);
	const aligned = isPlain(rows) ? alignColumns(rows, lengthOf) : '';
	const isFolded = aligned === '' || !fits(aligned);
	const text = isFolded ? (await import('./folded-table.ts')).foldedTable(rows, columns) : aligned;
	// One line stays free for the prompt.
	const isLong = Boolean(lines) && text.split('\n').length > lines;
	if (isLong && (await (await import('./pager.ts')).page(text, env))) return;
	stdout(text);
}
