/** Formats the parts of a command that help, the README, the manual and the completions share. */
import type { CommandGroup, CommandLineShape, CommandTable, Parameter, Parameters } from './parameters.ts';

/** The purpose of the program, in one line. */
export const PURPOSE = 'put AWS IAM Identity Center (SSO) role credentials into the shell you are in';

/** A term, such as an option or a command line, and its meaning. */
export type Entry = readonly [term: string, meaning: string];

export const HELP_OPTION: Entry = ['-h, --help', 'show help'];
export const VERSION_OPTION: Entry = ['--version', 'show the version'];

/** Returns the commands that are not hidden, by group. */
export const visibleGroups = <Command extends CommandLineShape>({ commands, groups }: CommandTable<Command>) =>
	Object.entries(groups).map(([group, title]) => ({
		title,
		commands: commands.filter((command) => isIn(command, group) && command.isHidden !== true),
	}));

const isIn = (command: { readonly group: CommandGroup }, group: string): boolean => command.group === group;

/** Returns the parameters that are not hidden, in the order of the table. */
export const visible = (parameters: Parameters): readonly (readonly [name: string, parameter: Parameter])[] =>
	Object.entries(parameters).filter(([, { isHidden }]) => isHidden !== true);

/** Returns the placeholder for the value of a parameter: `NAME` unless the table sets another. */
export const valueName = (name: string, { value }: Parameter): string => value ?? name.toUpperCase();

/** Formats the meaning of a parameter, with its default. */
export const meaning = ({ describe, default: fallback }: Parameter): string =>
	fallback === undefined ? describe : `${describe} (default: ${fallback})`;

/** Formats the meaning of a parameter, with its default and its choices. */
export const fullMeaning = (parameter: Parameter): string => {
	const { describe, choices } = parameter;
	return meaning(choices === undefined ? parameter : { ...parameter, describe: `${describe}: ${choices.join(', ')}` });
};

const positionalTerm = (name: string, parameter: Parameter): string => {
	const value = `${valueName(name, parameter)}${parameter.isList === true ? '...' : ''}`;
	return parameter.isRequired === true ? value : `[${value}]`;
};

/** Formats the synopsis of a command: `ssoenv use [PROFILE] [OPTIONS]`. */
export const synopsis = ({ name, positionals, options, program }: CommandLineShape): string =>
	[
		`ssoenv ${name}`,
		...visible(positionals).map(([positional, parameter]) => positionalTerm(positional, parameter)),
		...(visible(options).length > 0 ? ['[OPTIONS]'] : []),
		...(program === undefined ? [] : [program]),
	].join(' ');

export const positionalEntries = ({ positionals }: CommandLineShape): readonly Entry[] =>
	visible(positionals).map(([name, parameter]) => [valueName(name, parameter), fullMeaning(parameter)]);

export const optionEntries = ({ options }: CommandLineShape): readonly Entry[] =>
	visible(options).map(([name, parameter]) => {
		const value = valueName(name, parameter);
		const shown = parameter.isValueOptional === true ? `[${value}]` : value;
		const term = parameter.type === 'boolean' ? `--${name}` : `--${name} ${shown}`;
		return [term, fullMeaning(parameter)];
	});
