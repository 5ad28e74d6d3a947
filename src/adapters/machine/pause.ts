/** Waits, with and without blocking the process. */

/**
 * Resolves after that many milliseconds, or once the signal is aborted; then its timer does not keep the process alive.
 */
export const sleep = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
	new Promise((resolve) => {
		const end = () => {
			clearTimeout(timer);
			signal?.removeEventListener('abort', end);
			resolve();
		};
		const timer = setTimeout(end, milliseconds);
		signal?.addEventListener('abort', end);
	});

/** Blocks the process for that many milliseconds: for code that is synchronous. */
export const pause = (milliseconds: number): void => {
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
};
