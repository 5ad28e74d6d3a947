/** Large tables of tests: `npm test` runs some of their rows, and `npm test -- --all` runs each. */

/** True with `npm test -- --all`. */
export const isWholeRun = process.env.SSOENV_ALL_TESTS === '1';

/** Returns all rows in a whole run; otherwise the first, and then one of so many. */
export const someOf = <Row>(rows: readonly Row[], oneOf: number): readonly Row[] =>
	rows.filter((_, at) => isWholeRun || at % oneOf === 0);

/** Whether a test of a table with two sides runs: in a short run those on diagonals, so that each side has all its rows. */
export const isInRun = (row: number, column: number, oneOf: number): boolean =>
	isWholeRun || (row + column) % oneOf === 0;
