/** Draws rows of styled text as a terminal in SVG: dark, rounded, monospace. */
import type { Run, Style } from './cells.ts';

export interface Cursor {
	readonly row: number;
	readonly column: number;
}

export interface Picture {
	/** The text alternative. */
	readonly label: string;
	readonly rows: readonly (readonly Run[])[];
	readonly cursor?: Cursor;
}

const [CHARACTER, LINE, MARGIN] = [8.43, 21, 24];
export const PAPER = '#0d1117';
export const INK = '#c9d1d9';
/** A browser uses the first font that it has. */
export const FONTS = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace';

export const xml = (text: string): string =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
export const round = (value: number): number => Math.round(value * 100) / 100;
const left = (column: number): number => round(MARGIN + column * CHARACTER);
const wide = (text: string): number => round([...text].length * CHARACTER);

/** Returns the colours of the letters and of the background. */
function coloursOf({ colour, background, reversed }: Style): readonly [string, string | undefined] {
	return reversed === true ? [background ?? PAPER, colour ?? INK] : [colour ?? INK, background];
}

function rectangle(column: number, row: number, width: number, colour: string): string {
	return `<rect x="${left(column)}" y="${MARGIN + row * LINE}" width="${width}" height="${LINE}" fill="${colour}"/>`;
}

/** Draws each piece between gaps at its own column, so that a font with wider letters does not shift the rest. */
function letters({ column, text, style }: Run, row: number): readonly string[] {
	const [colour] = coloursOf(style);
	const y = round(MARGIN + (row + 0.72) * LINE);
	const weight = style.bold === true ? ' class="bold"' : '';
	const more = `${style.dim === true ? ' opacity="0.7"' : ''}${style.underlined === true ? ' text-decoration="underline"' : ''}`;
	return [...text.matchAll(/\S+(?: \S+)*/g)].map(({ 0: words, index }) => {
		const at = left(column + [...text.slice(0, index)].length);
		return `<text x="${at}" y="${y}" fill="${colour}"${weight}${more} textLength="${wide(words)}">${xml(words)}</text>`;
	});
}

function drawRun(run: Run, row: number): readonly string[] {
	const [, background] = coloursOf(run.style);
	const behind = background === undefined ? [] : [rectangle(run.column, row, wide(run.text), background)];
	return [...behind, ...letters(run, row)];
}

export function draw({ label, rows, cursor }: Picture): string {
	const ends = rows.flatMap((runs) => runs.map(({ column, text }) => column + [...text].length));
	const columns = Math.max(0, ...ends, cursor === undefined ? 0 : cursor.column + 1);
	const [width, height] = [Math.ceil(columns * CHARACTER + 2 * MARGIN), rows.length * LINE + 2 * MARGIN];
	const shapes = rows.flatMap((runs, row) => runs.flatMap((run) => drawRun(run, row)));
	if (cursor !== undefined) shapes.push(rectangle(cursor.column, cursor.row, round(CHARACTER), INK));
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${xml(label)}">
<style>text { font: 14px ${FONTS}; white-space: pre } .bold { font-weight: 600 }</style>
<rect width="100%" height="100%" rx="10" fill="${PAPER}"/>
${shapes.join('\n')}
</svg>
`;
}
