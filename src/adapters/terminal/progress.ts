/** Draws a progress bar on stderr. */
import { Presets, SingleBar } from 'cli-progress';
import { printable } from '../../core/text/printable.ts';
import type { ProgressBar } from '../../ports/terminal.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The most redraws per second. */
const FRAMES_PER_SECOND = 5;

/** Draws a bar until `stop` is called or the process ends. */
export function progressBar(): ProgressBar {
	const bar = new SingleBar(
		{
			stream: process.stderr,
			format: '{bar} {words}',
			fps: FRAMES_PER_SECOND,
			barsize: 24,
			clearOnComplete: true,
			// `aside` removes the bar, and the next frame draws it again.
			forceRedraw: true,
			hideCursor: true,
			// ssoenv handles signals itself: the bar would end the process without a message.
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
	// Runs before the other listeners, so that their message starts on a line of its own.
	for (const signal of SIGNALS) process.prependListener(signal, stop);
	return {
		show: (done, total, words) => {
			bar.setTotal(Math.max(total, 1));
			bar.update(Math.min(done, total), { words: printable(words) });
		},
		aside: (write) => {
			process.stderr.cursorTo(0);
			process.stderr.clearLine(1);
			return write();
		},
		stop,
	};
}
