/** The parts of the completions that come from the command table: `npm run fix` writes them, `npm run check` compares. */
import type { Command } from '../src/command.ts';
import { commands as allCommands, groups } from '../src/commands.ts';
import { HELP_OPTION, meaning, VERSION_OPTION, visible, visibleGroups } from '../src/core/command-line/command-text.ts';
import { type Parameter, takesList } from '../src/core/command-line/parameters.ts';
import { consoleServiceNames } from '../src/core/exec/console-services.ts';
import { shellNames } from '../src/core/shell/syntaxes.ts';
import { fish, posix, powershell } from '../src/core/text/quoting.ts';
import { writeBlocks } from './generated-parts.ts';

interface Flag {
	readonly name: string;
	readonly describe: string;
	/** What its value is: a kind, or the words to offer. Undefined for one that takes none. */
	readonly value: 'session' | 'profile' | 'text' | readonly string[] | undefined;
}

const commands = visibleGroups({ commands: allCommands, groups }).flatMap((group) => group.commands);

/** Words to offer for options that take others too. */
const OFFERED: Readonly<Record<string, readonly string[]>> = { service: consoleServiceNames };

function meaningOf(name: string, { type, choices = OFFERED[name] }: Parameter): Flag['value'] {
	if (type === 'boolean') return undefined;
	if (choices !== undefined) return choices;
	if (name === 'source-profile') return 'profile';
	return name === 'sso-session' ? 'session' : 'text';
}

/** The shell functions ask before they use a guarded profile, and take this flag for themselves. */
const YES: Flag = { name: 'yes', describe: 'use a guarded profile without asking', value: undefined };

function flagsOf({ name, options }: Command): readonly Flag[] {
	const flags = visible(options).map(([flag, option]) => {
		return { name: flag, describe: meaning(option), value: meaningOf(flag, option) };
	});
	return name === 'use' ? [...flags, YES] : flags;
}

/** The commands that take the command line of another program. */
const runners = commands.filter(({ program }) => program !== undefined).map(({ name }) => name);

/** Those of them that take any number of profiles: the other command line begins only at `--`. */
const lists = commands.filter((command) => takesList(command)).map(({ name }) => name);

/** The options of these commands that take a value. An option has one in each command that has the option. */
const valued = [
	...new Set(
		commands
			.filter(({ program }) => program !== undefined)
			.flatMap(({ options }) =>
				visible(options).flatMap(([name, { type }]) => (type === 'string' ? [`--${name}`] : [])),
			),
	),
];

const operandOf = ({ positionals }: Command): string => Object.keys(positionals)[0] ?? '';

const taking = (operand: string): readonly string[] =>
	commands.filter((command) => operandOf(command) === operand).map(({ name }) => name);

/** All options that take a value. In bash, an option that takes one has the same values in each command. */
const values = new Map<string, NonNullable<Flag['value']>>();
for (const { name, value } of commands.flatMap(flagsOf)) {
	if (value === undefined) continue;
	const known = values.get(name) ?? value;
	if (JSON.stringify(known) !== JSON.stringify(value)) throw new Error(`--${name} has two meanings`);
	values.set(name, value);
}
/** Options that take no value in one command, but do in another. */
const bare = commands.flatMap((command) =>
	flagsOf(command).flatMap(({ name, value }) =>
		value === undefined && values.has(name) ? [`${command.name}--${name}`] : [],
	),
);
const chosen = [...values].flatMap(([name, value]) => (typeof value === 'string' ? [] : [{ name, words: value }]));
const free = [...values].filter(([, value]) => value === 'text').map(([name]) => `--${name}`);

const names = commands.map(({ name }) => name);
const list = (words: readonly string[]): string => words.join(' ');

function bashBlock(): readonly string[] {
	const cases = commands.map((command) => {
		const operand = operandOf(command);
		const flags = [...flagsOf(command).map(({ name }) => `--${name}`), '--help'];
		return `\t\t${command.name}) ${operand === '' ? '' : `_ssoenv_operand=${operand} `}_ssoenv_flags=(${list(flags)}) ;;`;
	});
	return [
		`_ssoenv_commands=(${list(names)})`,
		'# Sets `_ssoenv_flags` to those of a command, and `_ssoenv_operand` to what it takes.',
		'_ssoenv_command() {',
		"\t_ssoenv_operand='' _ssoenv_flags=()",
		'\tcase $1 in',
		...cases,
		'\t\t*) _ssoenv_flags=(--help --version) ;;',
		'\tesac',
		'}',
		'# Offers the values of an option, if they are in the table. _ssoenv_offer_choices OPTION BEFORE',
		'_ssoenv_offer_choices() {',
		`\tcase $_ssoenv_verb$1 in ${bare.join(' | ')}) return 1 ;; esac`,
		'\tcase $1 in',
		...chosen.map(({ name, words }) => `\t\t--${name}) _ssoenv_offer "$2" ${list(words)} ;;`),
		`\t\t${free.join(' | ')}) ;;`,
		'\t\t*) return 1 ;;',
		'\tesac',
		'}',
		'# True for a command that takes the command line of another program.',
		`_ssoenv_runs() { case $1 in ${runners.join(' | ')}) ;; *) return 1 ;; esac }`,
		'# True for one of them that takes any number of profiles.',
		`_ssoenv_takes_list() { case $1 in ${lists.join(' | ')}) ;; *) return 1 ;; esac }`,
		'# True for an option of it whose value is the next word.',
		`_ssoenv_is_valued() { case $1 in ${valued.join(' | ')}) ;; *) return 1 ;; esac }`,
	];
}

