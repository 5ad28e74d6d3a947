/** What every prompt on the terminal has in common. Asked on stderr: stdout may be on its way into a shell. */
import { createInterface, emitKeypressEvents } from 'node:readline';
import { PassThrough } from 'node:stream';

/** After Esc this long is waited for more, in milliseconds: keys such as the arrows begin with it. */
const ESCAPE_MS = 80;

/** The first reader of keys decides how long Esc waits, for all that follow. */
export function hurryEscape(): void {
	const quick = createInterface({ input: new PassThrough(), escapeCodeTimeout: ESCAPE_MS });
	emitKeypressEvents(process.stdin, quick);
	quick.close();
}

/** Where a prompt reads and draws. An earlier one has let go of stdin: the process would not wait for it. */
export function terminal() {
	process.stdin.ref();
	return { input: process.stdin, output: process.stderr };
}

/** Ctrl-C, and a terminal that is gone, end a prompt with an error of this name. */
export const isLeft = (error: unknown): boolean =>
	error instanceof Error && /^(Exit|Abort)PromptError$/.test(error.name);

/** A prompt leaves stdin open, and the process would wait for it. */
export async function thenClosed<Value>(prompt: Promise<Value>): Promise<Value> {
	try {
		return await prompt;
	} finally {
		process.stdin.pause();
		process.stdin.unref();
	}
}
