/** Does work before a signal ends this process. */
const SIGTERM_STATUS = 143;

/** Takes the signals over, and passes them on when the work is done. A second one is passed on at once. */
export function beforeSignalEnds(work: () => Promise<void>): void {
	let isEnding = false;
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		const others = process.listeners(signal);
		const end = () => {
			if (signal === 'SIGTERM') process.exit(SIGTERM_STATUS);
			for (const other of others) other(signal);
		};
		process.removeAllListeners(signal).on(signal, () => {
			if (isEnding) return end();
			isEnding = true;
			void work().finally(end);
		});
	}
}
