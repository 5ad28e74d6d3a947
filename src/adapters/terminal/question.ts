/** Asks questions on the terminal. */
import confirmPrompt from '@inquirer/confirm';
import inputPrompt from '@inquirer/input';
import selectPrompt from '@inquirer/select';
import { failures } from '../../core/failure/failures.ts';
import { printable } from '../../core/text/printable.ts';
import type { Question } from '../../ports/terminal.ts';
import { type CancelablePrompt, isPromptAborted, releaseStdin, shortenEscape, terminal } from './prompt.ts';

/** @throws Failure `interrupted` */
async function orInterrupted<Value>(prompt: CancelablePrompt<Value>): Promise<Value> {
	try {
		return await releaseStdin(prompt);
	} catch (error) {
		if (isPromptAborted(error)) throw failures.interrupted({ signal: 'SIGINT' });
		throw error;
	}
}

/** Asks a yes-or-no question; Enter means yes, unless `isRisky`. @throws Failure `interrupted` */
export const confirm = (question: string, isRisky = false): Promise<boolean> =>
	orInterrupted(confirmPrompt({ message: printable(question), default: !isRisky }, terminal()));

/** Asks for one of the choices and returns it. @throws Failure `interrupted` */
export const choose = (question: string, choices: readonly string[]): Promise<string> =>
	orInterrupted(
		selectPrompt(
			{ message: printable(question), choices: choices.map((value) => ({ value, name: printable(value) })) },
			terminal(),
		),
	);

/** Asks for a line of text, shows nothing of it, and returns it trimmed. @throws Failure `interrupted` */
export async function askHidden({ question, check }: Omit<Question, 'initial'>): Promise<string> {
	const answer = await orInterrupted(
		inputPrompt(
			{
				message: printable(question),
				transformer: () => '',
				validate: (value: string) => check(value.trim()) ?? true,
				// The person cannot see what to correct.
				theme: { validationFailureMode: 'clear' },
			},
			terminal(),
		),
	);
	return answer.trim();
}

/**
 * Lets Esc leave a text prompt, as Ctrl-C does. Returns a signal for the prompt and a function that stops listening.
 */
function watchEscape() {
	const leaving = new AbortController();
	const watch = (_: unknown, key: { readonly name?: string } | undefined) => {
		if (key?.name === 'escape') leaving.abort();
	};
	shortenEscape();
	process.stdin.on('keypress', watch);
	return { signal: leaving.signal, end: () => process.stdin.off('keypress', watch) };
}

/** Asks for a line of text until `check` accepts it, and returns it trimmed. @throws Failure `declined` */
export async function ask({ question, initial, check }: Question): Promise<string> {
	const { signal, end } = watchEscape();
	const config = {
		message: printable(question),
		validate: (answer: string) => check(answer.trim()) ?? true,
		...(initial !== undefined && { default: printable(initial) }),
	};
	try {
		return (await releaseStdin(inputPrompt(config, { ...terminal(), signal }))).trim();
	} catch (error) {
		if (isPromptAborted(error)) throw failures.declined(undefined);
		throw error;
	} finally {
		end();
	}
}
