/** Runs programs side by side, without a shell, and ends them when ssoenv is to end. */
import { closeSync, createWriteStream, mkdirSync, openSync, rmSync, type WriteStream } from 'node:fs';
import { constants } from 'node:os';
import { execa } from 'execa';
import type { Environment } from '../../core/machine/environment.ts';
import type { OutputStream, ProgramGroup, ProgramOutput } from '../../ports/programs.ts';
import { withFileFailure } from '../files/private-file.ts';
import { hideNodeDebug } from '../machine/node-debug.ts';
import { isInForeground } from './foreground.ts';
import { asSpawnable } from './raw-bytes.ts';
import { startFailure } from './start-failure.ts';

const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What the programs get after the first, the second and each further Ctrl-C. */
const HARDER = ['SIGINT', 'SIGTERM', 'SIGKILL'] as const;

/** The programs that run. */
type Running = Set<{ readonly kill: (signal: NodeJS.Signals) => boolean }>;

/** Does the work while the signals reach the programs. Afterwards they reach ssoenv again. */
export async function runBeside<Value>(work: (group: ProgramGroup) => Promise<Value>): Promise<Value> {
	const running: Running = new Set();
	const stop = new AbortController();
	let presses = 0;
	const onSignal = (signal: NodeJS.Signals) => {
		stop.abort(signal);
		const sent = signal === 'SIGINT' ? (HARDER[Math.min(presses, HARDER.length - 1)] ?? signal) : signal;
		if (signal === 'SIGINT') presses += 1;
		// The keys of the terminal have sent it to the programs too. A second one makes some of them give up at once.
		if (sent === 'SIGINT' && isInForeground()) return;
		for (const program of running) program.kill(sent);
	};
	const before = ENDING.map((signal) => [signal, process.listeners(signal)] as const);
	for (const signal of ENDING) process.removeAllListeners(signal).on(signal, onSignal);
	try {
		return await work({
			stopped: stop.signal,
			running: () => running.size,
			makeFolder,
			run: (...program) => run(running, ...program),
		});
	} finally {
		for (const [signal, listeners] of before) {
			process.off(signal, onSignal);
			for (const listener of listeners) process.on(signal, listener);
		}
	}
}

const makeFolder = (path: string): void =>
	withFileFailure(path, () => {
		mkdirSync(path, { recursive: true, mode: 0o700 });
	});

/** A file that is open, in the form in which the program can take it over. */
interface OpenFile {
	readonly target: WriteStream;
	readonly close: () => void;
}

/** Opens a new file, so that nobody else has it open and no link leads elsewhere. */
const openNew = (path: string): OpenFile =>
	withFileFailure(path, () => {
		rmSync(path, { force: true });
		const fd = openSync(path, 'wx', 0o600);
		return { target: createWriteStream(path, { fd, autoClose: false }), close: () => closeSync(fd) };
	});

/** Opens the files of a program, if its output goes there. */
function openFiles(output: ProgramOutput): readonly [OpenFile, OpenFile] | undefined {
	if ('take' in output) return undefined;
	const stdout = openNew(`${output.path}.out`);
	try {
		return [stdout, openNew(`${output.path}.err`)];
	} catch (error) {
		stdout.close();
		throw error;
	}
}

let isDebugHidden = false;

/** Node would print the environment and the words. */
function hideOnce(): void {
	if (!isDebugHidden) hideNodeDebug();
	isDebugHidden = true;
}

/** What execa says about the end of a program. */
interface EndOfRun {
	readonly signal?: NodeJS.Signals | undefined;
	readonly exitCode?: number | undefined;
	/** The error of the system, if the program did not start. */
	readonly code?: string | undefined;
}

/** @throws Failure `program-not-found`, `program-not-runnable` */
function statusOf(name: string, { signal, exitCode, code = 'unknown error' }: EndOfRun): number {
	if (signal !== undefined) return 128 + constants.signals[signal];
	if (exitCode !== undefined) return exitCode;
	throw startFailure(name, code);
}

async function run(
	running: Running,
	words: readonly string[],
	env: Environment,
	output: ProgramOutput,
): Promise<number> {
	const [file = '', ...args] = asSpawnable(words, env);
	if (env.NODE_DEBUG) hideOnce();
	const files = openFiles(output);
	try {
		const program = execa(file, args, {
			verbose: 'none',
			env,
			extendEnv: false,
			stdin: 'ignore',
			stdout: files?.[0].target ?? 'pipe',
			stderr: files?.[1].target ?? 'pipe',
			buffer: false,
			reject: false,
		});
		if ('take' in output) {
			for (const stream of ['stdout', 'stderr'] satisfies OutputStream[]) {
				program[stream]?.on('data', (part: Uint8Array) => {
					// The next write of the program then fails, as if the reader were its own.
					if (!output.take(stream, part)) program[stream]?.destroy();
				});
			}
		}
		running.add(program);
		return statusOf(words[0] ?? '', await program.finally(() => running.delete(program)));
	} finally {
		for (const { close } of files ?? []) close();
	}
}
