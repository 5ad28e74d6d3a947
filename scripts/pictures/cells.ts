/**
 * Reads the text of a screen with its colours, as `tmux capture-pane -e` prints it: SGR sequences (ECMA-48) and nothing
 * else.
 */

export interface Style {
	readonly colour?: string | undefined;
	readonly background?: string | undefined;
	readonly bold?: boolean;
	readonly dim?: boolean;
	readonly underlined?: boolean;
	readonly reversed?: boolean;
}

/** Neighbouring cells of one style. */
export interface Run {
	readonly column: number;
	readonly text: string;
	readonly style: Style;
}

const PALETTE = [
	...['#484f58', '#ff7b72', '#3fb950', '#d29922', '#58a6ff', '#bc8cff', '#39c5cf', '#f0f6fc'],
	...['#6e7681', '#ffa198', '#56d364', '#e3b341', '#79c0ff', '#d2a8ff', '#56d4dd', '#ffffff'],
];
/** The palette's own red is too pale behind white letters. */
const BACKGROUNDS = PALETTE.with(1, '#b62324').with(0, '#21262d');

const SEQUENCE = new RegExp(`${'\u001b'}\\[([\\d;:]*)m`);

const rgb = (...parts: readonly number[]): string => `rgb(${parts.join(',')})`;

/** Returns one of the 256 colours: 16 named ones, a cube, and greys. */
function colourOf(index: number, palette: readonly string[]): string | undefined {
	if (index < 16) return palette[index];
	if (index >= 232) return rgb(...Array<number>(3).fill(8 + 10 * (index - 232)));
	const level = (step: number) => (step === 0 ? 0 : 55 + 40 * step);
	const cube = index - 16;
	return rgb(level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6));
}

/** Reads the colour after 38 or 48, and removes its numbers from `codes`. */
function extended(codes: number[], palette: readonly string[]): string | undefined {
	if (codes.shift() === 5) return colourOf(codes.shift() ?? 0, palette);
	return rgb(...codes.splice(0, 3));
}

const FLAGS = new Map<number, Style>([
	[1, { bold: true }],
	[2, { dim: true }],
	[4, { underlined: true }],
	[7, { reversed: true }],
	[22, { bold: false, dim: false }],
	[24, { underlined: false }],
	[27, { reversed: false }],
	[39, { colour: undefined }],
	[49, { background: undefined }],
]);

/** 30 to 37 and 90 to 97 for letters; 40 to 47 and 100 to 107 for the background. */
const PLAIN = new Map<number, Style>(
	PALETTE.flatMap((colour, index): [number, Style][] => {
		const code = index < 8 ? 30 + index : 82 + index;
		return [
			[code, { colour }],
			[code + 10, { background: BACKGROUNDS[index] }],
		];
	}),
);

/** Returns the style after one code; a longer code removes its numbers from `codes`. */
function after(style: Style, code: number, codes: number[]): Style {
	if (code === 38) return { ...style, colour: extended(codes, PALETTE) };
	if (code === 48) return { ...style, background: extended(codes, BACKGROUNDS) };
	if (code === 0) return {};
	return { ...style, ...(PLAIN.get(code) ?? FLAGS.get(code)) };
}

function restyled(style: Style, sequence: string): Style {
	const codes = sequence.split(/[;:]/).map(Number);
	let now = style;
	for (let code = codes.shift(); code !== undefined; code = codes.shift()) now = after(now, code, codes);
	return now;
}

/** Returns a screen as rows of runs. A style continues past the end of its line. */
export function rowsOf(screen: string): readonly (readonly Run[])[] {
	let style: Style = {};
	return screen.split('\n').map((line) => {
		const runs: Run[] = [];
		let column = 0;
		for (const [index, part] of line.split(SEQUENCE).entries()) {
			if (index % 2 === 1) {
				style = restyled(style, part);
			} else if (part !== '') {
				runs.push({ column, text: part, style });
				column += [...part].length;
			}
		}
		return runs;
	});
}
