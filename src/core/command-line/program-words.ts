/**
 * Splits the command line of a command that takes more words than it has parameters: that of another program, such as
 * `exec`, or any number of names, such as `serve`.
 */
import type { CommandLineShape, Parameters } from './parameters.ts';

/** A command line in two parts. */
export interface SplitLine {
	/** The words for ssoenv. */
	readonly own: readonly string[];
	/** The words of the other program, or the names behind the first one; empty if there are none. */
	readonly program: readonly string[];
}

/** Options that stand for the profile: with one of them, the first word that is no option is the program. */
const INSTEAD_OF_PROFILE = /^(?:account|role-arn)(?:=|$)/;

/**
 * Splits the words at the first `--`, or if there is none before it, at the second word that is no option: PowerShell
 * takes `--` away. All words of the other program are its own, also `--help` and another `--`.
 * @param words of the command line, behind the name of the command
 */
function splitProgram(words: readonly string[], { options, positionals }: CommandLineShape): SplitLine {
	const start = programStart(words, options, Object.keys(positionals).length);
	return { own: words.slice(0, start), program: words.slice(words[start] === '--' ? start + 1 : start) };
}

/** @param namesLeft how many words that are no options belong to ssoenv */
function programStart(words: readonly string[], options: Parameters, namesLeft: number, at = 0): number {
	const word = words[at];
	if (word === undefined || word === '--') return at;
	const isOption = word.startsWith('-') && word !== '-';
	if (!isOption) return namesLeft === 0 ? at : programStart(words, options, namesLeft - 1, at + 1);
	const option = word.slice(2);
	const left = INSTEAD_OF_PROFILE.test(option) ? 0 : namesLeft;
	return programStart(words, options, left, at + (takesValue(option, options) ? 2 : 1));
}

/** Returns whether the word behind an option is its value. `--region=x` has it in the same word. */
const takesValue = (name: string, options: Parameters): boolean =>
	Object.hasOwn(options, name) && options[name]?.type === 'string';

/** Takes away the names behind the first one. Behind `--` no word is an option. */
function splitNames(words: readonly string[], options: Parameters): SplitLine {
	const own: string[] = [];
	const names: string[] = [];
	let isValue = false;
	let isBehindDashes = false;
	for (const word of words) {
		if (isValue) {
			isValue = false;
			own.push(word);
		} else if (isBehindDashes || word === '-' || !word.startsWith('-')) {
			names.push(word);
		} else {
			isBehindDashes = word === '--';
			isValue = takesValue(word.slice(2), options);
			if (!isBehindDashes) own.push(word);
		}
	}
	// Only behind `--` may the first one look like an option.
	return { own: [...own, ...(isBehindDashes ? ['--'] : []), ...names.slice(0, 1)], program: names.slice(1) };
}

/** Splits a whole command line. For a command that takes no further words, all words are its own. */
export function splitCommandLine(argv: readonly string[], commands: readonly CommandLineShape[]): SplitLine {
	const [name = '', ...words] = argv;
	const command = commands.find((candidate) => candidate.name === name);
	if (command === undefined) return { own: argv, program: [] };
	const takesNames = Object.values(command.positionals).some(({ isList }) => isList === true);
	if (command.program === undefined && !takesNames) return { own: argv, program: [] };
	const { own, program } = takesNames ? splitNames(words, command.options) : splitProgram(words, command);
	return { own: [name, ...own], program };
}