function zshBlock(): readonly string[] {
	const flags = commands.flatMap((command) =>
		flagsOf(command).map(
			({ name, describe, value }) =>
				`\t\t${command.name} --${name}${value === undefined ? '' : '='} ${posix(describe)}`,
		),
	);
	return [
		'\tcommands=(',
		...commands.map(({ name, summary }) => `\t\t${name} ${posix(summary)}`),
		'\t)',
		'\tflags=(',
		...flags,
		'\t)',
		`\tnamed=(${list(taking('profile'))})`,
		`\tshelled=(${list(taking('shell'))})`,
		'\tchoices=(',
		...chosen.map(({ name, words }) => `\t\t--${name} ${posix(list(words))}`),
		'\t)',
		`\trunners=(${list(runners)})`,
		`\tlists=(${list(lists)})`,
	];
}

/** The command substitutions of fish that give the names of profiles. */
const FISH_PROFILES =
	"'(__ssoenv_complete_profiles) $__ssoenv_complete_found[$__ssoenv_complete_first..$__ssoenv_complete_last] $__ssoenv_complete_more (__ssoenv_complete_forget)'";

function fishValue(value: NonNullable<Flag['value']>): string {
	if (typeof value !== 'string') return ` -x -a '${list(value)}'`;
	if (value === 'session') return " -x -a '(__ssoenv_complete_sessions)'";
	return value === 'profile' ? ` -x -a ${FISH_PROFILES}` : ' -x';
}

function fishBlock(): readonly string[] {
	const inside = (words: readonly string[]) => `complete -c ssoenv -n '__ssoenv_complete_in ${list(words)}'`;
	return [
		`set -gu __ssoenv_complete_runners ${list(runners)}`,
		`set -gu __ssoenv_complete_lists ${list(lists)}`,
		`set -gu __ssoenv_complete_valued ${list(valued)}`,
		...commands.map(({ name, summary }) => `complete -c ssoenv -n __ssoenv_complete_in -a ${name} -d ${fish(summary)}`),
		`complete -c ssoenv -s h -l help -d ${fish(HELP_OPTION[1])}`,
		`complete -c ssoenv -n __ssoenv_complete_in -l version -d ${fish(VERSION_OPTION[1])}`,
		`${inside(taking('profile'))} -a ${FISH_PROFILES}`,
		`${inside(taking('shell'))} -a '${list(shellNames)}'`,
		...commands.flatMap((command) =>
			flagsOf(command).map(({ name, describe, value }) => {
				const takes = value === undefined ? '' : fishValue(value);
				return `${inside([command.name])} -l ${name}${takes} -d ${fish(describe)}`;
			}),
		),
	];
}

function powershellBlock(): readonly string[] {
	const rows = commands.map((command) => {
		const flags = flagsOf(command).map(({ name, value = '' }) => {
			const kind = typeof value === 'string' ? value : name;
			return `${powershell(`--${name}`)} = ${powershell(kind)}; `;
		});
		return `\t${command.name} = @{ Takes = ${powershell(operandOf(command))}; Flags = @{ ${flags.join('')}'--help' = '' } }`;
	});
	const texts = (words: readonly string[]) => `[string[]] @(${words.map(powershell).join(', ')})`;
	return [
		'$script:Commands = @{',
		...rows,
		'}',
		'$script:Choices = @{',
		...chosen.map(({ name, words }) => `\t${powershell(name)} = ${texts(words)}`),
		'}',
		'# The commands that take the command line of another program.',
		`$script:Runners = ${texts(runners)}`,
		'# Those of them that take any number of profiles.',
		`$script:Lists = ${texts(lists)}`,
	];
}

writeBlocks([
	{
		path: 'completions/ssoenv.bash',
		begin: '# generated from the command table: begin',
		end: '# generated: end',
		lines: bashBlock(),
	},
	{ path: 'completions/_ssoenv', begin: '\t# BEGIN GENERATED', end: '\t# END GENERATED', lines: zshBlock() },
	{
		path: 'completions/ssoenv.fish',
		begin: '# <generated> Commands and options, from the command table.',
		end: '# </generated>',
		lines: fishBlock(),
	},
	{
		path: 'shell/powershell/completion.ps1',
		begin: '## generated: the command table',
		end: '## end of what is generated',
		lines: powershellBlock(),
	},
]);
