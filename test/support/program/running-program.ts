/** The built program while it runs: what it has said so far, and the end of it. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { until } from './until.ts';

export const CLI = fileURLToPath(new URL('../../../dist/cli.cjs', import.meta.url));

interface EndOfProgram {
	readonly exitCode: number | null;
	readonly signal: NodeJS.Signals | null;
	readonly stdout: string;
	readonly stderr: string;
}

export interface RunningProgram {
	readonly pid: number;
	/** Settles with the first match of stderr; rejects when the program ends without one. */
	readonly said: (pattern: RegExp) => Promise<RegExpMatchArray>;
	readonly kill: (signal: NodeJS.Signals) => void;
	readonly ended: Promise<EndOfProgram>;
}

/** Longest life of a program in a test: the last resort against one that hangs. */
const LIFE_MS = 60_000;

/** @param command what to run it with, before its own words: a tracer, for example */
export function startSsoenv(
	args: readonly string[],
	env: Readonly<Record<string, string>>,
	command: readonly string[] = [],
	lifeMs = LIFE_MS,
): RunningProgram {
	const [file = process.execPath, ...words] = [...command, process.execPath, CLI, ...args];
	const child = spawn(file, words, {
		env: { PATH: process.env.PATH ?? '', ...env },
		stdio: ['ignore', 'pipe', 'pipe'],
		timeout: lifeMs,
		killSignal: 'SIGKILL',
	});
	const told = { stdout: '', stderr: '' };
	let isOver = false;
	for (const name of ['stdout', 'stderr'] as const) {
		child[name].setEncoding('utf8').on('data', (text: string) => {
			told[name] += text;
		});
	}
	const ended = new Promise<EndOfProgram>((resolve, reject) => {
		child.once('error', reject).once('close', (exitCode, signal) => {
			isOver = true;
			resolve({ exitCode, signal, ...told });
		});
	});
	return {
		pid: child.pid ?? 0,
		said: (pattern) =>
			until(`${pattern} on stderr`, () => {
				const found = told.stderr.match(pattern);
				if (found === null && isOver) throw new Error(`ended without ${pattern}: ${told.stderr}`);
				return found ?? undefined;
			}),
		kill: (signal) => child.kill(signal),
		ended,
	};
}
