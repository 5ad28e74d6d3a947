/**
 * Reads plain command lines, which are nearly all of them, without yargs: with it a warm `use` takes 98 ms more of CPU
 * time, 3.6 times as long. Other command lines (help, lists of names, `--name=value`, repeated options, mistakes) are left to yargs.
 */
import { type CommandLineShape, type Parameters, takesList } from './parameters.ts';

type Value = string | boolean | readonly string[];

type Values = Readonly<Record<string, Value | undefined>>;

/**
 * Reads one `--option`, and takes its value off `rest`. Returns false if it is not a declared option or is not used as
 * declared.
 */
function takeOption(word: string, rest: string[], options: Parameters, values: Map<string, Value>): boolean {
	if (!word.startsWith('--')) return false;
	const name = word.slice(2);
	const option = Object.hasOwn(options, name) ? options[name] : undefined;
	const earlier = values.get(name) ?? [];
	// Only an option that may be given several times has a list.
	if (option === undefined || typeof earlier !== 'object') return false;
	const value = option.type === 'boolean' ? true : rest.shift();
	if (value === undefined || (typeof value === 'string' && !isPlainValue(value, option.choices))) return false;
	values.set(name, option.isList === true ? [...earlier, String(value)] : value);
	return true;
}

const isPlainValue = (value: string, choices: readonly string[] | undefined): boolean =>
	!value.startsWith('-') && isChoice(value, choices);

const isChoice = (value: string, choices: readonly string[] | undefined): boolean =>
	value !== '' && (choices === undefined || choices.includes(value));

/** Splits words at the first `--`, behind which no word is an option. */
function splitAtDashes(words: readonly string[]): readonly [before: string[], behind: readonly string[]] {
	const at = words.indexOf('--');
	return at < 0 ? [[...words], []] : [words.slice(0, at), words.slice(at + 1)];
}

/** Returns the command and its values, or undefined if the command line needs yargs. */
export function readPlainWords<Command extends CommandLineShape>(
	argv: readonly string[],
	commands: readonly Command[],
): { readonly command: Command; readonly values: Values } | undefined {
	const [name, ...words] = argv;
	const command = commands.find((candidate) => candidate.name === name);
	if (command === undefined || takesList(command)) return undefined;
	const { positionals, options } = command;
	const positionalNames = Object.keys(positionals);
	const values = new Map<string, Value>();
	const takePositional = (word: string, isFit: typeof isChoice): boolean => {
		const positional = positionalNames.shift();
		if (positional === undefined || !isFit(word, positionals[positional]?.choices)) return false;
		values.set(positional, word);
		return true;
	};
	const [rest, behind] = splitAtDashes(words);
	for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
		const isOption = word.startsWith('-') && word !== '-';
		if (!(isOption ? takeOption(word, rest, options, values) : takePositional(word, isPlainValue))) return undefined;
	}
	if (!behind.every((word) => takePositional(word, isChoice))) return undefined;
	return { command, values: withDefaults({ ...positionals, ...options }, values) };
}

/** Returns a value for every parameter: if it was not given, undefined for a string, and false for a flag. */
function withDefaults(parameters: Parameters, values: ReadonlyMap<string, Value>): Values {
	const entries = Object.entries(parameters).map(([name, { type, isList }]) => {
		return [name, values.get(name) ?? (isList === true ? [] : type === 'boolean' ? false : undefined)] as const;
	});
	return Object.fromEntries(entries);
}
