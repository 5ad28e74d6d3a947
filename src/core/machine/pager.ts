/** Finds the program that shows long text a screen at a time, as git and the AWS CLI find theirs. */
import { commandWords, type IsProgram } from './browser-commands.ts';
import type { Environment } from './environment.ts';

/** The first that is set decides, even if it is empty. */
const VARIABLES = ['SSOENV_PAGER', 'AWS_PAGER', 'PAGER'] as const;

/** Leave if all fits on the screen, pass on control sequences, and leave the text on the screen: as git and the AWS CLI. */
const LESS = 'FRX';

/**
 * Returns the words of the pager, which are run without a shell. Undefined if the person wants none or has none, if nobody
 * is there to leave it, and on a terminal on which `less` would first complain and wait.
 * @param isProgram tells whether a word names a program
 */
export function pagerWords(env: Environment, isProgram: IsProgram): readonly string[] | undefined {
	if (env.CI || env.TERM === 'dumb') return undefined;
	const name = VARIABLES.find((variable) => env[variable] !== undefined);
	const command = name === undefined ? 'less' : env[name]?.trim();
	if (command === undefined || command === '') return undefined;
	const words = commandWords(command, isProgram);
	return isProgram(words[0] ?? '') ? words : undefined;
}

/** Returns the environment of the pager: `less` gets its usual options, unless the person has chosen others. */
export const pagerEnvironment = (env: Environment): Environment => ({ ...env, LESS: env.LESS ?? LESS });
