/** Parses the command line with yargs, by the command table. core/command-line/help.ts prints help. */
import yargs, { type Argv } from 'yargs';
import { type CommandLineShape, type Parameter, takesList } from '../../core/command-line/parameters.ts';
import { failures } from '../../core/failure/failures.ts';
import { nearest } from '../../core/text/nearest.ts';

/** A command to run with its values. */
export interface CommandLine<Command> {
	readonly command: Command;
	readonly values: Readonly<Record<string, unknown>>;
}

const option = ({ type, choices, isValueOptional }: Parameter) => ({
	type,
	requiresArg: type === 'string' && isValueOptional !== true,
	...(choices && { choices }),
});

function declare(parser: Argv, command: CommandLineShape): Argv {
	const { positionals, options } = command;
	for (const [name, parameter] of Object.entries(options)) parser.option(name, option(parameter));
	if (takesList(command)) return parser;
	for (const [name, { choices }] of Object.entries(positionals)) {
		parser.positional(name, { type: 'string', ...(choices && { choices }) });
	}
	return parser.strict();
}

/** Returns the words that are no options. yargs keeps only the last word of a list that it knows of. */
function listOf({ _: words, '--': behind }: Readonly<Record<string, unknown>>): readonly string[] {
	const [plain, rest]: readonly (readonly unknown[])[] = [words, behind].map((some) =>
		Array.isArray(some) ? some : [],
	);
	return [...(plain ?? []).slice(1), ...(rest ?? [])].map(String);
}

/** Returns the value of an option: of one that may be given only once, the last value. */
function optionValue({ type, isList }: Parameter, value: unknown): unknown {
	if (type === 'boolean') return value === true;
	const all: readonly unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
	return isList === true ? all : all.at(-1);
}

/**
 * Returns only the values that the table declares, without yargs' aliases. A boolean flag that was not given is false.
 */
function declared(
	{ positionals, options }: CommandLineShape,
	given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
	const operands = Object.entries(positionals).map(([name, { isList }]) => {
		return [name, isList === true ? listOf(given) : given[name]];
	});
	const flags = Object.entries(options).map(([name, option]) => [name, optionValue(option, given[name])]);
	return Object.fromEntries([...operands, ...flags]);
}

const placeholders = (command: CommandLineShape): string =>
	takesList(command)
		? ''
		: Object.keys(command.positionals)
				.map((name) => ` [${name}]`)
				.join('');

/** Turns a problem of yargs into one line: yargs spreads some over indented lines, and starts them with a capital. */
const oneLine = (problem: string, positionals: readonly string[]): string =>
	`${problem.charAt(0).toLowerCase()}${problem.slice(1)}`
		.trim()
		.replaceAll(/\s*\n\s*/g, ' ')
		.replace(
			/^invalid values: Argument: (\S+), Given: (".*"), Choices: (.*)$/,
			(_, name, ...rest) =>
				`${positionals.includes(name) ? name.toUpperCase() : `--${name}`} is ${rest[0]}, expected one of ${rest[1]}`,
		)
		.replace(/^not enough arguments following: (\S+)$/, '--$1 needs a value');

function createParser(command: CommandLineShape | undefined): Argv {
	const parser = yargs()
		.scriptName('ssoenv')
		.parserConfiguration({
			'dot-notation': false,
			'boolean-negation': false,
			'camel-case-expansion': false,
			'parse-numbers': false,
			'parse-positional-numbers': false,
			'populate--': true,
		})
		.detectLocale(false)
		.version(false)
		.help(false)
		.exitProcess(false)
		.showHelpOnFail(false)
		.fail((problem, error) => {
			// yargs passes its own errors along with the problem. Any other error is a bug.
			if (error && error.name !== 'YError') throw error;
			const names = Object.keys(command?.positionals ?? {});
			throw failures.usage({
				problem: oneLine(problem || error.message, names),
				command: command && typedName(command),
			});
		});
	return command !== undefined && takesList(command) ? parser.strictOptions() : parser.strict();
}

/** Returns the name that the person typed, for hints about help. */
const typedName = ({ name, typedAs }: CommandLineShape): string => typedAs ?? name;

/** Words that yargs reserves and would act on. */
const YARGS_OWN = /^--(\$0|_|get-yargs-completions)(=|$)/;

/** Assigns the words after `--` to the positionals that have no value yet. */
function assignAfterDashes(
	command: CommandLineShape,
	given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
	if (takesList(command)) return given;
	const afterDashes: readonly unknown[] = Array.isArray(given['--']) ? given['--'] : [];
	const free = Object.keys(command.positionals).filter((place) => given[place] === undefined);
	if (afterDashes.length > free.length) {
		throw failures.usage({ problem: `unknown argument: ${afterDashes[free.length]}`, command: typedName(command) });
	}
	return { ...given, ...Object.fromEntries(afterDashes.map((word, at) => [free[at], word])) };
}

/** yargs makes an empty text of the positional `-`. */
function withDash(
	values: Readonly<Record<string, unknown>>,
	{ positionals }: CommandLineShape,
	words: readonly string[],
): Readonly<Record<string, unknown>> {
	if (words.includes('')) return values;
	const dashes = Object.keys(positionals).filter((name) => values[name] === '');
	return { ...values, ...Object.fromEntries(dashes.map((name) => [name, '-'])) };
}

/** Parses a command line. @throws Failure `usage`, `command-not-found` */
export async function parseCommandLine<Command extends CommandLineShape>(
	argv: readonly string[],
	commands: readonly Command[],
): Promise<CommandLine<Command>> {
	// cli.ts prints the help of known commands, so after `help` only an unknown command gets here.
	const [first = '', ...rest] = argv[0] === 'help' ? argv.slice(1) : argv;
	const words = [first, ...rest];
	const named = commands.find(({ name }) => name === first);
	const odd = words.find((word) => YARGS_OWN.test(word));
	if (odd !== undefined) {
		throw failures.usage({ problem: `unknown argument: ${odd}`, command: named && typedName(named) });
	}
	if (named === undefined && !first.startsWith('-')) {
		const names = commands.filter(({ isHidden }) => isHidden !== true).map(({ name }) => name);
		throw failures.commandNotFound({ command: first, nearest: nearest(first, names) });
	}
	let line: CommandLine<Command> | undefined;
	const parser = createParser(named);
	for (const command of commands) {
		const { name } = command;
		parser.command(
			`${name}${placeholders(command)}`,
			false,
			(own) => declare(own, command),
			(given) => {
				const values = declared(command, assignAfterDashes(command, given));
				line = { command, values: withDash(values, command, words) };
			},
		);
	}
	// With a callback yargs prints nothing itself.
	await parser.parse(words, {}, () => undefined);
	if (line !== undefined) return line;
	throw failures.usage({ problem: 'no command was given', command: undefined });
}
