/** Measures the terminal that stdout is, and the texts for it. */
import type { Room } from '../../ports/terminal.ts';
import { widthOf } from './width.ts';

/** A terminal that does not know its size reports 0. */
const USUAL = { columns: 80, lines: 24 };

/** Returns the size of the terminal, and what measures a text there. */
export const room = (): Room => ({ columns: process.stdout.columns || USUAL.columns, widthOf });
