/** A progress bar on stderr. */
import { Presets, SingleBar } from 'cli-progress';
import { printable } from '../../core/text/printable.ts';
import type { ProgressBar } from '../../ports/terminal.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Drawn at most this often. */
const FRAMES_PER_SECOND = 5;

export function progressBar(): ProgressBar {
	const bar = new SingleBar(
		{
			stream: process.stderr,
			format: '{bar} {words}',
			fps: FRAMES_PER_SECOND,
			barsize: 24,
			clearOnComplete: true,
			hideCursor: true,
			// Signals are the program's own; the bar must not end it without a word.
			gracefulExit: false,
		},
		Presets.shades_classic,
	);
	bar.start(1, 0, { words: '' });
	const stop = () => {
		bar.stop();
		process.off('exit', stop);
		for (const signal of SIGNALS) process.off(signal, stop);
	};
	process.once('exit', stop);
	// First of all listeners: what is said about the signal begins on a line of its own.
	for (const signal of SIGNALS) process.prependListener(signal, stop);
	return {
		show: (done, total, words) => {
			bar.setTotal(Math.max(total, 1));
			bar.update(Math.min(done, total), { words: printable(words) });
		},
		stop,
	};
}
