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

/** Whether the person left the prompt by Ctrl-C or an abort, or its terminal is gone. */
export const isPromptAborted = (error: unknown): boolean =>
	error instanceof Error && /^(Exit|Abort)PromptError$/.test(error.name);

/** Releases stdin after a prompt: else the process would wait for more input. */
export async function releaseStdin<Value>(prompt: Promise<Value>): Promise<Value> {
	try {
		return await prompt;
	} finally {
		process.stdin.pause();
		process.stdin.unref();
	}
}
