/** Shows long text through the pager of the person. */
import { execa } from 'execa';
import type { Environment } from '../../core/machine/environment.ts';
import { pagerEnvironment, pagerWords } from '../../core/machine/pager.ts';
import { whyNotRunnable } from '../machine/executable.ts';
import { hideNodeDebug } from '../machine/node-debug.ts';

/** The pager takes these as keys. */
const OF_KEYS = ['SIGINT', 'SIGQUIT'] as const;

/** Does the work while these signals do nothing here. */
async function ignoringKeys<Value>(work: () => Promise<Value>): Promise<Value> {
	const ignore = () => undefined;
	const before = OF_KEYS.map((signal) => [signal, process.listeners(signal)] as const);
	for (const signal of OF_KEYS) process.removeAllListeners(signal).on(signal, ignore);
	try {
		return await work();
	} finally {
		for (const [signal, listeners] of before) {
			process.off(signal, ignore);
			for (const listener of listeners) process.on(signal, listener);
		}
	}
}

/**
 * Shows the text, and resolves when the person has left the pager. Returns false if there is none: then nothing was
 * shown. How a pager ends is not looked at, nor whether it read all of the text.
 */
export async function page(text: string, env: Environment): Promise<boolean> {
	const words = pagerWords(env, (file) => whyNotRunnable(file, env) === undefined);
	const [file, ...args] = words ?? [];
	if (file === undefined) return false;
	// Node would print the environment.
	if (env.NODE_DEBUG) hideNodeDebug();
	const { code } = await ignoringKeys(() =>
		execa(file, args, {
			verbose: 'none',
			env: pagerEnvironment(env),
			extendEnv: false,
			input: text,
			stdout: 'inherit',
			stderr: 'inherit',
			reject: false,
		}),
	);
	return code === undefined || code === 'EPIPE';
}
