/** What a command is: a row of data that help, parsing, documents and completion are made from, and a body loaded when run. */
import type { Context } from '../ports.ts';

export interface Parameter {
	readonly type: 'string' | 'boolean';
	readonly describe: string;
	readonly choices?: readonly string[];
}

export type Parameters = Readonly<Record<string, Parameter>>;

type ValueOf<P extends Parameter> = P extends { readonly choices: readonly (infer Choice)[] }
	? Choice | undefined
	: P extends { readonly type: 'boolean' }
		? boolean
		: string | undefined;

/** The parsed words of a command line, as the body of the command gets them. */
type ArgumentsOf<P extends Parameters> = { readonly [Name in keyof P]: ValueOf<P[Name]> };

interface CommandBody<P extends Parameters> {
	readonly run: (args: ArgumentsOf<P>, context: Context) => Promise<void> | void;
}

interface CommandRow<Positionals extends Parameters, Options extends Parameters> {
	readonly name: string;
	readonly summary: string;
	/** In the order of the command line; all may be left out. */
	readonly positionals: Positionals;
	readonly options: Options;
	/** Command lines with what they do. */
	readonly examples: readonly (readonly [string, string])[];
	/** True when stdout is for `eval`: then help goes to stderr, and a failure prints code that makes `eval` fail. */
	readonly isEvaluated: boolean;
	readonly load: () => Promise<CommandBody<Positionals & Options>>;
}

export interface Command extends Omit<CommandRow<Parameters, Parameters>, 'load'> {
	readonly run: (values: Readonly<Record<string, unknown>>, context: Context) => Promise<void>;
}

function fits<P extends Parameters>(parameters: P, values: object): values is ArgumentsOf<P> {
	const given = new Map<string, unknown>(Object.entries(values));
	return Object.entries(parameters).every(([name, { type, choices }]) => {
		const value = given.get(name);
		if (type === 'boolean') return typeof value === 'boolean';
		if (value === undefined) return true;
		return typeof value === 'string' && (choices === undefined || choices.includes(value));
	});
}

/** Ties the parameters of a row to those of the body's `run`: the two disagreeing is a compile error. */
export function defineCommand<const Positionals extends Parameters, const Options extends Parameters>(
	row: CommandRow<Positionals, Options>,
): Command {
	const { load, ...data } = row;
	const parameters = { ...row.positionals, ...row.options };
	return {
		...data,
		run: async (values, context) => {
			if (!fits(parameters, values)) throw new TypeError(`the parser let unfit arguments of ${row.name} through`);
			const body = await load();
			await body.run(values, context);
		},
	};
}
