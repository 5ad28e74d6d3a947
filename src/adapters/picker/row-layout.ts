/** Lays out the rows of the picker in the columns of the terminal. */

import type { PickRow } from '../../core/picker/row.ts';
import { printable } from '../../core/text/printable.ts';
import { cut, widthOf } from '../terminal/width.ts';

export interface Columns {
	readonly name: string;
	readonly roleName: string;
	readonly accountId: string;
	readonly session: string;
	readonly state: string;
}

const KEYS = ['name', 'roleName', 'accountId', 'session', 'state'] as const;
const GAP = 2;

/** Fits the longest state, "signed in, renews on next use". */
const STATE_WIDTH = 24;

/** The least width of each column, in the order in which columns shrink. */
const MINIMA = [
	['state', 12],
	['accountId', 12],
	['session', 6],
	['roleName', 8],
	['name', 12],
	['state', 10],
	['session', 0],
	['accountId', 4],
] as const;

/** Returns the printable texts of a row. */
export const columnsOf = (row: PickRow): Omit<Columns, 'state'> => ({
	name: printable(row.name),
	roleName: printable(row.roleName),
	accountId: printable(row.accountName === undefined ? row.accountId : `${row.accountId} ${row.accountName}`),
	session: printable(row.session),
});

/**
 * Returns the width of the widest text in each column. The state has a fixed width, because it is read only when a row
 * is shown.
 */
export function naturalWidths(rows: readonly PickRow[]): readonly number[] {
	const widths = [0, 0, 0, 0, STATE_WIDTH];
	for (const row of rows) {
		const cells = columnsOf(row);
		[cells.name, cells.roleName, cells.accountId, cells.session].forEach((cell, at) => {
			widths[at] = Math.max(widths[at] ?? 0, widthOf(cell));
		});
	}
	return widths;
}

/** Returns the widths, shrunk to fit into `room` columns as far as possible. */
export function shrinkToFit(natural: readonly number[], room: number): readonly number[] {
	const widths = [...natural];
	let over = widths.reduce((sum, width) => sum + width, GAP * (widths.length - 1)) - room;
	for (const [key, minimum] of MINIMA) {
		const at = KEYS.indexOf(key);
		const width = widths[at] ?? 0;
		const less = Math.max(0, Math.min(over, width - minimum));
		widths[at] = width - less;
		over -= less;
	}
	return widths;
}

export const rowText = (cells: Columns, widths: readonly number[]): string =>
	KEYS.map((key, at) => {
		const text = cut(cells[key], widths[at] ?? 0);
		return text + ' '.repeat(Math.max(0, (widths[at] ?? 0) - widthOf(text)));
	})
		.join(' '.repeat(GAP))
		.trimEnd();
