/** The generated parts of the layer for PowerShell. */
import { DIRECTORY_MAGIC } from '../../src/core/directory/directory-file.ts';
import { SOURCE_VARIABLES } from '../../src/core/shell/role-copy.ts';
import { powershell } from '../../src/core/text/quoting.ts';
import type { Block } from '../generated-parts.ts';
import {
	FENCE,
	identity,
	mayBeEmpty,
	messagesOf,
	promptWords,
	record,
	renewed,
	rivals,
	rows,
	settings,
	usual,
	words,
} from './parts.ts';

const fence = { begin: `# ${FENCE.begin}`, end: `# ${FENCE.end}` };

const numbers = (indices: readonly number[]): string => `[int[]] @(${indices.join(', ')})`;
const texts = (values: readonly string[]): string => `[string[]] @(${values.map(powershell).join(', ')})`;

/** For each variable, the index of the label with the same value, or -1. */
const labels = rows.map(({ label }) => rows.findIndex(({ name }) => name === label));

/** The form that the line of each variable in a record must have: a regular expression of record.ps1. */
const forms = rows.map((row) => {
	if (row.kind === 'rival') return '$script:Nothing';
	if (row.kind === 'setting') return '$script:ValueOrKept';
	return mayBeEmpty(row) ? '$script:ValueOrNothing' : '$script:Value';
});

const capital = (word: string): string => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;

const contract = [
	'$script:Names = [string[]] @(',
	...rows.map(({ name }, index) => `\t${powershell(name)}${index === rows.length - 1 ? '' : ','}`),
	')',
	`$script:Every = ${numbers([...rows.keys()])}`,
	'# Indices of the variables that are not rare, of those that are, of the labels among these, and their lines in a record of a',
	'# role that has none of them.',
	`$script:Usual = ${numbers([...rows.keys()].slice(0, usual))}`,
	`$script:Rare = ${numbers([...rows.keys()].slice(usual))}`,
	`$script:RareLabels = ${numbers([...rows.keys()].slice(usual).filter((index) => rows[index]?.kind === 'label'))}`,
	`$script:NoRare = ${texts(rows.map(({ kind, isRare }) => (kind === 'setting' && isRare === true ? '-' : '')))}`,
	'# Indices of variables that override the credentials, of settings that are not rare, and of those that a renewal changes.',
	`$script:Rivals = ${numbers(rivals)}`,
	`$script:Settings = ${numbers(settings.filter((index) => index < usual))}`,
	`$script:Renewed = ${numbers(renewed)}`,
	'# Indices of those that tell one role from another.',
	`$script:Identity = ${numbers(identity.map(({ index }) => index))}`,
	'# For each variable, the index of the label with the same value; -1 for a variable that is no setting.',
	`$script:Labels = ${numbers(labels)}`,
	'# The form that the line of each variable has in a record.',
	`$script:Forms = [regex[]] @(${forms.join(', ')})`,
	...words.filter(([word]) => word !== 'region').map(([word, index]) => `$script:At${capital(word)} = ${index}`),
	'# A record: its first line, the variables and the files that it is made from, and its last line.',
	`$script:Magic = ${powershell(record.magic)}`,
	`$script:Sources = ${texts(SOURCE_VARIABLES)}`,
	`$script:FirstFile = ${record.header - record.files}`,
	`$script:Header = ${record.header}`,
	`$script:EndAt = ${record.header + rows.length}`,
	`$script:End = ${powershell(record.end)}`,
];

const messages = [
	'$script:Messages = @{',
	...messagesOf('powershell').flatMap(([id, message]) => {
		const lines = [message.text, ...('hint' in message ? [`hint: ${message.hint}`] : [])];
		const quoted = lines.map((line) => line.replaceAll('{program}', 'pwsh').replaceAll("'", "''"));
		// One text with line breaks, because each conversion to a list takes time when the shell first uses a role.
		return `\t'${id}' = '${quoted.join('\n')}'`;
	}),
	'}',
];

export const blocks: readonly Block[] = [
	{ path: 'shell/powershell/role.ps1', ...fence, lines: contract },
	{
		path: 'shell/powershell/directory.ps1',
		...fence,
		lines: ['# The first line of the record of a folder.', `$script:DirectoryMagic = '${DIRECTORY_MAGIC}'`],
	},
	{ path: 'shell/powershell/messages.ps1', ...fence, lines: messages },
	{
		path: 'shell/powershell/prompt.ps1',
		begin: `\t\t\t${fence.begin}`,
		end: `\t\t\t${fence.end}`,
		lines: promptWords.map(([word, name]) => `\t\t\t'${word}' { [Environment]::GetEnvironmentVariable('${name}') }`),
	},
];
