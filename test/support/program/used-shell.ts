/** A bash that has evaluated what `ssoenv use` prints. */
import { PROGRAM } from './built-program.ts';
import { runCommand, type Variables } from './program.ts';

/** Returns the environment of a child of that shell. @throws Error when `use` fails */
export async function variablesAfterUse(profile: string, variables: Variables): Promise<Variables> {
	const words = [...PROGRAM, 'use', profile, '--shell', 'bash'];
	const code = 'eval "$("$@")" && env -0';
	const { stdout, stderr, exitCode } = await runCommand('bash', ['-c', code, 'bash', ...words], variables);
	if (exitCode !== 0) throw new Error(stderr);
	const pairs = stdout.split('\0').map((line) => /^(\w+)=(.*)$/s.exec(line));
	return Object.fromEntries(pairs.flatMap((pair) => (pair === null ? [] : [[pair[1] ?? '', pair[2] ?? '']])));
}
