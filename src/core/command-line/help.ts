/**
 * Renders help from the command table, for the width of the terminal, and detects command lines that ask for help or
 * the version.
 */
import { exitStatuses } from '../failure/exit-statuses.ts';
import { wrapWords } from '../text/columns.ts';
import {
	type Entry,
	HELP_OPTION,
	optionEntries,
	PURPOSE,
	positionalEntries,
	synopsis,
	VERSION_OPTION,
	visibleGroups,
} from './command-text.ts';
import type { CommandLineShape, CommandTable } from './parameters.ts';

/** What a command line asks to see: the version, the overview, or the help of a command. */
export type HelpTopic<Command> = 'version' | 'overview' | Command;

/**
 * Returns what a command line asks to see; undefined if it does not ask for help or the version, or if there is no such
 * command.
 */
export function helpTopic<Command extends CommandLineShape>(
	argv: readonly string[],
	commands: readonly Command[],
): HelpTopic<Command> | undefined {
	const words =
		argv[0] === 'help' ? [...argv.slice(1), '--help'] : argv.length === 0 ? ['--help'] : optionsAndNames(argv);
	const [first] = words;
	const named = commands.find(({ name }) => name === first);
	if (first === undefined || (named === undefined && first !== 'help' && !first.startsWith('-'))) return undefined;
	if (words.some((word) => word === '--help' || word === '-h')) {
		return named ?? commands.find(({ name }) => words.includes(name)) ?? 'overview';
	}
	return words.includes('--version') ? 'version' : undefined;
}

/** Returns the words before `--`: the words after it are never options. */
const optionsAndNames = (argv: readonly string[]): readonly string[] => {
	const end = argv.indexOf('--');
	return end < 0 ? argv : argv.slice(0, end);
};

/** The screen that shows the help. */
interface Screen {
	readonly columns: number;
	/** Returns the columns that a text takes. */
	readonly widthOf: (text: string) => number;
}

const WIDEST = 100;
/** On a screen with fewer columns, meanings go below their terms. */
const NARROWEST_FOR_TWO_COLUMNS = 50;
const INDENT = 2;
const GAP = 2;

export function helpText(
	topic: 'overview' | CommandLineShape,
	table: CommandTable,
	{ columns, widthOf }: Screen,
): string {
	const screen = { columns: Math.min(columns, WIDEST), widthOf };
	const sections = topic === 'overview' ? overview(table, screen) : commandHelp(topic, screen);
	return sections
		.filter((lines) => lines.length > 0)
		.map((lines) => `${lines.join('\n')}\n`)
		.join('\n');
}

type Section = readonly string[];

function overview(table: CommandTable, screen: Screen): readonly Section[] {
	const groups = visibleGroups(table).map(({ title, commands }) => ({
		title,
		entries: commands.map(({ name, summary }): Entry => [name, summary]),
	}));
	const options = [HELP_OPTION, VERSION_OPTION];
	const widest = termWidth([...groups.flatMap(({ entries }) => entries), ...options], screen);
	const statuses = Object.entries(exitStatuses).map(([status, meaning]) => `${status} ${meaning}`);
	return [
		paragraph(PURPOSE, screen),
		['usage: ssoenv COMMAND [OPTIONS]'],
		...groups.map(({ title, entries }) => section(title, entries, screen, widest)),
		section('options', options, screen, widest),
		paragraph(`exit status: ${statuses.join('; ')}`, screen),
		section(
			'more',
			[
				['ssoenv help COMMAND', 'show the options and examples of a command'],
				['man ssoenv', 'show the manual, with all settings and files'],
			],
			screen,
		),
	];
}

function commandHelp(command: CommandLineShape, screen: Screen): readonly Section[] {
	const { summary, details, examples } = command;
	const positionals = positionalEntries(command);
	const options = [...optionEntries(command), HELP_OPTION];
	const widest = termWidth([...positionals, ...options], screen);
	return [
		paragraph(summary, screen),
		[`usage: ${synopsis(command)}`],
		details === undefined ? [] : paragraph(details, screen),
		section('arguments', positionals, screen, widest),
		section('options', options, screen, widest),
		section('examples', examples, screen),
	];
}

const paragraph = (text: string, { columns, widthOf }: Screen): Section => wrapWords(text, columns, widthOf);

/** Returns the width of the widest term that leaves room for the meanings. Wider terms get a line of their own. */
function termWidth(entries: readonly Entry[], { columns, widthOf }: Screen): number {
	const most = Math.floor(columns / 2);
	return Math.max(0, ...entries.map(([term]) => widthOf(term)).filter((width) => width <= most));
}

function section(
	title: string,
	entries: readonly Entry[],
	screen: Screen,
	widest = termWidth(entries, screen),
): Section {
	if (entries.length === 0) return [];
	return [`${title}:`, ...entries.flatMap((entry) => entryLines(entry, widest, screen))];
}

function entryLines([term, meaning]: Entry, widest: number, { columns, widthOf }: Screen): readonly string[] {
	const isNarrow = columns < NARROWEST_FOR_TWO_COLUMNS;
	const column = isNarrow ? 3 * INDENT : INDENT + widest + GAP;
	const blank = ' '.repeat(column);
	const lines = wrapWords(meaning, columns - column, widthOf);
	const first = `${' '.repeat(INDENT)}${term}`;
	if (isNarrow || widthOf(term) > widest) return [first, ...lines.map((line) => blank + line)];
	const padding = ' '.repeat(column - INDENT - widthOf(term));
	return lines.map((line, at) => (at === 0 ? first + padding : blank) + line);
}
