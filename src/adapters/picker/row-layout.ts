/** The columns of the picker, in whatever width there is. */

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

/** The longest state, "signed in, renews on next use", has room. */
const STATE_WIDTH = 24;

/** What each column may shrink to, in the order in which they give way. */
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

/** The texts of a row, safe to show. */
export const columnsOf = (row: PickRow): Omit<Columns, 'state'> => ({
	name: printable(row.name),
	roleName: printable(row.roleName),
	accountId: printable(row.accountName === undefined ? row.accountId : `${row.accountId} ${row.accountName}`),
	session: printable(row.session),
});

/** What each column would like to have. One over-long name does not push the others off the screen. */
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

/** The widths, made to fit into `room` columns as far as that can be done. */
export function fitting(natural: readonly number[], room: number): readonly number[] {
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
