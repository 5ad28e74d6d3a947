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

/** The prompt reads no more: by Ctrl-D, or because it was stopped and continued. */
class PromptClosed extends Error {
	override readonly name = 'PromptClosed';
}

/** Whether the person left the prompt by Ctrl-C, Ctrl-D or an abort, or its terminal is gone. */
export const isPromptAborted = (error: unknown): boolean =>
	error instanceof PromptClosed || (error instanceof Error && /^(Exit|Abort)PromptError$/.test(error.name));

/**
 * Returns a promise that rejects when stdin is paused while a prompt waits. The package does not notice: its promise
 * would never settle, and the process would end as if it had succeeded.
 */
function stdinPaused() {
	let notice = (): void => undefined;
	const paused = new Promise<never>((_, reject) => {
		// An answer pauses stdin too, just before the prompt settles.
		notice = () => void setImmediate(() => reject(new PromptClosed()));
		process.stdin.once('pause', notice);
	});
	return { paused, ignore: () => process.stdin.off('pause', notice) };
}

/** Releases stdin after a prompt: else the process would wait for more input. @throws PromptClosed */
export async function releaseStdin<Value>(prompt: Promise<Value>): Promise<Value> {
	const { paused, ignore } = stdinPaused();
	try {
		return await Promise.race([prompt, paused]);
	} finally {
		ignore();
		process.stdin.pause();
		process.stdin.unref();
	}
}
