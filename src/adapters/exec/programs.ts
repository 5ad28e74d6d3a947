/** Runs another program in the place of ssoenv: by replacing this process where Node can, else as a child. */
import { execFailures } from '../../core/failure/exec-failures.ts';
import type { Environment } from '../../core/machine/environment.ts';
import type { Programs } from '../../ports/programs.ts';
import type { CachePlace } from '../files/private-file.ts';
import { whyNotRunnable } from '../machine/executable.ts';
import { ownCommand } from '../machine/runtime.ts';
import { systemErrorCode } from '../machine/system-error.ts';
import { runChild } from './child.ts';
import { asSpawnable } from './raw-bytes.ts';
import { runFolder } from './run-folder.ts';
import { startFailure } from './start-failure.ts';

/** @throws Failure `program-not-found`, `program-not-runnable` */
function check(name: string, env: Environment): void {
	const why = whyNotRunnable(name, env);
	if (why === undefined) return;
	throw why === 'is not found'
		? execFailures.programNotFound({ name })
		: execFailures.programNotRunnable({ name, why });
}

/** Node ignores these signals, and a program that replaces it would too. Those that Node listens to become as usual. */
const IGNORED_BY_NODE = ['SIGPIPE', 'SIGXFSZ'] as const;

/** Is on every system that Node runs on, but for Windows. */
const ENV = '/usr/bin/env';

/**
 * Replaces this process by a program, if Node can: since 22.15 and 23.11. Returns if it cannot. If the program cannot be
 * run, Node would crash with a message of its own, so `env` runs it, which replaces itself in turn.
 */
function replaceProcess([name = '', ...args]: readonly string[], env: Environment): void {
	const execve: unknown = Reflect.get(process, 'execve');
	// `env` takes such a word for a variable.
	if (typeof execve !== 'function' || name.includes('=') || whyNotRunnable(ENV, env) !== undefined) return;
	for (const signal of IGNORED_BY_NODE) process.on(signal, () => undefined);
	Reflect.apply(execve, process, [ENV, ['env', '--', name, ...args], env]);
}

/** @throws Failure `words-undecodable`, `program-not-runnable` */
async function runInstead(words: readonly string[], env: Environment, afterwards?: () => void): Promise<number> {
	const [name = ''] = words;
	const program = asSpawnable(words, env);
	if (afterwards === undefined) replaceProcess(program, env);
	try {
		return await runChild(program, env, afterwards);
	} catch (error) {
		throw startFailure(name, systemErrorCode(error)) ?? error;
	}
}

/**
 * Returns the port.
 * @param cache the folder of ssoenv's caches
 */
export const programs = (cache: string, place: CachePlace): Programs => ({
	check,
	runInstead,
	runBeside: async (work) => (await import('./program-group.ts')).runBeside(work),
	runFolder: () => runFolder(cache, place),
	ssoenv: ownCommand,
});
