/** What a program does to files and processes, as strace sees it. */
import { readFileSync, rmSync } from 'node:fs';
import type { Home } from '../files/home.ts';
import { runCommand, type Variables } from './program.ts';

export interface Traced {
	/** Files and folders of the home that it asked the system about, by their path in it, sorted. */
	readonly touched: readonly string[];
	/** How often it read the names in a folder, wherever. */
	readonly listings: number;
	/** How many processes there were beside its own. */
	readonly processes: number;
}

/** Undefined where nothing may be traced. */
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

/** @param text one call a line; of a call that was interrupted by another thread the first half holds all words */
function findings(text: string, home: string): Traced {
	const lines = text.split('\n');
	const paths = lines.flatMap((line) => [...line.matchAll(/"(\/[^"]*)"/g)].map(([, path]) => path ?? ''));
	const inside = paths.filter((path) => path.startsWith(`${home}/`)).map((path) => path.slice(home.length + 1));
	const begun = (call: RegExp) => lines.filter((line) => call.test(line)).length;
	// Threads are no processes. The first program is the one that is traced.
	const children = lines.filter((line) => /\b(?:clone3?|v?fork)\(/.test(line) && !line.includes('CLONE_THREAD')).length;
	return {
		touched: [...new Set(inside)].sort(),
		listings: begun(/\bgetdents(?:64)?\(/),
		processes: Math.max(children, begun(/\bexecve(?:at)?\(.* = 0$/) - 1),
	};
}
