/** Does work before a signal ends this process. */

import { execFailures } from '../../core/failure/exec-failures.ts';

/** Takes the signals over, and passes them on when the work is done. A second one is passed on at once. */
export function beforeSignalEnds(work: () => Promise<void>): void {
	let isEnding = false;
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		const others = process.listeners(signal);
		const end = () => {
			if (signal === 'SIGTERM') throw execFailures.terminated(undefined);
			for (const other of others) other(signal);
		};
		process.removeAllListeners(signal).on(signal, () => {
			if (isEnding) return end();
			isEnding = true;
			void work().finally(end);
		});
	}
}
