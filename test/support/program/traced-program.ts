/** Runs a program under strace and reports which files and processes it used. */
import { readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Home } from '../files/home.ts';
import { CLI } from './built-program.ts';
import { runCommand, type Variables } from './program.ts';

export interface Traced {
	/** Files and folders of the home that appear in its system calls, as sorted paths relative to the home. */
	readonly touched: readonly string[];
	/** Scripts of the built program that it looked at, sorted, without their folder. */
	readonly parts: readonly string[];
	/** How often it listed a folder, anywhere. */
	readonly listings: number;
	/** How many processes it started. */
	readonly processes: number;
}

/** Returns the tracer's name, or undefined if tracing is not possible here. */
export const tracer = async (): Promise<string | undefined> =>
	(await runCommand('strace', ['-qq', '-o', '/dev/null', 'true'], {})).exitCode === 0 ? 'strace' : undefined;

/** @throws Error when the program fails */
export async function trace(words: readonly string[], home: Home, variables: Variables): Promise<Traced> {
	const file = home.file('trace');
	const calls = 'trace=%file,%process,?getdents,?getdents64';
	const { exitCode, stderr } = await runCommand(
		'strace',
		['-f', '-qq', '-s', '4096', '-e', calls, '-o', file, ...words],
		{
			...variables,
			HOME: home.path,
		},
	);
	if (exitCode !== 0) throw new Error(`exit status ${exitCode}: ${stderr}`);
	const text = readFileSync(file, 'utf8');
	rmSync(file);
	return findings(text, home.path);
}

/** @param text one system call per line; if another thread interrupted a call, its first half holds all arguments */
function findings(text: string, home: string): Traced {
	const lines = text.split('\n');
	const paths = lines.flatMap((line) => [...line.matchAll(/"(\/[^"]*)"/g)].map(([, path]) => path ?? ''));
	const inside = (folder: string) =>
		[...new Set(paths.filter((path) => path.startsWith(`${folder}/`)))]
			.map((path) => path.slice(folder.length + 1))
			.sort();
	const countOf = (call: RegExp) => lines.filter((line) => call.test(line)).length;
	// Threads do not count, nor does the first execve, which is the traced program's own.
	const children = lines.filter((line) => /\b(?:clone3?|v?fork)\(/.test(line) && !line.includes('CLONE_THREAD')).length;
	return {
		touched: inside(home),
		parts: inside(dirname(CLI)).filter((name) => /\.c?js$/.test(name)),
		listings: countOf(/\bgetdents(?:64)?\(/),
		processes: Math.max(children, countOf(/\bexecve(?:at)?\(.* = 0$/) - 1),
	};
}
