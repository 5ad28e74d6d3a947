/** What is written of a command, alike in help, the README, the manual and the completions. */
import type { CommandGroup, CommandLineShape, CommandTable, Parameter, Parameters } from './parameters.ts';

/** What the program is for. */
export const PURPOSE = 'put AWS IAM Identity Center (SSO) role credentials into the shell you are in';

/** A word or command line, and what it means. */
export type Entry = readonly [term: string, meaning: string];

export const HELP_OPTION: Entry = ['-h, --help', 'show help'];
export const VERSION_OPTION: Entry = ['--version', 'show the version'];

/** The commands that people type, by group. */
export const visibleGroups = <Command extends CommandLineShape>({ commands, groups }: CommandTable<Command>) =>
	Object.entries(groups).map(([group, title]) => ({
		title,
		commands: commands.filter((command) => isIn(command, group) && command.isHidden !== true),
	}));

const isIn = (command: { readonly group: CommandGroup }, group: string): boolean => command.group === group;

/** The parameters that people type, in the order of the table. */
export const visible = (parameters: Parameters): readonly (readonly [name: string, parameter: Parameter])[] =>
	Object.entries(parameters).filter(([, { isHidden }]) => isHidden !== true);

/** The name of the value of a parameter. */
export const valueName = (name: string, { value }: Parameter): string => value ?? name.toUpperCase();

/** What a parameter means, with its default. */
export const meaning = ({ describe, default: fallback }: Parameter): string =>
	fallback === undefined ? describe : `${describe} (default: ${fallback})`;

/** The same with its choices. */
export const fullMeaning = (parameter: Parameter): string => {
	const { describe, choices } = parameter;
	return meaning(choices === undefined ? parameter : { ...parameter, describe: `${describe}: ${choices.join(', ')}` });
};

const positionalTerm = (name: string, parameter: Parameter): string => {
	const value = valueName(name, parameter);
	return parameter.isRequired === true ? value : `[${value}]`;
};

/** The form of the command line. */
export const synopsis = ({ name, positionals, options }: CommandLineShape): string =>
	[
		`ssoenv ${name}`,
		...visible(positionals).map(([place, parameter]) => positionalTerm(place, parameter)),
		...(visible(options).length > 0 ? ['[OPTIONS]'] : []),
	].join(' ');

export const positionalEntries = ({ positionals }: CommandLineShape): readonly Entry[] =>
	visible(positionals).map(([name, parameter]) => [valueName(name, parameter), fullMeaning(parameter)]);

export const optionEntries = ({ options }: CommandLineShape): readonly Entry[] =>
	visible(options).map(([name, parameter]) => {
		const term = parameter.type === 'boolean' ? `--${name}` : `--${name} ${valueName(name, parameter)}`;
		return [term, fullMeaning(parameter)];
	});
