/** Words of a command line, parsed by yargs as the command table says; help and its layout come from there too. */
import yargs, { type Argv } from 'yargs';
import type { CommandLineShape, Parameter, Parameters } from '../../core/command-line/parameters.ts';
import { failures } from '../../core/failure/failures.ts';
import { nearest } from '../../core/text/nearest.ts';

/** A command to run with its values, or a text (help, version) to show in place of running one. */
export type CommandLine<Command> =
	| { readonly kind: 'run'; readonly command: Command; readonly values: Readonly<Record<string, unknown>> }
	| { readonly kind: 'show'; readonly text: string };

const option = ({ type, describe, choices }: Parameter) => ({
	type,
	describe,
	requiresArg: type === 'string',
	...(choices && { choices }),
});

function declare(parser: Argv, { positionals, options, examples }: CommandLineShape): Argv {
	for (const [name, { describe, choices }] of Object.entries(positionals)) {
		parser.positional(name, { type: 'string', describe, ...(choices && { choices }) });
	}
	for (const [name, parameter] of Object.entries(options)) parser.option(name, option(parameter));
	for (const [line, explanation] of examples) parser.example(line, explanation);
	return parser.strict();
}

/** Only what the table declares, without the aliases and extras of yargs; a flag that was not given is false. */
function declared(parameters: Parameters, given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
	const values = Object.entries(parameters).map(([name, { type }]) => {
		return [name, type === 'boolean' ? given[name] === true : given[name]];
	});
	return Object.fromEntries(values);
}

const words = (positionals: Parameters): string =>
	Object.keys(positionals)
		.map((name) => ` [${name}]`)
		.join('');

/** yargs spreads some problems over indented lines and starts them with a capital. */
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

function createParser(version: string, command: CommandLineShape | undefined): Argv {
	return yargs()
		.scriptName('ssoenv')
		.usage('$0 COMMAND\n\nPuts AWS IAM Identity Center (SSO) role credentials into the shell you are in.')
		.parserConfiguration({
			'dot-notation': false,
			'duplicate-arguments-array': false,
			'boolean-negation': false,
			'camel-case-expansion': false,
			'parse-numbers': false,
			'populate--': true,
		})
		.detectLocale(false)
		.version(version)
		.help()
		.alias('h', 'help')
		.exitProcess(false)
		.showHelpOnFail(false)
		.strict()
		.fail((problem, error) => {
			// yargs hands its own errors over beside the problem; any other is a bug of ours.
			if (error && error.name !== 'YError') throw error;
			const places = Object.keys(command?.positionals ?? {});
			throw failures.usage({ problem: oneLine(problem || error.message, places), command: command?.name });
		});
}

/** Words that yargs keeps for itself and would act on. */
const YARGS_OWN = /^--(\$0|_|get-yargs-completions)(=|$)/;

/** The words behind `--` take the places that are still free. */
function fillPlaces(
	{ name, positionals }: CommandLineShape,
	given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
	const behind: readonly unknown[] = Array.isArray(given['--']) ? given['--'] : [];
	const free = Object.keys(positionals).filter((place) => given[place] === undefined);
	if (behind.length > free.length) {
		throw failures.usage({ problem: `unknown argument: ${behind[free.length]}`, command: name });
	}
	return { ...given, ...Object.fromEntries(behind.map((word, at) => [free[at], word])) };
}

/** @throws Failure `usage`, `command-not-found` */
export async function parseCommandLine<Command extends CommandLineShape>(
	argv: readonly string[],
	commands: readonly Command[],
	version: string,
): Promise<CommandLine<Command>> {
	const names = commands.map(({ name }) => name);
	const [first, ...rest] = argv;
	if (first === undefined) return parseCommandLine(['--help'], commands, version);
	if (first === 'help') return parseCommandLine([...rest, '--help'], commands, version);
	const named = commands.find(({ name }) => name === first);
	const isCommand = named !== undefined;
	const odd = argv.find((word) => YARGS_OWN.test(word));
	if (odd !== undefined)
		throw failures.usage({ problem: `unknown argument: ${odd}`, command: isCommand ? first : undefined });
	if (!isCommand && !first.startsWith('-')) {
		throw failures.commandNotFound({ command: first, nearest: nearest(first, names) });
	}
	let line: CommandLine<Command> | undefined;
	const parser = createParser(version, named);
	for (const command of commands) {
		const { name, positionals, options, summary } = command;
		parser.command(
			`${name}${words(positionals)}`,
			summary,
			(own) => declare(own, command),
			(given) => {
				const values = declared({ ...positionals, ...options }, fillPlaces(command, given));
				line = { kind: 'run', command, values };
			},
		);
	}
	let text = '';
	await parser.parse([...argv], {}, (_error: unknown, _given: unknown, output: string) => {
		text = output;
	});
	if (text !== '') return { kind: 'show', text: `${text}\n` };
	if (line !== undefined) return line;
	throw failures.usage({ problem: 'no command is named', command: undefined });
}
