/** The generated parts of the layer for bash. */
import { commands } from '../../src/commands.ts';
import { SOURCE_VARIABLES } from '../../src/core/shell/role-copy.ts';
import type { Block } from '../generated-parts.ts';
import { FENCE, type Format, formats, record, renewed, rows, words } from './parts.ts';

/** What a variable is now: `=` and its value, or empty if it is not set. */
const state = (name: string): string => `\${${name}+=$${name}}`;

const field = (index: number): string => `\${fields[${index}]}`;

/** The line of a record with the row of that position. */
const line = (row: number): string => field(record.header + row);

const fn = (name: string, about: readonly string[], body: readonly string[]): readonly string[] => [
	'',
	...about.map((text) => `# ${text}`),
	`${name}() {`,
	...body,
	'}',
];

/** One text in double quotes, with a line for each part. */
const lines = (parts: readonly string[]): string => `"${parts.join('\n')}"`;

const all = rows.map((row, index) => ({ ...row, index }));
const set = all.filter(({ kind }) => kind !== 'rival');
const rivals = all.filter(({ kind }) => kind === 'rival');
const keys = all.filter(({ kind, name }) => kind === 'credential' && name !== 'AWS_CREDENTIAL_EXPIRATION');
const worded = words.map(([word, index]) => ({ word, index, name: rows[index]?.name ?? '' }));
const ofWord = (...wanted: readonly string[]) => worded.filter(({ word }) => wanted.includes(word));

/** Rows that a profile can lack: the settings and their labels. */
const labels = new Set(rows.flatMap(({ label }) => label ?? []));
const optional = all.filter(({ kind, name }) => kind === 'setting' || labels.has(name));

const chunks = <T>(list: readonly T[], size: number): readonly (readonly T[])[] =>
	Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));

const array = (name: string, values: readonly (string | number)[]): readonly string[] => [
	`${name}=(`,
	...values.map((value) => `\t${value === '' ? "''" : value}`),
	')',
];

const tables = [
	'# The variables that a role changes, their kinds, and the labels of the settings.',
	...array(
		'_ssoenv_names',
		rows.map(({ name }) => name),
	),
	`_ssoenv_kinds=(${rows.map(({ kind }) => kind).join(' ')})`,
	`_ssoenv_labels=(${rows.map(({ label }) => label ?? "''").join(' ')})`,
	'# The positions of those that a renewal changes.',
	`_ssoenv_renewed=(${renewed.join(' ')})`,
];

const last = record.header + rows.length;
const fileLines = Array.from({ length: record.files }, (_, index) => record.header - record.files + index);

