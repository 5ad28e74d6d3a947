/** The port to the terminal: output for programs and shells, messages for people, and questions. */
import type { PickProfile } from '../core/picker/row.ts';
import type { OutputStream } from './programs.ts';

export interface Terminal {
	/** Writes the output for programs and shells. A command calls it at most once. */
	readonly stdout: (text: string) => void;
	/** Writes text as it is, such as help, to stderr. */
	readonly stderr: (text: string) => void;
	/** Writes one line for the person to stderr. */
	readonly say: (line: string) => void;
	/** Passes on the output of another program, as it is. Returns false if the reader is gone. */
	readonly passOn: (stream: OutputStream, bytes: Uint8Array) => boolean;
	/**
	 * Loads what colors a text for a stream: by a number, so that neighbors differ. Where colors are not shown or not
	 * wanted, the text stays plain.
	 */
	readonly painter: () => Promise<(text: string, number: number, stream: OutputStream) => string>;
	readonly stdoutIsTerminal: () => boolean;
	readonly stderrIsTerminal: () => boolean;
	readonly stdinIsTerminal: () => boolean;
	readonly progressBar: () => Promise<ProgressBar>;
	/** Asks a yes-or-no question; Enter means yes, unless `isRisky`. Rejects with Failure `interrupted` on Ctrl-C. */
	readonly confirm: (question: string, isRisky?: boolean) => Promise<boolean>;
	/** Returns the choice of the person. Rejects with Failure `interrupted` on Ctrl-C. */
	readonly choose: (question: string, choices: readonly string[]) => Promise<string>;
	/** Asks for a line of text until `check` accepts it. Rejects with Failure `declined` on Ctrl-C and Esc. */
	readonly ask: (question: Question) => Promise<string>;
	/** Asks for a line of text and shows nothing of it. Rejects with Failure `interrupted` on Ctrl-C. */
	readonly askHidden: (question: Omit<Question, 'initial'>) => Promise<string>;
	/** Returns what stdin holds up to its end, at most 4 kB of it. */
	readonly stdin: () => Promise<string>;
	/**
	 * Shows a menu with a filter, in which row `start` is marked at first. Returns the index of the chosen row. Rejects
	 * as `ask` does.
	 */
	readonly menu: (question: string, rows: readonly string[], start: number) => Promise<number>;
	readonly pick: PickProfile;
	/** Returns the rows as lines of columns, aligned by the width of each character on a terminal. */
	readonly table: (rows: readonly (readonly string[])[]) => Promise<string>;
	/**
	 * Writes a table in place of `stdout`: to a terminal, folded to its width, and through a pager if it is longer than
	 * the screen.
	 */
	readonly showTable: (rows: readonly (readonly string[])[]) => Promise<void>;
	/** Loads what measures the terminal that stdout is. */
	readonly room: () => Promise<Room>;
	/** Takes the whole screen, on stderr, until it is closed. stdin and stderr must be terminals. */
	readonly screen: () => Promise<Screen>;
}

/** The room for a text on a terminal. */
export interface Room {
	readonly columns: number;
	/** Returns how many columns a text takes. */
	readonly widthOf: (text: string) => number;
}

/** The room on a screen that is drawn as a whole. */
interface ScreenRoom extends Room {
	readonly lines: number;
}

/** Returns the lines for a screen of this size: not more, and if it can be, none that is wider. */
export type Picture = (room: ScreenRoom) => readonly string[];

/** The screen of the terminal while one command has it. */
export interface Screen {
	/** Shows a picture in place of the last one, and again when the terminal gets another size. */
	readonly draw: (picture: Picture) => void;
	/** Aborted when the person leaves by `q`. Ctrl-C ends the process, as everywhere. */
	readonly left: AbortSignal;
	/** Gives the screen back, as it was. */
	readonly close: () => void;
}

/** A progress bar on the terminal, shown until `stop` is called. */
export interface ProgressBar {
	readonly show: (done: number, total: number, words: string) => void;
	/** Lets something else be written to the terminal, in whole lines. */
	readonly aside: <Value>(write: () => Value) => Value;
	readonly stop: () => void;
}

/** A question with a line of text as its answer. */
export interface Question {
	readonly question: string;
	/** The answer that Enter alone gives. */
	readonly initial?: string | undefined;
	/** Returns what is wrong with an answer; undefined if nothing is. */
	readonly check: (answer: string) => string | undefined;
}
