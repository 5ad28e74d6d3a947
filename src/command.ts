/** Defines a command: a row of the command table, and a body that is loaded when the command runs. */

import { type ArgumentsOf, type CommandLineShape, fits, type Parameters } from './core/command-line/parameters.ts';
import { failures } from './core/failure/failures.ts';
import type { Context } from './ports/context.ts';

interface CommandBody<P extends Parameters> {
	readonly run: (args: ArgumentsOf<P>, context: Context) => Promise<void> | void;
}

interface CommandRow<Positionals extends Parameters, Options extends Parameters> extends CommandLineShape {
	readonly positionals: Positionals;
	readonly options: Options;
	/** True if stdout is for `eval`: then help goes to stderr, and a failure prints code that makes `eval` fail. */
	readonly isEvaluated?: boolean;
	readonly load: () => Promise<CommandBody<Positionals & Options>>;
}

export interface Command extends Omit<CommandRow<Parameters, Parameters>, 'load'> {
	readonly run: (values: Readonly<Record<string, unknown>>, context: Context) => Promise<void>;
}

/** Makes a command of a row. It does not compile if the body's `run` takes other parameters than the row declares. */
export function defineCommand<const Positionals extends Parameters, const Options extends Parameters>(
	row: CommandRow<Positionals, Options>,
): Command {
	const { load, ...data } = row;
	const parameters = { ...row.positionals, ...row.options };
	return {
		...data,
		run: async (values, context) => {
			if (!fits(parameters, values)) {
				throw failures.usage({ problem: 'the arguments do not fit the command', command: row.name });
			}
			const body = await load();
			await body.run(values, context);
		},
	};
}
