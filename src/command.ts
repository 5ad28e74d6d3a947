/** Defines a command: a row of the command table, and a body that is loaded when the command runs. */

import { type ArgumentsOf, type CommandLineShape, fits, type Parameters } from './core/command-line/parameters.ts';
import { failures } from './core/failure/failures.ts';
import type { Context } from './ports/context.ts';

interface CommandBody<P extends Parameters> {
	/**
	 * Returns the exit status, if it is not 0.
	 * @param words the command line of another program, for a row with `program`
	 */
	readonly run: (args: ArgumentsOf<P>, context: Context, words: readonly string[]) => unknown;
}

interface CommandRow<Positionals extends Parameters, Options extends Parameters> extends CommandLineShape {
	readonly positionals: Positionals;
	readonly options: Options;
	/** True if stdout is for `eval`: then help goes to stderr, and a failure prints code that makes `eval` fail. */
	readonly isEvaluated?: boolean;
	readonly load: () => Promise<CommandBody<Positionals & Options>>;
}

export interface Command extends Omit<CommandRow<Parameters, Parameters>, 'load'> {
	/** Returns the exit status. @param words the command line of another program */
	readonly run: (
		values: Readonly<Record<string, unknown>>,
		context: Context,
		words?: readonly string[],
	) => Promise<number>;
}

/** Makes a command of a row. It does not compile if the body's `run` takes other parameters than the row declares. */
export function defineCommand<const Positionals extends Parameters, const Options extends Parameters>(
	row: CommandRow<Positionals, Options>,
): Command {
	const { load, ...data } = row;
	const parameters = { ...row.positionals, ...row.options };
	return {
		...data,
		run: async (values, context, words = []) => {
			if (!fits(parameters, values)) {
				throw failures.usage({ problem: 'the arguments do not fit the command', command: row.name });
			}
			const body = await load();
			const status = await body.run(values, context, words);
			return typeof status === 'number' ? status : 0;
		},
	};
}
