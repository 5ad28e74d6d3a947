/** Types of the command table, from which parsing, help, documents and completions are derived. */

export interface Parameter {
	readonly type: 'string' | 'boolean';
	readonly describe: string;
	/** Placeholder for the value in help, in capitals; by default the name of the parameter. */
	readonly value?: string;
	readonly choices?: readonly string[];
	/** True for an option that also stands without a value, which is then empty. */
	readonly isValueOptional?: boolean;
	/** Description of the default. */
	readonly default?: string;
	/** True for a positional that the command requires. */
	readonly isRequired?: boolean;
	/**
	 * True for an option that may be given several times, and for a positional that takes any number of words: the command
	 * line of another program then begins only at `--`.
	 */
	readonly isList?: boolean;
	/** True if help and completions omit it. */
	readonly isHidden?: boolean;
}

export type Parameters = Readonly<Record<string, Parameter>>;

type ValueOf<P extends Parameter> = P extends { readonly choices: readonly (infer Choice)[] }
	? Choice | undefined
	: P extends { readonly type: 'boolean' }
		? boolean
		: P extends { readonly isList: true }
			? readonly string[]
			: string | undefined;

/** The arguments of a command, parsed, with the types that its parameters declare. */
export type ArgumentsOf<P extends Parameters> = { readonly [Name in keyof P]: ValueOf<P[Name]> };

export type CommandGroup = 'daily' | 'sign-in' | 'set-up' | 'scripts';

/** The part of a command that parsing and help need. */
export interface CommandLineShape {
	readonly name: string;
	readonly group: CommandGroup;
	readonly summary: string;
	/** Text that help shows below the summary. */
	readonly details?: string;
	/** In the order of the command line. */
	readonly positionals: Parameters;
	/** For a command that takes the command line of another program: how help shows it, such as `COMMAND [ARG...]`. */
	readonly program?: string;
	readonly options: Parameters;
	/** Command lines, each with its meaning. */
	readonly examples: readonly (readonly [string, string])[];
	/** True if help and completions omit it, because only other programs run it. */
	readonly isHidden?: boolean;
	/** The command that the person typed if a program runs this one: errors point to the help of that command. */
	readonly typedAs?: string;
}

/** The commands, and the titles of their groups in the order of help. */
export interface CommandTable<Command extends CommandLineShape = CommandLineShape> {
	readonly commands: readonly Command[];
	readonly groups: Readonly<Record<CommandGroup, string>>;
}

/** Returns true for a command that takes any number of names. */
export const takesList = ({ positionals }: Pick<CommandLineShape, 'positionals'>): boolean =>
	Object.values(positionals).some(({ isList }) => isList === true);

/** Returns true if `values` are arguments for these parameters: checks the result of a parser. */
export function fits<P extends Parameters>(parameters: P, values: object): values is ArgumentsOf<P> {
	const valuesByName = new Map<string, unknown>(Object.entries(values));
	return Object.entries(parameters).every(([name, { type, choices, isList }]) => {
		const value = valuesByName.get(name);
		if (isList === true) return Array.isArray(value);
		if (type === 'boolean') return typeof value === 'boolean';
		if (value === undefined) return true;
		return typeof value === 'string' && (choices === undefined || choices.includes(value));
	});
}
