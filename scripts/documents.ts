/** Writes the manual, and the parts of the documents that come from the command table and the settings. */
import { commands, groups } from '../src/commands.ts';
import {
	type Entry,
	optionEntries,
	positionalEntries,
	synopsis,
	visibleGroups,
} from '../src/core/command-line/command-text.ts';
import type { CommandLineShape } from '../src/core/command-line/parameters.ts';
import { settings } from '../src/core/command-line/settings.ts';
import { signInKeys } from '../src/core/command-line/sign-in-settings.ts';
import { checkGroups } from '../src/core/doctor/check.ts';
import { checks } from '../src/core/doctor/checks.ts';
import { writeBlocks, writeWhole } from './generated-parts.ts';
import { manPage } from './man-page.ts';
import { sentence } from './sentence.ts';

const groupsOfCommands = visibleGroups({ commands, groups });

const row = (...cells: readonly string[]): string =>
	`| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

const table = (head: Entry, rows: readonly string[]): readonly string[] => [row(...head), row('---', '---'), ...rows];

const termRow = ([term, meaning]: Entry): string => row(`\`${term}\``, meaning);

const overview = table(
	['command', 'what it does'],
	groupsOfCommands.flatMap((group) => [
		row(`**${group.title}**`, ''),
		...group.commands.map(({ name, summary }) => row(`[\`${name}\`](docs/commands.md#ssoenv-${name})`, summary)),
	]),
);

const part = (head: string, entries: readonly Entry[]): readonly string[] =>
	entries.length === 0 ? [] : ['', ...table([head, 'what it means'], entries.map(termRow))];

const commandReference = (command: CommandLineShape): readonly string[] => [
	'',
	`### ssoenv ${command.name}`,
	'',
	[command.summary, command.details].flatMap((text) => (text === undefined ? [] : sentence(text))).join(' '),
	'',
	'```text',
	synopsis(command),
	'```',
	...part('argument', positionalEntries(command)),
	...part('option', optionEntries(command)),
	'',
	'```sh',
	...command.examples.flatMap(([line, meaning]) => [`# ${meaning}`, line]),
	'```',
];

const reference = groupsOfCommands.flatMap((group) => [
	'',
	`## ${sentence(group.title).slice(0, -1)}`,
	...group.commands.flatMap(commandReference),
]);

const code = (text: string | undefined): string => (text === undefined ? '' : `\`${text}\``);

const signInTable = [
	row('what it sets', 'option', 'variable', 'key of the sso-session', 'without them'),
	row('---', '---', '---', '---', '---'),
	...Object.values(signInKeys).map(({ meaning, option, variable, key, example, fallback }) =>
		row(meaning, code(option), code(variable), code(`${key} = ${example}`), fallback),
	),
];

const checkTable = table(
	['check', 'what it looks for'],
	Object.entries(checkGroups).flatMap(([group, title]) => [
		row(`**${title}**`, ''),
		...checks.filter((check) => check.group === group).map(({ id, about }) => row(`\`${id}\``, about)),
	]),
);

const block = (path: string, name: string, lines: readonly string[]) => ({
	path,
	begin: `<!-- ${name} -->`,
	end: `<!-- /${name} -->`,
	lines: ['', ...lines, ''],
});

writeBlocks([
	block('README.md', 'commands', overview),
	block('docs/commands.md', 'reference', reference.slice(1)),
	block(
		'docs/configuration.md',
		'settings',
		table(
			['variable', 'what it sets'],
			Object.entries(settings).map(([name, meaning]) => row(`\`${name}\``, meaning)),
		),
	),
	block('docs/configuration.md', 'sign-in-settings', signInTable),
	block('docs/troubleshooting.md', 'doctor-checks', checkTable),
]);
writeWhole('man/ssoenv.1', manPage({ commands, groups }));
