/** Starts the built program and watches its output while it runs. */
import { spawn } from 'node:child_process';
import { PROGRAM } from './built-program.ts';
import { until } from './until.ts';

interface EndOfProgram {
	readonly exitCode: number | null;
	readonly signal: NodeJS.Signals | null;
	readonly stdout: string;
	readonly stderr: string;
}

export interface RunningProgram {
	readonly pid: number;
	/** Resolves with the first match in stderr; rejects if the program ends without one. */
	readonly said: (pattern: RegExp) => Promise<RegExpMatchArray>;
	/** The same for stdout. */
	readonly printed: (pattern: RegExp) => Promise<RegExpMatchArray>;
	readonly kill: (signal: NodeJS.Signals) => void;
	readonly ended: Promise<EndOfProgram>;
}

/** Kills a program that hangs: the longest that a test lets it run. */
const LIFE_MS = 60_000;

/** @param command a program to run it under, such as a tracer */
export function startSsoenv(
	args: readonly string[],
	env: Readonly<Record<string, string>>,
	command: readonly string[] = [],
	lifeMs = LIFE_MS,
): RunningProgram {
	const [file = '', ...words] = [...command, ...PROGRAM, ...args];
	const child = spawn(file, words, {
		env: { PATH: process.env.PATH ?? '', ...env },
		stdio: ['ignore', 'pipe', 'pipe'],
		timeout: lifeMs,
		killSignal: 'SIGKILL',
	});
	const output = { stdout: '', stderr: '' };
	let isOver = false;
	for (const name of ['stdout', 'stderr'] as const) {
		child[name].setEncoding('utf8').on('data', (text: string) => {
			output[name] += text;
		});
	}
	const ended = new Promise<EndOfProgram>((resolve, reject) => {
		child.once('error', reject).once('close', (exitCode, signal) => {
			isOver = true;
			resolve({ exitCode, signal, ...output });
		});
	});
	const matchIn = (name: keyof typeof output, pattern: RegExp) =>
		until(`${pattern} on ${name}`, () => {
			const match = output[name].match(pattern);
			if (match === null && isOver) throw new Error(`ended without ${pattern}: ${output.stderr}`);
			return match ?? undefined;
		});
	return {
		pid: child.pid ?? 0,
		said: (pattern) => matchIn('stderr', pattern),
		printed: (pattern) => matchIn('stdout', pattern),
		kill: (signal) => child.kill(signal),
		ended,
	};
}