const unpack = fn(
	'_ssoenv_unpack',
	['Sets `profile`, `account`, `role`, `region` and `expires` of the caller. False if `fields` is not a whole record.'],
	[
		`\t[ "\${#fields[@]} \${fields[0]-} \${fields[${last}]-}" = '${last + 1} ${record.magic} ${record.end}' ] || return 1`,
		`\t${worded.map(({ word, index }) => `${word}=\${fields[${record.header + index}]#=}`).join(' ')}`,
		'\t_ssoenv_is_number "$expires"',
	],
);

const isCurrent = fn(
	'_ssoenv_is_current',
	[
		'True if `fields`, read from FILE, is of PROFILE, was made from what this shell has, and is not older than its sources.',
		'`[` compares letter by letter, whatever nocasematch says. As fields are lines, no other values make the same text.',
	],
	[
		`\t[ ${lines(['$1', ...SOURCE_VARIABLES.map(state)])} = ${lines(['$profile', ...SOURCE_VARIABLES.map((_, index) => field(1 + index))])} ] &&`,
		`\t\t! [[ ${fileLines.flatMap((at) => [`${field(at)} -nt $2`, `\${fields[${at}]%/*}/ -nt $2`]).join(' || ')} ]]`,
	],
);

const takeRows = fn(
	'_ssoenv_take_rows',
	['Sets `targets` of the caller to what the record in `fields` says of each variable.'],
	[`\ttargets=("\${fields[@]:${record.header}:${rows.length}}")`],
);

const isSameRole = fn(
	'_ssoenv_is_same_role',
	['True if the record in `fields` is of the role that is active.'],
	[
		`\t[ ${lines(ofWord('profile', 'account', 'role').map(({ word }) => `$${word}`))} = ${lines(
			ofWord('profile', 'account', 'role').map(({ name }) => `\${${name}-}`),
		)} ]`,
	],
);

const findStates = fn(
	'_ssoenv_find_states',
	['Sets `states` of the caller to what each variable is now: `=value`, or empty if it is not set.'],
	['\tstates=(', ...all.map(({ name }) => `\t\t"${state(name)}"`), '\t)'],
);

const findText = fn(
	'_ssoenv_find_text',
	[
		'Sets `text` of the caller to the states of all variables, a line for each. Few assignments are fastest, but not one.',
	],
	chunks(all, 4).map((some, at) => {
		const text = some.map(({ name }) => state(name)).join("$'\\n'");
		return at === 0 ? `\ttext=${text}` : `\ttext+=$'\\n'${text}`;
	}),
);

const isComplete = fn(
	'_ssoenv_is_complete',
	['True if the record in `fields` has a value for each variable but the rivals.'],
	[`\t[[ ${optional.map(({ index }) => `${line(index)} == =*`).join(' && ')} ]]`],
);

const arePlain = fn(
	'_ssoenv_are_plain',
	[
		'True if the variables that a role sets are exported and have no other attribute, nor are references (-R).',
		'shellcheck disable=SC2166 # one command instead of many; bash 3.2 cannot parse -R in `[[`',
	],
	[
		`\t[ "${set.map(({ name }) => `\${${name}@a}`).join('')}" = ${'x'.repeat(set.length)} ] &&`,
		`\t\t! [ ${set.map(({ name }) => `-R ${name}`).join(' -o ')} ]`,
	],
);

const exportRows = fn(
	'_ssoenv_export_rows',
	['Sets the variables to a record in `fields` that is complete. False if one is readonly.'],
	[
		'\tbuiltin export \\',
		...set.map(({ name, index }, at) => `\t\t"${name}${line(index)}"${at < set.length - 1 ? ' \\' : ''}`),
	],
);

const keepText = fn(
	'_ssoenv_keep_text',
	[
		'Remembers a complete record in `fields` as what the variables are. Without quotes bash would lose the character 127.',
	],
	["\tlocal IFS=$'\\n'", `\t_ssoenv_text[0]="\${fields[*]:${record.header}:${rows.length}}" _ssoenv_text[1]=1`],
);

const identity = [...rivals, ...keys, ...ofWord('profile', 'expires')];

const isAsLeft = fn(
	'_ssoenv_is_as_left',
	['True if the rivals, the keys, the profile and the expiry are as this shell has left them.'],
	[
		`\t[ ${lines(identity.map(({ name }) => state(name)))} = ${lines(identity.map(({ index }) => `\${_ssoenv_ours[${index}]-}`))} ]`,
	],
);

const findMark = fn(
	'_ssoenv_find_mark',
	['Sets `mark` of the caller to the keys and to whose they are.'],
	[`\tmark=${lines([...keys, ...ofWord('profile', 'account', 'role', 'expires')].map(({ name }) => state(name)))}`],
);

const hasRival = fn(
	'_ssoenv_has_rival',
	['True if a variable is set that would override the keys.'],
	[`\t[ -n "${rivals.map(({ name }) => `\${${name}+x}`).join('')}" ]`],
);

const findScene = fn(
	'_ssoenv_find_scene',
	['Sets `scene` of the caller to all that the text at the prompt is made from, but the time.'],
	[
		`\tscene=${lines([
			...[...identity, ...ofWord('account', 'role', 'region')].map(({ name }) => state(name)),
			...[
				'SSOENV_PROMPT_FORMAT',
				'SSOENV_GUARD',
				'SSOENV_REFRESH_WINDOW',
				'SSOENV_COLOR_FRESH',
				'SSOENV_COLOR_SOON',
				'SSOENV_COLOR_GUARD',
				'NO_COLOR',
				'TERM',
			].map(state),
		])}`,
	],
);

const fillWord = fn(
	'_ssoenv_find_word',
	['Sets `value` of the caller to the value of a WORD of SSOENV_PROMPT_FORMAT.'],
	[
		'\tcase $1 in',
		...worded.filter(({ word }) => word !== 'expires').map(({ word, name }) => `\t\t${word}) value=\${${name}-} ;;`),
		'\t\t*) return 1 ;;',
		'\tesac',
	],
);

/** The options of `use` that take a value. */
const valued = Object.entries(commands.find(({ name }) => name === 'use')?.options ?? {})
	.filter(([, { type }]) => type !== 'boolean')
	.map(([name]) => `--${name}`);

const takesValue = [
	'# True if the word after OPTION of `use` is its value.',
	`_ssoenv_takes_value() { case $1 in ${valued.join(' | ')}) ;; *) return 1 ;; esac }`,
];

/** Messages that are needed before the other parts are read, or where they cannot be read. */
const atStart = ['layer-gone', 'program-gone', 'program-missing', 'node-missing'];

/** A function that prints a message; its arguments are the holes of the message, in order. */
function say({ id, format, holes }: Format): readonly string[] {
	const names = [...new Set(holes)];
	const values = holes.map((hole) => ` "$${names.indexOf(hole) + 1}"`).join('');
	return [
		...(names.length === 0 ? [] : [`# ${names.join(', ')}`]),
		...(format.includes('`') ? ['# shellcheck disable=SC2016 # text'] : []),
		`_ssoenv_say_${id.replaceAll('-', '_')}() { builtin printf '${format.replaceAll("'", "'\\''")}'${values} >&2; }`,
	];
}

/** Messages of other shells. */
const others = ['universal', 'local', 'rejected', 'shell-too-old'];

const messages = formats('bash').filter(({ id }) => !others.includes(id));
const table = (wanted: readonly Format[]): readonly string[] => wanted.flatMap(say);

const block = (part: string, text: readonly string[], begin: string = FENCE.begin): Block => ({
	path: `shell/bash/${part}.bash`,
	begin: `# ${begin}`,
	end: `# ${FENCE.end}`,
	lines: text,
});

export const blocks: readonly Block[] = [
	block('start', table(messages.filter(({ id }) => atStart.includes(id)))),
	block('text', table(messages.filter(({ id }) => !atStart.includes(id)))),
	block('record', [...tables, ...unpack, ...isCurrent, ...takeRows, ...isSameRole, ...isComplete]),
	block('state', [...findStates, ...findMark]),
	block('variables', [...findText, ...arePlain, ...exportRows, ...keepText]),
	block('role', takesValue, 'Generated by scripts/shell-layers from src/commands.ts: begin'),
	block('renewal', [...isAsLeft, ...hasRival]),
	block('prompt', [...findScene, ...fillWord]),
];
