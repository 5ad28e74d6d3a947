/** Splits the command line of a command that takes that of another program, such as `exec`. */
import { type CommandLineShape, type Parameters, takesList } from './parameters.ts';

/** A command line in two parts. */
export interface SplitLine {
	/** The words for ssoenv. */
	readonly own: readonly string[];
	/** The words of the other program; empty if there is none. */
	readonly program: readonly string[];
}

/** Options that stand for the profile: with one of them, the first word that is no option is the program. */
const INSTEAD_OF_PROFILE = /^(?:account|role-arn)(?:=|$)/;

/**
 * Splits the words at the first `--`, or if there is none before it, at the second word that is no option: PowerShell
 * takes `--` away. A command that takes a list needs the `--`. All words of the other program are its own, also `--help`
 * and another `--`.
 * @param words of the command line, behind the name of the command
 */
function splitProgram(words: readonly string[], command: CommandLineShape): SplitLine {
	const { options, positionals } = command;
	const names = takesList(command) ? Number.POSITIVE_INFINITY : Object.keys(positionals).length;
	const start = programStart(words, options, names, !takesList(command));
	return { own: words.slice(0, start), program: words.slice(words[start] === '--' ? start + 1 : start) };
}

/**
 * @param namesLeft how many words that are no options belong to ssoenv
 * @param areInstead whether an option may stand for these words
 */
function programStart(
	words: readonly string[],
	options: Parameters,
	namesLeft: number,
	areInstead: boolean,
	at = 0,
): number {
	const word = words[at];
	if (word === undefined || word === '--') return at;
	const isOption = word.startsWith('-') && word !== '-';
	if (!isOption) return namesLeft === 0 ? at : programStart(words, options, namesLeft - 1, areInstead, at + 1);
	const option = word.slice(2);
	const left = areInstead && INSTEAD_OF_PROFILE.test(option) ? 0 : namesLeft;
	return programStart(words, options, left, areInstead, at + (takesValue(option, options) ? 2 : 1));
}

/** Returns whether the word behind an option is its value. `--region=x` has it in the same word. */
const takesValue = (name: string, options: Parameters): boolean =>
	Object.hasOwn(options, name) && options[name]?.type === 'string';

/** Splits a whole command line. For a command that takes no other program, all words are its own. */
export function splitCommandLine(argv: readonly string[], commands: readonly CommandLineShape[]): SplitLine {
	const [name = '', ...words] = argv;
	const command = commands.find((candidate) => candidate.name === name);
	if (command?.program === undefined) return { own: argv, program: [] };
	const { own, program } = splitProgram(words, command);
	return { own: [name, ...own], program };
}
