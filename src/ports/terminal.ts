/** The port to the person: the output for programs and shells, the lines for people, and the questions to them. */
import type { PickProfile } from '../core/picker/row.ts';

export interface Terminal {
	/** Writes the one and only output for programs and shells. */
	readonly stdout: (text: string) => void;
	/** Writes a whole text of our own, such as help, to stderr. */
	readonly stderr: (text: string) => void;
	/** Writes one line for the person to stderr. */
	readonly say: (line: string) => void;
	readonly stdoutIsTerminal: () => boolean;
	readonly stderrIsTerminal: () => boolean;
	readonly stdinIsTerminal: () => boolean;
	readonly progressBar: () => Promise<ProgressBar>;
	/** Asks a question; Enter means yes. Rejects with Failure `interrupted` on Ctrl-C. */
	readonly confirm: (question: string) => Promise<boolean>;
	/** Lets the person choose one. Rejects with Failure `interrupted` on Ctrl-C. */
	readonly choose: (question: string, choices: readonly string[]) => Promise<string>;
	/** Asks for a line, again until the check accepts it. Rejects with Failure `declined` on Ctrl-C and Esc. */
	readonly ask: (question: Question) => Promise<string>;
	/** Returns the index of the row that the person takes; typing filters, `start` is marked at first. Rejects as `ask` does. */
	readonly menu: (question: string, rows: readonly string[], start: number) => Promise<number>;
	readonly pick: PickProfile;
	/** Aligns rows of cells as columns, by the width that terminals give each character. */
	readonly table: (rows: readonly (readonly string[])[]) => Promise<string>;
}

/** A bar that fills, drawn on the terminal until it is stopped. */
export interface ProgressBar {
	readonly show: (done: number, total: number, words: string) => void;
	readonly stop: () => void;
}

/** A question that is answered with a line of text. */
export interface Question {
	readonly question: string;
	/** What Enter alone stands for. */
	readonly initial?: string | undefined;
	/** What is wrong with an answer; undefined when it serves. */
	readonly check: (answer: string) => string | undefined;
}
