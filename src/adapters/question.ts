/** Questions on the terminal, asked on stderr: stdout may be on its way into a shell. */
import confirmPrompt from '@inquirer/confirm';
import selectPrompt from '@inquirer/select';
import { failures } from '../core/failures.ts';
import { printable } from '../core/printable.ts';

const terminal = () => ({ input: process.stdin, output: process.stderr });

/** Ctrl-C, and a terminal that is gone, end a prompt with an error of this name. */
async function answered<Value>(prompt: Promise<Value>): Promise<Value> {
	try {
		return await prompt;
	} catch (error) {
		if (error instanceof Error && /^(Exit|Abort)PromptError$/.test(error.name)) {
			throw failures.interrupted({ signal: 'SIGINT' });
		}
		throw error;
	} finally {
		// A prompt leaves stdin open, and the process would wait for it.
		process.stdin.pause();
		process.stdin.unref();
	}
}

/** Enter means yes. @throws Failure `interrupted` */
export const confirm = (question: string): Promise<boolean> =>
	answered(confirmPrompt({ message: printable(question), default: true }, terminal()));

/** @throws Failure `interrupted` */
export const choose = (question: string, choices: readonly string[]): Promise<string> =>
	answered(
		selectPrompt(
			{ message: printable(question), choices: choices.map((value) => ({ value, name: printable(value) })) },
			terminal(),
		),
	);
