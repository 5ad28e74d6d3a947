/** Colors text by Node's own code, which knows NO_COLOR, FORCE_COLOR and what the terminal can show. */
import { styleText } from 'node:util';
import type { OutputStream } from '../../ports/programs.ts';

/** Those that can be read on a dark and on a light background. */
const COLORS = ['cyan', 'magenta', 'green', 'yellow', 'blue', 'red'] as const;

/** Returns the text in a color, if the stream is a terminal that shows colors. */
export function painted(text: string, number: number, stream: OutputStream): string {
	const target = process[stream];
	const showsColors = target.isTTY && target.hasColors();
	return showsColors ? styleText(COLORS[number % COLORS.length] ?? 'cyan', text, { validateStream: false }) : text;
}
