/** What the words of a command line may be: data that help, parsing and documents are made from. */

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
export type ArgumentsOf<P extends Parameters> = { readonly [Name in keyof P]: ValueOf<P[Name]> };

/** What a parser has to know of a command. */
export interface CommandLineShape {
	readonly name: string;
	readonly summary: string;
	/** In the order of the command line; all may be left out. */
	readonly positionals: Parameters;
	readonly options: Parameters;
	/** Command lines with what they do. */
	readonly examples: readonly (readonly [string, string])[];
}

/** True when `values` are arguments for the parameters, as a parser should have left them. */
export function fits<P extends Parameters>(parameters: P, values: object): values is ArgumentsOf<P> {
	const given = new Map<string, unknown>(Object.entries(values));
	return Object.entries(parameters).every(([name, { type, choices }]) => {
		const value = given.get(name);
		if (type === 'boolean') return typeof value === 'boolean';
		if (value === undefined) return true;
		return typeof value === 'string' && (choices === undefined || choices.includes(value));
	});
}
