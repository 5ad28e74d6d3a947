/** Runs the program of a `credential_process`. */
import { execa } from 'execa';
import { failures } from '../../core/failure/failures.ts';
import { WINDOWS } from '../../core/machine/system.ts';
import { shellWords } from '../../core/text/shell-words.ts';
import { windowsWords } from '../../core/text/windows-words.ts';
import type { SourceProgram } from '../../ports/sources.ts';
import { whyNotRunnable } from '../machine/executable.ts';
import { hideNodeDebug } from '../machine/node-debug.ts';

const IS_WINDOWS = process.platform === WINDOWS;

/** Credentials take 2 kB. */
const MAX_CHARACTERS = 64_000;

/** The limit of the AWS SDK for Go, which is the only one with a limit (`DefaultTimeout` of its processcreds). */
const UNATTENDED_MS = 60_000;

/** botocore splits the command line by the rules of the system (`compat_shell_split` in compat.py). */
export const programWords = (command: string, system: string): readonly string[] | undefined =>
	system === WINDOWS ? windowsWords(command) : shellWords(command);

/**
 * Ends a program that has a session of its own, with all its children: after the limit, and when ssoenv ends, because
 * Ctrl-C does not reach it. The returned function stops that, and returns whether the limit was reached.
 */
function endInTime(pid: number | undefined, limitMs: number): () => boolean {
	let isOverdue = false;
	const end = (signal: 'SIGTERM' | 'SIGKILL') => {
		try {
			if (pid !== undefined) process.kill(IS_WINDOWS ? pid : -pid, signal);
		} catch {
			// It has ended.
		}
	};
	const endWithUs = () => end('SIGTERM');
	process.once('exit', endWithUs);
	const timer = setTimeout(() => {
		isOverdue = true;
		end('SIGKILL');
	}, limitMs);
	return () => {
		clearTimeout(timer);
		process.removeListener('exit', endWithUs);
		return isOverdue;
	};
}

/**
 * Returns the output, or what went wrong, to follow the name of the program in a message. Never quotes the output or the
 * command line.
 * @param limitMs how long a program in the background may take
 * @throws Failure `interrupted` if Ctrl-C ended it: ssoenv may not yet have noticed
 */
export async function runProgram(
	{ command, env, readsStdin, isUnattended }: SourceProgram,
	limitMs = UNATTENDED_MS,
): Promise<{ readonly output: string } | { readonly problem: string }> {
	const words = programWords(command, process.platform);
	if (words === undefined) return { problem: 'has a quote that is not closed' };
	const [file = '', ...args] = words;
	const why = whyNotRunnable(file, env);
	if (why !== undefined) return { problem: `names a program that ${why}: ${file}` };
	// Node would print the environment and the words, execa also the output.
	if (env.NODE_DEBUG) hideNodeDebug();
	const run = execa(file, args, {
		verbose: 'none',
		env,
		extendEnv: false,
		stdin: readsStdin ? 'inherit' : 'ignore',
		stderr: 'inherit',
		reject: false,
		maxBuffer: MAX_CHARACTERS,
		// In a session of its own it has no terminal: what it would ask there could not be answered. On Windows it would get
		// a window instead.
		detached: isUnattended && !IS_WINDOWS,
	});
	const stop = isUnattended ? endInTime(run.pid, limitMs) : () => false;
	const result = await run;
	if (stop()) return { problem: `took longer than ${limitMs / 1000} s` };
	const problem = problemOf(result);
	return problem === undefined ? { output: result.stdout } : { problem };
}

/** What execa says about the end of a program. */
interface End {
	readonly isMaxBuffer: boolean;
	readonly signal?: string | undefined;
	readonly exitCode?: number | undefined;
	/** The error of the system, if the program did not start. */
	readonly code?: string | undefined;
}

function problemOf({ isMaxBuffer, signal, exitCode, code }: End): string | undefined {
	if (isMaxBuffer) return `printed more than ${MAX_CHARACTERS} characters`;
	if (signal === 'SIGINT') throw failures.interrupted({ signal });
	if (signal !== undefined) return `was ended by ${signal}`;
	if (exitCode === undefined) return `could not be started (${code ?? 'unknown error'})`;
	return exitCode === 0 ? undefined : `exited with ${exitCode}`;
}
