/** Runs the built program as people run it, in an environment without the machine's own AWS settings. */
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

export const CLI = fileURLToPath(new URL('../../../dist/cli.cjs', import.meta.url));

export type Variables = Readonly<Record<string, string>>;

export interface Ended {
	readonly stdout: string;
	readonly stderr: string;
	readonly exitCode: number | undefined;
}

/** Runs a command with only PATH and `variables` in its environment; a command that fails also resolves. */
export async function runCommand(file: string, args: readonly string[], variables: Variables): Promise<Ended> {
	const env = { PATH: process.env.PATH ?? '', ...variables };
	const { stdout, stderr, exitCode } = await execa(file, args, {
		env,
		extendEnv: false,
		reject: false,
		stripFinalNewline: false,
		stdin: 'ignore',
		timeout: 60_000,
	});
	return { stdout, stderr, exitCode };
}

export const runSsoenv = (args: readonly string[], variables: Variables): Promise<Ended> =>
	runCommand(process.execPath, [CLI, ...args], variables);
