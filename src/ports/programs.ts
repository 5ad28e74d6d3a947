/** The port to other programs, which ssoenv runs with the credentials of a role. */
import type { Environment } from '../core/machine/environment.ts';

/** The program whose command line follows that of ssoenv. */
export interface Programs {
	/** Throws Failure `program-not-found`, `program-not-runnable` if the program of this name cannot run. */
	readonly check: (name: string, env: Environment) => void;
	/**
	 * Runs a program in the place of ssoenv: with its terminal, its stdin and the signals that it gets. Resolves to the
	 * exit status, 128 and more for a signal. Where the system can replace a process, it does not resolve.
	 * Rejects with Failure `words-undecodable`, `program-not-runnable`.
	 * @param afterwards called when the program has ended; with it, this process is not replaced
	 */
	readonly runInstead: (words: readonly string[], env: Environment, afterwards?: () => void) => Promise<number>;
	/**
	 * Does work that runs programs side by side. While it goes on, Ctrl-C and the signals that end a process reach the
	 * programs and abort `stopped`, and ssoenv goes on until the work is done.
	 */
	readonly runBeside: <Value>(work: (group: ProgramGroup) => Promise<Value>) => Promise<Value>;
	/** Makes a folder for the time that a program runs. Throws Failure `file-unusable` and those of unsafe folders. */
	readonly runFolder: () => RunFolder;
	/** The command line that runs ssoenv, without arguments. */
	readonly ssoenv: readonly string[];
}

/** A folder of mode 0700 for files of mode 0600. Its path stands for itself in quotes of any kind. */
export interface RunFolder {
	readonly path: string;
	/** Throws Failure `file-unusable`. */
	readonly write: (name: string, text: string) => void;
	readonly remove: () => void;
}

export interface ProgramGroup {
	/** Aborted when a signal has come, with its name as the reason: then no further program should start. */
	readonly stopped: AbortSignal;
	/** Returns how many programs run. */
	readonly running: () => number;
	/** Makes the folder for the files of `run`. Throws Failure `file-unusable`. */
	readonly makeFolder: (path: string) => void;
	/**
	 * Runs a program with an empty stdin. Resolves to the exit status, 128 and more for a signal. Rejects with Failure
	 * `words-undecodable`, `program-not-found`, `program-not-runnable`, `file-unusable`.
	 */
	readonly run: (words: readonly string[], env: Environment, output: ProgramOutput) => Promise<number>;
}

export type OutputStream = 'stdout' | 'stderr';

/**
 * Where the output of a program goes: to a function in parts, which returns false if nobody reads it any more, or into two files of mode 0600, `PATH.out` and `PATH.err`.
 */
export type ProgramOutput =
	| { readonly take: (stream: OutputStream, part: Uint8Array) => boolean }
	| { readonly path: string };
