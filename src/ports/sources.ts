/** The port to the sources of a chain that only this machine has: programs, and files with tokens and keys. */
import type { Environment } from '../core/machine/environment.ts';

export interface Sources {
	/**
	 * Runs the program of a `credential_process`, without a shell. What it prints on stderr goes to the terminal. Returns
	 * its output, or what went wrong, to follow its name in a message.
	 */
	readonly runProgram: (program: SourceProgram) => Promise<{ readonly output: string } | { readonly problem: string }>;
	/** Returns the text of a file, or why it cannot be read. */
	readonly readToken: (path: string) => { readonly text: string } | { readonly reason: string };
	/** Returns the text of the cache file that `aws login` keeps for a `login_session`; undefined if there is none. */
	readonly readLogin: (session: string) => string | undefined;
}

export interface SourceProgram {
	/** The command line as it is in the config file. */
	readonly command: string;
	readonly env: Environment;
	/** True: it may read from stdin, which is a terminal. */
	readonly readsStdin: boolean;
	/** True in the background: it gets no terminal at all, and has to end within a minute. */
	readonly isUnattended: boolean;
}
