/**
 * Draws on the whole screen of the terminal until the person leaves. It takes the alternate screen, as editors do, so
 * that the lines of the shell are there again at the end, and writes each picture over the last one, so that nothing
 * flickers.
 */
import type { Picture, Screen } from '../../ports/terminal.ts';
import { stderr } from './terminal.ts';
import { widthOf } from './width.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Private modes of xterm (ctlseqs): the alternate screen with its own cursor, a hidden cursor, and no wrapping, so that a
 * line that is too long cannot move the others.
 */
const OPEN = '\x1b[?1049h\x1b[?25l\x1b[?7l';
const CLOSE = '\x1b[?7h\x1b[?25h\x1b[?1049l';

const CTRL_C = '\x03';

/** A terminal that does not know its size reports 0. The last column stays free: ESC[K would erase what stands there. */
const size = () => ({ columns: (process.stderr.columns || 80) - 1, lines: process.stderr.rows || 24 });

/** Shows one picture after the other. Returns `draw`, and `redraw` for a terminal of another size. */
function drawing() {
	let picture: Picture = () => [];
	let shown = '';
	const redraw = (): void => {
		const { columns, lines } = size();
		const rows = picture({ columns, lines, widthOf });
		const text = `\x1b[H${rows.map((row) => `${row}\x1b[K`).join('\r\n')}\x1b[J`;
		if (text !== shown) stderr(text);
		shown = text;
	};
	return {
		draw: (next: Picture) => {
			picture = next;
			redraw();
		},
		redraw: () => {
			shown = '';
			redraw();
		},
	};
}

/** Takes the screen until `close` is called or the process ends. */
export function openScreen(): Screen {
	const leaving = new AbortController();
	const { draw, redraw } = drawing();
	const { stdin } = process;
	const onKeys = (keys: Buffer) => {
		const typed = keys.toString('latin1');
		// In raw mode the terminal sends Ctrl-C as a key. `cli.ts` then ends the process as it does for a signal.
		if (typed.includes(CTRL_C)) process.emit('SIGINT', 'SIGINT');
		else if (/[qQ]/.test(typed)) leaving.abort();
	};
	const close = () => {
		process.off('exit', close);
		for (const signal of SIGNALS) process.off(signal, close);
		process.stderr.off('resize', redraw);
		stdin.off('data', onKeys);
		stdin.setRawMode(false);
		stdin.pause();
		stdin.unref();
		stderr(CLOSE);
	};
	process.once('exit', close);
	// Runs before the other listeners, so that their message stands on the screen of the shell.
	for (const signal of SIGNALS) process.prependListener(signal, close);
	process.stderr.on('resize', redraw);
	stdin.ref();
	// The signal SIGHUP tells that the terminal is gone.
	stdin.on('error', () => undefined);
	stdin.setRawMode(true);
	stdin.on('data', onKeys);
	stderr(OPEN);
	return { draw, left: leaving.signal, close };
}
