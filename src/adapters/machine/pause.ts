/** Waiting. */

/** Resolves after that many milliseconds, or as soon as the signal is aborted; then nothing of it keeps the process alive. */
export const sleep = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
	new Promise((resolve) => {
		const timer = setTimeout(resolve, milliseconds);
		signal?.addEventListener('abort', () => {
			clearTimeout(timer);
			resolve();
		});
	});

/** Waits without letting anything else happen: for the few places where all is synchronous. */
export const pause = (milliseconds: number): void => {
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
};
