/**
 * Reads the plainest command lines, which are nearly all of them, without a parser: the parser takes longer to load than
 * everything else on the warm path. Whatever is not plain (help, `--name=value`, `--`, repeats, mistakes) is left to it.
 */
import type { CommandLineShape, Parameters } from './parameters.ts';

type Values = Readonly<Record<string, string | boolean | undefined>>;

/** Takes one `--option` and its value off `rest`; false when it is anything but a declared one, used as declared. */
function takeOption(word: string, rest: string[], options: Parameters, values: Map<string, string | boolean>): boolean {
	if (!word.startsWith('--')) return false;
	const name = word.slice(2);
	const option = Object.hasOwn(options, name) ? options[name] : undefined;
	if (option === undefined || values.has(name)) return false;
	const value = option.type === 'boolean' ? true : rest.shift();
	if (value === undefined || (typeof value === 'string' && !isPlainValue(value, option.choices))) return false;
	values.set(name, value);
	return true;
}

const isPlainValue = (value: string, choices: readonly string[] | undefined): boolean =>
	value !== '' && !value.startsWith('-') && (choices === undefined || choices.includes(value));

/** The command and its values, or undefined when the words need the parser. */
export function readPlainWords<Command extends CommandLineShape>(
	argv: readonly string[],
	commands: readonly Command[],
): { readonly command: Command; readonly values: Values } | undefined {
	const [name, ...rest] = argv;
	const command = commands.find((candidate) => candidate.name === name);
	if (command === undefined) return undefined;
	const { positionals, options } = command;
	const places = Object.keys(positionals);
	const values = new Map<string, string | boolean>();
	for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
		if (word.startsWith('-') && word !== '-') {
			if (!takeOption(word, rest, options, values)) return undefined;
			continue;
		}
		const place = places.shift();
		if (place === undefined || !isPlainValue(word, positionals[place]?.choices)) return undefined;
		values.set(place, word);
	}
	return { command, values: complete({ ...positionals, ...options }, values) };
}

/** A value for every parameter: undefined for a text, false for a flag that was not given. */
function complete(parameters: Parameters, values: ReadonlyMap<string, string | boolean>): Values {
	const entries = Object.entries(parameters).map(([name, { type }]) => {
		return [name, values.get(name) ?? (type === 'boolean' ? false : undefined)] as const;
	});
	return Object.fromEntries(entries);
}
