/** Runs the built program as people run it, in an environment without the machine's own AWS settings. */
import { execa } from 'execa';
import { PROGRAM } from './built-program.ts';

export type Variables = Readonly<Record<string, string>>;

export interface Ended {
	readonly stdout: string;
	readonly stderr: string;
	readonly exitCode: number | undefined;
}

/**
 * Runs a command with only PATH and `variables` in its environment; a command that fails also resolves.
 * @param input for stdin, and then the command has no terminal that it could ask instead; by default stdin is empty
 * @param limitMs how long it may take
 */
export async function runCommand(
	file: string,
	args: readonly string[],
	variables: Variables,
	input?: string,
	limitMs = 60_000,
): Promise<Ended> {
	const env = { PATH: process.env.PATH ?? '', ...variables };
	const { stdout, stderr, exitCode } = await execa(file, args, {
		env,
		extendEnv: false,
		reject: false,
		stripFinalNewline: false,
		// A process that leads a session of its own has no terminal.
		...(input === undefined ? ({ stdin: 'ignore' } as const) : { input, detached: true }),
		timeout: limitMs,
	});
	return { stdout, stderr, exitCode };
}

export const runSsoenv = (args: readonly string[], variables: Variables, input?: string): Promise<Ended> =>
	runCommand(PROGRAM[0], [...PROGRAM.slice(1), ...args], variables, input);
