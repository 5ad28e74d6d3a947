/** What all prompts on the terminal share. They draw on stderr, because stdout may be read by `eval`. */
import { createInterface, emitKeypressEvents } from 'node:readline';
import { PassThrough } from 'node:stream';

/** How long a prompt waits after Esc, in milliseconds: the arrow keys send sequences that begin with it. */
const ESCAPE_MS = 80;

/**
 * Sets how long Esc waits. The first keypress reader of stdin decides that for all later ones, so make a short-lived
 * one.
 */
export function shortenEscape(): void {
	const shortLived = createInterface({ input: new PassThrough(), escapeCodeTimeout: ESCAPE_MS });
	emitKeypressEvents(process.stdin, shortLived);
	shortLived.close();
}

/**
 * Returns the streams of a prompt. An earlier prompt unreferenced stdin, so reference it again: else the process would
 * not wait for input.
 */
export function terminal() {
	process.stdin.ref();
	return { input: process.stdin, output: process.stderr };
}

/** Whether the person left the prompt by Ctrl-C, Ctrl-D or an abort, or its terminal is gone. */
export const isPromptAborted = (error: unknown): boolean =>
	error instanceof Error && /^(Exit|Abort|Cancel)PromptError$/.test(error.name);

/** What a prompt of the package returns. */
export type CancelablePrompt<Value> = Promise<Value> & { readonly cancel: () => void };

/**
 * Ends a prompt when stdin is paused: by Ctrl-D, or because the process was stopped and continued. The package does not
 * notice: its promise would never settle, and the process would end as if it had succeeded. Returns a function that
 * stops watching.
 */
function endWithStdin(prompt: Pick<CancelablePrompt<unknown>, 'cancel'>): () => void {
	// An answer pauses stdin too, just before the prompt settles.
	const notice = () => void setImmediate(prompt.cancel);
	process.stdin.once('pause', notice);
	return () => void process.stdin.off('pause', notice);
}

/** Releases stdin after a prompt: else the process would wait for more input. */
export async function releaseStdin<Value>(prompt: CancelablePrompt<Value>): Promise<Value> {
	const ignore = endWithStdin(prompt);
	try {
		return await prompt;
	} finally {
		ignore();
		process.stdin.pause();
		process.stdin.unref();
	}
}
